"""Commerces et création › Et si on ouvrait ici ? : l'effet d'une ouverture et les dix meilleurs lieux."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.commerces import phrases, tables
from geo.commerces.couverture import Ouverture
from geo.commerces.ouverture import RAYON, RAYONS, Effet, effet, etudier, meilleurs, possible
from geo.commerces.types import Type
from geo.ecriture import formats
from geo.objets import commerces as objets
from geo.territoires import Territoire
from geo.territoires.index import index
from pages.cadre.habillage import phrase as dire
from pages.carte import vivante
from pages.comprendre.commerces.tete import chiffres, choisir_type, notes, sujet
from pages.interface import adresse, feuille, tableau, telechargement
from pages.interface.texte import compose

METHODE = (
    "Méthode : problème de couverture maximale (Church et ReVelle, 1974), résolu pas à pas par la méthode gloutonne, "
    "qui atteint au moins 63 % du meilleur gain possible (Nemhauser, Wolsey et Fisher, 1978). Habitants comptés au "
    "point de leur commune, à vol d'oiseau. Ni la clientèle, ni le coût, ni la concurrence ne sont regardés : un lieu "
    "bien placé n'est pas un commerce viable."
)


def ouvrir(territoire: Territoire, phrase: DeltaGenerator) -> None:
    """Le volet entier."""
    choix = st.container(horizontal=True, key="choix-commerces", vertical_alignment="bottom")
    with choix:
        type_ = choisir_type(manquant=True)
        distances = {str(rayon): f"{rayon} km" for rayon in RAYONS}
        rayon = int(adresse.choisir(st.segmented_control, "Distance à couvrir", "rayon", distances, str(RAYON)))
    if not possible(territoire):
        dire("Choisissez un territoire de 2 000 communes au plus : l'Atlas y cherche les dix meilleurs lieux.", phrase)
        return
    suite = meilleurs(territoire, type_, rayon)
    etude = etudier(territoire, type_)
    if not etude.communes.size:
        dire(f"{territoire.libelle} : la source ne relève pas « {type_.nom} » ici ({type_.millesime}).", phrase)
        return
    dire(phrases.places(territoire, suite, type_, rayon, loin=etude.situation.loin(rayon)), phrase)
    with choix:
        commune = _choisir_commune(territoire, suite)
    gains = effet(territoire, type_, commune, rayon)
    _effet(territoire, gains, type_, rayon)
    _lieux(territoire, suite, type_, rayon, commune)


def _choisir_commune(territoire: Territoire, suite: tuple[tuple[str, Ouverture], ...]) -> str:
    """Commune essayée : la meilleure par défaut ; un clic sur la carte en choisit une autre."""
    rang = index().rang
    noms = {code: index().noms[rang[code]] for code in territoire.communes}
    libelles = dict(sorted(noms.items(), key=lambda paire: paire[1]))
    defaut = suite[0][0] if suite else max(noms, key=lambda code: index().population[rang[code]])
    return adresse.choisir(st.selectbox, "Ouvrir à", "commune", libelles, defaut, width=360)


def _effet(territoire: Territoire, gains: Effet, type_: Type, rayon: int) -> None:
    nom = index().noms[index().rang[gains.commune]]
    st.header(formats.typographie(f"Ouvrir {type_.un} à {nom}"), anchor=False)
    st.html(f"<p>{compose(phrases.effet(gains, nom, type_, rayon))}</p>")
    couverts = etudier(territoire, type_).situation.couverts(rayon)
    part = formats.nombre(100 * couverts / territoire.population, 1) if territoire.population else formats.ABSENT
    chiffres(
        [
            (formats.nombre(gains.gagnes), f"habitants gagnés à {rayon} km ou moins", "du territoire"),
            (formats.nombre(gains.rapproches), "habitants rapprochés", "dont la distance diminue"),
            (
                phrases.precis(gains.avant, gains.apres),
                "distance moyenne aujourd'hui",
                f"après : {phrases.precis(gains.apres, gains.avant)}",
            ),
            (f"{part} %", f"déjà à {rayon} km ou moins", f"{formats.nombre(couverts)} habitants"),
        ]
    )


def _lieux(
    territoire: Territoire, suite: tuple[tuple[str, Ouverture], ...], type_: Type, rayon: int, commune: str
) -> None:
    """Carte des communes, lieux numérotés, tableau équivalent ; une commune seule sans gain n'a que la méthode."""
    plusieurs = len(territoire.communes) > 1
    if suite or plusieurs:
        st.header("Les meilleurs lieux" if suite else "Commune par commune", anchor=False)
    if plusieurs:
        _carte(territoire, type_, rayon, commune)
    if suite:
        lignes = tables.places(suite, territoire.population)
        tableau.montrer(lignes, tables.DECIMALES_PLACES, f"Les meilleurs lieux où ouvrir {type_.un}")
        octets = partial(tables.emporter, lignes.assign(Rayon_km=rayon), territoire, type_)
        with st.container(horizontal=True, key="outils"):
            telechargement.table(
                sujet("Meilleurs lieux où ouvrir", f"ouvrir-{type_.libelle}-{rayon}-km", territoire, type_), octets
            )
    notes(METHODE, f"Source : {tables.citation(type_)}.")


def _carte(territoire: Territoire, type_: Type, rayon: int, commune: str) -> None:
    objet = objets.ouverture(territoire, type_, rayon, commune, feuille.theme())
    vivante.montrer(objet, "commerces-ouvrir", lambda code: adresse.ecrire("commune", code))
    feuille.consigne("ouvrir").caption("Touchez une commune pour y essayer une ouverture.")
    st.caption("Couleur : distance d'aujourd'hui.")

"""Commerces et création › Créations : combien d'établissements se créent, ce qui peut aider, ce qui est déjà fait."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo import territoires
from geo.commerces import creations as calcul
from geo.commerces.creations import Creations
from geo.commerces.evolutions import comparable
from geo.ecriture import formats
from geo.objets import commerces as objets
from geo.objets.commerces import CHAMP
from geo.sorties.metadonnees import Sujet
from geo.territoires import Territoire
from geo.territoires.niveaux import NOMS_NIVEAUX
from pages.cadre.habillage import phrase as dire
from pages.comprendre.commerces.soutiens import soutiens
from pages.comprendre.commerces.tete import chiffres, notes
from pages.interface import tableau, telechargement
from pages.interface.figures import montrer, theme
from pages.interface.provenance import provenance
from pages.interface.texte import brut

STOCK = (
    "Créations de 2019 pour 100 établissements actifs fin 2018 : le seul stock connu, et il ne compte presque que des "
    "employeurs. À comparer entre zones ; ce n'est pas le taux de création de l'Insee."
)


def creations(territoire: Territoire, phrase: DeltaGenerator) -> None:
    """Le volet entier."""
    releve = calcul.lire(territoire)
    dire(calcul.phrase(territoire, releve), phrase)
    if releve is not None:
        _chiffres(releve)
        _courbe(territoire, releve)
    _zones(territoire, releve)
    soutiens(territoire)
    _classement()


def _chiffres(releve: Creations) -> None:
    fin = comparable(dict(releve.serie), calcul.CINQ_ANS)
    rang = f"{formats.ordinal(releve.rang)} sur {formats.nombre(releve.sur)} zones, du plus haut au plus bas"
    chiffres(
        [
            (formats.nombre(releve.nombre), f"établissements créés en {releve.annee}", releve.sujet),
            (formats.nombre(releve.taux, 1), "pour 1 000 habitants", rang if releve.rang else "population de 2023"),
            (_evolution(releve.cinq_ans), f"en cinq ans, jusqu'en {fin}", f"{_evolution(releve.un_an)} en un an"),
            (formats.nombre(releve.par_stock, 1), "pour 100 établissements", "créations de 2019, stock de fin 2018"),
        ]
    )
    notes(CHAMP, STOCK)
    provenance("creations_pour_1000_habitants")


def _evolution(valeur: float) -> str:
    return formats.avec_unite(valeur, "%", 1, signe=True)


def _courbe(territoire: Territoire, releve: Creations) -> None:
    """Le nombre de créations année par année, face à l'ensemble des zones publiées."""
    st.header("Année par année", anchor=False)
    dessin = objets.creations(territoire, releve, theme())
    montrer(dessin, "creations")
    notes(dessin.note)


def _zones(territoire: Territoire, releve: Creations | None) -> None:
    """Pour un territoire qui n'est pas fait de zones entières : les zones qu'il traverse, et la part des habitants."""
    if territoire.niveau in {"france", "zone_emploi"} or (releve is not None and releve.propre):
        return
    st.header("Zones d'emploi traversées", anchor=False)
    parts = {zone.code: zone.part for zone in territoires.traverses(territoire, "zone_emploi")}
    lignes = calcul.a_montrer(parts)
    if lignes.empty:
        st.info("Aucune des zones d'emploi traversées n'est publiée : ni la Corse ni l'outre-mer ne le sont.")
        return
    lignes.insert(2, "Part des habitants (%)", [100 * parts[code] for code in lignes["Code"]])
    tableau.montrer(lignes, {**calcul.decimales(), "Part des habitants (%)": 1}, "Créations des zones traversées")
    nature = NOMS_NIVEAUX[territoire.niveau][0]
    st.caption(f"Publié par zone d'emploi seulement : part des habitants de ce territoire ({brut(nature)}) qui y vit.")


def _classement() -> None:
    """Toutes les zones publiées, et leur CSV."""
    st.header("Toutes les zones d'emploi", anchor=False)
    lignes = calcul.a_montrer()
    tableau.montrer(lignes, calcul.decimales(), "Créations de toutes les zones d'emploi")
    fin = str(calcul.effectifs().columns[-1])
    emportees = lignes.round(2).assign(Année=fin, Source=calcul.citation())
    with st.container(horizontal=True, key="outils"):
        telechargement.table(
            Sujet("Créations d'établissements", ("creations", "zones"), calcul.SOURCES, fin), emportees
        )
    notes(f"Source : {calcul.citation()}.", CHAMP, STOCK)

"""Comprendre › Classement : qui est en tête, qui est en queue, et où sommes-nous ?"""

from __future__ import annotations

import math
from functools import partial

import streamlit as st

from donnees import entrepot
from donnees.catalogue import charger
from geo import mesures
from geo.ecriture import formats, tableurs
from geo.mesures import comparaison
from geo.mesures.classement import classer
from geo.sorties import tableaux
from geo.territoires.niveaux import NOMS_NIVEAUX
from pages.cadre import plan
from pages.cadre.habillage import pied
from pages.interface import adresse, partage, tableau, telechargement
from pages.interface.provenance import provenance
from pages.interface.texte import brut

NIVEAUX: dict[str, str] = {
    nom: NOMS_NIVEAUX[nom][1].capitalize() for nom in ("zone_emploi", "epci", "departement", "region", "commune")
}
TAILLES = {
    "toutes": ("Toutes tailles", 0.0, math.inf),
    "petites": ("Moins de 50 000 habitants", 0.0, 49_999.0),
    "moyennes": ("De 50 000 à 200 000 habitants", 50_000.0, 199_999.0),
    "grandes": ("200 000 habitants et plus", 200_000.0, math.inf),
}

st.title("Classement", anchor=False)
fiches = charger().indicateurs
with st.container(horizontal=True, key="choix-classement"):
    identifiant = adresse.choisir(
        st.selectbox, "Indicateur", "indicateur", {i: f.libelle for i, f in fiches.items()}, "chomage_localise"
    )
    fiche = fiches[identifiant]
    existants: tuple[str, ...] = fiche.niveaux
    offerts = {nom: libelle for nom, libelle in NIVEAUX.items() if nom in existants}
    niveau = adresse.choisir(st.selectbox, "Niveau", "niveau", offerts, next(iter(offerts)), width=210)
    periodes = {p: formats.periode(p) for p in reversed(entrepot.periodes(identifiant, niveau))}
    periode = adresse.choisir(st.selectbox, "Période", "periode", periodes, next(iter(periodes)), width=210)
with st.container(horizontal=True):
    regions = {"": "Toute la France", **dict(entrepot.territoires("region")["libelle"])}
    region = adresse.choisir(st.selectbox, "Région", "region", regions, "", width=260)
    libelles = {cle: libelle for cle, (libelle, _, _) in TAILLES.items()}
    _, bas, haut = TAILLES[adresse.choisir(st.selectbox, "Taille", "taille", libelles, "toutes", width=260)]
lignes = classer(identifiant, niveau, periode, region, bas, haut)
classes = int(lignes["rang"].notna().sum())
bouts = ("la plus basse", "la plus haute") if fiche.sens == "mieux_bas" else ("la plus haute", "la plus basse")
combien = f"{formats.nombre(classes)} {NOMS_NIVEAUX[niveau][1]}"
st.write(f"**{combien}** ayant une donnée, de {bouts[0]} à {bouts[1]} valeur.")
if lignes.empty:
    st.info("Aucun territoire ne répond à ces filtres. Élargissez la région ou la taille.")
else:
    montrees = tableaux.classement(lignes, fiche)
    nombres = {"Rang": 0, montrees.columns[2]: fiche.decimales, "Rang national": 0, "Population": 0}
    tableau.montrer(montrees, nombres, f"Classement : {fiche.libelle}", hauteur=560)
    st.caption("Cliquez l'en-tête d'une colonne pour trier ; la loupe cherche un nom.")
    with st.container(horizontal=True, key="outils"):
        emportees = montrees.assign(Indicateur=fiche.libelle, Unité=fiche.unite, Période=periode)
        telechargement.proposer("CSV", "atlas-classement.csv", partial(tableurs.en_csv, emportees))
        st.page_link(
            plan.CARTE,
            label="Voir sur la carte",
            icon=":material/map:",
            query_params={"indicateur": identifiant, **({} if niveau in {"epci", "commune"} else {"niveau": niveau})},
        )
    partage.barre()
situes, refus = comparaison.relire(st.query_params.get("avec", ""))
for message in refus:
    st.warning(brut(message))
for territoire in situes:
    mesure = mesures.mesurer(territoire, identifiant, periode)
    position = mesures.position(territoire, mesure)
    pairs = NOMS_NIVEAUX[mesures.niveau_des_pairs(territoire)][1]
    place = (
        f"{formats.ordinal(position.rang)} sur {formats.nombre(position.sur)} {pairs}"
        if position.rang
        else mesure.explication
    )
    st.write(f"**{brut(territoire.libelle)}** : {formats.selon(mesure.indicateur, mesure.valeur)}, {brut(place)}")
provenance(identifiant, periode)
pied()

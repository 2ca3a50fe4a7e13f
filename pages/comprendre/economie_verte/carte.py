"""Économie verte : la carte des zones d'emploi ; un clic ouvre la zone."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.cartes.classes import Reglages
from geo.cartes.etat import Habillage, etat_carte
from geo.mesures import phrases
from geo.mesures.repartitions import Repartition, repartir
from geo.objets.objet import Carte
from geo.sorties import tableaux
from geo.territoires import Territoire
from pages.carte import vivante
from pages.interface import adresse, feuille, liens, tableau, telechargement
from pages.interface.adresse import AUCUN
from pages.interface.provenance import provenance

MESURES = {"part_recrutements_verts": "Métiers verts", "part_recrutements_verdissants": "Verts et verdissants"}
NIVEAU = "zone_emploi"
SUR_PAPIER = 20
"""Zones que porte la feuille d'un territoire : les premières ; le pays entier est au CSV."""


def carte(territoire: Territoire) -> None:
    """Zones d'emploi coloriées par la part choisie ; la zone de la page est cernée."""
    st.header("Où ces métiers recrutent-ils ?", anchor=False)
    choisie = adresse.choisir(
        st.segmented_control, "Part montrée", "mesure", MESURES, "part_recrutements_verts", label_visibility="collapsed"
    )
    repartition = repartir(choisie, NIVEAU)
    st.write(phrases.phrase(repartition))
    selection = territoire.code if territoire.niveau == NIVEAU else ""
    objet = Carte(
        nom="carte",
        titre=phrases.titre(repartition),
        source=repartition.sources,
        page="carte",
        parametres={"indicateur": choisie, "territoire": selection, "maisons": AUCUN, "actions": AUCUN},
        etat=etat_carte(repartition, Reglages(), Habillage(selection=selection, theme=feuille.theme())),
    )
    vivante.montrer(objet, f"verte-{choisie.replace('_', '-')}", _ouvrir)
    feuille.consigne("verte").caption("Touchez une zone d'emploi pour la lire ici.")
    provenance(choisie, repartition.periode, note="Un « 0 % » peut cacher des effectifs masqués.")
    equivalent = partial(_tableau, repartition)
    feuille.volet("Les zones d'emploi en tableau", "verte-zones", equivalent, icone=":material/table:")
    liens.carte("Carte entière : classes et réglages", indicateur=choisie)


def _tableau(repartition: Repartition) -> None:
    table = tableaux.equivalent(repartition)
    decimales = {table.columns[3]: repartition.indicateur.decimales}
    tableau.montrer(table, decimales, repartition.indicateur.libelle, sur_papier=SUR_PAPIER)
    telechargement.table(tableaux.sujet(repartition), partial(tableaux.csv, repartition))


def _ouvrir(code: str) -> None:
    """La page passe à la zone touchée."""
    adresse.ecrire("niveau", NIVEAU)
    adresse.ecrire("code", code)
    for nom in ("nom", "bassin", "comparateur"):
        adresse.ecrire(nom, "")

"""Le portrait d'un territoire : son nom, ses phrases, ses chiffres clés."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from donnees.catalogue.modeles import Indicateur
from geo import mesures, territoires
from geo.ecriture import formats
from geo.objets.objet import Objet
from geo.portrait.cartons import grille
from geo.portrait.en_grand import ouverture
from geo.territoires import Territoire
from geo.territoires.niveaux import NOMS_NIVEAUX
from pages.cadre import plan
from pages.interface import integration, partage, territoire_choisi
from pages.interface.texte import brut

LIENS_MAX = 6
SUITES = (
    (plan.SECTEURS, "Ses secteurs et métiers", "work"),
    (plan.COMMERCES, "Ses commerces et créations", "storefront"),
    (plan.ECONOMIE_VERTE, "Son économie verte", "eco"),
    (plan.OU_AGIR, "Où agir", "explore"),
)


def accueil(page: str) -> None:
    """Sans territoire choisi : chercher, ou composer son périmètre."""
    st.title("Mon territoire", anchor=False)
    st.write("Une commune, une intercommunalité, une zone d'emploi, un département, une région : son portrait.")
    territoire_choisi.rechercher()
    with st.container(horizontal=True):
        st.page_link(page, label="Portrait de la France", query_params=territoire_choisi.PAYS)
        st.page_link(plan.PERIMETRE, label="Composer le périmètre d'une maison", icon=":material/draw:")


def tete(territoire: Territoire) -> Territoire | None:
    """Nom, nature, phrases et quatre nombres, puis commandes ; rend le comparateur choisi."""
    st.title(brut(territoire.libelle), anchor=False)
    habitants = formats.nombre(territoire.population)
    st.write(f"{territoire_choisi.nature(territoire)}, {habitants} habitants (populations légales).")
    st.html(ouverture(territoire, territoire_choisi.comparateur(territoire)))
    with st.container(horizontal=True, key="commandes", vertical_alignment="bottom"):
        comparateur = territoire_choisi.choisir_comparateur(territoire)
        partage.barre(imprimer=True)
    _rattachements(territoire)
    return comparateur


def _rattachements(territoire: Territoire) -> None:
    """Liens vers les territoires qui le contiennent ou qu'il traverse."""
    with st.container(horizontal=True, key="rattachements"):
        for niveau in ("zone_emploi", "epci", "departement", "region"):
            if niveau != territoire.niveau:
                _liens_traverses(territoire, niveau)
        if territoire.niveau == "perimetre":
            parametres = territoire_choisi.parametres(territoire)
            st.page_link(plan.PERIMETRE, label="Modifier le périmètre", icon=":material/edit:", query_params=parametres)


def _liens_traverses(territoire: Territoire, niveau: str) -> None:
    """Liens vers les territoires d'un niveau qui le contiennent ou qu'il traverse, s'ils sont peu nombreux."""
    traverses = territoires.traverses(territoire, niveau)
    if len(traverses) > LIENS_MAX:
        return
    for morceau in traverses:
        part = "" if len(traverses) == 1 else f", {formats.part(morceau.part)} des habitants"
        libelle = f"{brut(morceau.libelle)} ({NOMS_NIVEAUX[niveau][0]}{part})"
        st.page_link(plan.TERRITOIRE, label=libelle, query_params={"niveau": niveau, "code": morceau.code})


def suites(territoire: Territoire) -> None:
    """Ce que l'on peut demander d'autre à ce territoire."""
    parametres = territoire_choisi.parametres(territoire)
    with st.container(horizontal=True, key="suites"):
        for page, libelle, icone in SUITES:
            st.page_link(page, label=libelle, icon=f":material/{icone}:", query_params=parametres)


def chiffres_cles(territoire: Territoire, comparateur: Territoire | None) -> None:
    """Chiffres clés situés parmi les pairs."""
    st.header("Chiffres clés", anchor=False)
    chiffres = grille(territoire, comparateur)
    st.html(chiffres.html)
    _integrer(territoire, chiffres.indicateurs)
    if territoire.niveau == "france":
        return  # le pays n'a pas de pairs : ni bande ni rang
    noms, lieu = NOMS_NIVEAUX[mesures.niveau_des_pairs(territoire)][1], brut(territoire.libelle)
    st.caption(f"Bande grise : répartition des {noms} ; tireté : leur médiane ; trait orange : {lieu}.")
    if chiffres.empruntee:
        st.caption(
            f"Carte au filet tireté : ce chiffre n'existe pas pour {lieu} (non publié à cette échelle, ou secret). "
            "C'est celui de sa zone d'emploi, nommée et placée parmi les zones d'emploi ; ou la fourchette de ses "
            "zones, quand aucune ne réunit les deux tiers de ses habitants."
        )


def _integrer(territoire: Territoire, fiches: Sequence[Indicateur]) -> None:
    """Le code de chaque chiffre clé : on choisit lequel."""
    choix = {fiche.id: fiche.libelle for fiche in fiches}
    parametres = territoire_choisi.parametres(territoire)
    objet = Objet(nom="chiffre", titre=territoire.libelle, source="", page="territoire", parametres=parametres)
    integration.proposer(objet, integration.CHIFFRE, choix=("indicateur", "Chiffre clé", choix))

"""La carte folium dans Streamlit : géométrie servie une fois, état léger, clic rendu à la session."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from geo.actions import points
from geo.besoins.croisement import Croisement
from geo.cartes.croisee import etat_croise
from geo.cartes.double import etat_double
from geo.cartes.etat import Habillage, Reglages, etat_carte, etat_choix, etat_neutre
from geo.cartes.fond import CarteLocale, CoucheEtat
from geo.mesures.repartitions import Repartition
from geo.territoires import Territoire
from geo.territoires.perimetre import decoder, fichiers_contours
from pages.cadre import plan
from pages.cadre.ressources import ressources
from pages.carte import memoire
from pages.carte.etat import EtatCarte
from pages.interface import registre

HAUTEUR = 600
_CLIC = "last_object_clicked_tooltip"
_TRAITE = "carte.clic"
_FICHE = "carte.fiche"
SEULE = {"seule": True}
"""Carte montrée seule dans un autre site : sans ses boutons."""
FICHES = {"maison": plan.MAISONS, "action": plan.PLAN_ACTIONS}


def afficher(repartition: Repartition, etat: EtatCarte) -> None:
    """Montre la carte d'une répartition ; un clic choisit le territoire ou ouvre la fiche d'une maison."""
    _montrer(CarteLocale(ressources().adresses, memoire.vue_du_lien()), _etat(repartition, etat), "carte")


def integrer(repartition: Repartition, etat: EtatCarte) -> None:
    """La même carte, seule dans le cadre d'un autre site ; un clic n'y change rien."""
    _poser(CarteLocale(ressources().adresses, etat.vue), _etat(repartition, etat) | SEULE, "integree", lambda: None)


def _etat(repartition: Repartition, etat: EtatCarte) -> dict[str, Any]:
    habillage = Habillage(
        selection=etat.territoire,
        couches=couches(etat),
        plan=etat.plan,
        theme=st.context.theme.type,
        perimetre=_perimetre(repartition, etat.perimetre),
    )
    return etat_carte(repartition, Reglages(etat.methode, etat.classes, etat.seuils), habillage)


def _perimetre(repartition: Repartition, code: str) -> Sequence[str] | dict[str, list[str]]:
    """Communes à cerner : leurs codes si la carte les porte toutes, sinon les fichiers où les lire."""
    communes = decoder(code) if code else ()
    if not communes or (repartition.niveau == "commune" and not repartition.zone):
        return communes
    return _contours(communes)


def cerner(territoire: Territoire | None, niveaux: Collection[str]) -> dict[str, list[str]]:
    """Communes d'un territoire à cerner, et les fichiers où lire leurs contours ; rien hors de ces niveaux."""
    if territoire is None or territoire.niveau not in niveaux:
        return {}
    return _contours(territoire.communes)


def _contours(communes: Sequence[str]) -> dict[str, list[str]]:
    return {"fichiers": fichiers_contours(communes), "codes": list(communes)}


def couches(etat: EtatCarte) -> list[dict[str, object]]:
    """Couches de points que la carte montre."""
    return points.couches(
        maisons=etat.maisons,
        fiabilite=etat.fiabilite,
        actions=etat.actions,
        annees=etat.annees,
        reseaux=etat.reseaux,
        programmes=etat.programmes,
        fichiers=registre.releve().fichiers,
    )


def _clic(cle: str) -> tuple[str, str]:
    """Lit « genre:code#n » rendu par la carte ; le compteur évite de traiter deux fois le même clic."""
    brut = (st.session_state.get(cle) or {}).get(_CLIC)
    if not isinstance(brut, str) or brut == st.session_state.get(f"{_TRAITE}.{cle}"):
        return "", ""
    st.session_state[f"{_TRAITE}.{cle}"] = brut
    genre, _, code = brut.partition("#")[0].partition(":")
    return genre, code


def _noter_clic(cle: str) -> None:
    genre, code = _clic(cle)
    if genre == "territoire":
        memoire.changer(territoire="" if code == memoire.etat().territoire else code)
    elif genre in FICHES:
        st.session_state[_FICHE] = (genre, code)


def montrer_communes(repartition: Repartition) -> None:
    """Carte des seules communes d'une répartition ; un clic n'y change rien."""
    etat = etat_choix(
        repartition, Reglages(), Habillage(theme=st.context.theme.type), fichiers_contours(repartition.codes)
    )
    seule = SEULE if st.context.is_embedded else {}
    _poser(CarteLocale(ressources().adresses), etat | seule, "communes", lambda: None)


def montrer_deux(indicateur: str, avant: str, apres: str, selection: str) -> None:
    """Deux cartes liées : un indicateur à deux dates, mêmes classes."""
    habillage = Habillage(selection=selection, theme=st.context.theme.type)
    _poser(CarteLocale(ressources().adresses), etat_double(indicateur, avant, apres, habillage), "deux", lambda: None)


def montrer_choix(
    etat: dict[str, Any] | CoucheEtat,
    cle: str,
    au_clic: Callable[[str], None],
    vue: tuple[float, float, float] | None = None,
) -> None:
    """Carte où un clic sur un territoire appelle ``au_clic`` avec son code."""

    def noter() -> None:
        genre, code = _clic(cle)
        if genre == "territoire":
            au_clic(code)

    _poser(CarteLocale(ressources().adresses, vue), etat, cle, noter)


def montrer_croisee(
    croisement: Croisement,
    habillage: Habillage,
    vue: tuple[float, float, float] | None,
    au_clic: Callable[[str], None],
) -> None:
    """Carte à deux entrées des zones d'emploi, ouverte sur ``vue`` ; un clic appelle ``au_clic`` avec la zone."""
    montrer_choix(etat_croise(croisement, habillage), "croisee", au_clic, vue)


def afficher_maisons(identifiants: list[str]) -> None:
    """Carte de l'annuaire : les maisons retenues sur un fond neutre."""
    url = registre.releve().fichiers["maisons"]
    couche = {"groupe": "maisons", "url": url, "filtre": {"maison": identifiants}}
    habillage = Habillage(couches=[couche], theme=st.context.theme.type)
    _montrer(CarteLocale(ressources().adresses), etat_neutre(habillage), "annuaire")


def montrer_actions(cles: list[str], cle: str, vue: tuple[float, float, float] | None = None) -> None:
    """Carte d'actions du registre sur un fond neutre, ouverte sur ``vue`` ; un clic ouvre la fiche."""
    couche = {"groupe": "actions", "url": registre.releve().fichiers["actions"], "filtre": {"action": cles}}
    habillage = Habillage(couches=[couche], theme=st.context.theme.type)
    _montrer(CarteLocale(ressources().adresses, vue), etat_neutre(habillage), cle)


def _poser(carte: CarteLocale, etat: dict[str, Any] | CoucheEtat, cle: str, au_changement: Callable[[], None]) -> None:
    st_folium(
        carte,
        key=cle,
        height=HAUTEUR,
        width=None,
        use_container_width=True,
        returned_objects=[_CLIC],
        feature_group_to_add=etat if isinstance(etat, CoucheEtat) else CoucheEtat(etat),
        on_change=au_changement,
    )


def _montrer(carte: CarteLocale, etat: dict[str, Any], cle: str) -> None:
    """Pose la carte et son état ; ouvre la fiche demandée (maison ou action)."""
    _poser(carte, etat, cle, lambda: _noter_clic(cle))
    genre, demande = st.session_state.pop(_FICHE, ("", ""))
    if genre:
        st.switch_page(FICHES[genre], query_params={genre: demande})

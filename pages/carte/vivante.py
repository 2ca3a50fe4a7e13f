"""La carte folium dans Streamlit : géométrie servie une fois, état léger, clic rendu à la session."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from donnees import entrepot
from geo.actions import points
from geo.besoins.croisement import Croisement
from geo.cartes.classes import Reglages
from geo.cartes.croisee import etat_croise
from geo.cartes.double import etat_double
from geo.cartes.etat import Habillage, etat_carte, etat_choix, etat_neutre
from geo.cartes.fond import CarteLocale, CoucheEtat, Disposition
from geo.mesures.repartitions import Repartition
from geo.territoires import Territoire
from geo.territoires.perimetre import fichiers_contours
from pages.cadre import plan
from pages.cadre.ressources import ressources, series
from pages.carte import memoire, reglages
from pages.carte.etat import EtatCarte, cerne
from pages.interface import registre

HAUTEUR = 600
"""Hauteur du cadre tant que le navigateur n'a pas donné la sienne (pixels)."""
TRACES = ("zone_emploi", "departement", "region")
"""Niveaux dont chaque territoire a son tracé ; les autres sont cernés par leurs communes."""
CERNABLES = (*TRACES, "commune", "epci", "perimetre")
_CLIC = "last_object_clicked_tooltip"
_TRAITE = "carte.clic"
_FICHE = "carte.fiche"
SEULE = {"seule": True}
"""Carte montrée seule dans un autre site : sans ses boutons."""
FICHES = {"maison": plan.MAISONS, "action": plan.PLAN_ACTIONS}


def afficher(repartition: Repartition, etat: EtatCarte) -> None:
    """Montre la carte d'une répartition ; un clic choisit le territoire ou ouvre la fiche d'une maison."""
    _montrer(CarteLocale(ressources().adresses, memoire.vue_du_lien(), "grande"), _etat(repartition, etat), "carte")


def integrer(repartition: Repartition, etat: EtatCarte) -> None:
    """La même carte, seule dans le cadre d'un autre site ; un clic n'y change rien."""
    _poser(CarteLocale(ressources().adresses, etat.vue), _etat(repartition, etat) | SEULE, "integree", lambda: None)


def _etat(repartition: Repartition, etat: EtatCarte) -> dict[str, Any]:
    habillage = Habillage(
        selection=etat.territoire,
        couches=couches(etat),
        plan=etat.plan,
        theme=st.context.theme.type,
        perimetre=cerner(cerne(etat)),
        noms=etat.noms,
        limites=etat.limites,
        ecrits=etat.ecrits,
    )
    return etat_carte(repartition, reglages.mise_en_classes(etat), habillage, series())


def cerner(territoire: Territoire | None, niveaux: Collection[str] = CERNABLES) -> dict[str, list[str]]:
    """Ce qu'une carte cerne d'un territoire (codes, et fichiers où lire leurs contours) ; rien hors de ces niveaux."""
    if territoire is None or territoire.niveau not in niveaux:
        return {}
    if territoire.niveau in TRACES:
        return {"fichiers": [str(entrepot.contour(territoire.niveau)["fichier"])], "codes": [territoire.code]}
    return {"fichiers": fichiers_contours(territoire.communes), "codes": list(territoire.communes)}


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
        ages=etat.preuve,
    )


def _clic(cle: str) -> dict[str, str]:
    """Lit « genre:code;genre:code#n » rendu par la carte ; le compteur évite de traiter deux fois le même message."""
    brut = (st.session_state.get(cle) or {}).get(_CLIC)
    if not isinstance(brut, str) or brut == st.session_state.get(f"{_TRAITE}.{cle}"):
        return {}
    st.session_state[f"{_TRAITE}.{cle}"] = brut
    morceaux = (morceau.partition(":") for morceau in brut.partition("#")[0].split(";"))
    return {genre: code for genre, _, code in morceaux}


def _noter_clic(cle: str) -> None:
    """Retient la date montrée, le territoire choisi, la fiche demandée."""
    for genre, code in _clic(cle).items():
        if genre == "date":
            memoire.changer_date(code)
        elif genre == "territoire":
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


def montrer_deux(indicateur: str, avant: str, apres: str, territoire: Territoire | None) -> None:
    """Deux cartes liées : un indicateur à deux dates, mêmes classes, le territoire cerné sur les deux."""
    selection = territoire.code if territoire and territoire.niveau == "zone_emploi" else ""
    habillage = Habillage(selection=selection, theme=st.context.theme.type, perimetre=cerner(territoire))
    _poser(CarteLocale(ressources().adresses), etat_double(indicateur, avant, apres, habillage), "deux", lambda: None)


def montrer_choix(
    etat: dict[str, Any] | CoucheEtat,
    cle: str,
    au_clic: Callable[[str], None],
    vue: tuple[float, float, float] | None = None,
    disposition: Disposition = "jointe",
) -> None:
    """Carte où un clic sur un territoire appelle ``au_clic`` avec son code."""

    def noter() -> None:
        if code := _clic(cle).get("territoire"):
            au_clic(code)

    _poser(CarteLocale(ressources().adresses, vue, disposition), etat, cle, noter)


def montrer_croisee(
    croisement: Croisement,
    habillage: Habillage,
    vue: tuple[float, float, float] | None,
    au_clic: Callable[[str], None],
) -> None:
    """Carte à deux entrées des zones d'emploi, ouverte sur ``vue`` ; un clic appelle ``au_clic`` avec la zone."""
    montrer_choix(etat_croise(croisement, habillage), "croisee", au_clic, vue)


def afficher_maisons(identifiants: list[str], territoire: Territoire | None = None) -> None:
    """Carte de l'annuaire : les maisons retenues sur un fond neutre, cadré sur le territoire où on les cherche."""
    url = registre.releve().fichiers["maisons"]
    couche = points.demande("maisons", url, {"maison": identifiants})
    habillage = Habillage(couches=[couche], theme=st.context.theme.type, perimetre=cerner(territoire))
    _montrer(CarteLocale(ressources().adresses), etat_neutre(habillage), "annuaire")


def montrer_actions(
    cles: list[str], cle: str, vue: tuple[float, float, float] | None = None, territoire: Territoire | None = None
) -> None:
    """Carte d'actions du registre sur un fond neutre, ouverte sur ``vue`` ou cadrée ; un clic ouvre la fiche."""
    couche = points.demande("actions", registre.releve().fichiers["actions"], {"action": cles})
    habillage = Habillage(couches=[couche], theme=st.context.theme.type, perimetre=cerner(territoire))
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

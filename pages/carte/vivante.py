"""La carte folium dans Streamlit : géométrie servie une fois, état léger, clic rendu à la session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from geo.actions import points
from geo.cartes.cerne import cerner
from geo.cartes.etat import Habillage, etat_carte
from geo.cartes.fond import CarteLocale, CoucheEtat, Disposition
from geo.cartes.reperes import CoucheReperes
from geo.mesures import phrases
from geo.mesures.repartitions import Repartition
from geo.objets.objet import Carte
from geo.territoires import libelle
from pages.cadre import plan
from pages.cadre.ressources import ressources, series
from pages.carte import memoire, reglages
from pages.carte.etat import EtatCarte, cerne, vers_adresse
from pages.interface import feuille, integration, registre

HAUTEUR = 600
"""Hauteur du cadre tant que le navigateur n'a pas donné la sienne (pixels)."""
_CLIC = "last_object_clicked_tooltip"
_TRAITE = "carte.clic"
_FICHE = "carte.fiche"
SEULE = {"seule": True}
"""Carte montrée seule dans un autre site : sans ses boutons."""
FICHES = {"maison": plan.MAISONS, "action": plan.PLAN_ACTIONS}


def afficher(repartition: Repartition, etat: EtatCarte) -> None:
    """Montre la carte d'une répartition ; un clic choisit le territoire ou ouvre la fiche d'une maison."""
    fond = CarteLocale(ressources().script, memoire.vue_du_lien(), "grande")
    _poser(fond, _etat(repartition, etat), "carte", lambda: _noter_clic("carte"))
    _ouvrir_fiche()


def carte(repartition: Repartition, etat: EtatCarte) -> Carte:
    """La carte telle que ses réglages la font."""
    zone = libelle("zone_emploi", etat.zone) if etat.zone else ""
    return Carte(
        nom="carte",
        titre=phrases.titre(repartition, zone),
        source=repartition.sources,
        page="carte",
        parametres=vers_adresse(etat),
        etat=_etat(repartition, etat),
        vue=etat.vue,
    )


def seule(objet: Carte) -> None:
    """Une carte seule dans le cadre d'un autre site, sans ses boutons ; un clic n'y change rien."""
    fond = CarteLocale(ressources().script, objet.vue)
    _poser(fond, _couche(objet, SEULE), f"integree-{objet.nom}", lambda: None)


def montrer(
    objet: Carte,
    cle: str,
    au_clic: Callable[[str], None] = lambda _: None,
    disposition: Disposition = "jointe",
) -> None:
    """Une carte dans sa page, et sous elle son code ; un clic sur un territoire appelle ``au_clic`` avec son code."""
    _poser(CarteLocale(ressources().script, objet.vue, disposition), _couche(objet), cle, _noter(cle, au_clic))
    integration.proposer(objet, integration.hauteur_carte(objet), cle)


def montrer_fiches(objet: Carte, cle: str) -> None:
    """Une carte de maisons ou d'actions, et sous elle son code ; un clic ouvre la fiche."""
    _poser(CarteLocale(ressources().script, objet.vue), _couche(objet), cle, lambda: _noter_clic(cle))
    _ouvrir_fiche()
    integration.proposer(objet, integration.hauteur_carte(objet), cle)


def choisir(etat: dict[str, Any], cle: str, au_clic: Callable[[str], None]) -> None:
    """Carte qui ne montre aucune donnée : un clic y choisit un territoire ; elle n'a donc pas de code."""
    _poser(CarteLocale(ressources().script), etat, cle, _noter(cle, au_clic))


def _noter(cle: str, au_clic: Callable[[str], None]) -> Callable[[], None]:
    def noter() -> None:
        if code := _clic(cle).get("territoire"):
            au_clic(code)

    return noter


def _couche(objet: Carte, ajouts: dict[str, Any] | None = None) -> CoucheEtat:
    etat = {**objet.etat, **(ajouts or {})}
    return CoucheReperes(etat, *objet.reperes) if objet.reperes else CoucheEtat(etat)


def _etat(repartition: Repartition, etat: EtatCarte) -> dict[str, Any]:
    habillage = Habillage(
        selection=etat.territoire,
        couches=couches(etat),
        plan=etat.plan,
        theme=feuille.theme(),
        perimetre=cerner(cerne(etat)),
        noms=etat.noms,
        limites=etat.limites,
        ecrits=etat.ecrits,
    )
    return etat_carte(repartition, reglages.mise_en_classes(etat), habillage, series())


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
            memoire.choisir("" if code == memoire.etat().territoire else code)
        elif genre in FICHES:
            st.session_state[_FICHE] = (genre, code)


def _poser(carte: CarteLocale, etat: dict[str, Any] | CoucheEtat, cle: str, au_changement: Callable[[], None]) -> None:
    with st.container(key=f"place-{carte.disposition}-{cle}"):  # réservée d'emblée : rien ne saute quand la carte vient
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


def _ouvrir_fiche() -> None:
    """Ouvre la fiche demandée d'un clic (maison ou action)."""
    genre, demande = st.session_state.pop(_FICHE, ("", ""))
    if genre:
        st.switch_page(FICHES[genre], query_params={genre: demande})

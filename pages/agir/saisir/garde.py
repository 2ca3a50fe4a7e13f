"""Le brouillon gardé au registre : retrouvé à la connexion suivante, effacé quand la saisie est finie.

Le brouillon de l'onglet (`brouillon`) reste celui qu'on saisit ; celui du registre n'en est qu'une copie de
secours. Une base qui ne répond pas n'empêche donc jamais de saisir : la copie attend, et la page le dit.
"""

from __future__ import annotations

import json
import time
from typing import Any

import streamlit as st

from donnees.registre import services
from donnees.registre.conservation import JOURS_BROUILLON
from donnees.registre.droits import Identite
from donnees.registre.erreurs import ErreurRegistre, SaisieInvalide
from donnees.registre.services.brouillons import NEUVE
from pages.agir.saisir.brouillon import Brouillon, abandonner
from pages.interface import horloge, registre
from pages.interface.texte import brut

_PAUSE = "saisie.garde.pause"
PAUSE_SECONDES = 60.0
"""Après un échec, on n'appelle plus la base pour un brouillon pendant ce temps : la saisie n'attend pas."""


def retrouve(brouillon: Brouillon, identite: Identite) -> bool:
    """Cherche, une fois par session, le brouillon gardé ; s'il y en a un, offre de le reprendre ou de l'effacer.

    Returns
    -------
    bool
        Vrai tant que la personne n'a pas choisi : le formulaire attend.
    """
    if not brouillon.cherche and _base_disponible():
        try:
            brouillon.trouve = services.relire_brouillon(registre.ouvert(), identite, _cle(brouillon))
            brouillon.cherche = True
        except ErreurRegistre:
            _suspendre()
    if brouillon.trouve is None:
        return False
    brouillon.relire()
    _offrir(brouillon, brouillon.trouve, identite)
    return True


def _offrir(brouillon: Brouillon, trouve: services.BrouillonGarde, identite: Identite) -> None:
    titre = str(trouve.contenu.get("champs", {}).get("titre") or "Sans titre")
    st.info(
        f"**Brouillon du {horloge.dire(trouve.maj)} retrouvé** : « {brut(titre[:120])} ». Reprenez-le où vous en "
        "étiez, ou effacez-le ; personne d'autre que vous ne le voit.",
        icon=":material/edit_note:",
    )
    with st.container(horizontal=True):
        st.button(
            "Reprendre le brouillon",
            type="primary",
            icon=":material/restore:",
            on_click=_reprendre,
            args=(brouillon, trouve),
        )
        st.button(
            "Effacer le brouillon", icon=":material/delete:", on_click=_effacer_trouve, args=(brouillon, identite)
        )


def _reprendre(brouillon: Brouillon, trouve: services.BrouillonGarde) -> None:
    """Remet ce qui était tapé, et la version d'où l'on était parti : un changement fait entre-temps sera un conflit."""
    contenu = trouve.contenu
    brouillon.initial |= _champs(contenu.get("initial", {}), brouillon)
    for champ, valeur in _champs(contenu.get("champs", {}), brouillon).items():
        brouillon.poser(champ, valeur)
    brouillon.version = int(contenu.get("version", brouillon.version))
    brouillon.garde, brouillon.trouve = _contenu(brouillon), None


def _champs(gardes: dict[str, Any], brouillon: Brouillon) -> dict[str, Any]:
    """Champs gardés que le formulaire connaît encore ; le JSON a changé les couples en listes."""
    connus = {champ: valeur for champ, valeur in gardes.items() if champ in brouillon.champs}
    if "lieux" in connus:
        connus["lieux"] = [(niveau, code) for niveau, code in connus["lieux"]]
    return connus


def _effacer_trouve(brouillon: Brouillon, identite: Identite) -> None:
    brouillon.trouve = None
    _oublier(brouillon, identite)


def garder(brouillon: Brouillon, identite: Identite) -> None:
    """Garde la saisie si elle a changé depuis la dernière fois ; dit sous le formulaire où elle en est."""
    contenu = _contenu(brouillon)
    touche = any(brouillon.touche(champ) for champ in brouillon.champs)
    if touche and contenu != brouillon.garde:
        _ecrire(brouillon, identite, contenu)
    elif not touche and brouillon.garde is not None:
        _oublier(brouillon, identite)
    if not touche:
        st.caption(f"Ce que vous taperez sera gardé {JOURS_BROUILLON} jours, pour vous seul·e, même si vous partez.")
    elif contenu == brouillon.garde:
        st.caption(
            f"Brouillon gardé {JOURS_BROUILLON} jours, pour vous seul·e : vous le retrouverez ici, même après une "
            "déconnexion."
        )
    else:
        st.caption(
            f"Le brouillon n'a pas pu être gardé au registre{_raison(brouillon)} : il reste dans cet onglet, même si "
            "vous changez de page. Ne fermez pas l'onglet avant d'enregistrer."
        )


def _ecrire(brouillon: Brouillon, identite: Identite, contenu: dict[str, Any]) -> None:
    brouillon.trop_long = False
    if not (brouillon.cherche and _base_disponible()):
        return
    try:
        services.garder_brouillon(registre.ouvert(), identite, _cle(brouillon), contenu)
    except SaisieInvalide:
        brouillon.trop_long = True
    except ErreurRegistre:
        _suspendre()
    else:
        brouillon.garde = contenu


def effacer(brouillon: Brouillon, identite: Identite) -> None:
    """Oublie la saisie, dans l'onglet et au registre."""
    abandonner(brouillon.cle)
    if brouillon.garde is not None:
        _oublier(brouillon, identite)


def _oublier(brouillon: Brouillon, identite: Identite) -> None:
    """Efface la copie du registre ; si la base ne répond pas, elle sera offerte à la prochaine visite, ou échue."""
    try:
        services.oublier_brouillon(registre.ouvert(), identite, _cle(brouillon))
    except ErreurRegistre:
        _suspendre()
    else:
        brouillon.garde = None


def _cle(brouillon: Brouillon) -> str:
    return brouillon.cle or NEUVE


def _contenu(brouillon: Brouillon) -> dict[str, Any]:
    """Copie du brouillon en JSON : ce qui est tapé, et d'où l'on était parti."""
    copie: dict[str, Any] = json.loads(
        json.dumps({"version": brouillon.version, "champs": brouillon.champs, "initial": brouillon.initial})
    )
    return copie


def _base_disponible() -> bool:
    return time.monotonic() >= float(st.session_state.get(_PAUSE, 0.0)) and not registre.en_panne()


def _suspendre() -> None:
    st.session_state[_PAUSE] = time.monotonic() + PAUSE_SECONDES


def _raison(brouillon: Brouillon) -> str:
    return ", car il est trop long" if brouillon.trop_long else ""

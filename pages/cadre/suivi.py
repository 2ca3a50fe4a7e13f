"""Le territoire courant : d'une page à l'autre il suit, et l'adresse de chaque page le dit tout entier.

La vérité est dans l'adresse ; la session n'en garde que de quoi compléter celle de la page où l'on arrive.
"""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from geo.mesures import comparaison
from geo.territoires import PERIMETRE, Territoire
from pages.interface import territoire_choisi
from pages.interface.suivi import PAGE, PERIMETRE_GARDE, SUIVIS, TERRITOIRE, ZONE, Suivi, premier

COURANT: Final = "courant"
"""Paramètre qui choisit le territoire sur n'importe quelle page : ``courant=zone_emploi:8421``."""
COMPARATEUR: Final = "comparateur"
_FACE: Final = "suivi.comparateur"
Parametres = dict[str, list[str]]


def relire(cle: str) -> Territoire | None:
    """Territoire d'une clé « niveau:code[:nom] » ; None si elle n'en dit aucun, ou un faux."""
    return next(iter(premier(cle)), None)


def courant() -> Territoire | None:
    """Territoire courant de la session."""
    return relire(st.session_state.get(TERRITOIRE, ""))


def suivrait(zone: str, suivi: Territoire | None) -> bool:
    """Dit si une zone d'emploi choisie remplace ``suivi`` : une autre zone, ou rien ; jamais un périmètre."""
    return _cede(suivi) and (suivi is None or suivi.code != zone)


def _cede(suivi: Territoire | None) -> bool:
    return suivi is None or suivi.niveau == ZONE


def comparateur() -> str:
    """Clé du comparateur choisi (« region.84 ») ; vide, celui d'office."""
    return str(st.session_state.get(_FACE, ""))


def oublier_perimetre() -> None:
    """Le périmètre a été vidé : la page ne le rouvre pas."""
    if (territoire := courant()) and territoire.niveau == PERIMETRE:
        st.session_state.pop(TERRITOIRE, None)
    st.session_state.pop(PERIMETRE_GARDE, None)


def suivre(page: str) -> None:
    """Met d'accord l'adresse de la page et la session, avant que la page ne se lise."""
    avant = {nom: st.query_params.get_all(nom) for nom in st.query_params}
    apres = _completer(page, {nom: list(valeurs) for nom, valeurs in avant.items()})
    if apres != avant:
        st.query_params.from_dict(apres)
    st.session_state[PAGE] = page


def _completer(page: str, adresse: Parametres) -> Parametres:
    choisi = relire(" ".join(adresse.pop(COURANT, [])))
    suivi = SUIVIS.get(page)
    if suivi is None:
        _retenir(choisi)
        return adresse
    if choisi:
        _retenir(choisi)
        for nom in (*suivi.noms, "nom", *suivi.lies, *suivi.objets):
            adresse.pop(nom, None)
    if zone := _zone_lue(suivi, adresse):
        _retenir(zone)
        return adresse
    if any(nom in adresse for nom in suivi.noms):
        return _ecouter(page, suivi, adresse)
    ailleurs = not choisi and suivi.montre(adresse) and _filtree(page, suivi, adresse)
    return adresse if ailleurs else _remplir(suivi, adresse)


def _filtree(page: str, suivi: Suivi, adresse: Parametres) -> bool:
    """Dit si l'adresse a choisi quoi montrer sans nommer de territoire : lien filtré, carte lue loin de chez soi."""
    lue_ailleurs = suivi.zone and st.session_state.get(PAGE) == page and any(nom in adresse for nom in suivi.lies)
    return bool(lue_ailleurs) or any(nom in adresse for nom in suivi.filtres)


def _zone_lue(suivi: Suivi, adresse: Parametres) -> Territoire | None:
    """Zone que l'adresse dit choisie, si elle peut être celle qu'on suit."""
    dite = {nom: valeurs[-1] for nom, valeurs in adresse.items()}
    choisie = dite.get(suivi.zone, "") if dite.get("niveau", ZONE) == ZONE else ""
    suivie = next(iter(suivi.lire(dite)), None) or courant()
    return relire(f"{ZONE}:{choisie}") if choisie and _cede(suivie) else None


def _ecouter(page: str, suivi: Suivi, adresse: Parametres) -> Parametres:
    """L'adresse dit un territoire : il devient le courant, et son comparateur avec lui."""
    dite = {nom: valeurs[-1] for nom, valeurs in adresse.items()}
    demande = next(iter(suivi.lire(dite)), None)
    _retenir(demande if suivi.adopte or courant() is None else None)
    if COMPARATEUR in dite:
        st.session_state[_FACE] = dite[COMPARATEUR]
    elif suivi.compare and st.session_state.get(PAGE) == page:
        st.session_state.pop(_FACE, None)  # revenu, sur cette page, à celui d'office
    elif suivi.compare and demande:
        return adresse | _face(demande)
    return adresse


def _remplir(suivi: Suivi, adresse: Parametres) -> Parametres:
    """L'adresse ne dit rien : elle prend ce que la session garde pour elle."""
    garde = relire(st.session_state.get(suivi.garde, "")) or courant()
    if garde is None:
        return adresse
    offerts, _, defaut = territoire_choisi.comparateurs(garde)
    face = offerts.get(comparateur() or defaut)
    complete = adresse | {nom: [valeur] for nom, valeur in suivi.ecrire(garde, face).items()}
    return complete | (_face(garde) if suivi.compare and COMPARATEUR not in adresse else {})


def _face(territoire: Territoire) -> Parametres:
    """Le comparateur choisi plus tôt, si ce territoire s'y compare."""
    _, libelles, defaut = territoire_choisi.comparateurs(territoire)
    choisi = comparateur()
    return {COMPARATEUR: [choisi]} if choisi in libelles and choisi != defaut else {}


def _retenir(territoire: Territoire | None) -> None:
    if territoire is None:
        return
    etat: Any = st.session_state
    etat[TERRITOIRE] = comparaison.ecrire([territoire])
    if territoire.niveau == PERIMETRE:
        etat[PERIMETRE_GARDE] = etat[TERRITOIRE]

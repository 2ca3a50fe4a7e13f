"""Le territoire courant : d'une page à l'autre il suit, et l'adresse de chaque page le dit tout entier.

La vérité est dans l'adresse ; la session n'en garde que de quoi compléter celle de la page où l'on arrive.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from geo.mesures import comparaison
from geo.territoires import PERIMETRE, Territoire
from pages.interface import territoire_choisi

COURANT: Final = "courant"
"""Paramètre qui choisit le territoire sur n'importe quelle page : ``courant=zone_emploi:8421``."""
COMPARATEUR: Final = "comparateur"
ZONE: Final = "zone_emploi"
_TERRITOIRE, _PERIMETRE, _FACE, _PAGE = "suivi.territoire", "suivi.perimetre", "suivi.comparateur", "suivi.page"
Parametres = dict[str, list[str]]


@dataclass(frozen=True)
class Suivi:
    """Comment une page dit le territoire dans son adresse.

    Attributes
    ----------
    ecrire : callable
        Territoire et comparateur → paramètres qui le montrent.
    lire : callable
        Adresse → territoire qu'elle dit, s'il y en a un.
    noms : tuple of str
        Paramètres qui disent le territoire : un seul présent, et l'adresse a déjà parlé.
    lies : tuple of str
        Paramètres qui ne valent que pour lui : changer de territoire les ôte.
    objets : tuple of str
        Paramètres d'une fiche (une maison, une action) : la page montre autre chose qu'un territoire.
    filtres : tuple of str
        Paramètres d'un lien qui a déjà choisi quoi montrer : la page où l'on arrive ne s'y restreint pas de plus.
    compare : bool
        La page lit ``comparateur`` : absent, il vaut celui d'office.
    adopte : bool
        Le territoire que l'adresse dit devient le courant ; faux là où elle en dit plusieurs, s'il y en a déjà un.
    zone : str
        Paramètre d'une zone d'emploi lue sur la page : elle devient le courant, si c'en est une qu'on suit, ou rien.
    garde : str
        Ce que la session rend à une adresse qui ne dit rien : le territoire courant, ou le dernier périmètre.
    """

    ecrire: Callable[[Territoire, Territoire | None], dict[str, str]]
    lire: Callable[[Mapping[str, str]], Territoire | None]
    noms: tuple[str, ...]
    lies: tuple[str, ...] = ()
    objets: tuple[str, ...] = ()
    filtres: tuple[str, ...] = ()
    compare: bool = False
    adopte: bool = True
    zone: str = ""
    garde: str = _TERRITOIRE


def _parametres(territoire: Territoire, _: Territoire | None) -> dict[str, str]:
    return territoire_choisi.parametres(territoire)


def _parametres_perimetre(territoire: Territoire, _: Territoire | None) -> dict[str, str]:
    return territoire_choisi.parametres(territoire) if territoire.niveau == PERIMETRE else {}


def _comparer(territoire: Territoire, face: Territoire | None) -> dict[str, str]:
    return {"avec": comparaison.ecrire([territoire, face] if face else [territoire])}


def _carte(territoire: Territoire, _: Territoire | None) -> dict[str, str]:
    """Cerné ; une zone d'emploi est aussi choisie, et sa fiche s'ouvre."""
    choisie = {"territoire": territoire.code} if territoire.niveau == ZONE else {}
    return _nommer("cerne", territoire, None) | choisie


def _nommer(nom: str, territoire: Territoire, _: Territoire | None) -> dict[str, str]:
    return {nom: comparaison.ecrire([territoire])}


def _niveau_et_code(adresse: Mapping[str, str]) -> Territoire | None:
    return relire(f"{adresse.get('niveau', '')}:{adresse.get('code', '')}:{adresse.get('nom', '')}")


def _premier(nom: str, adresse: Mapping[str, str]) -> Territoire | None:
    return relire(adresse.get(nom, "").split(comparaison.SEPARATEUR)[0])


_direct = partial(Suivi, _parametres, _niveau_et_code, ("niveau", "code"))
_CARTE = Suivi(
    _carte,
    partial(_premier, "cerne"),
    ("cerne", "perimetre"),
    lies=("territoire", "zone", "niveau", "vue"),
    zone="territoire",
)
SUIVIS: Final[Mapping[str, Suivi]] = {
    "accueil": replace(_CARTE, ecrire=partial(_nommer, "cerne")),
    "carte": _CARTE,
    "maisons": _direct(objets=("maison",)),
    "territoire": _direct(lies=("communal", "serie"), compare=True),
    "perimetre": Suivi(_parametres_perimetre, _niveau_et_code, ("code",), garde=_PERIMETRE),
    "comparer": Suivi(_comparer, partial(_premier, "avec"), ("avec",), adopte=False),
    "classement": Suivi(partial(_nommer, "avec"), partial(_premier, "avec"), ("avec",), adopte=False),
    "secteurs": _direct(lies=("zone", "reference", "lieu")),
    "economie-verte": _direct(lies=("bassin",), compare=True),
    "commerces": _direct(lies=("commune",), compare=True),
    "plan-actions": _direct(objets=("action",), filtres=("maisons", "themes")),
    "ou-agir": _direct(),
    "clause-sociale": _direct(),
    "diagnostic": _direct(lies=("maison", "comparateur2"), compare=True),
}
"""Adresse de page → comment elle suit ; les autres gardent le territoire sans le dire."""


def relire(cle: str) -> Territoire | None:
    """Territoire d'une clé « niveau:code[:nom] » ; None si elle n'en dit aucun, ou un faux."""
    connus, _ = comparaison.relire(cle.split(comparaison.SEPARATEUR, maxsplit=1)[0])
    return connus[0] if connus else None


def courant() -> Territoire | None:
    """Territoire courant de la session."""
    return relire(st.session_state.get(_TERRITOIRE, ""))


def suivrait(zone: str, suivi: Territoire | None) -> bool:
    """Dit si une zone d'emploi choisie remplace ``suivi`` : une autre zone, ou rien ; jamais un périmètre."""
    return suivi is None or (suivi.niveau == ZONE and suivi.code != zone)


def comparateur() -> str:
    """Clé du comparateur choisi (« region.84 ») ; vide, celui d'office."""
    return str(st.session_state.get(_FACE, ""))


def oublier_perimetre() -> None:
    """Le périmètre a été vidé : la page ne le rouvre pas."""
    if (territoire := courant()) and territoire.niveau == PERIMETRE:
        st.session_state.pop(_TERRITOIRE, None)
    st.session_state.pop(_PERIMETRE, None)


def suivre(page: str) -> None:
    """Met d'accord l'adresse de la page et la session, avant que la page ne se lise."""
    avant = {nom: st.query_params.get_all(nom) for nom in st.query_params}
    apres = _completer(page, {nom: list(valeurs) for nom, valeurs in avant.items()})
    if apres != avant or (st.session_state.get(_PAGE) == page and _montree() not in (None, apres)):
        st.query_params.from_dict(apres)
    st.session_state[_PAGE] = page


def _montree() -> Parametres | None:
    """Question de l'adresse que montre le navigateur : un lien vers la page où l'on est ne l'y écrit pas."""
    if not st.context.url:
        return None
    lue = parse_qs(urlsplit(st.context.url).query, keep_blank_values=True)
    return {nom: valeurs for nom, valeurs in lue.items() if nom not in {"embed", "embed_options"}}


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
    if any(nom in adresse for nom in suivi.objets):
        return adresse
    if zone := _zone_lue(suivi, adresse):
        _retenir(zone)
        return adresse
    if suivi.zone and not choisi and st.session_state.get(_PAGE) == page and any(n in adresse for n in suivi.lies):
        return adresse  # la carte se lit ailleurs que chez soi : l'adresse le dit déjà
    if any(nom in adresse for nom in suivi.noms):
        return _ecouter(page, suivi, adresse)
    if any(nom in adresse for nom in suivi.filtres) and not choisi:
        return adresse
    return _remplir(suivi, adresse)


def _zone_lue(suivi: Suivi, adresse: Parametres) -> Territoire | None:
    """Zone que l'adresse dit choisie, si elle peut être celle qu'on suit."""
    dite = {nom: valeurs[-1] for nom, valeurs in adresse.items()}
    choisie = dite.get(suivi.zone, "") if dite.get("niveau", ZONE) == ZONE else ""
    suivie = suivi.lire(dite) or courant()
    return relire(f"{ZONE}:{choisie}") if choisie and (suivie is None or suivie.niveau == ZONE) else None


def _ecouter(page: str, suivi: Suivi, adresse: Parametres) -> Parametres:
    """L'adresse dit un territoire : il devient le courant, et son comparateur avec lui."""
    dite = {nom: valeurs[-1] for nom, valeurs in adresse.items()}
    demande = suivi.lire(dite)
    _retenir(demande if suivi.adopte or courant() is None else None)
    if COMPARATEUR in dite:
        st.session_state[_FACE] = dite[COMPARATEUR]
    elif suivi.compare and st.session_state.get(_PAGE) == page:
        st.session_state.pop(_FACE, None)  # revenu, sur cette page, à celui d'office
    elif suivi.compare and demande:
        return adresse | _face(demande)
    return adresse


def _remplir(suivi: Suivi, adresse: Parametres) -> Parametres:
    """L'adresse ne dit rien : elle prend ce que la session garde pour elle."""
    garde = relire(st.session_state.get(suivi.garde, ""))
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
    etat[_TERRITOIRE] = comparaison.ecrire([territoire])
    if territoire.niveau == PERIMETRE:
        etat[_PERIMETRE] = etat[_TERRITOIRE]

"""Comment chaque page dit son territoire dans son adresse, et ceux que dit la page où l'on est."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import streamlit as st

from geo.mesures import comparaison
from geo.territoires import PERIMETRE, Territoire
from pages.interface import territoire_choisi

TERRITOIRE, PERIMETRE_GARDE, PAGE = "suivi.territoire", "suivi.perimetre", "suivi.page"
"""Ce que la session garde : le territoire courant, le dernier périmètre, la page où l'on est."""
ZONE: Final = "zone_emploi"


@dataclass(frozen=True)
class Suivi:
    """Comment une page dit le territoire dans son adresse.

    Attributes
    ----------
    ecrire : callable
        Territoire et comparateur → paramètres qui le montrent.
    lire : callable
        Adresse → territoires qu'elle dit ; le premier suit.
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
    sujet : bool
        La page parle de ce territoire ; faux là où l'adresse ne fait que le porter, pour qui ouvrira le lien.
    """

    ecrire: Callable[[Territoire, Territoire | None], dict[str, str]]
    lire: Callable[[Mapping[str, str]], list[Territoire]]
    noms: tuple[str, ...]
    lies: tuple[str, ...] = ()
    objets: tuple[str, ...] = ()
    filtres: tuple[str, ...] = ()
    compare: bool = False
    adopte: bool = True
    zone: str = ""
    garde: str = TERRITOIRE
    sujet: bool = True

    def montre(self, adresse: Collection[str]) -> bool:
        """Dit si la page, à cette adresse, parle du territoire : elle n'est ni la fiche d'autre chose, ni sans lieu."""
        return self.sujet and not any(nom in adresse for nom in self.objets)


def _parametres(territoire: Territoire, _: Territoire | None) -> dict[str, str]:
    return territoire_choisi.parametres(territoire)


def _parametres_perimetre(territoire: Territoire, _: Territoire | None) -> dict[str, str]:
    """Le périmètre à composer ; un autre territoire est cerné, en attendant."""
    compose = territoire.niveau == PERIMETRE
    return territoire_choisi.parametres(territoire) if compose else _nommer("cerne", territoire, None)


def _comparer(territoire: Territoire, face: Territoire | None) -> dict[str, str]:
    return {"avec": comparaison.ecrire([territoire, face] if face else [territoire])}


def _carte(territoire: Territoire, _: Territoire | None) -> dict[str, str]:
    """Cerné ; une zone d'emploi est aussi choisie, et sa fiche s'ouvre."""
    choisie = {"territoire": territoire.code} if territoire.niveau == ZONE else {}
    return _nommer("cerne", territoire, None) | choisie


def _nommer(nom: str, territoire: Territoire, _: Territoire | None) -> dict[str, str]:
    return {nom: comparaison.ecrire([territoire])}


def _niveau_et_code(adresse: Mapping[str, str]) -> list[Territoire]:
    return premier(f"{adresse.get('niveau', '')}:{adresse.get('code', '')}:{adresse.get('nom', '')}")


def _perimetre(adresse: Mapping[str, str]) -> list[Territoire]:
    return _niveau_et_code(adresse) if "code" in adresse else _premier("cerne", adresse)


def _premier(nom: str, adresse: Mapping[str, str]) -> list[Territoire]:
    return premier(adresse.get(nom, ""))


def premier(cle: str) -> list[Territoire]:
    """Premier territoire d'une liste « niveau:code[:nom] » ; vide si elle n'en dit aucun, ou un faux."""
    return comparaison.relire(cle.split(comparaison.SEPARATEUR, maxsplit=1)[0])[0]


def _tous(nom: str, adresse: Mapping[str, str]) -> list[Territoire]:
    return comparaison.relire(adresse.get(nom, ""))[0]


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
    "perimetre": Suivi(_parametres_perimetre, _perimetre, ("code", "cerne"), garde=PERIMETRE_GARDE),
    "comparer": Suivi(_comparer, partial(_tous, "avec"), ("avec",), adopte=False),
    "classement": Suivi(partial(_nommer, "avec"), partial(_tous, "avec"), ("avec",), adopte=False),
    "secteurs": _direct(lies=("zone", "reference", "lieu")),
    "economie-verte": _direct(lies=("bassin",), compare=True),
    "commerces": _direct(lies=("commune",), compare=True),
    "plan-actions": _direct(objets=("action",), filtres=("maisons", "themes")),
    "ou-agir": _direct(),
    "clause-sociale": _direct(),
    "diagnostic": _direct(lies=("maison", "comparateur2"), compare=True),
    **dict.fromkeys(("compte", "bilan", "methode", "accessibilite"), _direct(sujet=False)),
}
"""Adresse de page du menu → comment elle suit ; les autres gardent le territoire sans le dire."""


def dits() -> list[Territoire]:
    """Territoires que dit l'adresse de la page où l'on est ; aucun si elle montre une fiche, ou n'en dit pas."""
    suivi = SUIVIS.get(st.session_state.get(PAGE, ""))
    adresse = st.query_params.to_dict()
    return suivi.lire(adresse) if suivi and suivi.montre(adresse) else []


def lieu() -> str:
    """Leurs noms, jamais deux fois le même : ce que porte chaque feuille imprimée."""
    return ", ".join(comparaison.noms_distincts(dits()))

"""Les adresses canoniques : une par territoire, périmètre, maison, action, indicateur, et le réseau.

Un chemin part de la racine de l'Atlas ; qui l'écrit dans un lien met devant le préfixe du serveur, ou l'hôte.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

from geo.erreurs import ErreurGeo
from geo.sorties.noms import simplifier
from geo.territoires import NOM_PAR_DEFAUT, PERIMETRE, Territoire
from geo.territoires import lire as lire_territoire

RACINES: Final = ("/t/", "/maison/", "/action/", "/indicateur/")
RESEAU: Final = "/reseau"
APERCU: Final = "/apercu.png"
"""Ce qui suit l'adresse d'une page pour son image de partage ; seul, l'image de l'Atlas."""
NOM_MAX: Final = 60
"""Signes du nom lisible qui suit un code : il ne sert qu'à être lu."""
_CLE: Final = re.compile(r"[A-Za-z0-9_-]{1,80}", re.ASCII)


def est_legere(chemin: str) -> bool:
    """Dit si ce chemin est celui d'une page légère ou de son image."""
    return chemin.startswith((*RACINES, f"{RESEAU}/")) or chemin in {RESEAU, APERCU}


def territoire(voulu: Territoire) -> str:
    """« /t/zone_emploi/8421-lyon » ; « /t/perimetre/1AbC…?nom=Gier », où le nom n'est pas écrit s'il n'y en a pas."""
    if voulu.niveau != PERIMETRE:
        return publie(voulu.niveau, voulu.code, voulu.libelle)
    nom = "" if voulu.libelle == NOM_PAR_DEFAUT else f"?{urlencode({'nom': voulu.libelle})}"
    return f"/t/{PERIMETRE}/{voulu.code}{nom}"


def publie(niveau: str, code: str, libelle: str) -> str:
    """Adresse d'un territoire publié, d'après son libellé sans ambiguïté."""
    return "-".join(filter(None, (f"/t/{niveau}/{code}", simplifier(libelle)[:NOM_MAX].strip("-"))))


def maison(cle: str) -> str:
    """« /maison/33063-1 »."""
    return f"/maison/{quote(cle, safe='')}"


def action(cle: str) -> str:
    """« /action/12300-1-3ef7a2 »."""
    return f"/action/{quote(cle, safe='')}"


def indicateur(identifiant: str) -> str:
    """« /indicateur/chomage_localise »."""
    return f"/indicateur/{quote(identifiant, safe='')}"


def apercu(page: str) -> str:
    """Adresse de l'image de partage d'une page ; sa question reste à la fin."""
    chemin, separateur, question = page.partition("?")
    return f"{chemin.rstrip('/')}{APERCU}{separateur}{question}"


def lire(niveau: str, segment: str, nom: str = "") -> Territoire:
    """Territoire que désigne « 8421-lyon » : seul le code compte, en majuscules ou non.

    Raises
    ------
    TerritoireInconnu
        Niveau ou code inconnu, périmètre illisible.
    """
    code = segment if niveau == PERIMETRE else segment.partition("-")[0].upper()
    return lire_territoire(niveau, code, nom)


def ecran(page: str, parametres: Mapping[str, str] | None = None) -> str:
    """Adresse d'une page de l'application : « /territoire?niveau=zone_emploi&code=8421 »."""
    return f"/{page}?{urlencode(parametres)}" if parametres else f"/{page}"


def de_page(page: str, parametres: Mapping[str, str]) -> str:
    """Page légère qui dit la même chose qu'une page de l'application ainsi réglée ; vide s'il n'y en a pas.

    Parameters
    ----------
    page : str
        Adresse de `pages.cadre.plan` (« territoire »).
    parametres : mapping of str to str
        Ceux de son adresse, tels que le visiteur les a écrits.
    """
    if page == "territoire":
        return _du_territoire(parametres)
    if page == PERIMETRE:
        return _du_territoire({**parametres, "niveau": PERIMETRE})
    nom, adresse = _FICHES.get(page, ("", None))
    if adresse is not None and _CLE.fullmatch(parametres.get(nom, "")):
        return adresse(parametres[nom])
    return RESEAU if page == "maisons" and not parametres else ""


_FICHES: Final = {"maisons": ("maison", maison), "plan-actions": ("action", action), "methode": ("fiche", indicateur)}
"""Page de l'application → paramètre qui y désigne une fiche, et l'adresse légère de celle-ci."""


def _du_territoire(parametres: Mapping[str, str]) -> str:
    try:
        voulu = lire_territoire(*(parametres.get(nom, "") for nom in ("niveau", "code", "nom")))
    except ErreurGeo:
        return ""
    return territoire(voulu)

"""Le texte d'une cellule : listes échappées, formules neutralisées ; tout texte fait l'aller-retour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from donnees.encodages.tableur import FORMULE

# « <r> » est pour xlsxwriter un début de texte enrichi, écrit sans échappement.
_DEBUT = rf"(?:{FORMULE}|<r>)"
DANGEREUX, NEUTRALISE = re.compile(f"'*{_DEBUT}"), re.compile(f"'+{_DEBUT}")
ELEMENT, CHAMP = ";", "|"
CHAMPS_MAX = 3
_SPECIAUX = re.compile(r"[\\;|]")
_COUPES = {signe: re.compile(rf"\\.|{re.escape(signe)}", re.DOTALL) for signe in (ELEMENT, CHAMP)}
_ECHAPPE = re.compile(r"\\(.)", re.DOTALL)
_JOUR = re.compile(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})")
_ESPACES = re.compile(r"[\s\u202f€]+")


def neutraliser(texte: str) -> str:
    """Précède d'une apostrophe ce qu'un tableur prendrait pour une formule (et ce qui ressemble à cette forme)."""
    return "'" + texte if DANGEREUX.match(texte) else texte


def rendre(texte: str) -> str:
    """Rend à l'original un texte que `neutraliser` a précédé d'une apostrophe."""
    return texte[1:] if NEUTRALISE.match(texte) else texte


def echapper(texte: str) -> str:
    """Échappe les séparateurs et les blancs des bords d'un élément de liste."""
    propre = _SPECIAUX.sub(r"\\\g<0>", texte)
    if propre and propre[-1].isspace():
        propre = propre[:-1] + "\\" + propre[-1]
    return "\\" + propre if propre and propre[0].isspace() else propre


def joindre(elements: Iterable[Sequence[str]]) -> str:
    """Écrit une liste d'éléments à un ou plusieurs champs."""
    return f" {ELEMENT} ".join(f" {CHAMP} ".join(map(echapper, champs)) for champs in elements)


def compter(texte: str) -> int:
    """Nombre d'éléments d'une liste, vides compris, sans la couper."""
    return texte.replace("\\\\", "").replace("\\;", "").count(ELEMENT) + 1


def _couper(texte: str, separateur: str, coupes: int = -1) -> list[str]:
    """Coupe au séparateur, sauf échappé, ``coupes`` fois au plus ; les échappements restent en place."""
    if "\\" not in texte:
        return texte.split(separateur, coupes)
    morceaux: list[str] = []
    debut = 0
    for trouve in _COUPES[separateur].finditer(texte):
        if trouve.group() == separateur and len(morceaux) != coupes:
            morceaux.append(texte[debut : trouve.start()])
            debut = trouve.end()
    return [*morceaux, texte[debut:]]


def _nu(morceau: str) -> str:
    """Ôte les blancs des bords qui ne sont pas échappés, puis les échappements."""
    gauche = morceau.lstrip()
    net = gauche.rstrip()
    barres = len(net) - len(net.rstrip("\\"))
    if barres % 2 and len(net) < len(gauche):
        net = gauche[: len(net) + 1]
    return _ECHAPPE.sub(r"\1", net)


def separer(texte: str) -> list[list[str]]:
    """Lit une liste : éléments, chacun coupé en champs ; les éléments entièrement vides sont ignorés.

    Un élément de plus de `CHAMPS_MAX` champs garde le reste dans le dernier, que la validation refusera.
    """
    elements = ([_nu(champ) for champ in _couper(morceau, CHAMP, CHAMPS_MAX)] for morceau in _couper(texte, ELEMENT))
    return [champs for champs in elements if any(champs)]


def nombre(texte: str) -> str:
    """Nombre saisi à la française (« 12 000,50 € ») → écriture à point, à valider ensuite."""
    return _ESPACES.sub("", texte).replace(",", ".")


def decimal(valeur: Decimal | float | None) -> str:
    """Écriture exacte et sans exposant d'un nombre, à virgule ; vide s'il n'est pas connu."""
    if valeur is None:
        return ""
    exact = valeur if isinstance(valeur, Decimal) else Decimal(repr(valeur))
    entier = format(exact, "f")
    return (entier.rstrip("0").rstrip(".") if "." in entier else entier).replace(".", ",")


def date(texte: str) -> str:
    """Date saisie à la française (« 15/03/2026 », « 03/2026 ») → AAAA-MM-JJ ; le reste passe tel quel."""
    propre = texte.strip()
    trouve = _JOUR.fullmatch(propre)
    if trouve is None:
        return propre
    jour, mois, annee = trouve.groups()
    return f"{annee}-{mois:0>2}" + (f"-{jour:0>2}" if jour else "")

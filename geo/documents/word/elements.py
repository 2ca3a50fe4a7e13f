"""Les briques d'OOXML : paragraphes, passages, champs et signets, bâtis comme un arbre, jamais comme du texte.

Un texte d'utilisateur n'entre que dans un nœud ``w:t`` : il ne peut être ni une balise, ni un champ, ni un gabarit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

Noeud = BaseOxmlElement
_INTERDITS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SENS = str.maketrans(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_COUPES = re.compile(r"([\n\t])")
_SAUTS = {"\n": "w:br", "\t": "w:tab"}


def propre(texte: str) -> str:
    """Texte que XML sait porter : signes interdits en espaces, fins de ligne d'Unix, sens d'écriture gardé."""
    return _INTERDITS.sub(" ", texte.translate(_SENS).replace("\r\n", "\n").replace("\r", "\n"))


def noeud(balise: str, *enfants: Noeud, **attributs: str) -> Noeud:
    """Élément ``balise`` (« w:p ») ; ``attributs`` dans l'espace de noms de Word."""
    element = OxmlElement(balise)
    for nom, valeur in attributs.items():
        element.set(qn(f"w:{nom}"), valeur)
    element.extend(enfants)
    return element


def passage(texte: str, style: str = "") -> Noeud:
    """Passage de texte ; ``style`` : identifiant d'un style de caractère."""
    sortie = noeud("w:r")
    if style:
        sortie.append(noeud("w:rPr", noeud("w:rStyle", val=style)))
    for morceau in _COUPES.split(propre(texte)):
        if morceau in _SAUTS:
            sortie.append(noeud(_SAUTS[morceau]))
        elif morceau:
            sortie.append(_texte("w:t", morceau))
    return sortie


def _texte(balise: str, texte: str) -> Noeud:
    """Nœud de texte dont les espaces sont gardées."""
    element = noeud(balise)
    element.text = texte
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def texte_de(paragraphe: Noeud) -> str:
    """Texte d'un paragraphe, tous passages confondus."""
    return "".join(noeud.text or "" for noeud in paragraphe.iter(qn("w:t")))


def paragraphe(style: str, *contenu: Noeud) -> Noeud:
    """Paragraphe d'un style (identifiant)."""
    return noeud("w:p", noeud("w:pPr", noeud("w:pStyle", val=style)), *contenu)


def debut_champ(instruction: str) -> list[Noeud]:
    """Ouverture d'un champ dont le résultat suit ; l'instruction est toujours la nôtre."""
    return [
        noeud("w:r", noeud("w:fldChar", fldCharType="begin")),
        noeud("w:r", _texte("w:instrText", f" {instruction} ")),
        noeud("w:r", noeud("w:fldChar", fldCharType="separate")),
    ]


def fin_champ() -> Noeud:
    """Clôture d'un champ."""
    return noeud("w:r", noeud("w:fldChar", fldCharType="end"))


def marquer(nom: str, rang: int, contenu: Iterable[Noeud]) -> list[Noeud]:
    """Contenu entouré d'un signet, que le sommaire vise."""
    return [noeud("w:bookmarkStart", id=str(rang), name=nom), *contenu, noeud("w:bookmarkEnd", id=str(rang))]

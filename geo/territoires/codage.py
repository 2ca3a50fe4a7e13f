"""Un ensemble de communes dans une adresse : court, versionné, vérifié, relu sans risque."""

from __future__ import annotations

import base64
import itertools
import re
import zlib
from collections.abc import Iterable
from functools import cache

from donnees import entrepot
from geo.erreurs import PerimetreIllisible
from geo.territoires.index import index

MAXIMUM_COMMUNES = 2000
VERSION = "1"
_CODE = re.compile(r"(?:\d{2}|2[AB])\d{3}", re.ASCII)
_TEXTE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_CHIFFRES = "0123456789AB"
_OCTETS_PAR_CODE = 3
_SOMME = 2
_LONGUEUR_MAX = 1 + 4 * (MAXIMUM_COMMUNES * _OCTETS_PAR_CODE + _SOMME + 2) // 3
_PLUS_GRAND = 12_000 * 9 + 1_000 * 11 + 999
_ABIME = "Ce périmètre est incomplet ou abîmé : recopiez le lien en entier, ou choisissez de nouveau les communes."


@cache
def passages() -> dict[str, str]:
    """Ancien code de commune ou d'arrondissement → commune en vigueur."""
    table = entrepot.table("passages")
    return dict(zip(table["ancien"], table["commune"], strict=True))


def actuelle(code: str) -> str:
    """Commune en vigueur d'un code bien formé, ancien ou courant ; vide s'il est inconnu."""
    return code if code in index().rang else passages().get(code, "")


def bien_forme(code: str) -> bool:
    """Cinq caractères d'un code Insee de commune : « 01283 », « 2A004 »."""
    return _CODE.fullmatch(code) is not None


def encoder(communes: Iterable[str]) -> str:
    """Encode des communes en un texte court, sûr dans une adresse, qui porte leurs codes Insee.

    « 1 », puis en base64 d'adresse : les écarts entre codes croissants (entiers à longueur variable, sept bits par
    octet) et deux octets de somme de contrôle. L'ordre et les doubles sont sans effet.

    Raises
    ------
    PerimetreIllisible
        Aucune commune, trop de communes, ou un code qui n'en est pas un.
    """
    uniques = sorted(set(communes))
    mauvais = [code for code in uniques if not bien_forme(code)]
    if mauvais:
        raise PerimetreIllisible(f"« {mauvais[0]} » n'est pas un code de commune : retirez-le du périmètre.")
    _borner(len(uniques))
    return _ecrire([_entier(code) for code in uniques])


def decoder(texte: str) -> tuple[str, ...]:
    """Relit un texte de `encoder` ; les codes anciens deviennent ceux des communes en vigueur.

    Returns
    -------
    tuple of str
        Communes triées, sans double.

    Raises
    ------
    PerimetreIllisible
        Texte vide, trop long, abîmé, d'une autre version, ou qui nomme une commune inconnue.
    """
    codes = [_code(entier) for entier in _lire(texte)]
    courants = [actuelle(code) for code in codes]
    inconnus = [code for code, courant in zip(codes, courants, strict=True) if not courant]
    if inconnus:
        reste = f" et {len(inconnus) - 1} autres" if len(inconnus) > 1 else ""
        raise PerimetreIllisible(
            f"Ce périmètre nomme une commune inconnue ({inconnus[0]}{reste}) : choisissez de nouveau les communes."
        )
    return tuple(sorted(set(courants)))


def _borner(nombre: int) -> None:
    if not nombre:
        raise PerimetreIllisible("Ce périmètre est vide : choisissez au moins une commune.")
    if nombre > MAXIMUM_COMMUNES:
        raise PerimetreIllisible(
            f"Ce périmètre compte {nombre} communes : réduisez-le à {MAXIMUM_COMMUNES} communes au plus."
        )


def _entier(code: str) -> int:
    return 12_000 * int(code[0]) + 1_000 * _CHIFFRES.index(code[1]) + int(code[2:])


def _code(entier: int) -> str:
    dizaine, reste = divmod(entier, 12_000)
    return f"{dizaine}{_CHIFFRES[reste // 1_000]}{reste % 1_000:03d}"


def _ecrire(entiers: list[int]) -> str:
    octets = bytearray()
    precedent = 0
    for entier in entiers:
        ecart, precedent = entier - precedent, entier
        while ecart > 0x7F:  # noqa: PLR2004 - sept bits par octet
            octets.append(ecart & 0x7F | 0x80)
            ecart >>= 7
        octets.append(ecart)
    return VERSION + base64.urlsafe_b64encode(bytes(octets) + _controle(bytes(octets))).rstrip(b"=").decode("ascii")


def _controle(octets: bytes) -> bytes:
    return (zlib.crc32(octets) & 0xFFFF).to_bytes(_SOMME, "big")


def _lire(texte: str) -> list[int]:
    """Rend les codes en entiers croissants ; seule l'écriture exacte de `_ecrire` est admise."""
    if not texte:
        raise PerimetreIllisible("Ce périmètre est vide : choisissez au moins une commune.")
    if len(texte) > _LONGUEUR_MAX:
        raise PerimetreIllisible(f"Ce périmètre est trop long : réduisez-le à {MAXIMUM_COMMUNES} communes au plus.")
    if _TEXTE.fullmatch(texte) is None:
        raise PerimetreIllisible(_ABIME)
    if texte[0] != VERSION:
        raise PerimetreIllisible(
            f"Ce périmètre est écrit dans une version inconnue (« {texte[0]} ») : choisissez de nouveau les communes."
        )
    corps = texte[1:]
    if len(corps) % 4 == 1:
        raise PerimetreIllisible(_ABIME)
    octets = base64.urlsafe_b64decode(corps + "=" * (-len(corps) % 4))
    entiers = _ecarts(octets[:-_SOMME])
    croissants = all(avant < apres for avant, apres in itertools.pairwise(entiers))
    if not entiers or not croissants or entiers[-1] > _PLUS_GRAND or _ecrire(entiers) != texte:
        raise PerimetreIllisible(_ABIME)
    _borner(len(entiers))
    return entiers


def _ecarts(octets: bytes) -> list[int]:
    entiers: list[int] = []
    total = ecart = decalage = 0
    for octet in octets:
        ecart |= (octet & 0x7F) << decalage
        decalage += 7
        if octet < 0x80:  # noqa: PLR2004 - le bit de poids fort annonce une suite
            total += ecart
            entiers.append(total)
            ecart = decalage = 0
        elif decalage > 7 * _OCTETS_PAR_CODE:
            return []
    return [] if decalage else entiers

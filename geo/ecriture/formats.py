"""Nombres, périodes et rangs écrits à la française (Babel, espaces fines insécables)."""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from donnees.catalogue.modeles import Indicateur

FINE = "\u202f"
INSECABLE = "\u00a0"
TRAIT_INSECABLE = "\u2011"
ABSENT = "—"
STATUTS = {"s": "secret statistique", "nd": "non disponible", "p": "provisoire", "e": "estimé"}
_TRIMESTRE = re.compile(r"^(\d{4})-T([1-4])$")


def nombre(valeur: float | None, decimales: int = 0, *, signe: bool = False) -> str:
    """Écrit un nombre : ``nombre(12345.6, 1)`` → « 12 345,6 » ; absent → « — ».

    Parameters
    ----------
    valeur : float or None
        NaN et infini comptent comme absents.
    decimales : int
        Nombre de décimales, toujours affichées.
    signe : bool
        Écrit « + » devant une valeur positive, et « − » (signe moins) devant une négative.
    """
    if valeur is None or not math.isfinite(valeur):
        return ABSENT
    arrondi = round(valeur, decimales) + 0.0
    texte = _positif(abs(arrondi), decimales)
    if arrondi < 0:
        return "−" + texte
    return "+" + texte if signe and arrondi > 0 else texte


@lru_cache(maxsize=16_384)
def _positif(arrondi: float, decimales: int) -> str:
    """Les mêmes nombres reviennent d'un lecteur à l'autre ; Babel prend 60 µs pour chacun."""
    motif = "#,##0." + "0" * decimales if decimales else "#,##0"
    return str(format_decimal(arrondi, format=motif, locale="fr_FR"))


def nombre_libre(valeur: float | None, maximum: int = 2) -> str:
    """Nombre saisi, sans décimale inutile : 1200.5 → « 1 200,5 » ; au plus ``maximum`` décimales."""
    if valeur is None or not math.isfinite(valeur):
        return ABSENT
    utiles = next(d for d in range(maximum + 1) if d == maximum or round(valeur, d) == round(valeur, maximum))
    return nombre(valeur, utiles)


def euros(valeur: float) -> str:
    """Montant : « 6 000 € », « 12 000,50 € »."""
    return f"{nombre(valeur, 0 if float(valeur).is_integer() else 2)}{INSECABLE}€"


def avec_unite(valeur: float | None, unite: str, decimales: int = 0, *, signe: bool = False) -> str:
    """Nombre suivi de son unité, liés par une espace insécable."""
    texte = nombre(valeur, decimales, signe=signe)
    return texte if texte == ABSENT else f"{texte}{INSECABLE}{accorder(unite, valeur or 0, decimales)}"


def part(fraction: float, decimales: int = 0) -> str:
    """Part écrite en pourcentage : 0,12 → « 12 % » ; « moins de 1 % » pour une part qui n'est pas nulle."""
    unite = 10.0**-decimales
    petite = fraction > 0 and round(100 * fraction, decimales) == 0
    return f"moins de {avec_unite(unite, '%', decimales)}" if petite else avec_unite(100 * fraction, "%", decimales)


def selon(fiche: Indicateur, valeur: float | None) -> str:
    """Valeur d'un indicateur : ses décimales, son unité, et le signe quand il se lit autour de zéro."""
    return avec_unite(valeur, fiche.unite, fiche.decimales, signe=fiche.pivot == 0)


def entre(fiche: Indicateur, bas: float, haut: float) -> str:
    """« de 5,3 à 6,7 % », « de 1 à 2 habitants » ; « +0,3 point » si les deux bouts s'écrivent pareil."""
    debut, fin = selon(fiche, bas), selon(fiche, haut)
    return debut if debut == fin else f"de {nombre(bas, fiche.decimales, signe=fiche.pivot == 0)} à {fin}"


def accorder(unite: str, valeur: float, decimales: int = 0) -> str:
    """Met au singulier une unité d'un seul mot quand la valeur affichée est plus petite que deux : « 0,8 point »."""
    petite = abs(round(valeur, decimales)) < 2  # noqa: PLR2004 - règle du français
    return unite[:-1] if petite and re.fullmatch(r"(?!fois)\w+s", unite) else unite


def periode(code: str) -> str:
    """``"2025-T4"`` → « 4ᵉ trimestre 2025 » ; ``"2013-2018"`` → « 2013-2018 »."""
    trouve = _TRIMESTRE.match(code)
    if not trouve:
        return code
    annee, trimestre = trouve.groups()
    return f"{ordinal(int(trimestre))}{INSECABLE}trimestre{INSECABLE}{annee}"


def date_partielle(code: str) -> str:
    """``"2026-03-01"`` → « 1ᵉʳ mars 2026 », ``"2026-03"`` → « mars 2026 », ``"2026"`` → « 2026 » ; vide → vide."""
    annee, _, reste = code.partition("-")
    if not reste:
        return annee
    mois, _, jour = reste.partition("-")
    nom = format_date(date(int(annee), int(mois), 1), "MMMM", locale="fr_FR")
    quantieme = f"{ordinal(1) if int(jour) == 1 else int(jour)}{INSECABLE}" if jour else ""
    return f"{quantieme}{nom}{INSECABLE}{annee}"


def dans_la_periode(code: str) -> str:
    """Complément de temps : « au 4ᵉ trimestre 2025 », « en 2022 », « entre 2013 et 2018 »."""
    if _TRIMESTRE.match(code):
        return f"au {periode(code)}"
    bornes = code.split("-")
    return f"entre {bornes[0]} et {bornes[-1]}" if len(bornes) > 1 else f"en {code}"


def ordinal(rang: int) -> str:
    """1 → « 1ᵉʳ », 2 → « 2ᵉ »."""
    return "1ᵉʳ" if rang == 1 else f"{nombre(rang)}ᵉ"


def statut(code: str) -> str:
    """Sens d'un statut INSEE ; vide pour une valeur observée."""
    return STATUTS.get(code, "")


def periode_courte(code: str) -> str:
    """``"2025-T4"`` → « T4 2025 » ; les autres périodes telles quelles."""
    annee, _, trimestre = code.partition("-T")
    return f"T{trimestre} {annee}" if trimestre else code


def nombre_simple(valeur: float) -> str:
    """Nombre sans zéro inutile, à la virgule : 7.50 → « 7,5 »."""
    return repr(float(valeur)).removesuffix(".0").replace(".", ",")


def lire_nombres(texte: str, maximum: int = 8) -> tuple[float, ...] | None:
    """Lit « 5 ; 7,5 ; 10 » : nombres croissants et distincts, au plus ``maximum`` ; None si ce n'en est pas."""
    morceaux = [re.sub(r"\s", "", m).replace(",", ".").replace("−", "-") for m in texte.split(";") if m.strip()]
    try:
        nombres = sorted({float(m) for m in morceaux})
    except ValueError:
        return None
    if not 0 < len(nombres) <= maximum or not all(math.isfinite(n) for n in nombres):
        return None
    return tuple(nombres)


_MILLIERS = re.compile(r"(?<!\d)(\d{1,3}) (?=\d{3}(?!\d))")
_COMPTE = re.compile(r"(?<=\d) (?=(?:habitants?|hab\.|euros?|€|km|ans?)(?!\w))")
_ELISION = re.compile(r"(?<=[^\W\d_])'(?=[^\W_]|[«“*\[])|(?<=\d)'(?=\w)")
_INTERVALLE = re.compile(r"(?<![\w-])(\d{2}|\d{4})-(?=(?:\d{2}|\d{4})(?![\w-]))")
_ORDINAL = re.compile(r"(?<![\w,.-])(\d{1,3})(er|re|e)(?![\w-])")
_EXPOSANTS = {"er": "ᵉʳ", "re": "ʳᵉ", "e": "ᵉ"}


def typographie(texte: str) -> str:
    """Apostrophes courbes, « 1ᵉʳ » ; insécables devant « ; : ! ? % », dans les guillemets, « 1 000 habitants »,
    « 15‑64 ans » et « Bayonne - Pays Basque » d'un bloc jusqu'à leur trait d'union.
    """
    courbe = _ELISION.sub("’", texte)
    courbe = _ORDINAL.sub(lambda trouve: trouve[1] + _EXPOSANTS[trouve[2]], courbe)
    courbe = _INTERVALLE.sub(rf"\1{TRAIT_INSECABLE}", courbe)
    courbe = re.sub(r"(?<=\w) (?=- \w)", INSECABLE, courbe)
    courbe = _COMPTE.sub(INSECABLE, _MILLIERS.sub(rf"\1{FINE}", courbe))
    courbe = re.sub(r" (?=[;!?])", FINE, courbe)
    courbe = re.sub(r" (?=[:%»])", INSECABLE, courbe)
    return courbe.replace("« ", f"«{INSECABLE}")

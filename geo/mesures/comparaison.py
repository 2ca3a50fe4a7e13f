"""Quelques territoires côte à côte : mêmes indicateurs, mêmes périodes, le plus et le moins favorable marqués."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur
from geo import mesures
from geo.ecriture import formats, tableurs
from geo.erreurs import TerritoireInconnu
from geo.mesures import Mesure, incertitude, reserves
from geo.mesures.chiffres_cles import CLES
from geo.mesures.emprunts import Emprunt, emprunter
from geo.mesures.incertitude import indecidable
from geo.territoires import Territoire, lire, nom_donne
from geo.territoires.niveaux import NOMS_NIVEAUX

MAXIMUM: Final = 5
SEPARATEUR: Final = "~"
AUCUN: Final = "aucun"
"""Écrit une liste vidée exprès : le lien dit qu'on ne compare rien."""
CHIFFRES_CLES: Final = "cles"
MEILLEUR, MOINS_BON, INDECIS = "le plus favorable", "le moins favorable", "indécidable"
"""Marques d'une cellule, en mots : une flèche ne dit que le sens d'une évolution."""


@dataclass(frozen=True)
class Ligne:
    """Un indicateur pour chaque territoire comparé, à une même période.

    Attributes
    ----------
    mesures : tuple of Mesure
        Dans l'ordre des territoires.
    meilleurs, moins_bons : frozenset of int
        Rangs des territoires extrêmes selon le sens de l'indicateur ; vides s'il est neutre, s'ils sont à égalité, ou
        si leurs intervalles ne permettent pas de le dire.
    indecis : frozenset of int
        Rangs des territoires que leurs intervalles empêchent de placer en tête ou en queue.
    emprunts : tuple of (Emprunt or None)
        Dans l'ordre des territoires : ce que disent les zones d'emploi de celui qui n'a pas sa valeur. Montré et nommé,
        jamais compté parmi les extrêmes.
    """

    indicateur: Indicateur
    periode: str
    mesures: tuple[Mesure, ...]
    meilleurs: frozenset[int]
    moins_bons: frozenset[int]
    indecis: frozenset[int] = frozenset()
    emprunts: tuple[Emprunt | None, ...] = ()

    def emprunt(self, rang: int) -> Emprunt | None:
        """Ce que disent les zones d'emploi d'un territoire sans valeur."""
        return self.emprunts[rang] if self.emprunts else None


def ecrire(territoires: Sequence[Territoire]) -> str:
    """Écrit une liste de territoires pour une adresse : « zone_emploi:8421~commune:42218 », ou « aucun »."""
    return SEPARATEUR.join(_cle(territoire) for territoire in territoires) or AUCUN


def _cle(territoire: Territoire) -> str:
    nom = nom_donne(territoire).replace(SEPARATEUR, " ")
    return f"{territoire.niveau}:{territoire.code}{f':{nom}' if nom else ''}"


def relire(texte: str) -> tuple[list[Territoire], list[str]]:
    """Lit une liste de territoires, quoi qu'elle contienne.

    Returns
    -------
    territoires : list of Territoire
        Au plus cinq, sans double.
    refus : list of str
        Une phrase par morceau écarté.
    """
    territoires: list[Territoire] = []
    refus: list[str] = []
    for morceau in texte.split(SEPARATEUR) if texte not in {"", AUCUN} else []:
        niveau, _, reste = morceau.partition(":")
        code, _, nom = reste.partition(":")
        try:
            territoire = lire(niveau, code, nom)
        except TerritoireInconnu:
            refus.append(f"Le lien demandait « {morceau[:40]} », qui n'existe pas : il est laissé de côté.")
            continue
        if territoire in territoires:
            continue
        if len(territoires) == MAXIMUM:
            refus.append(f"On compare au plus {MAXIMUM} territoires : les suivants sont laissés de côté.")
            break
        territoires.append(territoire)
    return territoires, refus


def lignes(territoires: Sequence[Territoire], theme: str = CHIFFRES_CLES) -> list[Ligne]:
    """Les indicateurs d'un thème (ou les chiffres clés) dont un territoire au moins, ou ses zones, a la valeur.

    La période est la plus récente du premier territoire qui a une valeur ; les autres sont lus à la même.
    """
    fiches = charger().indicateurs
    if theme == CHIFFRES_CLES:
        voulues = [fiches[i] for i in dict.fromkeys(i for cle in CLES for i in cle if i)]
    else:
        voulues = [fiche for fiche in fiches.values() if fiche.theme == theme]
    composees = [_ligne(fiche, territoires) for fiche in voulues]
    return [ligne for ligne in composees if any(math.isfinite(m.valeur) for m in ligne.mesures) or any(ligne.emprunts)]


def _ligne(fiche: Indicateur, territoires: Sequence[Territoire]) -> Ligne:
    premieres = [mesures.mesurer(territoire, fiche.id) for territoire in territoires]
    periode = next((m.periode for m in premieres if math.isfinite(m.valeur)), fiche.periodes[-1])
    lues = tuple(_a_la_periode(m, t, fiche, periode) for m, t in zip(premieres, territoires, strict=True))
    groupes = extremes([round(m.valeur, fiche.decimales) for m in lues], fiche.sens)
    doutes = [_rivaux(lues, groupe) for groupe in groupes]
    meilleurs, moins_bons = (frozenset() if doute else groupe for groupe, doute in zip(groupes, doutes, strict=True))
    emprunts = tuple(emprunter(t, m, periode) for t, m in zip(territoires, lues, strict=True))
    return Ligne(fiche, periode, lues, meilleurs, moins_bons, frozenset().union(*doutes), emprunts)


def _rivaux(lues: Sequence[Mesure], extremes_: frozenset[int]) -> frozenset[int]:
    """Les territoires d'un extrême et ceux que leurs intervalles n'en départagent pas ; vide si tout est départagé."""
    paires = [
        (rang, autre)
        for rang in extremes_
        for autre in set(range(len(lues))) - extremes_
        if indecidable(lues[rang], lues[autre])
    ]
    return frozenset(rang for paire in paires for rang in paire)


def _a_la_periode(mesure: Mesure, territoire: Territoire, fiche: Indicateur, periode: str) -> Mesure:
    if mesure.periode == periode:
        return mesure
    relue = mesures.mesurer(territoire, fiche.id, periode)
    if relue.periode == periode:
        return relue
    motif = f"Pas de valeur pour {formats.periode(periode)}."
    return Mesure(fiche, relue.niveau, periode, math.nan, "nd", "absent", motif)


def extremes(valeurs: Sequence[float], sens: str) -> tuple[frozenset[int], frozenset[int]]:
    """Rangs du plus et du moins favorable ; vides si l'indicateur est neutre ou si tout est égal."""
    connues = {rang: valeur for rang, valeur in enumerate(valeurs) if math.isfinite(valeur)}
    if sens == "neutre" or len(set(connues.values())) < 2:  # noqa: PLR2004 - il faut être deux pour différer
        return frozenset(), frozenset()
    bas, haut = min(connues.values()), max(connues.values())
    du_bas = frozenset(rang for rang, valeur in connues.items() if valeur == bas)
    du_haut = frozenset(rang for rang, valeur in connues.items() if valeur == haut)
    return (du_bas, du_haut) if sens == "mieux_bas" else (du_haut, du_bas)


def tableau(composees: Sequence[Ligne], noms: Sequence[str]) -> pd.DataFrame:
    """Tableau à montrer : une ligne par indicateur, une colonne par territoire, marques comprises."""
    return pd.DataFrame(
        [
            {
                "Indicateur": ligne.indicateur.libelle,
                "Période": formats.periode(ligne.periode),
                **{nom: _cellule(ligne, rang) for rang, nom in enumerate(noms)},
            }
            for ligne in composees
        ],
        columns=["Indicateur", "Période", *noms],
    ).set_index("Indicateur")


def empruntees(composees: Sequence[Ligne], table: pd.DataFrame) -> pd.DataFrame:
    """Les cellules de ``table`` (`tableau`) dont la valeur n'est pas celle du territoire."""
    marques = [[False, *(emprunt is not None for emprunt in ligne.emprunts)] for ligne in composees]
    return pd.DataFrame(marques, index=table.index, columns=table.columns)


def _cellule(ligne: Ligne, rang: int) -> str:
    mesure, emprunt = ligne.mesures[rang], ligne.emprunt(rang)
    if emprunt is not None:
        return emprunt.texte
    if not math.isfinite(mesure.valeur):
        return formats.statut(mesure.statut) or formats.ABSENT
    texte, marque = reserves.dire(mesure, ligne.indicateur.champ_partiel(mesure.niveau)), _marque(ligne, rang)
    return f"{texte}{f', {marque}' if marque else ''}"


def _marque(ligne: Ligne, rang: int) -> str:
    if rang in ligne.meilleurs:
        return MEILLEUR
    if rang in ligne.moins_bons:
        return MOINS_BON
    return INDECIS if rang in ligne.indecis else ""


def csv(composees: Sequence[Ligne], noms: Sequence[str]) -> bytes:
    """CSV de la comparaison : nombres bruts, unité, période, source."""
    catalogue = charger()
    table = pd.DataFrame(
        [
            {
                "Indicateur": ligne.indicateur.libelle,
                "Unité": ligne.indicateur.unite,
                "Période": ligne.periode,
                **{nom: _nombre(ligne, ligne.mesures[rang].valeur) for rang, nom in enumerate(noms)},
                **_bornes(ligne, noms),
                "Source": " ; ".join(
                    f"{s.producteur}, {s.titre}" for s in catalogue.sources_de(ligne.indicateur, ligne.periode)
                ),
            }
            for ligne in composees
        ]
    )
    return tableurs.en_csv(table)


def _bornes(ligne: Ligne, noms: Sequence[str]) -> dict[str, float | str | None]:
    """Minimum et maximum de chaque territoire, et ce qui n'est pas départagé."""
    bornes = {
        f"{nom}, {borne}": _nombre(ligne, getattr(mesure, borne))
        for nom, mesure in zip(noms, ligne.mesures, strict=True)
        for borne in ("minimum", "maximum")
    }
    estimes = [nom for nom, mesure in zip(noms, ligne.mesures, strict=True) if mesure.origine == "estime"]
    remarques = [f"{nom} : notre estimation." for nom in estimes]
    remarques += [f"{nom} : sans valeur ; {e.texte}." for nom, e in zip(noms, ligne.emprunts, strict=False) if e]
    return bornes | {"Remarque": " ".join([*remarques, *([incertitude.INDECIDABLE] if ligne.indecis else [])])}


def _nombre(ligne: Ligne, valeur: float) -> float | None:
    return round(valeur, ligne.indicateur.decimales) if math.isfinite(valeur) else None


def noms_distincts(territoires: Sequence[Territoire]) -> list[str]:
    """Un nom par territoire, jamais deux fois le même."""
    noms = [territoire.libelle for territoire in territoires]
    rendus: list[str] = []
    for territoire, nom in zip(territoires, noms, strict=True):
        nature = NOMS_NIVEAUX[territoire.niveau][0]
        choisi = nom if noms.count(nom) == 1 else f"{nom} ({nature})"
        rendus.append(choisi if choisi not in rendus else f"{choisi} {len(rendus) + 1}")
    return rendus

"""Étape « contours » : couverture des communes, un fichier par niveau et par zone d'emploi."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from donnees.encodages import topojson, topologie_serree
from donnees.encodages.arcs import emprise
from donnees.etapes import centres
from donnees.etapes import couverture as geo
from donnees.etapes.atelier import Atelier
from donnees.etapes.mosaique import DEGRES, SECTEURS, Mosaique, assembler
from donnees.lecture import ign, insee_cog


@dataclass(frozen=True)
class Finesse:
    """Finesse d'un niveau de contours.

    Parameters
    ----------
    dossier : str
        Nom du fichier (ou du dossier) sous ``contours/``.
    tolerance : float
        Tolérance de simplification en métropole et en Guyane (m) ; les îles en prennent ``part_iles``.
    part_iles : float
        Facteur appliqué à la tolérance pour la Guadeloupe, la Martinique, La Réunion et Mayotte.
    pas : float
        Pas de la grille, en degrés.
    """

    dossier: str
    tolerance: float
    part_iles: float
    pas: float


FINESSES: Final = {
    "zone_emploi": Finesse("zones_emploi", 900.0, 0.4, 5e-4),
    "departement": Finesse("departements", 900.0, 0.4, 5e-4),
    "region": Finesse("regions", 1200.0, 0.4, 5e-4),
    "commune": Finesse("communes", 80.0, 1.0, 2.5e-4),
}
ENSEMBLE: Final = Finesse("communes", 450.0, 0.5, 5e-4)
"""Toutes les communes sur une seule carte, à l'échelle du pays."""
ILES: Final = ("971", "972", "974", "976")


def construire(atelier: Atelier) -> None:
    """Pose les fichiers ``contours/…``, ``tables["contours"]`` et les coordonnées de ``tables["territoires"]``.

    Pose aussi ``intermediaires["anciens_noms"]`` : les contours IGN et le COG 2022 nomment des communes disparues ; et
    ``intermediaires["mairies"]``.
    """
    appartenance = atelier.tables["appartenance"].set_index("commune")
    mosaique = _assembler(atelier, appartenance["departement"])
    noms = atelier.tables["territoires"].set_index(["niveau", "code"])["libelle"]
    lignes = [
        _ecrire_niveau(atelier, niveau, _simplifier(mosaique, appartenance, niveau, finesse), noms.loc[niveau], finesse)
        for niveau, finesse in FINESSES.items()
        if niveau != "commune"
    ]
    communes = _simplifier(mosaique, appartenance, "commune", FINESSES["commune"])
    lignes += _ecrire_communes(atelier, communes, appartenance, noms)
    communes = _simplifier(mosaique, appartenance, "commune", ENSEMBLE)
    lignes.append(_ecrire_niveau(atelier, "commune", communes, noms.loc["commune"], ENSEMBLE))
    atelier.tables["contours"] = pd.DataFrame(lignes).sort_values(["niveau", "zone"], ignore_index=True)
    atelier.tables["territoires"] = centres.placer(
        atelier.tables["territoires"], mosaique, appartenance, atelier.intermediaires["mairies"]
    )


def _assembler(atelier: Atelier, departements: pd.Series) -> Mosaique:
    communes = ign.lire_communes(atelier.brut)
    anciennes = insee_cog.lire_appartenance_2022(atelier.brut)
    atelier.intermediaires["anciens_noms"] = pd.concat(
        [communes[["code", "nom"]], anciennes[["commune", "libelle"]].set_axis(["code", "nom"], axis=1)]
    ).drop_duplicates("code", ignore_index=True)
    mairies = communes[communes["type"] == "COM"].dropna(subset="mairie")
    atelier.intermediaires["mairies"] = mairies[["code", "mairie"]].reset_index(drop=True)
    cantons = ign.lire_cantons(atelier.brut)
    return assembler(communes, cantons, departements, _absorptions(atelier, anciennes["commune"]))


def _absorptions(atelier: Atelier, anciennes: pd.Series) -> pd.Series:
    """Nombre de communes absorbées depuis le COG 2022, par commune absorbante (les seules au contour incomplet)."""
    courantes = atelier.au_cog_courant(anciennes, insee_cog.APPARTENANCE_2022)
    return courantes[courantes != anciennes].value_counts().sort_index()


def _simplifier(mosaique: Mosaique, appartenance: pd.DataFrame, niveau: str, finesse: Finesse) -> pd.Series:
    """Dissout et simplifie chaque secteur dans sa projection.

    Returns
    -------
    Series of geometry
        Degrés EPSG:4326, indexée par code croissant.
    """
    morceaux = []
    for secteur, communes in mosaique.items():
        fondus = communes
        if niveau != "commune":
            cles = appartenance.loc[communes.index, niveau].to_numpy(dtype=object)
            fondus = geo.dissoudre(communes.to_numpy(), cles)
        tolerance = finesse.tolerance * (finesse.part_iles if secteur in ILES else 1.0)
        simples = geo.simplifier(fondus.to_numpy(), tolerance)
        morceaux.append(pd.Series(geo.projeter(simples, SECTEURS[secteur], DEGRES), index=fondus.index, dtype=object))
    formes: pd.Series = pd.concat(morceaux).sort_index()
    return formes


def _ecrire_niveau(
    atelier: Atelier, niveau: str, formes: pd.Series, noms: pd.Series, finesse: Finesse
) -> dict[str, object]:
    fichier = _ecrire(atelier, f"contours/{finesse.dossier}", formes, noms, finesse)
    return {"niveau": niveau, "zone": "", **fichier}


def _ecrire_communes(
    atelier: Atelier, formes: pd.Series, appartenance: pd.DataFrame, noms: pd.Series
) -> list[dict[str, object]]:
    """Écrit un fichier de communes par zone d'emploi."""
    zones = appartenance.loc[formes.index, "zone_emploi"]
    finesse, libelles = FINESSES["commune"], noms.loc["commune"]
    return [
        {
            "niveau": "commune",
            "zone": str(zone),
            **_ecrire(atelier, f"contours/{finesse.dossier}/{zone}", groupe, libelles, finesse),
        }
        for zone, groupe in formes.groupby(zones)
    ]


def _ecrire(atelier: Atelier, base: str, formes: pd.Series, noms: pd.Series, finesse: Finesse) -> dict[str, object]:
    """Encode un fichier, le dépose sous un nom portant son empreinte et rend sa fiche de ``tables["contours"]``."""
    codes, pas = [str(code) for code in formes.index], finesse.pas
    grille = geo.arrondir(formes.to_numpy(), pas, base)
    encodeur = topologie_serree.encoder if finesse is ENSEMBLE else topojson.encoder
    octets = encodeur(grille, codes, noms.loc[codes].tolist(), pas)
    fichier = atelier.deposer(base, octets, comprimer=finesse is ENSEMBLE)
    ouest, sud, est, nord = emprise(grille, pas)
    return {
        "fichier": fichier,
        "nombre": len(codes),
        "ouest": ouest,
        "sud": sud,
        "est": est,
        "nord": nord,
        "codes": " ".join(codes),
    }

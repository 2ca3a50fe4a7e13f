"""Le profil de territoires comparés : leurs taux, situés parmi les zones d'emploi."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from geo import mesures
from geo.mesures.comparaison import Ligne
from geo.mesures.incertitude import ecrire
from geo.mesures.repartitions import Repartition, repartir
from geo.territoires import Territoire


def avec_choisis(repartition: Repartition, choisis: Sequence[Territoire], noms: Sequence[str]) -> Repartition:
    """Zones d'emploi et, à leur suite, les autres territoires choisis qui ont une valeur à la même période."""
    ajoutes = []
    for territoire, nom in zip(choisis, noms, strict=True):
        mesure = mesures.mesurer(territoire, repartition.indicateur.id, repartition.periode)
        if (
            territoire.niveau != repartition.niveau
            and mesure.periode == repartition.periode
            and math.isfinite(mesure.valeur)
        ):
            estime = f" ({mesure.reserve})" if mesure.origine == "estime" else ""
            ajoutes.append((territoire.niveau + territoire.code, nom + estime, mesure))
    bornes = {code: (m.minimum, m.maximum) for code, _, m in ajoutes if math.isfinite(m.minimum)}
    return replace(
        repartition,
        codes=(*repartition.codes, *(code for code, *_ in ajoutes)),
        libelles=(*repartition.libelles, *(nom for _, nom, _ in ajoutes)),
        valeurs=np.append(repartition.valeurs, [m.valeur for *_, m in ajoutes]),
        statuts=(*repartition.statuts, *(m.statut for *_, m in ajoutes)),
        intervalles={**repartition.intervalles, **bornes},
    )


def profil(lignes: Sequence[Ligne], noms: Sequence[str]) -> list[LigneComparee]:
    """Lignes dont l'indicateur est un taux connu des zones d'emploi à la même période ; les autres tombent.

    Une estimation de l'Atlas, que rien n'y distinguerait d'une valeur publiée, n'y est pas placée. Un territoire sans
    valeur y est à celle de sa zone d'emploi, qui la précise.
    """
    composees = []
    for ligne in lignes:
        fiche = ligne.indicateur
        if fiche.representation == "effectif" or "zone_emploi" not in fiche.niveaux:
            continue
        zones = repartir(fiche.id, "zone_emploi", ligne.periode)
        if zones.periode == ligne.periode:
            placees = {nom: _placee(ligne, rang) for rang, nom in enumerate(noms)}
            valeurs = {nom: valeur for nom, (valeur, _) in placees.items()}
            precisions = {nom: precision for nom, (_, precision) in placees.items()}
            composees.append(replace(ligne_comparee(zones, {}), valeurs=valeurs, precisions=precisions))
    return composees


def _placee(ligne: Ligne, rang: int) -> tuple[float, str]:
    """Valeur d'un territoire et ce qui la précise ; sans la sienne, celle de sa zone d'emploi, nommée."""
    mesure, emprunt = ligne.mesures[rang], ligne.emprunt(rang)
    if emprunt and emprunt.zone and emprunt.mesure and emprunt.periode == ligne.periode:
        return emprunt.mesure.valeur, emprunt.nom
    valeur = math.nan if mesure.origine == "estime" else mesure.valeur
    return valeur, ecrire(ligne.indicateur, mesure)


@dataclass(frozen=True)
class LigneComparee:
    """Un indicateur du profil.

    Attributes
    ----------
    valeurs : mapping of str to float
        Libellé du territoire → valeur ; NaN sans donnée (pas de signe).
    precisions : mapping of str to str
        Libellé du territoire → l'intervalle de sa valeur, écrit ; absent si rien n'en est incertain.
    mediane, premier_quartile, troisieme_quartile : float
        Repères des territoires observés du pays.
    """

    libelle: str
    unite: str
    decimales: int
    sens: Literal["mieux_haut", "mieux_bas", "neutre"]
    valeurs: Mapping[str, float]
    mediane: float
    premier_quartile: float
    troisieme_quartile: float
    precisions: Mapping[str, str] = field(default_factory=dict)

    def position(self, valeur: float) -> float:
        """Écart à la médiane en écarts interquartiles, positif du côté favorable (ou du plus haut si neutre).

        NaN sans donnée ; un écart interquartile nul donne 0 à la médiane et l'infini ailleurs.
        """
        ecart, largeur = valeur - self.mediane, self.troisieme_quartile - self.premier_quartile
        if not math.isfinite(ecart) or not math.isfinite(largeur):
            return math.nan
        sens = -1.0 if self.sens == "mieux_bas" else 1.0
        if largeur <= 0:
            return 0.0 if ecart == 0 else math.copysign(math.inf, sens * ecart)
        return sens * ecart / largeur


def ligne_comparee(repartition: Repartition, choisis: Mapping[str, str]) -> LigneComparee:
    """Ligne d'une répartition pour les territoires choisis (code → libellé)."""
    fiche, observees = repartition.indicateur, repartition.observees
    reperes = np.quantile(observees, [0.25, 0.5, 0.75]) if observees.size else np.full(3, math.nan)
    par_code = dict(zip(repartition.codes, repartition.valeurs, strict=True))
    return LigneComparee(
        libelle=fiche.libelle_court,
        unite=fiche.unite,
        decimales=fiche.decimales,
        sens=fiche.sens,
        valeurs={nom: float(par_code.get(code, math.nan)) for code, nom in choisis.items()},
        mediane=float(reperes[1]),
        premier_quartile=float(reperes[0]),
        troisieme_quartile=float(reperes[2]),
    )

"""« Qui me ressemble ? » : le territoire s'il est assez connu, sinon sa zone d'emploi, et c'est dit."""

from __future__ import annotations

import math

import numpy as np
import pytest

from geo import comparables, mesures, territoires
from geo.commerces.acces import temoins
from geo.comparables.cibles import COUVERTURE_MIN
from geo.comparables.espace import construire
from geo.comparables.variables import brutes, variables
from geo.territoires import Territoire, lire, traverses

NANCY = lire("epci", "245400676")
MASQUES, GRAINE = 8, 7


def _voisins(territoire: Territoire) -> list[str]:
    trouves = comparables.chercher(territoire).ressemblances
    return [voisin.code for voisin in trouves.voisins] if trouves else []


@pytest.mark.parametrize(
    "territoire",
    [
        NANCY,
        territoires.du_perimetre(NANCY.communes, "Grand Nancy"),
        lire("commune", "38563"),
        lire("departement", "54"),
    ],
)
def test_un_territoire_mal_connu_a_les_semblables_de_sa_zone(territoire: Territoire) -> None:
    """Défaut : le périmètre et sa zone d'emploi n'ont pas les mêmes semblables, et rien ne dit pourquoi."""
    (principale, *_) = traverses(territoire, "zone_emploi")
    recherche = comparables.chercher(territoire)
    assert recherche.cible == lire("zone_emploi", principale.code)
    assert _voisins(territoire) == [v.code for v in comparables.semblables(principale.code).voisins]
    retenues = variables()
    connus = sum(math.isfinite(mesures.mesurer(territoire, i).valeur) for i in retenues)
    assert connus < COUVERTURE_MIN * len(retenues)
    assert f"{connus} indicateurs connus sur {len(retenues)}" in recherche.mention
    assert principale.libelle in recherche.mention


def test_un_territoire_bien_connu_se_cherche_lui_meme() -> None:
    for territoire in (lire("zone_emploi", "8421"), lire("france", "FR")):
        recherche = comparables.chercher(territoire)
        assert recherche.cible == territoire
        assert not recherche.mention
        assert _voisins(territoire)


@pytest.mark.parametrize("territoire", [lire("epci", "200048551"), lire("region", "44"), lire("departement", "976")])
def test_sans_zone_principale_ou_connue_rien_n_est_invente(territoire: Territoire) -> None:
    recherche = comparables.chercher(territoire)
    assert recherche.ressemblances is None
    assert "indicateurs" in recherche.mention


def _communs(part: float) -> float:
    """Semblables gardés sur cinq, en moyenne, quand on masque à toutes les zones une part des variables."""
    retenues = variables()
    table = np.column_stack([brutes(i) for i in retenues])
    codes = tuple(str(i) for i in range(len(table)))
    hasard, gardes = np.random.default_rng(GRAINE), []
    entiers = _proches(construire(codes, retenues, table))
    for _ in range(MASQUES):
        choisies = np.sort(hasard.choice(len(retenues), math.ceil(part * len(retenues)), replace=False))
        masques = _proches(construire(codes, [retenues[i] for i in choisies], table[:, choisies]))
        gardes += [len(set(a) & set(b)) for a, b in zip(entiers, masques, strict=True)]
    return float(np.mean(gardes))


def _proches(espace: comparables.espace.Espace) -> np.ndarray:
    coordonnees = espace.reduites @ espace.axes
    distances = np.linalg.norm(coordonnees[:, None, :] - coordonnees[None, :, :], axis=2)
    np.fill_diagonal(distances, np.inf)
    return np.argsort(distances, axis=1, kind="stable")[:, :5]


def test_le_seuil_est_celui_ou_trois_semblables_sur_cinq_demeurent() -> None:
    """La mesure que cite `geo.comparables.cibles` ; aux onze variables d'une intercommunalité, moins de deux."""
    assert _communs(COUVERTURE_MIN) >= 3
    assert _communs(11 / len(variables())) < 2


def test_les_semblables_sont_les_memes_sur_chaque_page() -> None:
    """Défaut : Comparer montre les semblables du périmètre, Commerces ceux de sa zone d'emploi."""
    for territoire in (NANCY, territoires.du_perimetre(NANCY.communes), lire("commune", "38563")):
        assert list(temoins(territoire).codes[:5]) == _voisins(territoire)

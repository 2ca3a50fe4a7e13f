"""Secret : les quatre règles face à une lecture naïve, et l'attaque par différence.

Aucune donnée d'aujourd'hui qui s'additionne n'a de commune au secret : l'épreuve en fabrique une, l'emploi privé où les
communes à zéro seraient tues par la source. Les règles sont prêtes pour la première qui en aura.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.effectifs import SECRET, Etats, Operande
from geo import mesures, territoires
from geo.mesures import grilles, secret, totaux
from geo.mesures.agregation import calculer
from geo.mesures.grilles import Grille
from geo.territoires.index import index

PERIODE = "2024"
GROUPES = ("epci", "zone_emploi", "departement", "region", "france")
EPCIS = index().territoires["epci"]


EMPLOI = Operande(("emploi_prive",))


@cache
def _secretes() -> frozenset[str]:
    """Communes sans emploi privé, que l'épreuve suppose tues."""
    table = entrepot.composantes("emploi_prive", "commune").query("periode == @PERIODE and valeur == 0")
    return frozenset(table["code"])


class GrilleQuiTait(Grille):
    """La grille communale, où la source tairait les communes à zéro, à toutes les dates."""

    def etats(self, operande: Operande, periode: str) -> Etats:
        """États de la source, et « secret » pour les communes supposées tues."""
        etats = super().etats(operande, periode)
        if operande != EMPLOI:
            return etats
        return np.where([code in _secretes() for code in index().codes], SECRET, etats).astype(np.int8)


@cache
def _grille(niveau: str) -> Grille:
    return GrilleQuiTait(niveau) if niveau == "commune" else grilles.grille(niveau)


@pytest.fixture(scope="module", autouse=True)
def une_source_qui_tait_des_communes() -> Iterator[None]:
    """Le temps du module, les calculs lisent la grille fabriquée."""
    with pytest.MonkeyPatch.context() as rustine:
        for module in (secret, totaux):
            rustine.setattr(module, "grille", _grille)
        totaux.selection.cache_clear()
        yield
    totaux.selection.cache_clear()


@cache
def _groupes() -> dict[str, dict[str, frozenset[str]]]:
    return {
        niveau: {code: frozenset(territoires.membres(niveau, code)) for code in index().territoires[niveau]}
        for niveau in GROUPES
    }


@cache
def _appartenance() -> dict[str, dict[str, str]]:
    table = entrepot.table("appartenance").set_index("commune").assign(france="FR")
    return {n: dict(zip(table.index.tolist(), table[n].tolist(), strict=True)) for n in GROUPES}


def _touches(communes: frozenset[str]) -> list[frozenset[str]]:
    """Territoires publiés (à plusieurs communes) que l'ensemble touche."""
    return [
        _groupes()[niveau][code]
        for niveau in GROUPES
        for code in {_appartenance()[niveau][commune] for commune in communes} - {""}
    ]


def _permis(communes: frozenset[str]) -> bool:
    """Les quatre règles, écrites avec des ensembles."""
    tues = _secretes() & communes
    for commune in tues:
        epci = _groupes()["epci"].get(_appartenance()["epci"][commune], frozenset())
        if not epci or not epci <= communes or len(epci & _secretes()) < 2:
            return False
    for groupe in _touches(communes):
        dehors = (groupe & _secretes()) - communes
        if len(dehors) == 1 and ((groupe & tues) or groupe - communes == dehors):
            return False
        if groupe <= communes and len(tues - groupe) == 1:
            return False
    return True


@st.composite
def perimetres(tirer: st.DrawFn) -> frozenset[str]:
    """Intercommunalités voisines, zones ou département, plus ou moins quelques communes."""
    departement = tirer(st.sampled_from(["01", "02", "09", "23", "26", "48", "52", "61", "64", "2B", "80"]))
    ici = territoires.lire("departement", departement)
    communes: set[str] = set()
    for niveau in ("epci", "zone_emploi"):
        codes = [m.code for m in territoires.traverses(ici, niveau)]
        for code in tirer(st.lists(st.sampled_from(codes), max_size=5 if niveau == "epci" else 1)):
            communes |= _groupes()[niveau][code]
    if tirer(st.booleans()):
        communes |= set(ici.communes)
    communes |= set(tirer(st.lists(st.sampled_from(ici.communes), max_size=3)))
    if communes:
        communes -= set(tirer(st.lists(st.sampled_from(sorted(communes)), max_size=3)))
    assume(communes)
    return frozenset(communes)


def _publie(communes: frozenset[str]) -> bool:
    return bool(territoires.identiques(communes))


def _rendu(communes: frozenset[str]) -> bool:
    if len(communes) == 1 and communes <= _secretes():
        return False  # la valeur publiée d'une commune que l'épreuve suppose tue
    ici = territoires.du_perimetre(communes)
    return math.isfinite(mesures.mesurer(ici, "emploi_prive", PERIODE).valeur)


def test_une_absence_n_est_pas_un_secret() -> None:
    """Hors de cette épreuve, aucune composante communale n'est tue : rien n'est refusé pour cela."""
    vraie = grilles.grille("commune")
    operandes = {o for fiche in charger().indicateurs.values() for o in fiche.formule.operandes.values()}
    assert not any(vraie.secretes(o, periode).any() for o in operandes for periode in vraie.periodes(o))
    assert _grille("commune").secretes(EMPLOI, PERIODE).any()
    assert len(_secretes()) > 4_000


@settings(max_examples=250)
@given(perimetres())
def test_les_regles_sont_celles_d_une_lecture_naive(communes: frozenset[str]) -> None:
    calcul = calculer(tuple(communes), "emploi_prive", PERIODE)
    assert (calcul.statut != "s") == _permis(communes)
    if calcul.statut == "s":
        assert math.isnan(calcul.valeur)
        assert calcul.motif.startswith("Secret statistique : ")
        assert calcul.motif.endswith(".")


@settings(max_examples=250)
@given(perimetres(), st.data())
def test_aucune_difference_n_isole_une_commune_au_secret(communes: frozenset[str], donnees: st.DataObject) -> None:
    """P et Q = P moins un ensemble dont une seule commune est au secret ne sont jamais rendus tous deux.

    Deux exceptions : P et Q publiés l'un et l'autre ; P publié n'ayant qu'une commune au secret, dont la différence
    avec les communes publiées est déjà dans les données publiées (Q, sans cette commune, n'en dit pas davantage).
    """
    tues = sorted(_secretes() & communes)
    assume(tues)
    isolee = donnees.draw(st.sampled_from(tues))
    claires = sorted(communes - _secretes())
    autres = donnees.draw(st.lists(st.sampled_from(claires), max_size=4)) if claires else []
    reste = communes - {isolee, *autres}
    assume(reste)
    if _publie(communes) and (_publie(reste) or (len(tues) == 1 and autres)):
        return
    assert not (_rendu(communes) and _rendu(reste))


@settings(max_examples=150)
@given(st.sampled_from([(n, c) for n in GROUPES[:4] for c in index().territoires[n]]), st.data())
def test_un_territoire_publie_moins_une_commune_au_secret(lieu: tuple[str, str], donnees: st.DataObject) -> None:
    communes = _groupes()[lieu[0]][lieu[1]]
    tues = sorted(_secretes() & communes)
    assume(tues and 1 < len(communes) <= 2000)
    reste = communes - {donnees.draw(st.sampled_from(tues))}
    assert _publie(reste) or not _rendu(reste)


@pytest.mark.parametrize(
    ("niveau", "code"),
    [("zone_emploi", "2409"), ("zone_emploi", "3213"), ("zone_emploi", "9308"), ("departement", "32")],
)
def test_un_territoire_publie_et_une_seule_commune_au_secret_de_plus(niveau: str, code: str) -> None:
    """La zone et les intercommunalités entières de ses communes au secret : une seule au secret en déborde."""
    zone = _groupes()[niveau][code]
    epcis = [_groupes()["epci"][_appartenance()["epci"][commune]] for commune in zone & _secretes()]
    communes = zone.union(*epcis)
    assert len((communes - zone) & _secretes()) == 1
    calcul = calculer(tuple(communes), "emploi_prive", PERIODE)
    assert "et une seule commune au secret de plus" in calcul.motif
    assert _rendu(zone)
    assert not _rendu(communes)


def _epci_a(nombre: int) -> str:
    """Première intercommunalité de plusieurs communes où ce nombre est au secret."""
    return next(
        c for c in EPCIS if len(_groupes()["epci"][c] & _secretes()) == nombre and len(_groupes()["epci"][c]) > 5
    )


def test_une_intercommunalite_entiere_compte_pour_sa_valeur_publiee() -> None:
    deux, claire = _groupes()["epci"][_epci_a(2)], _groupes()["epci"][_epci_a(0)]
    publiees = entrepot.valeurs_periode("emploi_prive", "epci", PERIODE)["valeur"]
    calcul = calculer(tuple(deux | claire), "emploi_prive", PERIODE)
    assert calcul.valeur == pytest.approx(publiees[_epci_a(2)] + publiees[_epci_a(0)], abs=1)


def test_les_refus_disent_combien_et_quoi_faire() -> None:
    une, deux = _groupes()["epci"][_epci_a(1)], _groupes()["epci"][_epci_a(2)]
    claire = _groupes()["epci"][_epci_a(0)]
    entamee = deux - {min(deux - _secretes())}
    for communes, motif in (
        (une | claire, "une commune du périmètre n'a pas d'effectif publié"),
        (entamee | claire, "2 communes du périmètre n'ont pas d'effectif publié"),
        ((une - _secretes()) | claire, "laisse dehors une seule commune au secret dans une intercommunalité"),
    ):
        calcul = calculer(tuple(communes), "emploi_prive", PERIODE)
        assert calcul.statut == "s"
        assert motif in calcul.motif
    evolution = calculer(tuple(une | claire), "emploi_prive_evolution_5_ans", PERIODE)
    assert evolution.statut == "s"

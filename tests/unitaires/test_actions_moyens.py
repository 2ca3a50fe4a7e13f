"""Moyens d'un bilan par axe : chaque action comptée une fois, rien d'additionné qui ne s'additionne pas."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from donnees.registre.services import Fiche
from donnees.vocabulaire import AXES_2013
from geo.actions import moyens
from geo.actions.bilan import Montants, bilan
from tests.typographie import droit
from tests.unitaires.test_graphiques_calendrier import fabriquer

MAISON = "35238-1"
MONTANT = st.none() | st.decimals(0, 10**6, places=2)


@st.composite
def _dotees(tirage: st.DrawFn) -> list[Fiche]:
    """Actions de 2016, aux moyens connus ou non, à un axe de 2013 ou aucun, et plusieurs axes de 2009."""
    return [
        fabriquer(
            str(rang),
            axe_2013=tirage(st.sampled_from([1, 2, None])),
            axes_2009=tirage(st.lists(st.integers(1, 4), unique=True)),
            etp=tirage(st.none() | st.decimals(0, 100, places=2)),
            budget=tirage(MONTANT),
            financeurs=[
                {"nature": "etat", "nom": str(n), "montant": montant}
                for n, montant in enumerate(tirage(st.lists(MONTANT, max_size=3)))
            ],
        )
        for rang in range(tirage(st.integers(0, 6)))
    ]


@settings(max_examples=100)
@given(_dotees())
def test_les_lignes_font_l_ensemble_sans_compter_une_action_deux_fois(fiches: list[Fiche]) -> None:
    dresse = bilan(fiches, MAISON, 2016)
    lignes, ensemble = moyens.par_axe(dresse), moyens.ensemble(dresse)
    assert sum(ligne.actions for ligne in lignes) == ensemble.actions == len(fiches)
    for champ in ("etp", "budgets", "financements"):
        parts: list[Montants] = [getattr(ligne, champ) for ligne in lignes]
        tout: Montants = getattr(ensemble, champ)
        assert sum(part.connus or 0 for part in parts) == (tout.connus or 0)
        assert sum(part.inconnus for part in parts) == tout.inconnus
        assert (tout.connus is None) == all(part.connus is None for part in parts)
    assert ensemble.etp.inconnus == sum(fiche.etp is None for fiche in fiches)
    assert [ligne.axe for ligne in lignes][: len(AXES_2013)] == list(AXES_2013)
    assert (lignes[-1].libelle == moyens.SANS_AXE) == any(fiche.axe_2013 is None for fiche in fiches)


def test_phrases_disent_le_connu_et_l_inconnu() -> None:
    etat = {"nature": "etat", "nom": "", "montant": None}
    fiches = [
        fabriquer("a", axe_2013=1, etp="1.25", budget="1200.50"),
        fabriquer("b", axe_2013=1, etp="0.25", financeurs=[etat, etat | {"nom": "x"}]),
        fabriquer("c", axe_2013=1),
    ]
    un, deux = moyens.par_axe(bilan(fiches, MAISON, 2016))
    assert (un.etp.connus, un.etp.inconnus) == (Decimal("1.50"), 1)
    assert droit(moyens.phrase(un)) == (
        "Axe 1 : Anticiper les mutations économiques : 3 actions ; équivalents temps plein : 1,5 ETP (1 inconnu) ; "
        "budgets : 1 200,50 € (2 inconnus) ; financements : inconnus."
    )
    assert moyens.phrase(deux).endswith(" : aucune action.")
    assert droit(moyens.phrase(moyens.ensemble(bilan([fabriquer()], MAISON, 2016)))) == (
        "Ensemble : 1 action ; équivalents temps plein : inconnus ; budgets : inconnus ; "
        "financements : aucun au registre."
    )
    assert (moyens.ecrire_etp(deux.etp), moyens.ecrire_euros(deux.budgets), moyens.manque(deux.etp)) == ("—", "—", "")


def test_zero_equivalent_temps_plein_est_connu() -> None:
    (un, _) = moyens.par_axe(bilan([fabriquer(axe_2013=1, etp="0")], MAISON, 2016))
    assert (un.etp.connus, un.etp.inconnus) == (Decimal(0), 0)
    assert droit(moyens.ecrire_etp(un.etp)) == "0 ETP"

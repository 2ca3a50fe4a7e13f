"""Les types de commerces : ce qu'on sait compter, et ce qu'on ne peut que montrer."""

from __future__ import annotations

from geo.commerces import phrases, tables
from geo.commerces.acces import mesurer, temoins
from geo.commerces.types import INDETERMINES, determines, types
from geo.territoires import lire


def test_une_famille_sans_composition_connue_ne_dit_aucun_manque() -> None:
    zone = lire("zone_emploi", "0051")
    assert types().keys() - determines().keys() == INDETERMINES
    for code in INDETERMINES:
        dite = phrases.phrase(zone, mesurer(zone, types()[code]))
        assert "aucun document ne dit" in dite
        assert "sans" not in dite.split("aucun document")[0]


def test_elle_ne_se_classe_ni_ne_se_compare_aux_bassins_semblables() -> None:
    zone = lire("zone_emploi", "0051")
    table = tables.accord([mesurer(zone, type_) for type_ in types().values()], temoins(zone))
    classees = table["Statut"] != "composition non documentée"
    assert not classees.tail(len(INDETERMINES)).any()
    assert table.loc[~classees, "Médiane des bassins semblables"].isna().all()

"""Une flèche n'a qu'un sens : celui de la variation. Le jugement se dit en mots et en couleur."""

from __future__ import annotations

from pathlib import Path

import pytest

from donnees import entrepot
from geo.mesures import comparaison
from geo.mesures.chiffres_cles import CLES, Cle
from geo.portrait import constats, ecrits
from geo.territoires import lire

RACINE = Path(__file__).resolve().parents[2]
FLECHES = "▲▼△▽↑↓⬆⬇⇧⇩🔺🔻"
CHEZ_ELLE = RACINE / "geo" / "portrait" / "ecrits.py"
SUFFIXES = {".py", ".yml", ".css", ".js", ".typ", ".html", ".toml"}


def test_les_fleches_ne_s_ecrivent_qu_en_un_endroit() -> None:
    """Défaut : la même flèche dit hausse ici, favorable là, faute de saisie ailleurs."""
    fichiers = [f for d in ("geo", "pages", "donnees") for f in (RACINE / d).rglob("*") if f.suffix in SUFFIXES]
    assert CHEZ_ELLE in fichiers
    flechees = [f for f in fichiers if any(fleche in f.read_text(encoding="utf-8") for fleche in FLECHES)]
    assert flechees == [CHEZ_ELLE]


@pytest.mark.parametrize("cle", [cle for cle in CLES if cle.evolution], ids=lambda cle: cle.indicateur)
def test_la_fleche_suit_le_signe_et_le_mot_juge(cle: Cle) -> None:
    """Une évolution qui n'arrive pas à la date de la valeur (créations : 2023, valeur de 2024) ne se montre pas."""
    sens = set()
    for code in entrepot.territoires("zone_emploi").index[::7]:
        constat = constats.constater(lire("zone_emploi", code), None, *cle)
        evolution = ecrits.evolution(constat)
        if evolution is None:
            continue
        monte, baisse = evolution.signe == "▲", evolution.signe == "▼"
        assert not monte or evolution.texte.startswith("+")
        assert not baisse or evolution.texte.startswith("−")
        assert ("favorable" in evolution.texte) == (evolution.bon is not None)
        sens.add((evolution.signe, evolution.bon))
    assert len(sens) > 1 or cle.indicateur == "creations_pour_1000_habitants"


def test_comparer_juge_sans_fleche() -> None:
    lieux = [lire("zone_emploi", "0051"), lire("zone_emploi", "8421"), lire("france", "FR")]
    table = comparaison.tableau(comparaison.lignes(lieux), comparaison.noms_distincts(lieux))
    ecrites = " ".join(table.to_numpy().ravel())
    assert not set(FLECHES) & set(ecrites)
    assert comparaison.MEILLEUR in ecrites

"""Le YAML du catalogue : le même contenu que le lecteur de référence, et jamais une clé perdue."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from donnees.catalogue.lecture_yaml import lire_yaml
from donnees.chemins import CATALOGUE

FICHIERS = sorted(CATALOGUE.rglob("*.yml"))


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda fichier: fichier.stem)
def test_le_lecteur_rapide_lit_comme_l_autre(fichier: Path) -> None:
    assert lire_yaml(fichier) == yaml.safe_load(fichier.read_text(encoding="utf-8"))


def test_une_cle_en_double_est_refusee(tmp_path: Path) -> None:
    fichier = tmp_path / "double.yml"
    fichier.write_text("a:\n  titre: un\n  autre: deux\n  titre: trois\n", encoding="utf-8")
    with pytest.raises(yaml.YAMLError, match="« titre » en double"):
        lire_yaml(fichier)

"""La chaîne entière : mêmes octets à chaque construction, rien d'écrit quand elle échoue."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from donnees import construire as chaine
from donnees.__main__ import principal
from donnees.chemins import PRODUITS
from donnees.erreurs import CodeInconnu, ErreurDonnees
from donnees.etapes.atelier import Atelier
from donnees.lecture.socle import Brut

TERRITOIRES = pd.DataFrame(
    {
        "niveau": ["commune", "zone_emploi"],
        "code": ["01001", "8405"],
        "libelle": ["L'Abergement-Clémenciat", "Bourg-en-Bresse"],
        "population": [860.0, 2.0],
        "lon": [4.923456789, 5.0],
        "lat": [46.1, 46.2],
        "point": ["mairie", "interieur"],
    }
)


def _etape(atelier: Atelier) -> None:
    atelier.brut.octets("insee/essai.csv")
    atelier.tables["territoires"] = TERRITOIRES.copy()
    atelier.fichiers["contours/essai.json"] = b"{}"


@pytest.fixture
def brut(tmp_path: Path) -> Path:
    (tmp_path / "brut" / "insee").mkdir(parents=True)
    (tmp_path / "brut" / "insee" / "essai.csv").write_text("code\n01001\n")
    return tmp_path / "brut"


def test_deux_petites_constructions_memes_octets(brut: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chaine, "ETAPES", {"essai": _etape})
    manifestes = [chaine.construire(brut, tmp_path / nom) for nom in ("un", "deux")]
    assert manifestes[0] == manifestes[1]
    assert set(manifestes[0]["produits"]) == {"territoires.parquet", "contours/essai.json"}
    assert list(manifestes[0]["sources"]) == ["insee/essai.csv"]
    assert pd.read_parquet(tmp_path / "un" / "territoires.parquet")["lon"].tolist() == [4.92346, 5.0]


def test_un_code_inconnu_arrete_tout_et_garde_l_ancien(
    brut: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def echouer(_atelier: Atelier) -> None:
        raise CodeInconnu("essai.csv", ["99999", "00000"])

    sortie = tmp_path / "produits"
    monkeypatch.setattr(chaine, "ETAPES", {"essai": _etape})
    chaine.construire(brut, sortie)
    avant = {f: f.read_bytes() for f in sortie.rglob("*") if f.is_file()}
    monkeypatch.setattr(chaine, "ETAPES", {"essai": _etape, "fautive": echouer})
    assert principal(["construire", "--brut", str(brut), "--sortie", str(sortie)]) == 1
    assert "2 code(s) inconnu(s)" in (erreur := capsys.readouterr().err)
    assert "00000, 99999" in erreur
    assert {f: f.read_bytes() for f in sortie.rglob("*") if f.is_file()} == avant


def test_table_contraire_a_son_contrat(brut: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def doubler(atelier: Atelier) -> None:
        atelier.tables["territoires"] = pd.concat([TERRITOIRES, TERRITOIRES], ignore_index=True)

    monkeypatch.setattr(chaine, "ETAPES", {"double": doubler})
    with pytest.raises(ErreurDonnees, match="Table « territoires » contraire à son contrat"):
        chaine.construire(brut, tmp_path / "produits")
    assert not (tmp_path / "produits").exists()


def test_dossier_des_bruts_absent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert principal(["construire", "--brut", str(tmp_path / "rien"), "--sortie", str(tmp_path / "p")]) == 1
    assert "--brut DOSSIER" in capsys.readouterr().err


def test_les_produits_commites_sont_ceux_des_bruts(brut_reel: Brut, tmp_path: Path) -> None:
    """La construction complète, rejouée, redonne octet pour octet ce qui est dans le dépôt."""
    neuf = chaine.construire(brut_reel.racine, tmp_path / "produits")
    commite = json.loads((PRODUITS / "manifeste.json").read_text(encoding="utf-8"))
    differents = [nom for nom, somme in neuf["produits"].items() if commite["produits"].get(nom) != somme]
    assert differents == []
    assert neuf == commite

"""Un brut tronqué ou décalé arrête la construction avant qu'elle n'écrive, source et contrôle nommés."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from donnees import construire as chaine
from donnees.__main__ import principal
from donnees.catalogue import charger
from donnees.controles.releve import choisir, exiger, relever
from donnees.erreurs import ControleRefuse, ErreurDonnees
from donnees.etapes import controles as etape
from donnees.etapes.atelier import Atelier
from donnees.lecture.socle import Brut


# --- La chaîne -------------------------------------------------------------------------------------------------------
def test_un_fichier_lu_sans_controle_ou_change_en_route_arrete_tout(tmp_path: Path) -> None:
    (tmp_path / "essai.csv").write_text("code\n")
    atelier = Atelier(Brut(tmp_path))
    atelier.brut.octets("essai.csv")
    with pytest.raises(ErreurDonnees, match=r"essai\.csv"):
        etape.exiger_tous(atelier)
    atelier.controles.update(atelier.brut.empreintes)
    etape.exiger_tous(atelier)
    (tmp_path / "essai.csv").write_text("autre\n")
    atelier.brut.octets("essai.csv")
    with pytest.raises(ErreurDonnees, match=r"essai\.csv"):
        etape.exiger_tous(atelier)


def test_la_chaine_commence_par_les_controles_et_finit_par_leur_compte() -> None:
    etapes = list(chaine.ETAPES.values())
    assert (etapes[0], etapes[-1]) == (etape.construire, etape.exiger_tous)


# --- Les cinq cas de l'issue, sur de vrais fichiers abîmés -----------------------------------------------------------
def _lignes(part: float) -> Callable[[bytes], bytes]:
    """Coupe un CSV en fin de ligne : aucun lecteur ne le voit."""

    def couper(octets: bytes) -> bytes:
        lignes = octets.splitlines(keepends=True)
        return b"".join(lignes[: int(len(lignes) * part)])

    return couper


def _bpe(octets: bytes) -> bytes:
    contenu = json.loads(gzip.decompress(octets))
    contenu["communes"] = dict(list(contenu["communes"].items())[:-10_000])
    return gzip.compress(json.dumps(contenu).encode(), mtime=0)


def _chomage(octets: bytes) -> bytes:
    contenu = json.loads(octets)
    contenu["zes"]["0051"]["rate_pct"][-1] = 69.0
    return json.dumps(contenu).encode()


CAS: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "anct_zrr": (
        "programmes/zrr_20221109.csv",
        _lignes(0.5),
        "nombre de lignes » : attendu 34\u202f965, trouvé 17\u202f482",
    ),
    "insee_bpe_2024": (
        "insee/bpe_2024_communes_16_familles.json.gz",
        _bpe,
        "valeurs distinctes de « code » » : attendu 21\u202f690, trouvé 11\u202f690",
    ),
    "insee_side": (
        "insee/side_creations_etablissements_ze2020.csv",
        _lignes(0.93),
        "nombre de lignes » : attendu 3\u202f640, trouvé 3\u202f385",
    ),
    "asp_siae": ("reseau/siae_2019_07.csv", _lignes(0.5), "nombre de lignes » : attendu 3\u202f932, trouvé 1\u202f965"),
    "insee_chomage_localise_2025": (
        "insee/chomage_zones_emploi_2021T1_2025T4.json",
        _chomage,
        "maximum de « valeur » » : attendu 22,7 à 5 % près, trouvé 69",
    ),
}


@pytest.fixture(scope="module")
def abime(brut_reel: Brut, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Les vrais bruts, par des liens, et les cinq fichiers abîmés."""
    racine = tmp_path_factory.mktemp("brut")
    for fichier in (chemin for chemin in brut_reel.racine.rglob("*") if chemin.is_file()):
        cible = racine / fichier.relative_to(brut_reel.racine)
        cible.parent.mkdir(parents=True, exist_ok=True)
        cible.symlink_to(fichier.resolve())
    for relatif, abimer, _ in CAS.values():
        (racine / relatif).unlink()
        (racine / relatif).write_bytes(abimer((brut_reel.racine / relatif).read_bytes()))
    return racine


@pytest.mark.parametrize("source", CAS)
def test_un_fichier_abime_est_refuse_et_nomme(abime: Path, source: str) -> None:
    fichier, _, attendu = CAS[source]
    with pytest.raises(ControleRefuse) as erreur:
        exiger(relever(Brut(abime), choisir([source])))
    message = str(erreur.value)
    assert f"source « {source} » ({fichier})" in message
    assert attendu in message
    assert "sources.yml" in message


def test_la_construction_s_arrete_sans_rien_ecrire(
    abime: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Les cinq à la fois : une seule lecture les nomme tous, et les anciens produits restent."""
    cinq = charger().model_copy(update={"sources": {source: charger().sources[source] for source in CAS}})
    monkeypatch.setattr(etape, "charger", lambda: cinq)
    sortie = tmp_path / "produits"
    sortie.mkdir()
    (sortie / "ancien.txt").write_text("ancien")
    assert principal(["construire", "--brut", str(abime), "--sortie", str(sortie)]) == 1
    erreur = capsys.readouterr().err
    assert [source for source in CAS if f"source « {source} »" not in erreur] == []
    assert "rien n'a été écrit" in erreur
    assert sorted(chemin.name for chemin in tmp_path.rglob("*")) == ["ancien.txt", "produits"]

"""Le fichier de la base : lu du seul exploitant ; effacé en marche, il arrête les écritures au lieu de les perdre."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL
from sqlalchemy.orm import Session

from donnees.registre import base, services
from donnees.registre.base import Registre
from donnees.registre.demarrage import demarrer
from donnees.registre.erreurs import BaseDisparue
from donnees.registre.sauvegarde import sauvegarder
from tests.registre.atelier_registre import ADMIN, Atelier, saisie


@pytest.fixture
def umask_large() -> Iterator[None]:
    """Un serveur dont le masque laisserait tout lire à tous."""
    avant = os.umask(0)
    yield
    os.umask(avant)


def _droits(chemin: Path) -> str:
    return oct(stat.S_IMODE(chemin.stat().st_mode))


def _url(fichier: Path) -> URL:
    return URL.create("sqlite", database=str(fichier))


@pytest.mark.usefixtures("umask_large")
def test_base_journaux_et_sauvegardes_au_seul_exploitant(tmp_path: Path) -> None:
    """Classe du défaut : droits d'un fichier laissés au masque du processus."""
    fichier = tmp_path / "var" / "atlas.sqlite"
    registre = demarrer(_url(fichier))
    services.creer(registre, ADMIN, saisie())
    sauvegarder(registre, tmp_path / "sauvegarde.zip")
    ecrits = [fichier, *(fichier.with_name(fichier.name + suite) for suite in ("-wal", "-shm"))]
    assert {_droits(ecrit) for ecrit in [*ecrits, tmp_path / "sauvegarde.zip"]} == {"0o600"}
    assert _droits(fichier.parent) == "0o700"
    registre.fermer()


@pytest.mark.usefixtures("umask_large")
def test_une_base_trop_ouverte_est_refermee(
    registre_seme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = tmp_path / "var"
    dossier.mkdir(0o755)
    fichier = Path(shutil.copy(registre_seme, dossier / "atlas.sqlite"))
    fichier.chmod(0o644)
    monkeypatch.setattr(base, "FICHIER", fichier)
    Registre(_url(fichier)).fermer()
    assert (_droits(fichier), _droits(dossier)) == ("0o600", "0o700")


def test_le_dossier_d_un_autre_n_est_pas_touche(registre_seme: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Registre(_url(Path(shutil.copy(registre_seme, tmp_path / "b.sqlite")))).fermer()
    assert _droits(tmp_path) == "0o755"


@pytest.fixture
def tenu(registre_seme: Path, tmp_path: Path) -> Iterator[tuple[Registre, Path]]:
    """Un registre ouvert et déjà lu, et son fichier."""
    fichier = Path(shutil.copy(registre_seme, tmp_path / "atlas.sqlite"))
    registre = Registre(_url(fichier))
    assert services.lister(registre, ADMIN)
    yield registre, fichier
    registre.fermer()


def _effacer(fichier: Path) -> None:
    for suite in ("", "-wal", "-shm"):
        fichier.with_name(fichier.name + suite).unlink(missing_ok=True)


def _remplacer(fichier: Path) -> None:
    copie = Path(shutil.copy(fichier, fichier.with_name("copie")))
    copie.replace(fichier)


@pytest.mark.parametrize("geste", [_effacer, _remplacer])
def test_une_base_effacee_ou_remplacee_en_marche_se_dit(
    tenu: tuple[Registre, Path], geste: Callable[[Path], None]
) -> None:
    """Classe du défaut : écriture confirmée dans un fichier qui n'a plus de nom, donc perdue à l'arrêt."""
    registre, fichier = tenu
    geste(fichier)
    with pytest.raises(BaseDisparue, match="effacé ou remplacé en marche : rien n'est enregistré"):
        services.creer(registre, ADMIN, saisie())
    with pytest.raises(BaseDisparue, match=r"atlas\.sqlite"):
        services.lister(registre, ADMIN)
    assert geste is _remplacer or not fichier.exists()


def test_une_base_effacee_pendant_l_ecriture_ne_confirme_rien(tenu: tuple[Registre, Path]) -> None:
    registre, fichier = tenu

    def travail(_session: Session) -> str:
        _effacer(fichier)
        return "confirmé"

    with pytest.raises(BaseDisparue):
        registre.ecrire(travail)


def test_remise_en_place_la_base_resert(tenu: tuple[Registre, Path], tmp_path: Path) -> None:
    registre, fichier = tenu
    mise_de_cote = fichier.rename(tmp_path / "de-cote.sqlite")
    with pytest.raises(BaseDisparue):
        services.creer(registre, ADMIN, saisie())
    mise_de_cote.rename(fichier)
    assert Atelier(registre).creer().version == 1

"""Un jeu de produits : le dossier qu'on vient de construire, ou celui que le dépôt a commité."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pandas as pd

MANIFESTE: Final = "manifeste.json"
JOURNAL: Final = "journal.md"
CLE: Final = ["niveau", "code", "periode"]


@dataclass(frozen=True)
class Jeu:
    """Un dossier de produits, lu par morceaux ; une table absente y est vide."""

    dossier: Path

    @cached_property
    def manifeste(self) -> dict[str, Any]:
        """Le manifeste ; vide si le dossier n'en a pas."""
        chemin = self.dossier / MANIFESTE
        return dict(json.loads(chemin.read_text(encoding="utf-8"))) if chemin.is_file() else {}

    @property
    def empreinte(self) -> str:
        """Empreinte courte du jeu entier."""
        return str(self.manifeste.get("empreinte", ""))

    def octets(self) -> int:
        """Poids de ses produits."""
        return sum((self.dossier / nom).stat().st_size for nom in self.manifeste.get("produits", {}))

    def journal(self) -> str:
        """Le journal qui l'accompagne ; vide s'il n'y en a pas."""
        chemin = self.dossier / JOURNAL
        return chemin.read_text(encoding="utf-8") if chemin.is_file() else ""

    def indicateurs(self) -> list[str]:
        """Les indicateurs de la table ``valeurs``."""
        chemin = self.dossier / "valeurs.parquet"
        return (
            sorted(pd.read_parquet(chemin, columns=["indicateur"])["indicateur"].unique()) if chemin.is_file() else []
        )

    def valeurs(self, indicateur: str) -> pd.DataFrame:
        """Les valeurs d'un indicateur : ``niveau, code, periode, valeur, statut``."""
        colonnes = [*CLE, "valeur", "statut"]
        chemin = self.dossier / "valeurs.parquet"
        if not chemin.is_file():
            return pd.DataFrame({colonne: pd.Series(dtype="str") for colonne in colonnes}).astype({"valeur": "float64"})
        return pd.read_parquet(chemin, columns=colonnes, filters=[("indicateur", "==", indicateur)])

    def territoires(self) -> pd.DataFrame:
        """Les territoires : ``niveau, code, libelle``."""
        colonnes = ["niveau", "code", "libelle"]
        chemin = self.dossier / "territoires.parquet"
        return pd.read_parquet(chemin, columns=colonnes) if chemin.is_file() else pd.DataFrame(columns=colonnes)


@contextmanager
def reference(produits: Path, en_place: Path) -> Iterator[Jeu]:
    """Les produits commités (HEAD) de ``produits`` ; à défaut, une copie de ceux d'``en_place`` (peut-être vide).

    Parameters
    ----------
    produits : Path
        Le dossier des produits du dépôt.
    en_place : Path
        Le dossier que la construction va remplacer.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-produits-") as tampon:
        dossier = Path(tampon) / "avant"
        dossier.mkdir()
        archive = _archive(produits)
        if archive:
            with tarfile.open(fileobj=io.BytesIO(archive)) as contenu:
                contenu.extractall(dossier, filter="data")
        elif en_place.is_dir():
            shutil.copytree(en_place, dossier, dirs_exist_ok=True)
        yield Jeu(dossier)


def _archive(dossier: Path) -> bytes:
    """Ce que HEAD contient de ``dossier`` (tar) ; vide sans git, hors d'un dépôt ou si rien n'y est commité."""
    git = shutil.which("git")
    if git is None or not dossier.is_dir():
        return b""
    commande = [git, "-C", str(dossier), "archive", "--format=tar", "HEAD", "."]
    return subprocess.run(commande, capture_output=True, check=False).stdout  # noqa: S603 - git et un chemin du dépôt

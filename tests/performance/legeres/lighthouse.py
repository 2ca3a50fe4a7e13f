"""Ce que dit Lighthouse d'une page, sur son téléphone simulé ou son bureau ; rien si npx n'est pas là."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.navigateur.chromium import trouver

COMMANDE = ("npx", "--yes", "lighthouse@12")
NAVIGATEUR = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
NOTES = ("performance", "accessibility", "best-practices", "seo")
MESURES = ("largest-contentful-paint", "cumulative-layout-shift", "total-byte-weight")


def examiner(adresse: str, chemins: Sequence[str], *options: str) -> Iterator[str]:
    """Une ligne de tableau par page : les quatre notes, la plus grande peinture, le décalage, le poids."""
    if shutil.which(COMMANDE[0]) is None:
        return
    yield "| page | performance | accessibilité | pratiques | référencement | peinture | décalage | poids |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for chemin in chemins:
        rapport = _rapport(f"{adresse}{chemin}", options)
        notes = [f"{100 * rapport['categories'][nom]['score']:.0f}" for nom in NOTES]
        mesures = [str(rapport["audits"][nom]["displayValue"]).removeprefix("Total size was ") for nom in MESURES]
        yield f"| `{chemin}` | {' | '.join([*notes, *mesures])} |"


def _rapport(adresse: str, options: Sequence[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as dossier:
        sortie = Path(dossier) / "rapport.json"
        sobres = ["--quiet", f"--chrome-flags={NAVIGATEUR}", "--output=json", f"--output-path={sortie}"]
        with sync_playwright() as playwright:
            environnement = os.environ | {"CHROME_PATH": shutil.which("chromium") or trouver(playwright)}
        subprocess.run([*COMMANDE, adresse, *sobres, *options], check=True, env=environnement, timeout=300)
        rapport: dict[str, Any] = json.loads(sortie.read_text(encoding="utf-8"))
        return rapport

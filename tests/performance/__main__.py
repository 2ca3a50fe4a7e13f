"""``python -m tests.performance`` : la course, son tableau, ``RESULTATS.md``."""

from __future__ import annotations

import argparse
import sys

from tests.performance.mesure.agregation import mesurer_course
from tests.performance.mesure.communes import courir_communes
from tests.performance.mesure.course import courir
from tests.performance.mesure.pages import courir_pages
from tests.performance.rapport.redaction import (
    RESULTATS,
    rediger,
    section_communes,
    section_pages,
    tableau,
    verdicts,
)


def main() -> None:
    """Court, imprime, écrit."""
    lecteur = argparse.ArgumentParser(description="Compare la carte de l'Atlas à des pages témoins, dans Chromium.")
    lecteur.add_argument("--tours", type=int, default=5, help="tours comptés (5 par défaut)")
    lecteur.add_argument("--sans-ecrire", action="store_true", help="imprime sans toucher à RESULTATS.md")
    options = lecteur.parse_args()
    tours = max(options.tours, 1)

    def dire(texte: str) -> None:
        print(texte, file=sys.stderr, flush=True)

    resultats, communes = courir(tours, dire), courir_communes(tours, dire)
    territoires = section_pages(courir_pages(tours, dire), mesurer_course())
    print(f"{tableau(resultats)}\n\n{verdicts(resultats)}\n\n{section_communes(communes)}\n\n{territoires}")
    if not options.sans_ecrire:
        RESULTATS.write_text(rediger(resultats, communes, territoires, tours), encoding="utf-8")
        print(f"\nÉcrit : {RESULTATS.relative_to(RESULTATS.parents[2])}")


if __name__ == "__main__":
    main()

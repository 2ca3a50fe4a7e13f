"""``python -m tests.performance`` : la course, son tableau, ``RESULTATS.md``."""

from __future__ import annotations

import argparse
import sys

from tests.performance.mesure.course import courir
from tests.performance.rapport.redaction import RESULTATS, rediger, tableau, verdicts


def main() -> None:
    """Court, imprime, écrit."""
    lecteur = argparse.ArgumentParser(description="Compare la carte de l'Atlas à des pages témoins, dans Chromium.")
    lecteur.add_argument("--tours", type=int, default=5, help="tours comptés (5 par défaut)")
    lecteur.add_argument("--sans-ecrire", action="store_true", help="imprime sans toucher à RESULTATS.md")
    options = lecteur.parse_args()
    resultats = courir(max(options.tours, 1), lambda texte: print(texte, file=sys.stderr, flush=True))
    print(f"{tableau(resultats)}\n\n{verdicts(resultats)}")
    if not options.sans_ecrire:
        RESULTATS.write_text(rediger(resultats, max(options.tours, 1)), encoding="utf-8")
        print(f"\nÉcrit : {RESULTATS.relative_to(RESULTATS.parents[2])}")


if __name__ == "__main__":
    main()

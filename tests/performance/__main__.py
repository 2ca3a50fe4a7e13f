"""``python -m tests.performance`` : la course, son tableau, ``RESULTATS.md``."""

from __future__ import annotations

import argparse
import sys

from tests.performance.mesure.agregation import mesurer_course
from tests.performance.mesure.communes import courir_communes
from tests.performance.mesure.course import courir
from tests.performance.mesure.documents import courir_documents
from tests.performance.mesure.memoire import courir_memoire
from tests.performance.mesure.pages import courir_pages
from tests.performance.mesure.temps import courir_temps
from tests.performance.rapport.redaction import (
    RESULTATS,
    rediger,
    section_communes,
    section_documents,
    section_memoire,
    section_pages,
    section_temps,
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

    resultats = courir(tours, dire)
    sections = {
        "Le temps dans la carte": section_temps(courir_temps(tours, dire)),
        "Carte des communes": section_communes(courir_communes(tours, dire)),
        "Premiers chiffres de chaque page": section_pages(courir_pages(tours, dire), mesurer_course()),
        "Mémoire du serveur": section_memoire(courir_memoire(dire)),
        "Documents": section_documents(courir_documents(dire)),
    }
    print("\n\n".join([tableau(resultats), verdicts(resultats), *sections.values()]))
    if not options.sans_ecrire:
        RESULTATS.write_text(rediger(resultats, sections, tours), encoding="utf-8")
        print(f"\nÉcrit : {RESULTATS.relative_to(RESULTATS.parents[2])}")


if __name__ == "__main__":
    main()

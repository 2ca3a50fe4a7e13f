"""``python -m tests.performance.charge`` (``make charge``) : coût des pages, lecteurs simultanés, ``CHARGE.md``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.performance.charge.courses import courir
from tests.performance.charge.cout import courir_couts
from tests.performance.rapport.charge import METHODE, cibles_charge, cibles_couts, tableau_charge, tableau_couts
from tests.performance.rapport.redaction import machine

RESULTATS = Path(__file__).resolve().parents[1] / "CHARGE.md"


def main() -> None:
    """Court, imprime, écrit."""
    lecteur = argparse.ArgumentParser(description="Ce que coûte une page, et combien de lecteurs un serveur tient.")
    lecteur.add_argument("pages", nargs="*", help="adresses à mesurer seules (« territoire »), sans rien écrire")
    options = lecteur.parse_args()

    def dire(texte: str) -> None:
        print(texte, file=sys.stderr, flush=True)

    vide, notre, couts = courir_couts(dire, options.pages)
    parties = [tableau_couts(vide, notre, couts), *(cible.ligne for cible in cibles_couts(vide, couts))]
    if options.pages:
        print("\n".join(parties))
        return
    charge = courir(dire)
    suite = [tableau_charge(charge), "", *(cible.ligne for cible in cibles_charge(charge))]
    texte = "\n".join([parties[0], "", *parties[1:], "", "## Lecteurs simultanés", "", *suite])
    entete = f"# Mesures de charge\n\nÉcrit par `make charge` (`python -m tests.performance.charge`).\n\n{machine()}.\n"
    RESULTATS.write_text(f"{entete}\n## Coût des pages\n\n{texte}\n\n## Méthode\n\n{METHODE}\n", encoding="utf-8")
    print(texte)


if __name__ == "__main__":
    main()

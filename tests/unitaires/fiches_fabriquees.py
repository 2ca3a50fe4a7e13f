"""De quoi éprouver les petits documents : une action pleine, une minimale, et lire ce qu'un document écrit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2

from donnees.registre.services import Fiche, FicheMaison
from donnees.vocabulaire import AXES_2009, LIBELLES_FINANCEURS, LIBELLES_PARTENAIRES
from geo.documents import pdf
from geo.documents.modele import Document, Tableau
from geo.territoires import lire
from tests.documents_fabriques import HOSTILE, textes_de
from tests.unitaires.registre_seme import contenu
from tests.unitaires.test_graphiques_calendrier import fabriquer
from tests.unitaires.test_graphiques_suivi import fabrique

JOUR, RENNES = "2026-11-30", "35238-1"
NOMBRE = re.compile(r"\d+(?:\u202f\d{3})*(?:,\d+)?")
TETE = HOSTILE[:60]


def textes(valeur: object) -> Iterator[str]:
    """Tous les textes d'un document, sans ce qui ne s'imprime pas."""
    return textes_de(valeur, lambda _, champ: champ in {"cle", "dessin", "nom_fichier"})


def ecrit(document: Document) -> str:
    return "\n".join(textes(document))


def pages(document: Document) -> int:
    return len(pypdfium2.PdfDocument(pdf.ecrire(document)))


def tableau(document: Document, cle: str) -> Tableau:
    (trouve,) = (bloc for bloc in document.blocs if isinstance(bloc, Tableau) and bloc.cle == cle)
    return trouve


def identite_de(document: Document) -> dict[str, str]:
    lignes = tableau(document, "identite").lignes
    return {ligne[0]: ligne[1] for ligne in lignes}


def rennes() -> FicheMaison:
    return next(fiche for fiche in contenu()[1] if fiche.cle == RENNES)


def pleine(texte: str = HOSTILE, nombre: int = 200, repetitions: int = 10) -> Fiche:
    """Une action dont tous les champs sont remplis, jusqu'aux bornes du registre."""
    natures, sources = list(LIBELLES_PARTENAIRES), list(LIBELLES_FINANCEURS)
    noms = [f"{rang} {texte}"[:300] for rang in range(nombre)]
    champs: dict[str, Any] = {
        "titre": texte[:300],
        "description": texte * 100,
        "axe_2013": 1,
        "axes_2009": tuple(AXES_2009),
        "role_maison": "appui_ingenierie",
        **dict.fromkeys(("pilote", "elu_nom", "elu_mandat", "public", "source"), texte * repetitions),
        "nom_maison": texte[:300],
        "theme": "rse",
        "statut": "en_cours",
        "debut": "2024-03-01",
        "fin": "2027-12-31",
        "date_inferee": True,
        "archivee": True,
        "fiabilite": "C",
        "budget": "999999999999.99",
        "etp": "999.99",
        "empechement": (texte * 10)[:2000],
        "partenaires": [
            {"nom": nom, "nature": natures[rang % len(natures)], "role": nom} for rang, nom in enumerate(noms)
        ],
        "financeurs": [
            {"nature": sources[rang % len(sources)], "nom": nom, "montant": "999999999999.99"}
            for rang, nom in enumerate(noms[:100])
        ],
        "lieux": [{"niveau": "commune", "code": code} for code in lire("departement", "35").communes[:nombre]],
        "suivis": [
            fabrique(2e14, ("2024-06", 1.5e14), unite=texte, cle=str(rang), libelle=nom)
            for rang, nom in enumerate(noms[:50])
        ],
        "liens": [
            {"indicateur": i, "sens": "baisse"} for i in ("chomage_localise", "taux_pauvrete", "revenu_median", "perdu")
        ],
    }
    return fabriquer("pleine", **champs)


def minimale() -> Fiche:
    return fabriquer("minimale", maison=None, nom_maison="", debut="", fin="", statut="non_precise")

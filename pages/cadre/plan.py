"""Plan du site : rubriques, pages, adresses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_PAGES = Path(__file__).resolve().parent.parent

ACCUEIL = str(_PAGES / "explorer/accueil/page.py")
CARTE = str(_PAGES / "explorer/carte.py")
MAISONS = str(_PAGES / "explorer/maisons/page.py")
TERRITOIRE = str(_PAGES / "comprendre/territoire/page.py")
PERIMETRE = str(_PAGES / "comprendre/perimetre/page.py")
COMPARER = str(_PAGES / "comprendre/comparer/page.py")
CLASSEMENT = str(_PAGES / "comprendre/classement/page.py")
SECTEURS = str(_PAGES / "comprendre/secteurs/page.py")
COMMERCES = str(_PAGES / "comprendre/commerces/page.py")
ECONOMIE_VERTE = str(_PAGES / "comprendre/economie_verte/page.py")
CLAUSE = str(_PAGES / "agir/clause_sociale/page.py")
PLAN_ACTIONS = str(_PAGES / "agir/plan_actions/page.py")
SAISIR = str(_PAGES / "agir/saisir/page.py")
ECHANGER = str(_PAGES / "agir/registre/echanger.py")
OU_AGIR = str(_PAGES / "agir/ou_agir/page.py")
MODIFIER_MAISON = str(_PAGES / "agir/registre/modifier_maison.py")
COMPTE = str(_PAGES / "agir/registre/compte.py")
DIAGNOSTIC = str(_PAGES / "restituer/diagnostic/page.py")
BILAN = str(_PAGES / "restituer/bilan/page.py")
INTEGRER = str(_PAGES / "explorer/integrer/page.py")
METHODE = str(_PAGES / "a_propos/methode/page.py")
ACCESSIBILITE = str(_PAGES / "a_propos/accessibilite.py")

PLAN: dict[str, list[dict[str, Any]]] = {
    "": [{"page": ACCUEIL, "title": "Accueil", "url_path": "accueil", "default": True}],
    "Explorer": [
        {"page": CARTE, "title": "Carte", "url_path": "carte"},
        {"page": MAISONS, "title": "Maisons", "url_path": "maisons"},
        {"page": INTEGRER, "title": "Intégrer", "url_path": "integrer", "visibility": "hidden"},
    ],
    "Comprendre": [
        {"page": TERRITOIRE, "title": "Mon territoire", "url_path": "territoire"},
        {"page": PERIMETRE, "title": "Mon périmètre", "url_path": "perimetre"},
        {"page": COMPARER, "title": "Comparer", "url_path": "comparer"},
        {"page": CLASSEMENT, "title": "Classement", "url_path": "classement"},
        {"page": SECTEURS, "title": "Secteurs et métiers", "url_path": "secteurs"},
        {"page": ECONOMIE_VERTE, "title": "Économie verte", "url_path": "economie-verte"},
        {"page": COMMERCES, "title": "Commerces et création", "url_path": "commerces"},
    ],
    "Agir": [
        {"page": PLAN_ACTIONS, "title": "Plan d'actions", "url_path": "plan-actions"},
        {"page": OU_AGIR, "title": "Où agir", "url_path": "ou-agir"},
        {"page": CLAUSE, "title": "Clause sociale", "url_path": "clause-sociale"},
        {"page": SAISIR, "title": "Saisir une action", "url_path": "saisir", "visibility": "hidden"},
        {"page": ECHANGER, "title": "Importer des actions", "url_path": "importer", "visibility": "hidden"},
        {
            "page": MODIFIER_MAISON,
            "title": "Modifier une maison",
            "url_path": "modifier-maison",
            "visibility": "hidden",
        },
        {"page": COMPTE, "title": "Mon accès", "url_path": "compte"},
    ],
    "Restituer": [
        {"page": DIAGNOSTIC, "title": "Diagnostic partagé", "url_path": "diagnostic"},
        {"page": BILAN, "title": "Bilan", "url_path": "bilan"},
    ],
    "À propos": [
        {"page": METHODE, "title": "Méthode et données", "url_path": "methode"},
        {"page": ACCESSIBILITE, "title": "Accessibilité et données personnelles", "url_path": "accessibilite"},
    ],
}

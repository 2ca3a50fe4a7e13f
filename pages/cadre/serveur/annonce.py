"""Ce qu'une page de l'application dit d'elle avant que son script ne tourne : titre, description, image de partage.

Un moteur, une messagerie, un réseau ne lisent que cela ; sans quoi un lien partagé s'annonce « Streamlit ».
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qs

from starlette.types import Scope

from donnees.erreurs import ErreurDonnees
from geo.ecriture import formats
from geo.territoires import PERIMETRE, Territoire
from geo.territoires.niveaux import nature
from pages.cadre import entete, suivi
from pages.cadre.plan import PLAN
from pages.cadre.serveur import legeres
from pages.cadre.serveur.adresse_publique import origine
from pages.cadre.serveur.demande import chemin, prefixe
from pages.interface.suivi import SUIVIS
from pages.leger import adresses, lecture
from pages.leger.page import SITE, Objet

DESCRIPTION = (
    "La carte des bassins d’emploi de France, des maisons de l’emploi et de leurs actions, sur données ouvertes."
)
_TITRES = {fiche["url_path"]: str(fiche["title"]) for pages in PLAN.values() for fiche in pages}


def balises(portee: Scope) -> str:
    """Les balises de la page que demande cette adresse."""
    question = parse_qs(portee["query_string"].decode("latin-1"))
    parametres = {nom: valeurs[-1] for nom, valeurs in question.items()}
    page = chemin(portee).strip("/") or "accueil"
    territoire, fiche = _territoire(page, parametres), _fiche(page, parametres, portee)
    titre = entete.titre(_TITRES.get(page, "Accueil"), territoire)
    if fiche is not None and territoire is None:
        titre = f"{fiche.titre} · {SITE}"
    image = adresses.apercu(fiche.adresse if fiche else adresses.territoire(territoire) if territoire else "/")
    return _ecrire(titre, _description(territoire), image, fiche, origine(portee))


def _territoire(page: str, parametres: Mapping[str, str]) -> Territoire | None:
    """Le territoire que dit l'adresse, comme la page le lira."""
    if suivi.COURANT in parametres:
        return suivi.relire(parametres[suivi.COURANT])
    suit = SUIVIS.get(page)
    return next(iter(suit.lire(parametres)), None) if suit and suit.montre(parametres) else None


def _fiche(page: str, parametres: Mapping[str, str], portee: Scope) -> Objet | None:
    """L'objet dont la page légère dit la même chose."""
    adresse = adresses.de_page(page, parametres)
    if not adresse:
        return None
    voulu, _, _ = adresse.partition("?")
    try:
        return lecture.trouver(legeres.site(origine(portee)), voulu, parametres.get("nom", ""))
    except (lecture.Refus, ErreurDonnees):
        return None


def _description(territoire: Territoire | None) -> str:
    if territoire is None:
        return DESCRIPTION
    debut = f"{territoire.libelle} ({nature(territoire).lower()}, {formats.nombre(territoire.population)} habitants)"
    return f"{debut} : chômage, emploi, revenus, recrutements, maisons de l’emploi et actions, chaque chiffre sourcé."


def _ecrire(titre: str, description: str, image: str, fiche: Objet | None, base: str) -> str:
    """Balises de l'en-tête HTML ; rien de ce qu'un visiteur a écrit n'en sort de son attribut."""
    devant = f"{base}{prefixe()}"
    dit, decrit = escape(formats.typographie(titre)), escape(formats.typographie(description))
    canonique = f'<link rel="canonical" href="{escape(devant + fiche.adresse)}" />' if fiche else ""
    compose = fiche is not None and fiche.adresse.startswith(f"/t/{PERIMETRE}/")
    indexee = '<meta name="robots" content="noindex" />' if compose else ""
    return (
        f'<title>{dit}</title><meta name="description" content="{decrit}" />{canonique}{indexee}'
        f'<meta property="og:type" content="website" /><meta property="og:locale" content="fr_FR" />'
        f'<meta property="og:site_name" content="{SITE}" /><meta property="og:title" content="{dit}" />'
        f'<meta property="og:description" content="{decrit}" />'
        f'<meta property="og:image" content="{escape(devant + image)}" />'
        '<meta property="og:image:type" content="image/png" /><meta property="og:image:width" content="1200" />'
        '<meta property="og:image:height" content="630" /><meta name="twitter:card" content="summary_large_image" />'
    )

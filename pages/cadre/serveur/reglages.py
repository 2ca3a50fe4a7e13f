"""Ce que l'exploitant règle par l'environnement (``ATLAS_*``), vérifié avant d'ouvrir."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

ORIGINES, CADRES = "ATLAS_ORIGINES", "ATLAS_CADRES"
HTTPS, CONTACT, ADRESSE = "ATLAS_HTTPS", "ATLAS_CONTACT_SECURITE", "ATLAS_ADRESSE"
JOURNAL, PORT_MESURES = "ATLAS_JOURNAL", "ATLAS_PORT_MESURES"
PERSONNE = "personne"
PORTS = 65_536
_CADRE = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:\d{1,5})?")
_CONTACT = re.compile(r"(mailto:[^@\s]+@[^@\s]+|https://\S+|tel:\+?[0-9-]+)")


class ReglageInvalide(ValueError):
    """Un réglage de l'environnement ne se comprend pas ; le message dit lequel et ce qui est attendu."""


@dataclass(frozen=True)
class Reglages:
    """Réglages du serveur.

    Attributes
    ----------
    origines : frozenset of str
        Origines admises en plus de l'hôte demandé, derrière un mandataire qui change Host.
    cadres : str
        Sites qui peuvent montrer un écran intégré, comme les écrit ``frame-ancestors``.
    https : bool
        Vrai si le site n'est joint qu'en HTTPS, même si le mandataire ne le dit pas.
    contact : str
        Où signaler une faille (``mailto:…`` ou ``https://…``) ; vide, ``security.txt`` n'existe pas.
    journal_json : bool
        Vrai si le journal s'écrit en JSON, une ligne par fait.
    port_mesures : int
        Port de la boucle locale où Prometheus lit les mesures ; 0 : aucun.
    adresse : str
        Adresse publique (« https://atlas.exemple.fr », sans chemin) ; vide, celle que demande le visiteur.
    """

    origines: frozenset[str] = frozenset()
    cadres: str = "*"
    https: bool = False
    contact: str = ""
    journal_json: bool = False
    port_mesures: int = 0
    adresse: str = ""


def lire(environnement: Mapping[str, str]) -> Reglages:
    """Réglages de cet environnement.

    Raises
    ------
    ReglageInvalide
        Une valeur ne se comprend pas.
    """
    return Reglages(
        origines=frozenset(_origine(mot) for mot in environnement.get(ORIGINES, "").split()),
        cadres=_cadres(environnement.get(CADRES, "")),
        https=_oui(environnement.get(HTTPS, "")),
        contact=_contact(environnement.get(CONTACT, "").strip()),
        journal_json=_json(environnement.get(JOURNAL, "").strip()),
        port_mesures=_port(environnement.get(PORT_MESURES, "").strip()),
        adresse=_origine(environnement.get(ADRESSE, "").strip(), ADRESSE),
    )


@cache
def reglages() -> Reglages:
    """Réglages du serveur, lus une fois."""
    return lire(os.environ)


def _origine(mot: str, nom: str = ORIGINES) -> str:
    """Une origine sans chemin ; vide si rien n'est écrit."""
    if not mot:
        return ""
    adresse = urlsplit(mot.lower().rstrip("/"))
    if adresse.scheme not in {"http", "https"} or not adresse.hostname or adresse.path or adresse.query:
        raise ReglageInvalide(f"{nom} : « {mot} » n'est pas une origine ; attendu https://atlas.exemple.fr.")
    return f"{adresse.scheme}://{adresse.netloc}"


def _cadres(texte: str) -> str:
    mots = texte.lower().split()
    if mots == [PERSONNE]:
        return ""
    if fautifs := [mot for mot in mots if not _CADRE.fullmatch(mot)]:
        raise ReglageInvalide(
            f"{CADRES} : « {fautifs[0]} » n'est pas un site ; attendu https://site.exemple.fr "
            f"(plusieurs séparés par des espaces), ou « {PERSONNE} »."
        )
    return " ".join(mots) or "*"


def _oui(texte: str) -> bool:
    if texte.strip() not in {"", "0", "1"}:
        raise ReglageInvalide(f"{HTTPS} vaut « {texte} » ; attendu 1 (site joint en HTTPS seulement), 0 ou rien.")
    return texte.strip() == "1"


def _contact(texte: str) -> str:
    adresse = f"mailto:{texte}" if "@" in texte and ":" not in texte else texte
    if adresse and not _CONTACT.fullmatch(adresse):
        raise ReglageInvalide(f"{CONTACT} : « {texte} » ; attendu un courriel, ou une adresse https://.")
    return adresse


def _json(texte: str) -> bool:
    if texte not in {"", "json"}:
        raise ReglageInvalide(f"{JOURNAL} vaut « {texte} » ; attendu json, ou rien (texte).")
    return texte == "json"


def _port(texte: str) -> int:
    port = int(texte) if re.fullmatch(r"[0-9]{1,5}", texte) else -1
    if texte and not 0 < port < PORTS:
        raise ReglageInvalide(
            f"{PORT_MESURES} vaut « {texte} » ; attendu un port de la boucle locale (18511), ou rien."
        )
    return max(port, 0)

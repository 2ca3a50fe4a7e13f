"""Adresser une demande à l'interface ouverte, sans serveur, sur un registre semé ; et lire un portrait dans du HTML."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import html5lib
import pandas as pd
from starlette.applications import Starlette
from starlette.types import ASGIApp

from donnees.registre.services import Fiche, FicheMaison
from pages import api
from tests.asgi import Application, Reponse, adresser, portee
from tests.unitaires import registre_seme

ASGI = {"version": "3.0", "spec_version": "2.4"}
"""Ce que dit le serveur : il prévient d'une connexion coupée sans qu'on l'attende."""


@dataclass
class RegistreFige:
    """Le registre semé, à une version que l'épreuve change."""

    version: str = "1-1"
    fiches: tuple[Fiche, ...] = field(default_factory=lambda: registre_seme.contenu()[0])
    fiches_maisons: tuple[FicheMaison, ...] = field(default_factory=lambda: registre_seme.contenu()[1])
    maisons: pd.DataFrame = field(default_factory=lambda: registre_seme.tables()[0])
    actions: pd.DataFrame = field(default_factory=lambda: registre_seme.tables()[1])
    PANNE: str = "panne"

    def jeton(self) -> str:
        """Version courante."""
        return self.version

    def releve(self, version: str = "") -> RegistreFige:
        """Le contenu, à cette version."""
        assert version == self.version
        return self


def monter(registre: RegistreFige, devant: str = "", **options: Any) -> ASGIApp:
    """L'interface montée comme le serveur la monte."""
    return Starlette(routes=[api.monter(registre, devant, **options)])


@cache
def interface() -> ASGIApp:
    """L'interface, une pour toutes les épreuves qui ne la changent pas."""
    return monter(RegistreFige())


def demander(adresse: str, application: ASGIApp | None = None, *, methode: str = "GET", **entetes: str) -> Reponse:
    """Ce que répond l'interface à cette adresse, dite sans sa racine ; ``if_none_match`` pour l'entête à traits."""
    chemin, _, question = adresse.partition("?")
    noms = {nom.replace("_", "-"): valeur for nom, valeur in entetes.items()}
    demande = portee(unquote(f"{api.RACINE}{chemin}"), methode=methode, question=question, entetes=noms, asgi=ASGI)
    return adresser(application or interface(), demande, Application())


def suivre(lien: str) -> Reponse:
    """Suit une adresse rendue par l'interface."""
    assert lien.startswith(f"{api.RACINE}/")
    return demander(lien.removeprefix(api.RACINE))


def lire(adresse: str) -> Any:
    """Le JSON d'une ressource, qui doit répondre."""
    reponse = demander(adresse)
    assert reponse.statut == 200, reponse.texte
    return json.loads(reponse.corps)


def probleme(reponse: Reponse) -> dict[str, Any]:
    """Un problème bien formé (RFC 9457), jamais gardé."""
    dit: dict[str, Any] = json.loads(reponse.texte)
    assert reponse.entetes["content-type"] == "application/problem+json"
    assert reponse.entetes["cache-control"] == "no-store"
    assert dit["status"] == reponse.statut
    assert dit["title"]
    assert dit["detail"]
    return dit


@dataclass(frozen=True)
class Montre:
    """Un portrait tel qu'un lecteur le lit : ses phrases, et les lignes de chaque carton."""

    phrases: list[str]
    cartons: list[list[str]]
    absences: list[str]


def dans_la_page(html: str) -> Montre:
    """Ce que montre du HTML : l'écran, la page légère, tout ce qui prend les mêmes cartons."""
    arbre = html5lib.parse(html, namespaceHTMLElements=False)
    cartons = arbre.findall(".//ul[@class='atlas-cartons']/li")
    return Montre(
        [_texte(phrase) for phrase in arbre.findall(".//ul[@class='atlas-portrait']/li")],
        [
            [_texte(ligne) for ligne in carton.iter() if ligne.tag in {"h3", "p", "li"} and ligne is not carton]
            for carton in cartons
        ],
        [_texte(absence) for absence in arbre.findall(".//ul[@class='atlas-absents']/li")],
    )


def dans_l_interface(portrait: dict[str, Any], libelles: dict[str, str]) -> Montre:
    """Ce que dit le portrait rendu par l'interface, ligne à ligne comme un carton."""
    return Montre(
        [_uni(phrase) for phrase in portrait["phrases"]],
        [_lignes(chiffre) for chiffre in portrait["chiffres"]],
        [
            _uni(f"Sans chiffre : {', '.join(libelles[i] for i in absence['indicateurs'])}. {absence['raison']}")
            for absence in portrait["sans_chiffre"]
        ],
    )


def _lignes(chiffre: dict[str, Any]) -> list[str]:
    evolution, comparee = chiffre["evolution"], chiffre["comparee"]
    reserve = f" ({chiffre['reserve']})" if chiffre["reserve"] else ""
    habitants = f" ({chiffre['habitants']})" if chiffre["habitants"] else ""
    zones = [_zone(zone) for zone in chiffre["zones"]]
    if reste := chiffre["zones_de_plus"]:
        zones.append(f"et {reste} autre{'s' if reste > 1 else ''}")
    face = [f"{comparee['nom']} : {comparee['valeur']} {comparee['precision']}"] if comparee else []
    etendue = chiffre["valeur"] is None
    lignes = [
        chiffre["libelle"],
        *([f"{chiffre['lieu']}{habitants}"] if chiffre["lieu"] else []),
        f"{chiffre['ecrit']}{reserve}",
        *([chiffre["champ"]] if chiffre["champ"] else []),
        *([evolution["texte"]] if evolution else []),
        *chiffre["remarques"],
        *([] if etendue else [chiffre["place"]]),
        *([*zones, *face] if etendue else [*face, *zones]),
        f"{chiffre['source']} · source et définition",
    ]
    return [_uni(ligne) for ligne in lignes]


def _zone(zone: dict[str, str]) -> str:
    intervalle = f" ({zone['intervalle']})" if zone["intervalle"] else ""
    return f"{zone['nom']} ({zone['part']}) : {zone['valeur']}{intervalle}"


def _texte(element: ET.Element) -> str:
    """Texte d'un élément, sans la flèche d'une évolution, que le lecteur d'écran ne lit pas."""
    return _uni("".join(element.itertext()).lstrip("▲▼= "))


def _uni(texte: str) -> str:
    """Texte aux espaces réduites à une seule, insécables comprises."""
    return " ".join(texte.split())

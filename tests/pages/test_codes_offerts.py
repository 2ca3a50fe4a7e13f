"""Le code est offert sous chaque figure et chaque carte ; il montre la même, et rien n'échappe à cette porte."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from donnees.chemins import RACINE
from pages.explorer.integrer.objets import CHIFFRE, OBJETS
from pages.interface import integration
from tests.pages.objets_offerts import AVEC, EPCI, ZONE, action_suivie, cas
from tests.pages.visite import dessins, ouvrir, sans_erreur

ETAT = re.compile(r"atlas\.afficher\(\w+, (\{.*\})\);")
Offres = list[tuple[str, dict[str, str]]]
PAGES: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    "accueil": ("accueil", {}, ("maisons",)),
    "accueil-chomage": ("accueil", {"fond": "chomage"}, ("carte",)),
    "carte": ("carte", {"indicateur": "taux_pauvrete"}, ("carte",)),
    "maisons": ("maisons", {"categories": "mde.mcef"}, ("annuaire",)),
    "territoire": ("territoire", ZONE, ("chiffre", "communes", "courbe", "structure")),
    "territoire-epci": ("territoire", EPCI, ("chiffre", "communes", "courbe", "structure")),
    "points": ("comparer", {"avec": AVEC, "vue": "points"}, ("points",)),
    "courbes": ("comparer", {"avec": AVEC, "vue": "courbes", "serie": "emploi_prive"}, ("courbe",)),
    "essaim": ("comparer", {"avec": AVEC, "vue": "essaim"}, ("essaim",)),
    "nuage": ("comparer", {"avec": AVEC, "vue": "nuage"}, ("nuage",)),
    "cartes": ("comparer", {"avec": AVEC, "vue": "cartes"}, ("cartes",)),
    "secteurs": ("secteurs", EPCI, ("bulles", "courbe", "parts", "quotients")),
    "decalage": ("secteurs", ZONE | {"vue": "decalage", "reference": "france"}, ("decalage",)),
    "metiers": ("secteurs", ZONE | {"vue": "metiers", "annee": "2024"}, ("metiers",)),
    "branche": ("secteurs", ZONE | {"vue": "branche", "secteur": "CL"}, ("branche", "carte-branche")),
    "economie-verte": ("economie-verte", EPCI, ("carte", "verts")),
    "acces": ("commerces", EPCI | {"type": "pharmacie"}, ("acces",)),
    "ouverture": ("commerces", EPCI | {"volet": "ouvrir", "rayon": "2"}, ("ouverture",)),
    "creations": ("commerces", ZONE | {"volet": "creations"}, ("creations",)),
    "ou-agir": ("ou-agir", EPCI | {"theme": "gpect"}, ("ou-agir",)),
    "clause": ("clause-sociale", ZONE | {"cout": "30", "ecart": "10"}, ("insertion", "sensibilite")),
    "calendrier": ("plan-actions", {"vue": "calendrier", "par": "maison", "themes": "gpect"}, ("calendrier",)),
    "actions": ("plan-actions", {"vue": "carte", "q": "forum"}, ("actions",)),
    "action": ("plan-actions", {}, ("action", "suivi")),
    "bilan": ("bilan", {}, ("bilan",)),
}
"""Visite → page, paramètres, objets dont elle offre le code ; l'action et la maison viennent du registre."""
SANS_CODE = {
    ("pages/comprendre/perimetre/carte.py", "vivante.choisir"): "On y compose un périmètre : elle ne montre aucune "
    "donnée, et ce qu'elle retient se lit, avec son code, au portrait du périmètre.",
    (
        "pages/carte/exploration.py",
        "vivante.afficher",
    ): "Son code est dans la barre d'outils, ou sous elle à l'accueil.",
    ("pages/explorer/integrer/objets.py", "vivante.seule"): "C'est le cadre lui-même.",
    ("pages/explorer/integrer/objets.py", "figures.seule"): "C'est le cadre lui-même.",
}
"""Où une figure ou une carte se pose sans passer par une porte qui offre son code, et pourquoi."""
PORTES = {"pages/carte/vivante.py": "st_folium(", "pages/interface/figures.py": "plotly_chart("}
SANS_OFFRE = re.compile(r"\b((?:vivante|figures)\.(?:seule|afficher|choisir))\(")
DERNIERS = re.compile(r"from pages\.(?:carte\.vivante|interface\.figures) import .*\b(?:seule|afficher|choisir)\b")


def _visite(nom: str) -> tuple[str, dict[str, str], tuple[str, ...]]:
    page, parametres, objets = PAGES[nom]
    if nom == "action":
        return page, {"action": action_suivie().cle}, objets
    return page, cas("bilan").parametres if nom == "bilan" else parametres, objets


@pytest.fixture
def offres(monkeypatch: pytest.MonkeyPatch) -> Offres:
    """Ce que les pages jouées proposent : objet et paramètres."""
    notees: Offres = []

    def noter(
        objet: str,
        siens: dict[str, str],
        _: str,
        __: tuple[integration.Hauteurs, str],
        choix: integration.Choix | None = None,
    ) -> None:
        notees.append((objet, {**siens, **({choix[0]: next(iter(choix[2]))} if choix else {})}))

    monkeypatch.setattr(integration, "_volet", noter)
    return notees


def _etats(visite: AppTest) -> list[dict[str, Any]]:
    """Ce que chaque carte reçoit, hors ce qui lui ôte ses boutons dans un cadre."""
    couches = (json.loads(carte.proto.json_args)["feature_group"] for carte in visite.get("component_instance"))
    etats = [json.loads(etat) for couche in couches for etat in ETAT.findall(couche)]
    return [{cle: valeur for cle, valeur in etat.items() if cle != "seule"} for etat in etats]


@pytest.mark.parametrize("nom", PAGES)
def test_le_code_offert_sous_chaque_objet_montre_le_meme(nom: str, offres: Offres) -> None:
    page, parametres, objets = _visite(nom)
    visite = sans_erreur(ouvrir(page, **parametres))
    assert tuple(sorted(objet for objet, _ in offres)) == objets
    figures, cartes = dessins(visite), visite.get("component_instance")
    assert len(figures) + len(cartes) + objets.count(CHIFFRE) == len(offres), "une figure n'offre pas son code"
    integrees = [sans_erreur(ouvrir("integrer", objet=objet, **siens)) for objet, siens in list(offres)]
    assert not [message.value for vue in integrees for message in vue.warning]
    montres = [etat for vue in integrees for etat in _etats(vue)]
    for integre, montre in zip(montres, _etats(visite), strict=True):
        communs = integre.keys() & montre.keys()  # les valeurs voyagent dans l'état, ou dans un fichier de série
        assert {"contours", "couches", "selection"} <= communs
        assert {cle: integre[cle] for cle in communs} == {cle: montre[cle] for cle in communs}
    dessinees = [figure for vue in integrees for figure in dessins(vue)]
    assert sorted(dessinees) == sorted(figures)


def test_chaque_objet_est_offert_quelque_part() -> None:
    offerts = {objet for *_, objets in PAGES.values() for objet in objets}
    assert offerts == {*OBJETS, CHIFFRE}


def test_aucune_figure_n_echappe_a_la_porte_qui_offre_son_code() -> None:
    pages = (RACINE / "pages").rglob("*.py")
    sources = {fichier.relative_to(RACINE).as_posix(): fichier.read_text(encoding="utf-8") for fichier in pages}
    posees = {fichier: pose for fichier, texte in sources.items() for pose in PORTES.values() if pose in texte}
    assert posees == PORTES
    sans = {(fichier, pose) for fichier, texte in sources.items() for pose in SANS_OFFRE.findall(texte)}
    assert sans == set(SANS_CODE)
    assert not [fichier for fichier, texte in sources.items() if DERNIERS.search(texte)]


def test_rien_n_est_propose_dans_un_cadre_ni_sur_la_feuille(monkeypatch: pytest.MonkeyPatch, offres: Offres) -> None:
    monkeypatch.setattr(integration, "offert", lambda: False)
    sans_erreur(ouvrir("comparer", avec=AVEC, vue="essaim"))
    assert offres == []

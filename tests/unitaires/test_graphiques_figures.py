"""Ce que toute figure doit : rien d'inventé, rien de perdu, rien d'exécutable, des nombres français, deux thèmes."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from geo.graphiques import (
    Courbe,
    essaim,
    nuage,
    points_alignes,
    structure,
    style,
    tendance,
)
from geo.graphiques.style import TEINTES, Theme
from geo.mesures.profils import LigneComparee, ligne_comparee
from geo.mesures.repartitions import Repartition, repartir
from tests.unitaires.repartitions_fabriquees import fabriquee
from tests.unitaires.test_graphiques_style import HOSTILES, affiche

VALEURS = [1234.5, 2345.6, math.nan, 3456.7, 10987.6, 54321.9, 654321.0]
NOMS = HOSTILES
CHOISIS = {f"{rang:04d}": nom for rang, nom in enumerate(NOMS[:5])}
UNITE = "<b>€</b>"


def _hostile(identifiant: str, valeurs: Sequence[float] = VALEURS) -> Repartition:
    return replace(fabriquee(valeurs, identifiant), libelles=tuple(NOMS))


def _ligne(nom: str) -> LigneComparee:
    valeurs = dict(zip(NOMS, VALEURS, strict=True))
    return LigneComparee(nom, UNITE, 1, "mieux_bas", valeurs, 3000.0, 2000.0, 4000.0)


FIGURES: dict[str, Callable[[Theme], go.Figure]] = {
    "tendance": lambda t: tendance(
        [Courbe(nom, ["2020", "2021", "2022"], [v, 2000.0, math.nan]) for nom, v in zip(NOMS, VALEURS, strict=True)],
        *(UNITE, 1),
        theme=t,
    ),
    "indice": lambda t: tendance(
        [Courbe(nom, ["2020-T4", "2021-T2"], [1000.5, 2000.5]) for nom in NOMS], UNITE, 1, indice=True, theme=t
    ),
    "structure": lambda t: structure(
        VALEURS, VALEURS[::-1], NOMS, territoire=NOMS[0], comparateur=NOMS[1], unite=UNITE, theme=t
    ),
    "essaim": lambda t: essaim(_hostile("revenu_median"), CHOISIS, theme=t),
    "nuage": lambda t: (
        nuage(_hostile("revenu_median"), _hostile("taux_pauvrete", VALEURS[::-1]), CHOISIS, theme=t).figure
    ),
    "points": lambda t: points_alignes([_ligne(nom) for nom in NOMS], theme=t),
    "vide": lambda t: essaim(_hostile("revenu_median", [math.nan] * len(VALEURS)), {}, theme=t),
}
toutes = pytest.mark.parametrize("nom", list(FIGURES))


def ecrits(dessin: go.Figure) -> Iterator[str]:
    """Tous les textes qu'une figure peut montrer : noms, survols, étiquettes, annotations, titres d'axes."""
    contenu: dict[str, Any] = json.loads(dessin.to_json())
    for trace in contenu["data"]:
        yield trace.get("name", "")
        for cle in ("hovertext", "text"):
            yield from trace.get(cle, [])
    for annotation in contenu["layout"].get("annotations", []):
        yield annotation["text"]
    for axe in ("xaxis", "yaxis"):
        reglages = contenu["layout"].get(axe, {})
        yield reglages.get("title", {}).get("text", "")
        yield from reglages.get("ticktext", [])


@toutes
def test_seules_nos_balises(nom: str) -> None:
    for texte in ecrits(FIGURES[nom]("light")):
        sans_les_notres = re.sub(r"^<b>(.*?)</b>(<br>|$)", r"\1", texte).replace("<br>", "")
        assert "<" not in sans_les_notres, texte


@pytest.mark.parametrize("nom", [n for n in FIGURES if n != "vide"])
def test_les_noms_hostiles_s_affichent_en_toutes_lettres(nom: str) -> None:
    montre = " ".join(affiche(texte).replace("\n", " ") for texte in ecrits(FIGURES[nom]("light")))
    for hostile in NOMS[:2]:
        assert hostile in montre


@toutes
def test_aucun_gabarit_de_survol_a_remplacer(nom: str) -> None:
    for trace in FIGURES[nom]("light").data:
        assert trace.hovertemplate is None
        assert trace.texttemplate is None
        assert trace.hoverinfo == "text"


@toutes
def test_nombres_francais(nom: str) -> None:
    dessin = FIGURES[nom]("light")
    assert dessin.layout.separators == ",\u202f"
    for texte in ecrits(dessin):
        assert not re.search(r"\d\.\d|\d,\d{3}(?!\d)|\d[ \u00a0]\d{3}\b", texte), texte
        assert not re.search(r"\d{5,}", re.sub(r"&#?\w+;", "", texte)), texte


@toutes
def test_ni_titre_ni_ressource_externe(nom: str) -> None:
    dessin = FIGURES[nom]("light")
    assert "http" not in dessin.to_json()
    assert dessin.layout.title.text is None
    assert dessin.layout.height > 0
    assert dessin.layout.template.layout.to_plotly_json() == {}


@toutes
def test_les_deux_themes_ne_changent_que_les_couleurs(nom: str) -> None:
    clair, sombre = FIGURES[nom]("light"), FIGURES[nom]("dark")
    assert clair.layout.paper_bgcolor == TEINTES["light"].fond
    assert sombre.layout.paper_bgcolor == TEINTES["dark"].fond
    sans_couleur = [re.sub(r"#[0-9a-f]{6}", "#", dessin.to_json()) for dessin in (clair, sombre)]
    assert sans_couleur[0] == sans_couleur[1]
    assert not re.search("|".join(TEINTES["dark"].series), clair.to_json())


@toutes
def test_deux_appels_donnent_la_meme_figure(nom: str) -> None:
    assert FIGURES[nom]("light").to_json() == FIGURES[nom]("light").to_json()


@pytest.mark.parametrize("nom", ["tendance", "indice", "points"])
def test_couleur_et_forme_distinguent_les_six_premieres_series(nom: str) -> None:
    traces = FIGURES[nom]("light").data
    for cle in ("color", "symbol"):
        assert len({trace.marker[cle] for trace in traces}) == len(style.SIGNES)
    if nom != "points":
        assert len({trace.line.dash for trace in traces}) == len(style.TIRETS)


def test_aucun_nan_dans_le_json() -> None:
    for faire in FIGURES.values():
        assert "NaN" not in faire("light").to_json()


@pytest.mark.parametrize("identifiant", ["chomage_localise", "population", "emploi_prive_evolution_5_ans", "densite"])
def test_vraies_donnees_aucune_valeur_perdue(identifiant: str) -> None:
    repartition = repartir(identifiant, "zone_emploi")
    choisis = {"8421": "Lyon", "0051": "Alençon", "1109": "Paris"}
    attendues = sorted(repartition.observees.tolist())
    dessin = essaim(repartition, choisis)
    assert sorted(dessin.data[0].x) == attendues
    assert len(dessin.data[0].hovertext) == len(attendues)
    assert all(0.0 <= abs(y) <= dessin.layout.height / 2 for y in dessin.data[0].y)
    ligne = ligne_comparee(repartition, choisis)
    assert ligne.valeurs == {
        nom: float(repartition.valeurs[repartition.codes.index(code)]) for code, nom in choisis.items()
    }
    assert ligne.mediane == pytest.approx(float(np.median(repartition.observees)))

"""Ce que toute figure doit : rien d'inventé, rien de perdu, rien d'exécutable, des nombres français, deux thèmes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from geo.graphiques import essaim, style
from geo.graphiques.figure import Figure
from geo.graphiques.style import TEINTES
from geo.mesures.profils import ligne_comparee
from geo.mesures.repartitions import repartir
from tests.unitaires.figures_hostiles import FIGURES, NOMS, en_json
from tests.unitaires.test_graphiques_style import affiche

toutes = pytest.mark.parametrize("nom", list(FIGURES))


def ecrits(dessin: Figure) -> Iterator[str]:
    """Tous les textes qu'une figure peut montrer : noms, survols, étiquettes, annotations, titres d'axes."""
    contenu: dict[str, Any] = json.loads(en_json(dessin))
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
    assert "http" not in en_json(dessin)
    assert dessin.layout.title is None
    assert dessin.layout.height > 0
    assert dessin.layout.template == {}


@toutes
def test_les_deux_themes_ne_changent_que_les_couleurs(nom: str) -> None:
    clair, sombre = FIGURES[nom]("light"), FIGURES[nom]("dark")
    assert clair.layout.paper_bgcolor == TEINTES["light"].fond
    assert sombre.layout.paper_bgcolor == TEINTES["dark"].fond
    sans_couleur = [re.sub(r"#[0-9a-f]{6}", "#", en_json(dessin)) for dessin in (clair, sombre)]
    assert sans_couleur[0] == sans_couleur[1]
    assert not re.search("|".join(TEINTES["dark"].series), en_json(clair))


@toutes
def test_deux_appels_donnent_la_meme_figure(nom: str) -> None:
    assert en_json(FIGURES[nom]("light")) == en_json(FIGURES[nom]("light"))


@pytest.mark.parametrize("nom", ["tendance", "indice", "points"])
def test_couleur_et_forme_distinguent_les_six_premieres_series(nom: str) -> None:
    traces = FIGURES[nom]("light").data
    for cle in ("color", "symbol"):
        assert len({trace.marker[cle] for trace in traces}) == len(style.SIGNES)
    if nom != "points":
        assert len({trace.line.dash for trace in traces}) == len(style.TIRETS)


def test_aucun_nan_dans_le_json() -> None:
    for faire in FIGURES.values():
        assert "NaN" not in en_json(faire("light"))


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

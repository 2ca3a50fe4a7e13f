"""Les besoins : chaque thème d'action en a un, mesuré par un taux publié, ou dit pourquoi il n'en a pas."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from donnees import entrepot
from donnees.catalogue import charger, charger_besoins, lire_besoins
from donnees.chemins import CATALOGUE
from donnees.erreurs import CatalogueInvalide
from donnees.vocabulaire import Theme

ZONES_MIN = 270
MESURES = [(besoin.id, mesure) for besoin in charger_besoins().values() for mesure in besoin.mesures]
NOMS = [f"{theme}-{mesure.indicateur}" for theme, mesure in MESURES]


@pytest.fixture
def fichier(tmp_path: Path) -> Path:
    """Une copie des vrais besoins, à abîmer."""
    return Path(shutil.copy(CATALOGUE / "besoins.yml", tmp_path / "besoins.yml"))


def _retoucher(fichier: Path, geste: Callable[[list[dict[str, Any]]], None]) -> None:
    fiches = yaml.safe_load(fichier.read_text(encoding="utf-8"))
    geste(fiches)
    fichier.write_text(yaml.safe_dump(fiches, allow_unicode=True), encoding="utf-8")


def test_chaque_theme_d_action_a_sa_fiche_dans_l_ordre() -> None:
    assert list(charger_besoins()) == [theme.value for theme in Theme]


def test_un_besoin_est_mesure_ou_dit_pourquoi_il_ne_l_est_pas() -> None:
    for besoin in charger_besoins().values():
        assert bool(besoin.mesures) != bool(besoin.non_mesure), besoin.id
    assert [b.id for b in charger_besoins().values() if b.non_mesure] == ["rse"]


@pytest.mark.parametrize(("theme", "mesure"), MESURES, ids=NOMS)
def test_chaque_indicateur_est_un_taux_publie_pour_les_zones(theme: str, mesure: Any) -> None:
    fiche = charger().indicateur(mesure.indicateur)
    assert fiche.representation == "taux"
    derniere = entrepot.periodes(fiche.id, "zone_emploi")[-1]
    valeurs = entrepot.valeurs_periode(fiche.id, "zone_emploi", derniere)["valeur"]
    assert int(np.isfinite(valeurs).sum()) >= ZONES_MIN, theme


@pytest.mark.parametrize(("theme", "mesure"), MESURES, ids=NOMS)
def test_le_besoin_ne_contredit_jamais_le_sens(theme: str, mesure: Any) -> None:
    contraire = {"haut": "mieux_haut", "bas": "mieux_bas"}[mesure.besoin]
    assert charger().indicateur(mesure.indicateur).sens != contraire, theme


@pytest.mark.parametrize(("theme", "mesure"), MESURES, ids=NOMS)
def test_une_phrase_de_choix_une_phrase_de_limite(theme: str, mesure: Any) -> None:
    for texte in (mesure.choix, mesure.limite):
        assert texte.count(".") == 1, f"{theme} : {texte}"
        assert texte[0].isupper(), f"{theme} : {texte}"
        assert "’" not in texte, f"{theme} : {texte}"


def _mesure(**champs: Any) -> Callable[[list[dict[str, Any]]], None]:
    return lambda fiches: fiches[0]["mesures"][0].update(champs)


def _trois_fois(fiches: list[dict[str, Any]]) -> None:
    fiches[0]["mesures"] = 3 * fiches[0]["mesures"]


def _deux_fois(fiches: list[dict[str, Any]]) -> None:
    fiches[0]["mesures"] = 2 * fiches[0]["mesures"]


@pytest.mark.parametrize(
    ("geste", "attendu"),
    [
        (_mesure(indicateur="bonheur_brut"), "« bonheur_brut » : absent du catalogue"),
        (_mesure(indicateur="creations_etablissements"), "un effectif dit la taille"),
        (_mesure(indicateur="cadres_actifs_commune"), "n'est pas publié pour les zones d'emploi"),
        (_mesure(besoin="haut"), "un besoin « haut » contredit son sens « mieux_haut »"),
        (_mesure(besoin="droite"), "valeur hors de la liste admise"),
        (_mesure(limite="sans point"), "texte qui n'a pas la forme attendue"),
        (_mesure(poids=2), "champ inconnu"),
        (_deux_fois, "le même indicateur deux fois"),
        (_trois_fois, "trop d'éléments"),
        (lambda fiches: fiches[0].update(non_mesure="Faute de mieux."), "dire dans « non_mesure »"),
        (lambda fiches: fiches[0].update(mesures=[]), "dire dans « non_mesure »"),
        (lambda fiches: fiches.pop(2), "thème d'action absent « economie_verte »"),
        (lambda fiches: fiches[2].update(id="sport"), "thème d'action inconnu « sport »"),
        (lambda fiches: fiches.append(fiches[0]), "identifiant en double"),
    ],
)
def test_une_fiche_fausse_est_refusee(
    fichier: Path, geste: Callable[[list[dict[str, Any]]], None], attendu: str
) -> None:
    _retoucher(fichier, geste)
    with pytest.raises(CatalogueInvalide, match=attendu):
        lire_besoins(fichier, charger())


def test_la_copie_intacte_est_lue(fichier: Path) -> None:
    assert lire_besoins(fichier, charger()) == charger_besoins()

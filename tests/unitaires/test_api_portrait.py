"""Écran = page légère = interface = export : cinquante territoires tirés au hasard, toutes mailles comprises."""

from __future__ import annotations

import io
import random

import pandas as pd
import pytest

from donnees import entrepot
from donnees.catalogue import charger
from geo.ecriture import composition, formats
from geo.portrait.cartons import grille
from geo.portrait.en_grand import ouverture
from geo.sorties import portrait as export
from geo.territoires import Territoire, du_perimetre, lire, parametres
from geo.territoires.comparaison import face_a
from geo.territoires.index import NIVEAUX
from pages.leger import adresses
from tests.interface_ouverte import dans_l_interface, dans_la_page, demander
from tests.interface_ouverte import lire as lire_json
from tests.unitaires.legeres_montees import Montees

COMBIEN = {"france": 1, "region": 5, "departement": 8, "zone_emploi": 12, "epci": 8, "commune": 10}
PERIMETRES = 6


def _tires() -> list[Territoire]:
    """Les mêmes à chaque fois, et d'autres dès que la graine change."""
    hasard = random.Random(20261130)
    codes = {niveau: entrepot.territoires(niveau).index for niveau in NIVEAUX}
    publies = [lire(n, str(code)) for n in NIVEAUX for code in hasard.sample(list(codes[n]), COMBIEN[n])]
    bassins = (lire("epci", str(code)).communes for code in hasard.sample(list(codes["epci"]), PERIMETRES))
    return publies + [du_perimetre(communes[: len(communes) // 2 + 1], "L'essai <b>") for communes in bassins]


TIRES = _tires()
LEGERES = Montees()
LIBELLES = {fiche.id: formats.typographie(fiche.libelle) for fiche in charger().indicateurs.values()}


def _adresse(territoire: Territoire, suite: str) -> str:
    nom = "?nom=L%27essai+%3Cb%3E" if "nom" in parametres(territoire) else ""
    return f"/territoires/{territoire.niveau}/{territoire.code}/{suite}{nom}"


def _ecran(territoire: Territoire) -> str:
    """Ce que la page « Mon territoire » pose : son ouverture et sa grille, à la typographie de la sortie."""
    choix = face_a(territoire)
    face = choix.offerts.get(choix.defaut)
    return composition.html(f"{ouverture(territoire, face)}{grille(territoire, face).html}")


def _legere(territoire: Territoire) -> str:
    """La page légère, à son adresse canonique."""
    chemin, _, question = adresses.territoire(territoire).partition("?")
    reponse = LEGERES.demander(chemin, question)
    assert reponse.statut == 200
    return reponse.texte


def test_cinquante_territoires_de_toutes_les_mailles() -> None:
    assert len(TIRES) == len(set(TIRES)) == 50
    assert {territoire.niveau for territoire in TIRES} == {*NIVEAUX, "perimetre"}


@pytest.mark.longue
@pytest.mark.parametrize("territoire", TIRES, ids=lambda t: f"{t.niveau}-{t.code[:12]}")
def test_l_ecran_la_page_legere_l_interface_et_l_export_disent_la_meme_chose(territoire: Territoire) -> None:
    portrait = lire_json(_adresse(territoire, "portrait"))
    dit = dans_l_interface(portrait, LIBELLES)
    montre = dans_la_page(_ecran(territoire))
    assert montre == dans_la_page(_legere(territoire))
    assert dit.phrases == montre.phrases
    assert dit.cartons == montre.cartons
    assert dit.absences == montre.absences
    assert portrait["chiffres"]
    _memes_nombres(portrait["chiffres"], export.csv(territoire), territoire)


@pytest.mark.parametrize("territoire", TIRES[::12], ids=lambda t: f"{t.niveau}-{t.code[:12]}")
def test_le_csv_de_l_interface_est_celui_de_l_ecran(territoire: Territoire) -> None:
    assert demander(_adresse(territoire, "mesures.csv")).corps == export.csv(territoire)


def _memes_nombres(chiffres: list[dict[str, object]], csv: bytes, territoire: Territoire) -> None:
    """Les nombres des cartons, ceux du CSV et ceux de la liste JSON."""
    table = pd.read_csv(io.BytesIO(csv), sep=";", decimal=",", encoding="utf-8-sig").set_index("Identifiant")
    liste = {ligne["indicateur"]: ligne for ligne in lire_json(_adresse(territoire, "mesures"))["elements"]}
    assert list(liste) == list(table.index)
    for identifiant, ligne in liste.items():
        lue = table.loc[identifiant]
        assert ligne["valeur"] == (None if pd.isna(lue["Valeur"]) else pytest.approx(lue["Valeur"]))
        assert ligne["unite"] == lue["Unité"]
    propres = [chiffre for chiffre in chiffres if not chiffre["lieu"]]
    for chiffre in propres:
        assert chiffre["valeur"] == pytest.approx(liste[str(chiffre["indicateur"])]["valeur"], abs=1e-4)
        assert str(chiffre["periode"]) == str(table.loc[str(chiffre["indicateur"]), "Période"])

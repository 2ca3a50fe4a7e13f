"""Comprendre › Fiche du territoire : chaque niveau, chaque indicateur, liens abîmés."""

from __future__ import annotations

import statistics

import pytest

from donnees import entrepot
from donnees.catalogue import charger
from geo import formats, portrait
from tests.pages.visite import droit, liens, messages, ouvrir, sans_erreur, textes

TERRITOIRES = [
    ("france", "FR", "France"),
    ("region", "84", "Auvergne-Rhône-Alpes"),
    ("departement", "2A", "Corse-du-Sud"),
    ("zone_emploi", "0404", "Le Sud (La Réunion)"),
    ("epci", "244200770", "Saint-Étienne Métropole"),
    ("commune", "42218", "Saint-Étienne"),
]


@pytest.mark.parametrize(("niveau", "code", "nom"), TERRITOIRES)
def test_fiche_complete(niveau: str, code: str, nom: str) -> None:
    visite = sans_erreur(ouvrir("territoire", niveau=niveau, code=code))
    assert visite.title[0].value == nom
    population = float(entrepot.territoires(niveau).loc[code, "population"])  # type: ignore[arg-type]  # cellule numérique
    assert f"{droit(formats.nombre(population))} habitants" in textes(visite)
    montres = [str(libelle) for table in visite.table for libelle in table.value.index]
    attendus = [fiche.libelle for fiche in charger().indicateurs.values() if niveau in fiche.niveaux]
    assert sorted(montres) == sorted(attendus)
    for autre, son_code in portrait.rattachements(niveau, code).items():
        assert ("territoire", f"niveau={autre}&code={son_code}") in liens(visite)


def test_valeurs_periodes_et_rangs_sont_ceux_des_donnees() -> None:
    visite = ouvrir("territoire", niveau="zone_emploi", code="0051")
    lignes = {str(nom): ligne for table in visite.table for nom, ligne in table.value.iterrows()}
    chomage = lignes["Taux de chômage localisé"]
    toutes = entrepot.valeurs("chomage_localise", "zone_emploi")
    zones = toutes[(toutes["periode"] == "2025-T4") & toutes["valeur"].notna()]
    valeurs = dict(zip(zones["code"], zones["valeur"].astype(float), strict=True))
    sienne = valeurs["0051"]
    assert droit(chomage["Valeur"]) == f"{sienne:.1f} %".replace(".", ",")
    assert droit(chomage["Période"]) == "4ᵉ trimestre 2025"
    assert droit(chomage["Rang"]) == f"{sum(v < sienne for v in valeurs.values()) + 1}ᵉ sur {len(valeurs)}"
    assert droit(chomage["Médiane"]) == f"{statistics.median(valeurs.values()):.1f} %".replace(".", ",")
    assert "(estimé)" in lignes["Projets de recrutement"]["Valeur"]


def test_maisons_du_territoire() -> None:
    visite = ouvrir("territoire", niveau="departement", code="42")
    attendues = portrait.maisons("departement", "42")
    assert len(attendues) > 0
    assert f"Maisons relevées sur ce territoire ({len(attendues)})" in textes(visite)
    for identifiant in attendues["maison"]:
        assert ("maisons", f"maison={identifiant}") in liens(visite)


@pytest.mark.parametrize(
    ("niveau", "code"),
    [("zut", "0051"), ("zone_emploi", "9999"), ("commune", ""), ("", "42218"), ("![x](//y.z)", "0"), ("epci", "\x00")],
)
def test_lien_absurde_le_dit(niveau: str, code: str) -> None:
    visite = sans_erreur(ouvrir("territoire", niveau=niveau, code=code))
    assert visite.title[0].value == "Fiche du territoire"
    assert "qui n'existe pas" in messages(visite)[0]
    assert "![" not in visite.warning[0].value


def test_sans_lien_on_cherche() -> None:
    visite = sans_erreur(ouvrir("territoire"))
    assert messages(visite) == []
    visite.text_input[0].input("alençon").run()
    assert ("territoire", "niveau=zone_emploi&code=0051") in liens(sans_erreur(visite))
    assert all(cible != "maisons" for cible, _ in liens(visite))

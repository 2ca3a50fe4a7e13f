"""Comprendre › Comparer et Classement : chaque vue, chaque lien, jamais une trace."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from donnees.catalogue import charger
from geo import territoires
from geo.graphiques import style
from geo.mesures import comparaison
from geo.territoires import perimetre
from tests.pages.visite import blocs, droit, messages, ouvrir, parametre, sans_erreur, textes

PERIMETRE = territoires.du_perimetre(territoires.membres("epci", "244200770")[:9], "Neuf communes")
CHOISIS = [
    territoires.lire("zone_emploi", "0051"),
    territoires.lire("zone_emploi", "8421"),
    territoires.lire("commune", "42218"),
    PERIMETRE,
    territoires.lire("france", "FR"),
]
AVEC = comparaison.ecrire(CHOISIS)
VUES = ["tableau", "points", "courbes", "essaim", "nuage", "cartes", "semblables"]


NOMS = ["Alençon", "Lyon", "Saint-Étienne", "Neuf communes", "France"]


def _html(visite: AppTest) -> str:
    (bloc,) = (bloc for bloc in blocs(visite) if "atlas-comparaison" in bloc)
    return bloc


def _rangees(visite: AppTest) -> list[list[str]]:
    """Cellules de chaque ligne de la comparaison, en clair."""
    lignes = re.findall(r"<tr role=\"row\">(<th scope=\"row\".*?)</tr>", _html(visite))
    cellules = (re.findall(r"<t[hd] [^>]*>(.*?)</t[hd]>", ligne) for ligne in lignes)
    return [[droit(unescape(re.sub(r"<[^>]+>", "", cellule))) for cellule in ligne] for ligne in cellules]


@pytest.mark.parametrize("vue", VUES)
def test_chaque_vue(vue: str) -> None:
    visite = sans_erreur(ouvrir("comparer", avec=AVEC, vue=vue))
    assert "Neuf communes" in textes(visite)
    assert messages(visite) == []
    (legende,) = (bloc for bloc in blocs(visite) if "atlas-territoires" in bloc)
    noms_et_couleurs = re.findall(r"light-dark\((#\w+), #\w+\).*?<bdi>(.*?)</bdi>", legende)
    attendues = list(zip(style.TEINTES["light"].series, NOMS, strict=False))
    assert [(teinte, droit(unescape(nom))) for teinte, nom in noms_et_couleurs] == attendues, "son signe, à son rang"


@pytest.mark.parametrize("theme", ["cles", *charger().themes])
def test_le_tableau_de_chaque_theme(theme: str) -> None:
    visite = sans_erreur(ouvrir("comparer", avec=AVEC, theme=theme))
    lignes = comparaison.lignes(CHOISIS, theme)
    attendu = comparaison.tableau(lignes, NOMS)
    lus = {nom: (periode, *valeurs) for nom, periode, *valeurs in _rangees(visite)}
    assert len(lus) == len(lignes) > 0
    assert lus == {
        nom: tuple(map(droit, ligne)) for nom, ligne in zip(map(droit, attendu.index), attendu.to_numpy(), strict=True)
    }
    themes = [ligne.indicateur.theme for ligne in lignes]
    assert _html(visite).count("<details") == len(set(themes))
    assert _html(visite).count("<details open") == 1


@pytest.mark.parametrize("vue", VUES)
@pytest.mark.parametrize("seul", CHOISIS, ids=lambda t: t.niveau)
def test_un_seul_territoire(seul: territoires.Territoire, vue: str) -> None:
    sans_erreur(ouvrir("comparer", avec=comparaison.ecrire([seul]), vue=vue))


def test_ajouter_et_retirer() -> None:
    visite = sans_erreur(ouvrir("comparer"))
    visite.text_input[0].input("Alençon").run()
    visite.button(key="ajouter.zone_emploi.0051").click().run()
    assert parametre(sans_erreur(visite), "avec") == "zone_emploi:0051"
    visite.button(key="retirer.0").click().run()
    assert parametre(sans_erreur(visite), "avec") == comparaison.AUCUN
    assert not visite.warning


def test_au_plus_cinq_et_refus_dits() -> None:
    six = AVEC + "~zone_emploi:1109"
    visite = sans_erreur(ouvrir("comparer", avec=six))
    assert "au plus 5" in messages(visite)[0]
    visite = sans_erreur(ouvrir("comparer", avec="zone_emploi:9999~perimetre:1zut:nom~commune:42218"))
    assert len(messages(visite)) == 2
    assert re.findall(r'data-nom="([^"]*)"', _html(visite))[-1] == "Saint-Étienne"


@given(st.text(max_size=80), st.sampled_from([*VUES, "zut"]))
@settings(max_examples=25)
def test_un_lien_absurde_ne_casse_rien(avec: str, vue: str) -> None:
    assert not ouvrir("comparer", avec=avec, vue=vue, theme=avec, x=avec, y=avec, serie=avec).exception


def test_relire_rend_ce_qu_on_a_ecrit() -> None:
    relus, refus = comparaison.relire(AVEC)
    assert relus == CHOISIS
    assert refus == []
    assert relus[3].communes == perimetre.decoder(PERIMETRE.code)


@pytest.mark.parametrize(
    ("valeurs", "sens", "attendu"),
    [
        ([1.0, 2.0, 3.0], "mieux_bas", ({0}, {2})),
        ([1.0, 2.0, 3.0], "mieux_haut", ({2}, {0})),
        ([1.0, 2.0, 3.0], "neutre", (set(), set())),
        ([2.0, 2.0], "mieux_bas", (set(), set())),
        ([2.0, 2.0, float("nan"), 5.0], "mieux_bas", ({0, 1}, {3})),
        ([float("nan")], "mieux_bas", (set(), set())),
    ],
)
def test_extremes(valeurs: list[float], sens: str, attendu: tuple[set[int], set[int]]) -> None:
    assert tuple(map(set, comparaison.extremes(valeurs, sens))) == attendu


@pytest.mark.parametrize("niveau", ["zone_emploi", "epci", "departement", "region", "commune"])
def test_classement(niveau: str) -> None:
    visite = sans_erreur(ouvrir("classement", indicateur="boulangeries", niveau=niveau))
    table = visite.dataframe[0].value
    valeurs = table.iloc[:, 2].dropna()
    assert valeurs.is_monotonic_decreasing
    assert table["Rang"].iloc[0] == 1


def test_classement_filtre_et_absurde() -> None:
    visite = sans_erreur(ouvrir("classement", indicateur="chomage_localise", region="84", taille="grandes"))
    table = visite.dataframe[0].value
    assert table["Région"].str.contains("Auvergne-Rhône-Alpes").all()
    assert (table["Population"] >= 200_000).all()
    assert table.iloc[:, 2].dropna().is_monotonic_increasing
    absurdes = dict.fromkeys(("indicateur", "niveau", "region", "taille", "periode"), "zut")
    visite = sans_erreur(ouvrir("classement", **absurdes))
    assert len(messages(visite)) == 5

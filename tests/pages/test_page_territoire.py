"""Comprendre › Mon territoire : chaque niveau, périmètre compris, phrases, chiffres clés, tableaux, liens abîmés."""

from __future__ import annotations

import statistics
from html import escape

import pytest

from donnees import entrepot
from donnees.catalogue import charger
from geo import territoires
from geo.actions import presence
from geo.ecriture import formats
from geo.mesures import Mesure
from geo.mesures.chiffres_cles import CLES
from geo.territoires import perimetre
from geo.territoires.perimetre import MAXIMUM_COMMUNES
from pages.comprendre.territoire import tableau
from tests.pages.visite import deplier, droit, liens, messages, ouvrir, sans_erreur, textes, tout_deplier

SAINT_ETIENNE = territoires.membres("epci", "244200770")
TERRITOIRES = [
    ("france", "FR", "France"),
    ("region", "84", "Auvergne-Rhône-Alpes"),
    ("departement", "2A", "Corse-du-Sud"),
    ("zone_emploi", "0404", "Le Sud (La Réunion)"),
    ("zone_emploi", "0601", "Mayotte"),
    ("epci", "244200770", "Saint-Étienne Métropole"),
    ("commune", "42218", "Saint-Étienne"),
    ("commune", "15031", "Celles (15)"),
    ("perimetre", perimetre.encoder(SAINT_ETIENNE[:12]), "Périmètre sans nom"),
]


def test_la_source_sous_une_courbe_couvre_ses_dates() -> None:
    for page, parametres in (
        ("territoire", {"niveau": "zone_emploi", "code": "8435"}),
        ("comparer", {"avec": "zone_emploi:8435~france:FR", "vue": "courbes"}),
        ("integrer", {"objet": "courbe", "indicateur": "chomage_localise", "avec": "zone_emploi:8435"}),
    ):
        lu = textes(sans_erreur(ouvrir(page, **parametres)))
        assert "T1 2003 à T2 2022" in lu, page
        assert "T1 2021 à T4 2025" in lu, page


@pytest.mark.parametrize(("niveau", "code", "nom"), TERRITOIRES)
def test_portrait_complet(niveau: str, code: str, nom: str) -> None:
    visite = sans_erreur(tout_deplier(ouvrir("territoire", niveau=niveau, code=code)))
    lu = textes(visite)
    assert droit(visite.title[0].value) == nom
    population = territoires.lire(niveau, code).population
    assert f"{droit(formats.nombre(population))} habitants" in lu
    montres = [str(libelle) for table in visite.table for libelle in table.value.index]
    assert sorted(montres) == sorted(fiche.libelle for fiche in charger().indicateurs.values())
    for cle in CLES:
        fiche = charger().indicateurs[cle.indicateur]
        assert escape(fiche.libelle) in lu
        assert f"methode?fiche={fiche.id}" in lu
    assert "nan" not in lu


def test_valeurs_periodes_et_rangs_sont_ceux_des_donnees() -> None:
    visite = tout_deplier(ouvrir("territoire", niveau="zone_emploi", code="0051"))
    lignes = {str(nom): ligne for table in visite.table for nom, ligne in table.value.iterrows()}
    chomage = lignes["Taux de chômage localisé"]
    toutes = entrepot.valeurs("chomage_localise", "zone_emploi")
    zones = toutes[(toutes["periode"] == "2025-T4") & toutes["valeur"].notna()]
    valeurs = dict(zip(zones["code"], zones["valeur"].astype(float), strict=True))
    sienne = valeurs["0051"]
    assert droit(chomage["Valeur"]) == f"{sienne:.1f} % (provisoire)".replace(".", ",")
    assert droit(chomage["Période"]) == "4ᵉ trimestre 2025"
    rang, egaux = sum(v < sienne for v in valeurs.values()) + 1, sum(v == sienne for v in valeurs.values()) - 1
    assert droit(chomage["Rang"]) == f"{rang}ᵉ ex æquo avec {egaux} autres sur {len(valeurs)}"
    assert droit(chomage["Médiane"]) == f"{statistics.median(valeurs.values()):.1f} %".replace(".", ",")
    assert "(estimé, de " in lignes["Projets de recrutement"]["Valeur"]
    assert droit(chomage["Valeur"]).removesuffix(" (provisoire)") in textes(visite)


def test_un_volet_replie_ne_calcule_rien(monkeypatch: pytest.MonkeyPatch) -> None:
    demandes: list[str] = []
    ligne = tableau._ligne

    def compter(qui: territoires.Territoire, mesure: Mesure) -> dict[str, str]:
        demandes.append(mesure.indicateur.id)
        return ligne(qui, mesure)

    monkeypatch.setattr(tableau, "_ligne", compter)
    visite = sans_erreur(ouvrir("territoire", niveau="zone_emploi", code="0051"))
    assert demandes == []
    (commerces,) = (volet.label for volet in visite.expander if volet.label.startswith("Commerces"))
    assert len(deplier(visite, commerces).table) == 1
    assert {charger().indicateurs[i].theme for i in demandes} == {charger().indicateurs["boulangeries"].theme}


def test_ce_qui_n_existe_que_par_zone_est_nomme_ainsi() -> None:
    visite = sans_erreur(tout_deplier(ouvrir("territoire", niveau="commune", code="42218")))
    lignes = {str(nom): ligne for table in visite.table for nom, ligne in table.value.iterrows()}
    chomage = lignes["Taux de chômage localisé"]
    assert droit(chomage["Valeur"]).startswith("*Zone d'emploi Saint-Étienne : ")
    assert "dans la zone d'emploi Saint-Étienne" in textes(visite)


def test_maisons_du_territoire() -> None:
    visite = ouvrir("territoire", niveau="departement", code="42")
    attendues = presence.maisons(entrepot.table("maisons"), territoires.membres("departement", "42"))
    assert len(attendues) > 0
    assert f"Maisons relevées sur ce territoire ({len(attendues)})" in textes(visite)
    for identifiant in attendues["maison"]:
        assert ("maisons", f"maison={identifiant}") in liens(visite)


def test_le_comparateur_change_les_phrases() -> None:
    avec = textes(sans_erreur(ouvrir("territoire", niveau="zone_emploi", code="0051", comparateur="region.28")))
    assert "pour région Normandie" in avec
    sans = textes(sans_erreur(ouvrir("territoire", niveau="zone_emploi", code="0051", comparateur="aucun")))
    assert "pour la France" not in sans


def test_un_comparateur_absurde_est_dit() -> None:
    visite = sans_erreur(ouvrir("territoire", niveau="zone_emploi", code="0051", comparateur="<b>x"))
    assert "n'existe pas ici" in messages(visite)[0]


@pytest.mark.parametrize(
    ("niveau", "code"),
    [
        *[("zut", "0051"), ("zone_emploi", "9999"), ("commune", ""), ("", "42218"), ("![x](//y.z)", "0")],
        *[("epci", "\x00"), ("perimetre", "1!!"), ("perimetre", "9" * 5000)],
    ],
)
def test_lien_absurde_le_dit(niveau: str, code: str) -> None:
    visite = sans_erreur(ouvrir("territoire", niveau=niveau, code=code))
    assert visite.title[0].value == "Mon territoire"
    assert "qui n'existe pas" in messages(visite)[0]
    assert "![" not in visite.warning[0].value


def test_sans_lien_on_cherche() -> None:
    visite = sans_erreur(ouvrir("territoire"))
    assert messages(visite) == []
    assert 'data-geste="chercher"' in "".join(str(bloc.proto.body) for bloc in visite.get("html"))


def test_nom_hostile_d_un_perimetre() -> None:
    code = perimetre.encoder(SAINT_ETIENNE[:3])
    visite = sans_erreur(ouvrir("territoire", niveau="perimetre", code=code, nom="<script>alert(1)</script>"))
    assert visite.title[0].value == r"\<script\>alert\(1\)\</script\>"
    assert all("<script>" not in str(element.proto.body) for element in visite.get("html"))
    assert MAXIMUM_COMMUNES >= 2000

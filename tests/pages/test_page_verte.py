"""Comprendre › Économie verte : chaque territoire, les bassins, le répertoire, les pilotes, les liens abîmés."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from donnees import entrepot
from geo.economie_verte import phrases, recrutements
from geo.economie_verte.champ import Champ
from pages.comprendre.economie_verte import recrutements as verte_recrutements
from pages.interface import registre
from tests.lieux_temoins import NIVEAUX, PERIMETRE
from tests.pages.visite import (
    blocs,
    droit,
    etat_montre,
    libelles,
    liens,
    messages,
    ouvrir,
    parametre,
    sans_erreur,
    textes,
)


def test_sans_territoire_la_france() -> None:
    visite = sans_erreur(ouvrir("economie-verte"))
    premier = droit(blocs(visite)[0])
    assert "En France : en 2023, 22 % des recrutements envisagés concernaient un métier vert ou verdissant" in premier
    assert "(3,3 % un métier vert)" in premier
    assert messages(visite) == []
    assert not [choix for choix in visite.selectbox if choix.label == "Comparer à"]


@pytest.mark.parametrize("niveau", NIVEAUX)
def test_chaque_niveau_dit_a_quelle_echelle_il_se_lit(niveau: str) -> None:
    visite = sans_erreur(ouvrir("economie-verte", niveau=niveau, code=NIVEAUX[niveau]))
    lus = textes(visite)
    attendus = {
        "zone_emploi": "Zone d'emploi estimée",
        "epci": "les chiffres sont ceux du bassin entier",
        "commune": "les chiffres sont ceux du bassin entier",
    }
    assert attendus.get(niveau, "Somme des effectifs publiés par bassin") in lus
    assert "transcription de seconde main" in lus
    assert "jugés difficiles" in lus


def test_la_zone_montre_la_valeur_du_catalogue() -> None:
    publiee = entrepot.valeurs_periode("part_recrutements_verts", "zone_emploi", "2023")["valeur"].to_dict()["8421"]
    lus = textes(sans_erreur(ouvrir("economie-verte", niveau="zone_emploi", code="8421")))
    assert f"<p class='valeur'>{round(publiee, 1)} %".replace(".", ",") in lus


def test_un_territoire_a_cheval_choisit_son_bassin_dans_l_adresse() -> None:
    visite = sans_erreur(ouvrir("economie-verte", niveau="epci", code="244200770"))
    assert "Bassin Saint Etienne, bassin de France Travail où vivent 72 % des habitants" in textes(visite)
    choix = next(c for c in visite.selectbox if c.label.startswith("Bassin de France Travail"))
    assert len(choix.options) == 3
    visite = sans_erreur(choix.select("8427").run())
    assert "Bassin Gier, bassin de France Travail où vivent 23 % des habitants" in textes(visite)
    assert parametre(visite, "bassin") == "8427"


def test_un_perimetre_porte_son_nom() -> None:
    visite = sans_erreur(ouvrir("economie-verte", niveau="perimetre", code=PERIMETRE.code, nom="Vallée du Gier"))
    assert "« Vallée du Gier »" in textes(visite)


def test_le_comparateur_est_ecrit_dans_les_chiffres() -> None:
    visite = sans_erreur(ouvrir("economie-verte", niveau="zone_emploi", code="8421"))
    assert "France : 3,3 %" in textes(visite)
    visite = sans_erreur(ouvrir("economie-verte", niveau="zone_emploi", code="8421", comparateur="region.84"))
    assert "Auvergne-Rhône-Alpes : " in textes(visite)
    aucun = sans_erreur(ouvrir("economie-verte", niveau="zone_emploi", code="8421", comparateur="aucun"))
    assert "France : 3,3 %" not in textes(aucun)


@pytest.mark.parametrize("mesure", ["part_recrutements_verts", "part_recrutements_verdissants"])
def test_la_carte_montre_la_part_choisie_et_la_zone(mesure: str) -> None:
    visite = sans_erreur(ouvrir("economie-verte", niveau="zone_emploi", code="8421", mesure=mesure))
    etat = etat_montre(visite)
    assert etat["selection"] == "8421"
    assert ("verts et verdissants" in etat["titre"]) == mesure.endswith("verdissants")
    assert any(f"indicateur={mesure}" in requete for _, requete in liens(visite))


def test_la_recherche_du_repertoire_est_dans_l_adresse() -> None:
    visite = sans_erreur(ouvrir("economie-verte", metier="éolien"))
    assert "2 métiers** pour « éolien »" in textes(visite)
    visite = sans_erreur(ouvrir("economie-verte", metier="éolien", classes="brun"))
    assert "Aucun métier ne répond à « éolien »" in textes(visite)
    visite = ouvrir("economie-verte")
    champ = next(c for c in visite.text_input if c.label == "Métier ou code ROME")
    visite = sans_erreur(champ.input("F1136").run())
    assert parametre(visite, "metier") == "F1136"
    assert "1 métier** pour « F1136 »" in textes(visite)


def test_les_trois_maisons_pilotes_et_ce_qu_elles_ont_fait() -> None:
    visite = sans_erreur(ouvrir("economie-verte"))
    lus = textes(visite)
    for maison in ("Maison de l'emploi de Bayonne", "Maison de l'emploi Lille-Lomme-Hellemmes", "du Grand Nancy"):
        assert maison in lus
    assert any("Vert'batim" in droit(libelle) for libelle in libelles(visite))
    assert "professionnels mobilisés sur 3 pilotes" in lus


def test_les_actions_du_territoire() -> None:
    visite = sans_erreur(ouvrir("economie-verte", niveau="commune", code="67482"))
    assert "1 action connue" in textes(visite)
    assert "Aucune action d'économie verte connue ici" in textes(ouvrir("economie-verte", niveau="region", code="94"))


def test_un_registre_en_panne_est_dit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registre, "jeton", lambda: registre.PANNE)
    visite = sans_erreur(ouvrir("economie-verte"))
    assert len(messages(visite)) == 2
    assert "3,3 %" in textes(visite)


@pytest.mark.parametrize(
    "parametres",
    [
        {"niveau": "commune", "code": "<script>"},
        {"niveau": "epci", "code": "244200770", "bassin": "9999"},
        {"mesure": "chomage_localise"},
        {"classes": "vert.rose"},
        {"niveau": "zone_emploi", "code": "8421", "comparateur": "lune"},
    ],
)
def test_un_lien_abime_avertit_sans_trace(parametres: dict[str, str]) -> None:
    visite = sans_erreur(ouvrir("economie-verte", **parametres))
    assert len(messages(visite)) == 1


def test_une_recherche_hostile_reste_du_texte() -> None:
    visite = sans_erreur(ouvrir("economie-verte", metier="![x](//y.z)<script>alert(1)</script>" + "é" * 3000))
    assert "<script>" not in "".join(element.value for element in visite.info).replace("\\<", "")


def test_les_fichiers_portent_le_territoire_les_sources_et_aucun_zero_masque() -> None:
    champ = Champ("bassin", "0103", "Bassin Marie-Galante", 1.0)
    table = phrases.tableau(recrutements.verts(champ)).assign(Territoire=champ.libelle)
    lu = load_workbook(io.BytesIO(verte_recrutements._classeur(table, champ)))
    assert lu.sheetnames == ["Lisez-moi", "Métiers", "Sources"]
    cellules = [cellule for ligne in lu["Métiers"].iter_rows(min_row=2, values_only=True) for cellule in ligne[2:5]]
    assert 0 not in cellules
    assert None in cellules
    producteurs = {ligne[0] for ligne in lu["Sources"].iter_rows(min_row=2, values_only=True)}
    assert {"France Travail"} < producteurs

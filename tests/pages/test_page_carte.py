"""Explorer › Carte : ce qu'elle affiche, ses réglages, son lien."""

from __future__ import annotations

import pytest
from streamlit.elements.lib import policies

from donnees import entrepot
from donnees.catalogue import charger
from geo.ecriture import formats
from geo.mesures import phrases
from geo.mesures.positions import position
from geo.mesures.repartitions import niveaux_carte, repartir
from tests.pages.visite import composant, droit, etat_montre, libelles, liens, messages, ouvrir, sans_erreur, textes

POIDS_MAX = 6000


def _valeur(indicateur: str, code: str) -> str:
    """Valeur d'une zone, écrite comme à l'écran."""
    lignes = entrepot.valeurs(indicateur, "zone_emploi")
    derniere = lignes[(lignes["periode"] == lignes["periode"].max()) & (lignes["code"] == code)]["valeur"]
    return f"{float(derniere.iloc[0]):.1f}".replace(".", ",")


def test_premiere_visite() -> None:
    visite = sans_erreur(ouvrir("carte"))
    repartition = repartir("chomage_localise", "zone_emploi")
    lu = textes(visite)
    assert visite.title[0].value == phrases.titre(repartition)
    assert droit(phrases.phrase(repartition)) in lu
    assert droit(formats.typographie(repartition.sources)) in lu
    assert "4ᵉ trimestre 2025" in lu
    assert droit(repartition.indicateur.precautions[0]) in lu
    assert "Touchez une zone d'emploi" in lu
    assert messages(visite) == []
    assert visite.query_params == {}


def test_la_carte_recoit_peu_et_rien_d_ailleurs() -> None:
    arguments = composant(ouvrir("carte"))
    assert len(arguments["feature_group"].encode()) < POIDS_MAX
    for texte in (arguments["script"], arguments["header"], arguments["html"], arguments["feature_group"]):
        assert "http" not in texte.replace("http-equiv", "")
    assert arguments["css_links"] == []
    assert len(arguments["js_links"]) == 1
    assert arguments["js_links"][0].startswith("../")


@pytest.mark.parametrize("indicateur", charger().indicateurs)
def test_chaque_indicateur_s_ouvre_par_son_lien(indicateur: str) -> None:
    visite = sans_erreur(ouvrir("carte", indicateur=indicateur))
    fiche = charger().indicateur(indicateur)
    assert droit(visite.title[0].value).startswith(droit(fiche.libelle))
    assert droit(etat_montre(visite)["titre"]) == fiche.libelle
    assert visite.selectbox(key="carte.indicateur").value == indicateur
    assert visite.selectbox(key="carte.niveau").value == niveaux_carte(indicateur)[0]
    assert messages(visite) == []


def test_changer_d_indicateur_de_niveau_puis_de_date() -> None:
    visite = ouvrir("carte")
    visite.selectbox(key="carte.indicateur").select("emploi_prive_evolution_5_ans").run()
    assert etat_montre(sans_erreur(visite))["unite"] == "%"
    visite.selectbox(key="carte.niveau").select("departement").run()
    assert etat_montre(sans_erreur(visite))["nombre"] == "départements"
    visite.toggle(key="carte.tableau").set_value(True).run()
    visite.selectbox(key="carte.date.emploi_prive_evolution_5_ans.departement").select("2020").run()
    repartition = repartir("emploi_prive_evolution_5_ans", "departement", "2020")
    assert sans_erreur(visite).title[0].value == phrases.titre(repartition)
    assert droit(phrases.phrase(repartition)) in textes(visite)
    assert visite.query_params == {
        "indicateur": "emploi_prive_evolution_5_ans",
        "niveau": "departement",
        "date": "2020",
        "tableau": "1",
    }


def test_la_date_se_choisit_sans_la_carte_au_dessus_du_tableau() -> None:
    """Qui ne peut se servir du curseur de la carte garde une liste ; elle ne pèse rien à qui ne la demande pas."""
    cle = "carte.date.chomage_localise.zone_emploi"
    visite = ouvrir("carte")
    assert cle not in [liste.key for liste in visite.selectbox]
    visite.toggle(key="carte.tableau").set_value(True).run()
    liste = sans_erreur(visite).selectbox(key=cle)
    assert len(liste.options) == len(entrepot.periodes("chomage_localise", "zone_emploi"))
    assert droit(liste.options[0]) == "4ᵉ trimestre 2025"
    liste.select("2009-T4").run()
    assert visite.query_params["date"] == "2009-T4"
    assert droit(phrases.phrase(repartir("chomage_localise", "zone_emploi", "2009-T4"))) in textes(visite)
    visite.selectbox(key=cle).select("2025-T4").run()
    assert "date" not in visite.query_params


def test_classes_communes_ou_recalculees_pour_la_date() -> None:
    """Par défaut une date ancienne garde les classes de la dernière ; l'interrupteur, et son lien, rend les siennes."""
    communes = etat_montre(ouvrir("carte"))["bornes"]
    visite = ouvrir("carte", date="2009-T4")
    assert etat_montre(visite)["bornes"] == communes
    assert communes[0] is communes[-1] is None
    visite.toggle(key="carte.par_date").set_value(True).run()
    siennes = etat_montre(sans_erreur(visite))["bornes"]
    assert siennes != communes
    assert None not in siennes
    assert visite.query_params == {"date": "2009-T4", "par_date": "1"}
    assert etat_montre(ouvrir("carte", date="2009-T4", par_date="1"))["bornes"] == siennes


def test_descendre_aux_communes_du_bassin_choisi_et_remonter() -> None:
    visite = ouvrir("carte", indicateur="revenu_median", territoire="0051")
    visite.selectbox(key="carte.niveau").select("commune").run()
    assert "par commune de la zone d'emploi Alençon" in droit(sans_erreur(visite).title[0].value)
    assert etat_montre(visite)["contours"] == entrepot.contour("commune", "0051")["fichier"]
    visite.selectbox(key="carte.zone").select("1109").run()
    assert "de la zone d'emploi Paris" in droit(sans_erreur(visite).title[0].value)
    visite.selectbox(key="carte.niveau").select("zone_emploi").run()
    assert droit(etat_montre(sans_erreur(visite))["nombre"]) == "zones d'emploi"


@pytest.mark.parametrize(("methode", "nom"), [("jenks", "Jenks"), ("egales", "Intervalles égaux")])
def test_changer_de_methode_et_de_nombre(methode: str, nom: str) -> None:
    visite = ouvrir("carte")
    visite.selectbox(key="carte.methode").select(methode).run()
    visite.slider(key="carte.classes").set_value(7).run()
    etat = etat_montre(sans_erreur(visite))
    assert etat["methode"] == f"{nom} de T4 2025"
    assert len(etat["couleurs"]) == 7
    assert visite.query_params == {"methode": methode, "classes": "7"}


def test_seuils_choisis_valides() -> None:
    visite = ouvrir("carte")
    visite.selectbox(key="carte.methode").select("manuelles").run()
    visite.text_input(key="carte.seuils").input("10 ; 7,5; 5").run()
    assert etat_montre(sans_erreur(visite))["bornes"][1:-1] == [5, 7.5, 10]
    assert visite.query_params["seuils"] == "5_7.5_10"
    assert messages(visite) == []


@pytest.mark.parametrize("absurde", ["abc", "5 ; x", "1;2;3;4;5;6;7;8;9", "nan", "![x](//y.z)"])
def test_seuils_absurdes_refuses_en_le_disant(absurde: str) -> None:
    visite = ouvrir("carte", methode="manuelles", seuils="6_9")
    visite.text_input(key="carte.seuils").input(absurde).run()
    assert etat_montre(sans_erreur(visite))["bornes"][1:-1] == [6, 9]
    assert len(messages(visite)) == 1
    assert absurde in messages(visite)[0]


def test_seuils_hors_de_l_etendue_sans_erreur() -> None:
    visite = sans_erreur(ouvrir("carte", methode="manuelles", seuils="-1e300_1e300"))
    assert len(etat_montre(visite)["couleurs"]) == 1


def test_territoire_choisi_montre_sa_fiche() -> None:
    visite = ouvrir("carte")
    visite.selectbox(key="carte.territoire.zone_emploi.").select("0051").run()
    lu = textes(sans_erreur(visite))
    ou = position(repartir("chomage_localise", "zone_emploi"), "0051")
    assert "<h2>Alençon</h2>" in lu
    assert f"{_valeur('chomage_localise', '0051')} %" in lu
    assert f"{ou.rang}ᵉ plus faible valeur{ou.egaux} sur {ou.sur} zones d'emploi" in lu
    assert "Tous les indicateurs : Alençon" in libelles(visite)
    assert ("territoire", "niveau=zone_emploi&code=0051") in liens(visite)
    assert etat_montre(visite)["selection"] == "0051"
    assert visite.query_params == {"territoire": "0051"}


@pytest.mark.parametrize(
    ("indicateur", "code", "attendu"),
    [("chomage_localise", "0601", "Sans donnée pour ce territoire"), ("projets_recrutement", "0051", "(estimé)")],
)
def test_fiche_dit_l_absence_et_le_statut(indicateur: str, code: str, attendu: str) -> None:
    assert attendu in textes(sans_erreur(ouvrir("carte", indicateur=indicateur, territoire=code)))


def test_tableau_equivalent() -> None:
    visite = ouvrir("carte", tableau="1")
    table = sans_erreur(visite).dataframe[0].value
    assert len(table) == 306
    assert list(table.columns)[:3] == ["Rang", "Zone d'emploi", "Code"]
    assert table["Rang"].iloc[0] == 1
    visite.toggle(key="carte.tableau").set_value(False).run()
    assert len(sans_erreur(visite).dataframe) == 0


def test_exports_et_source_a_portee() -> None:
    visite = ouvrir("carte", indicateur="taux_pauvrete")
    assert ("methode", "fiche=taux_pauvrete") in liens(visite)
    assert not visite.get("download_button"), "un nom posé d'avance dirait un autre réglage"
    visite.session_state["carte.exporter"] = True
    libelles = {bouton.proto.label for bouton in sans_erreur(visite.run()).get("download_button")}
    assert libelles == {"CSV", "Métadonnées", "GeoJSON", "PNG", "SVG"}


def test_couches_de_points_choisies() -> None:
    visite = ouvrir("carte", actions="aucun")
    visite.multiselect(key="carte.maisons").set_value(["mde", "mcef"]).run()
    (couche,) = etat_montre(sans_erreur(visite))["couches"]
    assert couche["filtre"]["categorie"] == ["MDE", "MDE antenne", "MCEF"]
    visite.multiselect(key="carte.programmes").set_value(["programme-acv"]).run()
    assert etat_montre(sans_erreur(visite))["couches"][1]["groupe"] == "programmes"


def test_plan_ign_seulement_a_la_demande() -> None:
    visite = ouvrir("carte")
    assert "fond" not in etat_montre(visite)
    visite.toggle(key="carte.plan").set_value(True).run()
    assert "geopf" in etat_montre(sans_erreur(visite))["fond"]["url"]


def test_lien_abime_le_dit_sans_rien_interpreter() -> None:
    visite = sans_erreur(ouvrir("carte", indicateur="![x](//y.z/i.png)", classes="99", niveau="planete"))
    assert len(messages(visite)) == 3
    assert "![x](//y.z/i.png)" in messages(visite)[0]
    assert all("![" not in element.value for element in visite.warning)


def test_cadrage_du_lien_transmis_a_la_carte() -> None:
    assert '"vue": [47.5, 1.2, 8.0]' in composant(sans_erreur(ouvrir("carte", vue="47.5_1.2_8")))["script"]


def test_un_theme_ne_montre_que_ses_indicateurs() -> None:
    visite = ouvrir("carte")
    visite.selectbox(key="carte.theme").select("revenus").run()
    offerts = set(sans_erreur(visite).selectbox(key="carte.indicateur").options)
    fiches = charger().indicateurs.values()
    assert offerts == {
        formats.typographie(f.libelle) for f in fiches if f.theme == "revenus" or f.id == "chomage_localise"
    }


def test_suivre_l_adresse_ne_laisse_pas_d_avertissement_au_journal(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streamlit n'avertit qu'une fois par processus : rendre la parole à son avertissement avant de l'attendre."""
    monkeypatch.setattr(policies, "_shown_default_value_warning", False)
    visite = ouvrir("carte", territoire="8421")
    visite.query_params["territoire"] = "8435"
    sans_erreur(visite.run())
    assert "Voiron" in textes(visite)
    assert [ligne.message for ligne in caplog.records if "Session State" in ligne.message] == []

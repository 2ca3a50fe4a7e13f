"""L'incertain à l'écran : intervalle, marge, rupture, provisoire, estimation de l'Atlas, rang impossible."""

from __future__ import annotations

from html import unescape

import pytest

from geo.mesures.fragilite import fragiles
from tests.pages.visite import droit, etat_montre, ouvrir, sans_erreur, textes, tout_deplier

MARIE_GALANTE = "0103"


def _portrait(niveau: str, code: str, **autres: str) -> tuple[str, dict[str, dict[str, str]]]:
    """Texte de la page, et lignes de ses tableaux par indicateur."""
    visite = sans_erreur(tout_deplier(ouvrir("territoire", niveau=niveau, code=code, **autres)))
    lignes = {str(nom): dict(ligne) for table in visite.table for nom, ligne in table.value.iterrows()}
    return unescape(textes(visite)), {nom: {c: droit(str(v)) for c, v in li.items()} for nom, li in lignes.items()}


def test_armix_a_zero_emploi_et_non_un_secret() -> None:
    texte, lignes = _portrait("commune", "01019")
    assert "0 <small>emploi</small>" in texte
    assert lignes["Emploi salarié privé"]["Valeur"] == "0 emploi"
    evolution = lignes["Évolution de l'emploi privé en cinq ans"]
    assert evolution["Remarque"].startswith("Non calculable : l'effectif de départ")
    assert "Secret" not in evolution["Remarque"]


def test_le_carton_et_le_tableau_portent_l_intervalle_du_secret() -> None:
    texte, lignes = _portrait("zone_emploi", MARIE_GALANTE, comparer="france")
    assert "De 48,0 à 63,0 %, selon ce que le secret statistique masque." in texte
    assert lignes["Part des recrutements saisonniers"]["Valeur"] == "32,0 % (estimé, de 32,0 à 53,3 %)"
    assert lignes["Part des recrutements jugés difficiles"]["Rang"].startswith("entre le ")


def test_le_carton_dit_la_rupture_et_tait_l_evolution() -> None:
    texte, _ = _portrait("zone_emploi", "0051")
    carton = texte[texte.index("<h3>Créations d'établissements pour 1 000 habitants") :].split("</li>")[0]
    assert "Rupture de série annoncée" in carton
    assert "en un an" not in carton


def test_la_france_du_chomage_est_notre_estimation() -> None:
    texte, lignes = _portrait("france", "FR")
    carton = texte[texte.index("<h3>Taux de chômage localisé") :].split("</li>")[0]
    assert "(notre estimation)" in carton
    assert "calcul de l'Atlas d'après Insee" in carton
    assert "notre estimation" in lignes["Taux de chômage localisé"]["Valeur"]
    (phrase,) = (ligne for ligne in texte.replace("</li>", "\n").splitlines() if "des actifs sont au chômage" in ligne)
    assert "(notre estimation : moyenne des zones, pondérée par leurs actifs)" in phrase


def test_une_zone_fragile_n_a_pas_de_rang() -> None:
    code = min(fragiles("part_recrutements_difficiles", "zone_emploi", "2025"))
    texte, lignes = _portrait("zone_emploi", code)
    assert lignes["Part des recrutements jugés difficiles"]["Rang"] == "sans rang"
    assert "Sans rang : plus de la moitié des projets" in texte


def test_la_carte_recoit_les_bornes_et_les_zones_sans_couleur() -> None:
    secret = etat_montre(sans_erreur(ouvrir("carte", indicateur="part_recrutements_saisonniers")))
    assert secret["incertitude"] == "secret"
    revision = etat_montre(sans_erreur(ouvrir("carte", indicateur="chomage_localise_evolution_5_ans")))
    assert (revision["incertitude"], len(revision["revision"])) == ("revision", 36)
    assert len(revision["valeurs"]) == 306
    assert all(revision["valeurs"][rang] is not None for rang in revision["revision"])


def test_la_fiche_de_la_carte_dit_l_intervalle_et_le_rang_possible() -> None:
    texte = textes(sans_erreur(ouvrir("carte", indicateur="part_recrutements_saisonniers", territoire=MARIE_GALANTE)))
    assert "De 32,0 à 53,3 %" in texte
    assert "ntre la " in texte


def test_la_fiche_de_la_carte_ne_lit_ni_hausse_ni_baisse_dans_la_revision() -> None:
    visite = ouvrir("carte", indicateur="chomage_localise_evolution_5_ans", territoire="9303")
    assert "ni hausse ni baisse" in textes(sans_erreur(visite))


@pytest.mark.parametrize(
    ("indicateur", "colonnes"),
    [("part_recrutements_difficiles", {"Minimum", "Maximum", "Rang au pire"}), ("revenu_median", set())],
)
def test_le_classement_montre_les_bornes_quand_il_y_en_a(indicateur: str, colonnes: set[str]) -> None:
    visite = sans_erreur(ouvrir("classement", indicateur=indicateur))
    (table,) = visite.dataframe
    assert {"Minimum", "Maximum", "Rang au pire"} & set(table.value.columns) == colonnes
    assert ("ne se départagent pas" in textes(visite)) == bool(colonnes)
    connues = int(table.value.iloc[:, 2].notna().sum())
    assert f"{connues} zones d'emploi" in textes(visite), "une zone sans rang a quand même une donnée"


def test_la_methode_dit_ce_que_la_fiche_declare() -> None:
    texte = textes(sans_erreur(ouvrir("methode", fiche="chomage_localise_evolution_5_ans")))
    assert "Incertitude : à cheval sur deux publications" in texte
    assert "Marge : un écart de moins de 0,3 point" in texte
    assert "Rupture de série annoncée" in textes(sans_erreur(ouvrir("methode", fiche="creations_etablissements")))

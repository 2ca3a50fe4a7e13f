"""Forces, faiblesses, opportunités, risques : la règle écrite, recomptée depuis les valeurs publiées."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.diagnostic import diagnostic
from geo import mesures
from geo.documents.demande import FRANCE
from geo.documents.faits import faits
from geo.mesures import agregation
from geo.mesures.incertitude import indistincte
from geo.metiers import lectures
from geo.metiers.enquete import Lieu
from geo.metiers.enquete import metiers as lignes_de
from geo.secteurs.champs import METROPOLE
from geo.territoires import lire


@pytest.mark.parametrize("code", ["8421", "0051", "1109", "9310"])
def test_un_fait_situe_est_dans_son_tiers_quoi_que_disent_les_ex_aequo(code: str) -> None:
    """Recompté depuis les valeurs publiées : tous les ex æquo compris, le territoire reste dans le tiers."""
    trouves = [fait for fait in faits(lire("zone_emploi", code), METROPOLE, 2025) if fait.cle]
    assert trouves
    for fait in trouves:
        fiche = charger().indicateur(fait.cle)
        if fiche.incertitude:
            continue
        valeurs = entrepot.valeurs_periode(fait.cle, "zone_emploi", entrepot.periodes(fait.cle, "zone_emploi")[-1])
        signe = -1 if fiche.sens == "mieux_bas" else 1
        ici = signe * float(valeurs["valeur"].to_dict()[code])
        connues = signe * valeurs["valeur"].dropna()
        cote = (connues >= ici) if fait.genre == "forces" else (connues <= ici)
        assert cote.sum() <= len(connues) / 3 + 1e-9, fait


def test_des_ex_aequo_a_cheval_sur_le_tiers_ne_font_pas_un_fait() -> None:
    """Le rang seul les y mettrait : ils n'y sont pas tous."""
    a_cheval = []
    for cle in diagnostic().faits:
        fiche, periode = charger().indicateur(cle), entrepot.periodes(cle, "zone_emploi")[-1]
        if fiche.incertitude:
            continue
        valeurs = entrepot.valeurs_periode(cle, "zone_emploi", periode)["valeur"].dropna()
        for sens in (fiche.sens == "mieux_bas", fiche.sens != "mieux_bas"):
            premiers, derniers = (valeurs.rank(method=methode, ascending=sens) for methode in ("min", "max"))
            bords = (3 * premiers <= len(valeurs)) & (3 * derniers > len(valeurs))
            a_cheval += [(cle, str(code)) for code in valeurs.index[bords][:2]]
    assert a_cheval
    for cle, code in a_cheval[:6]:
        assert cle not in {fait.cle for fait in faits(lire("zone_emploi", code), METROPOLE, 2025)}, (cle, code)


def test_une_evolution_dans_sa_marge_n_est_ni_force_ni_faiblesse() -> None:
    zones = [lire("zone_emploi", code) for code in entrepot.territoires("zone_emploi").index[::20]]
    marges = 0
    for zone in zones:
        cles = {fait.cle for fait in faits(zone, METROPOLE, 2025)}
        for cle in diagnostic().faits:
            mesure = mesures.mesurer(zone, cle)
            if indistincte(mesure.indicateur, mesure):
                marges += 1
                assert cle not in cles, (zone.libelle, cle)
    assert marges


def test_une_zone_qui_n_a_pas_la_moitie_des_habitants_ne_parle_pas_pour_le_territoire() -> None:
    assert not [fait for fait in faits(lire("region", "84"), METROPOLE, 2025) if fait.secteur]
    assert [fait for fait in faits(lire("epci", "244200770"), METROPOLE, 2025) if fait.secteur]


def test_un_fait_emprunte_nomme_la_zone_et_la_part_des_habitants() -> None:
    commune = lire("commune", "42218")
    empruntes = [
        fait
        for fait in faits(commune, METROPOLE, 2025)
        if fait.cle and "commune" not in charger().indicateur(fait.cle).niveaux
    ]
    assert empruntes
    propres = [fait for fait in empruntes if math.isfinite(mesures.mesurer(commune, fait.cle).valeur)]
    for fait in empruntes:
        assert fait in propres or "dans la zone d'emploi Saint-Étienne (100\u00a0% des habitants)" in fait.texte


def test_le_pays_n_a_ni_force_ni_faiblesse() -> None:
    assert {fait.genre for fait in faits(lire(*FRANCE), METROPOLE, 2025)} <= {"opportunites"}


# --- ce que l'écran doit aussi


def test_une_zone_sans_metier_a_surveiller_n_en_invente_pas() -> None:
    """Une table vide à qui l'on donne une colonne prenait autant de lignes que l'enquête a de métiers."""
    lieu = Lieu("zone_emploi", "0101", "Guadeloupe")
    assert not lignes_de(lieu, 2025).empty
    assert lectures.a_surveiller(lieu, 2025).empty


def test_une_serie_qui_ne_se_recalcule_pas_est_vide_sans_essayer_chaque_date() -> None:
    departement = lire("departement", "69")
    assert mesures.serie(departement, "chomage_localise").empty
    for fiche in charger().indicateurs.values():
        if fiche.agregation == "non_agregeable":
            calcul = agregation.calculer(departement.communes, fiche.id, fiche.periodes[-1])
            assert math.isnan(calcul.valeur), fiche.id
            assert calcul.statut != "s", fiche.id
    assert isinstance(mesures.serie(departement, "emploi_prive"), pd.DataFrame)


def test_un_fait_emprunte_a_la_zone_la_nomme_sans_coller_deux_mots() -> None:
    empruntes = [fait for fait in faits(lire("commune", "42218"), METROPOLE, 2025) if fait.cle]
    assert any(" dans la zone d'emploi Saint-Étienne (" in fait.texte for fait in empruntes)
    for fait in empruntes:
        suite = fait.texte.removeprefix(charger().indicateur(fait.cle).libelle)
        assert suite.startswith((" dans la zone d'emploi ", " : ")), fait.texte

"""Où agir : le croisement d'un territoire quelconque, et les tableaux à montrer ou à emporter."""

from __future__ import annotations

import pytest

from donnees.catalogue import charger_besoins
from donnees.vocabulaire import Theme
from geo import territoires
from geo.besoins import phrases, regle, tables, territoire
from geo.besoins.croisement import ELEVE, FAIBLE, MOYEN, croiser, tiers
from geo.mesures.repartitions import repartir
from tests.typographie import droit
from tests.unitaires.test_besoins_croisement import ANNEE, CHOMAGE, CREATIONS, fabriquer_actions


@pytest.mark.parametrize("code", ["0051", "8421", "2804"])
def test_une_zone_lue_comme_territoire_a_la_classe_de_la_carte(code: str) -> None:
    table = fabriquer_actions({"lieux": (("commune", "42218"),)}, {"lieux": (("zone_emploi", code),)})
    lignes = territoire.lignes(territoires.lire("zone_emploi", code), table, "10", ANNEE)
    assert [ligne.theme for ligne in lignes if ligne.mesure is None] == ["rse"]
    for ligne in lignes:
        if ligne.mesure is None:
            continue
        (mesure,) = [m for m in charger_besoins()[ligne.theme].mesures if m.indicateur == ligne.mesure.indicateur.id]
        croisement = croiser(mesure, regle.comptees(table, ligne.theme, "10", ANNEE))
        rang = croisement.rang(code)
        assert (ligne.classe, ligne.actions) == (int(croisement.besoins[rang]), int(croisement.actions[rang]))
        assert ligne.mesure.periode == croisement.repartition.periode
        assert bool(ligne.raison) == (ligne.classe < 0)


def test_un_perimetre_fait_d_une_zone_a_ses_classes() -> None:
    zone = territoires.lire("zone_emploi", "0051")
    perimetre = territoires.du_perimetre(zone.communes, "Autour d'Alençon")
    table = fabriquer_actions({"lieux": (("commune", "61001"),)})
    lignes = [territoire.lignes(lu, table, "10", ANNEE) for lu in (zone, perimetre)]
    assert [(li.theme, li.classe, li.actions) for li in lignes[0]] == [
        (li.theme, li.classe, li.actions) for li in lignes[1]
    ]


def test_un_epci_sans_mesure_prend_celle_de_ses_zones_d_emploi() -> None:
    epci = territoires.lire("epci", "244200770")
    lignes = territoire.lignes(epci, fabriquer_actions(), "10", ANNEE)
    chomage = next(li for li in lignes if li.mesure and li.mesure.indicateur.id == "chomage_localise")
    assert chomage.classe == -1
    assert chomage.raison
    assert chomage.emprunt
    assert chomage.emprunt.zone
    classe = tiers(repartir("chomage_localise", "zone_emploi"), "haut").classe(chomage.emprunt.bas)
    assert chomage.classes == (classe,)
    assert droit(chomage.texte).startswith(f"besoin {phrases.BESOINS[classe]} (zone d'emploi Saint-Étienne")
    commerces = next(li for li in lignes if li.mesure and li.mesure.indicateur.id == "population_sans_alimentation")
    assert commerces.classe in {FAIBLE, MOYEN, ELEVE}
    assert droit(commerces.texte).startswith("besoin ")
    assert "sur 7 thèmes au besoin mesuré ici ou dans sa zone d'emploi, " in droit(territoire.phrase(epci, lignes))


def test_la_phrase_nomme_les_themes_sans_reponse() -> None:
    maubeuge = territoires.lire("zone_emploi", "3217")
    phrase = droit(territoire.phrase(maubeuge, territoire.lignes(maubeuge, fabriquer_actions(), "10", ANNEE)))
    assert phrase.startswith("Maubeuge : sur 7 thèmes au besoin mesuré ici, 5 ont un besoin élevé")
    assert "« Clause sociale »" in phrase
    clause = fabriquer_actions(*({"theme": theme.value, "lieux": (("zone_emploi", "3217"),)} for theme in Theme))
    repondu = droit(territoire.phrase(maubeuge, territoire.lignes(maubeuge, clause, "10", ANNEE)))
    assert repondu.endswith("aucun n'a à la fois un besoin élevé et aucune action connue.")
    mayotte = territoires.lire("departement", "976")
    muettes = [li for li in territoire.lignes(mayotte, fabriquer_actions(), "10", ANNEE) if li.mesure is None]
    assert "aucun besoin n'est mesuré" in territoire.phrase(mayotte, muettes)


def test_le_tableau_du_territoire_dit_chaque_theme() -> None:
    lyon = territoires.lire("zone_emploi", "8421")
    table = territoire.tableau(territoire.lignes(lyon, fabriquer_actions(), "10", ANNEE))
    assert table["Thème"].nunique() == len(Theme)
    assert set(table["Besoin"]) <= {*phrases.BESOINS, "non mesuré"}
    rse = table[table["Mesure du besoin"] == "—"].iloc[0]
    assert (rse["Besoin"], rse["Valeur"]) == ("non mesuré", "—")
    assert "Aucune donnée publique" in rse["Précision"]


def test_le_csv_neutralise_les_formules_et_cite_sa_source() -> None:
    croisement = croiser(CHOMAGE, fabriquer_actions())
    lignes = croisement.sans_reponse().head(2).assign(libelle=["=1+1", "Côte sous le vent"])
    texte = tables.a_emporter(croisement, lignes, "Clause sociale", phrases.fenetre("10", ANNEE)).decode("utf-8-sig")
    entete, premiere, seconde = texte.splitlines()
    assert entete.startswith("Zone d'emploi;Chômage localisé (%);Besoin;Actions;Habitants;Région;Code;Thème")
    assert premiere.startswith("'=1+1;19,0;élevé;0;")
    assert "Insee" in seconde
    assert "Aucune action connue de l'Atlas ne veut pas dire aucune action." in seconde


def test_le_tableau_equivalent_compte_toutes_les_zones_et_nomme_les_regions() -> None:
    croisement = croiser(CREATIONS, fabriquer_actions())
    table = tables.a_montrer(croisement, croisement.table())
    assert len(table) == 306
    assert set(table["Besoin"]) == {*phrases.BESOINS, "non mesuré"}
    assert (table["Région"].str.len() > 0).all()

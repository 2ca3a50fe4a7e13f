"""Agir › Où agir : la méthode d'abord, chaque thème et chaque mesure, chaque territoire, jamais une trace."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from donnees.catalogue import charger_besoins
from donnees.registre import services
from donnees.registre.demarrage import demarrer
from geo.actions.points import THEMES_ACTIONS
from geo.besoins.regle import FENETRES
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
from tests.registre.atelier_registre import ADMIN, saisie

BESOINS = charger_besoins()
MESURES = [(theme, mesure.indicateur) for theme, besoin in BESOINS.items() for mesure in besoin.mesures]


@pytest.fixture
def action() -> Iterator[str]:
    """Une action en cours sur toute une intercommunalité à cheval sur deux zones d'emploi ; archivée ensuite."""
    lieux = [{"niveau": "epci", "code": "200054781"}]
    fiche = services.creer(demarrer(), ADMIN, saisie(theme="clause_sociale", lieux=lieux))
    yield fiche.cle
    services.archiver(demarrer(), ADMIN, fiche.cle, fiche.version)


def _html(visite: AppTest) -> list[str]:
    return [droit(bloc) for bloc in blocs(visite)]


def test_la_methode_et_les_limites_viennent_avant_la_carte() -> None:
    visite = sans_erreur(ouvrir("ou-agir"))
    ordre = [element.type for element in visite.main]
    assert "component_instance" in ordre
    assert ordre.index("html") < ordre.index("selectbox") < ordre.index("component_instance")
    encart = _html(visite)[0]
    for promis in ("trois tiers", "sans pondération", "n'explique pas le besoin", "pas qu'il n'y en a pas"):
        assert promis in encart
    assert messages(visite) == []


@pytest.mark.parametrize(("theme", "indicateur"), MESURES)
def test_chaque_theme_et_chaque_mesure(theme: str, indicateur: str) -> None:
    visite = sans_erreur(ouvrir("ou-agir", theme=theme, indicateur=indicateur))
    assert messages(visite) == []
    mesure = next(m for m in BESOINS[theme].mesures if m.indicateur == indicateur)
    assert droit(mesure.choix) in textes(visite)
    assert droit(mesure.limite) in textes(visite)
    assert sum(map(sum, etat_montre(visite)["croisee"]["cellules"])) + etat_montre(visite)["sans"] == 306
    assert "Source : " in textes(visite)


def test_un_theme_sans_mesure_le_dit_et_ne_montre_pas_de_carte() -> None:
    visite = sans_erreur(ouvrir("ou-agir", theme="rse"))
    (info,) = visite.info
    assert droit(info.value).startswith("Besoin non mesuré. Aucune donnée publique")
    assert not visite.get("component_instance")
    assert not visite.dataframe
    assert any(page == "plan-actions" and "action=" in suite for page, suite in liens(visite))


@pytest.mark.parametrize("fenetre", FENETRES)
def test_chaque_fenetre_dit_combien_d_actions_elle_garde(fenetre: str) -> None:
    visite = sans_erreur(ouvrir("ou-agir", theme="gpect", fenetre=fenetre))
    (choix,) = [s for s in visite.selectbox if s.label == "Actions comptées"]
    debut = fenetre if fenetre != "toutes" else "De"
    annonce = next(option for option in map(droit, choix.options) if option.startswith(debut))
    nombre = int(annonce.split(" : ")[1].split()[0]) if "aucune" not in annonce else 0
    montrees = sum(etat_montre(visite)["croisee"]["actions"].values())
    assert montrees == nombre  # chaque action semée a au plus une commune
    assert "l'Atlas en connaît 125" in textes(visite)


def test_une_action_sans_lieu_est_dite_et_n_entre_dans_aucune_zone() -> None:
    visite = sans_erreur(ouvrir("ou-agir", theme="creation_reprise"))
    assert "Sans lieu connu, donc dans aucune zone : 1 action de ce thème." in textes(visite)
    (choix,) = [s for s in visite.selectbox if s.label == "Actions comptées"]
    assert "10 dernières années : 6 actions" in map(droit, choix.options)
    assert sum(etat_montre(visite)["croisee"]["actions"].values()) == 5
    assert "Sans lieu connu" not in textes(ouvrir("ou-agir", theme="gpect"))


def test_la_fiche_d_une_zone_dit_valeur_classe_et_actions() -> None:
    visite = sans_erreur(ouvrir("ou-agir", theme="accueil_orientation", fenetre="toutes", territoire="7625"))
    assert "Besoin moyen (21,9 %), 8 actions." in textes(visite)
    vers = [suite for page, suite in liens(visite) if page == "plan-actions"]
    assert len([suite for suite in vers if suite.startswith("action=")]) == 8
    assert ("territoire", "niveau=zone_emploi&code=7625") in liens(visite)
    assert etat_montre(visite)["selection"] == "7625"


def test_une_zone_sans_donnee_n_est_pas_dite_faible() -> None:
    visite = sans_erreur(ouvrir("ou-agir", theme="clause_sociale", indicateur="taux_pauvrete", territoire="0101"))
    assert "Besoin non mesuré, aucune action." in textes(visite)


def test_la_liste_et_le_tableau_equivalent() -> None:
    visite = sans_erreur(ouvrir("ou-agir", theme="clause_sociale"))
    table = visite.dataframe[0].value
    cellules = etat_montre(visite)["croisee"]["cellules"]
    assert len(table) == cellules[2][0] > 0
    assert set(table["Besoin"]) == {"élevé"}
    assert set(table["Actions"]) == {0}
    assert f"{len(table)} zones d'emploi ont un besoin élevé" in textes(visite)
    assert "habitants y vivent" in textes(visite)
    toutes = sans_erreur(ouvrir("ou-agir", theme="clause_sociale", liste="toutes"))
    assert len(toutes.dataframe[0].value) == 306


def test_une_action_saisie_compte_dans_toutes_ses_zones(action: str) -> None:
    visite = sans_erreur(ouvrir("ou-agir", theme="clause_sociale", fenetre="3", territoire="1109"))
    assert ("plan-actions", f"action={action}") in liens(visite)
    grand_paris = sans_erreur(ouvrir("ou-agir", niveau="commune", code="75056", fenetre="3"))
    assert any("Clause sociale <span>une action</span>" in corps for corps in _html(grand_paris))


@pytest.mark.parametrize("niveau", NIVEAUX)
def test_chaque_territoire_est_dit_theme_par_theme(niveau: str) -> None:
    visite = sans_erreur(ouvrir("ou-agir", niveau=niveau, code=NIVEAUX[niveau]))
    (corps,) = [html for html in _html(visite) if "atlas-besoins" in html]
    for theme in BESOINS:
        assert droit(THEMES_ACTIONS[theme]).split("'")[0] in corps
    assert corps.count('<th scope="row">') == len(MESURES)
    assert corps.count("source et définition") == len(MESURES)
    assert messages(visite) == []


def test_un_perimetre_garde_son_nom_et_dit_ce_qui_n_est_pas_recalculable() -> None:
    visite = sans_erreur(ouvrir("ou-agir", niveau="perimetre", code=PERIMETRE.code, nom="Vallée du Gier"))
    assert "Vallée du Gier : thème par thème" in textes(visite)
    (corps,) = [html for html in _html(visite) if "atlas-besoins" in html]
    assert "Besoin non mesuré ici" not in corps
    assert "Zone d'emploi Saint-Étienne" in corps
    assert len(etat_montre(visite)["perimetre"]["codes"]) == 9


def test_un_nom_hostile_reste_du_texte() -> None:
    visite = sans_erreur(
        ouvrir("ou-agir", niveau="perimetre", code=PERIMETRE.code, nom="<img src=x onerror=alert(1)>[a](//b)")
    )
    assert not [corps for corps in _html(visite) if "<img" in corps]
    (titre,) = [str(element.value) for element in visite.header if "thème par thème" in str(element.value)]
    assert titre.startswith("\\<img src=x onerror=alert\\(1\\)\\>\\[a\\]\\(//b\\)")


def test_changer_de_theme_oublie_la_mesure_sans_avertir() -> None:
    visite = sans_erreur(ouvrir("ou-agir", theme="clause_sociale", indicateur="taux_pauvrete", fenetre="5"))
    visite.selectbox(key="adresse.theme").set_value("gpect").run()
    sans_erreur(visite)
    assert (parametre(visite, "theme"), parametre(visite, "indicateur"), parametre(visite, "fenetre")) == (
        "gpect",
        "",
        "5",
    )
    assert messages(visite) == []
    assert "Spécialisation" in " ".join(visite.dataframe[0].value.columns)


@pytest.mark.parametrize(
    "lien",
    [
        {"theme": "sport"},
        {"theme": "rse", "indicateur": "taux_pauvrete", "fenetre": "dix"},
        {"indicateur": "bonheur_brut"},
        {"fenetre": "-1"},
        {"territoire": "9999"},
        {"niveau": "canton", "code": "x"},
        {"niveau": "perimetre", "code": "1zut"},
        {"liste": "aucune"},
        {"vue": "pole_nord"},
    ],
    ids=str,
)
def test_un_lien_absurde_est_dit_en_clair(lien: dict[str, str]) -> None:
    visite = sans_erreur(ouvrir("ou-agir", **lien))
    assert messages(visite)
    assert "n'existe pas" in messages(visite)[0]


def test_le_registre_en_panne_est_dit_et_rien_n_est_compte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registre, "en_panne", lambda: True)
    visite = sans_erreur(ouvrir("ou-agir", niveau="zone_emploi", code="8421"))
    assert "la présence d'actions n'est pas connue" in messages(visite)[0]
    assert not visite.get("component_instance")
    assert not visite.dataframe
    assert not [html for html in _html(visite) if "aucune action" in html.split("</ul>")[-1]]


@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "theme": st.sampled_from([*BESOINS, "tous"]),
            "indicateur": st.sampled_from([*(i for _, i in MESURES), "population", "x"]),
            "fenetre": st.sampled_from([*FENETRES, "99"]),
            "territoire": st.sampled_from(["0051", "0601", "42218", "<b>"]),
            "niveau": st.sampled_from([*NIVEAUX, "perimetre"]),
            "code": st.sampled_from([*NIVEAUX.values(), PERIMETRE.code, "🙂"]),
            "liste": st.sampled_from(["sans", "toutes", "x"]),
        },
    )
)
def test_toute_combinaison_rend_une_page(lien: dict[str, str]) -> None:
    visite = sans_erreur(ouvrir("ou-agir", **lien))
    assert len(visite.title) == 1
    assert "Méthode et données" in libelles(visite)

"""Ce qu'une page dit quand le territoire n'a pas de quoi la remplir : vrai, une fois, et jamais un titre sans suite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from geo import territoires
from geo.mesures.repartitions import repartir, restreindre
from tests.pages.visite import (
    blocs,
    bouton,
    dessins,
    droit,
    etat_montre,
    libelles,
    liens,
    ouvrir,
    parametre,
    sans_erreur,
    textes,
)

MAYOTTE = {"niveau": "departement", "code": "976"}
PONTIS = {"niveau": "commune", "code": "04154"}
TITRES, DISCRETS = ("title", "header", "subheader"), ("caption",)
LIEUX = (MAYOTTE, PONTIS, {"niveau": "zone_emploi", "code": "0601"}, {"niveau": "epci", "code": "245400676"})
PAGES = (
    *(("territoire", {}), ("secteurs", {}), ("economie-verte", {}), ("ou-agir", {}), ("maisons", {})),
    *(("commerces", {"volet": volet}) for volet in ("acces", "ouvrir", "creations")),
    *(("plan-actions", {}), ("secteurs", {"vue": "decalage"}), ("secteurs", {"vue": "gpect"})),
)


def _feuilles(noeud: Any) -> Iterator[Any]:
    for enfant in noeud.children.values():
        if hasattr(enfant, "children"):
            yield from _feuilles(enfant)
        else:
            yield enfant


def _titres_nus(visite: AppTest) -> list[str]:
    """Titres que rien ne suit, sinon une note, avant un titre d'aussi haut rang ou la fin de la page."""
    ouverts: list[tuple[int, str]] = []
    nus: list[str] = []
    for element in _feuilles(visite.main):
        if element.type == "divider":  # le pied de la page
            break
        if element.type in TITRES:
            rang = TITRES.index(element.type)
            nus += [texte for autre, texte in ouverts if autre >= rang]
            ouverts = [(autre, texte) for autre, texte in ouverts if autre < rang] + [(rang, str(element.value))]
        elif element.type not in DISCRETS:
            ouverts = []
    return nus + [texte for _, texte in ouverts]


@pytest.mark.parametrize("lieu", LIEUX, ids=lambda lieu: str(lieu["code"]))
@pytest.mark.parametrize(("page", "parametres"), PAGES, ids=lambda p: p if isinstance(p, str) else "".join(p.values()))
def test_un_titre_est_suivi_de_quelque_chose(page: str, parametres: dict[str, str], lieu: dict[str, str]) -> None:
    assert _titres_nus(sans_erreur(ouvrir(page, **lieu, **parametres))) == []


def test_une_courbe_d_ailleurs_le_dit_d_abord() -> None:
    mayotte = sans_erreur(ouvrir("territoire", **MAYOTTE))
    assert "Cette série n'existe ni pour Mayotte, ni pour ses zones." in droit(mayotte.info[0].value)
    assert dessins(mayotte) == [], "la courbe ou les parts de la France ne disent rien de Mayotte"
    assert len(dessins(sans_erreur(ouvrir("territoire", niveau="departement", code="973")))) >= 1
    nancy = textes(sans_erreur(ouvrir("territoire", niveau="epci", code="245400676")))
    assert "Cette série n'existe pas pour Métropole du Grand Nancy. Courbes montrées : Nancy, " in nancy
    assert "Cette série n'existe pas" not in textes(ouvrir("territoire", niveau="zone_emploi", code="8421"))


@pytest.mark.parametrize("code", ["976", "31"])
def test_la_carte_communale_s_ouvre_sur_une_mesure_connue(code: str) -> None:
    visite = sans_erreur(ouvrir("territoire", niveau="departement", code=code))
    choisi = visite.session_state["adresse.communal"]
    assert (choisi == "population_evolution_2018") is (code == "31")
    montree = restreindre(repartir(choisi, "commune"), territoires.lire("departement", code).communes)
    assert np.isfinite(montree.valeurs).any()


@pytest.mark.parametrize("vue", ["secteurs", "decalage", "gpect"])
def test_une_vue_qui_ne_se_lit_pas_ne_demande_pas_de_choisir(vue: str) -> None:
    lu = textes(sans_erreur(ouvrir("secteurs", niveau="zone_emploi", code="0601", vue=vue)))
    assert "Choisissez un territoire" not in lu
    assert "Elle ne se lit pas pour Mayotte" in lu
    assert "Choisissez un territoire ci-dessus" in textes(ouvrir("secteurs", vue=vue))


def test_ou_rien_ne_manque_le_titre_ne_dit_pas_ce_qui_manque() -> None:
    paris = sans_erreur(ouvrir("commerces", niveau="departement", code="75"))
    assert next(droit(titre.value) for titre in paris.header).startswith("Rien ne manque")
    pontis = sans_erreur(ouvrir("commerces", **PONTIS))
    assert next(droit(titre.value) for titre in pontis.header).startswith("Ce qui manque le plus")
    commune = textes(sans_erreur(ouvrir("commerces", niveau="commune", code="75056")))
    assert "Paris a 2 199 équipements « boulangerie » (2024)." in commune


def _infos(visite: AppTest) -> list[str]:
    return [droit(message.value) for message in visite.info]


def test_une_liste_vide_n_accuse_que_les_filtres_poses() -> None:
    plan = sans_erreur(ouvrir("plan-actions", **MAYOTTE))
    assert _infos(plan) == ["Aucune action qui touche **Mayotte** n'est connue de l'Atlas."]
    assert "ne répond" not in textes(plan)
    filtre = sans_erreur(ouvrir("plan-actions", statuts="abandonnee", q="zzz"))
    assert _infos(filtre) == ["Aucune action ne répond aux filtres « Mot cherché », « Statut » : retirez-en un."]
    rien = sans_erreur(ouvrir("classement", niveau="commune", region="06", taille="grandes", indicateur="population"))
    assert _infos(rien)[0].startswith("Aucun territoire ne répond aux filtres « Région », « Taille »")


def test_sans_maison_ici_les_plus_proches() -> None:
    visite = sans_erreur(ouvrir("maisons", **MAYOTTE))
    assert _infos(visite) == ["Aucune maison relevée dont le siège est dans **Mayotte** n'est connue de l'Atlas."]
    proches = [lien for lien in map(droit, libelles(visite)) if lien.endswith(" km")]
    assert len(proches) == 2
    assert len({cle for page, cle in liens(visite) if cle.startswith("maison=")}) == 2
    filtre = sans_erreur(ouvrir("maisons", **MAYOTTE, regions="84"))
    assert "ne répond au filtre « Région » : retirez-le." in _infos(filtre)[0]


@pytest.mark.parametrize(("page", "vue"), [("maisons", {}), ("plan-actions", {"vue": "carte"})])
def test_une_liste_restreinte_a_un_territoire_le_cerne_sur_sa_carte(page: str, vue: dict[str, str]) -> None:
    nancy = territoires.lire("epci", "245400676")
    etat = etat_montre(sans_erreur(ouvrir(page, niveau="epci", code="245400676", **vue)))
    assert set(etat["perimetre"]["codes"]) == set(nancy.communes)


@pytest.mark.parametrize(
    ("cerne", "titre"),
    [("commune:54395", "Zone d'emploi Nancy"), ("epci:245400676", "Zone d'emploi Nancy"), ("departement:54", "")],
)
def test_la_fiche_du_territoire_cerne_a_un_nombre(cerne: str, titre: str) -> None:
    mesure = "chomage_localise" if titre else "emploi_prive_evolution_5_ans"
    visite = sans_erreur(ouvrir("carte", cerne=cerne, indicateur=mesure))
    (fiche,) = [droit(bloc) for bloc in blocs(visite) if "atlas-fiche" in bloc]
    assert re.search(r'class="valeur">\+?\d+,\d %<', fiche)
    assert f"<h2>{titre or 'Meurthe-et-Moselle'}<" in fiche
    assert ("n'a pas cette valeur : c'est celle de sa zone d'emploi" in fiche) is bool(titre)
    assert "Touchez" not in textes(visite)


def test_a_cheval_la_fiche_dit_la_fourchette_de_ses_zones() -> None:
    visite = sans_erreur(ouvrir("carte", cerne="departement:974"))
    (fiche,) = [droit(bloc) for bloc in blocs(visite) if "atlas-fiche" in bloc]
    assert "<h2>Ses 4 zones d'emploi<" in fiche
    assert re.search(r'class="valeur">de \d+,\d à \d+,\d %<', fiche)


def test_sans_valeur_le_classement_situe_par_la_zone_d_emploi() -> None:
    lu = textes(sans_erreur(ouvrir("classement", avec="departement:75")))
    assert re.search(r"\*\*Paris\*\*, par sa zone d'emploi Paris : \d+,\d %, .* sur 302 zones d'emploi", lu)
    assert "Cette mesure est reprise" not in lu


def test_ou_agir_classe_un_territoire_par_ses_zones_d_emploi() -> None:
    lu = textes(sans_erreur(ouvrir("ou-agir", niveau="epci", code="245400676")))
    assert "Métropole du Grand Nancy : sur 7 thèmes au besoin mesuré ici ou dans sa zone d'emploi" in lu
    assert "Besoin non mesuré ici" not in lu
    reunion = textes(sans_erreur(ouvrir("ou-agir", niveau="departement", code="974")))
    assert "La Réunion : sur 5 thèmes au besoin mesuré ici ou dans ses zones d'emploi" in reunion


def test_le_bilan_ouvre_la_maison_du_territoire_courant() -> None:
    visite = sans_erreur(ouvrir("bilan", courant="epci:245400676"))
    assert parametre(visite, "maison") == "54395-1"
    assert "Bilan " in visite.title[0].value
    rendue = next(widget for widget in visite.selectbox if widget.key == "adresse.maison").select_index(0).run()
    assert "Les maisons du territoire courant" in textes(sans_erreur(rendue))
    assert not parametre(sans_erreur(ouvrir("bilan", courant="france:FR")), "maison")
    plusieurs = sans_erreur(ouvrir("bilan", courant="region:84"))
    assert not parametre(plusieurs, "maison")
    assert "Les maisons du territoire courant" in textes(plusieurs)


@pytest.mark.parametrize("courant", ["epci:245400676", "commune:54395"])
def test_un_perimetre_part_du_territoire_courant(courant: str) -> None:
    visite = sans_erreur(ouvrir("perimetre", courant=courant))
    bouton(visite, "Partir de Métropole du Grand Nancy (20 communes)").click().run()
    assert "20 communes" in textes(sans_erreur(visite))
    assert parametre(visite, "nom") == "Métropole du Grand Nancy"
    assert not [b for b in sans_erreur(ouvrir("perimetre", courant="france:FR")).button if "Partir" in b.label]


def test_le_classement_ne_range_que_ce_qui_a_une_donnee_et_surligne_le_territoire() -> None:
    visite = sans_erreur(ouvrir("classement", avec="epci:245400676"))
    table = visite.dataframe[0].value
    assert len(table) == 302
    assert table["Chômage localisé (%)"].notna().all()
    assert "Rang national" not in table
    assert "Statut" not in table
    assert "Sans donnée (4) : " in textes(visite)
    assert "Statut de toutes ces valeurs : provisoire." in textes(visite)
    style = visite.dataframe[0].proto.arrow_data.styler.styles
    nancy = table.index[table["Territoire"] == "Nancy"][0]
    assert re.findall(r"row(\d+)_col0", style) == [str(nancy)]
    rhone_alpes = sans_erreur(ouvrir("classement", region="84")).dataframe[0].value
    assert "Rang national" in rhone_alpes

"""Les ressources de l'interface : décrites, paginées, liées, fidèles au registre et au catalogue."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from donnees import entrepot
from donnees.catalogue import charger
from donnees.chemins import PRODUITS
from donnees.registre.services import Fiche
from donnees.vocabulaire import Theme
from geo import comparables, territoires
from geo.actions import presence
from geo.territoires import perimetre
from geo.territoires.index import NIVEAUX
from pages.api.ressources.accueil import EXEMPLES
from tests.asgi import Application, adresser, portee
from tests.interface_ouverte import RegistreFige, demander, lire, monter, probleme, suivre
from tests.lieux_temoins import CODE_DU_GIER, GIER, PERIMETRE

DECRITE: dict[str, Any] = lire("/openapi.json")
REGISTRE = RegistreFige()


@pytest.mark.parametrize("chemin", DECRITE["paths"])
def test_chaque_ressource_est_decrite_et_son_exemple_repond(chemin: str) -> None:
    operation = DECRITE["paths"][chemin]["get"]
    assert set(DECRITE["paths"][chemin]) == {"get"}
    assert operation["summary"]
    assert operation["description"]
    assert all(dit.get("description") for dit in operation.get("parameters", ()))
    if chemin in {"/maisons/{cle}", "/actions/{cle}"}:
        return  # leurs clés changent avec le registre : éprouvées plus bas
    reponse = demander(EXEMPLES[chemin])
    assert reponse.statut == 200, reponse.texte
    assert reponse.entetes["content-type"].split(";")[0] in operation["responses"]["200"]["content"]


def test_la_description_dit_ou_elle_est_servie_et_ne_dit_rien_de_la_machine() -> None:
    assert DECRITE["openapi"].startswith("3.")
    assert DECRITE["servers"] == [{"url": "/api/v1"}]
    assert set(EXEMPLES) <= set(DECRITE["paths"])
    dits = [str(PRODUITS), "Traceback", "HTTPValidationError"]
    assert not [mot for mot in dits if mot in json.dumps(DECRITE) + demander("/").texte]


def test_la_page_se_lit_et_echappe_ce_qu_elle_dit() -> None:
    page = demander("/").texte
    assert "``" not in page
    assert "avec <code>q</code>, les lieux" in page
    assert page.count("<script") == 0
    assert all(f"{chemin}<" in page for chemin in DECRITE["paths"])


def _toutes(adresse: str) -> Iterator[dict[str, Any]]:
    """Les éléments d'une liste, page après page."""
    page = lire(adresse)
    yield from page["elements"]
    while page["suivant"]:
        reponse = suivre(page["suivant"])
        page = json.loads(reponse.corps)
        yield from page["elements"]


@pytest.mark.parametrize(
    ("adresse", "cle", "attendus"),
    [
        ("/indicateurs?limite=7", "id", sorted(charger().indicateurs)),
        ("/territoires/zone_emploi?limite=50", "code", list(entrepot.territoires("zone_emploi").index)),
        (f"/territoires/perimetre/{CODE_DU_GIER}/communes?limite=2&nom=Gier", "code", list(GIER)),
        ("/maisons?limite=37", "cle", sorted(fiche.cle for fiche in REGISTRE.fiches_maisons)),
        ("/actions?limite=40", "cle", sorted(fiche.cle for fiche in REGISTRE.fiches)),
    ],
)
def test_les_pages_mises_bout_a_bout_font_la_liste(adresse: str, cle: str, attendus: list[str]) -> None:
    assert [element[cle] for element in _toutes(adresse)] == attendus


def test_la_page_suivante_est_aussi_dans_l_entete() -> None:
    reponse = demander("/territoires/commune?limite=3")
    page = json.loads(reponse.corps)
    assert page["total"] == len(entrepot.territoires("commune"))
    assert reponse.entetes["link"] == f'<{page["suivant"]}>; rel="next"'
    assert page["elements"][-1]["code"] in page["suivant"]
    derniere = demander("/territoires/region?limite=100")
    assert json.loads(derniere.corps)["suivant"] is None
    assert "link" not in derniere.entetes


def test_une_fiche_est_celle_du_catalogue() -> None:
    fiche, lue = charger().indicateur("chomage_localise"), lire("/indicateurs/chomage_localise")
    assert (lue["libelle"], lue["question"], lue["formule"]) == (fiche.libelle, fiche.question, fiche.mention)
    assert tuple(lue["precautions"]) == fiche.precautions
    assert [source["id"] for source in lue["sources"]] == list(fiche.sources)
    assert {n: tuple(p) for n, p in lue["periodes"].items()} == {
        n: entrepot.periodes(fiche.id, n) for n in fiche.niveaux
    }
    assert json.loads(suivre(lue["valeurs"]["zone_emploi"]).corps)["periode"] == lue["derniere_periode"]


def test_un_territoire_dit_ses_parents_et_ou_lire_la_suite() -> None:
    lue, lieu = lire("/territoires/commune/38563"), territoires.lire("commune", "38563")
    assert lue["population"] == lieu.population
    for niveau, morceaux in lue["parents"].items():
        attendus = territoires.traverses(lieu, niveau)
        assert [(m["code"], m["part"], m["couverture"]) for m in morceaux] == [
            (a.code, a.part, a.couverture) for a in attendus
        ]
    assert list(lue["parents"]) == ["epci", "zone_emploi", "departement", "region"]
    assert lue["liens"].pop("page") == "/territoire?niveau=commune&code=38563"
    assert lue["liens"].pop("page_legere") == "/t/commune/38563-voiron"
    assert {suivre(lien).statut for lien in lue["liens"].values()} == {200}
    assert lire("/territoires/france/FR")["parents"] == {}


def test_chercher_un_lieu_et_les_niveaux() -> None:
    lue = lire("/territoires?q=voiron")
    assert ("zone_emploi", "8435") in [(lieu["niveau"], lieu["code"]) for lieu in lue["trouves"]]
    assert [(niveau["niveau"], niveau["total"]) for niveau in lue["niveaux"]] == [
        (niveau, len(entrepot.territoires(niveau))) for niveau in NIVEAUX
    ]
    assert lire("/territoires")["trouves"] == []


def test_les_semblables_sont_ceux_de_la_page_comparer() -> None:
    trouves = comparables.chercher(territoires.lire("zone_emploi", "8435"), nombre=3).ressemblances
    lue = lire("/territoires/zone_emploi/8435/semblables?nombre=3")
    assert trouves is not None
    assert [zone["code"] for zone in lue["elements"]] == [voisin.code for voisin in trouves.voisins]
    assert lue["variables"] == list(trouves.variables)


def test_un_lien_de_l_application_donne_le_portrait_du_perimetre() -> None:
    direct = lire(f"/territoires/perimetre/{CODE_DU_GIER}/portrait?nom=Vall%C3%A9e+du+Gier")
    lien = f"https://atlas.exemple.fr/territoire?niveau=perimetre&code={CODE_DU_GIER}&nom=Vall%C3%A9e+du+Gier"
    for dit in (lien, f"https://atlas.exemple.fr/t/perimetre/{CODE_DU_GIER}?nom=Vall%C3%A9e du Gier"):
        assert lire(f"/perimetres?lien={dit.replace('?', '%3F').replace('&', '%26')}") == direct
    assert direct["territoire"]["libelle"] == PERIMETRE.libelle
    face = lire(f"/perimetres?lien={lien.replace('&', '%26')}%26comparateur%3Ddepartement.42")
    assert face["comparateur"]["code"] == "42"
    assert direct["phrases"]
    assert lire(f"/perimetres?lien={CODE_DU_GIER}")["chiffres"]


@pytest.mark.parametrize(
    "code", ["1", "2abc", "1!!", CODE_DU_GIER[:-2], "x" * 8000, perimetre.encoder(["01001"])[:-1] + "~"]
)
def test_un_perimetre_illisible_est_refuse_avec_la_raison_de_l_ecran(code: str) -> None:
    dit = probleme(demander(f"/perimetres?lien={code}"))
    assert dit["status"] == 422
    assert "périmètre" in dit["detail"].lower()


def _action(**autres: object) -> Fiche:
    return REGISTRE.fiches[0].model_copy(update=autres)


def test_les_actions_sont_celles_des_services_et_se_filtrent_comme_a_l_ecran() -> None:
    lue = lire(f"/actions/{REGISTRE.fiches[0].cle}")
    assert Fiche.model_validate(lue) == REGISTRE.fiches[0]
    lieu = territoires.lire("region", "44")
    attendues = set(presence.actions(REGISTRE.actions, lieu.communes)["action"])
    assert attendues
    assert {action["cle"] for action in _toutes("/actions?dans=region.44")} == attendues
    sociales = {fiche.cle for fiche in REGISTRE.fiches if fiche.theme is Theme.CLAUSE_SOCIALE}
    assert {action["cle"] for action in _toutes("/actions?theme=clause_sociale")} == sociales
    maison = REGISTRE.fiches_maisons[0]
    assert lire(f"/maisons/{maison.cle}") == json.loads(maison.model_dump_json())
    sieges = set(presence.maisons(REGISTRE.maisons, lieu.communes)["maison"])
    assert {maison["cle"] for maison in _toutes("/maisons?dans=region.44")} == sieges


def test_une_action_qui_n_est_plus_publiee_n_est_plus_rendue() -> None:
    """Le registre n'en donne plus que les autres : rien de gardé ne la rend."""
    registre = RegistreFige()
    application, (retiree, *autres) = monter(registre), registre.fiches
    assert demander(f"/actions/{retiree.cle}", application).statut == 200
    registre.fiches, registre.version = tuple(autres), "2-2"
    dit = probleme(demander(f"/actions/{retiree.cle}", application))
    assert (dit["status"], "n’est pas publiée" in dit["detail"]) == (404, True)
    assert json.loads(demander("/actions", application).corps)["total"] == len(autres)


def test_sous_un_prefixe_les_liens_le_portent() -> None:
    application = monter(RegistreFige(), "/atlas")
    reponse = adresser(application, portee("/atlas/api/v1/territoires/region/44"), Application())
    liens = json.loads(reponse.corps)["liens"]
    assert liens.pop("page") == "/atlas/territoire?niveau=region&code=44"
    assert liens.pop("page_legere") == "/atlas/t/region/44-grand-est"
    assert all(lien.startswith("/atlas/api/v1/territoires/region/44/") for lien in liens.values())

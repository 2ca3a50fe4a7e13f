"""Le territoire courant suit d'une page à l'autre, et l'adresse de chaque page le dit tout entier."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from geo import territoires
from geo.mesures import comparaison
from geo.territoires import perimetre
from pages.cadre import suivi
from pages.cadre.plan import PLAN
from pages.interface.suivi import SUIVIS
from tests.pages.visite import PAGES, ouvrir, parametre, sans_erreur, textes

GRAND_NANCY = territoires.lire("epci", "245400676")
PERIMETRE = territoires.du_perimetre(GRAND_NANCY.communes[:7], "Mon bassin")
VOIRON = territoires.lire("zone_emploi", "8435")
DIRECTES = [page for page, suivie in SUIVIS.items() if suivie.noms == ("niveau", "code")]


def _aller(visite: AppTest, page: str, **parametres: str) -> AppTest:
    """Suit une entrée du menu : même session, adresse nue."""
    visite._page_hash = calc_hash(page)
    visite.query_params.clear()
    for nom, valeur in parametres.items():
        visite.query_params[nom] = valeur
    return visite.run()


def _puce(visite: AppTest) -> str:
    """Clé du territoire que l'en-tête dit."""
    trouve = re.search(r'data-cle="([^"]*)"', "".join(str(html.proto.body) for html in visite.get("html")))
    assert trouve
    return trouve.group(1)


def test_chaque_page_suivie_existe() -> None:
    assert set(SUIVIS) <= set(PAGES)


@pytest.mark.parametrize("territoire", [GRAND_NANCY, PERIMETRE, VOIRON], ids=lambda t: t.niveau)
def test_le_territoire_suit_sur_chaque_page_qui_le_dit(territoire: territoires.Territoire) -> None:
    visite = ouvrir("territoire", courant=comparaison.ecrire([territoire]))
    for page in DIRECTES:
        sans_erreur(_aller(visite, page))
        dit = SUIVIS[page].lire({nom: parametre(visite, nom) for nom in ("niveau", "code", "nom")})
        assert dit == [territoire], page
        assert _puce(visite) == comparaison.ecrire([territoire])
        assert not visite.warning, page


def _lieu(visite: AppTest) -> str:
    """Ce que porterait la page imprimée."""
    corps = "".join(str(html.proto.body) for html in visite.get("html"))
    return unescape(re.findall(r'data-lieu="([^"]*)"', corps)[0])


AVEC = comparaison.ecrire([VOIRON, GRAND_NANCY, PERIMETRE])
NOMS = f"{VOIRON.libelle}, {GRAND_NANCY.libelle}, Mon bassin"


@pytest.mark.parametrize(
    ("page", "parametres", "dit"),
    [
        ("comparer", {"avec": AVEC}, NOMS),
        ("classement", {"avec": AVEC}, NOMS),
        ("carte", {"cerne": comparaison.ecrire([PERIMETRE])}, "Mon bassin"),
        ("territoire", {"niveau": "epci", "code": GRAND_NANCY.code}, GRAND_NANCY.libelle),
        ("maisons", {"maison": "inconnue"}, ""),
        ("methode", {}, ""),
        ("comparer", {"avec": comparaison.AUCUN}, ""),
    ],
)
def test_la_feuille_dit_les_territoires_de_la_page_et_eux_seuls(
    page: str, parametres: dict[str, str], dit: str
) -> None:
    """Classe du défaut : une feuille sans territoire, ou au nom de celui d'une autre page."""
    visite = ouvrir("territoire", niveau="zone_emploi", code="4412")
    assert _lieu(_aller(visite, page, **parametres)) == dit
    assert _lieu(ouvrir("accueil", cerne="zone_emploi:8435")) == VOIRON.libelle


def test_comparer_et_classer_partent_du_territoire_et_de_son_comparateur() -> None:
    visite = ouvrir("territoire", niveau="epci", code=GRAND_NANCY.code, comparateur="region.44")
    sans_erreur(_aller(visite, "comparer"))
    assert parametre(visite, "avec") == f"epci:{GRAND_NANCY.code}~region:44"
    sans_erreur(_aller(visite, "classement"))
    assert parametre(visite, "avec") == f"epci:{GRAND_NANCY.code}"


def test_le_comparateur_choisi_suit_puis_s_oublie_la_ou_on_le_rend() -> None:
    visite = ouvrir("territoire", niveau="epci", code=GRAND_NANCY.code, comparateur="region.44")
    sans_erreur(_aller(visite, "commerces"))
    assert parametre(visite, "comparateur") == "region.44"
    del visite.query_params["comparateur"]
    sans_erreur(visite.run())
    sans_erreur(_aller(visite, "territoire"))
    assert parametre(visite, "comparateur") == ""


def test_un_comparateur_qui_ne_convient_pas_ne_suit_pas() -> None:
    visite = ouvrir("territoire", niveau="epci", code=GRAND_NANCY.code, comparateur="region.44")
    sans_erreur(_aller(visite, "territoire", courant="zone_emploi:8435"))
    assert (parametre(visite, "niveau"), parametre(visite, "code")) == ("zone_emploi", "8435")
    assert parametre(visite, "comparateur") == ""
    assert not visite.warning


def test_mon_perimetre_rouvre_le_dernier_meme_apres_un_autre_territoire() -> None:
    visite = ouvrir("perimetre", niveau="perimetre", code=PERIMETRE.code, nom=PERIMETRE.libelle)
    _aller(visite, "territoire", niveau="zone_emploi", code="8435")
    sans_erreur(_aller(visite, "perimetre"))
    assert perimetre.decoder(parametre(visite, "code")) == PERIMETRE.communes
    assert parametre(visite, "nom") == "Mon bassin"


def test_un_perimetre_vide_expres_reste_vide() -> None:
    visite = ouvrir("perimetre", niveau="perimetre", code=PERIMETRE.code)
    vider = next(bouton for bouton in visite.button if "Tout retirer" in bouton.label or "Vider" in bouton.label)
    sans_erreur(vider.click().run())
    assert parametre(visite, "code") == ""
    sans_erreur(_aller(visite, "territoire"))
    assert _puce(visite) == ""


def test_une_fiche_ouverte_par_son_lien_n_est_pas_remplacee_et_porte_le_territoire() -> None:
    visite = ouvrir("territoire", niveau="zone_emploi", code="8435")
    _aller(visite, "maisons", maison="inconnue")
    assert parametre(visite, "maison") == "inconnue"
    assert parametre(visite, "code") == "8435"


FICHES = {
    "maisons": {"maison": "38563-1"},
    "plan-actions": {"action": "inconnue"},
    "methode": {"fiche": "chomage_localise"},
}


@pytest.mark.parametrize("territoire", [VOIRON, PERIMETRE], ids=lambda t: t.niveau)
def test_l_adresse_de_chaque_page_du_menu_rend_le_territoire_a_qui_l_ouvre(territoire: territoires.Territoire) -> None:
    """Classe du défaut : la pastille dit un territoire que l'adresse, envoyée, ne dit pas."""
    cle = comparaison.ecrire([territoire])
    visite = ouvrir("territoire", courant=cle)
    menu = [page["url_path"] for pages in PLAN.values() for page in pages if "visibility" not in page]
    ecrans = [*((page, {}) for page in menu), *FICHES.items()]
    for page, parametres in ecrans:
        sans_erreur(_aller(visite, page, **parametres))
        adresse = {nom: parametre(visite, nom) for nom in visite.query_params}
        assert parametres.items() <= adresse.items(), page
        assert _puce(visite) == cle, page
        assert _puce(sans_erreur(ouvrir(page, **adresse))) == cle, (page, adresse)


def test_qui_compose_un_perimetre_quitte_le_territoire_cerne() -> None:
    visite = ouvrir("perimetre", courant="commune:38563")
    assert parametre(visite, "cerne") == "commune:38563"
    visite.query_params.clear()
    for nom, valeur in {"cerne": "commune:38563", "niveau": "perimetre", "code": PERIMETRE.code}.items():
        visite.query_params[nom] = valeur
    assert _puce(sans_erreur(visite.run())) == comparaison.ecrire([territoires.du_perimetre(PERIMETRE.communes)])


@pytest.mark.parametrize("faux", ["zone_emploi:9999", "n'importe:quoi", "~", "perimetre:zzzz", "<b>:1"])
def test_un_territoire_faux_ne_change_rien(faux: str) -> None:
    visite = sans_erreur(ouvrir("territoire", niveau="zone_emploi", code="8435", courant=faux))
    assert _puce(visite) == "zone_emploi:8435"
    assert parametre(visite, suivi.COURANT) == ""


def test_un_nom_de_perimetre_hostile_reste_du_texte_dans_l_en_tete() -> None:
    visite = ouvrir("territoire", niveau="perimetre", code=PERIMETRE.code, nom='"><img src=x onerror=alert(1)>')
    corps = "".join(str(html.proto.body) for html in visite.get("html"))
    assert "<img" not in corps
    assert "onerror" in textes(visite)


def test_l_accueil_dit_le_bassin_en_trois_phrases_sourcees() -> None:
    texte = textes(sans_erreur(ouvrir("accueil", courant="zone_emploi:8435")))
    assert "La zone d'emploi compte" in texte
    assert "Sources :" in texte
    assert "Voiron" in texte


def test_sans_maison_l_accueil_montre_les_plus_proches_et_leur_distance() -> None:
    texte = textes(sans_erreur(ouvrir("accueil", courant="commune:09047")))
    assert "les plus proches" in texte
    assert re.search(r"\d+ km à vol d'oiseau", texte)

"""Une demande fausse ou hostile reçoit un problème en français, jamais une erreur du serveur ni un nom de fichier."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees.chemins import RACINE
from pages.api.ressources.accueil import EXEMPLES
from tests.interface_ouverte import demander, lire, probleme

CHEMINS = sorted(lire("/openapi.json")["paths"])
NOMS = sorted(
    {dit["name"] for chemin in lire("/openapi.json")["paths"].values() for dit in chemin["get"].get("parameters", ())}
)
HOSTILES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["../../etc/passwd", "%00", "\x00", "' OR 1=1 --", "<script>", "9" * 400, "-1", "NaN", "é" * 90, "a.b.c"]
    ),
)


@pytest.mark.parametrize("adresse", ["/zut", "/indicateurs/", "/territoires/zone_emploi/8435/zut", "//", "/valeurs"])
def test_une_adresse_inconnue_dit_ou_sont_les_ressources(adresse: str) -> None:
    dit = probleme(demander(adresse))
    assert (dit["status"], dit["title"]) == (404, "Introuvable")
    assert "/api/v1/" in dit["detail"]


@pytest.mark.parametrize("methode", ["POST", "PUT", "DELETE", "PATCH"])
def test_l_interface_se_lit_seulement(methode: str) -> None:
    reponse = demander("/indicateurs", methode=methode)
    assert probleme(reponse)["status"] == 405
    assert reponse.entetes["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("adresse", "dit"),
    [
        ("/indicateurs?limite=0", "limite : au moins 1"),
        ("/indicateurs?limite=1001", "limite : au plus 1000"),
        ("/indicateurs?limite=dix", "limite : un nombre entier est attendu"),
        ("/territoires/canton", "niveau : attendu"),
        ("/perimetres", "lien : obligatoire"),
        ("/actions?theme=zut", "theme : attendu"),
        ("/actions?dans=lyon", "dans : n’a pas la forme attendue"),
        ("/territoires?q=" + "a" * 81, "q : texte trop long (80 signes au plus)"),
        ("/indicateurs?theme=zut", "admis : "),
        ("/indicateurs?niveau=canton", "niveau : attendu"),
        ("/indicateurs?limit=5", "Paramètre inconnu « limit »"),
        ("/produits?x=1", "cette ressource n’en a aucun"),
        ("/indicateurs?limite=5&limite=6", "deux fois"),
        ("/territoires/zone_emploi/8435/portrait?comparateur=region.11", "ne se compare pas"),
        ("/perimetres?lien=https%3A%2F%2Fa%2Fterritoire%3Fniveau%3Dregion%26code%3D84", "territoire publié"),
    ],
)
def test_un_parametre_refuse_dit_lequel_et_ce_qui_est_admis(adresse: str, dit: str) -> None:
    reponse = demander(adresse)
    probleme_dit = probleme(reponse)
    assert probleme_dit["status"] == 422
    assert dit in probleme_dit["detail"].replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    "adresse",
    [
        "/territoires/zone_emploi/9999",
        "/territoires/region/XX/portrait",
        "/maisons/zut",
        "/actions/zut",
        "/actions?dans=region.XX",
    ],
)
def test_ce_qui_n_existe_pas_est_introuvable(adresse: str) -> None:
    assert probleme(demander(adresse))["status"] == 404


@settings(max_examples=120)
@given(chemin=st.sampled_from(CHEMINS), donnees=st.data())
def test_rien_d_hostile_ne_casse_l_interface(chemin: str, donnees: st.DataObject) -> None:
    """Morceaux de chemin et paramètres quelconques : une réponse, ou un problème qui ne dit rien de la machine."""
    morceaux = [quote(donnees.draw(HOSTILES), safe="") if mot.startswith("{") else mot for mot in chemin.split("/")]
    question = urlencode(
        {nom: donnees.draw(HOSTILES) for nom in donnees.draw(st.sets(st.sampled_from(NOMS), max_size=3))},
        errors="replace",
    )
    reponse = demander(f"{'/'.join(morceaux)}?{question}")
    assert reponse.statut < 500
    if reponse.statut >= 400:
        probleme(reponse)
    assert str(RACINE).encode() not in reponse.corps
    assert b"Traceback" not in reponse.corps


@settings(max_examples=60)
@given(exemple=st.sampled_from(sorted(EXEMPLES.values())), nom=st.sampled_from(NOMS), valeur=HOSTILES)
def test_un_parametre_quelconque_sur_une_vraie_adresse(exemple: str, nom: str, valeur: str) -> None:
    chemin = exemple.partition("?")[0]
    reponse = demander(f"{chemin}?{urlencode({nom: valeur}, errors='replace')}")
    assert reponse.statut in {200, 404, 422}

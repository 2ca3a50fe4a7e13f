"""Servir une page légère : renvois, refus, compression, étiquette, mémoire bornée, préfixe."""

from __future__ import annotations

import gzip
import io
import json
import re
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from donnees.chemins import RACINE
from pages.leger.reponses import GARDE, PAS_GARDER
from pages.leger.service import FILE, SURPLUS, TROP
from tests.asgi import Reponse
from tests.lieux_temoins import CODE_DU_GIER
from tests.unitaires.legeres_montees import ORIGINE, Montees

LYON = "/t/zone_emploi/8421-lyon"
TOUTES = Montees()
POIDS_MAX = 100_000
"""Octets d'une page sur le fil, tout compris : rien d'autre ne se charge que son icône."""


@pytest.fixture(scope="module")
def montees() -> Montees:
    """Le service, sans préfixe."""
    return TOUTES


@pytest.mark.parametrize(
    ("demande", "vers"),
    [
        ("/t/zone_emploi/8421", LYON),
        ("/t/zone_emploi/8421-n-importe-quoi", LYON),
        (f"{LYON}/", LYON),
        ("/t/commune/2a004", "/t/commune/2A004-ajaccio"),
        ("/t/zone_emploi/8421/apercu.png", f"{LYON}/apercu.png"),
        ("/reseau/", "/reseau"),
    ],
)
def test_une_autre_ecriture_renvoie_a_l_adresse_canonique(montees: Montees, demande: str, vers: str) -> None:
    reponse = montees.demander(demande)
    assert (reponse.statut, reponse.entetes["location"]) == (308, vers)


@pytest.mark.parametrize(
    ("demande", "statut", "dit"),
    [
        ("/t/zone_emploi/9999", 404, "Territoire introuvable"),
        ("/t/planete/1", 404, "Territoire introuvable"),
        ("/t/perimetre/1abime", 400, "Périmètre illisible"),
        ("/t/x", 404, "Rien à cette adresse"),
        ("/t/zone_emploi/8421/autre", 404, "Rien à cette adresse"),
        ("/maison/absente", 404, "Maison introuvable"),
        ("/action/absente", 404, "Action introuvable"),
        ("/indicateur/absent", 404, "Indicateur introuvable"),
        ("/maison/<script>alert(1)</script>", 404, "Rien à cette adresse"),
        ("/sitemap-7.xml", 404, "Rien à cette adresse"),
    ],
)
def test_un_refus_est_une_page_qui_dit_quoi_faire(montees: Montees, demande: str, statut: int, dit: str) -> None:
    reponse = montees.demander(demande)
    assert (reponse.statut, reponse.entetes["cache-control"]) == (statut, PAS_GARDER)
    assert f"<h1>{dit}</h1>" in reponse.texte
    assert 'href="/territoire"' in reponse.texte
    assert "<script>alert" not in reponse.texte


PAGES = [
    LYON,
    "/t/france/FR-france",
    f"/t/perimetre/{CODE_DU_GIER}",
    "/maison/33063-1",
    "/action/12300-1-3ef7a2",
    "/indicateur/chomage_localise",
    "/reseau",
]


@pytest.mark.parametrize("page", PAGES)
def test_une_page_est_legere_etiquetee_et_ne_charge_rien(montees: Montees, page: str) -> None:
    reponse = montees.demander(page, accept_encoding="gzip, br")
    octets = reponse.envoyes[1]["body"]
    assert (reponse.statut, reponse.entetes["content-encoding"], reponse.entetes["cache-control"]) == (
        200,
        "gzip",
        GARDE,
    )
    assert "Accept-Encoding" in reponse.entetes["vary"]
    icone = (RACINE / "pages/cadre/icone.png").stat().st_size
    assert len(octets) + icone < POIDS_MAX
    texte = gzip.decompress(octets).decode()
    assert texte == montees.demander(page).texte
    assert not re.search(r"<(script(?! type=.application/ld)|iframe|object|img|link rel=.stylesheet)", texte)
    assert montees.demander(page, if_none_match=reponse.entetes["etag"]).statut == 304


@pytest.mark.parametrize("page", PAGES)
def test_une_page_s_annonce(montees: Montees, page: str) -> None:
    texte = montees.demander(page).texte
    canonique = re.search(r'<link rel="canonical" href="([^"]*)"', texte)
    image = re.search(r'<meta property="og:image" content="([^"]*)"', texte)
    assert canonique
    assert image
    assert canonique[1] == f"{ORIGINE}{page}"
    assert image[1] == f"{ORIGINE}{page}/apercu.png"
    assert 'content="summary_large_image"' in texte
    assert ('name="robots" content="noindex"' in texte) == ("perimetre" in page)


def test_l_image_de_partage_a_la_taille_attendue(montees: Montees) -> None:
    for page in ("", LYON, "/maison/33063-1", "/indicateur/population"):
        reponse = montees.demander(f"{page}/apercu.png")
        assert (reponse.statut, reponse.entetes["content-type"]) == (200, "image/png")
        assert Image.open(io.BytesIO(reponse.envoyes[1]["body"])).size == (1200, 630)


def _donnees(reponse: Reponse) -> list[dict[str, object]]:
    (bloc,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', reponse.texte)
    contenu: dict[str, list[dict[str, object]]] = json.loads(bloc)
    return contenu["@graph"]


def test_un_moteur_lit_un_lieu_et_un_jeu_de_donnees(montees: Montees) -> None:
    lieu, jeu = _donnees(montees.demander(LYON))
    assert (lieu["@type"], lieu["name"], jeu["@type"]) == ("AdministrativeArea", "Lyon", "Dataset")
    assert jeu["spatialCoverage"] == {"@id": lieu["@id"]}
    assert jeu["url"] == f"{ORIGINE}{LYON}"
    assert [objet["@type"] for objet in _donnees(montees.demander("/indicateur/chomage_localise"))] == ["Dataset"]


def test_une_page_deja_vue_ne_se_recompose_pas() -> None:
    montees = Montees()
    premiere = montees.demander(LYON)
    assert montees.demander(LYON).entetes["etag"] == premiere.entetes["etag"]
    assert montees.lectures == 1
    montees.version, montees.service._fin = "v2", 0.0
    montees.demander(LYON)
    assert montees.lectures == 2


def test_la_memoire_est_bornee_en_octets() -> None:
    montees = Montees(octets=40_000)
    for code in ("8421", "0051", "2402", "4412", "5217"):
        montees.demander(montees.demander(f"/t/zone_emploi/{code}").entetes["location"])
        assert montees.service.gardees.currsize <= 40_000
    assert 0 < len(montees.service.gardees) < 5
    assert montees.service.gardees.currsize == sum(
        len(rendu.corps) + SURPLUS for rendu in montees.service.gardees.values()
    )


def test_un_refus_et_un_renvoi_ne_prennent_pas_de_place() -> None:
    montees = Montees()
    for chemin in ("/t/zone_emploi/9999", "/t/zone_emploi/8421", "/maison/absente"):
        montees.demander(chemin)
    assert len(montees.service.gardees) == 0


def test_une_base_en_panne_se_dit_et_ne_se_garde_pas() -> None:
    montees = Montees()
    montees.version = "panne"
    reponse = montees.demander(LYON)
    assert (reponse.statut, reponse.entetes["cache-control"]) == (200, PAS_GARDER)
    assert "ne répond pas en ce moment" in reponse.texte
    assert montees.demander("/action/absente").statut == 503
    assert len(montees.service.gardees) == 0


def test_sous_un_prefixe_chaque_lien_le_porte() -> None:
    montees = Montees("/atlas")
    assert montees.demander("/t/zone_emploi/8421").statut == 404  # hors du préfixe, ce n'est pas à nous
    assert montees.demander("/atlas/t/zone_emploi/8421").entetes["location"] == f"/atlas{LYON}"
    texte = montees.demander(f"/atlas{LYON}").texte
    liens = re.findall(r'href="(/[^"]*)"', texte)
    assert len(liens) > 20
    assert all(lien.startswith("/atlas/") for lien in liens)
    assert f'href="{ORIGINE}/atlas{LYON}"' in texte


def test_sans_origine_sure_rien_de_l_hote_n_entre_dans_la_page() -> None:
    texte = Montees(origine=lambda _portee: "").demander(LYON, host="pirate.exemple").texte
    assert "pirate" not in texte
    assert f'<link rel="canonical" href="{LYON}">' in texte


def test_lire_seulement(montees: Montees) -> None:
    assert montees.demander(LYON, methode="POST").statut == 405
    assert montees.demander(LYON, methode="HEAD").statut == 200


def test_une_file_pleine_refuse_sans_composer() -> None:
    montees = Montees()
    montees.service._attendues = FILE
    reponse = montees.demander(LYON)
    assert (reponse.statut, reponse.texte, reponse.entetes["cache-control"]) == (503, TROP, PAS_GARDER)
    assert montees.lectures == 0


def test_une_ecriture_au_registre_vide_la_memoire() -> None:
    montees = Montees()
    for page in (LYON, "/reseau"):
        montees.demander(page)
    assert len(montees.service.gardees) == 2
    montees.version, montees.service._fin = "v2", 0.0
    montees.demander("/reseau")
    assert [demande.version for demande in montees.service.gardees] == ["v2"]


@settings(max_examples=60)
@given(st.sampled_from(["/t/", "/t/zone_emploi/", "/t/perimetre/", "/maison/", "/action/", "/indicateur/"]), st.text())
def test_aucun_chemin_n_est_une_panne(racine: str, suite: str) -> None:
    assert TOUTES.demander(f"{racine}{suite}", f"nom={quote(suite)}").statut in {200, 308, 400, 404}

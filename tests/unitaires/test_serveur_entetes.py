"""Les entêtes de chaque réponse : ce que le navigateur charge, qui nous montre, ce qui se garde en cache."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from pages.cadre.serveur import fichiers_publics
from pages.cadre.serveur.entetes import ETERNEL, PRIVE, Entetes
from pages.cadre.serveur.francisation import Francisation
from pages.cadre.serveur.reglages import Reglages
from tests.asgi import Application, Reponse, adresser, portee

HTML = {"content-type": "text/html; charset=utf-8"}
PAGE = (Path(st.__file__).parent / "static" / "index.html").read_bytes()


def _rendre(
    chemin: str, entetes: dict[str, str] | None = None, reglages: Reglages | None = None, **autres: Any
) -> Reponse:
    derriere = Application(PAGE, entetes or HTML, autres.pop("statut", 200))
    locale = autres.pop("locale", False)
    chaine = Entetes(Francisation(derriere), lambda: reglages or Reglages(), lambda: locale)
    return adresser(chaine, portee(chemin, **autres), derriere)


def _directives(reponse: Reponse) -> dict[str, list[str]]:
    politique = reponse.entetes["content-security-policy"]
    return {morceau.split()[0]: morceau.split()[1:] for morceau in politique.split(";")}


@pytest.mark.parametrize("chemin", ["/", "/carte", "/media/x.csv", "/component/c/index.html", "/_stcore/health"])
@pytest.mark.parametrize("statut", [200, 404, 500])
def test_toute_reponse_porte_les_entetes_de_securite(chemin: str, statut: int) -> None:
    entetes = _rendre(chemin, statut=statut).entetes
    assert entetes["x-content-type-options"] == "nosniff"
    assert entetes["referrer-policy"] == "same-origin"
    assert "camera=()" in entetes["permissions-policy"]


def test_une_reponse_a_ne_pas_compresser_ne_le_dit_pas_au_dehors() -> None:
    assert "content-encoding" not in _rendre("/api/v1/produits/x", {"content-encoding": "identity"}).entetes
    assert _rendre("/api/v1/x", {"content-encoding": "gzip"}).entetes["content-encoding"] == "gzip"


def test_la_page_de_l_interface_ouverte_reste_telle_quelle() -> None:
    reponse = _rendre("/api/v1/")
    assert reponse.texte == PAGE.decode()
    assert "script-src 'self';" in reponse.entetes["content-security-policy"]


def test_une_page_n_execute_que_ses_propres_scripts() -> None:
    reponse = _rendre("/carte")
    scripts = _directives(reponse)["script-src"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:"} & set(scripts)
    assert len([mot for mot in scripts if mot.startswith("'sha256-")]) == reponse.texte.count("<script>") >= 3
    assert _directives(reponse)["object-src"] == ["'none'"]
    assert _directives(reponse)["default-src"] == ["'self'"]


def test_seul_le_cadre_de_la_carte_interprete_ce_qu_on_lui_passe() -> None:
    directives = _directives(_rendre("/component/streamlit_folium.st_folium/index.html"))
    assert "'unsafe-eval'" in directives["script-src"]
    assert [mot for mot in directives["img-src"] if "//" in mot] == ["https://data.geopf.fr"]


INTEGREE: dict[str, Any] = {"question": "embed=true&indicateur=chomage"}


def test_un_ecran_integre_se_montre_ailleurs_une_page_non() -> None:
    assert _directives(_rendre("/carte"))["frame-ancestors"] == ["'self'"]
    assert _rendre("/carte").entetes["x-frame-options"] == "SAMEORIGIN"
    assert _directives(_rendre("/carte", **INTEGREE))["frame-ancestors"] == ["'self'", "*"]
    assert "x-frame-options" not in _rendre("/carte", **INTEGREE).entetes


def test_l_exploitant_dit_qui_peut_integrer() -> None:
    choisis = Reglages(cadres="https://ville.exemple.fr")
    for chemin, autres in (("/carte", INTEGREE), ("/component/c/index.html", {})):
        reponse = _rendre(chemin, reglages=choisis, **autres)
        assert _directives(reponse)["frame-ancestors"] == ["'self'", "https://ville.exemple.fr"]
    assert _directives(_rendre("/carte", reglages=Reglages(cadres=""), **INTEGREE))["frame-ancestors"] == ["'self'"]


@pytest.mark.parametrize("chemin", fichiers_publics.RESERVEES)
def test_une_page_ou_l_on_ecrit_ne_se_montre_jamais_ailleurs(chemin: str) -> None:
    assert _directives(_rendre(chemin, **INTEGREE))["frame-ancestors"] == ["'self'"]


def test_en_edition_locale_rien_ne_se_montre_ailleurs() -> None:
    assert _directives(_rendre("/carte", locale=True, **INTEGREE))["frame-ancestors"] == ["'self'"]


NOM = "0123456789abcdef" * 2


@pytest.mark.parametrize("suffixe", ["csv", "xlsx", "ics", "json", "geojson", "png", "svg", "bin"])
def test_un_fichier_a_emporter_n_est_garde_par_personne(suffixe: str) -> None:
    entetes = {"content-type": "text/csv", "content-disposition": "attachment", "cache-control": "public"}
    assert _rendre(f"/media/{NOM}.{suffixe}", entetes).entetes["cache-control"] == PRIVE


@pytest.mark.parametrize(
    ("chemin", "attendu"),
    [
        ("/component/produits/contours/regions-1de1515315.json", ETERNEL),
        ("/component/carte/atlas-0123456789.js", ETERNEL),
        (f"/media/{NOM}.png", ETERNEL),
        (f"/media/{NOM}.csv", PRIVE),
        ("/component/streamlit_folium/index.html", None),
        ("/component/produits/manifeste.json", None),
    ],
)
def test_seul_ce_qui_porte_une_empreinte_se_garde_un_an(chemin: str, attendu: str | None) -> None:
    assert _rendre(chemin, {"content-type": "x"}).entetes.get("cache-control") == attendu
    assert _rendre(chemin, {"content-type": "x"}, statut=404).entetes.get("cache-control") != ETERNEL


TEMOIN = {"set-cookie": "_streamlit_user=x; HttpOnly; Path=/; SameSite=lax"}


def test_un_temoin_ne_voyage_pas_en_clair() -> None:
    """Derrière HTTPS : dit par un mandataire de confiance (le protocole de la demande), ou par réglage."""
    for reponse in (_rendre("/", TEMOIN, scheme="https"), _rendre("/", TEMOIN, Reglages(https=True))):
        assert reponse.entetes["set-cookie"].endswith("; Secure")
        assert reponse.entetes["strict-transport-security"] == "max-age=31536000"
    clair = _rendre("/", TEMOIN).entetes
    assert "Secure" not in clair["set-cookie"]
    assert "strict-transport-security" not in clair


def test_la_page_est_francaise_et_sait_ou_est_son_serveur(prefixe: None) -> None:
    texte = _rendre("/atlas/carte").texte
    assert '<html lang="fr"' in texte
    assert 'window.location.origin + "/atlas/"' in texte
    assert "agent/openapi.json" not in texte
    assert "L’Atlas a besoin de JavaScript\u00a0:" in texte


def test_une_page_se_demande_toujours_entiere() -> None:
    demande = portee("/", entetes={"range": "bytes=0-10", "accept-encoding": "gzip", "if-modified-since": "x"})
    derriere = Application(PAGE, HTML)
    (recue,) = adresser(Francisation(derriere), demande, derriere).recues
    assert [nom for nom, _ in recue["headers"]] == [b"host"]


def test_une_page_inchangee_ne_se_renvoie_pas() -> None:
    etiquette = _rendre("/").entetes["etag"]
    reponse = _rendre("/", entetes=HTML, question="")
    derriere = Application(PAGE, HTML)
    redemande = adresser(
        Entetes(Francisation(derriere), Reglages, lambda: False),
        portee("/", entetes={"if-none-match": etiquette}),
        derriere,
    )
    assert (redemande.statut, redemande.texte) == (304, "")
    assert redemande.entetes["content-security-policy"] == reponse.entetes["content-security-policy"]

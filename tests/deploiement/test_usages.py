"""Un lecteur à travers le kit : arriver, se connecter, déposer, emporter ; et ce que l'exploitant en sait."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from typing import Any

import httpx
import pytest
from playwright.sync_api import FilePayload, expect

from donnees.registre import services
from donnees.registre.droits import Identite, Role
from donnees.registre.echanges.colonnes import COLONNES
from tests.asgi import mener
from tests.deploiement.attelage import Attelage
from tests.deploiement.lecteurs import TEMOIN, Lecteur
from tests.navigateur.connexion import ADMINISTRATRICE, COURRIELS, se_connecter, se_deconnecter
from tests.navigateur.onglets import Ouvrir
from tests.registre.atelier_registre import saisie

# Le fournisseur d'essai emploie encore des fonctions qu'authlib retirera.
pytestmark = [pytest.mark.deploiement, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
ADMIN = Identite("epreuve", "Épreuve", Role.ADMINISTRATEUR)


def _demander(adresse: str, **options: Any) -> httpx.Response:
    with httpx.Client(trust_env=False, timeout=30) as client:
        return client.get(adresse, **options)


def test_un_lien_profond_et_le_temoin(ouvrir: Ouvrir, production: Attelage) -> None:
    ecran = ouvrir("/territoire?niveau=zone_emploi&code=8421")
    expect(ecran.page.locator("h1")).to_contain_text("Lyon")
    (temoin,) = [t for t in ecran.page.context.cookies() if t["name"] == TEMOIN]
    assert int(temoin["value"]) in production.repliques
    assert (temoin["httpOnly"], temoin["sameSite"]) == (True, "Lax")
    ecran.page.get_by_role("link", name="Méthode et données").last.click()
    expect(ecran.page.locator("h1")).to_contain_text("Méthode")


def test_la_carte_et_un_telechargement(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?territoire=8421")
    assert int(ecran.lire("carte.atlas.codes.length")) == 306
    ecran.page.get_by_role("button", name="Exporter").click()
    with ecran.page.expect_download(timeout=60_000) as attente:
        ecran.page.get_by_role("button", name="CSV", exact=True).click()
    assert "Lyon" in attente.value.path().read_text(encoding="utf-8-sig")


def test_un_document_se_compose_et_s_emporte(ouvrir: Ouvrir) -> None:
    """L'ouvrier des documents vit sous les mêmes barreaux que la réplique qui le lance."""
    page = ouvrir("/diagnostic?niveau=zone_emploi&code=0051").page
    page.get_by_role("button", name="PDF, à lire et à imprimer").click()
    bouton = page.get_by_role("button", name="Télécharger : PDF")
    bouton.wait_for(timeout=90_000)
    with page.expect_download(timeout=60_000) as attente:
        bouton.click()
    assert attente.value.path().read_bytes().startswith(b"%PDF-")


def _fichier(cle: str) -> FilePayload:
    ligne = dict.fromkeys((colonne.nom for colonne in COLONNES), "") | {
        "cle": cle,
        "titre": f"Action {cle}",
        "maison": "35238-1",
        "theme": "rse",
        "axe_2013": "2",
        "axes_2009": "3",
        "role_maison": "animation",
        "debut": "2026",
        "statut": "prevue",
    }
    sortie = io.StringIO()
    redacteur = csv.DictWriter(sortie, list(ligne), delimiter=";")
    redacteur.writeheader()
    redacteur.writerow(ligne)
    return {"name": "actions.csv", "mimeType": "text/csv", "buffer": sortie.getvalue().encode()}


def test_se_connecter_deposer_et_le_voir_chez_l_autre_replique(ouvrir: Ouvrir, production: Attelage) -> None:
    ecran = se_connecter(ouvrir, ADMINISTRATRICE)
    expect(ecran.page.get_by_text("Personnes habilitées")).to_be_visible()
    page = ecran.aller("/importer").page
    page.set_input_files("input[type=file]", _fichier("deposee"))
    page.get_by_role("button", name="Enregistrer 1 action").click()
    expect(page.get_by_text("Actions créées : 1")).to_be_visible()
    ici = next(t["value"] for t in page.context.cookies() if t["name"] == TEMOIN)
    (autre,) = {str(port) for port in production.repliques} - {ici}
    assert _trouve(production, autre, "deposee")
    se_deconnecter(ecran)
    ecran.aller("/importer")
    expect(ecran.page.get_by_text("connectez-vous").first).to_be_visible()


def _trouve(production: Attelage, port: str, mot: str) -> bool:
    async def lire() -> bool:
        async with Lecteur(production.adresse, {TEMOIN: port}).venu() as lecteur:
            ecran = await lecteur.jouer("plan-actions", {"q": mot})
            assert lecteur.replique == port
            return any(f"Action {mot}" in texte for texte in ecran.textes)

    return mener(lire())


def test_une_ecriture_se_voit_chez_chaque_replique_des_la_premiere_lecture(production: Attelage) -> None:
    """Rien à attendre : la première page jouée après l'écriture la montre, que l'état d'avant ait été gardé ou non."""
    ports = [str(port) for port in production.repliques]
    attentes = []
    with production.registre() as registre:
        for rang in range(6):
            assert not _trouve(production, ports[rang % 2], f"essai{rang}")  # l'état d'avant est gardé
            services.creer(registre, ADMIN, saisie(titre=f"Action essai{rang}", maison="35238-1", lieux=[]))
            depart = time.perf_counter()
            assert all(_trouve(production, port, f"essai{rang}") for port in ports)
            attentes.append(time.perf_counter() - depart)
    print(f"Écrite, puis lue chez les deux répliques : {max(attentes):.2f} s au plus.")


def test_un_nom_efface_ailleurs_n_est_plus_servi_d_ici_deux_secondes(production: Attelage) -> None:
    """Les fichiers de points d'une réplique que personne ne visite perdent aussi le nom."""
    with production.registre() as registre:
        services.creer(
            registre,
            ADMIN,
            saisie(titre="Avec Zoé Lemaître", maison="35238-1", lieux=[{"niveau": "commune", "code": "35238"}]),
        )
        port = str(next(iter(production.repliques)))
        fichiers = mener(_fichiers_de_points(production, port))
        servis = [adresse for adresse in fichiers if "Lemaître" in _demander(adresse).text]
        assert servis
        lignes = services.apercevoir(registre, ADMIN, "Zoé Lemaître").lignes
        services.effacer(registre, ADMIN, "Zoé Lemaître", lignes)
    time.sleep(2)
    assert [adresse for adresse in servis if _demander(adresse).status_code == 200] == []


async def _fichiers_de_points(production: Attelage, port: str) -> list[str]:
    async with Lecteur(production.adresse, {TEMOIN: port}).venu() as lecteur:
        ecran = await lecteur.jouer("carte", {})
    composants = f"http://127.0.0.1:{port}{production.prefixe}/component"
    return [
        f"{composants}/{cite}"
        for cite in {c for brut in ecran.cartes for c in re.findall(r"[\w.]+/actions-[0-9a-f]{10}\.json", brut)}
    ]


LEGERES = ("/t/zone_emploi/8421-lyon", "/reseau", "/sitemap.xml", "/api/v1/indicateurs", "/api/v1/actions")


def test_pages_legeres_et_interface_passent_par_la_memoire_de_nginx(production: Attelage) -> None:
    for chemin in LEGERES:
        reponses = [_demander(production.adresse + chemin, headers={"Cookie": "s=1"}) for _ in range(3)]
        assert {reponse.status_code for reponse in reponses} == {200}, chemin
        assert len({reponse.content for reponse in reponses}) == 1
        assert not any("set-cookie" in reponse.headers for reponse in reponses)
    time.sleep(0.2)
    lignes = [json.loads(ligne) for ligne in (production.dossier / "acces.log").read_text("utf-8").splitlines()]
    assert {"t", "reseau", "api"} <= {ligne["page"] for ligne in lignes if ligne["garde"] == "HIT"}


def test_une_ecriture_se_voit_dans_l_interface_en_deux_secondes(production: Attelage) -> None:
    adresse = f"{production.adresse}/api/v1/actions?limite=1"
    avant = _demander(adresse).json()
    with production.registre() as registre:
        services.creer(registre, ADMIN, saisie(titre="Vue par l'interface", maison="35238-1", lieux=[]))
    time.sleep(2)
    assert _demander(adresse).json()["total"] == avant["total"] + 1


def test_les_mesures_se_lisent_sur_la_boucle_locale_seule(production: Attelage) -> None:
    for port in production.repliques:
        _trouve(production, str(port), "soin")
        texte = _demander(production.mesures(port)).text
        for nom in (
            "atlas_sessions",
            "atlas_page_secondes_bucket",
            "process_resident_memory_bytes",
            "python_gc_collections_total",
        ):
            assert re.search(rf"^{nom}\b", texte, re.MULTILINE), nom
        assert 'page="plan-actions"' in texte
    for chemin in ("/metrics", "/_stcore/metrics"):
        assert "atlas_sessions" not in _demander(production.adresse + chemin).text


def test_le_journal_est_en_json_et_ne_dit_rien_de_personne(production: Attelage) -> None:
    for port in production.repliques:
        _trouve(production, str(port), "soin")
        lignes = [json.loads(ligne) for ligne in production.journal(port).splitlines()]
        assert {"relance", "reponse"} <= {ligne.get("sorte") for ligne in lignes}
        texte = production.journal(port).lower()
        interdits = [
            "127.0.0.1",
            "8421",
            "deposee",
            "secret-d",
            "@exemple.fr",
            *(c.split("@")[0] for c in COURRIELS.values()),
        ]
        assert [mot for mot in interdits if mot in texte] == []


def test_la_sonde_de_chaque_replique(production: Attelage) -> None:
    for port in production.repliques:
        sonde = _demander(f"http://127.0.0.1:{port}{production.prefixe}/sante")
        assert (sonde.status_code, sonde.json()["etat"], sonde.json()["avertissements"]) == (200, "bon", [])

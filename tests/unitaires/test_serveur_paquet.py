"""Le code de Streamlit en français : chaque texte du catalogue existe encore, ce qui est servi se garde à bon droit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit as st

from pages.cadre import traduction
from pages.cadre.serveur.avances import SORTES
from pages.cadre.serveur.francisation import composer
from pages.cadre.serveur.paquet import Paquet
from tests.asgi import Application, Reponse, adresser, portee

PAGE = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
JS = {"content-type": "text/javascript"}
TEXTES = [(racine, anglais) for racine, textes in traduction.catalogue().items() for anglais in textes]


def _installes(racine: str) -> dict[str, str]:
    """Fichiers de ce nom dans la version installée, et leur contenu d'origine."""
    return {
        nom: (traduction.DOSSIER / nom).read_text(encoding="utf-8")
        for nom in traduction.fichiers()
        if nom.startswith(f"js/{racine}.")
    }


def _demander(chemin: str, **entetes: str) -> Reponse:
    derriere = Application(b"anglais", JS)
    noms = {nom.replace("_", "-"): valeur for nom, valeur in entetes.items()}
    return adresser(Paquet(derriere), portee(chemin, entetes=noms), derriere)


def _adresse(racine: str) -> tuple[str, str]:
    nom = next(iter(_installes(racine)))
    return nom, f"/{traduction.dossier()}{nom}"


@pytest.mark.parametrize(("racine", "anglais"), TEXTES, ids=lambda texte: texte[:40])
def test_chaque_texte_du_catalogue_est_dans_la_version_installee(racine: str, anglais: str) -> None:
    """Une version de Streamlit qui le change, le déplace ou l'ôte fait échouer ici, avant de montrer l'anglais."""
    trouves = [nom for nom, contenu in _installes(racine).items() if anglais in contenu]
    assert trouves, f"{racine} : « {anglais} » n'est plus dans le paquet ; revoir traduction.toml."


@pytest.mark.parametrize("racine", traduction.catalogue())
def test_la_traduction_ne_change_que_des_textes(racine: str) -> None:
    """Ce qui s'ouvre se ferme encore et le code appelle les mêmes fichiers : un texte débordé ne s'exécuterait plus."""
    for nom, origine in _installes(racine).items():
        traduit = traduction.traduit(nom).decode()
        for ouvrant, fermant in ("{}", "()", "[]"):
            ecarts = [code.count(ouvrant) - code.count(fermant) for code in (origine, traduit)]
            assert ecarts[0] == ecarts[1]
        assert traduit.count("`") % 2 == origine.count("`") % 2
        assert len(re.findall(r"\bimport\b", origine)) == len(re.findall(r"\bimport\b", traduit))


def test_un_texte_traduit_a_la_typographie_francaise() -> None:
    fautes = [
        francais
        for textes in traduction.catalogue().values()
        for francais in textes.values()
        if re.search(r"\w'\w| [;!?»](?!=)|(?<=\w) :(?= )|« ", re.sub(r"\$\{[^`]*?\}", "", francais))
    ]
    assert fautes == []


def test_la_page_demande_tout_le_code_a_l_adresse_francaise() -> None:
    texte = composer(PAGE, "").corps.decode()
    annoncees = re.findall(r'<link rel="modulepreload" crossorigin href="\./([^"]+)">', texte)
    ajoutees = [adresse for adresse in annoncees if adresse.removeprefix(traduction.dossier()) not in PAGE]
    assert PAGE.count("./static/") + len(ajoutees) == texte.count(f"./{traduction.dossier()}") > len(ajoutees)
    assert "./static/js" not in texte


def test_ce_que_toute_page_demande_est_annonce_une_fois_et_existe() -> None:
    """Classe du défaut : un élément chargé à son premier emploi laisse une silhouette, et la page saute."""
    texte = composer(PAGE, "").corps.decode()
    annoncees = re.findall(r'<link rel="modulepreload" crossorigin href="\./([^"]+)">', texte)
    noms = [adresse.removeprefix(traduction.dossier()) for adresse in annoncees]
    assert len(noms) == len(set(noms))
    assert all((traduction.DOSSIER / nom).is_file() for nom in noms)
    for sorte in SORTES:
        (fichier,) = (traduction.DOSSIER / "js").glob(f"{sorte}.*.js")
        assert f"js/{fichier.name}" in noms


def test_le_code_traduit_se_garde_un_an_sous_une_adresse_qui_change_avec_lui() -> None:
    nom, adresse = _adresse("InputInstructions")
    reponse = _demander(adresse)
    assert not reponse.admise
    assert "Entrée pour" in reponse.texte
    assert "Press Enter" not in reponse.texte
    assert reponse.entetes["content-type"].startswith("text/javascript")
    assert int(reponse.entetes["content-length"]) == len(traduction.traduit(nom))
    assert "immutable" in reponse.entetes["cache-control"]
    assert _demander(adresse, if_none_match=reponse.entetes["etag"]).statut == 304


def test_l_adresse_d_une_autre_version_repond_sans_se_garder() -> None:
    """Deux serveurs pendant une mise à jour : le code est juste, mais un an sous ce nom serait faux."""
    _, adresse = _adresse("InputInstructions")
    reponse = _demander(adresse.replace(traduction.empreinte(), "0123456789"))
    assert "Entrée pour" in reponse.texte
    assert reponse.entetes["cache-control"] == "no-cache"


@pytest.mark.parametrize("nom", ["js/rolldown-runtime.BCiCTKAo.js", "css/index.css", "media/x.woff2", "js/../index.js"])
def test_ce_qui_n_est_pas_traduit_vient_du_cadre(nom: str) -> None:
    (recue,) = _demander(f"/{traduction.dossier()}{nom}").recues
    assert recue["path"] == f"/static/{nom}"


@pytest.mark.parametrize("chemin", ["/static/js/index.js", "/static/fr-xyz/js/index.js", "/carte"])
def test_le_reste_passe_tel_quel(chemin: str) -> None:
    (recue,) = _demander(chemin).recues
    assert recue["path"] == chemin


def test_sous_un_prefixe(prefixe: None) -> None:
    nom, adresse = _adresse("Toolbar")
    assert "Plein écran" in _demander(f"/atlas{adresse}").texte
    (recue,) = _demander(f"/atlas/{traduction.dossier()}media/x.woff2").recues
    assert recue["path"] == "/atlas/static/media/x.woff2"
    assert nom in traduction.fichiers()

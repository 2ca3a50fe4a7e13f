"""La page Bilan : maison et année dans l'adresse, états vides qui enseignent, textes saisis inertes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from donnees.registre import services
from donnees.registre.erreurs import ErreurRegistre
from pages.cadre import plan
from pages.interface import registre
from tests.pages.visite import etat_montre, libelles, liens, messages, ouvrir, parametre, sans_erreur, textes
from tests.registre.atelier_registre import ADMIN, saisie

RENNES = "35238-1"
HOSTILE = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) www.mal.fr \u202erenversé 🎉 "'
PLAN = plan.PLAN_ACTIONS.split("/pages/")[-1]


@pytest.fixture
def propre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Un registre à part : ce qu'on y écrit ne se voit pas des autres épreuves."""
    monkeypatch.setenv("ATLAS_BASE_URL", f"sqlite:///{tmp_path}/atlas.sqlite")
    registre.ouvert.clear()
    yield
    registre.ouvert.clear()


def test_sans_maison_choisir() -> None:
    visite = sans_erreur(ouvrir("bilan"))
    (champ,) = visite.selectbox
    assert len(champ.options) == 122
    assert "action" in champ.options[1]
    assert "aucune" not in champ.options[1]
    assert champ.options[-1].endswith("aucune action")
    assert "Choisissez une maison" in textes(visite)
    assert ("bilan", f"maison={RENNES}") in liens(visite)


def test_bilan_d_une_annee() -> None:
    visite = sans_erreur(ouvrir("bilan", maison=RENNES, annee="2014"))
    lu = textes(visite)
    assert "Bilan 2014 — We Ker" in lu
    assert "En 2014, 2 actions ont couru, sur 2 thèmes" in lu
    assert '<th scope="col">Thème</th>' in lu
    assert '<th scope="row">Total</th>' in lu
    assert "Aucun partenaire n'est nommé" in lu
    cles = etat_montre(visite)["couches"][0]["filtre"]["action"]
    assert len(cles) == 2
    assert {("plan-actions", f"action={cle}") for cle in cles} <= liens(visite)
    assert "Fiabilité des sources" in lu
    assert "1 action sans aucune date ne figure dans aucun bilan" in lu


def test_sans_annee_la_plus_recente_qui_a_une_action() -> None:
    visite = sans_erreur(ouvrir("bilan", maison=RENNES))
    assert "Bilan 2019 — We Ker" in textes(visite)
    assert parametre(visite, "annee") == ""


def test_annee_sans_action_mene_a_celles_qui_en_ont() -> None:
    visite = sans_erreur(ouvrir("bilan", maison=RENNES, annee="2010"))
    assert "Aucune action de cette maison n'a couru en 2010" in textes(visite)
    assert ("bilan", f"maison={RENNES}&annee=2014") in liens(visite)
    assert "Bilan 2014" in libelles(visite)


def test_maison_sans_action() -> None:
    vides = [m.cle for m in registre.releve().fiches_maisons]
    avec = {f.maison for f in registre.releve().fiches}
    cle = next(cle for cle in vides if cle not in avec)
    visite = sans_erreur(ouvrir("bilan", maison=cle))
    assert "ne connaît aucune action datée" in textes(visite)
    assert any(page == "plan-actions" for page, _ in liens(visite))


@pytest.mark.parametrize(
    "parametres",
    [
        {"maison": "<script>alert(1)</script>"},
        {"maison": RENNES, "annee": "abc"},
        {"maison": RENNES, "annee": "99999999999999999999"},
        {"maison": RENNES, "annee": "-1"},
        {"maison": "[x](javascript:alert(1))", "annee": "\u202e2014"},
    ],
)
def test_lien_absurde(parametres: dict[str, str]) -> None:
    visite = sans_erreur(ouvrir("bilan", **parametres))
    assert len(messages(visite)) == len(parametres) - (parametres["maison"] == RENNES)
    assert "Bilan" in textes(visite)


def test_choisir_une_maison_et_une_annee_ecrit_l_adresse() -> None:
    visite = ouvrir("bilan")
    visite.selectbox[0].set_value(RENNES).run()
    assert parametre(visite, "maison") == RENNES
    visite.selectbox[1].set_value("2014").run()
    assert parametre(visite, "annee") == "2014"
    assert "Bilan 2014" in textes(sans_erreur(visite))


def test_registre_en_panne_est_dit(monkeypatch: pytest.MonkeyPatch) -> None:
    def tomber(_: object) -> str:
        raise ErreurRegistre("base muette")

    monkeypatch.setattr(services, "version", tomber)
    visite = sans_erreur(ouvrir("bilan", maison=RENNES))
    assert any("Le registre ne répond pas" in message for message in messages(visite))


@pytest.mark.usefixtures("propre")
def test_moyens_par_axe_et_empechements_de_l_annee() -> None:
    """Classe du défaut : un inconnu compté pour zéro, une action comptée à deux titres, un bilan muet sur l'empêché."""
    ouvert = registre.ouvert()
    connus = {"titre": "Dotée", "debut": "2024", "fin": "2024", "etp": "0.5", "budget": "1000", "financeurs": []}
    services.creer(ouvert, ADMIN, saisie(**connus, axe_2013=2, axes_2009=(1, 2, 3, 4)))
    muette: dict[str, Any] = {
        "titre": "Abandonnée",
        "debut": "2024",
        "fin": "2024",
        "budget": None,
        "etp": None,
        "financeurs": [],
    }
    services.creer(ouvert, ADMIN, saisie(**muette, statut="abandonnee"))
    lu = textes(sans_erreur(ouvrir("bilan", maison=RENNES, annee="2024")))
    lignes = re.findall(r'<th scope="row">(?:Axe \d|Ensemble)[^<]*<small>(.*?)</small></th>(.*?)</tr>', lu)
    assert [(actions, *re.findall(r"<td>(.*?)</td>", ligne)) for actions, ligne in lignes] == [
        ("1 action", "—<small>1 inconnu</small>", "—<small>1 inconnu</small>", "—"),
        ("1 action", "0,5 ETP", "1 000 €", "—"),
        ("2 actions", "0,5 ETP<small>1 inconnu</small>", "1 000 €<small>1 inconnu</small>", "—"),
    ]
    assert "Abandonnée (fin : 2024)." in lu
    sans = textes(sans_erreur(ouvrir("bilan", maison=RENNES, annee="2014")))
    assert "Aucun moyen n'est dit" in sans
    assert "Le registre ne dit rien de tel pour cette année." in sans


@pytest.mark.usefixtures("propre")
def test_textes_saisis_inertes_et_resultats_face_aux_cibles() -> None:
    ouvert = registre.ouvert()
    partenaire = {"nom": HOSTILE, "nature": "association", "role": HOSTILE}
    champs = {"titre": HOSTILE, "debut": "2024", "fin": "2024", "source": HOSTILE, "partenaires": [partenaire]}
    champs |= {"etp": "1.25", "empechement": f"{HOSTILE}\n\n{HOSTILE}", "statut": "terminee"}
    financeurs = [{"nature": "autre", "nom": HOSTILE, "montant": "10"}, {"nature": "etat", "nom": "", "montant": None}]
    fiche = services.creer(ouvert, ADMIN, saisie(**champs, financeurs=financeurs))
    fiche = services.definir_suivi(ouvert, ADMIN, fiche.cle, {"libelle": HOSTILE, "unite": HOSTILE, "cible": 200})
    valeur = {"date": "2024-06", "valeur": 130, "commentaire": ""}
    services.suivre(ouvert, ADMIN, fiche.cle, fiche.suivis[0].cle, valeur)
    visite = sans_erreur(ouvrir("bilan", maison=RENNES, annee="2024"))
    blocs = "".join(str(bloc.proto.body) for bloc in visite.get("html"))
    assert "<img" not in blocs
    assert "\u202e" not in blocs
    assert blocs.count("&lt;img") >= 11
    assert "\u202e" in HOSTILE
    (cite,) = re.findall(r"<blockquote>(.*?)</blockquote>", blocs)
    assert cite.count("&lt;img") == 2
    assert "1,25\u00a0ETP" in blocs
    assert "soit 65\u00a0% de la cible" in blocs
    assert "1\u00a0montant inconnu" in blocs
    (lien,) = (libelle for libelle in libelles(visite) if "onerror" in libelle)
    assert "\\<img" in lien
    assert "\\[x\\]\\(javascript\\:" in lien
    for element in (*visite.markdown, *visite.caption):
        assert "<img" not in element.value.replace("\\<img", "")

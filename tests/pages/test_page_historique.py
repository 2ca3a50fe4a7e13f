"""L'historique d'une maison, d'un partenaire, d'une action, du registre : ce qu'on y lit, et qui le lit."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any
from unittest.mock import Mock

import pytest
from streamlit.testing.v1 import AppTest

from donnees import entrepot
from donnees.registre import services
from donnees.registre.droits import Identite, Role
from donnees.registre.edition import IDENTITE_LOCALE, VARIABLE
from donnees.registre.modeles.acteurs import OBJETS
from donnees.registre.services import Entree
from pages.agir.registre import journal
from pages.interface import acces, historique, registre, telechargement
from pages.interface.changements import ENSEMBLE, NATURES, autour, lignes, sur_quoi
from tests.pages.visite import Connecter, creer, deplier, ouvrir, sans_erreur, textes
from tests.registre.atelier_registre import AUTRE, MAISON, saisie_maison

PIRATE = "<img src=x onerror='alert(1)'> [clic](javascript:alert(1))"
ADMIN = Identite("admin", "Administratrice", Role.ADMINISTRATEUR)
Fichiers = dict[str, Callable[[], bytes]]


@pytest.fixture
def fichiers(monkeypatch: pytest.MonkeyPatch) -> Fichiers:
    """Fichiers que la page propose, à composer comme au clic."""
    proposes: Fichiers = {}
    monkeypatch.setattr(telechargement, "proposer", lambda _libelle, nom, contenu, **_: proposes.update({nom: contenu}))
    return proposes


def tableau(visite: AppTest) -> str:
    """Le dernier tableau d'historique de la page ; vide s'il n'y en a pas."""
    corps = [str(e.proto.body) for e in visite.get("html") if "Historique des modifications" in str(e.proto.body)]
    return corps[-1] if corps else ""


def historique_de_maison(maison: str) -> AppTest:
    """La page d'une maison, son historique déplié."""
    return sans_erreur(deplier(ouvrir("modifier-maison", maison=maison), "Historique de la maison"))


def choisir(visite: AppTest, libelle: str, valeur: str) -> None:
    """Choisit dans la liste qui porte ce libellé."""
    next(s for s in visite.selectbox if s.label == libelle).set_value(valeur).run()


def modifier(maison: str, **champs: Any) -> None:
    """Modifie une maison au nom de l'administration."""
    version = next(m.version for m in services.maisons(registre.ouvert(), ADMIN) if m.cle == maison)
    services.modifier_maison(registre.ouvert(), ADMIN, maison, version, saisie_maison(**champs))


@pytest.mark.usefixtures("edition")
def test_une_maison_dit_d_abord_qu_elle_n_a_pas_ete_modifiee_puis_quoi() -> None:
    visite = historique_de_maison(MAISON)
    assert [e.label for e in visite.expander] == ["Historique de la maison"]
    assert "Corrigez un champ ci-dessus" in textes(visite)
    modifier(MAISON)
    modifier(MAISON, telephone=PIRATE[:60], statut_date="2026-04")
    lu = tableau(historique_de_maison(MAISON))
    assert "&lt;img src=x" in lu
    assert "<img" not in lu
    premier = lu[lu.index("<tbody>") : lu.index("</tr>", lu.index("Téléphone"))]
    assert "Administratrice" in premier  # la dernière modification vient d'abord
    assert "03/2026" in lu
    assert "04/2026" in lu
    assert lu.count('rowspan="2"') == 1  # une modification, deux champs changés
    assert "Adresse" not in premier


@pytest.mark.usefixtures("edition")
def test_un_long_perimetre_se_resume_a_ce_qui_change() -> None:
    communes = ["01004", "35238", *sorted(entrepot.territoires("commune").index)[50:80]]
    nom = "Maison voisine"  # AppTest renvoie un choix par son libellé : deux maisons de même nom s'y confondraient
    modifier(AUTRE, nom=nom, perimetre=communes)
    modifier(AUTRE, nom=nom, perimetre=["35047", *communes[:1], *communes[2:]])
    lu = tableau(historique_de_maison(AUTRE))
    assert "<td>Périmètre</td><td><bdi>32 éléments ; retiré : Rennes (35238)</bdi></td>" in lu
    assert "<td><bdi>32 éléments ; ajouté : Bruz (35047)</bdi></td>" in lu


@pytest.mark.usefixtures("edition")
def test_un_partenaire_et_une_action(fichiers: Fichiers) -> None:
    fiche = creer(titre="Suivie", partenaires=[{"nom": PIRATE, "nature": "entreprise", "role": "=Recrute"}])
    cle = next(c for c, (nom, _) in services.partenaires(registre.ouvert(), ADMIN).items() if nom == PIRATE)
    visite = sans_erreur(ouvrir("modifier-maison", maison=AUTRE))
    choisir(visite, "Partenaire", cle)
    deplier(visite, "Historique du partenaire")
    assert "la première action qui le cite" in textes(sans_erreur(visite))
    services.modifier_partenaire(registre.ouvert(), ADMIN, cle, {"nom": f"{PIRATE}!", "nature": "association"})
    lu = tableau(sans_erreur(visite.run()))
    assert "<td>Nature</td><td><bdi>Entreprise</bdi></td><td><bdi>Association</bdi></td>" in lu
    assert "<img" not in lu

    lu = tableau(sans_erreur(deplier(ouvrir("plan-actions", action=fiche.cle), "Historique")))
    assert f"<td>{ENSEMBLE}</td><td>—</td><td><bdi>Titre : Suivie · " in lu
    assert "<img" not in lu
    (nom,) = (n for n in fichiers if n.startswith("atlas-historique-action"))
    (ligne,) = csv.DictReader(io.StringIO(fichiers[nom]().decode("utf-8-sig")), delimiter=";")
    assert (ligne["Qui"], ligne["Opération"], ligne["Avant"]) == (IDENTITE_LOCALE.nom, "Création", "")
    assert "=Recrute" in ligne["Après"]
    assert not ligne["Après"].startswith("=")


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize(
    ("page", "service", "libelle"),
    [
        ("plan-actions", "journal", "Historique"),
        ("modifier-maison", "journal_maison", "Historique de la maison"),
        ("modifier-maison", "journal_partenaire", "Historique du partenaire"),
    ],
)
def test_un_historique_replie_ne_lit_pas_le_journal(
    page: str, service: str, libelle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fiche = creer(titre="Repliée", partenaires=[{"nom": "GRETA", "nature": "organisme_formation", "role": "Forme"}])
    lectures = Mock(wraps=getattr(services, service))
    monkeypatch.setattr(services, service, lectures)
    visite = sans_erreur(ouvrir(page, **{"action": fiche.cle} if page == "plan-actions" else {"maison": MAISON}))
    assert lectures.call_count == 0
    sans_erreur(deplier(visite, libelle))
    assert lectures.call_count == 1


@pytest.mark.usefixtures("edition")
def test_le_journal_general_se_filtre_se_feuillette_s_emporte(fichiers: Fichiers) -> None:
    services.habiliter(registre.ouvert(), ADMIN, "f" * 64, f"Camille {PIRATE}", Role.CONTRIBUTEUR, [MAISON])
    visite = sans_erreur(ouvrir("compte"))
    assert "Journal du registre" in textes(visite)
    total = services.journal_general(registre.ouvert(), ADMIN).total
    assert f"(sur {-(-total // historique.PAR_PAGE)})" in visite.number_input[0].label
    assert tableau(visite).count('<th scope="row"') == historique.PAR_PAGE
    derniere = tableau(visite)
    visite.number_input[0].set_value(2).run()
    assert tableau(sans_erreur(visite)) != derniere
    choisir(visite, "Modifications à montrer", "habilitation")
    lu = tableau(sans_erreur(visite))
    assert lu.count('<th scope="row"') == 1
    assert "Rôle : Contribution · Maisons : " in lu
    assert "<img" not in lu
    assert "f" * 64 not in lu
    (ligne,) = csv.DictReader(
        io.StringIO(fichiers["atlas-historique-registre-habilitation.csv"]().decode("utf-8-sig")), delimiter=";"
    )
    assert (ligne["Nature"], ligne["Objet"]) == ("Habilitation", f"Camille {PIRATE}")
    choisir(visite, "Modifications à montrer", "import")
    assert "choisissez une autre nature" in sans_erreur(visite).info[-1].value


def test_chaque_nature_a_son_nom() -> None:
    assert set(NATURES) == set(OBJETS) == set(journal.PLURIELS)


def entree(avant: dict[str, Any] | None, apres: dict[str, Any] | None, objet: str = "action") -> Entree:
    """Une entrée de journal."""
    champs: dict[str, Any] = {"rang": 1, "quand": "2026", "qui": "q", "nom": "n", "operation": "modifier", "version": 1}
    return Entree(**champs, objet=objet, action="a", reference="", avant=avant, apres=apres)


def test_une_valeur_se_lit_en_francais() -> None:
    avant = {"theme": "gpect", "statut": "prevue", "maison": "m", "debut": "2026-03", "archivee": False, "budget": None}
    apres = {"theme": "rse", "statut": "en_cours", "maison": "", "debut": "2027", "archivee": True, "budget": "12.50"}
    avant, apres = avant | {"empechement": ""}, apres | {"etp": "1.50", "empechement": "Faute de salle."}
    dites = lignes(entree(avant, apres), {"m": "We Ker"})
    assert [tuple(ligne) for ligne in dites] == [
        ("Thème", "GPEC territoriale et branches professionnelles", "Responsabilité sociale des entreprises"),
        ("Statut", "Prévue", "En cours"),
        ("Maison", "We Ker", ""),
        ("Début", "03/2026", "2027"),
        ("Archivage", "non", "oui"),
        ("Budget", "", "12,50\u00a0€"),
        ("Équivalents temps plein", "", "1,5"),
        ("Ce qui n'a pas pu se faire", "", "Faute de salle."),
    ]
    releves = {"valeur": 30.0, "commentaire": ""}, {"valeur": 42.5, "commentaire": "", "suivi": "s", "date": "2026-03"}
    assert lignes(entree(*releves, "suivi"), {"s": "Reçus"}) == [("Valeur (Reçus, 03/2026)", "30", "42,5")]
    assert lignes(entree({"titre": "", "cible": 0}, {"cible": 0}), {}) == [("Aucun changement", "", "")]


def test_une_contribution_se_lit_en_francais() -> None:
    zone, perimetre = {"niveau": "zone_emploi", "code": "5312"}, {"niveau": "perimetre", "code": "1AbC" * 900}
    dite: dict[str, Any] = {"nom": "GRETA", "nature": "organisme_formation", "maison": "m", "territoire": zone}
    dite |= {"question": "q.un", "mandat": "", "texte": "Avant\nle conseil", "archivee": False}
    (creation,) = lignes(entree(None, dite, "contribution"), {"m": "We Ker"})
    assert creation.apres == (
        "Nom : GRETA · Nature : Organisme de formation · Maison : We Ker · Territoire : Pontivy-Loudéac · "
        "Question : q.un · Texte : Avant\nle conseil · Archivage : non"
    )
    change = dite | {"texte": "Après", "mandat": "Direction", "archivee": True}
    assert [ligne.champ for ligne in lignes(entree(dite, change, "contribution"), {})] == [
        *("Mandat", "Texte", "Archivage")
    ]
    (compose,) = lignes(entree(None, {"territoire": perimetre}, "contribution"), {})
    assert compose.apres == "Territoire : périmètre"
    assert sur_quoi(entree(None, dite, "contribution").model_copy(update={"action": None}), {}) == "GRETA"


def test_un_long_texte_commence_a_ce_qui_change() -> None:
    avant, apres = "a" * 1_000 + "B" * 50, "a" * 1_000 + "C" * 50
    coupe = autour(avant, apres, 260)
    assert coupe == "…" + "a" * 30 + "B" * 50
    assert autour("court", "autre", 260) == "court"
    assert autour("z" * 300, "y" * 300, 260) == "z" * 300


def test_qui_lit_quoi_quand_on_se_connecte(connecter: Connecter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    modifier(MAISON, territoire="Territoire de Rennes")
    connecter(email="directrice@exemple.fr")
    services.habiliter(registre.ouvert(), ADMIN, acces.mon_identifiant(), "D", Role.CONTRIBUTEUR, [MAISON])
    visite = historique_de_maison(MAISON)
    assert "Territoire de Rennes" in tableau(visite)
    assert "Corriger un partenaire" not in textes(visite)
    assert "Journal du registre" not in textes(sans_erreur(ouvrir("compte")))
    connecter(email="lecteur@exemple.fr")
    assert tableau(sans_erreur(ouvrir("modifier-maison", maison=MAISON))) == ""
    assert "Journal du registre" not in textes(sans_erreur(ouvrir("compte")))
    connecter(email="admin@exemple.fr")
    assert "Territoire de Rennes" in tableau(sans_erreur(ouvrir("compte")))

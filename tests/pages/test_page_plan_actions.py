"""Agir › Plan d'actions : liste, filtres, fiche ; saisie, conflit, suivi, archivage, import, droits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from donnees.registre import services
from donnees.registre.edition import IDENTITE_LOCALE
from pages.interface import registre
from tests.pages.visite import bouton, champ, creer, droit, liens, messages, ouvrir, parametre, sans_erreur, textes
from tests.registre.atelier_registre import AUTRE, MAISON, saisie, saisie_maison

SEMEE = "12300-1-3ef7a2"
RESERVEES = ("saisir", "importer", "modifier-maison")


def test_la_liste_compte_les_actions_et_mene_aux_fiches() -> None:
    visite = sans_erreur(ouvrir("plan-actions"))
    toutes = registre.releve().fiches
    assert f"{len(toutes)} actions de" in textes(visite)
    assert visite.title[0].value == "Plan d'actions"
    assert sum(cible == "plan-actions" and "action=" in suite for cible, suite in liens(visite)) == 15
    assert not any(b.label == "Saisir une action" for b in visite.button)


def test_filtres_dans_l_adresse() -> None:
    visite = sans_erreur(ouvrir("plan-actions", themes="clause_sociale", vue="tableau"))
    attendues = [f for f in registre.releve().fiches if f.theme == "clause_sociale"]
    assert set(visite.dataframe[0].value["Action"]) == {f.titre for f in attendues}
    visite = sans_erreur(ouvrir("plan-actions", niveau="departement", code="35", vue="tableau"))
    assert 0 < len(visite.dataframe[0].value) < len(registre.releve().fiches)
    visite = sans_erreur(ouvrir("plan-actions", annees="2015_2015", vue="tableau"))
    for debut, fin in visite.dataframe[0].value[["Début", "Fin"]].itertuples(index=False):
        assert debut[:4] <= "2015" <= (fin or debut)[:4]


@pytest.mark.parametrize("vue", ["liste", "calendrier", "carte", "tableau"])
def test_chaque_vue(vue: str) -> None:
    assert "actions de" in textes(sans_erreur(ouvrir("plan-actions", vue=vue)))


def test_un_filtre_sans_reponse_dit_quoi_faire() -> None:
    visite = sans_erreur(ouvrir("plan-actions", q="zzzz introuvable"))
    assert "« Mot cherché » : retirez-le" in droit(visite.info[0].value)


@pytest.mark.parametrize("annees", ["2015", "abc", "2015_2010", "9999_0000"])
def test_periode_absurde(annees: str) -> None:
    sans_erreur(ouvrir("plan-actions", annees=annees))


def test_fiche_d_une_action_semee() -> None:
    visite = sans_erreur(ouvrir("plan-actions", action=SEMEE))
    lu = textes(visite)
    assert droit(visite.title[0].value).startswith("Information et accompagnement des publics")
    assert "elle ne crée pas d'offre propre" in lu
    assert "44 951,9" in lu
    assert ("territoire", "niveau=commune&code=12300") in liens(visite)
    assert not any(b.label == "Modifier" for b in visite.button)


def test_action_inconnue() -> None:
    visite = sans_erreur(ouvrir("plan-actions", action="![x](//y.z)"))
    assert "n'est pas au registre" in messages(visite)[0]
    assert "![" not in visite.warning[0].value


@pytest.mark.parametrize("page", RESERVEES)
def test_page_reservee_refusee_a_un_visiteur(page: str) -> None:
    visite = sans_erreur(ouvrir(page, action=SEMEE, maison=MAISON))
    assert "se lit seulement" in messages(visite)[0]
    assert not visite.get("text_input")
    assert not visite.button


@pytest.mark.usefixtures("edition")
def test_saisir_une_action_du_vide_a_la_carte() -> None:
    visite = sans_erreur(ouvrir("saisir"))
    assert "atlas-faute" not in textes(visite)  # rien n'est reproché avant d'avoir tapé
    champ(visite, "debut").input("15/13/2026").run()
    assert "Cette date n'existe pas" in textes(visite)
    champ(visite, "debut").input("15/03/2026").run()
    assert "Cette date n'existe pas" not in textes(visite)
    bouton(visite, "Enregistrer").click().run()
    assert "Champ obligatoire" in textes(visite)
    assert champ(visite, "debut").value == "15/03/2026"
    champ(visite, "titre").input("Forum du bois <script>alert(1)</script>").run()
    champ(visite, "maison").select(MAISON).run()
    champ(visite, "theme").select("gpect").run()
    champ(visite, "axe_2013").select(1).run()
    champ(visite, "axes_2009").set_value([2, 3]).run()
    champ(visite, "role_maison").select("coordination").run()
    champ(visite, "budget").input("12 000,50 €").run()
    champ(visite, "etp").input("beaucoup").run()
    assert "Un nombre est attendu" in textes(visite)
    champ(visite, "etp").input("1,5").run()
    assert "Un nombre est attendu" not in textes(visite)
    champ(visite, "empechement").input("Faute de salle\n<script>alert(1)</script>").run()
    bouton(visite, "Ajouter un partenaire").click().run()
    champ(visite, "partenaires.0.nom").input("GRETA").run()
    assert "Choisir une valeur" in textes(visite)
    champ(visite, "partenaires.0.nature").select("organisme_formation").run()
    champ(visite, "partenaires.0.role").input("Forme les stagiaires").run()
    avant = set(registre.releve().actions["action"])
    bouton(visite, "Enregistrer").click().run()
    (neuve,) = set(registre.releve().actions["action"]) - avant
    fiche = services.lire(registre.ouvert(), IDENTITE_LOCALE, neuve)
    assert (fiche.debut, fiche.budget, fiche.axes_2009) == ("2026-03-15", Decimal("12000.5"), (2, 3))
    assert fiche.partenaires[0].role == "Forme les stagiaires"
    assert (fiche.etp, fiche.empechement) == (Decimal("1.5"), "Faute de salle\n<script>alert(1)</script>")
    assert (registre.releve().actions.set_index("action").loc[neuve, ["lon", "lat"]]).notna().all()


def test_la_fiche_dit_les_moyens_et_ce_qui_n_a_pas_pu_se_faire() -> None:
    dit = "Faute de salle\n<script>alert(1)</script>"
    lu = textes(sans_erreur(ouvrir("plan-actions", action=creer(etp="0.25", budget=None, empechement=dit).cle)))
    assert "**Équivalents temps plein :** 0,25" in lu
    assert "Faute de salle\n&lt;script&gt;alert(1)&lt;/script&gt;" in lu
    assert "<script>" not in lu
    sans = textes(sans_erreur(ouvrir("plan-actions", action=creer(etp=None, empechement=" \n").cle)))
    assert "Équivalents temps plein" not in sans
    assert "n'a pas pu se faire" not in sans


@pytest.mark.usefixtures("edition")
def test_modifier_sans_rien_changer_redonne_la_meme_fiche() -> None:
    fiche = creer(titre="Aller-retour", description="Deux\nlignes")
    visite = sans_erreur(ouvrir("saisir", action=fiche.cle))
    bouton(visite, "Enregistrer").click().run()
    relue = services.lire(registre.ouvert(), IDENTITE_LOCALE, fiche.cle)
    contenu = {"version", "modifie_le", "historique"}
    assert relue.model_dump(exclude=contenu) == fiche.model_dump(exclude=contenu)
    assert relue.version == fiche.version + 1


@pytest.mark.usefixtures("edition")
def test_conflit_rien_de_tape_n_est_perdu() -> None:
    fiche = creer(titre="Conflit")
    visite = sans_erreur(ouvrir("saisir", action=fiche.cle))
    champ(visite, "titre", fiche.cle).input("Conflit, mon titre").run()
    autre = saisie(titre="Conflit", public="Lycéens", statut="suspendue")
    services.modifier(registre.ouvert(), IDENTITE_LOCALE, fiche.cle, fiche.version, autre)
    bouton(visite, "Enregistrer").click().run()
    assert "Quelqu'un a enregistré cette fiche" in messages(visite)[0]
    assert {"Public visé", "Où en est l'action"} & set(visite.table[0].value.index) or "Statut" in visite.table[
        0
    ].value.index
    assert champ(visite, "titre", fiche.cle).value == "Conflit, mon titre"
    bouton(visite, "Garder mes changements et reprendre les siens ailleurs").click().run()
    assert champ(visite, "public", fiche.cle).value == "Lycéens"
    bouton(visite, "Enregistrer").click().run()
    relue = services.lire(registre.ouvert(), IDENTITE_LOCALE, fiche.cle)
    assert (relue.titre, relue.public, relue.statut) == ("Conflit, mon titre", "Lycéens", "suspendue")


@pytest.mark.usefixtures("edition")
def test_le_brouillon_survit_a_un_changement_de_page() -> None:
    visite = sans_erreur(ouvrir("saisir"))
    champ(visite, "titre").input("À finir plus tard").run()
    visite.switch_page("../agir/registre/compte.py").run()
    visite.switch_page("../agir/saisir/page.py").run()
    assert champ(visite, "titre").value == "À finir plus tard"
    bouton(visite, "Abandonner cette saisie").click().run()
    visite.switch_page("../agir/saisir/page.py").run()
    assert champ(visite, "titre").value == ""


@pytest.mark.usefixtures("edition")
def test_suivre_archiver_retablir_dupliquer() -> None:
    fiche = creer(titre="À suivre")
    visite = sans_erreur(ouvrir("plan-actions", action=fiche.cle))
    services.definir_suivi(registre.ouvert(), IDENTITE_LOCALE, fiche.cle, {"libelle": "Reçus", "cible": 200})
    visite.run()
    date, valeur = (next(t for t in visite.text_input if t.label.startswith(nom)) for nom in ("Date", "Valeur"))
    date.input("03/2026")
    valeur.input("cent")
    next(b for b in visite.button if b.label == "Enregistrer").click().run()
    assert "nombre" in messages(visite)[0]
    next(t for t in visite.text_input if t.label.startswith("Valeur")).input("120")
    next(b for b in visite.button if b.label == "Enregistrer").click().run()
    assert "120" in textes(sans_erreur(visite))
    bouton(visite, "Confirmer : archiver").click().run()
    assert fiche.cle not in set(registre.releve().actions["action"])
    assert "est archivée" in visite.info[0].value
    bouton(visite, "Confirmer : rétablir").click().run()
    assert fiche.cle in set(registre.releve().actions["action"])
    bouton(visite, "Créer la copie").click().run()
    copies = [f for f in registre.releve().fiches if f.titre == "À suivre"]
    assert {f.statut.value for f in copies} == {"en_cours", "prevue"}


@pytest.mark.usefixtures("edition")
def test_modifier_une_maison_se_voit_dans_l_annuaire() -> None:
    visite = sans_erreur(ouvrir("modifier-maison", maison=AUTRE))
    telephone = next(t for t in visite.text_input if t.label == "Téléphone")
    telephone.input("01 02 03 04 05")
    next(t for t in visite.text_input if t.label == "Site web").input("javascript:alert(1)")
    bouton(visite, "Enregistrer").click().run()
    assert "commence par http" in textes(visite)
    assert next(t for t in visite.text_input if t.label == "Téléphone").value == "01 02 03 04 05"
    next(t for t in visite.text_input if t.label == "Site web").input("https://exemple.fr")
    bouton(visite, "Enregistrer").click().run()
    assert "01 02 03 04 05" in textes(sans_erreur(ouvrir("maisons", maison=AUTRE)))


@pytest.mark.usefixtures("edition")
def test_deux_personnes_sur_la_meme_maison_la_seconde_le_voit() -> None:
    visite = sans_erreur(ouvrir("modifier-maison", maison=MAISON))
    for _ in range(2):
        bouton(visite, "Enregistrer").click().run()
        assert not messages(visite)
    for tour in "ab":
        lue = next(m for m in services.maisons(registre.ouvert(), IDENTITE_LOCALE) if m.cle == MAISON)
        champ_de(visite, "Adresse").input(f"Mon adresse {tour}")
        autre = saisie_maison(nom=lue.nom, telephone=f"09 09 {tour}")
        services.modifier_maison(registre.ouvert(), IDENTITE_LOCALE, MAISON, lue.version, autre)
        bouton(visite, "Enregistrer").click().run()
        assert "Quelqu'un a enregistré cette maison entre-temps" in messages(visite)[0]
        assert f"09 09 {tour}" in set(visite.table[0].value["Enregistré depuis"])
        assert champ_de(visite, "Adresse").value == f"Mon adresse {tour}"
        bouton(visite, "Enregistrer").click().run()
        relue = next(m for m in services.maisons(registre.ouvert(), IDENTITE_LOCALE) if m.cle == MAISON)
        assert (relue.adresse, relue.version) == (f"Mon adresse {tour}", lue.version + 2)


def champ_de(visite: AppTest, libelle: str) -> Any:
    """Le champ de texte qui porte ce libellé."""
    return next(t for t in visite.text_input if t.label == libelle)


def test_parametre_vue_absurde() -> None:
    visite = sans_erreur(ouvrir("plan-actions", vue="zut"))
    assert "réglage par défaut" in messages(visite)[0]
    assert parametre(visite, "vue") == ""

"""Schéma, semis et contraintes : ce que la base garantit d'elle-même, sur les deux moteurs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, CheckConstraint, MetaData, UniqueConstraint, func, inspect, select, text
from sqlalchemy.orm import Session

from donnees import entrepot
from donnees.chemins import RACINE
from donnees.registre import modeles
from donnees.registre.base import VARIABLE, Registre, adresse, lire_adresse
from donnees.registre.contraintes import messages
from donnees.registre.demarrage import demarrer
from donnees.registre.erreurs import AdresseInvalide, ContrainteViolee, RegistreIndisponible
from donnees.registre.modeles import Action, Base, Maison
from donnees.vocabulaire import LIBELLES_THEMES, Theme
from tests.registre.atelier_registre import Atelier

INSTANT = "2026-01-01T00:00:00+00:00"


def _compter(registre: Registre) -> tuple[int, int, int]:
    tables: tuple[type[Base], ...] = (Maison, Action, modeles.Journal)
    with registre.lire() as session:
        maisons, actions, lignes = (session.scalars(select(func.count()).select_from(t)).one() for t in tables)
    return maisons, actions, lignes


def test_sqlite_par_defaut_postgresql_si_l_adresse_le_dit() -> None:
    assert adresse({}).get_backend_name() == "sqlite"
    assert str(adresse({}).database).endswith("var/atlas.sqlite")
    assert adresse({VARIABLE: "postgres://u:secret@h/b"}).drivername == "postgresql+psycopg"


@pytest.mark.parametrize("texte", ["mysql://u:secret@h/b", "n'importe quoi:secret", "sqlite:///:memory:", "sqlite://"])
def test_adresse_refusee_sans_montrer_le_mot_de_passe(texte: str) -> None:
    with pytest.raises(AdresseInvalide) as erreur:
        lire_adresse(texte)
    assert "secret" not in str(erreur.value)


def test_base_injoignable_dite_en_francais() -> None:
    registre = Registre(lire_adresse("postgresql://u:secret@127.0.0.1:1/b"))
    with pytest.raises(RegistreIndisponible, match="ne répond pas"):
        registre.ecrire(lambda session: session.execute(text("SELECT 1")))


def test_reglages_de_sqlite(registre_seme: Path) -> None:
    registre = Registre(URL.create("sqlite", database=str(registre_seme)))
    with registre.lire() as session:
        lus = [session.execute(text(f"PRAGMA {nom}")).scalar_one() for nom in ("journal_mode", "foreign_keys")]
        durable = session.execute(text("PRAGMA synchronous")).scalar_one()
        attente = session.execute(text("PRAGMA busy_timeout")).scalar_one()
    registre.fermer()
    assert (lus, durable, attente) == (["wal", 1], 2, 5000)


def test_les_migrations_donnent_exactement_les_modeles(registre: Registre) -> None:
    with registre.moteur.connect() as connexion:
        assert compare_metadata(MigrationContext.configure(connexion), Base.metadata) == []
        vues = inspect(connexion)
        for table in Base.metadata.sorted_tables:
            ecrits = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
            assert {c["name"] for c in vues.get_check_constraints(table.name)} == ecrits


def test_memes_controles_en_base_que_dans_les_modeles(registre: Registre) -> None:
    """Le texte des CHECK migrés est celui des modèles ; PostgreSQL récrit le sien, SQLite le garde."""
    if not registre.est_sqlite:
        assert registre.moteur.dialect.name == "postgresql"
        return
    vue = MetaData()
    vue.reflect(registre.moteur)
    for table in Base.metadata.sorted_tables:
        lus = {
            str(c.name): str(c.sqltext) for c in vue.tables[table.name].constraints if isinstance(c, CheckConstraint)
        }
        for c in table.constraints:
            if isinstance(c, CheckConstraint):
                assert lus[str(c.name)] == str(c.sqltext)


def test_semis_complet_et_idempotent(registre: Registre) -> None:
    attendu = len(entrepot.table("maisons")), len(entrepot.table("actions")), len(entrepot.table("actions"))
    assert _compter(registre) == attendu == (121, 125, 125)
    demarrer(registre.moteur.url).fermer()
    assert _compter(registre) == attendu


def test_le_semis_n_ecrase_jamais_une_fiche_modifiee(registre: Registre) -> None:
    def archiver(session: Session) -> None:
        action = session.scalars(select(Action).limit(1)).one()
        action.titre, action.archivee = "Titre repris à la main", True

    registre.ecrire(archiver)
    demarrer(registre.moteur.url).fermer()
    with registre.lire() as session:
        assert session.scalars(select(Action.archivee).where(Action.titre == "Titre repris à la main")).one()
    assert _compter(registre)[1] == 125


def test_le_semis_ne_perd_aucune_action(registre: Registre) -> None:
    source = entrepot.table("actions").set_index("action")
    with registre.lire() as session:
        for action in session.scalars(select(Action)):
            ligne = source.loc[action.cle]
            champs = ("titre", "description", "theme", "source", "fiabilite")
            assert [getattr(action, champ) for champ in champs] == [ligne[champ] for champ in champs]
            assert (action.debut, action.fin) == (ligne["date_debut"], ligne["date_fin"])
            assert (action.axe_2013, action.role_maison) == (None, None)  # les sources ne les disent pas


def test_repliques_qui_demarrent_ensemble(base_vide: Callable[[], URL]) -> None:
    url = base_vide()
    commande = [sys.executable, "tests/registre/ecrivain_registre.py", "demarrer", url.render_as_string(False)]
    lances = [subprocess.Popen(commande, cwd=RACINE, env={"PYTHONPATH": "."}) for _ in range(3)]
    assert [lance.wait(timeout=60) for lance in lances] == [0, 0, 0]
    registre = Registre(url)
    assert _compter(registre) == (121, 125, 125)
    registre.fermer()


def _action(**champs: Any) -> Action:
    base = {"cle": "essai", "titre": "T", "description": "", "theme": "rse", "statut": "prevue"}
    return Action(**{**base, "cree_le": INSTANT, "modifie_le": INSTANT, **champs})


def _partenaire(**champs: Any) -> modeles.Partenaire:
    return modeles.Partenaire(**{"cle": "p", "nom": "N", "nature": "etat", **champs})


VIOLATIONS: dict[str, Callable[[str], list[Base]]] = {
    "ck_action_titre": lambda _: [_action(titre="  ")],
    "ck_action_theme": lambda _: [_action(theme="autre")],
    "ck_action_axe_2013": lambda _: [_action(axe_2013=3)],
    "ck_action_role_maison": lambda _: [_action(role_maison="offre_propre")],
    "ck_action_elu": lambda _: [_action(elu_nom="Nom sans mandat")],
    "ck_action_point": lambda _: [_action(lon=2.0)],
    "ck_action_debut": lambda _: [_action(debut="2026-13")],
    "ck_action_fin": lambda _: [_action(fin="demain")],
    "ck_action_ordre": lambda _: [_action(debut="2026-03", fin="2026-02-28")],
    "ck_action_statut": lambda _: [_action(statut="finie")],
    "ck_action_budget": lambda _: [_action(budget=-1)],
    "ck_action_etp": lambda _: [_action(etp=-1)],
    "ck_action_fiabilite": lambda _: [_action(fiabilite="D")],
    "ck_action_version": lambda _: [_action(version=0)],
    "pk_action": lambda a: [_action(cle=a)],
    "ck_action_axe_axe": lambda a: [modeles.ActionAxe(action=a, axe=5)],
    "ck_action_lieu_niveau": lambda a: [modeles.ActionLieu(action=a, niveau="pays", code="00000")],
    "ck_action_lieu_code": lambda a: [modeles.ActionLieu(action=a, niveau="commune", code="1")],
    "ck_action_financeur_nature": lambda a: [modeles.ActionFinanceur(action=a, nature="banque", nom="")],
    "ck_action_financeur_montant": lambda a: [modeles.ActionFinanceur(action=a, nature="etat", nom="", montant=-1)],
    "ck_action_statut_statut": lambda a: [modeles.ActionStatut(action=a, rang=9, statut="finie", quand=INSTANT)],
    "ck_action_partenaire_role": lambda a: [
        _partenaire(),
        modeles.ActionPartenaire(action=a, partenaire="p", role=""),
    ],
    "ck_partenaire_nom": lambda _: [_partenaire(nom="")],
    "ck_partenaire_nature": lambda _: [_partenaire(nature="secte")],
    "uq_partenaire_nom_nature": lambda _: [_partenaire(), _partenaire(cle="q")],
    "ck_suivi_libelle": lambda a: [modeles.Suivi(cle="s", action=a, libelle="", unite="")],
    "uq_suivi_libelle": lambda a: [modeles.Suivi(cle=c, action=a, libelle="X", unite="") for c in "st"],
    "ck_lien_sens": lambda a: [modeles.LienTerritorial(action=a, indicateur="i", sens="stable")],
    "ck_contribution_niveau": lambda _: [_contribution(niveau="canton")],
    "ck_contribution_code": lambda _: [_contribution(code="")],
    "ck_contribution_empreinte": lambda _: [_contribution(empreinte="e")],
    "ck_contribution_question": lambda _: [_contribution(question=" ")],
    "ck_contribution_mandat": lambda _: [_contribution(mandat="x" * 301)],
    "ck_contribution_texte": lambda _: [_contribution(texte="x" * 100_001)],
    "ck_contribution_version": lambda _: [_contribution(version=0)],
    "uq_contribution_question": lambda _: [_partenaire(), *(_contribution(cle=cle) for cle in "cd")],
    "ck_maison_commune_code": lambda _: [modeles.MaisonCommune(maison="35238-1", commune="1")],
    "ck_journal_qui": lambda a: [_journal(a, qui="")],
    "ck_journal_objet": lambda a: [_journal(a, objet="chose")],
    "ck_journal_reference": lambda a: [_journal(a, reference="m")],
    "ck_habilitation_sujet": lambda _: [modeles.Habilitation(sujet=" ", nom="N", role="lecteur")],
    "ck_habilitation_nom": lambda _: [modeles.Habilitation(sujet="s", nom="", role="lecteur")],
    "ck_habilitation_role": lambda _: [modeles.Habilitation(sujet="s", nom="N", role="chef")],
    "ck_brouillon_auteur": lambda _: [_brouillon(auteur=" ")],
    "ck_brouillon_cle": lambda _: [_brouillon(cle="")],
    "ck_brouillon_taille": lambda _: [_brouillon(contenu={"titre": "x" * 500_000})],
    "pk_brouillon": lambda _: [_brouillon(), _brouillon(contenu={"titre": "Autre"})],
    "pk_habilitation_maison": lambda _: [
        modeles.Habilitation(sujet="s", nom="N", role="lecteur"),
        *(modeles.HabilitationMaison(sujet="s", maison="35238-1") for _ in "ab"),
    ],
}


def _journal(action: str, **champs: Any) -> modeles.Journal:
    base = {"quand": INSTANT, "qui": "x", "nom": "x", "operation": "x", "objet": "action", "version": 1}
    return modeles.Journal(**{**base, "action": action, **champs})


def _contribution(**champs: Any) -> modeles.Contribution:
    base = {"cle": "c", "maison": "35238-1", "niveau": "france", "code": "FR", "empreinte": "e" * 64, "question": "q"}
    base |= {"partenaire": "p", "mandat": "", "texte": "T", "cree_le": INSTANT, "modifie_le": INSTANT}
    return modeles.Contribution(**base | {"version": 1, "archivee": False} | champs)


def _brouillon(**champs: Any) -> modeles.Brouillon:
    return modeles.Brouillon(**{"auteur": "a", "cle": "neuve", "contenu": {}, "maj": INSTANT, **champs})


def _inserer(registre: Registre, lignes: list[Base]) -> None:
    registre.ecrire(lambda session: session.add_all(lignes))


def test_la_base_refuse_et_le_dit_en_francais(atelier: Atelier) -> None:
    cle = atelier.creer().cle
    avant = _compter(atelier.registre)
    for contrainte, fautifs in VIOLATIONS.items():
        with pytest.raises(ContrainteViolee) as erreur:
            _inserer(atelier.registre, fautifs(cle))
        assert erreur.value.contrainte == contrainte
        assert str(erreur.value) == messages()[contrainte]
    with pytest.raises(ContrainteViolee, match="référence"):
        _inserer(atelier.registre, [_action(maison="inconnue")])
    assert _compter(atelier.registre) == avant


def test_chaque_contrainte_a_son_message() -> None:
    for table in Base.metadata.sorted_tables:
        for contrainte in table.constraints:
            if isinstance(contrainte, CheckConstraint | UniqueConstraint):
                assert len(contrainte.info["message"]) > 10, contrainte.name
                assert str(contrainte.info["message"]).endswith(".")


def test_themes_du_registre_et_des_produits() -> None:
    from donnees.schemas import THEMES_ACTION  # noqa: PLC0415 - pandera n'est pas déployé

    actions = entrepot.table("actions")
    assert set(Theme) == set(THEMES_ACTION) == set(actions["theme"])
    assert dict(zip(actions["theme"], actions["theme_libelle"], strict=True)) == LIBELLES_THEMES

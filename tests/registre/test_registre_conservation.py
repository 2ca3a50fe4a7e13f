"""Durée de conservation appliquée, et migration d'un journal plein sans perdre une ligne."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import URL, select, text, update

from donnees.registre import __main__ as commande
from donnees.registre import services
from donnees.registre.base import VARIABLE, Registre
from donnees.registre.conservation import EFFACE, Purgeur, limite, purger
from donnees.registre.demarrage import demarrer, migrer
from donnees.registre.droits import Role
from donnees.registre.erreurs import RegistreOccupe
from donnees.registre.modeles import Brouillon, Journal
from donnees.registre.restauration import exiger_revision
from tests.registre.atelier_registre import ADMIN, MAISON, Atelier, saisie_maison


def _auteurs(atelier: Atelier, cle: str) -> list[tuple[str, str]]:
    return [(entree.qui, entree.nom) for entree in atelier.journal(cle)]


def _vieillir(atelier: Atelier, quand: str, *conditions: Any) -> None:
    atelier.registre.ecrire(lambda session: session.execute(update(Journal).where(*conditions).values(quand=quand)))


def test_purger_efface_les_auteurs_de_plus_de_cinq_ans(atelier: Atelier) -> None:
    fiche = atelier.creer()
    atelier.modifier(fiche, titre="Corrigé")
    _vieillir(atelier, "2021-06-14T23:59:59.999999+00:00", Journal.action == fiche.cle, Journal.version == 1)
    _vieillir(atelier, "2021-06-15T00:00:00.000000+00:00", Journal.action == fiche.cle, Journal.version == 2)
    avant = atelier.journal(fiche.cle)
    assert purger(atelier.registre, date(2026, 6, 15)) == (1, 0)
    assert _auteurs(atelier, fiche.cle) == [(EFFACE, EFFACE), (ADMIN.sujet, ADMIN.nom)]
    apres = atelier.journal(fiche.cle)
    assert [entree.quand for entree in apres] == [entree.quand for entree in avant]
    assert apres[1].apres == avant[1].apres
    assert atelier.lire(fiche.cle).elu_nom == "Camille Durand"
    assert purger(atelier.registre, date(2026, 6, 15)) == (0, 0)
    assert purger(atelier.registre, date(2026, 6, 16)) == (1, 0)


def test_purger_efface_les_textes_et_les_personnes_de_l_avant_et_de_l_apres(atelier: Atelier) -> None:
    """Classe du défaut : durée appliquée aux auteurs seuls, pas à ce que le journal recopie."""
    fiche = atelier.creer()
    fiche = atelier.modifier(fiche, titre="Forum du soin, corrigé")
    mesure = {"libelle": "Stagiaires vus par Camille Durand", "unite": "personnes", "cible": 3}
    suivie = services.definir_suivi(atelier.registre, ADMIN, fiche.cle, mesure)
    valeur = {"date": "2026", "valeur": 4, "commentaire": "dit Camille Durand"}
    services.suivre(atelier.registre, ADMIN, fiche.cle, suivie.suivis[0].cle, valeur)
    services.modifier_maison(atelier.registre, ADMIN, MAISON, 1, saisie_maison(adresse="Chez Camille Durand"))
    services.habiliter(atelier.registre, ADMIN, "s" * 64, "Camille Durand", Role.CONTRIBUTEUR, [MAISON])
    lue = atelier.contribuer(mandat="Cabinet de Camille Durand", texte="Texte dit par Camille Durand")
    atelier.contribuer(lue.version, texte="Texte corrigé")
    _vieillir(atelier, "2001-01-01T00:00:00+00:00", Journal.rang > 0)
    purger(atelier.registre)
    with atelier.registre.lire() as session:
        lignes = list(session.scalars(select(Journal).where(Journal.objet != "purge")))
    garde = json.dumps([[ligne.avant, ligne.apres, ligne.qui, ligne.nom] for ligne in lignes], ensure_ascii=False)
    assert len(lignes) > 125
    for nomme in (
        "Camille Durand",
        "Vice-présidente",
        "France Travail",
        "Présente les offres",
        "Service GPECT",
        "faute de salle",
        "Texte corrigé",
        "GRETA",
        "soin",
    ):
        assert nomme not in garde, nomme
    for code in (
        '"gpect"',
        '"2026-03"',
        '"35238"',
        '"12000.5"',
        '"1.25"',
        '"emploi.metiers"',
        '{"niveau": "zone_emploi", "code": "5312"}',
        '"fse_plus"',
        '"contributeur"',
    ):
        assert code in garde, code


def test_une_base_deja_purgee_de_ses_auteurs_l_est_aussi_de_ses_textes(atelier: Atelier) -> None:
    fiche = atelier.creer()
    ancien = {"qui": "Auteur effacé", "nom": "Auteur effacé", "quand": "2001-01-01T00:00:00+00:00"}
    atelier.registre.ecrire(lambda s: s.execute(update(Journal).where(Journal.action == fiche.cle).values(ancien)))
    assert purger(atelier.registre) == (1, 0)
    (entree,) = atelier.journal(fiche.cle)
    assert entree.apres is not None
    assert entree.apres["elu_nom"] == EFFACE


def test_la_purge_se_consigne_quand_elle_efface(atelier: Atelier) -> None:
    assert purger(atelier.registre) == (0, 0)
    assert services.journal_general(atelier.registre, ADMIN, "purge").total == 0
    _vieillir(atelier, "2001-01-01T00:00:00+00:00", Journal.operation == "semer")
    purger(atelier.registre)
    purger(atelier.registre)
    (trace,) = services.journal_general(atelier.registre, ADMIN, "purge").entrees
    assert (trace.nom, trace.apres) == ("Purge automatique", {"entrees": 125, "brouillons": 0})


def test_l_application_purge_en_ouvrant_puis_une_fois_par_jour(atelier: Atelier) -> None:
    """Classe du défaut : durée de conservation qui ne s'applique que si l'exploitant y pense."""
    _vieillir(atelier, "2021-06-14T00:00:00+00:00", Journal.operation == "semer")
    purgeur = Purgeur(atelier.registre)
    assert purgeur.au_besoin(date(2026, 6, 14)) == (0, 0)
    assert purgeur.au_besoin(date(2026, 6, 14)) is None
    assert purgeur.au_besoin(date(2026, 6, 15)) == (125, 0)
    assert Purgeur(atelier.registre).au_besoin(date(2026, 6, 15)) == (0, 0)


def test_une_base_occupee_n_arrete_pas_la_visite(
    atelier: Atelier, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def occupe(*_: object) -> None:
        raise RegistreOccupe

    monkeypatch.setattr(atelier.registre, "ecrire", occupe)
    assert Purgeur(atelier.registre).au_besoin() is None
    assert "Purge remise à demain" in caplog.text


def test_purger_efface_aussi_les_personnes_habilitees_du_journal(atelier: Atelier) -> None:
    services.habiliter(atelier.registre, ADMIN, "s" * 64, "Camille", Role.LECTEUR, [])
    services.retirer(atelier.registre, ADMIN, "s" * 64)
    _vieillir(atelier, "2001-01-01T00:00:00+00:00", Journal.objet == "habilitation")
    assert purger(atelier.registre) == (2, 0)
    with atelier.registre.lire() as session:
        lignes = list(session.scalars(select(Journal).where(Journal.objet == "habilitation").order_by(Journal.rang)))
    assert {ligne.reference for ligne in lignes} == {EFFACE}
    assert lignes[0].apres == lignes[1].avant == {"nom": EFFACE, "role": "lecteur", "maisons": []}


def test_limite_un_29_fevrier() -> None:
    assert (limite(date(2028, 2, 29)), limite(date(2026, 11, 22))) == ("2023-02-28", "2021-11-22")


def test_purger_en_ligne_de_commande(
    atelier: Atelier, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _vieillir(atelier, "2001-01-01T00:00:00+00:00", Journal.operation == "semer")
    vieux = Brouillon(auteur="a", cle="neuve", contenu={}, maj="2001-01-01T00:00:00+00:00")
    atelier.registre.ecrire(lambda session: session.add(vieux))
    monkeypatch.setenv(VARIABLE, atelier.registre.moteur.url.render_as_string(hide_password=False))
    assert [commande.principal(["purger"]), commande.principal(["purger"])] == [0, 0]
    assert capsys.readouterr().out.split("\n")[:2] == [
        "125 entrées échues du journal effacées. 1 brouillons échus effacés.",
        "0 entrées échues du journal effacées. 0 brouillons échus effacés.",
    ]


def _remplir_r0002(registre: Registre, lignes: int) -> None:
    """Une base au schéma r0002, avec une action et un journal plein."""

    def travail(session: Any) -> None:
        migrer(session, "r0002")
        session.execute(
            text(
                "INSERT INTO action (cle, titre, description, theme, pilote, elu_nom, elu_mandat, public, debut, fin, "
                "date_inferee, statut, source, version, archivee, cree_le, modifie_le) VALUES "
                "('a', 'T', '', 'rse', '', '', '', '', '', '', false, 'prevue', '', 1, false, '2026', '2026')"
            )
        )
        ajout = text(
            "INSERT INTO journal (quand, qui, nom, operation, objet, action, version, avant, apres) "
            "VALUES (:quand, 'q', 'é\u202e', 'modifier', :objet, 'a', :version, :avant, :apres)"
        )
        objets = ("action", "suivi", "lien")
        session.execute(
            ajout,
            [
                {"quand": f"2026-{n}", "objet": objets[n % 3], "version": n, "avant": None, "apres": f'{{"n": {n}}}'}
                for n in range(lignes)
            ],
        )

    registre.ecrire(travail)


def _journal(registre: Registre, colonnes: str = "*") -> list[dict[str, Any]]:
    with registre.lire() as session:
        lus = session.execute(text(f"SELECT {colonnes} FROM journal ORDER BY rang")).mappings()
        return [dict(ligne) for ligne in lus]


def test_une_base_r0002_pleine_migre_sans_perdre_une_ligne(base_vide: Callable[[], URL]) -> None:
    registre = Registre(base_vide())
    _remplir_r0002(registre, 2_000)
    avant = _journal(registre)
    demarrer(registre.moteur.url, semis=False).fermer()
    assert _journal(registre, ", ".join(avant[0])) == avant
    assert len(avant) == 2_000
    assert {ligne["reference"] for ligne in _journal(registre)} == {""}
    demarrer(registre.moteur.url).fermer()  # le semis journalise à la suite, sans heurter un rang
    assert len(_journal(registre)) == 2_125
    registre.fermer()


def test_une_base_r0006_pleine_garde_ce_qui_depend_de_ses_actions(base_vide: Callable[[], URL]) -> None:
    """Classe du défaut : table recopiée par une migration, et tout ce qui la cite effacé en cascade (SQLite)."""
    registre = Registre(base_vide())
    _remplir_r0002(registre, 3)

    def travail(session: Any) -> None:
        migrer(session, "r0006")
        session.execute(text("INSERT INTO action_axe (action, axe) VALUES ('a', 2)"))
        session.execute(text("INSERT INTO suivi (cle, action, libelle, unite) VALUES ('s', 'a', 'L', '')"))

    registre.ecrire(travail)
    demarrer(registre.moteur.url, semis=False).fermer()
    fiche = services.lire(registre, ADMIN, "a")
    assert (fiche.axes_2009, [suivi.cle for suivi in fiche.suivis]) == ((2,), ["s"])
    assert (fiche.etp, fiche.empechement) == (None, "")
    assert len(_journal(registre)) == 3
    registre.fermer()


def test_une_sauvegarde_d_un_autre_schema_le_dit() -> None:
    with pytest.raises(ValueError, match="schéma r0002, application au schéma r0007"):
        exiger_revision("r0002")

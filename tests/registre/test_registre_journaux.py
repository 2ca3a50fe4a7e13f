"""Les journaux d'une maison, d'un partenaire et du registre : leur contenu, leurs pages, qui les lit."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from donnees.registre import echanges, services
from donnees.registre.conservation import purger
from donnees.registre.droits import VISITEUR, Identite
from donnees.registre.erreurs import DroitRefuse, Introuvable
from donnees.registre.modeles import Brouillon
from donnees.registre.modeles.acteurs import OBJETS
from tests.registre.atelier_registre import (
    ADMIN,
    AUTRE,
    CONTRIBUTRICE,
    LECTEUR,
    MAISON,
    Atelier,
    fichier,
    saisie,
    saisie_maison,
)

SUJET = "a" * 64


def _modifier(atelier: Atelier, maison: str, fois: int) -> None:
    version = next(m.version for m in services.maisons(atelier.registre, ADMIN) if m.cle == maison)
    for rang in range(fois):
        brute = saisie_maison(nom=f"Nom {rang}")
        services.modifier_maison(atelier.registre, ADMIN, maison, version + rang, brute)


def test_le_journal_d_une_maison_est_le_sien_la_derniere_modification_d_abord(atelier: Atelier) -> None:
    assert services.journal_maison(atelier.registre, CONTRIBUTRICE, MAISON).total == 0
    _modifier(atelier, MAISON, 3)
    _modifier(atelier, AUTRE, 1)
    atelier.creer()
    lue = services.journal_maison(atelier.registre, CONTRIBUTRICE, MAISON)
    assert [(e.objet, e.reference, e.qui) for e in lue.entrees] == [("maison", MAISON, ADMIN.sujet)] * 3
    assert [(e.avant or {})["nom"] for e in lue.entrees[:2]] == ["Nom 1", "Nom 0"]
    assert [(e.apres or {})["nom"] for e in lue.entrees] == ["Nom 2", "Nom 1", "Nom 0"]
    assert lue.total == 3


def test_le_journal_d_un_partenaire(atelier: Atelier) -> None:
    atelier.creer()
    cles = {nom: cle for cle, (nom, _) in services.partenaires(atelier.registre, ADMIN).items()}
    assert services.journal_partenaire(atelier.registre, ADMIN, cles["GRETA"]).entrees == ()
    correction = {"nom": "GRETA-CFA", "nature": "organisme_formation"}
    services.modifier_partenaire(atelier.registre, ADMIN, cles["GRETA"], correction)
    (entree,) = services.journal_partenaire(atelier.registre, ADMIN, cles["GRETA"]).entrees
    assert (entree.avant, entree.apres) == ({"nom": "GRETA", "nature": "organisme_formation"}, correction)
    assert services.journal_partenaire(atelier.registre, ADMIN, cles["France Travail Bretagne"]).total == 0


def _remuer(atelier: Atelier) -> None:
    """Au moins une entrée de chaque nature."""
    cle = atelier.creer().cle
    services.definir_suivi(atelier.registre, ADMIN, cle, {"libelle": "Personnes reçues"})
    services.rattacher(atelier.registre, ADMIN, cle, "chomage_localise", "baisse")
    _modifier(atelier, MAISON, 1)
    partenaire = next(iter(services.partenaires(atelier.registre, ADMIN)))
    services.modifier_partenaire(atelier.registre, ADMIN, partenaire, {"nom": "Autre", "nature": "etat"})
    services.habiliter(atelier.registre, ADMIN, SUJET, "Camille", "contributeur", [MAISON])
    atelier.contribuer()
    octets = fichier((cle, saisie(titre="Importé")))
    echanges.importer(atelier.registre, ADMIN, echanges.examiner(atelier.registre, ADMIN, octets))
    lignes = services.apercevoir(atelier.registre, ADMIN, "Camille Durand").lignes
    services.effacer(atelier.registre, ADMIN, "Camille Durand", lignes)
    vieux = Brouillon(auteur="a", cle="neuve", contenu={}, maj="2001-01-01T00:00:00+00:00")
    atelier.registre.ecrire(lambda session: session.add(vieux))
    purger(atelier.registre)


def test_le_journal_general_se_filtre_par_nature(atelier: Atelier) -> None:
    _remuer(atelier)
    par_nature = {o: services.journal_general(atelier.registre, ADMIN, o, 1, 1_000) for o in OBJETS}
    assert all(lue.total == len(lue.entrees) > 0 for lue in par_nature.values())
    assert all({e.objet for e in lue.entrees} == {objet} for objet, lue in par_nature.items())
    tout = services.journal_general(atelier.registre, ADMIN, "", 1, 1_000)
    assert tout.total == sum(lue.total for lue in par_nature.values())
    assert sorted(e.rang for lue in par_nature.values() for e in lue.entrees) == sorted(e.rang for e in tout.entrees)
    assert services.journal_general(atelier.registre, ADMIN, "chose") == services.Tranche(entrees=(), total=0)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(par_page=st.integers(1, 140))
def test_les_pages_bout_a_bout_font_le_journal(atelier: Atelier, par_page: int) -> None:
    tout = services.journal_general(atelier.registre, ADMIN, "", 1, 10_000)
    rangs = [e.rang for e in tout.entrees]
    assert rangs == sorted(rangs, reverse=True)
    assert len(rangs) == tout.total == 125
    lus: list[int] = []
    for page in range(1, -(-tout.total // par_page) + 1):
        tranche = services.journal_general(atelier.registre, ADMIN, "", page, par_page)
        assert tranche.total == tout.total
        assert 0 < len(tranche.entrees) <= par_page
        lus += [e.rang for e in tranche.entrees]
    assert lus == rangs
    assert services.journal_general(atelier.registre, ADMIN, "", page + 1, par_page).entrees == ()


@pytest.mark.parametrize("objet", ["", *OBJETS])
@pytest.mark.parametrize("qui", [VISITEUR, LECTEUR, CONTRIBUTRICE], ids=["visiteur", "lecteur", "contributrice"])
def test_le_journal_general_refuse_quelle_que_soit_la_nature(qui: Identite, objet: str, atelier: Atelier) -> None:
    with pytest.raises(DroitRefuse, match="ne permet pas de lire le journal du registre"):
        services.journal_general(atelier.registre, qui, objet)


def test_objet_inconnu_ou_refuse_sans_dire_s_il_existe(atelier: Atelier) -> None:
    with pytest.raises(Introuvable):
        services.journal_maison(atelier.registre, ADMIN, "99999-1")
    with pytest.raises(Introuvable):
        services.journal_partenaire(atelier.registre, ADMIN, "inconnu")
    for refus in (services.journal_maison, services.journal_partenaire):
        with pytest.raises(DroitRefuse):
            refus(atelier.registre, CONTRIBUTRICE, "99999-1")

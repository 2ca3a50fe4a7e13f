"""Matrice des droits : chaque rôle, chaque opération, sur sa maison et sur une autre."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from donnees.registre import echanges, services
from donnees.registre.droits import MATRICE, VISITEUR, Identite, Operation, Role, empreinte, permis
from donnees.registre.erreurs import DroitRefuse, EditionRefusee
from tests.registre.atelier_registre import (
    ADMIN,
    AUTRE,
    CONTRIBUTRICE,
    LECTEUR,
    MAISON,
    Atelier,
    fichier,
    saisie,
    saisie_contribution,
    saisie_maison,
)

PERSONNES = {"visiteur": VISITEUR, "lecteur": LECTEUR, "contributrice": CONTRIBUTRICE, "admin": ADMIN}


def _suivre(atelier: Atelier, qui: Identite, cle: str, maison: str) -> object:
    suivi = atelier.lire(cle).suivis[0].cle
    return services.suivre(atelier.registre, qui, cle, suivi, {"date": "2026", "valeur": 3})


def _indicateur() -> str:
    from donnees import catalogue  # noqa: PLC0415 - lecture du catalogue à la demande

    return next(iter(catalogue.charger().indicateurs))


def _modifier_maison(atelier: Atelier, qui: Identite, _cle: str, maison: str) -> object:
    lues = {fiche.cle: fiche for fiche in services.maisons(atelier.registre, ADMIN)}
    return services.modifier_maison(atelier.registre, qui, maison, lues[maison].version, saisie_maison())


def _modifier_partenaire(atelier: Atelier, qui: Identite, cle: str, _maison: str) -> object:
    partenaire = next(iter(services.partenaires(atelier.registre, ADMIN)))
    return services.modifier_partenaire(atelier.registre, qui, partenaire, {"nom": f"P {cle}", "nature": "etat"})


def _journal_partenaire(atelier: Atelier, qui: Identite, _cle: str, _maison: str) -> object:
    partenaire = next(iter(services.partenaires(atelier.registre, ADMIN)))
    return services.journal_partenaire(atelier.registre, qui, partenaire)


def _habiliter(atelier: Atelier, qui: Identite, cle: str, maison: str) -> None:
    services.habiliter(atelier.registre, qui, cle, "Nouvelle personne", "contributeur", {maison})
    assert cle in {personne.sujet for personne in services.habilitations(atelier.registre, qui)}
    services.retirer(atelier.registre, qui, cle)


def _importer(atelier: Atelier, qui: Identite, cle: str, maison: str) -> object:
    """Rapport établi par l'administration : les droits sont revérifiés au moment d'écrire."""
    octets = fichier((cle, saisie(maison=maison, titre="Importé")), (f"{cle}-neuve", saisie(maison=maison)))
    return echanges.importer(atelier.registre, qui, echanges.examiner(atelier.registre, ADMIN, octets))


def _contribuer(atelier: Atelier, qui: Identite, cle: str, maison: str) -> object:
    brute = saisie_contribution(maison=maison, question=cle)
    return services.enregistrer_contribution(atelier.registre, qui, 0, brute)


def _retirer(atelier: Atelier, qui: Identite, cle: str, maison: str) -> object:
    """Retire celle que l'administration a saisie juste avant."""
    lues = services.lister_contributions(atelier.registre, ADMIN, maison=maison)
    (saisie_avant,) = (lue for lue in lues if lue.question == "a.retirer")
    return services.retirer_contribution(atelier.registre, qui, saisie_avant.cle, 1)


GESTES: dict[Operation, Callable[[Atelier, Identite, str, str], object]] = {
    Operation.LIRE: lambda a, q, c, _m: services.lire(a.registre, q, c),
    Operation.CREER: lambda a, q, _c, m: services.creer(a.registre, q, saisie(maison=m)),
    Operation.MODIFIER: lambda a, q, c, m: services.modifier(a.registre, q, c, 1, saisie(maison=m)),
    Operation.DUPLIQUER: lambda a, q, c, m: services.dupliquer(a.registre, q, c, m),
    Operation.ARCHIVER: lambda a, q, c, _m: services.archiver(a.registre, q, c, 1),
    Operation.SUIVRE: _suivre,
    Operation.RATTACHER: lambda a, q, c, _m: services.rattacher(a.registre, q, c, _indicateur(), "baisse"),
    Operation.CONTRIBUER: _contribuer,
    Operation.RETIRER_CONTRIBUTION: _retirer,
    Operation.GARDER_BROUILLON: lambda a, q, c, _m: services.garder_brouillon(a.registre, q, c, {"titre": "x"}),
    Operation.LIRE_JOURNAL: lambda a, q, c, _m: services.journal(a.registre, q, c),
    Operation.LIRE_JOURNAL_MAISON: lambda a, q, _c, m: services.journal_maison(a.registre, q, m),
    Operation.LIRE_JOURNAL_PARTENAIRE: _journal_partenaire,
    Operation.LIRE_JOURNAL_GENERAL: lambda a, q, _c, _m: services.journal_general(a.registre, q),
    Operation.MODIFIER_MAISON: _modifier_maison,
    Operation.MODIFIER_PARTENAIRE: _modifier_partenaire,
    Operation.HABILITER: _habiliter,
    Operation.IMPORTER: _importer,
    Operation.EFFACER_PERSONNE: lambda a, q, _c, _m: services.effacer(a.registre, q, "Personne Inconnue", 0),
}
# Écrit à la main, sans lire MATRICE : ce que chacun peut sur sa maison et sur une autre.
SIENNE = {
    *("lire", "creer", "modifier", "dupliquer", "archiver", "suivre", "rattacher", "lire_journal"),
    *("garder_brouillon", "modifier_maison", "lire_journal_maison", "importer", "contribuer", "retirer_contribution"),
}
TOUT = SIENNE | {
    "modifier_partenaire",
    "habiliter",
    "lire_journal_partenaire",
    "lire_journal_general",
    "effacer_personne",
}
ATTENDU: dict[str, dict[str, set[str]]] = {
    "visiteur": {"sienne": {"lire"}, "autre": {"lire"}},
    "lecteur": {"sienne": {"lire"}, "autre": {"lire"}},
    "contributrice": {"sienne": SIENNE, "autre": {"lire"}},
    "admin": {"sienne": TOUT, "autre": TOUT},
}


def test_chaque_operation_a_sa_ligne_et_son_geste() -> None:
    assert set(MATRICE) == set(Operation) == set(GESTES)
    assert all(set(ligne) == set(Role) for ligne in MATRICE.values())


@pytest.mark.parametrize("personne", PERSONNES)
@pytest.mark.parametrize("lieu", ["sienne", "autre"])
def test_matrice(atelier: Atelier, personne: str, lieu: str) -> None:
    maison = MAISON if lieu == "sienne" else AUTRE
    for operation, geste in GESTES.items():
        cle = atelier.creer(maison=maison).cle
        services.definir_suivi(atelier.registre, ADMIN, cle, {"libelle": "Personnes reçues"})
        if operation is Operation.RETIRER_CONTRIBUTION:
            atelier.contribuer(maison=maison, question="a.retirer")
        avant = services.version(atelier.registre), len(atelier.journal(cle))
        if operation in ATTENDU[personne][lieu]:
            geste(atelier, PERSONNES[personne], cle, maison)
            continue
        with pytest.raises(DroitRefuse, match="ne permet pas"):
            geste(atelier, PERSONNES[personne], cle, maison)
        apres = services.version(atelier.registre), len(atelier.journal(cle))
        assert apres == avant
        assert atelier.lire(cle).version == 1


def test_deplacer_une_action_exige_le_droit_aux_deux_bouts(atelier: Atelier) -> None:
    sienne, autre = atelier.creer(), atelier.creer(maison=AUTRE)
    for fiche, vers in ((sienne, AUTRE), (autre, MAISON)):
        with pytest.raises(DroitRefuse):
            services.modifier(atelier.registre, CONTRIBUTRICE, fiche.cle, 1, saisie(maison=vers))
        with pytest.raises(DroitRefuse):
            services.definir_suivi(atelier.registre, CONTRIBUTRICE, autre.cle, {"libelle": "x"})
        with pytest.raises(DroitRefuse):
            services.detacher(atelier.registre, CONTRIBUTRICE, autre.cle, "x")


def test_sans_maison_seule_l_administration_ecrit() -> None:
    assert not permis(CONTRIBUTRICE, Operation.MODIFIER, None)
    assert permis(ADMIN, Operation.MODIFIER, None)


def test_sans_sujet_aucun_role_n_ecrit() -> None:
    anonyme = Identite("", "Anonyme", Role.ADMINISTRATEUR, frozenset({MAISON}))
    assert not any(permis(anonyme, operation, MAISON) for operation in Operation if operation is not Operation.LIRE)


def test_l_empreinte_ignore_la_casse_et_depend_du_sel() -> None:
    assert empreinte("a@b.fr", "s") != empreinte("a@b.fr", "t")
    assert len({empreinte(compte, "s") for compte in ("a@b.fr", "A@b.fr", "https://f S1", "https://f s1")}) == 4
    assert "a@b.fr" not in empreinte("a@b.fr", "s")


@pytest.mark.parametrize("sel", ["", "  "])
def test_sans_sel_pas_d_empreinte(sel: str) -> None:
    """Classe du défaut : secret absent remplacé en silence par un texte vide."""
    with pytest.raises(EditionRefusee, match="Aucun sel"):
        empreinte("a@b.fr", sel)

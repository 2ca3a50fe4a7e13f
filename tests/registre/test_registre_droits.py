"""Matrice des droits : chaque rôle, chaque opération, sur sa maison et sur une autre."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from donnees.registre import services
from donnees.registre.droits import MATRICE, VISITEUR, Identite, Operation, Role, empreinte, permis
from donnees.registre.erreurs import DroitRefuse
from tests.registre.atelier_registre import ADMIN, AUTRE, CONTRIBUTRICE, LECTEUR, MAISON, Atelier, saisie

PERSONNES = {"visiteur": VISITEUR, "lecteur": LECTEUR, "contributrice": CONTRIBUTRICE, "admin": ADMIN}


def _suivre(atelier: Atelier, qui: Identite, cle: str, maison: str) -> object:
    suivi = atelier.lire(cle).suivis[0].cle
    return services.suivre(atelier.registre, qui, cle, suivi, {"date": "2026", "valeur": 3})


def _indicateur() -> str:
    from donnees import catalogue  # noqa: PLC0415 - lecture du catalogue à la demande

    return next(iter(catalogue.charger().indicateurs))


GESTES: dict[Operation, Callable[[Atelier, Identite, str, str], object]] = {
    Operation.LIRE: lambda a, q, c, _m: services.lire(a.registre, q, c),
    Operation.CREER: lambda a, q, _c, m: services.creer(a.registre, q, saisie(maison=m)),
    Operation.MODIFIER: lambda a, q, c, m: services.modifier(a.registre, q, c, 1, saisie(maison=m)),
    Operation.DUPLIQUER: lambda a, q, c, m: services.dupliquer(a.registre, q, c, m),
    Operation.ARCHIVER: lambda a, q, c, _m: services.archiver(a.registre, q, c, 1),
    Operation.SUIVRE: _suivre,
    Operation.RATTACHER: lambda a, q, c, _m: services.rattacher(a.registre, q, c, _indicateur(), "baisse"),
    Operation.LIRE_JOURNAL: lambda a, q, c, _m: services.journal(a.registre, q, c),
}
# Écrit à la main, sans lire MATRICE : ce que chacun peut sur sa maison et sur une autre.
TOUT = {"lire", "creer", "modifier", "dupliquer", "archiver", "suivre", "rattacher", "lire_journal"}
ATTENDU: dict[str, dict[str, set[str]]] = {
    "visiteur": {"sienne": {"lire"}, "autre": {"lire"}},
    "lecteur": {"sienne": {"lire"}, "autre": {"lire"}},
    "contributrice": {"sienne": TOUT, "autre": {"lire"}},
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
        avant = len(services.lister(atelier.registre, ADMIN)), len(services.journal(atelier.registre, ADMIN, cle))
        if operation in ATTENDU[personne][lieu]:
            geste(atelier, PERSONNES[personne], cle, maison)
            continue
        with pytest.raises(DroitRefuse, match="ne permet pas"):
            geste(atelier, PERSONNES[personne], cle, maison)
        apres = len(services.lister(atelier.registre, ADMIN)), len(services.journal(atelier.registre, ADMIN, cle))
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
    assert empreinte(" A@b.fr ", "s") == empreinte("a@B.FR", "s") != empreinte("a@b.fr", "t")
    assert "a@b.fr" not in empreinte("a@b.fr", "s")

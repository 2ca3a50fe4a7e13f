"""Habilitations : rôles, maisons, dernier administrateur ; jamais un courriel."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from donnees.registre import services
from donnees.registre.droits import Identite, Role
from donnees.registre.erreurs import DernierAdministrateur, Introuvable, SaisieInvalide
from donnees.registre.modeles import Journal
from tests.registre.atelier_registre import ADMIN, AUTRE, CONTRIBUTRICE, MAISON, Atelier

SUJET = "a" * 64


def _habiliter(atelier: Atelier, role: Role | str, *maisons: str, sujet: str = SUJET, nom: str = "Camille") -> None:
    services.habiliter(atelier.registre, ADMIN, sujet, nom, role, maisons)


def test_habiliter_remplacer_retirer(atelier: Atelier) -> None:
    assert services.habilitation(atelier.registre, SUJET) is None
    _habiliter(atelier, "contributeur", MAISON, AUTRE)
    attendue = Identite(SUJET, "Camille", Role.CONTRIBUTEUR, frozenset({MAISON, AUTRE}))
    assert services.habilitation(atelier.registre, SUJET) == attendue
    assert services.habilitations(atelier.registre, ADMIN) == [attendue]
    _habiliter(atelier, Role.CONTRIBUTEUR, AUTRE, nom="Camille D.")
    assert services.habilitation(atelier.registre, SUJET) == Identite(
        SUJET, "Camille D.", Role.CONTRIBUTEUR, frozenset({AUTRE})
    )
    _habiliter(atelier, Role.LECTEUR, AUTRE)
    assert services.habilitation(atelier.registre, SUJET) == Identite(SUJET, "Camille", Role.LECTEUR)
    services.retirer(atelier.registre, ADMIN, SUJET)
    assert services.habilitation(atelier.registre, SUJET) is None
    with pytest.raises(Introuvable):
        services.retirer(atelier.registre, ADMIN, SUJET)
    with atelier.registre.lire() as session:
        lignes = list(session.scalars(select(Journal).where(Journal.objet == "habilitation").order_by(Journal.rang)))
    assert [(e.operation, e.reference) for e in lignes] == [("habiliter", SUJET)] * 3 + [("retirer", SUJET)]
    assert lignes[0].apres == {"nom": "Camille", "role": "contributeur", "maisons": [AUTRE, MAISON]}
    assert [lignes[rang + 1].avant for rang in range(3)] == [ligne.apres for ligne in lignes[:3]]
    assert (lignes[0].avant, lignes[3].apres) == (None, None)


@pytest.mark.parametrize(
    ("sujet", "nom", "role", "maisons", "champ"),
    [
        ("camille@exemple.fr", "Camille", "lecteur", [], "sujet"),
        ("", "Camille", "lecteur", [], "sujet"),
        (SUJET, " ", "lecteur", [], "nom"),
        (SUJET, "Camille", "chef", [], "role"),
        (SUJET, "Camille", "contributeur", [], "maisons"),
        (SUJET, "Camille", "contributeur", [MAISON, "inconnue"], "maisons"),
    ],
)
def test_habilitation_mal_saisie(  # noqa: PLR0913, PLR0917 - une habilitation a quatre champs
    atelier: Atelier, sujet: str, nom: str, role: str, maisons: list[str], champ: str
) -> None:
    with pytest.raises(SaisieInvalide) as erreur:
        services.habiliter(atelier.registre, ADMIN, sujet, nom, role, maisons)
    assert set(erreur.value.champs) == {champ}
    assert services.habilitations(atelier.registre, ADMIN) == []


def test_le_dernier_administrateur_ne_renonce_pas(atelier: Atelier) -> None:
    _habiliter(atelier, Role.ADMINISTRATEUR, sujet=ADMIN.sujet, nom=ADMIN.nom)
    with pytest.raises(DernierAdministrateur, match="dernier administrateur"):
        _habiliter(atelier, Role.LECTEUR, sujet=ADMIN.sujet)
    with pytest.raises(DernierAdministrateur, match="dernier administrateur"):
        services.retirer(atelier.registre, ADMIN, ADMIN.sujet)
    assert services.habilitation(atelier.registre, ADMIN.sujet) == ADMIN
    _habiliter(atelier, Role.ADMINISTRATEUR)
    services.retirer(atelier.registre, ADMIN, ADMIN.sujet)
    assert [personne.sujet for personne in services.habilitations(atelier.registre, ADMIN)] == [SUJET]


def test_un_autre_administrateur_peut_retirer_le_dernier_enregistre(atelier: Atelier) -> None:
    """Celui qui administre par l'édition locale n'est pas au registre : il garde la main."""
    _habiliter(atelier, Role.ADMINISTRATEUR)
    services.retirer(atelier.registre, ADMIN, SUJET)
    assert services.habilitations(atelier.registre, ADMIN) == []


def test_les_habilitations_ne_se_lisent_pas_sans_droit(atelier: Atelier) -> None:
    with pytest.raises(PermissionError, match="ne permet pas d"):
        services.habilitations(atelier.registre, CONTRIBUTRICE)

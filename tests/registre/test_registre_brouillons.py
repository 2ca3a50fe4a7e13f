"""Brouillons gardés : rendus tels quels à leur auteur, à lui seul, puis effacés ; jamais au journal."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text, update

from donnees.registre import services
from donnees.registre.base import Registre
from donnees.registre.conservation import JOURS_BROUILLON, purger
from donnees.registre.droits import VISITEUR, Identite, Role
from donnees.registre.erreurs import DroitRefuse, Introuvable, RegistreOccupe, SaisieInvalide
from donnees.registre.modeles import Brouillon
from donnees.registre.modeles.brouillons import TAILLE_MAX
from donnees.registre.services.brouillons import NEUVE
from tests.registre.atelier_registre import ADMIN, AUTRE, CONTRIBUTRICE, LECTEUR, MAISON, Atelier

VOISINE = Identite("sujet-voisine", "Voisine", Role.CONTRIBUTEUR, frozenset({MAISON}))
# Tout texte, y compris ce qu'aucune action ne pourrait garder : un brouillon n'est pas encore relu.
textes = st.text(st.characters(), max_size=40)
valeurs = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False))
    | textes,
    lambda enfants: st.lists(enfants, max_size=4) | st.dictionaries(textes, enfants, max_size=4),
    max_leaves=12,
)


def _contenu(atelier: Atelier, qui: Identite, cle: str = NEUVE) -> dict[str, Any] | None:
    garde = services.relire_brouillon(atelier.registre, qui, cle)
    return None if garde is None else garde.contenu


def _nombre(registre: Registre) -> int:
    with registre.lire() as session:
        return session.scalars(select(func.count()).select_from(Brouillon)).one()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contenu=st.dictionaries(textes, valeurs, max_size=6))
def test_un_brouillon_revient_tel_quel(atelier: Atelier, contenu: dict[str, Any]) -> None:
    services.garder_brouillon(atelier.registre, CONTRIBUTRICE, NEUVE, contenu)
    assert _contenu(atelier, CONTRIBUTRICE) == contenu
    assert _nombre(atelier.registre) == 1


def test_garder_remplace_dater_oublier(atelier: Atelier) -> None:
    cle, jeton = atelier.creer().cle, services.version(atelier.registre)
    assert _contenu(atelier, CONTRIBUTRICE) is None
    for titre in ("Premier", "Second"):
        services.garder_brouillon(atelier.registre, CONTRIBUTRICE, NEUVE, {"titre": titre})
    services.garder_brouillon(atelier.registre, CONTRIBUTRICE, cle, {"titre": "De l'action"})
    garde = services.relire_brouillon(atelier.registre, CONTRIBUTRICE, NEUVE)
    assert garde is not None
    assert garde.contenu == {"titre": "Second"}
    assert timedelta() <= datetime.now(UTC) - datetime.fromisoformat(garde.maj) < timedelta(minutes=1)
    services.oublier_brouillon(atelier.registre, CONTRIBUTRICE, NEUVE)
    services.oublier_brouillon(atelier.registre, CONTRIBUTRICE, NEUVE)
    assert _contenu(atelier, CONTRIBUTRICE) is None
    assert _contenu(atelier, CONTRIBUTRICE, cle) == {"titre": "De l'action"}
    assert services.version(atelier.registre) == jeton  # ni journal, ni relevé à refaire
    assert atelier.lire(cle).version == 1


def test_chacun_n_a_que_les_siens(atelier: Atelier) -> None:
    cle = atelier.creer().cle
    for qui in (CONTRIBUTRICE, VOISINE, ADMIN):
        for ou in (NEUVE, cle):
            services.garder_brouillon(atelier.registre, qui, ou, {"titre": f"{qui.sujet} {ou}"})
    services.oublier_brouillon(atelier.registre, ADMIN, NEUVE)
    services.oublier_brouillon(atelier.registre, ADMIN, cle)
    for qui in (CONTRIBUTRICE, VOISINE):
        for ou in (NEUVE, cle):
            assert _contenu(atelier, qui, ou) == {"titre": f"{qui.sujet} {ou}"}
    assert (_contenu(atelier, ADMIN), _contenu(atelier, ADMIN, cle)) == (None, None)


@pytest.mark.parametrize("qui", [VISITEUR, LECTEUR, Identite("", "Anonyme", Role.ADMINISTRATEUR)])
def test_sans_droit_d_ecrire_pas_de_brouillon(atelier: Atelier, qui: Identite) -> None:
    cle = atelier.creer().cle
    for ou in (NEUVE, cle):
        with pytest.raises(DroitRefuse, match="ne permet pas de garder un brouillon"):
            services.garder_brouillon(atelier.registre, qui, ou, {})
        with pytest.raises(DroitRefuse, match="ne permet pas de garder un brouillon"):
            services.relire_brouillon(atelier.registre, qui, ou)
        with pytest.raises(DroitRefuse, match="ne permet pas de garder un brouillon"):
            services.oublier_brouillon(atelier.registre, qui, ou)
    assert _nombre(atelier.registre) == 0


def test_un_brouillon_de_contribution_suit_la_maison_qui_porte_le_diagnostic(atelier: Atelier) -> None:
    territoire = ("perimetre", "1" + "A" * 8_000)
    cle, voisine = (services.cle_contribution(MAISON, *territoire, question) for question in "ab")
    services.garder_brouillon(atelier.registre, CONTRIBUTRICE, cle, {"texte": "Avant\r\n le conseil "})
    assert _contenu(atelier, CONTRIBUTRICE, cle) == {"texte": "Avant\r\n le conseil "}
    assert (_contenu(atelier, CONTRIBUTRICE, voisine), _contenu(atelier, VOISINE, cle)) == (None, None)
    assert services.cle_contribution(MAISON, "a", "bc") != services.cle_contribution(MAISON, "ab", "c")
    for qui in (VISITEUR, LECTEUR):
        with pytest.raises(DroitRefuse, match="ne permet pas de garder un brouillon"):
            services.garder_brouillon(atelier.registre, qui, cle, {})
    with pytest.raises(DroitRefuse, match=AUTRE):
        services.garder_brouillon(atelier.registre, CONTRIBUTRICE, services.cle_contribution(AUTRE, *territoire), {})
    for fausse in ("contribution:", "contribution:x", services.cle_contribution("00000-9")):
        with pytest.raises(Introuvable):
            services.garder_brouillon(atelier.registre, ADMIN, fausse, {})
    _dater(atelier, datetime.now(UTC).date() - timedelta(days=JOURS_BROUILLON + 1))
    assert _contenu(atelier, CONTRIBUTRICE, cle) is None
    assert purger(atelier.registre) == (0, 1)


def test_seulement_d_une_action_qu_on_peut_modifier(atelier: Atelier) -> None:
    with pytest.raises(DroitRefuse, match=AUTRE):
        services.garder_brouillon(atelier.registre, CONTRIBUTRICE, atelier.creer(maison=AUTRE).cle, {})
    with pytest.raises(Introuvable):
        services.garder_brouillon(atelier.registre, ADMIN, "inconnue", {})
    assert _nombre(atelier.registre) == 0


@pytest.mark.parametrize(
    "contenu", [{"titre": "x" * TAILLE_MAX}, {"titre": "é" * (TAILLE_MAX // 6)}, {"n": float("nan")}, {"o": object()}]
)
def test_trop_long_ou_hors_json_refuse_sans_perdre_le_precedent(atelier: Atelier, contenu: dict[str, Any]) -> None:
    services.garder_brouillon(atelier.registre, ADMIN, NEUVE, {"titre": "Gardé"})
    with pytest.raises(SaisieInvalide, match="brouillon"):
        services.garder_brouillon(atelier.registre, ADMIN, NEUVE, contenu)
    assert _contenu(atelier, ADMIN) == {"titre": "Gardé"}


def test_au_plus_long_il_est_garde(atelier: Atelier) -> None:
    long = {"titre": "x" * (TAILLE_MAX - len('{"titre": ""}'))}
    services.garder_brouillon(atelier.registre, ADMIN, NEUVE, long)
    assert _contenu(atelier, ADMIN) == long


def _dater(atelier: Atelier, jour: date) -> None:
    quand = f"{jour.isoformat()}T00:00:00.000000+00:00"
    atelier.registre.ecrire(lambda session: session.execute(update(Brouillon).values(maj=quand)))


def test_trente_jours_puis_plus_rien(atelier: Atelier) -> None:
    services.garder_brouillon(atelier.registre, ADMIN, NEUVE, {"titre": "Vieux"})
    aujourd_hui = datetime.now(UTC).date()
    _dater(atelier, aujourd_hui - timedelta(days=JOURS_BROUILLON))
    assert _contenu(atelier, ADMIN) == {"titre": "Vieux"}
    assert purger(atelier.registre) == (0, 0)
    _dater(atelier, aujourd_hui - timedelta(days=JOURS_BROUILLON + 1))
    assert _contenu(atelier, ADMIN) is None  # échu, même si personne n'a encore purgé
    assert _nombre(atelier.registre) == 1
    assert purger(atelier.registre) == (0, 1)
    assert purger(atelier.registre) == (0, 0)
    assert _nombre(atelier.registre) == 0


def test_un_verrou_tenu_ne_retient_pas_la_saisie(atelier: Atelier) -> None:
    """Un seul essai : l'attente d'un verrou de base (cinq ou dix secondes), jamais six fois."""
    services.garder_brouillon(atelier.registre, ADMIN, NEUVE, {"titre": "Gardé"})
    autre = Registre(atelier.registre.moteur.url)
    regler = "PRAGMA busy_timeout=200" if autre.est_sqlite else "SET lock_timeout = 200"

    def tenir(session: Any) -> None:
        session.execute(update(Brouillon).values(maj="2026"))
        debut = time.monotonic()
        with pytest.raises(RegistreOccupe):
            _sous(atelier.registre, regler)
        assert time.monotonic() - debut < 1

    autre.ecrire(tenir)
    autre.fermer()


def _sous(registre: Registre, reglage: str) -> None:
    """Garde un brouillon sur une connexion qui n'attend pas longtemps un verrou."""
    with registre.moteur.connect() as connexion:
        connexion.execute(text(reglage))
        connexion.commit()
    services.garder_brouillon(registre, ADMIN, NEUVE, {"titre": "Pendant le verrou"})

"""L'ouvrier : un travail à la fois, ses refus en clair, sa perte sans dégât, son repos."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from geo.documents.ouvrier import Atelier, AtelierPlein, OuvrierPerdu
from geo.erreurs import ErreurGeo
from tests.travaux_fabriques import doubler, encombrer, milieu, mourir, patienter, planter, refuser


@pytest.fixture
def atelier() -> Iterator[Atelier]:
    ouvert = Atelier(repos=0.5, delai=20.0, file_max=3)
    yield ouvert
    ouvert.fermer()


def _bientot(condition: Callable[[], bool], secondes: float = 20.0) -> bool:
    fin = time.monotonic() + secondes
    while time.monotonic() < fin:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_un_travail_rend_son_resultat_et_dit_ou_il_en_est(atelier: Atelier) -> None:
    travail = atelier.demander("a", doubler, 21)
    assert travail.resultat() == b"*" * 42
    assert (travail.part, travail.texte) == (1.0, "moitié faite")


def test_un_refus_se_lit_et_un_defaut_ne_montre_pas_sa_trace(atelier: Atelier) -> None:
    with pytest.raises(ErreurGeo, match="Choisissez un autre territoire"):
        atelier.demander("a", refuser).resultat()
    with pytest.raises(OuvrierPerdu) as perdu:
        atelier.demander("b", planter).resultat()
    assert "ZeroDivision" not in str(perdu.value)
    assert atelier.demander("c", doubler, 1).resultat() == b"**", "l'ouvrier continue"


def test_un_ouvrier_mort_est_remplace(atelier: Atelier) -> None:
    with pytest.raises(OuvrierPerdu, match="Réessayez"):
        atelier.demander("a", mourir).resultat()
    assert atelier.demander("a", doubler, 2).resultat() == b"****", "rien n'est gardé d'un échec"
    assert atelier.processus
    os.kill(atelier.processus, signal.SIGKILL)
    assert atelier.demander("b", doubler, 3).resultat() == b"******"


def test_un_travail_sans_nouvelle_est_abandonne() -> None:
    atelier = Atelier(delai=1.5)
    with pytest.raises(OuvrierPerdu):
        atelier.demander("a", patienter, 60.0).resultat()
    atelier.fermer()


def test_la_file_est_bornee_ordonnee_et_sans_double(atelier: Atelier) -> None:
    premier = atelier.demander("a", patienter, 1.0)
    second, troisieme = atelier.demander("b", doubler, 1), atelier.demander("c", doubler, 2)
    assert atelier.demander("b", doubler, 1) is second
    assert [atelier.rang(travail) for travail in (premier, second, troisieme)] == [0, 1, 2]
    with pytest.raises(AtelierPlein, match="réessayez"):
        atelier.demander("d", doubler, 3)
    assert troisieme.resultat() == b"****"
    assert atelier.demander("b", doubler, 1) is second, "un résultat récent est gardé"


def test_sans_travail_l_ouvrier_rend_sa_memoire(atelier: Atelier) -> None:
    atelier.demander("a", doubler, 1).resultat()
    assert _bientot(lambda: atelier.processus is None)
    assert atelier.demander("b", doubler, 1).resultat() == b"**"


def test_un_ouvrier_trop_gros_est_remplace(atelier: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.documents.ouvrier.atelier.MEMOIRE_MAX", 200_000_000)
    atelier.demander("a", encombrer, 300_000_000).resultat()
    assert _bientot(lambda: atelier.processus is None)


def test_l_ouvrier_ne_recoit_pas_les_secrets(atelier: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_BASE_URL", "postgresql://secret")
    assert "ATLAS_BASE_URL" not in atelier.demander("a", milieu).resultat()

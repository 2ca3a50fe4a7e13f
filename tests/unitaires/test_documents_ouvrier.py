"""L'ouvrier : un travail à la fois, ses refus en clair, sa perte sans dégât, son repos."""

from __future__ import annotations

import gc
import os
import signal
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo.documents.ouvrier import Atelier, AtelierPlein, OuvrierPerdu, Travail
from geo.documents.ouvrier.atelier import GARDE_OCTETS
from geo.documents.ouvrier.travail import PATIENCE, POIDS_MIN
from geo.erreurs import ErreurGeo
from tests.travaux_fabriques import (
    Gros,
    doubler,
    encombrer,
    milieu,
    mourir,
    patienter,
    peser,
    planter,
    refuser,
    tracer,
    tracer_et_mourir,
)


@pytest.fixture
def atelier() -> Iterator[Atelier]:
    ouvert = Atelier(repos=60.0, delai=60.0, file_max=3)
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


def test_sans_travail_l_ouvrier_rend_sa_memoire() -> None:
    atelier = Atelier(repos=0.2)
    atelier.demander("a", doubler, 1).resultat()
    assert _bientot(lambda: atelier.processus is None)
    assert atelier.demander("b", doubler, 1).resultat() == b"**"
    atelier.fermer()


@pytest.mark.parametrize("argument", [lambda: 1, (un for un in (1,))], ids=["fonction anonyme", "générateur"])
def test_un_travail_qui_ne_peut_etre_confie_ne_bloque_pas_les_suivants(atelier: Atelier, argument: object) -> None:
    fautif = atelier.demander("a", doubler, argument)
    assert fautif.attendre(20), "qui attendait n'attend plus"
    with pytest.raises(OuvrierPerdu):
        fautif.resultat()
    suivant = atelier.demander("b", doubler, 1)
    assert suivant.attendre(20)
    assert suivant.resultat() == b"**"


def test_un_travail_perdu_en_chemin_ne_se_refait_pas(atelier: Atelier, tmp_path: Path) -> None:
    atelier.demander("a", doubler, 1).resultat()
    traces = tmp_path / "traces"
    with pytest.raises(OuvrierPerdu):
        atelier.demander("b", tracer_et_mourir, str(traces)).resultat()
    assert traces.read_text() == "x", "l'ouvrier déjà en place n'a été sollicité qu'une fois"


def test_un_travail_que_plus_personne_n_attend_ne_se_fait_pas(atelier: Atelier, tmp_path: Path) -> None:
    atelier.demander("a", patienter, 1.0)
    quitte, rejoue = (atelier.demander(cle, tracer, str(tmp_path / cle)) for cle in ("quitte", "rejoue"))
    for travail in (quitte, rejoue):
        atelier.laisser(travail)
        travail.laisse -= 2 * PATIENCE
    assert atelier.demander("rejoue", tracer, str(tmp_path / "rejoue")) is rejoue, "redemandé, il garde sa place"
    rejoue.resultat()
    assert atelier.demander("suivant", tracer, str(tmp_path / "suivant")).resultat() == b"fait"
    assert sorted(fichier.name for fichier in tmp_path.iterdir()) == ["rejoue", "suivant"]


def test_un_resultat_garde_ne_retient_pas_les_arguments_de_son_travail(atelier: Atelier) -> None:
    argument = Gros((1, 2, 3))
    temoin = weakref.ref(argument)
    travail = atelier.demander("a", peser, argument)
    assert travail.resultat() == "3"
    del argument
    assert _bientot(lambda: gc.collect() >= 0 and temoin() is None), "un dépôt de 5 Mo resterait en mémoire"
    assert atelier.demander("a", peser, None) is travail


def test_les_petits_resultats_gardes_sont_bornes_en_nombre() -> None:
    atelier = Atelier()
    fait = Travail(None)
    fait.clore(())
    for rang in range(20_000):
        atelier._gardes[rang] = fait
    assert len(atelier._gardes) <= GARDE_OCTETS / POIDS_MIN < 20_000


def test_la_memoire_du_serveur_n_est_pas_celle_de_l_ouvrier(atelier: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.documents.ouvrier.atelier.MEMOIRE_MAX", 400_000_000)
    lourd = bytearray(b"x" * 450_000_000)
    atelier.demander("a", doubler, 1).resultat()
    premier = atelier.processus
    atelier.demander("b", doubler, 2).resultat()
    assert premier is not None
    assert atelier.processus == premier
    assert len(lourd) > 0


def test_un_ouvrier_trop_gros_est_remplace(atelier: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.documents.ouvrier.atelier.MEMOIRE_MAX", 200_000_000)
    atelier.demander("a", encombrer, 300_000_000).resultat()
    assert _bientot(lambda: atelier.processus is None)


def test_l_ouvrier_ne_recoit_pas_les_secrets(atelier: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_BASE_URL", "postgresql://secret")
    assert "ATLAS_BASE_URL" not in atelier.demander("a", milieu).resultat()

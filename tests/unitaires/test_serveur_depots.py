"""Les dépôts de fichiers : attendus par un écran, comptés par visiteur ; et une page ordinaire passe partout."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.types import ASGIApp

from pages.cadre.serveur import depots
from pages.cadre.serveur.boucle import GardeLocale
from pages.cadre.serveur.depots import GardeDepots, Quota
from pages.cadre.serveur.messages import FiltreMessages
from pages.cadre.serveur.origine import GardeOrigine
from tests.asgi import Application, Reponse, adresser, portee

ENVOI = f"{depots.ENVOI}session-1/fichier-1"


def _deposer(garde: GardeDepots, derriere: Application, taille: str | None = "1000", **demande: Any) -> Reponse:
    derriere.reponse = Reponse()
    entetes = {} if taille is None else {"content-length": taille}
    return adresser(garde, portee(ENVOI, methode="PUT", entetes=entetes, **demande), derriere)


def _garde(quota: Quota | None = None, *, ouvert: bool = True) -> tuple[GardeDepots, Application]:
    derriere = Application()
    return GardeDepots(derriere, lambda session: ouvert and session == "session-1", quota), derriere


def test_un_depot_que_rien_n_attend_est_refuse() -> None:
    reponse = _deposer(*_garde(ouvert=False))
    assert (reponse.statut, reponse.admise) == (403, False)
    assert "Aucun dépôt" in reponse.texte


@pytest.mark.parametrize("taille", [None, "", "-1", "x", "²"])
def test_un_depot_de_taille_inconnue_est_refuse(taille: str | None) -> None:
    assert _deposer(*_garde(), taille=taille).statut == 411


def test_les_depots_se_comptent_par_visiteur_et_par_fenetre() -> None:
    instant = [0.0]
    garde, derriere = _garde(Quota(lambda: instant[0]))
    assert all(_deposer(garde, derriere).admise for _ in range(depots.NOMBRE))
    assert _deposer(garde, derriere).statut == 429
    assert _deposer(garde, derriere, client=("203.0.113.7", 1)).admise
    instant[0] = depots.FENETRE + 1
    assert _deposer(garde, derriere).admise


@pytest.mark.parametrize(
    ("client", "voisin"), [("203.0.113.7", "203.0.113.7"), ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")]
)
def test_les_octets_se_comptent_par_visiteur(client: str, voisin: str) -> None:
    """Un abonné en IPv6 a tout un réseau d'adresses : elles comptent ensemble."""
    garde, derriere = _garde()
    gros = str(depots.OCTETS // 2)
    assert [_deposer(garde, derriere, gros, client=(hote, 1)).admise for hote in (client, voisin, client)] == [
        True,
        True,
        False,
    ]


def test_tous_ensemble_ne_remplissent_pas_la_memoire() -> None:
    garde, derriere = _garde()
    admis = [_deposer(garde, derriere, str(depots.OCTETS), client=(f"203.0.113.{n}", 1)).admise for n in range(20)]
    assert sum(admis) * depots.OCTETS == depots.OCTETS_DE_TOUS


def test_effacer_un_fichier_depose_reste_permis() -> None:
    garde, derriere = _garde(ouvert=False)
    assert adresser(garde, portee(ENVOI, methode="DELETE"), derriere).admise


@pytest.mark.parametrize("garde", [GardeOrigine, GardeLocale, FiltreMessages, GardeDepots])
def test_une_page_ordinaire_passe_toutes_les_gardes(garde: type[Any]) -> None:
    derriere = Application()
    intermediaire: ASGIApp = garde(derriere)
    assert adresser(intermediaire, portee("/carte"), derriere).texte == "page"

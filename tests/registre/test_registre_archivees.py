"""Une action archivée se lit, se copie et se rétablit ; rien d'autre ne l'atteint, par quelque service que ce soit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from donnees import catalogue
from donnees.registre import services
from donnees.registre.droits import Identite
from donnees.registre.erreurs import ActionArchivee
from donnees.registre.services import Fiche
from tests.registre.atelier_registre import ADMIN, CONTRIBUTRICE, Atelier, saisie

INDICATEUR = next(iter(catalogue.charger().indicateurs))
Geste = Callable[[Atelier, Identite, Fiche], object]
GESTES: dict[str, Geste] = {
    "modifier": lambda a, q, f: services.modifier(a.registre, q, f.cle, f.version, saisie(titre="Autre")),
    "definir un suivi": lambda a, q, f: services.definir_suivi(a.registre, q, f.cle, {"libelle": "Neuf"}),
    "suivre": lambda a, q, f: services.suivre(
        a.registre, q, f.cle, f.suivis[0].cle, {"date": "2026", "valeur": 1}, remplacer=True
    ),
    "rattacher": lambda a, q, f: services.rattacher(a.registre, q, f.cle, INDICATEUR, "hausse"),
    "detacher": lambda a, q, f: services.detacher(a.registre, q, f.cle, INDICATEUR),
}


@pytest.mark.parametrize("geste", GESTES)
@pytest.mark.parametrize("personne", [CONTRIBUTRICE, ADMIN], ids=["contributrice", "administration"])
def test_rien_n_ecrit_sur_une_action_archivee(atelier: Atelier, personne: Identite, geste: str) -> None:
    """Classe du défaut : état que l'écran cache et que le service ne vérifie pas."""
    cle = atelier.creer().cle
    services.definir_suivi(atelier.registre, ADMIN, cle, {"libelle": "Reçus"})
    fiche = services.rattacher(atelier.registre, ADMIN, cle, INDICATEUR, "hausse")
    archivee = services.archiver(atelier.registre, personne, cle, fiche.version)
    avant = len(atelier.journal(cle))
    with pytest.raises(ActionArchivee, match="La rétablir avant de la modifier"):
        GESTES[geste](atelier, personne, archivee)
    assert atelier.lire(cle) == archivee
    assert len(atelier.journal(cle)) == avant
    retablie = services.archiver(atelier.registre, personne, cle, archivee.version, retablir=True)
    GESTES[geste](atelier, personne, retablie)
    assert len(atelier.journal(cle)) == avant + 2

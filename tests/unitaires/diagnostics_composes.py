"""Des diagnostics de tous les genres de territoire, composés une fois pour plusieurs épreuves."""

from __future__ import annotations

from functools import cache

import pytest

from donnees.registre.services import Fiche
from geo import territoires
from geo.actions import presence
from geo.actions import tables as vues
from geo.documents import composition
from geo.documents.demande import FRANCE, Demande, Releve
from geo.documents.modele import (
    Document,
)
from tests.lieux_temoins import PERIMETRE
from tests.unitaires import registre_seme

LYON = ("zone_emploi", "8421")
GRAND = sum((territoires.membres("zone_emploi", zone) for zone in ("8421", "0051", "5215")), ())[:900]
PERIMETRES = {
    "une commune": ("42218",),
    "sans habitant": ("55039",),
    "à exclaves, île et outre-mer": (*PERIMETRE.communes[:3], "29155", "97601"),
    "neuf cents communes": GRAND,
}
LIEUX = {
    "France": FRANCE,
    "région": ("region", "84"),
    "Mayotte, département": ("departement", "976"),
    "Mayotte, zone": ("zone_emploi", "0601"),
    "Guyane": ("zone_emploi", "0301"),
    "sans métier à surveiller": ("zone_emploi", "0101"),
    "intercommunalité": ("epci", "244200770"),
    "commune": ("commune", "42218"),
    "commune de deux habitants": ("commune", "54310"),
    "Lyon": LYON,
    **{nom: ("perimetre", territoires.du_perimetre(communes).code) for nom, communes in PERIMETRES.items()},
}


@cache
def releve() -> Releve:
    """Le registre semé, et un partenaire nommé à la première action de Lyon."""
    fiches, maisons = registre_seme.contenu()
    (premiere, *_) = lyonnaises(fiches)
    partenaire = {"nom": "Métropole de Lyon", "nature": "epci", "role": "finance l'accueil"}
    nommee = Fiche.model_validate({**premiere.model_dump(), "partenaires": (partenaire,)})
    return Releve(tuple(nommee if fiche.cle == premiere.cle else fiche for fiche in fiches), maisons)


def lyonnaises(fiches: tuple[Fiche, ...]) -> list[Fiche]:
    table = vues.actions(fiches, registre_seme.contenu()[1])
    siennes = set(presence.actions(table, territoires.membres(*LYON))["action"])
    return [fiche for fiche in fiches if fiche.cle in siennes]


@cache
def document(niveau: str, code: str) -> Document:
    comparateurs = (FRANCE, ("region", "84")) if (niveau, code) == LYON else (FRANCE,)
    return composition.composer(Demande(niveau, code, comparateurs=comparateurs, jour="2026-11-30"), releve())


DOCUMENTS = [pytest.param(*lieu, id=nom) for nom, lieu in LIEUX.items()]

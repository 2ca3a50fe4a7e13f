"""Toutes les communes, toutes les propositions : ce qui est dit d'une commune est à elle, ou nomme la zone."""

from __future__ import annotations

import pytest

from donnees import entrepot
from geo import mesures, territoires
from geo.portrait import constats, phrases
from geo.portrait.faits import Fait
from geo.portrait.phrases import Proposition
from tests.typographie import droit

CODES = tuple(entrepot.territoires("commune").index)
PARTS = 8
"""Les communes sont éprouvées en huit lots, que les ouvriers se partagent."""


def _publiees(code: str, fait: Fait) -> list[float]:
    """Valeurs publiées pour la commune à la date du fait : les siennes, ou celles du département qu'elle est seule."""
    lieux = [("commune", code), *territoires.identiques((code,))]
    tables = [(entrepot.valeurs_periode(fait.fiche.id, niveau, fait.periode), lieu) for niveau, lieu in lieux]
    return [
        float(lignes["valeur"].array[lignes.index.get_loc(lieu)]) for lignes, lieu in tables if lieu in lignes.index
    ]


def _est_sienne(code: str, fait: Fait) -> bool:
    if fait.valeur in _publiees(code, fait):
        return True
    recalculee = mesures.mesurer(territoires.lire("commune", code), fait.fiche.id, fait.periode)
    return recalculee.origine == "recalcule" and recalculee.valeur == fait.valeur


def _reproche(code: str, proposition: Proposition, avant: Proposition | None) -> str:
    """Ce qu'on peut reprocher à une proposition ; vide si elle dit vrai."""
    fait, texte = proposition.fait, droit(proposition.texte)
    if _est_sienne(code, fait):
        nomme_ailleurs = "zone d'emploi" in texte.split(", contre")[0].split("référence")[0]
        return "nomme une zone pour une valeur communale" if fait.lieu or nomme_ailleurs else ""
    zone = territoires.parent(territoires.lire("commune", code), "zone_emploi")
    nom = f"la zone d'emploi {zone.libelle}" if zone else "?"
    meme_lieu = avant is not None and avant.fait.lieu == fait.lieu
    if nom not in texte and not meme_lieu and "le taux" not in texte[:8]:
        return f"ne nomme pas {nom}"
    annee = fait.periode[:4]
    return "" if annee in texte or (avant is not None and avant.fait.periode == fait.periode) else "ne dit pas sa date"


@pytest.mark.longue
@pytest.mark.parametrize("part", range(PARTS))
def test_chaque_proposition_est_a_la_commune_ou_nomme_la_zone(part: int) -> None:
    reproches, lues = [], 0
    for code in CODES[part::PARTS]:
        faits = constats.faits(territoires.lire("commune", code), None)
        for phrase in phrases.propositions(faits, "commune"):
            for avant, proposition in zip((None, *phrase), phrase, strict=False):
                lues += 1
                if reproche := _reproche(code, proposition, avant):
                    reproches.append((code, reproche, proposition.texte))
    assert reproches == []
    assert lues > 4 * len(CODES) // PARTS

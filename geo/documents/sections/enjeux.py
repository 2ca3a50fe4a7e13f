"""Les enjeux : proposés à partir des faits défavorables, une position à écrire par partenaire."""

from __future__ import annotations

import pandas as pd

from donnees.catalogue.diagnostic import Enjeu, diagnostic
from geo.documents.blocs import tableaux
from geo.documents.blocs.questions import partie
from geo.documents.blocs.tableaux import Allure
from geo.documents.blocs.textes import avis, texte
from geo.documents.demande import Contexte
from geo.documents.faits import Fait
from geo.documents.modele import Partie
from geo.documents.sections.forces import releves

CLE = "enjeux"
DEFAVORABLES = ("faiblesses", "risques")
AUTRES = 3


def parties(contexte: Contexte) -> tuple[Partie, ...]:
    """Un enjeu par ligne, celui de chaque fait défavorable, puis des lignes à proposer."""
    fixe = diagnostic().section(CLE)
    trouves = [fait for fait in releves(contexte) if fait.genre in DEFAVORABLES]
    proposes = [(enjeu, siens) for enjeu in diagnostic().enjeux if (siens := _siens(enjeu, trouves))]
    lignes = [{"enjeu": enjeu.titre, "fait": siens[0].texte} for enjeu, siens in proposes]
    lignes += [{"enjeu": fixe.textes["autre"], "fait": fixe.textes["a_dire"]}] * AUTRES
    allure = Allure(vides=("avis",), largeurs={"enjeu": 2, "fait": 3, "avis": 1.25}, partenaires=avis(contexte))
    source = " ; ".join(dict.fromkeys(source for _, siens in proposes for source in siens[0].sources))
    tableau = tableaux.depuis(fixe.bloc("enjeux_positions"), pd.DataFrame(lignes), allure, source)
    return (partie(contexte, fixe, "", (texte(fixe.textes["consigne"], genre="note"), tableau)),)


def _siens(enjeu: Enjeu, trouves: list[Fait]) -> list[Fait]:
    """Faits qui fondent un enjeu."""
    return [fait for fait in trouves if fait.cle in enjeu.indicateurs or (enjeu.secteurs and fait.secteur)]

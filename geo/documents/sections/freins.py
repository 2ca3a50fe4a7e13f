"""Les obstacles à l'emploi : ce que les données disent, ce que seuls les partenaires savent."""

from __future__ import annotations

import pandas as pd

from donnees.catalogue.diagnostic import diagnostic
from geo.documents.blocs import tableaux
from geo.documents.blocs.questions import partie
from geo.documents.blocs.tableaux import Allure
from geo.documents.blocs.textes import texte
from geo.documents.demande import Contexte
from geo.documents.modele import Partie
from geo.ecriture.textes import majuscule

CLE = "freins"


def parties(contexte: Contexte) -> tuple[Partie, ...]:
    """Le tableau des obstacles mesurés, puis celui des obstacles à renseigner."""
    fixe = diagnostic().section(CLE)
    manques = [manque for manque in diagnostic().manques if manque.frein]
    lignes = [{"sujet": m.sujet, "pourquoi": majuscule(m.pourquoi), "recours": m.recours} for m in manques]
    allure = Allure(vides=("reponse",), largeurs={"sujet": 1.5, "pourquoi": 2, "recours": 2, "reponse": 2})
    a_dire = tableaux.depuis(fixe.bloc("freins_manques"), pd.DataFrame(lignes), allure, "")
    mesures = tableaux.indicateurs(contexte, fixe.bloc("freins_mesures"))
    return (
        partie(contexte, fixe, "mesures", (texte(fixe.textes["lecture"], genre="limite"), mesures)),
        partie(contexte, fixe, "manques", (a_dire,)),
    )

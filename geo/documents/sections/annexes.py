"""Les annexes : les communes du territoire, les mots du document. Les sources citées sont au document."""

from __future__ import annotations

import pandas as pd

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.diagnostic import diagnostic
from geo.documents.blocs import tableaux
from geo.documents.blocs.questions import partie
from geo.documents.blocs.tableaux import Allure
from geo.documents.demande import Contexte
from geo.documents.modele import Bloc, Partie, Texte
from geo.ecriture import formats
from geo.territoires import Territoire

CLE = "annexes"
COMMUNES_MAX = 1200
"""Au-delà, la liste prendrait plus de trente pages."""


def parties(contexte: Contexte) -> tuple[Partie, ...]:
    """Communes, puis glossaire."""
    fixe = diagnostic().section(CLE)
    mots = pd.DataFrame([{"terme": mot.terme, "definition": mot.definition} for mot in diagnostic().glossaire])
    glossaire = tableaux.depuis(
        fixe.bloc("annexes_glossaire"),
        mots.sort_values("terme", key=lambda termes: termes.str.casefold()),
        Allure(largeurs={"terme": 1, "definition": 3}),
        source="",
    )
    return (
        partie(contexte, fixe, "communes", (_communes(contexte.territoire),)),
        partie(contexte, fixe, "glossaire", (glossaire,)),
    )


def _communes(territoire: Territoire) -> Bloc | None:
    """Code, nom, population, par ordre alphabétique ; dit pourquoi la liste n'y est pas quand elle est trop longue."""
    fixe = diagnostic().section(CLE)
    if len(territoire.communes) > COMMUNES_MAX:
        nombre = formats.nombre(len(territoire.communes))
        return Texte((fixe.textes["trop"].format(nombre=nombre),), "absence")
    communes = entrepot.territoires("commune").loc[list(territoire.communes), ["libelle", "population"]]
    table = communes.reset_index().rename(columns={"libelle": "commune"}).sort_values(["commune", "code"])
    return tableaux.depuis(
        fixe.bloc("annexes_communes"),
        table,
        Allure({"population": 0}),
        source=charger().sources["insee_populations_cog"].citation,
    )

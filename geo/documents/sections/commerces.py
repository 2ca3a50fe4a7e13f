"""Les commerces, les services, la création d'entreprises."""

from __future__ import annotations

import pandas as pd

from donnees.catalogue import charger
from donnees.catalogue.diagnostic import diagnostic
from geo import territoires
from geo.commerces import creations as calcul
from geo.commerces import soutiens
from geo.commerces.acces import RECENT, mesurer
from geo.commerces.creations import Creations
from geo.commerces.tables import citation, ordonner
from geo.commerces.types import du_millesime
from geo.documents.blocs import tableaux
from geo.documents.blocs.figures import decrire
from geo.documents.blocs.questions import partie
from geo.documents.blocs.tableaux import Allure
from geo.documents.blocs.textes import nommer, sources, texte
from geo.documents.demande import Contexte
from geo.documents.modele import Courbes, Figure, Partie, Serie, Tableau
from geo.territoires import Territoire

CLE = "commerces"
MONTRES = 10
PROGRAMMES = {"ti": "anct_territoires_industrie", "zrr": "anct_zrr"}
"""Programme → sa source, quand ce n'est pas la liste commune."""


def parties(contexte: Contexte) -> tuple[Partie, ...]:
    """Ce qui manque, ce qui se crée, ce qui peut aider."""
    fixe, territoire = diagnostic().section(CLE), contexte.territoire
    releve = calcul.lire(territoire)
    mention = calcul.phrase(territoire, releve)
    creees = (texte(mention), _courbe(releve) if releve else texte(fixe.textes["sans_creations"], genre="absence"))
    sans = texte(fixe.textes["sans_programme"], genre="absence")
    return (
        partie(contexte, fixe, "acces", (_manques(contexte), texte(fixe.textes["vol"], genre="note"))),
        partie(contexte, fixe, "creations", creees),
        partie(contexte, fixe, "programmes", (_programmes(territoire) or sans,)),
    )


def _manques(contexte: Contexte) -> Tableau | None:
    """Familles du relevé récent dont le contenu est connu, du plus souvent absent au moins."""
    territoire, autre = contexte.territoire, contexte.comparateur
    types = [type_ for type_ in du_millesime(RECENT) if type_.determine]
    releves = [acces for acces in ordonner([mesurer(territoire, type_) for type_ in types]) if acces.communes]
    lignes = [
        {
            "type": acces.type.libelle,
            "part": acces.part,
            "distance": acces.km,
            "densite": acces.densite,
            **({"comparee": mesurer(autre, acces.type).part} if autre else {}),
        }
        for acces in releves[:MONTRES]
    ]
    decimales = dict.fromkeys(("part", "distance", "densite", "comparee"), 1)
    valeurs = {"millesime": RECENT, "comparateur": autre.libelle if autre else ""}
    bloc = diagnostic().section(CLE).bloc("commerces_manques")
    source = citation(types[0])
    return tableaux.depuis(bloc, pd.DataFrame(lignes), Allure(decimales, largeurs={"type": 2}), source, valeurs)


def _courbe(releve: Creations) -> Figure:
    bloc = diagnostic().section(CLE).bloc("commerces_creations")
    annees, nombres = zip(*releve.serie, strict=True)
    unite = charger().indicateur(calcul.CREATIONS).unite
    dessin = Courbes(tuple(annees), (Serie(_sujet(releve), tuple(nombres)),), unite, 0)
    titre = bloc.titre.format(sujet=_sujet(releve))
    return Figure(bloc.id, titre, decrire(dessin), dessin, bloc.note, calcul.citation())


def _sujet(releve: Creations) -> str:
    """À qui sont ces chiffres ; une zone d'emploi seule est dite telle."""
    if len(releve.zones) > 1:
        return releve.sujet
    return nommer(territoires.lire(calcul.NIVEAU, releve.zones[0]))


def _programmes(territoire: Territoire) -> Tableau | None:
    trouves = soutiens.programmes(territoire)
    lignes = [{"programme": p.libelle, "communes": p.communes, "part": p.part, "ou": p.noms} for p in trouves]
    citees = dict.fromkeys(PROGRAMMES.get(programme.code, "anct_programmes") for programme in trouves)
    bloc = diagnostic().section(CLE).bloc("commerces_programmes")
    allure = Allure({"communes": 0, "part": 1}, largeurs={"programme": 2, "ou": 3})
    return tableaux.depuis(bloc, pd.DataFrame(lignes), allure, sources(citees))

"""Le périmètre, les partenaires, la méthode : de quel territoire on parle, qui en parle, comment lire la suite."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.catalogue.diagnostic import Manque, diagnostic
from donnees.vocabulaire import LIBELLES_PARTENAIRES
from geo import territoires
from geo.documents.blocs import tableaux
from geo.documents.blocs.figures import villes
from geo.documents.blocs.questions import partie
from geo.documents.blocs.tableaux import Allure
from geo.documents.blocs.textes import enumerer, sources, texte
from geo.documents.demande import Contexte
from geo.documents.modele import Carte, Figure, Liste, Partie, Tableau
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.territoires import Territoire
from geo.territoires.niveaux import NOMS_NIVEAUX

CLE, FREINS = "perimetre", "freins"
TOUCHES: Final = {
    "france": ("region",),
    "region": ("departement", "zone_emploi"),
    "departement": ("region", "zone_emploi", "epci"),
    "zone_emploi": ("departement", "epci"),
    "epci": ("zone_emploi", "departement"),
    "commune": ("epci", "zone_emploi", "departement"),
    "perimetre": ("zone_emploi", "epci", "departement"),
}
TOUCHES_MAX, NOMS_MAX = 8, 4


def parties(contexte: Contexte) -> tuple[Partie, ...]:
    """Le territoire et sa carte, les partenaires, la méthode, ce qui manque."""
    fixe, territoire = diagnostic().section(CLE), contexte.territoire
    textes = fixe.textes
    comparateurs = ", ".join(autre.libelle for autre in contexte.comparateurs)
    tete = texte(
        textes["territoire"].format(
            nature=majuscule(NOMS_NIVEAUX[territoire.niveau][0]),
            communes=_communes(territoire),
            habitants=formats.avec_unite(territoire.population, "habitants"),
        ),
        textes["comparateurs"].format(noms=comparateurs) if comparateurs else "",
    )
    manques = Liste(tuple(textes["manque"].format(**manque.model_dump()) for manque in _manques(contexte)))
    listes = (Liste(fixe.listes["methode"]), Liste(fixe.listes["lecture"]))
    return (
        partie(contexte, fixe, "territoire", (tete, _carte(territoire), _morceaux(territoire))),
        partie(contexte, fixe, "partenaires", (texte(textes["partenaires"]), _partenaires(contexte))),
        partie(contexte, fixe, "methode", listes),
        partie(contexte, fixe, "manques", (manques,)),
    )


def _communes(territoire: Territoire) -> str:
    return formats.avec_unite(len(territoire.communes), "communes")


def _manques(contexte: Contexte) -> list[Manque]:
    """Ce que l'Atlas n'a pas ; les obstacles à l'emploi sont dits dans leur section, si elle est là."""
    ailleurs = FREINS in (contexte.demande.sections or (FREINS,))
    return [manque for manque in diagnostic().manques if not (manque.frein and ailleurs)]


def _carte(territoire: Territoire) -> Figure:
    fixe = diagnostic().section(CLE)
    bloc = fixe.bloc("perimetre_carte")
    niveau = "region" if territoire.niveau == "departement" else "departement"
    lieux = enumerer([morceau.libelle for morceau in territoires.traverses(territoire, niveau)], NOMS_MAX)
    valeurs = {"territoire": territoire.libelle, "communes": _communes(territoire), "lieux": lieux}
    situation = fixe.textes["pays" if territoire.niveau == "france" else "situation"]
    alternative = situation.format(**valeurs)
    dessin = Carte("zone_emploi", territoire.communes, points=villes(territoire))
    titre = bloc.titre.format(**valeurs)
    return Figure(bloc.id, titre, alternative, dessin, bloc.note, sources(("ign_admin_express", "insee_appartenance")))


def _morceaux(territoire: Territoire) -> Tableau | None:
    """Territoires que celui-ci touche, les plus habités d'abord à chaque niveau."""
    lignes = [
        {
            "nom": morceau.libelle,
            "nature": majuscule(NOMS_NIVEAUX[niveau][0]),
            "part": 100 * morceau.part,
            "couverture": 100 * morceau.couverture,
        }
        for niveau in TOUCHES[territoire.niveau]
        for morceau in territoires.traverses(territoire, niveau)[: None if niveau == "region" else TOUCHES_MAX]
    ]
    return tableaux.depuis(
        diagnostic().section(CLE).bloc("perimetre_morceaux"),
        pd.DataFrame(lignes),
        Allure({"part": 1, "couverture": 1}),
        sources(("insee_appartenance", "insee_populations_cog")),
        {"territoire": territoire.libelle},
    )


def _partenaires(contexte: Contexte) -> Tableau | None:
    """Une ligne par invité ; sans invité, une par nature principale, à nommer."""
    invites = [
        {"nom": invite.nom, "nature": LIBELLES_PARTENAIRES[invite.nature], "mandat": invite.mandat}
        for invite in contexte.demande.invites
    ]
    natures = [LIBELLES_PARTENAIRES[nature] for nature in diagnostic().principales]
    lignes = invites or [{"nom": nature, "nature": nature} for nature in natures]
    vides = ("apporte", "attend") if invites else ("mandat", "apporte", "attend")
    allure = Allure(vides=vides, largeurs={"nom": 2, "apporte": 2, "attend": 2})
    return tableaux.depuis(diagnostic().section(CLE).bloc("perimetre_partenaires"), pd.DataFrame(lignes), allure, "")

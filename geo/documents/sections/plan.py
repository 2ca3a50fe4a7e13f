"""Le plan d'actions : celles du registre, puis des lignes à remplir ensemble."""

from __future__ import annotations

import pandas as pd

from donnees.catalogue.diagnostic import diagnostic
from donnees.registre.services import Fiche
from donnees.vocabulaire import LIBELLES_STATUTS, LIBELLES_THEMES
from geo.actions.durees import quand
from geo.actions.progres import progres
from geo.actions.tables import nom_maison
from geo.besoins.regle import OUVERTES
from geo.documents.blocs import tableaux
from geo.documents.blocs.questions import partie
from geo.documents.blocs.tableaux import Allure
from geo.documents.blocs.textes import sources, texte
from geo.documents.demande import Contexte
from geo.documents.modele import Bloc, Partie
from geo.ecriture import formats

CLE = "plan"
MONTREES, A_AJOUTER = 60, 5
LARGEURS = {"titre": 2.2, "theme": 1.7, "pilote": 2.2, "partenaires": 2, "dates": 1.4, "statut": 1.2, "resultats": 2}
LARGEURS_A_AJOUTER = {"titre": 1, "quoi": 2, "roles": 2, "cible": 2}


def parties(contexte: Contexte) -> tuple[Partie, ...]:
    """Les actions connues, en cours d'abord, puis celles à ajouter."""
    fixe = diagnostic().section(CLE)
    rangs = range(1, A_AJOUTER + 1)
    lignes = [{"titre": fixe.textes["a_completer"].format(rang=rang)} for rang in rangs]
    bloc = fixe.bloc("plan_a_completer")
    vides = tuple(cle for cle in bloc.colonnes if cle != "titre")
    a_ajouter = tableaux.depuis(bloc, pd.DataFrame(lignes), Allure(vides=vides, largeurs=LARGEURS_A_AJOUTER), "")
    return (
        partie(contexte, fixe, "actions", _connues(contexte)),
        partie(contexte, fixe, "a_completer", (a_ajouter,)),
    )


def _connues(contexte: Contexte) -> tuple[Bloc | None, ...]:
    mots, textes = diagnostic().mots, diagnostic().section(CLE).textes
    if not contexte.releve.lisible:
        return (texte(mots["sans_registre"], genre="absence"),)
    if not contexte.actions:
        return (texte(mots["sans_action"], genre="absence"),)
    triees = sorted(contexte.actions, key=lambda fiche: fiche.statut.value not in OUVERTES)
    reste = textes["montrees"].format(nombre=MONTREES) if len(triees) > MONTREES else ""
    table = pd.DataFrame([_ligne(fiche) for fiche in triees[:MONTREES]])
    bloc = diagnostic().section(CLE).bloc("plan_actions")
    tableau = tableaux.depuis(bloc, table, Allure(largeurs=LARGEURS), sources(("actions_releve",)))
    return texte(_compte(triees)), tableau, texte(reste, mots["reserve_registre"], genre="note")


def _compte(actions: list[Fiche]) -> str:
    """Combien d'actions, combien sont en cours ou prévues."""
    textes = diagnostic().section(CLE).textes
    combien = sum(fiche.statut.value in OUVERTES for fiche in actions)
    cle = "aucune_ouverte" if not combien else "ouverte" if combien == 1 else "ouvertes"
    ouvertes = textes[cle].format(nombre=formats.nombre(combien))
    if len(actions) == 1:
        return textes["compte_une"].format(ouvertes=ouvertes)
    return textes["compte"].format(nombre=formats.avec_unite(len(actions), "actions"), ouvertes=ouvertes)


def _ligne(fiche: Fiche) -> dict[str, str]:
    textes = diagnostic().section(CLE).textes
    roles = " ; ".join(f"{partenaire.nom} : {partenaire.role}" for partenaire in fiche.partenaires)
    suivis = " ; ".join(f"{suivi.libelle} : {progres(suivi).phrase}" for suivi in fiche.suivis)
    return {
        "titre": fiche.titre,
        "theme": LIBELLES_THEMES[fiche.theme],
        "pilote": nom_maison(fiche) or textes["sans_pilote"],
        "partenaires": roles or textes["sans_partenaire"],
        "dates": quand(fiche),
        "statut": LIBELLES_STATUTS[fiche.statut],
        "resultats": suivis or textes["sans_suivi"],
    }

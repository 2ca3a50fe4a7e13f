"""La clause sociale et la responsabilité sociale des entreprises."""

from __future__ import annotations

import pandas as pd

from donnees.catalogue import charger, charger_besoins
from donnees.catalogue.diagnostic import diagnostic
from donnees.registre.services import Fiche
from donnees.vocabulaire import LIBELLES_THEMES, Theme
from geo.actions.durees import quand
from geo.actions.tables import nom_maison
from geo.clause import realisees, structures
from geo.documents.blocs import tableaux
from geo.documents.blocs.questions import partie
from geo.documents.blocs.tableaux import Allure
from geo.documents.blocs.textes import sources, texte
from geo.documents.demande import Contexte
from geo.documents.modele import Bloc, Partie
from geo.ecriture import formats

CLE = "clause"
THEMES = (Theme.CLAUSE_SOCIALE, Theme.RSE)
MONTREES = 10


def parties(contexte: Contexte) -> tuple[Partie, ...]:
    """Les structures, les actions et leurs heures, ce qu'on ne sait pas des entreprises."""
    fixe, territoire = diagnostic().section(CLE), contexte.territoire
    compte = structures.compter(structures.situees(territoire.communes))
    lieu = "pays" if territoire.niveau == "france" else "lieu"
    mention = fixe.textes["compte"].format(
        lieu=fixe.textes[lieu].format(territoire=territoire.libelle),
        dites=structures.dire(compte.nombre),
        date=structures.DATE,
    )
    types = pd.DataFrame([{"type": type_, "nombre": nombre} for type_, nombre in compte.par_type.items()])
    tableau = tableaux.depuis(
        fixe.bloc("clause_structures"),
        types,
        Allure({"nombre": 0}, vides=("aujourd_hui",)),
        charger().sources["asp_siae"].citation,
        {"date": structures.DATE},
    )
    rse = charger_besoins()[Theme.RSE.value].non_mesure or ""
    return (
        partie(contexte, fixe, "structures", (texte(mention), tableau, texte(fixe.textes["simulateur"], genre="note"))),
        partie(contexte, fixe, "actions", _actions(contexte)),
        partie(contexte, fixe, "rse", (texte(rse, genre="absence"),)),
    )


def _actions(contexte: Contexte) -> tuple[Bloc | None, ...]:
    """Actions des deux thèmes, les plus récentes, et leurs heures une à une."""
    fixe = diagnostic().section(CLE)
    if not contexte.releve.lisible:
        return (texte(diagnostic().mots["sans_registre"], genre="absence"),)
    toutes = [fiche for fiche in contexte.actions if fiche.theme in THEMES]
    siennes, reste = toutes[:MONTREES], len(toutes) - MONTREES
    if not siennes:
        return (texte(fixe.textes["sans_action"], genre="absence"),)
    lignes = [
        {
            "action": fiche.titre,
            "theme": LIBELLES_THEMES[fiche.theme],
            "qui": nom_maison(fiche),
            "dates": quand(fiche),
            "heures": _heures(fiche),
        }
        for fiche in siennes
    ]
    allure = Allure(largeurs={"theme": 1.5, "qui": 1.5, "dates": 1.5, "heures": 2})
    suite = texte(fixe.textes["reste"].format(nombre=formats.nombre(reste)), genre="note") if reste > 0 else None
    tableau = tableaux.depuis(fixe.bloc("clause_actions"), pd.DataFrame(lignes), allure, sources(("actions_releve",)))
    return (tableau, suite)


def _heures(fiche: Fiche) -> str:
    """Chaque valeur publiée et ce qu'elle couvre ; elles ne s'additionnent pas."""
    return " ; ".join(f"{formats.nombre_libre(h.valeur)} ({h.couvre})" for h in realisees.relever([fiche]))

"""Qui fait quoi : les maisons, les structures d'appui, les actions connues, le rôle de chacun."""

from __future__ import annotations

import pandas as pd

from donnees.catalogue.diagnostic import diagnostic
from donnees.registre.services import Fiche
from donnees.vocabulaire import LIBELLES_THEMES, StatutAction, Theme
from geo.actions import presence
from geo.actions import tables as vues
from geo.actions.bilan import partenaires
from geo.besoins.regle import OUVERTES
from geo.commerces import soutiens
from geo.documents.blocs import tableaux
from geo.documents.blocs.questions import partie
from geo.documents.blocs.tableaux import Allure
from geo.documents.blocs.textes import enumerer, sources, texte
from geo.documents.demande import Contexte
from geo.documents.modele import Bloc, Partie, Tableau, Texte
from geo.ecriture import formats
from geo.territoires import Territoire
from geo.territoires.index import index

CLE = "acteurs"
MAISONS_MAX, PARTENAIRES_MAX = 8, 20
RESEAU = ("dila_annuaire", "anct_france_services", "france_travail_agences")


def parties(contexte: Contexte) -> tuple[Partie, ...]:
    """Structures, actions par thème, partenaires nommés."""
    fixe = diagnostic().section(CLE)
    siennes = [fiche for fiche in contexte.actions if fiche.statut is not StatutAction.ABANDONNEE]
    actions, roles = _actions(contexte, siennes)
    return (
        partie(contexte, fixe, "reseau", (_maisons(contexte), _reseau(contexte.territoire))),
        partie(contexte, fixe, "actions", (actions,)),
        partie(contexte, fixe, "roles", (roles,)),
    )


def _maisons(contexte: Contexte) -> Texte | None:
    """Maisons relevées dont le siège est ici ; le relevé publié se lit même sans registre."""
    textes = diagnostic().section(CLE).textes
    ici = presence.maisons(vues.maisons(contexte.releve.maisons), contexte.territoire.communes)
    noms = [f"{nom} ({ville})" for nom, ville in zip(ici["nom"], ici["ville"], strict=True)]
    if not noms:
        return texte(textes["sans_maison"], genre="absence")
    return texte(textes["maisons"].format(noms=enumerer(noms, MAISONS_MAX)))


def _reseau(territoire: Territoire) -> Tableau | None:
    """Une ligne par réseau : combien ici, et la plus proche de la commune la plus peuplée."""
    fixe = diagnostic().section(CLE)
    lignes = [
        {
            "structure": lue.libelle,
            "dedans": lue.dedans,
            "proche": fixe.textes["proche"].format(nom=lue.nom, ville=lue.ville, km=formats.avec_unite(lue.km, "km", 1))
            if lue.nom
            else fixe.textes["aucune"],
        }
        for lue in soutiens.structures(territoire)
    ]
    commune = index().noms[soutiens.principale(territoire)]
    allure = Allure({"dedans": 0}, largeurs={"structure": 2, "proche": 3})
    bloc = fixe.bloc("acteurs_reseau")
    return tableaux.depuis(bloc, pd.DataFrame(lignes), allure, sources(RESEAU), {"commune": commune})


def _actions(contexte: Contexte, siennes: list[Fiche]) -> tuple[Bloc | None, Bloc | None]:
    """Les actions par thème et leurs partenaires ; dit ce qui manque."""
    mots, textes = diagnostic().mots, diagnostic().section(CLE).textes
    if not contexte.releve.lisible:
        return texte(mots["sans_registre"], genre="absence"), texte(mots["sans_registre"], genre="absence")
    if not siennes:
        return texte(mots["sans_action"], genre="absence"), texte(textes["sans_partenaire"], genre="absence")
    return _themes(siennes), _partenaires(siennes) or texte(textes["sans_partenaire"], genre="absence")


def _themes(siennes: list[Fiche]) -> Tableau | None:
    groupes = {theme: [fiche for fiche in siennes if fiche.theme is theme] for theme in Theme}
    lignes = [
        {
            "theme": LIBELLES_THEMES[theme],
            "nombre": len(fiches),
            "ouvertes": sum(fiche.statut.value in OUVERTES for fiche in fiches),
            "exemple": fiches[0].titre if fiches else "",
        }
        for theme, fiches in groupes.items()
    ]
    allure = Allure({"nombre": 0, "ouvertes": 0}, largeurs={"theme": 2, "exemple": 3})
    bloc = diagnostic().section(CLE).bloc("acteurs_themes")
    return tableaux.depuis(bloc, pd.DataFrame(lignes), allure, sources(("actions_releve",)))


def _partenaires(siennes: list[Fiche]) -> Tableau | None:
    lignes = [
        {"partenaire": p.nom, "nature": p.nature, "roles": " ; ".join(p.roles), "actions": p.actions}
        for p in partenaires(siennes)[:PARTENAIRES_MAX]
    ]
    allure = Allure({"actions": 0}, largeurs={"partenaire": 2, "nature": 1.5, "roles": 3})
    bloc = diagnostic().section(CLE).bloc("acteurs_partenaires")
    return tableaux.depuis(bloc, pd.DataFrame(lignes), allure, sources(("actions_releve",)))

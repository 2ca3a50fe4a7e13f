"""Clause sociale : ce qui existe déjà, heures publiées, structures d'insertion, engagements des entreprises."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from donnees.catalogue import charger
from geo.actions import annuaire, points, presence
from geo.besoins import phrases
from geo.clause import realisees, structures
from geo.ecriture import formats
from geo.objets import clause
from geo.sorties.metadonnees import Sujet
from geo.territoires import Territoire
from pages.cadre import plan
from pages.cadre.habillage import legende, phrase
from pages.carte import vivante
from pages.interface import feuille, liens, registre, tableau, telechargement, territoire_choisi
from pages.interface.texte import brut

MONTREES = 8


def situer(territoire: Territoire | None) -> None:
    """La phrase du territoire ; sans territoire, de quoi en choisir un."""
    if territoire is not None:
        siennes = len(structures.situees(territoire.communes))
        actions = presence.actions(registre.releve().actions, territoire.communes)
        connues = int((actions["theme"] == "clause_sociale").sum())
        mention = f"{phrases.presence(connues)} de clause sociale connue{'s' if connues > 1 else ''} de l'Atlas"
        phrase(f"{territoire.libelle} : {structures.dire(siennes)} en {structures.DATE}, et {mention}.")
    else:
        territoire_choisi.rechercher()


def heures() -> None:
    """Heures d'insertion publiées, par maison et par année : jamais additionnées."""
    st.header("Heures d'insertion réalisées", anchor=False)
    if registre.en_panne():
        st.warning("Le registre des actions ne répond pas : les heures réalisées ne peuvent être lues. Réessayez.")
        return
    lues = realisees.relever(registre.releve().fiches)
    maisons = {h.maison for h in lues}
    annees = realisees.par_annee(lues)
    if not lues:
        st.info("Aucune heure d'insertion n'est relevée au registre pour l'instant.")
        return
    phrase(
        f"Des sources publiques donnent des heures d'insertion pour {_maisons(len(maisons))}, dont {len(annees)} "
        "pour une année précise ; les autres couvrent plusieurs années ou un cumul."
    )
    if not annees.empty:
        tableau.texte(
            annees.map(brut).set_index("Maison"), "Heures d'insertion publiées par chaque maison, année par année"
        )
    legende(
        "Heures d'une seule année, telles que la source les donne ; « — » veut dire que l'Atlas n'en connaît pas, "
        "non qu'il n'y en a pas eu. Aucune somme : deux valeurs peuvent compter les mêmes heures, et aucune ne dit "
        "si elle est complète. Source : registre de l'Atlas, page citée à chaque ligne du détail."
    )
    titre = f"Le détail des {len(lues)} valeurs, et ce que chacune couvre"
    feuille.volet(titre, "clause-heures", partial(_detail, lues), icone=":material/table:")


def _detail(lues: Sequence[realisees.Heures]) -> None:
    detail = realisees.tableau(lues)
    tableau.montrer(detail, {"Heures": 0}, "Heures d'insertion publiées", hauteur=330)
    telechargement.table(Sujet("Heures d'insertion publiées", ("clause", "heures-d-insertion-publiees")), detail)
    _liens([(h.titre, h.maison, h.couvre, h.action) for h in lues], "clause-liens-heures")


def _maisons(nombre: int) -> str:
    return "une maison" if nombre == 1 else f"{nombre} maisons"


def insertion(territoire: Territoire | None) -> None:
    """Structures d'insertion de 2019 : nombre par type, carte, liste."""
    st.header("Structures d'insertion par l'activité économique", anchor=False)
    siennes = structures.situees(territoire.communes) if territoire else structures.toutes()
    compte = structures.compter(siennes)
    lieu = f"Dans le territoire « {territoire.libelle} »" if territoire else "En France"
    phrase(f"{lieu}, {structures.dire(compte.nombre)} en {structures.DATE}.")
    gauche, droite = st.columns([2, 3], gap="large")
    with gauche:
        types = pd.DataFrame(list(compte.par_type.items()), columns=["Type", "Structures"]).set_index("Type")
        tableau.texte(types.map(formats.nombre), "Structures d'insertion du territoire, par type")
        plusieurs = "une structure l'est" if compte.plusieurs == 1 else f"{formats.nombre(compte.plusieurs)} le sont"
        doubles = (
            f" Parmi elles, {plusieurs} pour plusieurs types : elle compte dans chacun." if compte.plusieurs else ""
        )
        source = charger().sources["asp_siae"]
        legende(
            f"Structures conventionnées en {structures.DATE} : la liste a changé depuis.{doubles} "
            f"{structures.sans_commune()} structures du pays, à l'adresse trop imprécise, ne comptent dans aucun "
            f"territoire. Source : {source.citation}."
        )
        emportees = structures.tableau(siennes)
        place = territoire or "france"
        sujet = Sujet(f"Structures d'insertion, {structures.DATE}", ("structures-insertion", place), ("asp_siae",))
        telechargement.table(sujet, emportees)
    with droite:
        _carte(territoire)
    if compte.nombre and territoire:
        liste = partial(tableau.montrer, emportees, {}, "Structures d'insertion du territoire", hauteur=330)
        feuille.volet("La liste des structures", "clause-structures", liste, icone=":material/table:")


def _carte(territoire: Territoire | None) -> None:
    cle = f"clause-siae-{territoire.niveau}-{territoire.code[:20]}" if territoire else "clause-siae"
    vivante.montrer(clause.insertion(territoire, feuille.theme()), cle.replace("_", "-"))


def engagements(territoire: Territoire | None) -> None:
    """Actions de responsabilité sociale et de clause sociale connues, avec leurs liens."""
    st.header("Engagements des entreprises (RSE) et actions de clause", anchor=False)
    if registre.en_panne():
        st.warning("Le registre des actions ne répond pas : les actions ne peuvent être comptées. Réessayez plus tard.")
        return
    toutes = registre.releve().actions
    siennes = presence.actions(toutes, territoire.communes) if territoire else toutes
    gauche, droite = st.columns(2, gap="large")
    for colonne, theme in ((gauche, "rse"), (droite, "clause_sociale")):
        actions = siennes[siennes["theme"] == theme]
        with colonne:
            _actions(actions, theme, territoire, len(toutes[toutes["theme"] == theme]))


def _actions(actions: pd.DataFrame, theme: str, territoire: Territoire | None, pays: int) -> None:
    st.subheader(f"{points.THEMES_ACTIONS[theme]} ({len(actions)})", anchor=False)
    if actions.empty and territoire:
        st.write(
            f"Aucune action connue ici ; l'Atlas en connaît {pays} dans le pays. Cela ne dit pas qu'il n'y en a pas."
        )
    elements = [(a["titre"], a["nom_maison"], annuaire.quand(a), str(a["action"])) for _, a in actions.iterrows()]
    _liens(elements[:MONTREES], f"clause-liens-{theme.replace('_', '-')}")
    if len(elements) > MONTREES:
        libelle = f"Voir les {len(elements)} actions"
        st.page_link(plan.PLAN_ACTIONS, label=libelle, query_params={"themes": theme})


def _liens(elements: list[tuple[str, str, str, str]], cle: str) -> None:
    with st.container(key=cle, gap="xsmall"):
        for titre, maison, quand, action in elements:
            liens.action(f"{brut(titre)}, {brut(maison)} ({brut(quand)})", action)

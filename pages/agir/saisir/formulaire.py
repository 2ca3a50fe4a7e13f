"""Le formulaire d'une action : il vérifie à mesure, garde ce qu'on tape, et dit ce qu'un autre a changé."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from donnees.registre import services
from donnees.registre.droits import Identite
from donnees.registre.erreurs import ConflitDeVersion, ErreurRegistre, SaisieInvalide
from donnees.registre.services import Fiche
from donnees.vocabulaire import (
    AXES_2009,
    AXES_2013,
    LIBELLES_FINANCEURS,
    LIBELLES_PARTENAIRES,
    LIBELLES_ROLES,
    LIBELLES_STATUTS,
    StatutAction,
)
from geo.actions.annuaire import FIABILITE_EXPLIQUEE
from geo.actions.points import THEMES_ACTIONS
from geo.ecriture.textes import minuscule
from pages.agir.saisir import champs, garde, lieux
from pages.agir.saisir.brouillon import Brouillon, fusionner, verifier
from pages.agir.saisir.lecture import vers_saisie
from pages.cadre import plan
from pages.interface import registre, tableau
from pages.interface.libelles import NOMS
from pages.interface.texte import brut

STATUTS = {s.value: libelle for s, libelle in LIBELLES_STATUTS.items() if s is not StatutAction.NON_PRECISE}
DATE = "AAAA, MM/AAAA ou JJ/MM/AAAA"
COURT = 300
"""Signes d'une valeur montrée dans un conflit : la cellule reste lisible."""


def formulaire(brouillon: Brouillon, identite: Identite, maisons: dict[str, str]) -> None:
    """Champs, puis enregistrer ou abandonner."""
    verifier(brouillon)
    _conflit(brouillon, identite)
    for titre, poser in SECTIONS:
        st.header(titre, anchor=False)
        poser(brouillon, maisons)
    _resume(brouillon)
    with st.container(horizontal=True):
        if st.button("Enregistrer", type="primary", icon=":material/save:", on_click=_essayer, args=(brouillon,)):
            _enregistrer(brouillon, identite)
        if st.button("Abandonner cette saisie", icon=":material/delete:"):
            garde.effacer(brouillon, identite)
            st.switch_page(plan.PLAN_ACTIONS, query_params={"action": brouillon.cle} if brouillon.cle else {})
    garde.garder(brouillon, identite)


def _essentiel(brouillon: Brouillon, maisons: dict[str, str]) -> None:
    champs.texte(brouillon, "titre", "Titre", placeholder="Forum des métiers du soin")
    gauche, droite = st.columns(2)
    with gauche:
        champs.choix(brouillon, "maison", "Maison qui coordonne", maisons)
    with droite:
        champs.choix(brouillon, "theme", "Thème", THEMES_ACTIONS)
    gauche, droite = st.columns(2)
    with gauche:
        champs.texte(brouillon, "debut", "Début", placeholder=DATE)
    with droite:
        champs.texte(brouillon, "fin", "Fin, si elle est connue", placeholder=DATE)
    champs.choix(brouillon, "statut", "Où en est l'action", STATUTS)
    champs.paragraphe(brouillon, "description", "Description", height=140)
    champs.texte(brouillon, "public", "Public visé", placeholder="Demandeurs d'emploi, jeunes sans diplôme…")


def _acteurs(brouillon: Brouillon, _maisons: dict[str, str]) -> None:
    st.caption("Une maison coordonne et fait circuler l'information ; elle ne crée pas d'offre propre.")
    roles = {role.value: libelle for role, libelle in LIBELLES_ROLES.items()}
    champs.choix(brouillon, "role_maison", "Ce que fait la maison", roles)
    natures = {nature.value: libelle for nature, libelle in LIBELLES_PARTENAIRES.items()}
    colonnes = (("nom", "Nom", None), ("nature", "Nature", natures), ("role", "Son rôle", None))
    champs.lignes(brouillon, "partenaires", "un partenaire", colonnes)
    un, deux, trois = st.columns(3)
    with un:
        champs.texte(brouillon, "pilote", "Service pilote")
    with deux:
        champs.texte(brouillon, "elu_nom", "Élu·e référent·e")
    with trois:
        champs.texte(brouillon, "elu_mandat", "Son mandat")
    st.caption("D'un·e élu·e, seulement le nom et le mandat : aucune coordonnée, aucune autre donnée personnelle.")


def _cadre(brouillon: Brouillon, _maisons: dict[str, str]) -> None:
    gauche, droite = st.columns(2)
    with gauche:
        axes = {numero: f"{numero}. {libelle}" for numero, libelle in AXES_2013.items()}
        champs.choix(brouillon, "axe_2013", "Axe de l'arrêté de 2013", axes)
    with droite:
        axes = {numero: f"{numero}. {libelle}" for numero, libelle in AXES_2009.items()}
        champs.cases(brouillon, "axes_2009", "Axes du cahier des charges de 2009", axes)


def _moyens(brouillon: Brouillon, _maisons: dict[str, str]) -> None:
    gauche, droite = st.columns(2)
    with gauche:
        champs.texte(brouillon, "budget", "Budget, en euros", placeholder="12 000,50")
    with droite:
        champs.texte(brouillon, "etp", "Équivalents temps plein, tous organismes réunis", placeholder="1,5")
    natures = {nature.value: libelle for nature, libelle in LIBELLES_FINANCEURS.items()}
    colonnes = (("nature", "Financeur", natures), ("nom", "Lequel", None), ("montant", "Montant, s'il est connu", None))
    champs.lignes(brouillon, "financeurs", "un financeur", colonnes)
    champs.paragraphe(brouillon, "empechement", "Ce qui n'a pas pu se faire, et pourquoi", height=100)
    st.caption("Le bilan le cite tel quel : dire des faits, ne nommer personne. Laisser vide si tout s'est fait.")


def _source(brouillon: Brouillon, _maisons: dict[str, str]) -> None:
    champs.texte(brouillon, "source", "Source", placeholder="Plan d'actions 2026, adresse web…")
    champs.choix(brouillon, "fiabilite", "Fiabilité de la source", FIABILITE_EXPLIQUEE)


SECTIONS: tuple[tuple[str, Callable[[Brouillon, dict[str, str]], None]], ...] = (
    ("L'essentiel", _essentiel),
    ("Où", lambda brouillon, _: lieux.poser(brouillon)),
    ("Qui fait quoi", _acteurs),
    ("Cadre", _cadre),
    ("Moyens et empêchements", _moyens),
    ("D'où vient l'information", _source),
)


def _essayer(brouillon: Brouillon) -> None:
    brouillon.tente = True


def _resume(brouillon: Brouillon) -> None:
    """Ce qui manque ou ne va pas, en une phrase, avant le bouton."""
    racines = dict.fromkeys(champ.split(".", maxsplit=1)[0] for champ in brouillon.fautes)
    if racines:
        noms = ", ".join(minuscule(NOMS.get(champ, champ)) for champ in racines)
        st.warning(f"À remplir ou à corriger avant d'enregistrer : {brut(noms)}.", icon=":material/edit_note:")


def _enregistrer(brouillon: Brouillon, identite: Identite) -> None:
    """Écrit au registre ; un refus laisse la saisie entière."""
    if brouillon.fautes:
        return
    try:
        fiche = _ecrire(brouillon, identite)
    except SaisieInvalide as erreur:
        for champ, texte in erreur.champs.items():
            st.warning(f"{NOMS.get(champ.split('.', maxsplit=1)[0], champ)} : {brut(texte)}")
        return
    except ConflitDeVersion as erreur:
        brouillon.conflit = erreur
        st.rerun()
    except ErreurRegistre as erreur:
        st.warning(f"{brut(erreur)} Votre saisie est gardée.", icon=":material/error:")
        return
    garde.effacer(brouillon, identite)
    st.switch_page(plan.PLAN_ACTIONS, query_params={"action": fiche.cle})


def _ecrire(brouillon: Brouillon, identite: Identite) -> Fiche:
    saisie = vers_saisie(brouillon.champs)
    if brouillon.cle:
        return services.modifier(registre.ouvert(), identite, brouillon.cle, brouillon.version, saisie)
    return services.creer(registre.ouvert(), identite, saisie)


def _conflit(brouillon: Brouillon, identite: Identite) -> None:
    """Ce qu'un autre a changé pendant la saisie ; rien de tapé n'est perdu."""
    if brouillon.conflit is None:
        return
    st.warning("Quelqu'un a enregistré cette fiche pendant votre saisie. Rien de ce que vous avez tapé n'est perdu.")
    lignes = [
        {
            "Champ": NOMS.get(champ, champ),
            "Vous aviez lu": _court(ecart.depart),
            "Enregistré depuis": _court(ecart.enregistre),
            "Votre saisie": _court(ecart.saisi),
        }
        for champ, ecart in brouillon.conflit.ecarts.items()
    ]
    tableau.texte(pd.DataFrame(lignes).set_index("Champ"), "Champs modifiés des deux côtés")
    st.button(
        "Garder mes changements et reprendre les siens ailleurs",
        type="primary",
        on_click=fusionner,
        args=(brouillon,),
    )
    if st.button("Repartir de la fiche enregistrée (ma saisie est abandonnée)"):
        garde.effacer(brouillon, identite)
        st.rerun()


def _court(valeur: object) -> str:
    """Valeur d'un champ, lisible dans une cellule."""
    texte = "—" if valeur is None or valeur == "" else str(valeur)
    return brut(texte if len(texte) <= COURT else f"{texte[:COURT]}…")

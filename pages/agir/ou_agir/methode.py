"""Où agir : la méthode dite d'abord, puis les trois choix (thème, mesure du besoin, actions comptées)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from donnees.catalogue import charger, charger_besoins
from donnees.catalogue.besoins import MesureBesoin
from geo.actions.points import THEMES_ACTIONS
from geo.besoins import phrases, regle
from geo.ecriture import formats
from pages.cadre.habillage import legende
from pages.interface import adresse
from pages.interface.texte import compose

THEME_DEFAUT = "clause_sociale"
METHODE = (
    ("Besoin", "Un indicateur public, à choisir plus bas, qui partage les zones d'emploi en trois tiers."),
    ("Présence", "Le nombre d'actions qui touchent la zone. Chacune compte pour une, sans pondération."),
    ("Pas une cause", "L'action n'explique pas le besoin, ni l'inverse : la page croise, elle ne juge pas."),
    ("Relevé incomplet", "« Aucune action » veut dire qu'aucune n'est connue de l'Atlas, pas qu'il n'y en a pas."),
)


@dataclass(frozen=True)
class Choix:
    """Ce que le lecteur regarde.

    Attributes
    ----------
    mesure : MesureBesoin or None
        None quand le besoin du thème n'est pas mesuré.
    raison : str
        Alors, pourquoi.
    fenetre : str
        Clé de `geo.besoins.regle.FENETRES`.
    """

    theme: str
    mesure: MesureBesoin | None
    raison: str
    fenetre: str


def methode() -> None:
    """Ce qu'il faut savoir avant de lire la carte."""
    points = "".join(f"<li><b>{nom}.</b> {compose(texte)}</li>" for nom, texte in METHODE)
    st.html(f'<div class="atlas-encart"><h2>Avant de lire la carte</h2><ul>{points}</ul></div>')


def choisir(actions: pd.DataFrame, annee: int) -> Choix:
    """Thème, mesure du besoin et fenêtre, écrits dans l'adresse."""
    besoins, fiches = charger_besoins(), charger().indicateurs
    with st.container(horizontal=True, key="choix-ou-agir"):
        noms = {theme: THEMES_ACTIONS[theme] for theme in besoins}
        theme = adresse.choisir(_liste_des_themes, "Thème d'action", "theme", noms, THEME_DEFAUT)
        besoin = besoins[theme]
        mesures = {mesure.indicateur: mesure for mesure in besoin.mesures}
        mesure = None
        if mesures:
            libelles = {nom: fiches[nom].libelle for nom in mesures}
            mesure = mesures[
                adresse.choisir(st.selectbox, "Mesure du besoin", "indicateur", libelles, next(iter(mesures)))
            ]
        fenetres = _fenetres(regle.effectifs(actions, theme, annee))
        fenetre = adresse.choisir(st.selectbox, "Actions comptées", "fenetre", fenetres, regle.DEFAUT, width=270)
    return Choix(theme, mesure, besoin.non_mesure or "", fenetre)


def _liste_des_themes(titre: str, themes: list[str], **options: Any) -> None:  # noqa: ANN401 - options du widget
    """Choix du thème ; en changer oublie la mesure choisie, qui est propre à l'ancien."""
    noter = options.pop("on_change")

    def changer() -> None:
        noter()
        adresse.ecrire("indicateur", "")

    st.selectbox(titre, themes, on_change=changer, **options)


def _fenetres(effectifs: Mapping[str, int]) -> dict[str, str]:
    """Fenêtre → libellé, avec le nombre d'actions du thème qu'elle garde."""
    return {
        cle: f"{'De toute date' if recul is None else f'{recul} dernières années'} : {_actions(effectifs[cle])}"
        for cle, recul in regle.FENETRES.items()
    }


def _actions(nombre: int) -> str:
    return "aucune action" if not nombre else f"{formats.nombre(nombre)} action{'s' if nombre > 1 else ''}"


def expliquer(choix: Choix, actions: pd.DataFrame, annee: int) -> None:
    """Pourquoi cette mesure, ce qu'elle ne dit pas, quelles actions comptent ; sous les choix."""
    if choix.mesure is not None:
        st.write(formats.typographie(f"{choix.mesure.choix} **Limite :** {choix.mesure.limite}"))
    legende(_regle(choix, actions, annee))


def _regle(choix: Choix, actions: pd.DataFrame, annee: int) -> str:
    effectifs = regle.effectifs(actions, "", annee)
    gardees = ", ".join(
        f"{formats.nombre(effectifs[cle])} sur {recul} ans" for cle, recul in regle.FENETRES.items() if recul
    )
    debut, fin = regle.etendue(actions)
    dates = f", la plupart de {debut} à {fin}" if debut else ""
    combien = formats.nombre(len(actions))
    perdues = regle.sans_zone(regle.comptees(actions, choix.theme, choix.fenetre, annee))
    sans_lieu = f" Sans lieu connu, donc dans aucune zone : {_actions(perdues)} de ce thème." if perdues else ""
    return (
        f"Actions comptées : {phrases.fenetre(choix.fenetre, annee)}, jamais les abandonnées ; une action est datée de "
        f"sa fin, à défaut de son début. Tous thèmes réunis, l'Atlas en connaît {combien}{dates} : il en reste "
        f"{gardees}. Dix ans par défaut, pour que la carte ne soit ni presque vide, ni faite d'actions closes."
        f"{sans_lieu}"
    )

"""Le brouillon d'une action, dans l'onglet : il y reste tant qu'il n'est pas enregistré, même si l'on change de page.

`garde` en garde une copie au registre, pour le retrouver à la connexion suivante.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from donnees.registre import services
from donnees.registre.droits import VISITEUR
from donnees.registre.erreurs import ConflitDeVersion, SaisieInvalide
from donnees.registre.services import BrouillonGarde
from donnees.vocabulaire import StatutAction
from pages.agir.saisir.lecture import vers_brouillon, vers_saisie
from pages.interface import registre

_BROUILLONS = "saisie.brouillons"


@dataclass
class Brouillon:
    """Une saisie en cours.

    Attributes
    ----------
    cle : str
        Action modifiée ; vide pour une action neuve.
    version : int
        Version lue, à renvoyer en enregistrant.
    champs, initial : dict
        Ce qui est tapé, ce que c'était à l'ouverture.
    tente : bool
        Vrai après un premier essai d'enregistrement : tous les manques se montrent alors.
    fautes : dict of str to str
        Champ → message.
    conflit : ConflitDeVersion or None
        Modification d'un autre, à examiner.
    cherche : bool
        Vrai une fois cherchée au registre la copie d'une session précédente.
    trouve : BrouillonGarde or None
        Cette copie, tant que la personne n'a pas choisi de la reprendre ou de l'effacer.
    garde : dict or None
        Ce que le registre garde de ce brouillon.
    trop_long : bool
        Vrai si le registre a refusé de le garder pour sa taille.
    """

    cle: str
    version: int
    champs: dict[str, Any]
    initial: dict[str, Any] = field(default_factory=dict)
    tente: bool = False
    fautes: dict[str, str] = field(default_factory=dict)
    conflit: ConflitDeVersion | None = None
    cherche: bool = False
    trouve: BrouillonGarde | None = None
    garde: dict[str, Any] | None = None
    trop_long: bool = False

    def touche(self, champ: str) -> bool:
        """Vrai si le champ a changé depuis l'ouverture."""
        racine = champ.split(".", maxsplit=1)[0]
        return bool((self.champs.get(racine) or "") != (self.initial.get(racine) or ""))

    def faute(self, champ: str) -> str:
        """Message à montrer à côté du champ ; vide tant qu'on n'y a pas touché ni essayé d'enregistrer."""
        return self.fautes.get(champ, "") if self.tente or self.touche(champ) else ""

    def cle_widget(self, champ: str) -> str:
        """Clé du widget d'un champ."""
        return f"saisie.{self.cle or 'neuve'}.{champ}"

    def relire(self) -> None:
        """Reprend ce que les widgets contiennent, avant de le vérifier et de l'afficher."""
        for champ, valeur in self.champs.items():
            cle = self.cle_widget(champ)
            if cle in st.session_state:
                self.champs[champ] = st.session_state[cle]
            elif isinstance(valeur, list):
                for rang, element in enumerate(valeur):
                    if isinstance(element, dict):
                        element.update({c: _lu(f"{cle}.{rang}.{c}", element[c]) for c in element})

    def poser(self, champ: str, valeur: Any) -> None:  # noqa: ANN401 - un champ peut être de plusieurs types
        """Change un champ autrement que par son widget."""
        self.champs[champ] = valeur
        for cle in [str(c) for c in st.session_state if str(c).startswith(self.cle_widget(champ))]:
            del st.session_state[cle]


def _lu(cle: str, defaut: str) -> str:
    """Valeur d'un widget ; vide s'il est vidé, ``defaut`` s'il n'est pas encore posé."""
    return (st.session_state[cle] or "") if cle in st.session_state else defaut


def ouvrir(cle: str, maison: str) -> Brouillon:
    """Brouillon de cette action ; lève `Introuvable` si elle n'existe pas."""
    brouillons: dict[str, Brouillon] = st.session_state.setdefault(_BROUILLONS, {})
    if cle not in brouillons:
        contenu: Mapping[str, Any] = {"maison": maison, "statut": StatutAction.PREVUE.value}
        version = 0
        if cle:
            fiche = services.lire(registre.ouvert(), VISITEUR, cle)
            contenu, version = fiche.model_dump(mode="json"), fiche.version
        champs = vers_brouillon(contenu)
        brouillons[cle] = Brouillon(cle, version, champs, deepcopy(champs))
    return brouillons[cle]


def abandonner(cle: str) -> None:
    """Oublie le brouillon et l'état de ses widgets."""
    brouillon = st.session_state.get(_BROUILLONS, {}).pop(cle, None)
    if brouillon is not None:
        for champ in [str(c) for c in st.session_state if str(c).startswith(brouillon.cle_widget(""))]:
            del st.session_state[champ]


def verifier(brouillon: Brouillon) -> None:
    """Relit tout le brouillon ; ses fautes sont celles que le registre relèverait."""
    brouillon.relire()
    try:
        services.valider(vers_saisie(brouillon.champs))
        brouillon.fautes = {}
    except SaisieInvalide as erreur:
        brouillon.fautes = erreur.champs


def fusionner(brouillon: Brouillon) -> None:
    """Reprend les changements de l'autre là où l'on n'a rien changé ; ce qu'on a tapé reste."""
    if brouillon.conflit is None:
        return
    ecarts = brouillon.conflit.ecarts
    repris = vers_brouillon({champ: ecart.enregistre for champ, ecart in ecarts.items()})
    for champ in ecarts.keys() & repris.keys():
        if not brouillon.touche(champ):
            brouillon.poser(champ, repris[champ])
            brouillon.initial[champ] = repris[champ]
    brouillon.version, brouillon.conflit = brouillon.conflit.version, None

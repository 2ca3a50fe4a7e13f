"""Les objets qui s'intègrent : chacun relit l'adresse, et refuse en clair ce qu'elle dit de faux."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from donnees.catalogue import charger
from geo import mesures
from geo.ecriture import formats
from geo.mesures.reserves import source
from geo.objets import secteurs as geo_secteurs
from geo.objets.dessin import Dessin
from geo.objets.objet import Carte, Objet
from geo.portrait import cartons, constats
from geo.territoires import parametres as parametres_de
from pages.carte import vivante
from pages.explorer.integrer import actions, demande, secteurs, territoires
from pages.explorer.integrer.demande import Absent, Parametres
from pages.interface import figures, integration
from pages.interface.texte import brut

Montrable = Dessin | Carte | None


def montrer(nom: str, parametres: Parametres) -> None:
    """Un objet seul : son titre, ce qu'il est, sa note, sa source et le lien vers sa page."""
    if nom == CHIFFRE:
        _chiffre(parametres)
        return
    objet = OBJETS[nom](parametres)
    if objet is None:
        raise Absent("Il n'y a rien à dessiner ici.")
    _tete(objet.titre)
    if isinstance(objet, Carte):
        vivante.seule(objet)
    else:
        figures.seule(objet, f"integree.{nom}")
    _pied(objet)


def _tete(titre: str) -> None:
    st.title(brut(formats.typographie(titre)), anchor=False)


def _pied(objet: Objet) -> None:
    """Note, source, et lien vers la page de l'Atlas où l'objet se lit entier."""
    if objet.note:
        st.caption(brut(formats.typographie(objet.note)))
    question = f"?{urlencode(objet.parametres)}" if objet.parametres else ""
    lien = f"[Atlas des maisons de l’emploi]({integration.base()}/{objet.page}{question})"
    st.caption(f"Source : {brut(formats.typographie(objet.source.rstrip('.')))}. {lien}")


def _chiffre(parametres: Parametres) -> None:
    """Un chiffre clé d'un territoire, situé parmi ses pairs."""
    fiche = charger().indicateur(demande.indicateur(parametres))
    territoire = demande.territoire(parametres)
    siens = [c for c in constats.constats(territoire, None) if c.mesure.indicateur.id == fiche.id]
    if not siens:
        raise Absent("Ce chiffre clé n'existe pas.")
    _tete(f"{territoire.libelle} : {fiche.libelle}")
    st.html(cartons.cartons(siens, territoire, None, mesures.niveau_des_pairs(territoire)))
    lieu = parametres_de(territoire)
    _pied(Objet(nom=CHIFFRE, titre="", source=source(siens[0].mesure), page="territoire", parametres=lieu))


CHIFFRE: Final = "chiffre"
OBJETS: Final[Mapping[str, Callable[[Parametres], Montrable]]] = {
    "carte": territoires.carte,
    "communes": territoires.carte_communes,
    "courbe": territoires.courbe,
    "structure": territoires.structure,
    "points": territoires.points,
    "essaim": territoires.essaim,
    "nuage": territoires.nuage,
    "cartes": territoires.cartes,
    "acces": territoires.acces,
    "ouverture": territoires.ouverture,
    "creations": territoires.creations,
    "parts": secteurs.de_la_zone(geo_secteurs.parts),
    "quotients": secteurs.de_la_zone(geo_secteurs.distingue),
    "bulles": secteurs.de_la_zone(geo_secteurs.poids),
    "decalage": secteurs.de_la_zone(geo_secteurs.decalage),
    "branche": secteurs.bulles_branche,
    "carte-branche": secteurs.carte_branche,
    "metiers": secteurs.difficiles,
    "verts": secteurs.verts,
    "ou-agir": actions.ou_agir,
    "sensibilite": actions.sensibilite,
    "insertion": actions.insertion,
    "calendrier": actions.calendrier,
    "actions": actions.carte_actions,
    "action": actions.carte_action,
    "suivi": actions.suivi,
    "bilan": actions.bilan,
    "maisons": actions.carte_maisons,
    "annuaire": actions.annuaire,
}
"""Nom dans l'adresse → de quoi composer ce qu'elle demande ; à part, le chiffre clé, qui n'est ni figure ni carte."""

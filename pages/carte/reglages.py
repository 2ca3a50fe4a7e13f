"""Commandes de la carte : niveau, date, mise en classes, couches de points."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from donnees import entrepot
from geo.actions import points
from geo.cartes.classes import Reglages
from geo.ecriture import formats
from geo.mesures.classes import CLASSES_MAX, CLASSES_MIN, METHODES
from geo.mesures.repartitions import niveaux_carte, periode_valide
from pages.carte import memoire
from pages.carte.etat import EtatCarte
from pages.interface.texte import brut

NIVEAUX = {
    "zone_emploi": "Zones d'emploi",
    "departement": "Départements",
    "region": "Régions",
    "commune": "Communes",
}


def niveau(etat: EtatCarte) -> None:
    """Niveau géographique, et zone d'emploi quand on veut ses communes."""
    offerts = niveaux_carte(etat.indicateur)
    st.selectbox(
        "Niveau", offerts, width=180, format_func=NIVEAUX.__getitem__, **memoire.commande("niveau", "index", offerts)
    )
    if etat.niveau == "commune":
        zones = entrepot.territoires("zone_emploi")["libelle_long"].sort_values()
        codes = ["", *zones.index]
        st.selectbox(
            "Communes de",
            codes,
            width=240,
            format_func=lambda code: zones[code] if code else "toute la France",
            **memoire.commande("zone", "index", codes),
        )


def date(etat: EtatCarte) -> None:
    """Liste des dates, pour qui lit le tableau : le curseur, lui, est dans la carte."""
    periodes = entrepot.periodes(etat.indicateur, etat.niveau)[::-1]
    if len(periodes) < 2:  # noqa: PLR2004 - une seule date : rien à choisir
        return
    cle = f"carte.date.{etat.indicateur}.{etat.niveau}"
    ouverture = memoire.accorder_widget(cle, periode_valide(etat.indicateur, etat.niveau, etat.date))
    st.selectbox(
        "Date du tableau et de la carte",
        periodes,
        periodes.index(ouverture),
        width=270,
        format_func=formats.periode,
        key=cle,
        on_change=lambda: memoire.changer_date(st.session_state[cle]),
    )


def mise_en_classes(etat: EtatCarte) -> Reglages:
    """Mise en classes demandée par l'état : la même à la carte, à l'image et dans les exports."""
    return Reglages(etat.methode, etat.classes, etat.seuils, etat.par_date)


def classes(etat: EtatCarte) -> None:
    """Méthode, nombre de classes, seuils choisis, fond de plan."""
    with st.popover("Classes et fond", icon=":material/palette:"):
        methodes = list(METHODES)
        st.selectbox(
            "Méthode", methodes, format_func=METHODES.__getitem__, **memoire.commande("methode", "index", methodes)
        )
        if etat.methode == "manuelles":
            _seuils(etat)
        else:
            st.slider("Nombre de classes", CLASSES_MIN, CLASSES_MAX, **memoire.commande("classes"))
        st.toggle(
            "Classes recalculées pour la date montrée",
            help="Éteint, une couleur a le même sens à toutes les dates d'une série : les classes sont celles de la "
            "dernière. Allumé, chaque date a les siennes, et la lecture en continu s'arrête.",
            **memoire.commande("par_date"),
        )
        st.toggle(
            "Fond Plan IGN",
            help="Éteint par défaut : il vient de la Géoplateforme de l'IGN, un service extérieur à l'Atlas.",
            **memoire.commande("plan"),
        )


def _seuils(etat: EtatCarte) -> None:
    st.session_state["carte.seuils"] = " ; ".join(formats.nombre_simple(s) for s in etat.seuils)

    def noter() -> None:
        saisie = st.session_state["carte.seuils"]
        seuils = formats.lire_nombres(saisie) if saisie.strip() else ()
        if seuils is None:
            st.session_state["carte.seuils_refuses"] = saisie
        else:
            memoire.changer(seuils=seuils)
            st.session_state[memoire.RELANCER] = True

    st.text_input("Seuils, séparés par « ; »", placeholder="5 ; 7,5 ; 10", key="carte.seuils", on_change=noter)
    refuses = st.session_state.pop("carte.seuils_refuses", None)
    if refuses:
        refuses = brut(refuses[:60])
        st.warning(f"« {refuses} » n'est pas une suite de 1 à 8 nombres séparés par « ; ». Seuils inchangés.")


def couches(etat: EtatCarte) -> None:
    """Maisons, actions, réseaux et programmes montrés sur la carte."""
    with st.popover("Points affichés", icon=":material/layers:"):
        _plusieurs("Maisons", "maisons", points.LIBELLES_CATEGORIES)
        _plusieurs("Fiabilité de la source", "fiabilite", points.FIABILITES)
        _plusieurs("Actions, par thème", "actions", points.THEMES_ACTIONS)
        premiere, derniere = points.annees_actions()
        if etat.actions:
            st.slider("Période des actions", premiere, derniere, **memoire.commande("annees"))
        _plusieurs("Réseaux et services", "reseaux", points.RESEAUX)
        _plusieurs("Programmes", "programmes", points.PROGRAMMES)


def _plusieurs(titre: str, champ: str, libelles: Mapping[str, str]) -> None:
    noms = dict(libelles)
    st.multiselect(
        titre, list(noms), format_func=noms.__getitem__, placeholder="Aucun", **memoire.commande(champ, "default")
    )

"""La carte où l'on choisit les communes : un clic ajoute, un autre retire."""

from __future__ import annotations

import streamlit as st

from donnees import entrepot
from geo.cartes.choix import etat_selection, etat_zones
from geo.territoires.perimetre import MAXIMUM_COMMUNES
from pages.carte import vivante
from pages.comprendre.perimetre import panier
from pages.interface import feuille
from pages.interface.texte import libeller

ZONES_MAX = 12
_ZONES = "perimetre.zones"


def afficher(retenues: tuple[str, ...]) -> None:
    """Communes des zones touchées par le périmètre, ou de celles qu'on a ouvertes ; sinon les zones de France."""
    ouvertes: list[str] = st.session_state.setdefault(_ZONES, [])
    appartenance = entrepot.table("appartenance").set_index("commune")["zone_emploi"]
    touchees = appartenance.loc[list(retenues)].value_counts().index.tolist()
    zones = list(dict.fromkeys([*ouvertes, *touchees]))[:ZONES_MAX]
    noms = entrepot.territoires("zone_emploi")["libelle_long"]
    choisies = st.multiselect(
        "Zones d'emploi dépliées en communes",
        noms.sort_values().index.tolist(),
        zones,
        format_func=libeller(dict(noms).__getitem__),
        placeholder="Touchez une zone sur la carte, ou cherchez-la ici",
        max_selections=ZONES_MAX,
    )
    st.session_state[_ZONES] = choisies
    theme = feuille.theme()
    if choisies:
        vivante.choisir(etat_selection(choisies, retenues, theme), "choix", panier.basculer)
        st.caption(f"Touchez une commune pour l'ajouter ou la retirer (au plus {MAXIMUM_COMMUNES}).")
    else:
        vivante.choisir(etat_zones(theme), "choix-zones", _ouvrir)
        st.caption("Touchez une zone d'emploi pour voir ses communes.")


def _ouvrir(zone: str) -> None:
    if zone in entrepot.territoires("zone_emploi").index:
        st.session_state[_ZONES] = [*st.session_state.get(_ZONES, []), zone][:ZONES_MAX]

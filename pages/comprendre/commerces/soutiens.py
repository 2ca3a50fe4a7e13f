"""Commerces et création › Créations : programmes, structures d'appui et actions relevées, vus du territoire."""

from __future__ import annotations

from html import escape

import streamlit as st

from geo.actions import presence
from geo.commerces import soutiens as appuis
from geo.commerces.soutiens import Programme, Structure
from geo.ecriture import formats
from geo.sorties.metadonnees import Sujet
from geo.territoires import Territoire
from geo.territoires.index import index
from pages.comprendre.commerces.tete import notes
from pages.interface import liens, registre, tableau, telechargement

THEMES = ("creation_reprise", "commerce_proximite")


def soutiens(territoire: Territoire) -> None:
    """Ce qui peut aider ici."""
    st.header("Programmes qui peuvent aider", anchor=False)
    _programmes(territoire)
    st.header("Structures d'appui", anchor=False)
    _structures(territoire)
    st.header("Actions relevées : création, reprise, commerce", anchor=False)
    _actions(territoire)


def _programmes(territoire: Territoire) -> None:
    trouves = appuis.programmes(territoire)
    if not trouves:
        st.info("Aucun des programmes suivis par l'Atlas ne concerne une commune d'ici.")
        return
    _table(("Programme", "Où", "Habitants concernés"), "".join(map(_programme, trouves)))
    notes(
        "Sources : "
        + " ; ".join(dict.fromkeys(f"{p.source} ({formats.date_partielle(p.date)})" for p in trouves))
        + ".",
        "Habitants concernés : ceux des communes listées par la source.",
        *dict.fromkeys(p.precaution for p in trouves if p.precaution),
    )
    emportes = appuis.table_programmes(territoire)
    telechargement.table(Sujet(f"Programmes : {territoire.libelle}", ("programmes", territoire)), emportes)


def _programme(programme: Programme) -> str:
    communes = formats.avec_unite(programme.communes, "communes")
    lieu = f"{escape(programme.noms)}<small>{communes}</small>" if programme.noms else communes
    part = formats.avec_unite(programme.part, "%", 1)
    return f'<tr><th scope="row">{escape(programme.libelle)}</th><td>{lieu}</td><td><b>{part}</b></td></tr>'


def _structures(territoire: Territoire) -> None:
    trouvees = appuis.structures(territoire)
    nom = index().noms[appuis.principale(territoire)]
    _table(("Structure", "Dans le territoire", f"La plus proche de {nom}"), "".join(map(_structure, trouvees)))
    notes(
        "Sources : "
        + " ; ".join(dict.fromkeys(f"{s.source} ({formats.date_partielle(s.date)})" for s in trouvees))
        + ".",
        f"Distance à vol d'oiseau depuis {nom}, la commune la plus peuplée ; l'adresse a pu changer depuis la source.",
    )
    emportees = appuis.table_structures(territoire)
    telechargement.table(
        Sujet(f"Structures d'appui : {territoire.libelle}", ("structures-d-appui", territoire)), emportees
    )


def _structure(structure: Structure) -> str:
    proche = (
        f"{escape(structure.nom)}<small>{escape(structure.ville)}, {formats.avec_unite(structure.km, 'km', 1)}</small>"
    )
    cellules = f"<td><b>{formats.nombre(structure.dedans)}</b></td>"
    cellules += f"<td>{proche if structure.nom else 'aucune sur cette terre'}</td>"
    return f'<tr><th scope="row">{escape(structure.libelle)}</th>{cellules}</tr>'


def _table(colonnes: tuple[str, ...], corps: str) -> None:
    tete = tableau.entetes(map(escape, colonnes))
    st.html(f'<table class="atlas-commerces-table"><thead><tr>{tete}</tr></thead><tbody>{corps}</tbody></table>')


def _actions(territoire: Territoire) -> None:
    """Un lien par action vers sa fiche."""
    if registre.en_panne():
        st.warning("Le registre des actions ne répond pas : réessayez plus tard.")
        return
    toutes = registre.releve().actions
    ici = presence.actions(toutes[toutes["theme"].isin(THEMES)], territoire.communes)
    if ici.empty:
        st.info("L'Atlas n'en connaît aucune ici, ce qui ne veut pas dire qu'il n'y en a pas.")
    liens.actions(ici, "actions-commerces", " au plan d'actions")

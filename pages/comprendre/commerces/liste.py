"""Le tableau de tous les types : barre, distance, densité, chacune face à ses repères ; un vrai tableau HTML."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

import streamlit as st

from geo.commerces import phrases
from geo.commerces.acces import Acces, Temoins
from geo.commerces.types import Type
from geo.ecriture import formats
from pages.interface import tableau


def montrer(mesures: Sequence[Acces], en_face: Sequence[Acces], nom: str, proches: Temoins, choisi: Type) -> None:
    """Une ligne par type.

    Parameters
    ----------
    mesures, en_face : sequence of Acces
        Le territoire et son comparateur, dans le même ordre ; ``en_face`` peut être vide.
    nom : str
        Nom du comparateur.
    choisi : Type
        Type regardé, dont la ligne est marquée.
    """
    autres: Sequence[Acces | None] = en_face or [None] * len(mesures)
    temoin = "semblables" if proches.zone else "zones d'emploi"
    lignes = "".join(
        _ligne(mesure, autre, nom, proches.mediane(mesure.type), temoin, choisie=mesure.type == choisi)
        for mesure, autre in zip(mesures, autres, strict=True)
    )
    tete = tableau.entetes(["Type"]) + tableau.entetes(["Habitants sans dans leur commune"], ' class="large"')
    tete += tableau.entetes(("Distance moyenne, tous habitants", "Pour 10 000 hab."))
    titre = '<caption class="atlas-commerces-cache">Accès à chaque commerce ou service</caption>'
    st.html(
        f'<table class="atlas-commerces-table atlas-commerces-acces">{titre}<thead><tr>{tete}</tr></thead>'
        f"<tbody>{lignes}</tbody></table>"
    )


def _ligne(  # noqa: PLR0913 - une colonne par repère
    mesure: Acces, autre: Acces | None, nom: str, mediane: float, temoin: str, *, choisie: bool
) -> str:
    marque = ' class="choisie" aria-current="true"' if choisie else ""
    libelle = f"{escape(mesure.type.libelle)}{' <small>type choisi</small>' if choisie else ''}"
    if not mesure.communes:
        return f'<tr{marque}><th scope="row">{libelle}</th><td colspan="3">non relevé ici</td></tr>'
    if not mesure.type.determine:
        dit = f"{phrases.releves(mesure.nombre)} ; composition de la famille non documentée, non classée"
        return f'<tr{marque}><th scope="row">{libelle}</th><td colspan="3">{dit}</td></tr>'
    return (
        f'<tr{marque}><th scope="row">{libelle}</th>'
        f'<td class="large">{_barre(mesure, autre)}<b>{phrases.pour_cent(mesure.part)}</b>'
        f"{_repere(nom, phrases.pour_cent(autre.part) if autre else '')}</td>"
        f"<td><b>{phrases.km(mesure.km)}</b>{_repere(nom, phrases.km(autre.km) if autre else '')}</td>"
        f"<td><b>{formats.nombre(mesure.densite, 1)}</b>{_repere(temoin, formats.nombre(mediane, 1))}</td></tr>"
    )


def _barre(mesure: Acces, autre: Acces | None) -> str:
    """Barre de la part, et un trait où est le comparateur ; les nombres la redisent."""
    trait = f'<s style="left:{autre.part:.1f}%"></s>' if autre and math.isfinite(autre.part) else ""
    large = 0.0 if math.isnan(mesure.part) else mesure.part
    return f'<span class="barre" aria-hidden="true"><i style="width:{large:.1f}%"></i>{trait}</span>'


def _repere(nom: str, valeur: str) -> str:
    return f" <small>{escape(nom)} {valeur}</small>" if nom and valeur else ""

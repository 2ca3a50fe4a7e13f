"""Les vues de la comparaison qui situent les territoires parmi les 306 zones : essaim, nuage, deux cartes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo.ecriture import formats
from geo.graphiques.nuage import correler
from geo.mesures.repartitions import repartir
from geo.objets import comparer
from geo.territoires import Territoire
from pages.carte import vivante
from pages.interface import adresse, feuille
from pages.interface.figures import montrer, theme
from pages.interface.provenance import provenance
from pages.interface.texte import brut

Choisis = Sequence[Territoire]


def essaim(choisis: Choisis) -> None:
    """Les 306 zones d'emploi en essaim, les territoires choisis nommés."""
    identifiant = adresse.choisir(st.selectbox, "Indicateur", "x", comparer.zones(), "chomage_localise")
    dessin = comparer.essaim(choisis, identifiant, theme())
    montrer(dessin, f"essaim-{identifiant}")
    dire(dessin.note)
    provenance(identifiant, repartir(identifiant, "zone_emploi").periode)


def dire(note: str) -> None:
    """Ce qu'il faut savoir pour lire la figure, s'il y a quelque chose à dire."""
    if note:
        st.caption(brut(note))


def nuage(choisis: Choisis) -> None:
    """Deux indicateurs croisés sur les 306 zones d'emploi, avec leur corrélation."""
    gauche, droite = st.columns(2)
    abscisse = adresse.choisir(gauche.selectbox, "En abscisse", "x", comparer.zones(), "chomage_localise")
    ordonnee = adresse.choisir(droite.selectbox, "En ordonnée", "y", comparer.zones(), "taux_pauvrete")
    dessin = comparer.nuage(choisis, abscisse, ordonnee, theme())
    montrer(dessin, f"nuage-{abscisse}-{ordonnee}")
    zones = [repartir(identifiant, "zone_emploi") for identifiant in (abscisse, ordonnee)]
    lien = correler(zones[0].valeurs, zones[1].valeurs)
    if lien.r is not None and lien.rho is not None:
        st.write(
            f"Corrélation : **r = {formats.nombre(lien.r, 2)}** (Pearson), "
            f"ρ = {formats.nombre(lien.rho, 2)} (Spearman), n = {lien.n} zones d'emploi. "
            "Une corrélation ne dit pas une cause."
        )
    else:
        st.info(f"Trop peu de zones ont les deux valeurs ({lien.n}) : pas de corrélation.")
    dire(dessin.note)
    provenance(abscisse)
    if ordonnee != abscisse:
        provenance(ordonnee)


def cartes(choisis: Choisis) -> None:
    """Un indicateur à deux dates, deux cartes liées, mêmes classes."""
    identifiant = adresse.choisir(st.selectbox, "Indicateur", "x", comparer.suivis(), "chomage_localise")
    periodes = {p: formats.periode(p) for p in comparer.periodes(identifiant)}
    gauche, droite = st.columns(2)
    avant = adresse.choisir(gauche.selectbox, "Carte de gauche", "avant", periodes, next(iter(periodes)))
    apres = adresse.choisir(droite.selectbox, "Carte de droite", "apres", periodes, list(periodes)[-1])
    carte = comparer.cartes(choisis, identifiant, (avant, apres), feuille.theme())
    vivante.montrer(carte, "deux")
    dire(carte.note)
    provenance(identifiant, citation=carte.source)

"""Les vues de la comparaison qui situent les territoires parmi les 306 zones : essaim, nuage, deux cartes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import streamlit as st

from donnees.catalogue import charger
from geo.ecriture import formats
from geo.graphiques import lectures
from geo.graphiques.essaim import essaim as figure_essaim
from geo.graphiques.nuage import correler
from geo.graphiques.nuage import nuage as figure_nuage
from geo.mesures import comparaison
from geo.mesures.profils import avec_choisis
from geo.mesures.repartitions import Repartition, repartir
from geo.territoires import Territoire
from pages.carte import vivante
from pages.interface import adresse
from pages.interface.figures import montrer, theme
from pages.interface.provenance import provenance
from pages.interface.texte import brut

Choisis = Sequence[Territoire]


def _taux() -> dict[str, str]:
    """Indicateurs qui ont une valeur par zone d'emploi."""
    return {i: f.libelle for i, f in charger().indicateurs.items() if "zone_emploi" in f.niveaux}


def _places(choisis: Choisis, *montrees: Repartition) -> dict[str, str]:
    """Code → nom des territoires choisis, comme `geo.mesures.profils.avec_choisis` les place et les nomme."""
    noms = comparaison.noms_distincts(choisis)
    codes = [t.code if t.niveau == "zone_emploi" else t.niveau + t.code for t in choisis]
    places = dict(zip(codes, noms, strict=True))
    autres = [t.niveau + t.code for t in choisis if t.niveau != "zone_emploi"]
    rebaptises = {code: r.libelles[r.codes.index(code)] for r in montrees for code in autres if code in r.codes}
    return places | {code: libelle for code, libelle in rebaptises.items() if libelle != places[code]}


def _dire_absents(choisis: Choisis, *montrees: Repartition) -> None:
    absents = [
        nom for code, nom in _places(choisis).items() if any(not _situe(repartition, code) for repartition in montrees)
    ]
    if absents:
        st.caption(f"Sans valeur à cette période, donc hors de la figure : {', '.join(map(brut, absents))}.")


def _situe(repartition: Repartition, code: str) -> bool:
    return code in repartition.codes and math.isfinite(repartition.valeurs[repartition.codes.index(code)])


def essaim(choisis: Choisis) -> None:
    """Les 306 zones d'emploi en essaim, les territoires choisis nommés."""
    identifiant = adresse.choisir(st.selectbox, "Indicateur", "x", _taux(), "chomage_localise")
    noms = comparaison.noms_distincts(choisis)
    repartition = avec_choisis(repartir(identifiant, "zone_emploi"), choisis, noms)
    places = _places(choisis, repartition)
    dessin = figure_essaim(repartition, places, theme=theme())
    montrer(dessin, f"essaim-{identifiant}", lectures.essaim(repartition, places))
    _dire_absents(choisis, repartition)
    provenance(identifiant, repartition.periode)


def nuage(choisis: Choisis) -> None:
    """Deux indicateurs croisés sur les 306 zones d'emploi, avec leur corrélation."""
    gauche, droite = st.columns(2)
    abscisse = adresse.choisir(gauche.selectbox, "En abscisse", "x", _taux(), "chomage_localise")
    ordonnee = adresse.choisir(droite.selectbox, "En ordonnée", "y", _taux(), "taux_pauvrete")
    noms = comparaison.noms_distincts(choisis)
    zones = [repartir(identifiant, "zone_emploi") for identifiant in (abscisse, ordonnee)]
    x, y = (avec_choisis(repartition, choisis, noms) for repartition in zones)
    places = _places(choisis, x, y)
    dessin = figure_nuage(x, y, places, theme=theme()).figure
    montrer(dessin, f"nuage-{abscisse}-{ordonnee}", lectures.nuage(x, y, places))
    lien = correler(zones[0].valeurs, zones[1].valeurs)
    if lien.r is not None and lien.rho is not None:
        st.write(
            f"Corrélation : **r = {formats.nombre(lien.r, 2)}** (Pearson), "
            f"ρ = {formats.nombre(lien.rho, 2)} (Spearman), n = {lien.n} zones d'emploi. "
            "Une corrélation ne dit pas une cause."
        )
    else:
        st.info(f"Trop peu de zones ont les deux valeurs ({lien.n}) : pas de corrélation.")
    _dire_absents(choisis, x, y)
    provenance(abscisse)
    if ordonnee != abscisse:
        provenance(ordonnee)


def cartes(choisis: Choisis) -> None:
    """Un indicateur à deux dates, deux cartes liées, mêmes classes."""
    suivis = {i: f.libelle for i, f in charger().indicateurs.items() if len(_periodes(i)) > 1}
    identifiant = adresse.choisir(st.selectbox, "Indicateur", "x", suivis, "chomage_localise")
    periodes = {p: formats.periode(p) for p in _periodes(identifiant)}
    gauche, droite = st.columns(2)
    avant = adresse.choisir(gauche.selectbox, "Carte de gauche", "avant", periodes, next(iter(periodes)))
    apres = adresse.choisir(droite.selectbox, "Carte de droite", "apres", periodes, list(periodes)[-1])
    cerne = next((t for t in choisis if t.niveau in vivante.CERNABLES), None)
    vivante.montrer_deux(identifiant, avant, apres, cerne)
    precision = f" Cerné sur les deux : {brut(cerne.libelle)}." if cerne else ""
    st.caption(
        f"Mêmes classes sur les deux cartes : une même couleur y a le même sens. Elles bougent ensemble.{precision}"
    )
    provenance(identifiant, avant, apres)


def _periodes(identifiant: str) -> tuple[str, ...]:
    fiche = charger().indicateurs[identifiant]
    taux = "zone_emploi" in fiche.niveaux and fiche.representation == "taux"
    return tuple(sorted(p for p in fiche.periodes if taux))

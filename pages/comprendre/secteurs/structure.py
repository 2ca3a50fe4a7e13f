"""Secteurs et métiers › Secteurs : ce qui fait l'emploi, ce qui distingue, ce qui grandit, et la longue durée."""

from __future__ import annotations

from html import escape

import streamlit as st

from geo import comparables
from geo.ecriture import formats
from geo.objets import secteurs, series
from geo.objets.dessin import Dessin
from geo.secteurs import phrases, tables
from geo.secteurs.champs import FRANCE, avec_article, libelle_reference
from geo.secteurs.choix import Choix
from geo.secteurs.exposition import exposition
from geo.secteurs.structure import (
    EXPLIQUEES,
    INDECIS,
    LECTURES,
    PREMIER,
    Ligne,
    Resume,
    resumer,
    structure,
)
from geo.territoires import Territoire, lire
from pages.comprendre.secteurs import tableaux
from pages.comprendre.secteurs.choix import source, source_et_limite, sujet
from pages.interface import adresse
from pages.interface.figures import montrer, theme
from pages.interface.nombres import nombres
from pages.interface.provenance import provenance
from pages.interface.texte import brut

SERIES = {"emploi_salarie": "Tous les salariés, 1998-2023", "emploi_prive": "Privé, 2014-2024"}


def vue(zone: Territoire, choix: Choix) -> None:
    """Toute la vue."""
    selection = zone.code, choix.reference, choix.source, choix.nomenclature
    lignes = structure(*selection)
    _nombres(zone, choix, resumer(zone.code, choix.source, choix.nomenclature))
    _lectures(lignes)
    source_et_limite(choix, f"Fort ou non : face à {avec_article(choix.reference)}.")
    _figures(zone, choix, lignes)
    _tableau(zone, choix, lignes)
    st.header("Sur la longue durée", anchor=False)
    _courbes(zone)


def _nombres(zone: Territoire, choix: Choix, resume: Resume) -> None:
    """Quatre nombres : emploi, spécialisation, diversité, exposition."""
    debut, fin = choix.champ.bornes
    vue_ = exposition(zone.code, choix.source, choix.nomenclature)
    cases = (
        (formats.nombre(resume.total), f"{choix.champ.qui} en {fin}", _depuis(resume, debut)),
        (
            phrases.pourcent(vue_.part),
            "dans des secteurs en recul dans le pays",
            f"{phrases.pourcent(vue_.part_pays)} en France métropolitaine",
        ),
        (
            formats.nombre(resume.specialisation, 1),
            "spécialisation (Krugman, de 0 à 100)",
            f"0 : mêmes secteurs que {avec_article(FRANCE)}, en 38 secteurs",
        ),
        (
            formats.nombre(resume.equivalents, 1),
            "secteurs de même taille auraient la même concentration",
            f"Herfindahl : {formats.nombre(resume.herfindahl, 3)}",
        ),
    )
    nombres("atlas-secteurs-nombres", cases)


def _depuis(resume: Resume, debut: int) -> str:
    return f"{phrases.pourcent(resume.evolution, signe=True)} depuis {debut}"


def _lectures(lignes: tuple[Ligne, ...]) -> None:
    """Les lectures, en mots ; « premier employeur » seulement s'il y en a un."""
    st.header("Ce qui est fort, ce qui grandit, ce qui recule", anchor=False)
    lectures = phrases.lectures(lignes)
    cases = "".join(_lecture(cle, siennes) for cle, siennes in lectures.items() if siennes or cle != PREMIER)
    st.html(f'<dl class="atlas-secteurs-lectures">{cases}</dl>')


def _lecture(cle: str, lignes: list[Ligne]) -> str:
    noms = "".join(
        f"<li>{escape(ligne.libelle)} <small>{formats.nombre(ligne.effectif)} emplois, "
        f"{phrases.pourcent(ligne.evolution, signe=True)}</small></li>"
        for ligne in lignes[:4]
    )
    reste = len(lignes) - 4
    suite = f"<li><small>et {reste} autre{'s' if reste > 1 else ''}</small></li>" if reste > 0 else ""
    corps = f"<ul>{noms}{suite}</ul>" if lignes else "<p>Aucun secteur d'effectif suffisant.</p>"
    titre = LECTURES[cle][:1].upper() + LECTURES[cle][1:]
    large = ' class="large"' if cle == INDECIS else ""
    return f"<div{large}><dt>{titre}<small>{escape(EXPLIQUEES[cle])}</small></dt><dd>{corps}</dd></div>"


def _figures(zone: Territoire, choix: Choix, lignes: tuple[Ligne, ...]) -> None:
    """Parts des plus gros secteurs, ce qui distingue la zone, poids et élan de chacun."""
    gros = sum(ligne.effectif > 0 for ligne in lignes) >= secteurs.GROS
    st.header(f"Les {secteurs.GROS} plus gros secteurs" if gros else "Ce qui fait l'emploi ici", anchor=False)
    _montrer(secteurs.parts(zone, choix, theme()), "secteurs-parts")
    st.header(f"Ce qui distingue {brut(zone.libelle)}", anchor=False)
    if quotients := secteurs.distingue(zone, choix, theme()):
        _montrer(quotients, "secteurs-quotients")
    else:
        st.info("Aucun secteur ne s'écarte de la référence au-delà du hasard des petits effectifs.")
    st.header("Poids et élan de chaque secteur", anchor=False)
    _montrer(secteurs.poids(zone, choix, theme()), "secteurs-bulles")


def _montrer(dessin: Dessin, cle: str) -> None:
    montrer(dessin, cle)
    source(dessin)


def _tableau(zone: Territoire, choix: Choix, lignes: tuple[Ligne, ...]) -> None:
    """Tableau équivalent aux trois figures, et ses exports."""
    st.header("Tous les secteurs", anchor=False)
    montree = tables.structure(lignes, choix.champ, choix.reference)
    tableaux.montrer(montree, "Tous les secteurs : effectifs, parts, quotients, évolutions")
    source_et_limite(choix, "« — » : effectif non disponible, qui n'est pas un zéro.")
    titre = f"Secteurs : {zone.libelle}"
    notes = [f"Référence : {libelle_reference(choix.reference)}.", choix.champ.limite]
    tableaux.emporter(
        "secteurs",
        sujet(titre, "secteurs", zone, choix),
        {
            "CSV": lambda: tables.emporter(montree, zone.libelle, choix.champ, choix.nomenclature, choix.reference),
            "XLSX": lambda: tables.classeur(titre, [("Secteurs", montree, notes)], [choix.champ.source]),
        },
        "specialisation",
    )


@st.fragment
def _courbes(zone: Territoire) -> None:
    """Séries longues en indice : la zone, la France, deux zones semblables."""
    serie = adresse.choisir(st.segmented_control, "Série", "serie", SERIES, "emploi_salarie")
    proches = [lire("zone_emploi", voisin.code) for voisin in comparables.semblables(zone.code).voisins[:2]]
    if dessin := series.courbes((zone, lire("france", "FR"), *proches), serie, theme()):
        montrer(dessin, f"secteurs-serie-{serie}")
    citation = dessin.source if dessin else ""
    noms = " et ".join(t.libelle for t in proches)
    semblables = f" {noms} : les zones d'emploi les plus semblables, tous thèmes réunis." if noms else ""
    provenance(serie, note=f"{series.INDICE}{semblables}", citation=citation)

"""Secteurs et métiers › Secteurs : ce qui fait l'emploi, ce qui distingue, ce qui grandit, et la longue durée."""

from __future__ import annotations

from html import escape

import streamlit as st

from donnees.catalogue import charger
from geo import comparables
from geo.ecriture import formats
from geo.graphiques import lectures as lectures_figures
from geo.graphiques.bulles import Bulle, bulles
from geo.graphiques.quotients import Quotient, quotients
from geo.graphiques.structure import structure as figure_structure
from geo.graphiques.tendance import dates, tendance
from geo.mesures import comparaison
from geo.secteurs import phrases, tables
from geo.secteurs.champs import FRANCE, avec_article, libelle_reference
from geo.secteurs.exposition import exposition
from geo.secteurs.structure import (
    EFFECTIF_LISIBLE,
    EXPLIQUEES,
    INDECIS,
    LECTURES,
    PREMIER,
    Ligne,
    Resume,
    resumer,
    specialites,
    structure,
)
from geo.territoires import Territoire, lire
from pages.comprendre.secteurs import tableaux
from pages.comprendre.secteurs.choix import Choix, source_et_limite, sujet
from pages.interface import adresse, integration
from pages.interface.figures import courbe, laisser_peindre, montrer, theme
from pages.interface.nombres import nombres
from pages.interface.provenance import provenance
from pages.interface.texte import brut

GROS, DISTINGUES, MANQUES = 10, 8, 4
SERIES = {"emploi_salarie": "Tous les salariés, 1998-2023", "emploi_prive": "Privé, 2014-2024"}
CADRANS = {
    "haut_droit": LECTURES["fort_croissance"],
    "bas_droit": LECTURES["fort_recul"],
    "haut_gauche": LECTURES["emergent"],
    "bas_gauche": LECTURES["faible"],
}


def vue(zone: Territoire, choix: Choix) -> None:
    """Toute la vue."""
    selection = zone.code, choix.reference, choix.source, choix.nomenclature
    lignes = structure(*selection)
    _nombres(zone, choix, resumer(zone.code, choix.source, choix.nomenclature))
    _lectures(lignes)
    source_et_limite(choix, f"Fort ou non : face à {avec_article(choix.reference)}.")
    laisser_peindre("secteurs")
    _gros(zone, choix, lignes)
    _distingue(zone, choix, lignes)
    _bulles(choix, lignes)
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


def _gros(zone: Territoire, choix: Choix, lignes: tuple[Ligne, ...]) -> None:
    """Parts des plus gros secteurs face à la référence."""
    gros = [ligne for ligne in lignes if ligne.effectif > 0][:GROS]
    st.header("Ce qui fait l'emploi ici" if len(gros) < GROS else f"Les {GROS} plus gros secteurs", anchor=False)
    parts = [ligne.part for ligne in gros], [ligne.part_reference for ligne in gros], [ligne.libelle for ligne in gros]
    reference = libelle_reference(choix.reference)
    figure = figure_structure(*parts, territoire=zone.libelle, comparateur=reference, theme=theme())
    lecture = lectures_figures.structure(*parts, territoire=zone.libelle, comparateur=reference)
    montrer(figure, "secteurs-parts", lecture)
    source_et_limite(choix, f"Part de l'emploi en {choix.champ.bornes[1]}, en %.")


def _distingue(zone: Territoire, choix: Choix, lignes: tuple[Ligne, ...]) -> None:
    """Quotients des secteurs qui distinguent le plus la zone, dans un sens et dans l'autre."""
    st.header(f"Ce qui distingue {brut(zone.libelle)}", anchor=False)
    fortes = specialites(lignes, DISTINGUES)
    manques = [ligne for ligne in lignes if ligne.ecart < 0 and ligne.effectif > 0]
    manques.sort(key=lambda ligne: ligne.part - ligne.part_reference)
    choisies = sorted([*fortes, *manques[:MANQUES]], key=lambda ligne: -ligne.ql)
    if not choisies:
        st.info("Aucun secteur ne s'écarte de la référence au-delà du hasard des petits effectifs.")
        return
    points = [
        Quotient(ligne.libelle, ligne.ql, ligne.bas, ligne.haut, phrases.ecart(ligne), bool(ligne.ecart))
        for ligne in choisies
    ]
    reference = libelle_reference(choix.reference)
    lecture = lectures_figures.quotients(points, reference=reference)
    montrer(quotients(points, reference=reference, theme=theme()), "secteurs-quotients", lecture)
    source_et_limite(
        choix,
        "Quotient de localisation : part du secteur ici ÷ sa part dans la référence. Losange : plus présent ; carré : "
        "moins présent ; trait : intervalle à 95 % (loi de Poisson), large pour les petits effectifs.",
    )


def _bulles(choix: Choix, lignes: tuple[Ligne, ...]) -> None:
    """Quotient × évolution × taille."""
    debut, fin = choix.champ.bornes
    st.header("Poids et élan de chaque secteur", anchor=False)
    points = [
        Bulle(
            ligne.libelle, ligne.ql, ligne.evolution, ligne.effectif, LECTURES[ligne.lecture], ligne.lecture != INDECIS
        )
        for ligne in lignes
        if ligne.lecture
    ]
    abscisse, ordonnee = f"Quotient, 1 = {libelle_reference(choix.reference)}", f"Évolution {debut}-{fin} (%)"
    figure = bulles(points, CADRANS, abscisse=abscisse, ordonnee=ordonnee, theme=theme())
    montrer(figure, "secteurs-bulles", lectures_figures.bulles(points, abscisse=abscisse, ordonnee=ordonnee))
    source_et_limite(
        choix,
        f"Aire : nombre d'emplois en {fin} ; rond : en croissance, carré : en recul. Secteurs d'au moins "
        f"{EFFECTIF_LISIBLE} emplois aux deux dates ; « {LECTURES[INDECIS]} » : à moins de l'incertitude à 95 %.",
    )


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
    fiche = charger().indicateurs[serie]
    proches = [lire("zone_emploi", voisin.code) for voisin in comparables.semblables(zone.code).voisins[:2]]
    traces = (zone, lire("france", "FR"), *proches)
    courbes = [trace for territoire in traces if (trace := courbe(territoire, serie))]
    figure = tendance(courbes, fiche.unite, fiche.decimales, indice=True, theme=theme())
    lecture = lectures_figures.tendance(courbes, fiche.unite, fiche.decimales, indice=True)
    montrer(figure, f"secteurs-serie-{serie}", lecture)
    noms = " et ".join(t.libelle for t in proches)
    semblables = f" {noms} : les zones d'emploi les plus semblables, tous thèmes réunis." if noms else ""
    provenance(serie, *dates(courbes), note=f"Indice 100 à la première date commune.{semblables}")
    parametres = {"indicateur": serie, "avec": comparaison.ecrire(traces)}
    integration.proposer("courbe", parametres, f"{fiche.libelle} : {zone.libelle}")

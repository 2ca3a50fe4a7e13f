"""Les vues du plan d'actions : liste, calendrier, carte, tableau, et les fichiers à emporter."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from donnees.registre.echanges import exportation
from donnees.registre.services import Fiche
from donnees.vocabulaire import LIBELLES_STATUTS, StatutAction
from geo.actions import progres
from geo.actions import tables as vues
from geo.actions.points import THEMES_ACTIONS
from geo.ecriture import formats
from geo.graphiques import calendrier
from pages.cadre import plan
from pages.carte import vivante
from pages.interface import figures, registre, tableau, telechargement
from pages.interface.texte import brut

PAR_PAGE = 15
TABLEUR_MAX = 30_000  # une cellule XLSX s'arrête à 32 767 signes, échappements compris
STATUTS_DITS = {
    StatutAction.PREVUE: ("prévue", "prévues"),
    StatutAction.EN_COURS: ("en cours", "en cours"),
    StatutAction.SUSPENDUE: ("suspendue", "suspendues"),
    StatutAction.TERMINEE: ("terminée", "terminées"),
    StatutAction.ABANDONNEE: ("abandonnée", "abandonnées"),
    StatutAction.NON_PRECISE: ("au statut non précisé", "au statut non précisé"),
}
VUES = {"liste": "Liste", "calendrier": "Calendrier", "carte": "Carte", "tableau": "Tableau"}
EXPORTS: dict[str, tuple[str, Callable[[Sequence[Fiche]], bytes]]] = {
    "csv": ("CSV", exportation.csv),
    "xlsx": ("XLSX", exportation.xlsx),
    "geojson": ("GeoJSON", lambda fiches: exportation.geojson(fiches, _points(fiches))),
    "ics": ("Calendrier (iCalendar)", lambda fiches: exportation.icalendar(fiches, _adresse())),
}


def phrase(retenues: Sequence[Fiche]) -> str:
    """« 12 actions de 4 maisons : 3 en cours, 9 terminées. »."""
    if not retenues:
        return "Aucune action ne répond à ces filtres."
    maisons = len({fiche.maison for fiche in retenues if fiche.maison})
    statuts = Counter(fiche.statut for fiche in retenues)
    details = ", ".join(
        f"{formats.nombre(nombre)} {STATUTS_DITS[statut][nombre > 1]}"
        for statut in LIBELLES_STATUTS
        if (nombre := statuts[statut])
    )
    de = f" de {formats.nombre(maisons)} maison{'s' if maisons > 1 else ''}" if maisons else ""
    return f"{formats.nombre(len(retenues))} action{'s' if len(retenues) > 1 else ''}{de} : {details}."


def liste(retenues: Sequence[Fiche]) -> None:
    """Cartes paginées, chaque titre menant à la fiche."""
    ordre = sorted(retenues, key=lambda fiche: fiche.debut or fiche.fin, reverse=True)
    pages = max(math.ceil(len(ordre) / PAR_PAGE), 1)
    place = st.container(key="plan-liste")
    page = int(st.number_input(f"Page (sur {pages})", 1, pages, 1, width=160)) if pages > 1 else 1
    with place:
        for fiche in ordre[(page - 1) * PAR_PAGE : page * PAR_PAGE]:
            _carton(fiche)


def _carton(fiche: Fiche) -> None:
    with st.container(border=True, gap="xsmall"):
        st.page_link(plan.PLAN_ACTIONS, label=f"**{brut(fiche.titre)}**", query_params={"action": fiche.cle})
        maison = brut(vues.nom_maison(fiche) or "sans maison nommée")
        st.caption(
            f"{brut(LIBELLES_STATUTS[fiche.statut])}{' · archivée' if fiche.archivee else ''} · "
            f"{brut(THEMES_ACTIONS[fiche.theme])} · {quand(fiche)} · {maison}"
        )
        if fiche.partenaires:
            st.caption(f"Avec {brut(', '.join(p.nom for p in fiche.partenaires[:4]))}{_suite(len(fiche.partenaires))}")
        for mesure in fiche.suivis[:1]:
            st.caption(brut(f"{mesure.libelle} : {progres.progres(mesure).phrase}"))


def _suite(nombre: int) -> str:
    return f" et {nombre - 4} autres" if nombre > 4 else ""  # noqa: PLR2004 - quatre noms tiennent sur une ligne


def quand(fiche: Fiche) -> str:
    """« mars 2026 → 2027 », « depuis 2019 », « date inconnue »."""
    if not fiche.debut and not fiche.fin:
        return "date inconnue"
    debut, fin = formats.date_partielle(fiche.debut), formats.date_partielle(fiche.fin)
    texte = f"{debut} → {fin}" if debut and fin and debut != fin else debut or f"jusqu'à {fin}"
    return f"{texte} (année déduite)" if fiche.date_inferee else texte


def calendrier_des_actions(retenues: Sequence[Fiche]) -> None:
    """Diagramme de Gantt ; dit ce qu'il ne peut placer."""
    figure = calendrier.calendrier(retenues, theme=figures.theme())
    figures.montrer(figure, "calendrier-actions")
    st.caption("Une date connue à l'année couvre toute l'année. Le tableau dit la même chose, ligne par ligne.")


def carte(retenues: Sequence[Fiche]) -> None:
    """Actions retenues sur la carte ; un clic ouvre la fiche."""
    vivante.montrer_actions([fiche.cle for fiche in retenues], "plan")


def tableau_des_actions(retenues: Sequence[Fiche]) -> None:
    """Tableau équivalent, triable."""
    lignes = [
        {
            "Action": fiche.titre,
            "Statut": LIBELLES_STATUTS[fiche.statut],
            "Thème": THEMES_ACTIONS[fiche.theme],
            "Maison": vues.nom_maison(fiche),
            "Début": fiche.debut,
            "Fin": fiche.fin,
            "Partenaires": " ; ".join(p.nom for p in fiche.partenaires),
            "Source": fiche.source,
        }
        for fiche in retenues
    ]
    tableau.montrer(pd.DataFrame(lignes), {}, "Actions retenues, une par ligne")


def emporter(retenues: Sequence[Fiche], nom: str = "atlas-actions") -> None:
    """Boutons d'export ; le fichier est composé au clic."""
    trop_long = any(len(fiche.description) > TABLEUR_MAX for fiche in retenues)
    with st.popover("Exporter", icon=":material/download:"):
        for suffixe, (libelle, composer) in EXPORTS.items():
            ferme, contenu = trop_long and suffixe == "xlsx", partial(composer, retenues)
            telechargement.proposer(libelle, f"{nom}.{suffixe}", contenu, large=True, ferme=ferme)
        st.caption("Le CSV et le XLSX se réimportent tels quels : mêmes colonnes, mêmes clés.")
        if trop_long:
            st.caption("Un texte dépasse ce qu'une cellule de tableur peut contenir : prenez le CSV.")


def _points(fiches: Sequence[Fiche]) -> dict[str, vues.Point | None]:
    sieges = {maison.cle: maison for maison in registre.releve().fiches_maisons}
    points = {fiche.cle: vues.point(fiche, sieges) for fiche in fiches}
    return {cle: point if math.isfinite(point[0]) else None for cle, point in points.items()}


def _adresse() -> str:
    return (st.context.url or "").split("?")[0]

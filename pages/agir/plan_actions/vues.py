"""Les vues du plan d'actions : liste, calendrier, carte, tableau."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from donnees.registre.services import Fiche
from donnees.vocabulaire import LIBELLES_STATUTS, StatutAction
from geo.actions import progres, tables
from geo.actions.groupes import RANGEMENTS, grouper
from geo.actions.points import THEMES_ACTIONS
from geo.ecriture import formats
from geo.objets import actions as objets
from geo.territoires import Territoire
from pages.agir.plan_actions import filtres
from pages.carte import vivante
from pages.interface import adresse, feuille, figures, liens, pagination, registre, tableau
from pages.interface.texte import brut

STATUTS_DITS = {
    StatutAction.PREVUE: ("prévue", "prévues"),
    StatutAction.EN_COURS: ("en cours", "en cours"),
    StatutAction.SUSPENDUE: ("suspendue", "suspendues"),
    StatutAction.TERMINEE: ("terminée", "terminées"),
    StatutAction.ABANDONNEE: ("abandonnée", "abandonnées"),
    StatutAction.NON_PRECISE: ("au statut non précisé", "au statut non précisé"),
}
TOUTES = "toutes"
VUES = {"liste": "Liste", "calendrier": "Calendrier", "carte": "Carte", "tableau": "Tableau"}


def choisir() -> str:
    """Vue choisie, dans l'adresse."""
    return adresse.choisir(st.segmented_control, "Voir en", "vue", VUES, "liste")


def montrer(vue: str, retenues: Sequence[Fiche], territoire: Territoire | None) -> None:
    """Les actions retenues, dans cette vue ; la carte cerne le territoire où on les cherche."""
    if vue == "carte":
        _carte(retenues, territoire)
    else:
        {"liste": _liste, "calendrier": _calendrier, "tableau": _tableau}[vue](retenues)


def phrase(retenues: Sequence[Fiche]) -> str:
    """« 12 actions de 4 maisons : 3 en cours, 9 terminées. »."""
    maisons = len({fiche.maison for fiche in retenues if fiche.maison})
    statuts = Counter(fiche.statut for fiche in retenues)
    details = ", ".join(
        f"{formats.nombre(nombre)} {STATUTS_DITS[statut][nombre > 1]}"
        for statut in LIBELLES_STATUTS
        if (nombre := statuts[statut])
    )
    combien = "d'une seule maison" if maisons == 1 else f"de {formats.nombre(maisons)} maisons"
    de = f" {combien}" if maisons else ""
    return f"{formats.nombre(len(retenues))} action{'s' if len(retenues) > 1 else ''}{de} : {details}."


def _liste(retenues: Sequence[Fiche]) -> None:
    """Cartes paginées, chaque titre menant à la fiche."""
    ordre = sorted(retenues, key=lambda fiche: fiche.debut or fiche.fin, reverse=True)
    place = st.container(key="plan-liste")
    tranche = pagination.tranche(len(ordre), 160)
    with place:
        for fiche in ordre[tranche]:
            _carton(fiche)


def _carton(fiche: Fiche) -> None:
    with st.container(border=True, gap="xsmall"):
        liens.action(f"**{brut(fiche.titre)}**", fiche.cle)
        maison = brut(tables.nom_maison(fiche) or "sans maison nommée")
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


def _calendrier(retenues: Sequence[Fiche]) -> None:
    """Diagramme de Gantt, groupé, d'un écran ; dit ce qu'il ne peut placer."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="plan-calendrier"):
        par = adresse.choisir(st.segmented_control, "Grouper par", "par", RANGEMENTS, "theme")
        groupes = {groupe.cle: groupe for groupe in grouper(retenues, par)}
        noms = {cle: f"{groupe.nom} ({len(groupe.fiches)})" for cle, groupe in groupes.items() if cle}
        choisi = adresse.choisir(
            st.selectbox, "Voir", f"groupe-{par}", {TOUTES: "Les plus récentes", **noms}, TOUTES, width=420
        )
    montrees = retenues if choisi == TOUTES else groupes[choisi].fiches
    groupe = {} if choisi == TOUTES else {f"groupe-{par}": choisi}
    dessin = objets.calendrier(montrees, par, filtres.parametres() | groupe, figures.theme())
    figures.montrer(dessin, "calendrier-actions")
    st.caption("Une date connue à l'année couvre toute l'année. Le tableau dit la même chose, ligne par ligne.")


def _carte(retenues: Sequence[Fiche], territoire: Territoire | None) -> None:
    """Actions retenues sur la carte, cadrée sur le territoire où on les cherche ; un clic ouvre la fiche."""
    fichier = registre.releve().fichiers["actions"]
    carte = objets.carte(retenues, fichier, filtres.parametres(), feuille.theme(), territoire)
    vivante.montrer_fiches(carte, "plan")


def _tableau(retenues: Sequence[Fiche]) -> None:
    """Tableau équivalent, triable."""
    lignes = [
        {
            "Action": fiche.titre,
            "Statut": LIBELLES_STATUTS[fiche.statut],
            "Thème": THEMES_ACTIONS[fiche.theme],
            "Maison": tables.nom_maison(fiche),
            "Début": fiche.debut,
            "Fin": fiche.fin,
            "Partenaires": " ; ".join(p.nom for p in fiche.partenaires),
            "Source": fiche.source,
        }
        for fiche in retenues
    ]
    tableau.montrer(pd.DataFrame(lignes), {}, "Actions retenues, une par ligne")

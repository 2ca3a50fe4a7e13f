"""Les filtres du plan d'actions ; chacun est un paramètre de l'adresse, donc du lien partagé."""

from __future__ import annotations

import re
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from donnees.registre.services import Fiche, Filtre
from donnees.vocabulaire import LIBELLES_STATUTS
from geo.actions import filtres
from geo.actions.points import THEMES_ACTIONS, annees_actions
from geo.territoires import Territoire
from pages.cadre import plan
from pages.interface import absence, adresse, recherche, registre, territoire_choisi
from pages.interface.texte import brut

CLE_PERIODE = "plan.periode"


def parametres() -> dict[str, str]:
    """Ce que l'adresse dit des actions retenues."""
    return {nom: st.query_params[nom] for nom in filtres.NOMS if nom in st.query_params}


@dataclass(frozen=True)
class Tri:
    """Les actions retenues, le territoire où on les cherche, et le nom des filtres posés."""

    retenues: list[Fiche]
    territoire: Territoire | None
    poses: tuple[str, ...]


def filtrer() -> Tri:
    """Pose les filtres ; rend ce qu'ils retiennent."""
    territoire = territoire_choisi.restreint()
    cherche, *autres = st.columns(4)
    texte = recherche.champ("Mot cherché", "clause, forum, soudeur…", emplacement=cherche, key="q", bind="query-params")
    filtre = _choisis(territoire, autres)
    if territoire:
        territoire_choisi.seulement(plan.PLAN_ACTIONS, "Seulement les actions qui touchent", territoire)
    retenues = [fiche for fiche in registre.lister(filtre) if filtres.contient(fiche, texte)]
    return Tri(retenues, territoire, tuple(nom for nom, pose in _poses(texte, filtre).items() if pose))


def _poses(texte: str, filtre: Filtre) -> dict[str, bool]:
    """Chaque filtre, nommé comme à l'écran, et s'il est posé."""
    return {
        "Mot cherché": bool(texte.strip()),
        "Thème": bool(filtre.themes),
        "Maison": bool(filtre.maisons),
        "Statut": bool(filtre.statuts),
        "Axe des textes": bool(filtre.axes_2013 or filtre.axes_2009),
        "Partenaire": bool(filtre.partenaires),
        "Années où l'action a couru": filtre.periode is not None,
    }


def expliquer_vide(tri: Tri) -> None:
    """Aucune action à montrer : dit pourquoi, et quoi faire."""
    if registre.en_panne():
        st.warning("Le registre des actions ne répond pas. Rechargez la page dans un instant.")
    elif tri.territoire or tri.poses:
        absence.dire("Aucune action", "qui touche", tri.territoire, tri.poses)
    else:
        st.info("Le registre est vide : une action dit qui fait quoi, où, avec qui, pour quel effet.")


def _choisis(territoire: Territoire | None, colonnes: list[DeltaGenerator]) -> Filtre:
    un, deux, trois = colonnes
    themes = adresse.plusieurs("Thème", "themes", THEMES_ACTIONS, emplacement=un)
    maisons = adresse.plusieurs("Maison", "maisons", registre.releve().noms_maisons, emplacement=deux)
    libelles = {statut.value: libelle for statut, libelle in LIBELLES_STATUTS.items()}
    statuts = adresse.plusieurs("Statut", "statuts", libelles, emplacement=trois)
    with st.expander("Axe, période, partenaire, territoire, archives"):
        axes = adresse.plusieurs("Axe des textes", "axes", filtres.AXES)
        partenaires = adresse.plusieurs("Partenaire", "partenaires", registre.partenaires())
        periode = _periode()
        archivees = st.toggle("Montrer aussi les actions archivées", key="archives", bind="query-params")
    return filtres.composer(
        themes=themes,
        maisons=maisons,
        statuts=statuts,
        axes=axes,
        partenaires=partenaires,
        communes=territoire.communes if territoire else (),
        periode=periode,
        archivees=archivees,
    )


def _periode() -> tuple[int, int] | None:
    """Années entières ; la plage complète ne filtre rien, et garde les actions sans date."""
    premiere, derniere = annees_actions()
    annees = st.query_params.get("annees", "")
    voulue = (premiere, derniere)
    if re.fullmatch(r"\d{4}_\d{4}", annees):
        debut, fin = (min(max(int(annee), premiere), derniere) for annee in annees.split("_"))
        voulue = (min(debut, fin), max(debut, fin))
    elif annees:
        st.warning(f"Le lien demandait la période « {brut(annees[:40])} », qui ne se lit pas : toutes les années.")
        adresse.ecrire("annees", "")
    if st.session_state.get(CLE_PERIODE) != voulue:
        st.session_state[CLE_PERIODE] = voulue
    st.slider("Années où l'action a couru", premiere, derniere, key=CLE_PERIODE, on_change=_noter_periode)
    return None if voulue == (premiere, derniere) else voulue


def _noter_periode() -> None:
    debut, fin = st.session_state[CLE_PERIODE]
    adresse.ecrire("annees", "" if (debut, fin) == annees_actions() else f"{debut}_{fin}")

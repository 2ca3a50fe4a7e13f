"""Les filtres du plan d'actions ; chacun est un paramètre de l'adresse, donc du lien partagé."""

from __future__ import annotations

import re
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from donnees.registre import services
from donnees.registre.droits import VISITEUR
from donnees.registre.services import Fiche, Filtre
from donnees.vocabulaire import (
    AXES_2009,
    AXES_2013,
    LIBELLES_PARTENAIRES,
    LIBELLES_STATUTS,
    NaturePartenaire,
    StatutAction,
    Theme,
)
from geo.actions.points import THEMES_ACTIONS, annees_actions
from geo.territoires import Territoire
from geo.territoires.recherche import normaliser
from pages.cadre import plan
from pages.interface import absence, adresse, recherche, registre, territoire_choisi
from pages.interface.texte import brut

CLE_PERIODE = "plan.periode"
AXES = {f"2013-{n}": f"2013, axe {n} : {t}" for n, t in AXES_2013.items()} | {
    f"2009-{n}": f"2009, axe {n} : {t}" for n, t in AXES_2009.items()
}


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
    retenues = [fiche for fiche in _lister(registre.jeton(), filtre) if _contient(fiche, texte)]
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
        axes = adresse.plusieurs("Axe des textes", "axes", AXES)
        partenaires = adresse.plusieurs("Partenaire", "partenaires", _partenaires(registre.jeton()))
        periode = _periode()
        archivees = st.toggle("Montrer aussi les actions archivées", key="archives", bind="query-params")
    return Filtre(
        themes=frozenset(map(Theme, themes)),
        axes_2013=_axes(axes, "2013"),
        axes_2009=_axes(axes, "2009"),
        maisons=frozenset(maisons),
        communes=frozenset(territoire.communes) if territoire else frozenset(),
        statuts=frozenset(map(StatutAction, statuts)),
        periode=periode,
        partenaires=frozenset(partenaires),
        archivees=archivees,
    )


def _axes(choisis: tuple[str, ...], texte: str) -> frozenset[int]:
    return frozenset(int(axe[5:]) for axe in choisis if axe.startswith(texte))


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


@st.cache_resource(show_spinner=False, max_entries=4)
def _partenaires(version: str) -> dict[str, str]:
    if version == registre.PANNE:
        return {}
    connus = services.partenaires(registre.ouvert(), VISITEUR)
    return {cle: f"{nom} ({LIBELLES_PARTENAIRES[NaturePartenaire(nature)]})" for cle, (nom, nature) in connus.items()}


@st.cache_resource(show_spinner=False, max_entries=64)
def _lister(version: str, filtre: Filtre) -> list[Fiche]:
    """Actions d'un filtre ; gardées tant que le registre ne change pas (la lecture est publique)."""
    return [] if version == registre.PANNE else services.lister(registre.ouvert(), VISITEUR, filtre)


def _contient(fiche: Fiche, texte: str) -> bool:
    mots = normaliser(texte).split()
    if not mots:
        return True
    partenaires = " ".join(partenaire.nom for partenaire in fiche.partenaires)
    cle = normaliser(f"{fiche.titre} {fiche.nom_maison} {partenaires} {fiche.description[:5000]}")
    return all(mot in cle for mot in mots)

"""Les territoires comparés : lus dans l'adresse, ajoutés par recherche, retirés d'un geste."""

from __future__ import annotations

import streamlit as st

from geo import territoires as tous
from geo.graphiques.svg import repere
from geo.mesures import comparaison
from geo.territoires import Territoire
from geo.territoires.niveaux import NOMS_NIVEAUX
from pages.interface import adresse, recherche, territoire_choisi
from pages.interface.texte import brut, ecrit


def territoires() -> list[Territoire]:
    """Territoires choisis ; pose les commandes pour en ajouter et en retirer."""
    choisis, refus = comparaison.relire(st.query_params.get("avec", ""))
    for message in refus:
        st.warning(brut(message), icon=":material/link_off:")
    _chercher(choisis)
    with st.container(horizontal=True, vertical_alignment="bottom", key="comparer-choix"):
        for rang, territoire in enumerate(choisis):
            st.button(
                brut(territoire.libelle),
                key=f"retirer.{rang}",
                icon=":material/close:",
                help=f"Retirer {brut(territoire.libelle)}",
                on_click=_poser,
                args=([t for t in choisis if t != territoire],),
            )
    return choisis


@st.fragment
def _chercher(choisis: list[Territoire]) -> None:
    """Champ et réponses ; au plus de territoires qu'une comparaison en tient, il se ferme."""
    plein = len(choisis) >= comparaison.MAXIMUM
    texte = recherche.champ("Ajouter un territoire", width=360, disabled=plein)
    lieux = [] if plein else territoire_choisi.trouver(texte, 8)
    with st.container(horizontal=True):
        for lieu in lieux:
            if st.button(
                f"{brut(lieu.libelle)} · {NOMS_NIVEAUX[lieu.genre][0]}",
                key=f"ajouter.{lieu.genre}.{lieu.code}",
                icon=":material/add:",
                on_click=_ajouter,
                args=(lieu.genre, lieu.code, choisis),
            ):
                st.rerun()


def _ajouter(niveau: str, code: str, choisis: list[Territoire]) -> None:
    _poser([*choisis, tous.lire(niveau, code)])


def _poser(choisis: list[Territoire]) -> None:
    adresse.ecrire("avec", comparaison.ecrire(choisis))


def legende(choisis: list[Territoire]) -> None:
    """Leurs noms, chacun derrière le signe et la couleur qu'il garde dans toutes les vues : ceux de son rang."""
    noms = enumerate(comparaison.noms_distincts(choisis))
    st.html(f'<p class="atlas-territoires">{"".join(f"<b>{repere(r)}{ecrit(nom)}</b>" for r, nom in noms)}</p>')


def invitation() -> None:
    """Sans territoire : quoi faire, et un exemple à ouvrir."""
    st.info(
        "Cherchez un territoire ci-dessus ; ajoutez-en jusqu'à cinq. "
        "Avec une seule zone d'emploi, « Qui me ressemble ? » vous propose des voisines.",
        icon=":material/compare_arrows:",
    )
    with st.container(horizontal=True):
        exemple = [tous.lire("zone_emploi", code) for code in ("0051", "8421")] + [tous.lire("france", "FR")]
        st.button(
            "Voir un exemple : Alençon, Lyon et la France",
            icon=":material/visibility:",
            on_click=_poser,
            args=(exemple,),
        )

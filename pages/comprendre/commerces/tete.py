"""Commerces et création : le territoire, ce que l'on regarde, et les chiffres en grand."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo import territoires
from geo.commerces import tables
from geo.commerces.types import DEFAUT, Type, determines, types
from geo.ecriture import formats
from geo.sorties.metadonnees import Sujet
from geo.territoires import Territoire
from pages.interface import adresse, partage, territoire_choisi
from pages.interface.nombres import nombres
from pages.interface.texte import brut

VOLETS = {"acces": "Accès", "ouvrir": "Et si on ouvrait ici ?", "creations": "Créations"}


def choisi() -> Territoire:
    """Territoire de la page ; sans demande, la France entière."""
    return territoire_choisi.demande() or territoires.lire("france", "FR")


def tete(territoire: Territoire) -> tuple[str, DeltaGenerator]:
    """Titre, place de la phrase, recherche, volet ; rend le volet et la place de la phrase."""
    st.title("Commerces et création", anchor=False)
    phrase = st.container()
    with st.container(horizontal=True, key="commandes", vertical_alignment="bottom"):
        volet = adresse.choisir(
            st.segmented_control, "Ce que vous regardez", "volet", VOLETS, "acces", label_visibility="collapsed"
        )
        partage.barre(imprimer=True)
    nature = territoire_choisi.nature(territoire).lower() if territoire.niveau != "france" else "pays entier"
    st.caption(
        f"{brut(territoire.libelle)} : {nature}, "
        f"{formats.nombre(territoire.population)} habitants (populations de 2023)."
    )
    if territoire.niveau == "france":
        st.info("La France entière. Cherchez votre territoire pour voir ses communes.", icon=":material/search:")
        territoire_choisi.rechercher()
    return volet, phrase


def choisir_type(*, manquant: bool = False) -> Type:
    """Commerce ou service regardé, écrit dans l'adresse ; ``manquant`` : de ceux dont on peut dire qu'ils manquent."""
    offerts = determines() if manquant else types()
    libelles = {code: f"{t.libelle} ({t.millesime})" for code, t in offerts.items()}
    return offerts[adresse.choisir(st.selectbox, "Commerce ou service", "type", libelles, DEFAUT, width=360)]


def chiffres(cartons: Sequence[tuple[str, str, str]]) -> None:
    """Chiffres en grand : (valeur, ce que c'est, précision)."""
    nombres("atlas-commerces-nombres", cartons)


def notes(*textes: str) -> None:
    """Source et précautions, sous les chiffres."""
    st.caption(brut(formats.typographie(" ".join(texte for texte in textes if texte))))


def sujet(titre: str, cle: str, territoire: Territoire, type_: Type) -> Sujet:
    """Ce que contient un fichier de la page."""
    sources = tuple(source.id for source in tables.sources(type_))
    return Sujet(f"{titre} : {territoire.libelle}", (cle, territoire), sources, str(type_.millesime))

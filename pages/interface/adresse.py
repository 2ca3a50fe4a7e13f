"""Choix écrits dans l'adresse de la page : le lien copié rend exactement l'écran."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.ecriture import formats
from pages.interface.texte import brut

SEPARATEUR, AUCUN = ".", "aucun"


def lire(nom: str, admis: Mapping[str, str], defaut: str) -> str:
    """Valeur d'un paramètre de l'adresse ; inconnue, elle est dite et remplacée par ``defaut``."""
    valeur = st.query_params.get(nom, defaut)
    if valeur in admis:
        return valeur
    st.warning(f"Le lien demandait « {brut(nom)} = {brut(valeur[:60])} », qui n'existe pas ici : réglage par défaut.")
    ecrire(nom, "")
    return defaut


def ecrire(nom: str, valeur: str) -> None:
    """Écrit un paramètre dans l'adresse ; vide, il en disparaît."""
    if valeur:
        if st.query_params.get(nom) != valeur:
            st.query_params[nom] = valeur
    elif nom in st.query_params:
        del st.query_params[nom]


def choisir(
    widget: Callable[..., Any],
    titre: str,
    nom: str,
    libelles: Mapping[str, str],
    defaut: str,
    **options: Any,  # noqa: ANN401 - options propres à chaque widget
) -> str:
    """Pose un widget à choix unique lié à un paramètre de l'adresse.

    Parameters
    ----------
    widget : callable
        ``st.selectbox``, ``st.radio`` ou ``st.segmented_control`` (ou celui d'un conteneur).
    titre : str
        Libellé du widget.
    nom : str
        Paramètre de l'adresse.
    libelles : mapping of str to str
        Valeur → libellé ; l'ordre est celui de l'écran.
    defaut : str
        Valeur quand l'adresse ne dit rien ; elle n'y est pas écrite.
    """
    cle = f"adresse.{nom}"
    voulu = lire(nom, libelles, defaut)
    if st.session_state.get(cle) != voulu:
        st.session_state[cle] = voulu

    def noter() -> None:
        choisi = st.session_state[cle] or defaut
        ecrire(nom, "" if choisi == defaut else str(choisi))

    noms = composes(libelles)
    widget(titre, list(noms), format_func=noms.__getitem__, key=cle, on_change=noter, **options)
    return voulu if st.session_state.get(cle) is None else str(st.session_state[cle])


def composes(libelles: Mapping[str, str]) -> dict[str, str]:
    """Les mêmes choix, à la typographie française : le navigateur les renvoie tels qu'ils ont été montrés."""
    return {valeur: formats.typographie(libelle) for valeur, libelle in libelles.items()}


def plusieurs(
    titre: str,
    nom: str,
    libelles: Mapping[str, str],
    defaut: Sequence[str] = (),
    *,
    emplacement: DeltaGenerator | None = None,
) -> tuple[str, ...]:
    """Pose un choix multiple lié à un paramètre de l'adresse (valeurs séparées par des points) ; vide : tout.

    Parameters
    ----------
    titre, nom, libelles, defaut
        Comme pour `choisir` ; « aucun » écrit dans l'adresse un choix vidé quand le défaut ne l'est pas.
    ou : DeltaGenerator, optional
        Conteneur du widget.
    """
    cle = f"adresse.{nom}"
    valeur = st.query_params.get(nom, SEPARATEUR.join(defaut))
    morceaux = [morceau for morceau in valeur.split(SEPARATEUR) if morceau and morceau != AUCUN]
    voulus = [morceau for morceau in dict.fromkeys(morceaux) if morceau in libelles]
    if len(voulus) < len(morceaux):
        st.warning(f"Le lien demandait « {brut(nom)} = {brut(valeur[:60])} », qui n'existe pas ici en entier.")
        ecrire(nom, SEPARATEUR.join(voulus))
    if st.session_state.get(cle) != voulus:
        st.session_state[cle] = voulus

    def noter() -> None:
        choisis = list(st.session_state[cle])
        ecrire(nom, "" if choisis == list(defaut) else SEPARATEUR.join(choisis) or AUCUN)

    noms = composes(libelles)
    (emplacement or st).multiselect(
        titre, list(noms), format_func=noms.__getitem__, placeholder="Tout", key=cle, on_change=noter
    )
    return tuple(st.session_state[cle])

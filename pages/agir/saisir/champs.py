"""Les champs du formulaire d'une action : chacun garde ce qu'on tape et montre sa faute à côté de lui."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from pages.agir.saisir.brouillon import Brouillon
from pages.interface import refus
from pages.interface.texte import libeller


def _lier(brouillon: Brouillon, champ: str, widget: Callable[..., Any], *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - tout widget de Streamlit
    """Pose un widget dont l'état est celui du brouillon."""
    cle = brouillon.cle_widget(champ)
    if cle not in st.session_state:
        st.session_state[cle] = brouillon.champs[champ]
    brouillon.champs[champ] = widget(*arguments, key=cle, **options)
    refus.faute(brouillon.faute(champ))


def texte(brouillon: Brouillon, champ: str, titre: str, **options: Any) -> None:  # noqa: ANN401 - options du widget
    """Une ligne de texte."""
    _lier(brouillon, champ, st.text_input, titre, **options)


def paragraphe(brouillon: Brouillon, champ: str, titre: str, **options: Any) -> None:  # noqa: ANN401 - options du widget
    """Un texte de plusieurs lignes."""
    _lier(brouillon, champ, st.text_area, titre, **options)


def choix(
    brouillon: Brouillon,
    champ: str,
    titre: str,
    libelles: Mapping[Any, str],
    **options: Any,  # noqa: ANN401 - options du widget
) -> None:
    """Une valeur d'une liste ; rien n'est choisi d'avance."""
    valeurs = list(libelles)
    if not valeurs:  # la base ne répond pas : ce qui était choisi reste, le champ reviendra avec sa liste
        st.caption(f"{titre} : la liste n'est pas disponible pour l'instant.")
        return
    if brouillon.champs[champ] not in valeurs:
        brouillon.champs[champ] = None
    _lier(
        brouillon,
        champ,
        st.selectbox,
        titre,
        valeurs,
        index=None,
        format_func=libeller(dict(libelles).__getitem__),
        placeholder="Choisir",
        **options,
    )


def cases(brouillon: Brouillon, champ: str, titre: str, libelles: Mapping[Any, str]) -> None:
    """Plusieurs valeurs d'une liste."""
    _lier(
        brouillon,
        champ,
        st.multiselect,
        titre,
        list(libelles),
        format_func=libeller(dict(libelles).__getitem__),
        placeholder="Choisir",
    )


Colonne = tuple[str, str, Mapping[str, str] | None]


def lignes(brouillon: Brouillon, champ: str, nom: str, colonnes: Sequence[Colonne]) -> None:
    """Liste d'éléments (partenaires, financeurs), une ligne de champs par élément, qu'on ajoute et qu'on retire."""
    elements: list[dict[str, str]] = brouillon.champs[champ]
    for rang in range(len(elements)):
        with st.container(border=True):
            _ligne(brouillon, champ, rang, colonnes)
            st.button(
                f"Retirer {nom} {rang + 1}",
                icon=":material/close:",
                key=f"{brouillon.cle_widget(champ)}.{rang}.retirer",
                on_click=_retirer,
                args=(brouillon, champ, rang),
                type="tertiary",
            )
    refus.faute(brouillon.faute(champ))
    vide = {colonne: "" for colonne, _, _ in colonnes}
    st.button(
        f"Ajouter {nom}",
        icon=":material/add:",
        key=f"{brouillon.cle_widget(champ)}.ajouter",
        on_click=lambda: brouillon.champs[champ].append(dict(vide)),
    )


def _ligne(brouillon: Brouillon, champ: str, rang: int, colonnes: Sequence[Colonne]) -> None:
    """Champs d'un élément ; une ligne commencée montre ses manques dès qu'elle n'est plus vide."""
    element = brouillon.champs[champ][rang]
    for place, (colonne, titre, libelles) in zip(st.columns(len(colonnes)), colonnes, strict=True):
        cle = f"{brouillon.cle_widget(champ)}.{rang}.{colonne}"
        if cle not in st.session_state:
            st.session_state[cle] = element[colonne] or ("" if libelles is None else None)
        if libelles is None:
            element[colonne] = place.text_input(titre, key=cle)
        else:
            options = list(libelles)
            noms = dict(libelles)
            element[colonne] = (
                place.selectbox(
                    titre, options, index=None, format_func=libeller(noms.__getitem__), placeholder="Choisir", key=cle
                )
                or ""
            )
        with place:
            refus.faute(brouillon.faute(f"{champ}.{rang}.{colonne}"))


def _retirer(brouillon: Brouillon, champ: str, rang: int) -> None:
    elements = brouillon.champs[champ]
    brouillon.poser(champ, [element for autre, element in enumerate(elements) if autre != rang])

"""Les communes du périmètre en cours : la vérité est dans l'adresse, l'historique dans la session."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from geo.territoires import perimetre
from geo.territoires.perimetre import MAXIMUM_COMMUNES, PerimetreIllisible
from pages.cadre import suivi
from pages.interface import adresse
from pages.interface.texte import brut

_AVANT, _REFUS = "perimetre.avant", "perimetre.refus"


def communes() -> tuple[str, ...]:
    """Communes retenues ; un code abîmé est dit, et le périmètre repart de zéro."""
    code = st.query_params.get("code", "")
    if not code:
        return ()
    try:
        return perimetre.decoder(code)
    except PerimetreIllisible as erreur:
        st.warning(
            f"Ce lien de périmètre ne se lit pas. {brut(erreur)} Demandez-le à nouveau, ou recomposez-le ici.",
            icon=":material/link_off:",
        )
        return ()


def poser(retenues: Iterable[str]) -> None:
    """Remplace les communes retenues ; refuse, en le disant, un périmètre trop grand."""
    nouvelles = sorted(set(retenues))
    if len(nouvelles) > MAXIMUM_COMMUNES:
        st.session_state[_REFUS] = len(nouvelles)
        return
    st.session_state.setdefault(_AVANT, []).append(st.query_params.get("code", ""))
    if not nouvelles:
        suivi.oublier_perimetre()
    adresse.ecrire("cerne", "")
    adresse.ecrire("niveau", "perimetre" if nouvelles else "")
    adresse.ecrire("code", perimetre.encoder(nouvelles) if nouvelles else "")


def partir(communes_: Iterable[str], nom: str) -> None:
    """Prend ces communes sous ce nom."""
    poser(communes_)
    adresse.ecrire("nom", nom)


def ajouter(nouvelles: Iterable[str]) -> None:
    """Ajoute des communes."""
    poser({*_actuelles(), *nouvelles})


def retirer(anciennes: Iterable[str]) -> None:
    """Retire des communes."""
    poser(set(_actuelles()) - set(anciennes))


def basculer(commune: str) -> None:
    """Ajoute la commune, ou la retire si elle y est déjà."""
    poser(set(_actuelles()) ^ {commune})


def annuler() -> None:
    """Revient à l'état d'avant la dernière modification."""
    avant = st.session_state.get(_AVANT, [])
    if avant:
        code = avant.pop()
        if not code:
            suivi.oublier_perimetre()
        adresse.ecrire("niveau", "perimetre" if code else "")
        adresse.ecrire("code", code)


def annulable() -> bool:
    """Vrai s'il y a une modification à annuler."""
    return bool(st.session_state.get(_AVANT))


def dire_refus() -> None:
    """Dit le dernier refus, une fois."""
    demandees = st.session_state.pop(_REFUS, None)
    if demandees:
        st.warning(
            f"Un périmètre compte au plus {MAXIMUM_COMMUNES} communes ; {demandees} étaient demandées : "
            "rien n'a changé. Pour un territoire plus vaste, ouvrez la région ou la France dans « Mon territoire »."
        )


def _actuelles() -> tuple[str, ...]:
    try:
        return perimetre.decoder(st.query_params.get("code", "")) if st.query_params.get("code") else ()
    except PerimetreIllisible:
        return ()

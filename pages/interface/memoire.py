"""L'état de la carte entre l'adresse de la page, la session et les commandes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from pages.interface.etat_carte import EtatCarte, accorder, depuis_adresse, vers_adresse

_ETAT, _ADRESSE, _VUE = "carte.etat", "carte.adresse", "carte.vue"


def etat() -> EtatCarte:
    """État courant de la session."""
    courant: EtatCarte = st.session_state.setdefault(_ETAT, EtatCarte())
    return courant


def restaurer() -> None:
    """Reprend l'état de l'adresse quand elle a changé sans nous ; dit ce qui n'a pu être repris."""
    parametres = dict(st.query_params.to_dict())
    vue = parametres.pop("vue", None)
    if _ETAT in st.session_state and (not parametres or parametres == st.session_state.get(_ADRESSE)):
        return
    lu, refus = depuis_adresse(parametres | ({"vue": vue} if vue else {}))
    st.session_state[_ETAT] = replace(lu, vue=None)
    st.session_state[_VUE] = lu.vue
    for message in refus:
        st.warning(message, icon=":material/link_off:")


def vue_du_lien() -> tuple[float, float, float] | None:
    """Cadrage demandé par le lien d'ouverture."""
    vue: tuple[float, float, float] | None = st.session_state.get(_VUE)
    return vue


def changer(**champs: Any) -> None:  # noqa: ANN401 - un champ peut être de plusieurs types
    """Change des champs de l'état et remet les autres en accord."""
    st.session_state[_ETAT] = accorder(replace(etat(), **champs))[0]


def publier() -> None:
    """Écrit l'état dans l'adresse de la page, si elle ne le dit pas déjà."""
    voulu = vers_adresse(etat())
    actuel = st.query_params.to_dict()
    vue = actuel.pop("vue", None)
    st.session_state[_ADRESSE] = voulu
    if actuel != voulu:
        st.query_params.from_dict(voulu | ({"vue": vue} if vue else {}))


def commande(champ: str, suffixe: str = "") -> dict[str, Any]:
    """Arguments ``key`` et ``on_change`` d'un widget lié au champ ; sa valeur est posée avant qu'il s'affiche."""
    cle = f"carte.{champ}{suffixe}"
    valeur = getattr(etat(), champ)
    st.session_state[cle] = list(valeur) if isinstance(valeur, tuple) and champ != "annees" else valeur

    def noter() -> None:
        brute = st.session_state[cle]
        defaut = getattr(EtatCarte(), champ)
        changer(**{champ: tuple(brute) if isinstance(defaut, tuple) else ("" if brute is None else brute)})

    return {"key": cle, "on_change": noter}

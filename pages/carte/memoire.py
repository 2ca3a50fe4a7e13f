"""L'état de la carte entre l'adresse de la page, la session et les commandes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import streamlit as st

from donnees import entrepot
from geo.mesures import comparaison
from geo.territoires import Territoire
from pages.carte.etat import ANCIEN, EtatCarte, accorder, cerne, depuis_adresse, vers_adresse
from pages.interface.texte import brut

_ETAT, _ADRESSE, _VUE = "carte.etat", "carte.adresse", "carte.vue"
RELANCER = "carte.relancer"


def etat() -> EtatCarte:
    """État courant de la session."""
    courant: EtatCarte = st.session_state.setdefault(_ETAT, EtatCarte())
    return courant


def restaurer() -> None:
    """Reprend l'état de l'adresse quand elle a changé sans nous ; dit ce qui n'a pu être repris."""
    champs = {ANCIEN, *(champ.name for champ in fields(EtatCarte))}
    parametres = {nom: valeur for nom, valeur in st.query_params.to_dict().items() if nom in champs}
    vue = parametres.pop("vue", None)
    if _ETAT in st.session_state and (not parametres or parametres == st.session_state.get(_ADRESSE)):
        return
    demande, refus = depuis_adresse(parametres | ({"vue": vue} if vue else {}))
    st.session_state[_ETAT] = replace(demande, vue=None)
    st.session_state[_VUE] = demande.vue
    for message in refus:
        st.warning(brut(message), icon=":material/link_off:")


def vue_du_lien() -> tuple[float, float, float] | None:
    """Cadrage demandé par le lien d'ouverture."""
    vue: tuple[float, float, float] | None = st.session_state.get(_VUE)
    return vue


def changer(**champs: Any) -> None:  # noqa: ANN401 - un champ peut être de plusieurs types
    """Change des champs de l'état et remet les autres en accord."""
    st.session_state[_ETAT] = accorder(replace(etat(), **champs))[0]


def choisir(territoire: str) -> None:
    """Choisit un territoire de la carte, ou aucun ; le contour d'une zone d'emploi quittée s'efface."""
    quitte = cerne(etat())
    if quitte is None or quitte.niveau == "zone_emploi":
        changer(cerne="" if territoire else comparaison.ecrire([]))
    changer(territoire=territoire)


def adresse() -> dict[str, str]:
    """Paramètres d'adresse de l'état courant."""
    return vers_adresse(etat())


def changer_date(periode: str) -> None:
    """Change la date ; la dernière s'écrit par son absence, et le lien suivra les publications."""
    derniere = entrepot.periodes(etat().indicateur, etat().niveau)[-1]
    changer(date="" if periode == derniere else periode)


def cerner(territoire: Territoire | None) -> None:
    """Cerne un territoire sur la carte, qui s'y cadre ; aucun, ou la France, ôte le contour. Après `restaurer`."""
    changer(cerne=comparaison.ecrire([territoire] if territoire else []))


def publier() -> None:
    """Écrit l'état dans l'adresse de la page, si elle ne le dit pas déjà."""
    voulu = vers_adresse(etat())
    actuel = st.query_params.to_dict()
    vue = actuel.pop("vue", None)
    st.session_state[_ADRESSE] = voulu
    if actuel != voulu:
        st.query_params.from_dict(voulu | ({"vue": vue} if vue else {}))


def accorder_widget(cle: str, voulue: Any) -> Any:  # noqa: ANN401 - un champ peut être de plusieurs types
    """Met un widget déjà posé à cette valeur ; rend sa valeur d'ouverture, qui ne change plus."""
    if cle in st.session_state and st.session_state[cle] != voulue:
        st.session_state[cle] = voulue
    return st.session_state.setdefault(f"{cle}.ouverture", voulue)


def commande(champ: str, initiale: str = "value", options: Sequence[Any] = ()) -> dict[str, Any]:
    """Arguments d'un widget lié à un champ de l'état : clé, valeur d'ouverture, rappel.

    La valeur d'ouverture ne change plus ensuite, et la session n'est réécrite que si l'état a changé ailleurs :
    un widget inchangé garde ainsi le même message, que Streamlit ne renvoie pas.

    Parameters
    ----------
    champ : str
        Champ d'`EtatCarte`.
    initiale : {"value", "index", "default"}
        Nom de l'argument qui porte la valeur d'ouverture dans ce widget.
    options : sequence
        Choix offerts, pour « index ».
    """
    cle = f"carte.{champ}"
    valeur = getattr(etat(), champ)
    voulue = list(valeur) if isinstance(valeur, tuple) and champ != "annees" else valeur
    ouverture = accorder_widget(cle, voulue)

    def noter() -> None:
        brute = st.session_state[cle]
        defaut = getattr(EtatCarte(), champ)
        changer(**{champ: tuple(brute) if isinstance(defaut, tuple) else brute})
        st.session_state[RELANCER] = True

    if initiale == "index":
        ouverture = list(options).index(ouverture if ouverture in options else voulue)
    return {"key": cle, "on_change": noter, initiale: ouverture}

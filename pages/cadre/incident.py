"""L'écran d'une erreur imprévue : ce qui s'est passé, quoi faire, et la référence que le journal répète."""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress
from html import escape
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.cadre.habillage import pied

JOURNAL = logging.getLogger(__name__)
TITRE = "La suite de cette page n’a pas pu s’afficher"
_TEXTE = (
    "Une erreur imprévue s’est produite de notre côté. Ce qui est déjà affiché reste juste ; rien de ce que vous "
    "aviez enregistré n’est perdu. Réessayez ; si l’incident se répète, changez de territoire ou revenez à l’accueil, "
    "et donnez la référence ci-dessous à qui exploite cet Atlas."
)


def montrer(erreur: Exception) -> bool:
    """Montre l'incident à la place de l'écran du cadre, et note sa référence au journal.

    Returns
    -------
    bool
        Toujours vrai : Streamlit n'affiche pas le sien.
    """
    reference = _reference()
    page = urlsplit(st.context.url or "").path or "/"
    JOURNAL.error("Incident %s, page %s : %s", reference, page, type(erreur).__name__)
    st.html(
        f'<div class="atlas-incident" role="alert"><h2>{TITRE}</h2><p>{_TEXTE}</p>'
        f'<p><a href="{escape(_ici())}" target="_self">Réessayer</a> · '
        '<a href="./" target="_self">Revenir à l’accueil</a></p>'
        f"<p>Référence : <b>{reference}</b></p></div>"
    )
    contexte = get_script_run_ctx()
    if contexte is None or not contexte.fragment_ids_this_run:
        with suppress(StreamlitAPIException):  # l'incident peut précéder la navigation, qui connaît les pages
            pied()  # la page s'arrête ici : ses sources et sa méthode restent à portée
    return True


def _reference() -> str:
    """« 7F3A-09C1 » : courte, à dicter."""
    tirage = secrets.token_hex(4).upper()
    return f"{tirage[:4]}-{tirage[4:]}"


def _ici() -> str:
    """L'adresse de la page, réglages compris."""
    return "?" + urlencode({nom: st.query_params.get_all(nom) for nom in st.query_params}, doseq=True)

"""La typographie française, à la sortie : tout texte qui part à l'écran passe ici, d'où qu'il vienne.

Les choix d'une liste n'y passent pas : le navigateur les renvoie tels quels pour dire lequel est pris. Qui les écrit
les compose (`pages.interface.adresse`).
"""

from __future__ import annotations

import re
from functools import wraps
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from geo.ecriture import formats

TEXTES = {"body", "label", "help", "placeholder", "alt", "captions", "title"}
"""Champs des messages de Streamlit qui se lisent."""
_TEL_QUEL = re.compile(r"(`[^`]*`|\]\([^)]*\)|https?://\S+|:material/\w+:)")
"""En Markdown : code, cible d'un lien, adresse, icône."""
_BALISE = re.compile(r"(<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>)", re.DOTALL)
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def installer() -> None:
    """Compose désormais tout message que le script envoie ; sans effet la seconde fois."""
    envoyer = ScriptRunContext.enqueue
    if hasattr(envoyer, "__wrapped__"):
        return

    @wraps(envoyer)
    def envoyer_compose(contexte: ScriptRunContext, message: ForwardMsg) -> None:
        composer(message)
        envoyer(contexte, message)

    setattr(ScriptRunContext, "enqueue", envoyer_compose)  # noqa: B010 - Streamlit n'offre pas d'autre passage


def composer(message: ForwardMsg) -> None:
    """Compose les textes d'un message, sur place."""
    if message.WhichOneof("type") == "delta":
        _parcourir(message.delta)


def _parcourir(noeud: Any) -> None:  # noqa: ANN401 - un message de Streamlit, quel qu'il soit
    genre = type(noeud).__name__
    for champ, valeur in noeud.ListFields():
        if champ.message_type is not None:
            for enfant in valeur if champ.is_repeated else (valeur,):
                _parcourir(enfant)
        elif champ.name in TEXTES and champ.is_repeated:
            valeur[:] = [markdown(texte) for texte in valeur]
        elif champ.name in TEXTES and isinstance(valeur, str):
            setattr(noeud, champ.name, html(valeur) if genre == "Html" else markdown(valeur))
        elif genre == "PlotlyChart" and champ.name == "spec":
            noeud.spec = _APOSTROPHE.sub("’", valeur)


def markdown(texte: str) -> str:
    """Texte composé, sauf ce que Markdown ne montre pas tel quel."""
    return _hors(_TEL_QUEL, texte)


def html(texte: str) -> str:
    """Texte composé entre les balises."""
    return _hors(_BALISE, texte)


def _hors(exclus: re.Pattern[str], texte: str) -> str:
    morceaux = exclus.split(texte)
    morceaux[::2] = [formats.typographie(morceau) for morceau in morceaux[::2]]
    return "".join(morceaux)

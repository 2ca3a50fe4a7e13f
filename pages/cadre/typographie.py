"""La typographie française, à la sortie : tout texte qui part à l'écran passe ici, d'où qu'il vienne.

Les choix d'une liste n'y passent pas : le navigateur les renvoie tels quels pour dire lequel est pris. Qui les écrit
les compose (`pages.interface.adresse`).
"""

from __future__ import annotations

import re
from functools import wraps
from threading import RLock
from typing import Any

from cachetools import LRUCache, cached
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from geo.ecriture import composition

MEMOIRE = 8_000_000
"""Signes composés que l'on garde : d'un lecteur à l'autre, une page dit les mêmes textes."""
TEXTES = {"body", "label", "help", "placeholder", "alt", "captions", "title", "page_name"}
"""Champs des messages de Streamlit qui se lisent."""
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\\u0[01])")
"""Dans du JSON, où « œ » s'écrit ``\\u0153``."""
markdown = cached(LRUCache(MEMOIRE, len), lock=RLock())(composition.markdown)
html = cached(LRUCache(MEMOIRE, len), lock=RLock())(composition.html)


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
    """Compose les textes d'un message, sur place : un élément, le menu, le titre du document."""
    genre = message.WhichOneof("type")
    if genre in {"delta", "navigation", "page_config_changed"}:
        _parcourir(getattr(message, genre))


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

"""La typographie française, à la sortie : tout texte qui part à l'écran passe ici, d'où qu'il vienne.

Les choix d'une liste n'y passent pas : le navigateur les renvoie tels quels pour dire lequel est pris. Qui les écrit
les compose (`pages.interface.adresse`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Any

from cachetools import LRUCache, cached
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from geo.ecriture import formats

MEMOIRE = 8_000_000
"""Signes composés que l'on garde : d'un lecteur à l'autre, une page dit les mêmes textes."""
TEXTES = {"body", "label", "help", "placeholder", "alt", "captions", "title", "page_name"}
"""Champs des messages de Streamlit qui se lisent."""
_TEL_QUEL = re.compile(r"(`[^`]*`|\]\([^)]*\)|https?://\S+|:material/\w+:)")
"""En Markdown : code, cible d'un lien, adresse, icône."""
_BALISE = re.compile(r"(<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>)", re.DOTALL)
_ATTRIBUT = re.compile(r'(?<=\s)((?:title|alt|aria-label|placeholder|data-nom)=")([^"]*)(?=")')
"""Attributs qui se lisent : une bulle, ce que dit un lecteur d'écran, un nom que le navigateur garde."""
_ECHAPPEE = re.compile("&#(?:x27|39);")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\\u0[01])")
"""Dans du JSON, où « œ » s'écrit ``\\u0153``."""
_ELISION_FINALE = re.compile(r"(?<=[^\W\d_])'$")


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


@cached(LRUCache(MEMOIRE, len), lock=RLock())
def markdown(texte: str) -> str:
    """Texte composé, sauf ce que Markdown ne montre pas tel quel."""
    return _hors(_TEL_QUEL, texte)


@cached(LRUCache(MEMOIRE, len), lock=RLock())
def html(texte: str) -> str:
    """Texte composé entre les balises, et dans les attributs qui se lisent."""
    return _hors(_BALISE, texte, lambda balise: _ATTRIBUT.sub(lambda a: a[1] + _compose(a[2]), balise))


def _hors(exclus: re.Pattern[str], texte: str, exception: Callable[[str], str] = str) -> str:
    """Compose ce qui n'est pas exclu ; ``exception`` dit ce qui se compose pourtant dans ce qui l'est."""
    morceaux = exclus.split(texte)
    composes = [_compose(morceau) for morceau in morceaux[::2]]
    morceaux[::2] = [*(_ELISION_FINALE.sub("’", compose) for compose in composes[:-1]), composes[-1]]
    morceaux[1::2] = [exception(morceau) for morceau in morceaux[1::2]]
    return "".join(morceaux)


def _compose(morceau: str) -> str:
    return formats.typographie(_ECHAPPEE.sub("'", morceau))

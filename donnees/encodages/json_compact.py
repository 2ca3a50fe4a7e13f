"""Le JSON compact des fichiers servis au navigateur : l'écrire, et nommer celui qui ne se relit pas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from donnees.erreurs import FormatInattendu


def ecrire(contenu: dict[str, Any]) -> bytes:
    """Écrit un objet en JSON UTF-8, sans espaces ; jamais de NaN."""
    return json.dumps(contenu, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


@contextmanager
def exiger_lisible(nom: str, attendu: str) -> Iterator[None]:
    """Fait de toute erreur de relecture un `FormatInattendu` qui nomme le fichier."""
    try:
        yield
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, StopIteration) as cause:
        raise FormatInattendu(nom, attendu=attendu, trouve=repr(cause)) from cause

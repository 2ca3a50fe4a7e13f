"""Le dépôt d'un fichier : la page qui le montre l'ouvre pour sa session ; ailleurs, le serveur refuse tout envoi."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

import streamlit as st
from cachetools import LRUCache
from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

SESSIONS: Final = 20_000
_ouverts: LRUCache[str, str] = LRUCache(SESSIONS)
"""Session → page dont le déposoir est à l'écran."""
_montres: LRUCache[str, str] = LRUCache(SESSIONS)
"""Session → page dont le déposoir a été posé depuis le début du passage en cours."""
_verrou = Lock()


def deposer(libelle: str, types: list[str], *, mega: int | None = None) -> UploadedFile | None:
    """Pose un déposoir d'un seul fichier, et ouvre le dépôt à cette session tant qu'il est à l'écran.

    Parameters
    ----------
    libelle : str
        Ce que dit le déposoir.
    types : list of str
        Suffixes admis, sans point.
    mega : int, optional
        Taille au plus, en mégaoctets ; par défaut celle du serveur.
    """
    session, page = _ici()
    with _verrou:
        _ouverts[session] = _montres[session] = page
    fichier: UploadedFile | None = st.file_uploader(libelle, type=types, max_upload_size=mega)
    return fichier


@contextmanager
def passage() -> Iterator[None]:
    """Encadre un passage entier de la page : arrivé au bout, ce qui n'y a pas posé de déposoir n'en a plus."""
    session, page = _ici()
    with _verrou:
        _montres.pop(session, None)
        if _ouverts.get(session) != page:
            _ouverts.pop(session, None)
    try:
        yield
    except RerunException:  # rejouée aussitôt : un fichier en route doit trouver son déposoir
        raise
    except BaseException:
        _refermer(session, page)
        raise
    _refermer(session, page)


def _refermer(session: str, page: str) -> None:
    with _verrou:
        if _montres.get(session) != page:
            _ouverts.pop(session, None)


def ouvert(session: str) -> bool:
    """Dit si cette session a un déposoir à l'écran."""
    with _verrou:
        return session in _ouverts


def _ici() -> tuple[str, str]:
    contexte = get_script_run_ctx(suppress_warning=True)
    return (contexte.session_id, contexte.page_script_hash) if contexte else ("", "")

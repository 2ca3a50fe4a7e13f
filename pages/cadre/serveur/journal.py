"""Le journal en JSON, une ligne par fait : de quoi exploiter, rien d'une personne.

Ni adresse de visiteur, ni adresse demandée, ni question, ni courriel ; d'une erreur, son type et où elle s'est
produite, jamais son texte, qui peut citer une saisie.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import streamlit.logger

from pages.cadre.serveur.nommage import FICHIERS
from pages.cadre.serveur.observation import ABONNES, REPONSE, Fait

FAITS = logging.getLogger("atlas.faits")
NOTRES = ("atlas", "pages")
ACCES: Final = "uvicorn.access"
"""Une ligne par demande, avec l'adresse du visiteur et celle de la page : Streamlit le fait taire, nous aussi."""
LONGUEUR: Final = 4_000
_COURRIEL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
_ADRESSE = re.compile(r"\b([a-z][a-z0-9+]*://)[^\s\"'<>]+", re.IGNORECASE)
_QUESTION = re.compile(r"\?[^\s\"'<>=]+=[^\s\"'<>]*")
_IP = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b|(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE)


def propre(texte: str) -> str:
    """Texte sans courriel, sans adresse de machine ou de page, sans signe de commande."""
    for motif, remplacant in ((_ADRESSE, r"\1…"), (_COURRIEL, "[courriel]"), (_QUESTION, "?…"), (_IP, "[adresse]")):
        texte = motif.sub(remplacant, texte)
    return "".join(signe if signe.isprintable() or signe == "\n" else " " for signe in texte[:LONGUEUR])


class LigneJson(logging.Formatter):
    """Écrit un message du journal en une ligne JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """La ligne ; ses champs propres (``champs``) viennent après les communs."""
        ligne: dict[str, Any] = {
            "quand": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname,
            "journal": record.name,
            "message": propre(record.getMessage()),
        }
        if record.exc_info and record.exc_info[1] is not None:
            ligne |= _erreur(record.exc_info[1])
        return json.dumps(ligne | getattr(record, "champs", {}), ensure_ascii=False)


def _erreur(erreur: BaseException) -> dict[str, Any]:
    """Type et lieu d'une erreur, et de celle qui l'a causée."""
    dite = {"erreur": type(erreur).__name__, "trace": list(_lieux(erreur))}
    cause = erreur.__cause__ or erreur.__context__
    return dite | ({"cause": type(cause).__name__} if cause is not None else {})


def _lieux(erreur: BaseException) -> Iterator[str]:
    for pas in traceback.extract_tb(erreur.__traceback__):
        yield f"{'/'.join(Path(pas.filename).parts[-3:])}:{pas.lineno} {pas.name}"


def installer() -> None:
    """Remplace tout ce qui écrit au journal, celui du cadre et d'uvicorn compris, par une seule sortie JSON."""
    sortie = logging.StreamHandler(sys.stderr)
    sortie.setFormatter(LigneJson())
    logging.root.handlers[:] = [sortie]
    logging.captureWarnings(capture=True)
    setattr(streamlit.logger, "setup_formatter", _laisser_monter)  # noqa: B010 - mypy n'admet pas qu'on la remplace
    for nom in list(logging.root.manager.loggerDict):
        _laisser_monter(logging.getLogger(nom))
    logging.getLogger(ACCES).disabled = True
    for nom in NOTRES:
        logging.getLogger(nom).setLevel(logging.INFO)
    ABONNES.append(noter)


def _laisser_monter(journal: logging.Logger) -> None:
    """Ce journal n'a plus de sortie à lui : la racine écrit tout."""
    journal.handlers[:] = [sortie for sortie in journal.handlers if not isinstance(sortie, logging.StreamHandler)]
    journal.propagate = True


def noter(fait: Fait) -> None:
    """Écrit un fait au journal ; un fichier servi sans faute n'y va pas, le mandataire l'a déjà noté."""
    if fait.sorte == REPONSE and fait.page in FICHIERS and fait.detail < "400":
        return
    champs = {"sorte": fait.sorte, "page": fait.page, "detail": fait.detail, "duree": round(fait.duree, 4)}
    FAITS.info("%s %s", fait.page, fait.detail, extra={"champs": champs})

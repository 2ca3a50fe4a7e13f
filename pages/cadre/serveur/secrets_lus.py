"""Les secrets du serveur sont-ils ceux qu'on a désignés ? Un chemin faux se dit."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

import streamlit as st

EFFET = "aucune connexion n'est possible et le registre se lit seulement."


class Avertissement(NamedTuple):
    """Ce qui ne va pas : pour tous (sans chemin), et pour le journal."""

    public: str
    journal: str


def avertissements() -> list[Avertissement]:
    """Fichiers de secrets désignés mais absents, ou présents mais illisibles."""
    designes = bool(st.config.is_manually_set("secrets.files"))
    suspects = [_avertir(Path(fichier), designes) for fichier in st.config.get_option("secrets.files")]
    return [suspect for suspect in suspects if suspect is not None]


def _avertir(fichier: Path, designe: bool) -> Avertissement | None:  # noqa: FBT001 - un seul appel, au-dessus
    if not fichier.exists():
        faute = "n'existe pas" if designe else ""
    elif fichier.is_dir():
        faute = ""
    else:
        faute = _faute(fichier)
    if not faute:
        return None
    return Avertissement(
        f"Un fichier de secrets du serveur {faute} : {EFFET}", f"Fichier de secrets {fichier} : il {faute} ; {EFFET}"
    )


def _faute(fichier: Path) -> str:
    try:
        tomllib.loads(fichier.read_text(encoding="utf-8"))
    except OSError:
        return "ne peut pas être ouvert"
    except ValueError:
        return "n'est pas du TOML lisible"
    return ""

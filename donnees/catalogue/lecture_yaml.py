"""Lire un YAML du catalogue : par l'analyseur en C, huit fois plus rapide, et sans clé écrite deux fois."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

_Socle: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Lecteur(_Socle):  # type: ignore[misc]  # la classe dépend de ce que porte la bibliothèque
    """Lecteur sûr qui refuse une clé en double : la première serait perdue sans bruit."""

    def construct_mapping(self, noeud: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - signature de la bibliothèque
        """Construit un dictionnaire ; lève `yaml.YAMLError` si une clé y est deux fois."""
        vues: set[str] = set()
        for cle, _ in noeud.value:
            if cle.value in vues:
                raise yaml.constructor.ConstructorError(None, None, f"clé « {cle.value} » en double", cle.start_mark)
            vues.add(cle.value)
        construit: dict[Hashable, Any] = super().construct_mapping(noeud, deep)
        return construit


def lire_yaml(fichier: Path) -> Any:  # noqa: ANN401 - ce que le fichier contient
    """Contenu d'un fichier YAML.

    Raises
    ------
    OSError, UnicodeDecodeError, yaml.YAMLError
        Le fichier ne se lit pas, ou une clé y est deux fois.
    """
    return yaml.load(fichier.read_text(encoding="utf-8"), Loader=_Lecteur)  # noqa: S506 - lecteur sûr

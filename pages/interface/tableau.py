"""Montrer un tableau : triable à l'écran, aux nombres français ; ou en HTML, qui s'imprime."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from geo.ecriture import formats
from pages.interface import feuille
from pages.interface.texte import nu

CELLULES_MAX = 200_000
COLONNES_AISEES = 8
"""Colonnes au-delà desquelles un tableau imprimé s'écrit plus serré."""
LIGNE = 35
"""Hauteur d'une ligne, en points d'écran."""
SURLIGNE = {"background-color": "rgba(15, 118, 110, 0.22)"}
"""Ligne surlignée, lisible sur fond clair comme sur fond sombre."""


def montrer(  # noqa: PLR0913 - ce qui change d'un tableau à l'autre, facultatif et nommé
    table: pd.DataFrame,
    decimales: Mapping[str, int],
    titre: str,
    *,
    signees: tuple[str, ...] = (),
    marquees: Sequence[int] = (),
    hauteur: int = 420,
) -> None:
    """Affiche un tableau triable ; une valeur absente s'écrit « — », jamais zéro.

    Parameters
    ----------
    decimales : mapping of str to int
        Nombre de décimales des colonnes de nombres.
    titre : str
        Ce que le tableau contient, pour qui ne le voit pas.
    signees : tuple of str
        Débuts des noms des colonnes dont les nombres portent leur signe.
    marquees : sequence of int
        Rangs des lignes surlignées.
    hauteur : int
        Hauteur au plus ; un tableau court n'a pas de ligne vide.

    Notes
    -----
    Au-delà de deux cent mille cellules, la mise en forme est laissée au navigateur (nombres à sa langue).
    """
    if feuille.en_cours():
        st.html(_entier(table, decimales, titre, signees))
        return
    lourde = table.size > CELLULES_MAX
    if not lourde:
        table, decimales = _composee(table), {_compose(nom): d for nom, d in decimales.items()}
        signees = tuple(map(_compose, signees))
    localisee = st.column_config.NumberColumn(format="localized")
    st.dataframe(
        table if lourde else _surlignee(_ecrite(table, decimales, signees), marquees),
        hide_index=True,
        width="stretch",
        height="content" if LIGNE * (len(table) + 1) <= hauteur else hauteur,
        column_config=dict.fromkeys(decimales, localisee) if lourde else None,
        placeholder=formats.ABSENT,
        alt=formats.typographie(titre),
    )


def montrer_partout(
    table: pd.DataFrame, decimales: Mapping[str, int], titre: str, *, signees: tuple[str, ...] = (), hauteur: int = 420
) -> None:
    """Comme `montrer` ; sur un écran étroit, le même en HTML, colonne des noms fixe : un nombre tient à côté."""
    if not feuille.en_cours():
        composee, nombres = _composee(table), {_compose(nom): chiffres for nom, chiffres in decimales.items()}
        boite = f'<div class="atlas-table-etroite" role="region" tabindex="0" aria-label="{escape(titre)}">'
        st.html(f"{boite}{_entier(composee, nombres, titre, tuple(map(_compose, signees)))}</div>")
    montrer(table, decimales, titre, signees=signees, hauteur=hauteur)


def texte(table: pd.DataFrame, titre: str) -> None:
    """Affiche un petit tableau de textes, lu d'un bloc ; ``titre`` dit ce qu'il contient, pour qui ne le voit pas."""
    if feuille.en_cours():
        st.html(_entier(_nue(_composee(table)).reset_index(), {}, titre, ()))
    else:
        st.table(_composee(table), alt=formats.typographie(titre))


def _nue(table: pd.DataFrame) -> pd.DataFrame:
    """Le même tableau, sans ce qui protège un texte de Markdown."""
    nue = table.rename(index=_nu, columns=_nu).map(_nu)
    nue.index.name = table.index.name
    return nue


def _nu(valeur: Any) -> Any:  # noqa: ANN401 - une cellule
    return nu(valeur) if isinstance(valeur, str) else valeur


def _composee(table: pd.DataFrame) -> pd.DataFrame:
    """Noms de colonnes et cellules de texte à la typographie française ; le fichier emporté garde les siens."""
    composee = table.rename(columns=_compose, index=_compose)
    composee.index.name = _compose(table.index.name)
    textes = list(composee.select_dtypes(["object", "string"]).columns)
    composee[textes] = composee[textes].map(_compose)
    return composee


def _compose(valeur: Any) -> Any:  # noqa: ANN401 - une cellule
    return formats.typographie(valeur) if isinstance(valeur, str) else valeur


def _entier(table: pd.DataFrame, decimales: Mapping[str, int], titre: str, signees: tuple[str, ...]) -> str:
    """Le tableau sans défilement, borné, la borne dite ; l'en-tête se répète en haut de chaque feuille.

    Très large, il y laisse ses codes, que le fichier porte : aucun en-tête ne s'y coupe au milieu d'un mot.
    """
    serree = len(table.columns) > COLONNES_AISEES
    montrees = table.head(feuille.LIGNES_MAX).drop(columns="Code" if serree else [], errors="ignore")
    colonnes = [str(nom) for nom in montrees.columns]
    tete = "".join(f'<th scope="col"{_droite(nom, decimales)}>{escape(nom)}</th>' for nom in colonnes)
    ecrites = [
        [_ecrire(decimales[nom], nom.startswith(signees), valeur) for valeur in montrees[nom]]
        if nom in decimales
        else [formats.ABSENT if pd.isna(valeur) or valeur == "" else str(valeur) for valeur in montrees[nom]]
        for nom in colonnes
    ]
    lignes = "".join(f"<tr>{_cellules(colonnes, ligne, decimales)}</tr>" for ligne in zip(*ecrites, strict=True))
    reste = len(table) - len(montrees)
    suite = f"{formats.nombre(len(montrees))} lignes sur {formats.nombre(len(table))} : le CSV les porte toutes."
    legende = f"{titre}. {suite}" if reste else titre
    classe = "atlas-feuille-table serree" if serree else "atlas-feuille-table"
    return (
        f'<div class="{classe}"><table><caption{" class=borne" if reste else ""}>'
        f"{escape(formats.typographie(legende))}</caption>"
        f"<thead><tr>{tete}</tr></thead><tbody>{lignes}</tbody></table></div>"
    )


def _cellules(colonnes: Iterable[str], ligne: Iterable[str], decimales: Mapping[str, int]) -> str:
    paires = zip(colonnes, ligne, strict=True)
    return "".join(f"<td{_droite(nom, decimales)}>{escape(case)}</td>" for nom, case in paires)


def _droite(nom: str, decimales: Mapping[str, int]) -> str:
    return ' class="nombre"' if nom in decimales else ""


def _ecrite(table: pd.DataFrame, decimales: Mapping[str, int], signees: tuple[str, ...]) -> Styler:
    style = table.style
    for nom, chiffres in decimales.items():
        style = style.format(partial(_ecrire, chiffres, nom.startswith(signees)), subset=[nom])
    return style


def _surlignee(style: Styler, marquees: Sequence[int]) -> Styler:
    return style.set_properties(subset=(list(marquees), slice(None)), **SURLIGNE) if marquees else style


def _ecrire(
    chiffres: int,
    signe: bool,  # noqa: FBT001 - lié par `partial`
    valeur: Any,  # noqa: ANN401 - nombre, entier facultatif ou absent
) -> str:
    return formats.ABSENT if pd.isna(valeur) else formats.nombre(float(valeur), chiffres, signe=signe)


def entetes(colonnes: Iterable[str], attributs: str = "") -> str:
    """En-têtes de colonnes d'un tableau HTML, déjà échappés."""
    return "".join(f'<th scope="col"{attributs}>{colonne}</th>' for colonne in colonnes)


def imprimable(titre: str, tete: str, corps: str, *, legende: str = "", classe: str = "") -> str:
    """Tableau HTML lu par les lecteurs d'écran, qui défile s'il est trop large ; tout y est déjà échappé."""
    return (
        f'<div class="atlas-bilan-table {classe}" role="region" tabindex="0" aria-label="{titre}"><table>'
        f"<caption>{legende or titre}</caption><thead><tr>{tete}</tr></thead><tbody>{corps}</tbody></table></div>"
    )

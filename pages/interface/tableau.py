"""Montrer un tableau : triable à l'écran, aux nombres français ; ou en HTML, qui s'imprime."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from html import escape
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler
from pandas.util import hash_pandas_object

from geo.ecriture import formats
from pages.interface import feuille
from pages.interface.texte import nu

CELLULES_MAX = 200_000
COLONNES_AISEES = 8
"""Colonnes au-delà desquelles un tableau imprimé s'écrit plus serré."""
LIGNE = 35
"""Hauteur d'une ligne, en points d'écran."""
TABLEAUX = 512
"""Tableaux écrits que l'on garde pour les lecteurs suivants."""
SURLIGNE = {"background-color": "rgba(15, 118, 110, 0.22)"}
"""Ligne surlignée, lisible sur fond clair comme sur fond sombre."""


def _empreinte(table: pd.DataFrame) -> str:
    """Empreinte du contenu d'une table : valeurs, ordre, noms et sortes des colonnes."""
    entetes_ = repr((table.index.name, [(str(nom), str(sorte)) for nom, sorte in table.dtypes.items()]))
    valeurs = hash_pandas_object(table, index=True).to_numpy().tobytes()
    return sha256(entetes_.encode() + valeurs).hexdigest()


def montrer(  # noqa: PLR0913 - ce qui change d'un tableau à l'autre, facultatif et nommé
    table: pd.DataFrame,
    decimales: Mapping[str, int],
    titre: str,
    *,
    signees: tuple[str, ...] = (),
    marquees: Sequence[int] = (),
    hauteur: int = 420,
    sur_papier: int = feuille.LIGNES_MAX,
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
    sur_papier : int
        Lignes qu'en porte la feuille ; le reste est au CSV, et c'est dit.

    Notes
    -----
    Au-delà de deux cent mille cellules, la mise en forme est laissée au navigateur (nombres à sa langue).
    """
    if feuille.en_cours():
        st.html(_entier(table, decimales, titre, signees, min(sur_papier, feuille.LIGNES_MAX)))
    elif table.size > CELLULES_MAX:
        localisee = st.column_config.NumberColumn(format="localized")
        _poser(table, hauteur, titre, dict.fromkeys(decimales, localisee))
    else:
        _ecrit(table, dict(decimales), titre, signees, tuple(marquees), hauteur)


@st.cache_data(show_spinner=False, max_entries=TABLEAUX, hash_funcs={pd.DataFrame: _empreinte})
def _ecrit(  # noqa: PLR0913, PLR0917 - les réglages de `montrer`
    table: pd.DataFrame,
    decimales: dict[str, int],
    titre: str,
    signees: tuple[str, ...],
    marquees: tuple[int, ...],
    hauteur: int,
) -> None:
    """Le tableau écrit une fois : Streamlit rejoue pour les autres lecteurs l'élément tel quel."""
    composee, nombres = _composee(table), {_compose(nom): d for nom, d in decimales.items()}
    ecrite = _ecrite(composee, nombres, tuple(map(_compose, signees)))
    _poser(_surlignee(ecrite, marquees), hauteur, titre)


def _poser(table: pd.DataFrame | Styler, hauteur: int, titre: str, reglages: Mapping[str, Any] | None = None) -> None:
    lignes = len(table.index)
    st.dataframe(
        table,
        hide_index=True,
        width="stretch",
        height="content" if LIGNE * (lignes + 1) <= hauteur else hauteur,
        column_config=reglages,
        placeholder=formats.ABSENT,
        alt=formats.typographie(titre),
    )


def montrer_partout(
    table: pd.DataFrame, decimales: Mapping[str, int], titre: str, *, signees: tuple[str, ...] = (), hauteur: int = 420
) -> None:
    """Comme `montrer` ; sur un écran étroit, le même en HTML, colonne des noms fixe : un nombre tient à côté."""
    if not feuille.en_cours():
        st.html(_etroit(table, dict(decimales), titre, signees))
    montrer(table, decimales, titre, signees=signees, hauteur=hauteur)


@st.cache_data(show_spinner=False, max_entries=TABLEAUX, hash_funcs={pd.DataFrame: _empreinte})
def _etroit(table: pd.DataFrame, decimales: dict[str, int], titre: str, signees: tuple[str, ...]) -> str:
    composee, nombres = _composee(table), {_compose(nom): chiffres for nom, chiffres in decimales.items()}
    boite = f'<div class="atlas-table-etroite" role="region" tabindex="0" aria-label="{escape(titre)}">'
    return f"{boite}{_entier(composee, nombres, titre, tuple(map(_compose, signees)))}</div>"


def texte(table: pd.DataFrame, titre: str) -> None:
    """Affiche un petit tableau de textes, lu d'un bloc ; ``titre`` dit ce qu'il contient, pour qui ne le voit pas."""
    if feuille.en_cours():
        st.html(_entier(_nue(_composee(table)).reset_index(), {}, titre, ()))
    else:
        _dresse(table, titre)


@st.cache_data(show_spinner=False, max_entries=TABLEAUX, hash_funcs={pd.DataFrame: _empreinte})
def _dresse(table: pd.DataFrame, titre: str) -> None:
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


def _entier(
    table: pd.DataFrame, decimales: Mapping[str, int], titre: str, signees: tuple[str, ...], lignes_max: int = 0
) -> str:
    """Le tableau sans défilement, borné, la borne dite ; l'en-tête se répète en haut de chaque feuille.

    Très large, il y laisse ses codes, que le fichier porte : aucun en-tête ne s'y coupe au milieu d'un mot.
    """
    serree = len(table.columns) > COLONNES_AISEES
    montrees = table.head(lignes_max or feuille.LIGNES_MAX).drop(columns="Code" if serree else [], errors="ignore")
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

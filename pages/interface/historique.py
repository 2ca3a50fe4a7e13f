"""L'historique d'un objet du registre : qui a changé quoi, quand, l'avant et l'après ; le même partout."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

import pandas as pd
import streamlit as st

from donnees import catalogue
from donnees.registre.erreurs import ErreurRegistre
from donnees.registre.services import Entree, Tranche
from geo.ecriture import formats, tableurs
from geo.sorties.noms import nommer
from pages.interface import horloge, registre, tableau, telechargement
from pages.interface.changements import NATURES, OPERATIONS, Noms, autour, lignes, sur_quoi
from pages.interface.texte import brut, saisi

PAR_PAGE = 25
FICHIER_MAX = 5_000
"""Entrées d'un fichier emporté ; au-delà, seules les plus récentes y sont, et l'écran le dit."""
CELLULE_MAX, LARGEUR = 260, "8rem"
"""Signes d'une cellule, et sa largeur la plus petite : sur un téléphone, le tableau défile plutôt que de se tasser."""
Lire = Callable[[int, int], Tranche]
"""Numéro de page, taille de page → entrées de cette page, la plus récente d'abord."""


def afficher(lire: Lire, nom: str, vide: str, *, avec_objet: bool = False) -> None:
    """Tableau d'une page, choix de la page, fichier ; un refus ou une panne se dit en clair.

    Parameters
    ----------
    lire : callable
        Ce qui lit le journal, droits vérifiés ; il est rappelé au clic pour composer le fichier.
    nom : str
        Ce qui distingue cet historique des autres de la page, et nomme son fichier.
    vide : str
        Ce qu'on dit, et ce qu'il y a à faire, quand rien n'a encore été enregistré.
    avec_objet : bool
        Vrai quand l'historique mêle plusieurs objets.
    """
    cle = f"historique.{nom}"
    page = int(st.session_state.get(cle, 1))
    try:
        lue = lire(page, PAR_PAGE)
        noms = _noms()
    except ErreurRegistre as erreur:
        st.warning(brut(erreur), icon=":material/error:")
        return
    if not lue.total:
        st.info(vide)
        return
    st.html(_table(lue.entrees, noms, avec_objet=avec_objet))
    pages = math.ceil(lue.total / PAR_PAGE)
    if pages > 1:
        st.number_input(f"Page de l'historique (sur {formats.nombre(pages)})", 1, pages, key=cle, width=220)
    telechargement.proposer(
        "Télécharger l'historique (CSV)",
        f"{nommer('historique', nom)}.csv",
        lambda: tableurs.en_csv(_fichier(lire(1, FICHIER_MAX).entrees, noms)),
    )
    if lue.total > FICHIER_MAX:
        maximum = formats.nombre(FICHIER_MAX)
        st.caption(
            f"Le fichier contient les {maximum} modifications les plus récentes, sur {formats.nombre(lue.total)}."
        )


def cle_volet(nom: str) -> str:
    """Clé du volet replié d'un historique."""
    return f"historique.volet.{nom}"


def _noms() -> Noms:
    """Clé → nom de tout ce qu'une entrée peut citer."""
    connu = registre.releve()
    noms = connu.noms_maisons | {fiche.cle: fiche.titre for fiche in connu.fiches}
    noms |= {suivi.cle: suivi.libelle for fiche in connu.fiches for suivi in fiche.suivis}
    return noms | {cle: fiche.libelle for cle, fiche in catalogue.charger().indicateurs.items()}


def _table(entrees: Sequence[Entree], noms: Noms, *, avec_objet: bool) -> str:
    """Tableau HTML : une entrée peut tenir plusieurs lignes, une par champ ; tout texte saisi est échappé."""
    corps = "".join(_rangs(entree, noms, avec_objet=avec_objet) for entree in entrees)
    tete = tableau.entetes(("Quand, qui, quoi", "Champ"))
    tete += tableau.entetes(("Avant", "Après"), f' style="min-width:{LARGEUR}"')
    legende = "La modification la plus récente d'abord ; les textes longs commencent à ce qui a changé."
    return tableau.imprimable("Historique des modifications", tete, corps, legende=legende)


def _rangs(entree: Entree, noms: Noms, *, avec_objet: bool) -> str:
    changes = lignes(entree, noms)
    geste = escape(OPERATIONS.get(entree.operation, entree.operation))
    if avec_objet:
        nature = escape(NATURES[entree.objet])
        geste = f"{nature if geste == nature else f'{geste} · {nature}'} : {saisi(sur_quoi(entree, noms), 120)}"
    tout = f' rowspan="{len(changes)}"' if len(changes) > 1 else ""
    debut = (
        f'<th scope="row"{tout}>{escape(horloge.dire(entree.quand))}'
        f"<small>{saisi(entree.nom, 80)}</small><small>{geste}</small></th>"
    )
    rangs = [
        f"<td>{escape(champ)}</td><td>{_cellule(avant, apres)}</td><td>{_cellule(apres, avant)}</td>"
        for champ, avant, apres in changes
    ]
    return "".join(f"<tr>{'' if numero else debut}{cellules}</tr>" for numero, cellules in enumerate(rangs))


def _cellule(texte: str, autre: str) -> str:
    return saisi(autour(texte, autre, CELLULE_MAX)[: 4 * CELLULE_MAX], CELLULE_MAX) if texte else formats.ABSENT


def _fichier(entrees: Sequence[Entree], noms: Noms) -> pd.DataFrame:
    """Une ligne par champ changé ; textes entiers, instants en temps universel."""
    colonnes = ("Quand (UTC)", "Qui", "Nature", "Objet", "Opération", "Champ", "Avant", "Après")
    rangs = [
        (
            *(entree.quand, entree.nom, NATURES[entree.objet], sur_quoi(entree, noms)),
            *(OPERATIONS.get(entree.operation, entree.operation), *ligne),
        )
        for entree in entrees
        for ligne in lignes(entree, noms)
    ]
    return pd.DataFrame(rangs, columns=list(colonnes))

"""Le carton d'un territoire à côté de la carte : sa valeur en grand, sa place, ses autres chiffres clés."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures.incertitude import ecrire, mediane_ecrite
from geo.mesures.positions import Position, position
from geo.mesures.repartitions import repartir
from pages.interface.texte import compose

CHIFFRES_CLES = (
    "chomage_localise",
    "chomage_localise_evolution_1_an",
    "emploi_prive_evolution_5_ans",
    "taux_emploi_15_64",
    "revenu_median",
    "taux_pauvrete",
    "part_recrutements_difficiles",
)


def carton(nom: str, de_quoi: str, valeur: str, precisions: Sequence[str], suite: str = "") -> str:
    """Le carton ; ``suite`` est déjà du HTML."""
    phrases = "".join(f'<p class="atlas-discret">{compose(majuscule(precision))}</p>' for precision in precisions)
    return (
        f'<div class="atlas-fiche"><h2>{compose(nom)}</h2><p class="atlas-discret">{compose(de_quoi)}</p>'
        f'<p class="valeur">{escape(valeur)}</p>{phrases}{suite}</div>'
    )


def de_quoi(fiche: Indicateur, periode: str) -> str:
    """« Taux de chômage localisé, 4ᵉ trimestre 2025 »."""
    return f"{fiche.libelle}, {formats.periode(periode)}"


def place(fiche: Indicateur, rang: str, situee: Position) -> str:
    """Le rang et la médiane des pairs, en HTML."""
    reserve = formats.statut(situee.statut)
    mediane = mediane_ecrite(fiche, situee.mediane, situee.mediane_entre)
    return (
        f"<p>{compose(majuscule(rang))}{f' ({compose(reserve)})' if reserve else ''}.</p>"
        f'<p class="atlas-discret">Médiane : {compose(mediane)}</p>'
    )


def chiffres(niveau: str, code: str, deja: str) -> str:
    """Tableau des chiffres clés qui existent à ce niveau ; vide s'il n'y en a pas."""
    if niveau == "commune":
        return ""
    indicateurs = charger().indicateurs
    lignes = [
        _ligne(identifiant, niveau, code)
        for identifiant in CHIFFRES_CLES
        if identifiant != deja and niveau in indicateurs[identifiant].niveaux
    ]
    return f'<table class="atlas-chiffres"><tbody>{"".join(lignes)}</tbody></table>' if lignes else ""


def _ligne(identifiant: str, niveau: str, code: str) -> str:
    repartition = repartir(identifiant, niveau)
    fiche, situee = repartition.indicateur, position(repartition, code)
    intervalle = ecrire(fiche, repartition.chiffree(code))
    rang = " · ".join(texte for texte in (intervalle, situee.ecrite or "sans donnée") if texte)
    valeur = formats.selon(fiche, situee.valeur)
    return (
        f'<tr><th scope="row">{escape(fiche.libelle_court)}<small>{formats.periode(repartition.periode)}</small></th>'
        f"<td>{valeur}<small>{rang}</small></td></tr>"
    )

"""La fiche du territoire choisi, à côté de la carte."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from donnees.catalogue import charger
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures import reserves
from geo.mesures.incertitude import dans_la_revision, ecrire, mediane_ecrite
from geo.mesures.positions import Position, position, rang_en_clair
from geo.mesures.repartitions import Repartition, repartir
from geo.territoires.niveaux import NOMS_NIVEAUX
from pages.carte import memoire
from pages.carte.etat import EtatCarte
from pages.interface import liens, recherche, territoire_choisi
from pages.interface.texte import brut, libeller

COMMUNES_MONTREES = 6
BOUTS = 5
CHIFFRES_CLES = (
    "chomage_localise",
    "chomage_localise_evolution_1_an",
    "emploi_prive_evolution_5_ans",
    "taux_emploi_15_64",
    "revenu_median",
    "taux_pauvrete",
    "part_recrutements_difficiles",
)


def afficher(repartition: Repartition, etat: EtatCarte) -> None:
    """Fiche du territoire choisi ; sans choix, dit comment choisir."""
    _recherche(repartition, etat)
    if not etat.territoire:
        article = "une" if repartition.niveau != "departement" else "un"
        st.info(
            f"Touchez {article} {NOMS_NIVEAUX[repartition.niveau][0]} sur la carte, "
            "ou choisissez un nom ci-dessus : ses chiffres clés s'affichent ici.",
            icon=":material/touch_app:",
        )
        st.html(_bouts(repartition))
        return
    nom = repartition.libelles[repartition.codes.index(etat.territoire)]
    place = position(repartition, etat.territoire)
    st.html(_carton(repartition, etat.territoire, place))
    chiffres = _chiffres(repartition.niveau, etat.territoire, etat.indicateur)
    if chiffres:
        st.html(chiffres)
    liens.portrait(f"Tous les indicateurs : {nom}", niveau=repartition.niveau, code=etat.territoire)


def _recherche(repartition: Repartition, etat: EtatCarte) -> None:
    """Choix au clavier, équivalent du clic ; parmi toutes les communes, par recherche."""
    if repartition.niveau == "commune" and not repartition.zone:
        _chercher_commune()
        return
    cle = f"carte.territoire.{repartition.niveau}.{repartition.zone}"
    voulu = etat.territoire or None
    noms = dict(zip(repartition.codes, repartition.libelles, strict=True))
    codes = sorted(noms, key=noms.__getitem__)
    ouverture = memoire.accorder_widget(cle, voulu)
    st.selectbox(
        NOMS_NIVEAUX[repartition.niveau][0].capitalize(),
        codes,
        index=codes.index(ouverture) if ouverture else None,
        format_func=libeller(noms.__getitem__),
        placeholder="Chercher un territoire",
        key=cle,
        on_change=lambda: memoire.choisir(st.session_state[cle] or ""),
    )


def _chercher_commune() -> None:
    texte = recherche.champ("Commune", key="carte.commune")
    for lieu in territoire_choisi.trouver(texte, COMMUNES_MONTREES, {"commune"}):
        st.button(
            brut(lieu.libelle),
            key=f"carte.commune.{lieu.code}",
            on_click=_montrer_commune,
            args=(lieu.code,),
            type="tertiary",
        )


def _montrer_commune(code: str) -> None:
    memoire.choisir(code)
    st.session_state["carte.commune"] = ""


def _carton(repartition: Repartition, code: str, place: Position) -> str:
    fiche, nom = repartition.indicateur, repartition.libelles[repartition.codes.index(code)]
    valeur = formats.selon(fiche, place.valeur)
    reserve = formats.statut(place.statut)
    rang = rang_en_clair(repartition, place) or "Sans donnée pour ce territoire"
    mediane = mediane_ecrite(fiche, place.mediane, place.mediane_entre)
    chiffree = repartition.chiffree(code)
    revision = reserves.REVISION if dans_la_revision(fiche, chiffree) else ""
    entre = [ecrire(fiche, chiffree), revision, fiche.ruptures.get(repartition.periode, "")]
    precisions = "".join(f'<p class="atlas-discret">{escape(majuscule(p))}</p>' for p in entre if p)
    return (
        f'<div class="atlas-fiche"><h2>{escape(nom)}</h2><p class="atlas-discret">{escape(fiche.libelle)}, '
        f'{formats.periode(repartition.periode)}</p><p class="valeur">{valeur}</p>'
        f"{precisions}<p>{rang[:1].upper() + rang[1:]}{f' ({reserve})' if reserve else ''}.</p>"
        f'<p class="atlas-discret">Médiane : {mediane}</p></div>'
    )


def _bouts(repartition: Repartition) -> str:
    """Les plus hautes et les plus basses valeurs publiées : de quoi situer, avant de choisir."""
    connues = np.flatnonzero(np.isfinite(repartition.valeurs))
    ordre = connues[np.argsort(-repartition.valeurs[connues], kind="stable")]
    if len(ordre) < 2 * BOUTS:
        return ""
    parties = (("Les plus hautes valeurs", ordre[:BOUTS]), ("Les plus basses", ordre[-BOUTS:]))
    corps = "".join(
        f'<tr><th scope="colgroup" colspan="2"><b>{titre}</b></th></tr>{"".join(_bout(repartition, i) for i in rangs)}'
        for titre, rangs in parties
    )
    return f'<table class="atlas-chiffres"><tbody>{corps}</tbody></table>'


def _bout(repartition: Repartition, i: int) -> str:
    """Une ligne : le territoire, sa valeur, son intervalle s'il en a un."""
    fiche, code = repartition.indicateur, repartition.codes[i]
    intervalle = ecrire(fiche, repartition.chiffree(code))
    precision = f"<small>{escape(intervalle)}</small>" if intervalle else ""
    valeur = formats.selon(fiche, float(repartition.valeurs[i]))
    return f'<tr><th scope="row">{escape(repartition.libelles[i])}</th><td>{valeur}{precision}</td></tr>'


def _chiffres(niveau: str, code: str, deja: str) -> str:
    """Tableau des chiffres clés qui existent à ce niveau."""
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
    fiche, place = repartition.indicateur, position(repartition, code)
    intervalle = ecrire(fiche, repartition.chiffree(code))
    rang = " · ".join(texte for texte in (intervalle, place.ecrite or "sans donnée") if texte)
    valeur = formats.selon(fiche, place.valeur)
    return (
        f'<tr><th scope="row">{escape(fiche.libelle_court)}<small>{formats.periode(repartition.periode)}</small></th>'
        f"<td>{valeur}<small>{rang}</small></td></tr>"
    )

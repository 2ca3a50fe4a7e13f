"""La fiche du territoire choisi, à côté de la carte."""

from __future__ import annotations

import streamlit as st

from geo.ecriture import formats
from geo.mesures import reserves
from geo.mesures.incertitude import dans_la_revision, ecrire
from geo.mesures.positions import Position, position, rang_en_clair
from geo.mesures.repartitions import Repartition
from geo.territoires.niveaux import NOMS_NIVEAUX
from pages.carte import carton, encercle, memoire
from pages.carte.bouts import bouts
from pages.carte.etat import EtatCarte
from pages.carte.etat import cerne as etat_cerne
from pages.interface import liens, recherche, territoire_choisi
from pages.interface.texte import brut, compose, libeller

COMMUNES_MONTREES = 6


def afficher(repartition: Repartition, etat: EtatCarte) -> None:
    """Fiche du territoire choisi ; sans choix, dit comment choisir."""
    _recherche(repartition, etat)
    if not etat.territoire:
        cerne = etat_cerne(etat)
        if cerne and encercle.montrer(cerne, etat.indicateur, etat.date):
            return
        article = "une" if repartition.niveau != "departement" else "un"
        invite = (
            f"Touchez {article} {NOMS_NIVEAUX[repartition.niveau][0]} sur la carte, "
            "ou choisissez un nom ci-dessus : ses chiffres clés s'affichent ici."
        )
        st.html(f'<p class="atlas-ecran atlas-consigne">{compose(invite)}</p>')
        st.html(bouts(repartition))
        return
    nom = repartition.libelles[repartition.codes.index(etat.territoire)]
    place = position(repartition, etat.territoire)
    st.html(_carton(repartition, etat.territoire, place))
    chiffres = carton.chiffres(repartition.niveau, etat.territoire, etat.indicateur)
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
    with recherche.cadre("carte"):
        texte = recherche.champ("Commune", key="carte.commune")
        recherche.repondre(texte)
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
    rang = rang_en_clair(repartition, place) or "Sans donnée pour ce territoire"
    chiffree = repartition.chiffree(code)
    revision = reserves.REVISION if dans_la_revision(fiche, chiffree) else ""
    entre = [ecrire(fiche, chiffree), revision, fiche.ruptures.get(repartition.periode, "")]
    sujet, valeur = carton.de_quoi(fiche, repartition.periode), formats.selon(fiche, place.valeur)
    return carton.carton(nom, sujet, valeur, [p for p in entre if p], carton.place(fiche, rang, place))

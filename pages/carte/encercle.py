"""La fiche du territoire cerné, sans autre choix : sa valeur, sinon celle que ses zones d'emploi lui prêtent."""

from __future__ import annotations

import math

import streamlit as st

from geo import mesures
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures import Mesure, reserves
from geo.mesures.emprunts import Emprunt, emprunter
from geo.territoires import Territoire
from geo.territoires.niveaux import NOMS_NIVEAUX
from pages.carte import carton
from pages.interface import liens, territoire_choisi


def montrer(territoire: Territoire, indicateur: str, date: str) -> bool:
    """Pose la fiche ; rend faux quand ni lui ni ses zones n'ont de nombre à cette date."""
    mesure = mesures.mesurer(territoire, indicateur, date)
    emprunt = emprunter(territoire, mesure, date)
    if math.isfinite(mesure.valeur):
        st.html(_sienne(territoire, territoire.libelle, mesure, ()))
    elif emprunt:
        st.html(_empruntee(territoire, emprunt))
    else:
        return False
    qui = emprunt.zone if emprunt else territoire
    if qui and qui.niveau == mesures.niveau_des_pairs(qui) and (cles := _cles(qui, indicateur)):
        st.html(cles)
    liens.portrait(f"Tous les indicateurs : {territoire.libelle}", **territoire_choisi.parametres(territoire))
    return True


def _cles(qui: Territoire, indicateur: str) -> str:
    return carton.chiffres(qui.niveau, qui.code, indicateur) if qui.niveau in {"zone_emploi", "departement"} else ""


def _sienne(qui: Territoire, nom: str, mesure: Mesure, precisions: tuple[str, ...]) -> str:
    """Une valeur publiée ou recalculée, et sa place parmi les pairs de ``qui``."""
    fiche, situee = mesure.indicateur, mesures.position(qui, mesure)
    pairs = NOMS_NIVEAUX[mesures.niveau_des_pairs(qui)][1]
    rang = f"{situee.ecrite} {pairs}" if situee.rang and not situee.sans_rang else "sans rang"
    phrases = (*precisions, *reserves.notes(mesure))
    valeur = formats.selon(fiche, mesure.valeur)
    return carton.carton(nom, carton.de_quoi(fiche, mesure.periode), valeur, phrases, carton.place(fiche, rang, situee))


def _empruntee(territoire: Territoire, emprunt: Emprunt) -> str:
    """La valeur de la zone englobante, nommée comme telle ; ou la fourchette de ses zones."""
    if emprunt.zone is None or emprunt.mesure is None:
        sans = f"{territoire.libelle} n'a pas cette valeur : c'est ce que disent ses zones d'emploi."
        sujet = carton.de_quoi(emprunt.indicateur, emprunt.periode)
        return carton.carton(majuscule(emprunt.nom), sujet, emprunt.ecrit, (sans,))
    habitants = f", où vivent {emprunt.habitants}" if emprunt.habitants else ""
    sans = f"{territoire.libelle} n'a pas cette valeur : c'est celle de sa zone d'emploi{habitants}."
    return _sienne(emprunt.zone, majuscule(emprunt.nom), emprunt.mesure, (sans,))

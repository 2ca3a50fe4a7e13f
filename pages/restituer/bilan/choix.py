"""De quelle maison et de quelle année faire le bilan ; tout est dans l'adresse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from donnees.registre.services import Fiche
from geo.actions import bilan as calcul
from geo.actions import phrases
from geo.actions.bilan import Bilan
from geo.ecriture.textes import couper
from pages.interface import adresse, registre
from pages.interface.texte import brut, ecrit
from pages.restituer.bilan import absences

ANNEES_VIDES = 5  # années proposées avant la courante quand le registre est vide


def choisir(tete: DeltaGenerator) -> Bilan | None:
    """Pose les choix et titre la page ; rend le bilan, ou None après avoir dit pourquoi il n'y en a pas."""
    releve = registre.releve()
    if registre.en_panne():
        tete.title("Bilan", anchor=False)
        absences.panne()
        return None
    _verifier_lien(releve)
    _ouvrir_celle_du_territoire(releve)
    with st.container(horizontal=True, key="atlas-bilan-choix"):
        maison = _choisir_maison(releve)
        siennes = calcul.de_la_maison(releve.fiches, maison)
        annee = _choisir_annee(releve.fiches, siennes) if maison else 0
    if not maison:
        tete.title("Bilan d'une maison", anchor=False)
        absences.aucune_maison(releve)
        return None
    bilan = calcul.bilan(releve.fiches, maison, annee)
    tete.title(f"Bilan {annee} — {brut(releve.noms_maisons[maison])}", anchor=False)
    if not bilan.actions:
        absences.aucune_action(bilan, calcul.annees(siennes, _courante()))
        return None
    tete.html(f'<p class="atlas-phrase">{ecrit(phrases.phrase(bilan, _courante()))}</p>')
    return bilan


def _ouvrir_celle_du_territoire(releve: registre.Releve) -> None:
    """En arrivant sans maison demandée, celle du territoire courant s'ouvre, et l'adresse la dit."""
    arrive = "adresse.maison" not in st.session_state  # Streamlit oublie un choix dès qu'on quitte sa page
    if arrive and "maison" not in st.query_params:
        adresse.ecrire("maison", absences.evidente(releve))


def _courante() -> int:
    """Année en cours."""
    return datetime.now(UTC).year


def _verifier_lien(releve: registre.Releve) -> None:
    """Dit, au-dessus des choix, ce qu'un lien demandait et qui n'existe pas."""
    adresse.lire("maison", dict.fromkeys(["", *(maison.cle for maison in releve.fiches_maisons)], ""), "")
    adresse.lire("annee", dict.fromkeys(["", *map(str, _offertes(releve.fiches))], ""), "")


def _offertes(fiches: Sequence[Fiche]) -> range:
    """Années offertes, les mêmes pour toutes les maisons, la plus récente d'abord."""
    toutes = calcul.annees(fiches, _courante())
    return range(max([*toutes, _courante()]), min([*toutes, _courante() - ANNEES_VIDES]) - 1, -1)


def _choisir_maison(releve: registre.Releve) -> str:
    """Maison choisie dans l'adresse ; celles qui ont des actions d'abord."""
    nombres = Counter(fiche.maison for fiche in releve.fiches)
    villes = dict(zip(releve.maisons["maison"], releve.maisons["ville"], strict=True))
    rangees = sorted(releve.fiches_maisons, key=lambda m: (not nombres[m.cle], m.nom, m.cle))
    libelles = {"": "Choisir une maison…"} | {
        m.cle: f"{couper(m.nom, 90)} · {villes.get(m.cle, m.siege)} · {_compter(nombres[m.cle])}" for m in rangees
    }
    return adresse.choisir(st.selectbox, "Maison", "maison", libelles, "", width=520)


def _choisir_annee(fiches: Sequence[Fiche], siennes: Sequence[Fiche]) -> int:
    """Année choisie dans l'adresse ; chacune dit le nombre d'actions de la maison."""
    libelles = {
        str(annee): f"{annee} · {_compter(sum(calcul.court_en(fiche, annee) for fiche in siennes))}"
        for annee in _offertes(fiches)
    }
    defaut = str(calcul.annee_par_defaut(siennes, _courante()))
    return int(adresse.choisir(st.selectbox, "Année", "annee", libelles, defaut, width=220))


def _compter(nombre: int) -> str:
    return phrases.pluriel(nombre, "action") if nombre else "aucune action"

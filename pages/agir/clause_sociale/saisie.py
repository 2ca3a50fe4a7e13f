"""Clause sociale : saisir le marché, lot par lot ; tout est dans l'adresse."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo.clause import adresse as lien
from geo.clause.calcul import CENT, COUT_MAX, EXEMPLE, LOTS_MAX, MONTANT_MAX, NOM_MAX, Lot, Simulation, nouveau
from geo.clause.reperes import COUT_CITE, REPERES, SMIC_HORAIRE, SOURCE_SMIC
from geo.ecriture import formats
from pages.cadre.habillage import legende
from pages.interface import adresse
from pages.interface.texte import brut, libeller

_CLE = "clause"
VIDE = Simulation((nouveau(),), None, None)


def lire() -> Simulation:
    """Simulation de l'adresse ; ce qu'un lien abîmé demandait est dit et corrigé."""
    simulation, refus = lien.lire(st.query_params.to_dict())
    for message in refus:
        st.warning(brut(message))
    if refus:
        _ecrire(simulation)
    return simulation


def _ecrire(simulation: Simulation) -> None:
    voulus = lien.ecrire(simulation)
    for nom in lien.PARAMETRES:
        adresse.ecrire(nom, voulus.get(nom, ""))


def saisir(simulation: Simulation) -> None:
    """Champs du marché ; chaque changement réécrit l'adresse, puis la page se rejoue."""
    _exemple(simulation)
    _poser("marche", simulation.nom)
    _poser("cout", simulation.cout)
    _poser("taux", simulation.taux)
    st.text_input(
        "Nom du marché (facultatif)", max_chars=NOM_MAX, key=f"{_CLE}.marche", on_change=_noter, args=(simulation,)
    )
    with st.container(horizontal=True, key="clause-hypotheses"):
        _nombre("Coût d'une heure de travail (€)", "cout", COUT_MAX, simulation, AIDE_COUT)
        _nombre("Taux d'insertion (% des heures)", "taux", CENT, simulation, AIDE_TAUX)
    for rang, lot in enumerate(simulation.lots):
        _lot(rang, lot, simulation)
    st.button(
        "Ajouter un lot",
        icon=":material/add:",
        on_click=_ecrire,
        args=(replace(simulation, lots=(*simulation.lots, nouveau())),),
        disabled=len(simulation.lots) >= LOTS_MAX,
    )
    legende(
        f"Coût horaire : celui de l'entreprise, charges comprises, à demander à l'acheteur. La page de la maison "
        f"du Sud 77 parlait de {formats.nombre(COUT_CITE[0])} à {formats.nombre(COUT_CITE[1])} €. "
        f"{SOURCE_SMIC} : {formats.nombre(SMIC_HORAIRE, 2)} €, avant cotisations de l'employeur : un plancher."
    )


AIDE_COUT = (
    "Ce que coûte à l'entreprise une heure de travail, charges comprises. Aucune valeur officielle : demandez-la."
)
AIDE_TAUX = "Part des heures de travail du marché que l'acheteur réserve à des personnes en insertion."


def _exemple(simulation: Simulation) -> None:
    """Dit qu'on montre l'exemple, ou offre d'y revenir."""
    if simulation == EXEMPLE:
        st.info(
            "Exemple à remplacer : ces chiffres sont ceux qu'une maison de l'emploi (Sud 77) publie pour expliquer le "
            "calcul, pas ceux de votre marché.",
            icon=":material/edit:",
        )
        st.button("Saisir mon marché", icon=":material/edit_note:", on_click=_ecrire, args=(VIDE,))
    else:
        st.button("Revenir à l'exemple", icon=":material/undo:", on_click=_ecrire, args=(EXEMPLE,))


def _poser(champ: str, valeur: object) -> None:
    """Met le widget en accord avec l'adresse."""
    cle = f"{_CLE}.{champ}"
    if cle not in st.session_state or st.session_state[cle] != valeur:
        st.session_state[cle] = valeur


def _nombre(libelle: str, champ: str, haut: float, simulation: Simulation, aide: str = "") -> None:
    st.number_input(
        libelle,
        min_value=0.0,
        max_value=haut,
        value=None,
        step=1000.0 if haut == MONTANT_MAX else 1.0,
        format="%g",
        key=f"{_CLE}.{champ}",
        on_change=_noter,
        args=(simulation,),
        placeholder="À saisir",
        help=aide or None,
    )


def _lot(rang: int, lot: Lot, simulation: Simulation) -> None:
    """Les champs d'un lot, numérotés pour qui ne les voit pas."""
    for champ, valeur in (("metier", lot.metier), ("montant", lot.montant), ("part", lot.part), ("nom", lot.nom)):
        _poser(f"{champ}{rang}", valeur)
    numero = f" du lot {rang + 1}" if len(simulation.lots) > 1 else ""
    with st.container(border=True, key=f"clause-lot-{rang}"):
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"clause-champs-{rang}"):
            st.selectbox(
                f"Métier{numero}",
                list(REPERES),
                format_func=libeller(lambda cle: REPERES[cle].libelle),
                key=f"{_CLE}.metier{rang}",
                on_change=_noter,
                args=(simulation, rang),
            )
            _nombre(f"Montant hors taxes{numero} (€)", f"montant{rang}", MONTANT_MAX, simulation)
            _nombre(f"Part de main-d'œuvre{numero} (%)", f"part{rang}", CENT, simulation)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(
                f"Nom{numero or ' du lot'} (facultatif)",
                max_chars=NOM_MAX,
                key=f"{_CLE}.nom{rang}",
                on_change=_noter,
                args=(simulation,),
            )
            if numero:
                autres = tuple(autre for i, autre in enumerate(simulation.lots) if i != rang)
                st.button(
                    f"Retirer le lot {rang + 1}",
                    icon=":material/delete:",
                    key=f"{_CLE}.retirer{rang}",
                    on_click=_ecrire,
                    args=(replace(simulation, lots=autres),),
                )
        repere = REPERES[lot.metier]
        usuelle = "" if repere.part is None else f"Repère : {formats.nombre_libre(repere.part)} %. "
        legende(f"{usuelle}Source : {brut(repere.source)}.")


def _noter(simulation: Simulation, change: int = -1) -> None:
    """Écrit dans l'adresse ce que disent les champs ; un métier changé apporte la part de son repère."""
    lots = tuple(_lire_lot(rang, lot, change_de_metier=rang == change) for rang, lot in enumerate(simulation.lots))
    saisies = {champ: st.session_state.get(f"{_CLE}.{champ}") for champ in ("cout", "taux", "marche")}
    _ecrire(Simulation(lots, saisies["cout"], saisies["taux"], lien.propre(saisies["marche"] or "")))


def _lire_lot(rang: int, lot: Lot, *, change_de_metier: bool) -> Lot:
    saisies = {champ: st.session_state.get(f"{_CLE}.{champ}{rang}") for champ in ("metier", "montant", "part", "nom")}
    metier = str(saisies["metier"] or lot.metier)
    part = REPERES[metier].part if change_de_metier and metier != lot.metier else saisies["part"]
    return Lot(metier, saisies["montant"], part, lien.propre(str(saisies["nom"] or "")))

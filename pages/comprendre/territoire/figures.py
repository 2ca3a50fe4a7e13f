"""Les figures d'un portrait : courbes face à la région et à la France, structure de l'emploi."""

from __future__ import annotations

import math

import streamlit as st

from donnees import entrepot
from donnees.catalogue import charger
from geo import mesures, territoires
from geo.ecriture import formats
from geo.graphiques import lectures
from geo.graphiques.structure import structure as figure_structure
from geo.graphiques.tendance import Courbe, dates, tendance
from geo.mesures import comparaison
from geo.mesures.chiffres_cles import SECTEURS, SERIES
from geo.portrait.series import suivis
from geo.territoires import Territoire
from pages.interface import adresse, integration
from pages.interface.figures import courbe, montrer, theme
from pages.interface.provenance import provenance
from pages.interface.texte import brut


@st.fragment
def courbes(territoire: Territoire, comparateur: Territoire | None) -> None:
    """Séries du territoire, de son comparateur, de sa région et de la France."""
    fiches = charger().indicateurs
    libelles = {identifiant: fiches[identifiant].libelle for identifiant in SERIES}
    choisi = adresse.choisir(st.segmented_control, "Série", "serie", libelles, SERIES[0])
    fiche = fiches[choisi]
    traces = {f"{t.niveau}.{t.code}": t for t in suivis(territoire, comparateur, choisi)}
    lignes = [trace for suivi in traces.values() if (trace := courbe(suivi, choisi))]
    if fiche.representation == "taux" and "france" not in fiche.niveaux:
        lignes.append(_mediane(choisi))
    if not lignes:
        st.info("Cette série n'existe ni pour ce territoire ni pour ceux qui le contiennent.")
        return
    indice = fiche.representation == "effectif" and len(lignes) > 1
    figure = tendance(lignes, fiche.unite, fiche.decimales, indice=indice, theme=theme())
    lecture = lectures.tendance(lignes, fiche.unite, fiche.decimales, indice=indice)
    montrer(figure, f"courbes.{choisi}", lecture)
    provenance(choisi, *dates(lignes), note="Indice 100 à la première date commune." if indice else "")
    tracees = comparaison.ecrire(list(traces.values())[: comparaison.MAXIMUM])
    integration.proposer("courbe", {"indicateur": choisi, "avec": tracees}, f"{fiche.libelle} : {territoire.libelle}")


def _mediane(identifiant: str) -> Courbe:
    """Médiane des zones d'emploi, là où aucune valeur nationale n'est publiée."""
    medianes = entrepot.valeurs(identifiant, "zone_emploi").groupby("periode")["valeur"].median()
    return Courbe("Médiane des zones d'emploi", tuple(medianes.index.astype(str)), medianes.tolist())


@st.fragment
def structure(territoire: Territoire, comparateur: Territoire | None) -> None:
    """Grands secteurs de l'emploi privé, face au comparateur ; par zone d'emploi quand le territoire n'en a pas."""
    montre = territoire
    if not any(_finie(territoire, identifiant) for identifiant in SECTEURS):
        traverses = territoires.traverses(territoire, "zone_emploi")
        if territoire.niveau in {"region", "departement"} or not traverses:
            st.info("Les secteurs ne sont publiés que par zone d'emploi et pour la France.")
            return
        montre = territoires.lire("zone_emploi", traverses[0].code)
        part = formats.part(traverses[0].part)
        st.write(f"Publiée par zone d'emploi : ici **{brut(montre.libelle)}**, où vivent {part} des habitants.")
    france = territoires.lire("france", "FR")
    autre = comparateur if comparateur and _finie(comparateur, next(iter(SECTEURS))) else france
    parts = [[mesures.mesurer(t, identifiant).valeur for identifiant in SECTEURS] for t in (montre, autre)]
    libelles = [charger().indicateurs[identifiant].libelle for identifiant in SECTEURS]
    noms = [_nom(montre), _nom(autre) if autre != montre else ""]
    ici, la_bas = noms
    figure = figure_structure(parts[0], parts[1], libelles, territoire=ici, comparateur=la_bas, theme=theme())
    montrer(figure, "structure", lectures.structure(parts[0], parts[1], libelles, territoire=ici, comparateur=la_bas))
    provenance(next(iter(SECTEURS)))


def _nom(territoire: Territoire) -> str:
    """Le nom du territoire ; pour la France, celui du champ des parts."""
    fiche = charger().indicateurs[next(iter(SECTEURS))]
    return fiche.nom_france if territoire.niveau == "france" else territoire.libelle


def _finie(territoire: Territoire, identifiant: str) -> bool:
    return math.isfinite(mesures.mesurer(territoire, identifiant).valeur)

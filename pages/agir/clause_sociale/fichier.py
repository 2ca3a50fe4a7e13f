"""Clause sociale : plusieurs marchés d'un coup, depuis un CSV ; rien n'est envoyé ni gardé."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from geo.clause import fichier
from geo.clause.calcul import Simulation, total
from geo.clause.note import etp, heures
from geo.clause.reperes import SOURCE_ETP
from geo.ecriture import formats
from geo.ecriture.classeurs import Feuille, composer
from geo.erreurs import FichierIllisible
from geo.sorties.metadonnees import Sujet
from geo.sorties.noms import nommer
from pages.cadre.habillage import phrase
from pages.interface import depot, tableau, telechargement
from pages.interface.texte import brut


@st.fragment
def plusieurs_marches(simulation: Simulation) -> None:
    """Modèle, colonnes, dépôt, rapport ligne à ligne et export."""
    st.header("Plusieurs marchés d'un coup", anchor=False)
    st.write(
        "Déposez la liste des marchés prévus, une ligne par lot : chacune est calculée, ou refusée avec sa raison. "
        "Le fichier est lu le temps de l'affichage : il n'est ni gardé, ni transmis."
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        telechargement.proposer("Modèle CSV", f"{nommer('clause', 'modele-marches')}.csv", fichier.modele)
        with st.popover("Ce que contient chaque colonne", icon=":material/help:"):
            tableau.texte(_colonnes(), "Colonnes du fichier, ce qu'elles contiennent")
    depose = depot.deposer("Fichier CSV, 1 Mo au plus", ["csv", "txt"], mega=1)
    if depose is None:
        return
    try:
        lignes = fichier.lire(depose.getvalue(), simulation.cout, simulation.taux)
    except FichierIllisible as refus:
        st.warning(brut(refus), icon=":material/error:")
        return
    _rapport(lignes)


def _colonnes() -> pd.DataFrame:
    lignes = [
        {
            "Colonne": brut(nom) + (" (obligatoire)" if nom in fichier.OBLIGATOIRES else ""),
            "Ce qu'elle contient": brut(aide),
            "Exemple": brut(exemple),
        }
        for nom, (aide, exemple) in fichier.COLONNES.items()
    ]
    return pd.DataFrame(lignes).set_index("Colonne")


def _rapport(lignes: list[fichier.LigneLue]) -> None:
    refusees = sum(1 for ligne in lignes if ligne.resultat is None)
    somme = total(ligne.resultat for ligne in lignes)
    if somme is not None:
        calculees = len(lignes) - refusees
        repartition = "1 ligne calculée" if calculees == 1 else f"{formats.nombre(calculees)} lignes calculées"
        phrase(f"{repartition} : environ {heures(somme.insertion)} d'insertion, soit {etp(somme)} sur un an.")
    if refusees:
        decompte = "1 ligne à corriger" if refusees == 1 else f"{formats.nombre(refusees)} lignes à corriger"
        st.warning(f"{decompte}, non comptée{'s' if refusees > 1 else ''} : voyez la dernière colonne.")
    table = fichier.tableau(lignes)
    tableau.montrer(table, fichier.NOMBRES, "Résultat de chaque ligne du fichier", hauteur=320)
    with st.container(horizontal=True):
        sujet = Sujet("Clause sociale : marchés", ("clause", "marches"))
        telechargement.table(sujet, table, "Résultat CSV")
        telechargement.proposer("Résultat XLSX", f"{sujet.nom}.xlsx", partial(_classeur, table))


def _classeur(table: pd.DataFrame) -> bytes:
    sources = pd.DataFrame(
        [
            ("Lignes", "fichier déposé par l'utilisateur et hypothèses de l'écran"),
            ("Équivalent temps plein", SOURCE_ETP),
        ],
        columns=["Donnée", "Source"],
    )
    return composer("Clause sociale : marchés prévus", [Feuille("Marchés", table, (), fichier.NOMBRES)], sources)

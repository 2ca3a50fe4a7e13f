"""Secteurs et métiers › Métiers : l'enquête Besoins en main-d'œuvre, le secret borné, les métiers à surveiller."""

from __future__ import annotations

import streamlit as st

from geo import territoires
from geo.ecriture import formats
from geo.metiers import lectures, tables
from geo.metiers.enquete import ANNEES, Lieu, metiers
from geo.metiers.lieux import offerts, statut
from geo.objets import metiers as objets
from geo.secteurs.choix import Choix
from geo.secteurs.tables import classeur, decimales
from geo.sorties.metadonnees import Sujet
from geo.territoires import Territoire
from pages.cadre.habillage import legende, phrase
from pages.comprendre.secteurs import tableaux
from pages.interface import adresse, tableau
from pages.interface.figures import montrer, theme
from pages.interface.texte import brut

TOUTES = "toutes"
BMO = ("france_travail_bmo", "france_travail_bassins")


def vue(choix: Choix) -> None:
    """Toute la vue."""
    echelles = offerts(choix.demande, choix.zone)
    with st.container(horizontal=True, key="secteurs-metiers", vertical_alignment="bottom"):
        libelles = {cle: libelle for cle, (_, libelle) in echelles.items()}
        cle = adresse.choisir(st.selectbox, "Où lire l'enquête", "lieu", libelles, next(iter(libelles)), width=420)
        annees = {str(annee): f"{annee} ({nomenclature})" for annee, nomenclature in ANNEES.items()}
        annee = int(adresse.choisir(st.selectbox, "Enquête", "annee", annees, "2025", width=200))
    lieu = echelles[cle][0]
    st.header("Les recrutements prévus", anchor=False)
    phrase(tables.phrase(lieu, annee, lieu.libelle))
    if metiers(lieu, annee).empty:
        return
    legende(f"{statut(lieu)} {tables.secret(lieu, annee)} {_source(annee)}")
    _surveiller(lieu, annee)
    _comparer(lieu, annee, cle, choix)
    _tous(lieu, annee)
    _tension(lieu, choix.zone or choix.demande)


def _sujet(titre: str, cle: str, lieu: Lieu, annee: int) -> Sujet:
    return Sujet(f"{titre} : {lieu.libelle}, {annee}", (cle, lieu.libelle), BMO, str(annee))


def _source(annee: int) -> str:
    return f"Source : {objets.source(annee)}. {objets.INTENTIONS}"


def _surveiller(lieu: Lieu, annee: int) -> None:
    """Liste des métiers à surveiller, par la règle écrite."""
    st.header("Les métiers à surveiller", anchor=False)
    st.write(formats.typographie(f"La règle : {lectures.REGLE}."))
    montree = tables.surveiller(lieu, annee)
    if montree.empty:
        st.info("Aucun métier ne répond à cette règle ici.")
        return
    tableau.montrer_partout(montree, decimales(montree), "Métiers à surveiller")
    legende(f"Le plus de projets difficiles d'abord ; le secret donne deux bornes. {_source(annee)}")
    dit = _sujet("Métiers à surveiller", "metiers-a-surveiller", lieu, annee)
    tableaux.emporter("surveiller", dit, {"CSV": lambda: tables.emporter(montree, lieu, annee)})


def _comparer(lieu: Lieu, annee: int, cle: str, choix: Choix) -> None:
    """Difficulté des métiers les plus demandés, ici et en France."""
    dessin = objets.difficiles(lieu, annee, cle, choix, theme())
    if dessin is None:
        return
    combien = len(lectures.plus_demandes(lieu, annee))
    st.header(f"Les {combien} métiers les plus demandés : sont-ils plus difficiles ici ?", anchor=False)
    montrer(dessin, "metiers-difficiles")
    legende(f"{dessin.note} Source : {dessin.source}.")


def _tous(lieu: Lieu, annee: int) -> None:
    """Tous les métiers, par famille, et les exports."""
    st.header("Tous les métiers", anchor=False)
    connues = sorted(set(metiers(lieu, annee)["famille"]))
    familles = {TOUTES: "Toutes les familles", **{str(rang): nom for rang, nom in enumerate(connues)}}
    choisie = adresse.choisir(st.selectbox, "Famille de métiers", "famille", familles, TOUTES, width=420)
    famille = "" if choisie == TOUTES else connues[int(choisie)]
    montree = tables.metiers(lieu, annee, famille)
    tableaux.montrer(montree, "Tous les métiers : projets, difficulté, saison", 480)
    if lectures.precedente(annee) is None:
        rupture = (
            "Pas d'évolution d'un an : l'enquête change de nomenclature entre 2023 (FAP 2009) et 2024 (FAP 2021), les "
            "métiers ne se correspondent pas un à un."
        )
    else:
        rupture = "Évolution tue quand le secret pourrait la changer ou que le départ est trop petit."
    legende(f"« — » : masqué ou non lisible, jamais zéro. {rupture} {_source(annee)}")
    tableaux.emporter(
        "metiers",
        _sujet("Métiers", "metiers", lieu, annee),
        {
            "CSV": lambda: tables.emporter(montree, lieu, annee),
            "XLSX": lambda: classeur(
                f"Métiers : {lieu.libelle}, {annee}",
                [("Métiers", montree, [statut(lieu), tables.secret(lieu, annee), rupture])],
                BMO,
            ),
        },
        "part_recrutements_difficiles",
    )


def _tension(lieu: Lieu, territoire: Territoire | None) -> None:
    """Métiers en tension de la région, sur l'enquête 2023 seulement."""
    st.header("Les métiers en tension (liste officielle)", anchor=False)
    regions = tuple(m.code for m in territoires.traverses(territoire, "region")) if territoire else ()
    if lieu.genre == "france" or not regions:
        regions = ()
        st.write(
            "Les métiers en tension dans toute la France ; choisissez un territoire pour y ajouter ceux de sa région."
        )
    else:
        noms = ", ".join(territoires.libelle("region", code) for code in regions)
        st.write(f"Région : {brut(noms)}, et ceux de toute la France.")
    montree = tables.tension(lieu, regions)
    tableau.montrer_partout(montree, decimales(montree), "Métiers en tension et leurs projets de 2023")
    legende(
        "Arrêté de mars 2024, en FAP 2009 : seule l'enquête 2023, de même nomenclature, la chiffre. La "
        "liste ne se croise pas avec 2024 ni 2025. Source : ministère du Travail (Dares) ; "
        "France Travail, BMO 2023."
    )
    tableaux.emporter(
        "tension",
        _sujet("Métiers en tension", "metiers-en-tension", lieu, lectures.ANNEE_TENSION),
        {"CSV": lambda: tables.emporter(montree, lieu, lectures.ANNEE_TENSION)},
    )

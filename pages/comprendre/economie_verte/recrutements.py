"""Économie verte : les recrutements d'un territoire, leurs métiers, ceux du bâtiment."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from donnees.catalogue import charger
from geo.economie_verte import champ as champs
from geo.economie_verte import phrases, recrutements
from geo.economie_verte.champ import BASSIN, Champ
from geo.ecriture import formats
from geo.ecriture.classeurs import Feuille, composer
from geo.ecriture.textes import minuscule
from geo.objets import metiers as objets
from geo.objets.metiers import SOURCES_VERTES
from geo.sorties.metadonnees import Sujet
from geo.territoires import Territoire
from pages.cadre.habillage import legende, phrase
from pages.interface import adresse, feuille, figures, liens, tableau, telechargement
from pages.interface.texte import brut, compose


def choisir(territoire: Territoire) -> Champ:
    """Où lire l'enquête ; plusieurs bassins traversés : un choix, dans l'adresse."""
    offerts = {champ.code: champ for champ in champs.champs(territoire)}
    premier = next(iter(offerts))
    if len(offerts) == 1:
        return offerts[premier]
    libelles = {code: f"{c.libelle} ({phrases.pourcent(100 * c.part, 0)} des habitants)" for code, c in offerts.items()}
    titre = f"Bassin de France Travail ({len(offerts)} traversés)"
    return offerts[adresse.choisir(st.selectbox, titre, "bassin", libelles, premier, width=420)]


def lecture(territoire: Territoire, champ: Champ) -> None:
    """À quelle échelle on lit, et pourquoi ce n'est pas le territoire même."""
    if champ.nature == BASSIN:
        ailleurs = brut(formats.typographie(phrases.autre_echelle(territoire, champ)))
        texte = (
            "L'enquête se publie par bassin de France Travail : les chiffres sont ceux du bassin entier, et non de "
            f"« {brut(territoire.libelle)} » seul. {ailleurs}"
        )
    elif champ.estime:
        texte = (
            "Zone d'emploi estimée : les bassins de France Travail qu'elle traverse y sont répartis au prorata de leur "
            "population."
        )
    else:
        texte = "Somme des effectifs publiés par bassin de France Travail."
    legende(texte)


def chiffres(champ: Champ, comparateur: Champ | None) -> None:
    """Quatre chiffres, chacun face au comparateur."""
    face = phrases.cartons(comparateur) if comparateur else [("", "", "")] * 4
    cartes = "".join(
        f"<li><h3>{compose(titre)}</h3><p class='valeur'>{compose(valeur)}</p><p>{compose(precision)}</p>"
        + (
            f"<p class='source'>{compose(f'{_nom(comparateur)} : {autre}')}</p>"
            if comparateur and titre != _COMPTE
            else ""
        )
        + "</li>"
        for (titre, valeur, precision), (_, autre, _) in zip(phrases.cartons(champ), face, strict=True)
    )
    st.html(f'<ul class="atlas-cartons atlas-verte-cartons">{cartes}</ul>')
    source()
    with st.container(horizontal=True, key="verte-fiches"):
        for identifiant in ("part_recrutements_verts", "part_recrutements_verdissants"):
            fiche = charger().indicateur(identifiant)
            liens.definition(f"Définition : {minuscule(fiche.libelle_court)}", identifiant)


_COMPTE = "Projets verts et verdissants"


def _nom(champ: Champ) -> str:
    return "France" if champ.nature == "france" else champ.libelle


def source() -> None:
    """D'où viennent les recrutements, et leur version."""
    legende(
        f"Intentions déclarées par les employeurs pour {recrutements.ANNEE}. Source : {objets.citations_vertes()}. "
        "La liste des métiers verts et verdissants est une transcription de seconde main, en familles de métiers de "
        "2009."
    )


def limites() -> None:
    """Ce que ces chiffres ne disent pas."""
    feuille.volet("Ce que ces chiffres ne disent pas", "verte-limites", _limites, icone=":material/help:")


def _limites() -> None:
    absentes = ", ".join(recrutements.sans_ligne())
    textes = (
        "Ce sont des intentions d'employeurs avant l'année, non des embauches ni des emplois occupés.",
        "La liste Onemev est en familles de 2009 : rien ne la relie aux enquêtes suivantes, en familles de 2021.",
        "Une famille verdissante voit son contenu changer ; un poste n'y a pas forcément la transition pour objet.",
        f"Une famille de la liste n'a aucune ligne dans l'enquête ({absentes}) : elle n'est pas comptée.",
        "Un effectif masqué (de 1 à 4 projets par métier et bassin) n'est pas un zéro : les bornes le disent.",
    )
    st.markdown(formats.typographie("\n".join(f"- {texte}" for texte in textes)))


def recherches(territoire: Territoire, champ: Champ) -> None:
    """Les métiers verts et verdissants les plus recherchés : graphique, tableau, fichiers."""
    st.header("Les métiers les plus recherchés", anchor=False)
    tous = recrutements.verts(champ)
    dessin = objets.verts(territoire, champ, figures.theme())
    if dessin is None:
        st.info("L'enquête ne publie aucun projet dans ces métiers ici : les effectifs y sont nuls ou masqués.")
    else:
        phrase(phrases.recherches(tous, champ))
        figures.montrer(dessin, "verte-metiers")
    titre = f"Les {len(tous)} familles de métiers en tableau"
    feuille.volet(titre, "verte-familles", partial(_familles, tous, champ), icone=":material/table:")
    legende(
        "Une famille compte en entier dès que la liste la dit verdissante, même large : l'animation "
        "socioculturelle en est. Une ligne masquée cache de 1 à 4 projets : elle n'est pas dans le nombre, mais à "
        "côté, en bornes."
    )


def _familles(tous: pd.DataFrame, champ: Champ) -> None:
    table = phrases.tableau(tous)
    titre = "Métiers verts et verdissants : projets et difficulté"
    tableau.montrer_partout(table, phrases.NOMBRES, titre, hauteur=380)
    _fichiers(table, champ, "Métiers verts et verdissants")


def batiment(champ: Champ) -> None:
    """Les métiers du bâtiment que la transition transforme : ceux de la rénovation énergétique."""
    st.header("Rénovation énergétique : les métiers du bâtiment", anchor=False)
    metiers_ = recrutements.batiment(champ)
    siens = recrutements.compter(metiers_)
    if siens.projets:
        phrase(
            f"{phrases.projets(siens.projets, champ).capitalize()} projets de recrutement dans les métiers du bâtiment "
            f"qui portent la rénovation, dont {phrases.difficiles_dits(siens, 0)} jugés difficiles."
        )
    else:
        phrase("Aucun projet publié ici dans les métiers du bâtiment de la liste : effectifs nuls ou masqués.")
    table = phrases.tableau_batiment(champ)
    nombres = {n: d for n, d in phrases.NOMBRES.items() if n in table}
    tableau.montrer_partout(table, nombres, "Métiers du bâtiment : projets et difficulté", hauteur=300)
    _fichiers(table, champ, "Métiers de la rénovation")
    legende(
        "Règle : les familles de la liste Onemev dont le code est du domaine B, « Bâtiment, travaux publics », de "
        "la nomenclature FAP 2009. L'enquête ne distingue pas la rénovation énergétique des autres chantiers."
    )


def _fichiers(table: pd.DataFrame, champ: Champ, titre: str) -> None:
    emportee = table.assign(Territoire=champ.libelle, Enquête=recrutements.ANNEE)
    with st.container(horizontal=True):
        sujet = Sujet(f"{titre} : {champ.libelle}", (titre, champ.libelle), SOURCES_VERTES, str(recrutements.ANNEE))
        telechargement.table(sujet, emportee)
        telechargement.proposer("XLSX", f"{sujet.nom}.xlsx", partial(_classeur, emportee, champ))


def _classeur(table: pd.DataFrame, champ: Champ) -> bytes:
    connues = charger().sources
    fiches = [connues[identifiant] for identifiant in SOURCES_VERTES]
    citees = pd.DataFrame(
        {
            "Producteur": [f.producteur for f in fiches],
            "Titre": [f.titre for f in fiches],
            "Millésime": [f.millesime for f in fiches],
            "Adresse": [f.adresse for f in fiches],
            "Retraitement": [f.retraitement or "aucun" for f in fiches],
        }
    )
    return composer(f"Économie verte : {champ.libelle}", [Feuille("Métiers", table, (), phrases.NOMBRES)], citees)

"""Les parties du bilan à l'écran : commandes, actions, carte, résultats, appuis, réserves."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from donnees.catalogue.fiches_documents import mots
from geo.actions import bilan as calcul
from geo.actions import empechements, moyens, phrases
from geo.actions.bilan import Bilan
from geo.documents.fiches import bilan as document
from geo.documents.modele import Document
from geo.ecriture.textes import couper
from geo.objets import actions as objets
from geo.sorties.metadonnees import Sujet
from pages.carte import vivante
from pages.interface import documents, feuille, horloge, liens, partage, registre, telechargement
from pages.interface.nombres import nombres
from pages.interface.texte import brut, ecrit
from pages.restituer.bilan import blocs

MOTS, GRILLE = mots("bilan"), mots("grille")


def chiffres(bilan: Bilan) -> None:
    """Les grands nombres du bilan."""
    nombres("atlas-bilan-nombres", phrases.chiffres(bilan))


def themes(bilan: Bilan) -> None:
    """Actions par thème et par statut."""
    st.header("Par thème et par statut", anchor=False)
    st.html(blocs.croisement(bilan))


def commandes(bilan: Bilan) -> None:
    """Lien, impression, tableau à emporter."""
    with st.container(horizontal=True, key="commandes", vertical_alignment="center"):
        partage.barre(imprimer=True)
        sujet = Sujet(f"Bilan {bilan.annee}", ("bilan", bilan.maison), periode=str(bilan.annee))
        documents.proposer(sujet.nom, composition(bilan), ("pdf", "docx", "pptx"))
        telechargement.table(sujet, partial(calcul.table, bilan))


def composition(bilan: Bilan) -> partial[Document]:
    """De quoi composer le bilan en document, ici ou dans un autre processus."""
    releve = registre.releve()
    siennes = calcul.de_la_maison(releve.fiches, bilan.maison)
    adresse = partage.adresse({"maison": bilan.maison, "annee": str(bilan.annee)})
    maison = releve.maisons_par_cle[bilan.maison]
    return partial(document.composer, maison, bilan.annee, siennes, horloge.jour(), adresse)


def actions(bilan: Bilan) -> None:
    """Liste des actions, chaque titre menant à sa fiche."""
    st.header("Les actions", anchor=False)
    with st.container(key="atlas-bilan-actions", gap="xsmall"):
        for fiche in bilan.actions:
            liens.action(f"**{brut(couper(fiche.titre, 120))}**", fiche.cle)
            st.html(f'<p class="atlas-discret">{ecrit(phrases.details(fiche))}</p>')


def carte(bilan: Bilan) -> None:
    """Actions de l'année sur la carte."""
    releve = registre.releve()
    nom, fichier = releve.noms_maisons[bilan.maison], releve.fichiers["actions"]
    objet = objets.bilan(bilan, nom, releve.actions, fichier, feuille.theme())
    st.header("Où", anchor=False)
    with st.container(key="atlas-bilan-carte"):
        vivante.montrer_fiches(objet, f"bilan-{bilan.maison}")


def resultats(bilan: Bilan) -> None:
    """Résultats face aux cibles."""
    st.header("Résultats face aux cibles", anchor=False)
    _montrer(blocs.resultats(bilan) if bilan.resultats else "", MOTS["sans_resultat"])


def moyens_par_axe(bilan: Bilan) -> None:
    """Équivalents temps plein et euros, par axe de 2013."""
    st.header(MOTS["par_axe"], anchor=False)
    _montrer(blocs.moyens_par_axe(bilan) if moyens.connus(bilan) else "", MOTS["sans_moyens"])


def empeches(bilan: Bilan) -> None:
    """Actions arrêtées, cibles au-dessus du dernier relevé, raisons dites."""
    st.header(MOTS["empeches"], anchor=False)
    jour = datetime.now(UTC).date()
    trouves = empechements.empechements(registre.releve().fiches, bilan.maison, bilan.annee, jour)
    _montrer(blocs.empeches(trouves) if trouves else "", MOTS["sans_empechement"])


def appuis(bilan: Bilan) -> None:
    """Partenaires, chacun avec son rôle, puis financeurs."""
    st.header("Partenaires et financeurs", anchor=False)
    _montrer(blocs.partenaires(bilan) if bilan.partenaires else "", MOTS["sans_partenaire"])
    if bilan.financeurs:
        st.html(blocs.financeurs(bilan))


def _montrer(bloc: str, manque: str) -> None:
    """Le bloc ; vide, ce qui manque."""
    if bloc:
        st.html(bloc)
    else:
        st.write(manque)


def grille(bilan: Bilan) -> None:
    """Ce que le registre dit des sujets connus de la grille nationale ; la feuille imprimée la laisse au document."""
    with st.container(key="atlas-bilan-grille"):
        st.header(GRILLE["titre"], anchor=False)
        st.write(GRILLE["chapeau"])
        st.html(blocs.grille(bilan))
        st.caption(f"Source : {brut(GRILLE['source'])}")


def reserves(bilan: Bilan) -> None:
    """Comment lire ce bilan : sources, fiabilité, règles."""
    with st.container(key="atlas-bilan-reserves"):
        st.html(f'<p class="atlas-discret">{ecrit(" ".join(phrases.reserves(bilan)))}</p>')

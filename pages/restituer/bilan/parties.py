"""Les parties du bilan à l'écran : commandes, actions, carte, résultats, appuis, réserves."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from geo.actions import bilan as calcul
from geo.actions import empechements, moyens
from geo.actions.bilan import Bilan
from geo.ecriture import formats
from geo.ecriture.textes import couper
from pages.carte import vivante
from pages.interface import liens, partage, registre, telechargement
from pages.interface.nombres import nombres
from pages.interface.texte import brut, ecrit
from pages.restituer.bilan import blocs, phrases


def chiffres(bilan: Bilan) -> None:
    """Les grands nombres du bilan."""
    suivis, avec = len(bilan.resultats), len(bilan.partenaires)
    releves = sum(r.progres.derniere is not None for r in bilan.resultats)
    aucun = "aucun montant au registre" if bilan.financements.connus is None else "tous les montants sont connus"
    actions, sujets = bilan.compte(), phrases.pluriel(len(bilan.themes), "thème")
    nombres(
        "atlas-bilan-nombres",
        [
            (formats.nombre(actions), "action" + "s" * (actions > 1), sujets),
            (formats.nombre(avec), "partenaire" + "s" * (avec > 1), "avec leur rôle" if avec > 1 else "au registre"),
            (formats.nombre(releves), "résultat" + "s" * (releves > 1), f"sur {phrases.pluriel(suivis, 'suivi')}"),
            (phrases.euros(bilan.financements), "de financements", phrases.inconnus(bilan.financements) or aucun),
        ],
    )


def themes(bilan: Bilan) -> None:
    """Actions par thème et par statut."""
    st.header("Par thème et par statut", anchor=False)
    st.html(blocs.croisement(bilan))


def commandes(bilan: Bilan) -> None:
    """Lien, impression, tableau à emporter."""
    with st.container(horizontal=True, key="commandes", vertical_alignment="center"):
        partage.barre(imprimer=True)
        telechargement.table(f"bilan-{bilan.maison}-{bilan.annee}.csv", partial(calcul.table, bilan))


def actions(bilan: Bilan) -> None:
    """Liste des actions, chaque titre menant à sa fiche."""
    st.header("Les actions", anchor=False)
    with st.container(key="atlas-bilan-actions", gap="xsmall"):
        for fiche in bilan.actions:
            liens.action(f"**{brut(couper(fiche.titre, 120))}**", fiche.cle)
            st.html(f'<p class="atlas-discret">{ecrit(phrases.details(fiche))}</p>')


def carte(bilan: Bilan) -> None:
    """Actions de l'année sur la carte."""
    cles = [fiche.cle for fiche in bilan.actions]
    toutes = registre.releve().actions
    points = toutes.loc[toutes["action"].isin(cles), ["lon", "lat"]]
    cadrage = calcul.vue(zip(points["lon"].astype(float), points["lat"].astype(float), strict=True))
    st.header("Où", anchor=False)
    with st.container(key="atlas-bilan-carte"):
        vivante.montrer_actions(cles, f"bilan-{bilan.maison}", cadrage)


def resultats(bilan: Bilan) -> None:
    """Résultats face aux cibles."""
    st.header("Résultats face aux cibles", anchor=False)
    manque = "Aucun résultat n'est suivi : une action se juge à ce qu'elle compte et à sa cible."
    _montrer(blocs.resultats(bilan) if bilan.resultats else "", manque)


def moyens_par_axe(bilan: Bilan) -> None:
    """Équivalents temps plein et euros, par axe de 2013."""
    st.header("Moyens par axe", anchor=False)
    manque = "Aucun moyen n'est dit : ni équivalent temps plein, ni budget, ni financement chiffré."
    _montrer(blocs.moyens_par_axe(bilan) if moyens.connus(bilan) else "", manque)


def empeches(bilan: Bilan) -> None:
    """Actions arrêtées, cibles au-dessus du dernier relevé, raisons dites."""
    st.header("Ce qui n'a pas pu se faire", anchor=False)
    jour = datetime.now(UTC).date()
    trouves = empechements.empechements(registre.releve().fiches, bilan.maison, bilan.annee, jour)
    _montrer(blocs.empeches(trouves) if trouves else "", "Le registre ne dit rien de tel pour cette année.")


def appuis(bilan: Bilan) -> None:
    """Partenaires, chacun avec son rôle, puis financeurs."""
    st.header("Partenaires et financeurs", anchor=False)
    manque = "Aucun partenaire n'est nommé : la maison coordonne, chaque partenaire a son rôle à dire."
    _montrer(blocs.partenaires(bilan) if bilan.partenaires else "", manque)
    if bilan.financeurs:
        st.html(blocs.financeurs(bilan))


def _montrer(bloc: str, manque: str) -> None:
    """Le bloc ; vide, ce qui manque."""
    if bloc:
        st.html(bloc)
    else:
        st.write(manque)


def reserves(bilan: Bilan) -> None:
    """Comment lire ce bilan : sources, fiabilité, règles."""
    with st.container(key="atlas-bilan-reserves"):
        st.html(f'<p class="atlas-discret">{ecrit(" ".join(phrases.reserves(bilan)))}</p>')
        jour = formats.date_partielle(datetime.now(UTC).date().isoformat())
        st.html(f'<p class="atlas-bilan-edition">Édité le {jour} depuis l’Atlas des maisons de l’emploi.</p>')

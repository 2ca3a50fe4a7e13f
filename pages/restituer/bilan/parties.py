"""Les parties du bilan à l'écran : choix, états vides, actions, carte, réserves, export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from donnees.registre.services import Fiche
from geo.actions import bilan as calcul
from geo.actions.bilan import Bilan
from geo.ecriture import formats, tableurs
from geo.ecriture.textes import couper
from pages.cadre import plan
from pages.carte import vivante
from pages.interface import adresse, partage, registre, telechargement, texte
from pages.interface.texte import brut
from pages.restituer.bilan import blocs, phrases

EXEMPLES = 6
ANNEES_VIDES = 5  # années proposées avant la courante quand le registre est vide


def courante() -> int:
    """Année en cours."""
    return datetime.now(UTC).year


def verifier_lien(lu: registre.Releve) -> None:
    """Dit, au-dessus des choix, ce qu'un lien demandait et qui n'existe pas."""
    adresse.lire("maison", dict.fromkeys(["", *(maison.cle for maison in lu.fiches_maisons)], ""), "")
    adresse.lire("annee", dict.fromkeys(["", *map(str, _offertes(lu.fiches))], ""), "")


def _offertes(fiches: Sequence[Fiche]) -> range:
    """Années offertes, les mêmes pour toutes les maisons, la plus récente d'abord."""
    toutes = calcul.annees(fiches, courante())
    return range(max([*toutes, courante()]), min([*toutes, courante() - ANNEES_VIDES]) - 1, -1)


def choisir_maison(lu: registre.Releve) -> str:
    """Maison choisie dans l'adresse ; celles qui ont des actions d'abord."""
    nombres = Counter(fiche.maison for fiche in lu.fiches)
    villes = dict(zip(lu.maisons["maison"], lu.maisons["ville"], strict=True))
    rangees = sorted(lu.fiches_maisons, key=lambda m: (not nombres[m.cle], m.nom, m.cle))
    libelles = {"": "Choisir une maison…"} | {
        m.cle: f"{couper(m.nom, 90)} · {villes.get(m.cle, m.siege)} · {_compter(nombres[m.cle])}" for m in rangees
    }
    return adresse.choisir(st.selectbox, "Maison", "maison", libelles, "", width=520)


def choisir_annee(fiches: Sequence[Fiche], siennes: Sequence[Fiche]) -> int:
    """Année choisie dans l'adresse ; chacune dit le nombre d'actions de la maison."""
    libelles = {
        str(annee): f"{annee} · {_compter(sum(calcul.court_en(fiche, annee) for fiche in siennes))}"
        for annee in _offertes(fiches)
    }
    defaut = str(calcul.annee_par_defaut(siennes, courante()))
    return int(adresse.choisir(st.selectbox, "Année", "annee", libelles, defaut, width=220))


def _compter(nombre: int) -> str:
    return phrases.pluriel(nombre, "action") if nombre else "aucune action"


def accueil(fiches: Sequence[Fiche], noms: dict[str, str]) -> None:
    """Sans maison choisie : à quoi sert un bilan, et les maisons par où commencer."""
    st.info(
        "Choisissez une maison ci-dessus. Son bilan tient sur une feuille : ce qu'elle a fait dans l'année, avec qui, "
        "pour quels résultats. Il s'imprime et se partage par son lien."
    )
    st.subheader("Les maisons qui ont le plus d'actions au registre", anchor=False)
    connues = Counter(fiche.maison for fiche in fiches if fiche.maison in noms)
    with st.container(key="atlas-bilan-exemples"):
        for cle, nombre in sorted(connues.items(), key=lambda c: (-c[1], noms[str(c[0])]))[:EXEMPLES]:
            libelle = f"{brut(noms[str(cle)])} · {phrases.pluriel(nombre, 'action')}"
            st.page_link(plan.BILAN, label=libelle, query_params={"maison": str(cle)})


def rien(vu: Bilan, siennes: Sequence[Fiche]) -> None:
    """Aucune action cette année : dire où il y en a, ou comment en ajouter."""
    annees = calcul.annees(siennes, courante())
    if not annees:
        sans = f" {phrases.reserves(vu)[2]}" if vu.sans_date else ""
        st.info(f"Le registre ne connaît aucune action datée de cette maison.{sans}")
        st.page_link(plan.PLAN_ACTIONS, label="Voir le plan d'actions", icon=":material/event_note:")
        return
    st.info(f"Aucune action de cette maison n'a couru en {vu.annee}. Le registre en connaît pour ces années :")
    with st.container(horizontal=True, key="atlas-bilan-annees"):
        for annee in annees:
            parametres = {"maison": vu.maison, "annee": str(annee)}
            st.page_link(plan.BILAN, label=f"Bilan {annee}", query_params=parametres)


def commandes(vu: Bilan) -> None:
    """Lien, impression, tableau à emporter."""
    with st.container(horizontal=True, key="commandes", vertical_alignment="center"):
        partage.barre(imprimer=True)
        fichier = f"bilan-{vu.maison}-{vu.annee}.csv"
        telechargement.proposer("CSV", fichier, lambda: tableurs.en_csv(calcul.table(vu)))


def actions(vu: Bilan) -> None:
    """Liste des actions, chaque titre menant à sa fiche."""
    st.header("Les actions", anchor=False)
    with st.container(key="atlas-bilan-actions", gap="xsmall"):
        for fiche in vu.actions:
            libelle = f"**{brut(couper(fiche.titre, 120))}**"
            st.page_link(plan.PLAN_ACTIONS, label=libelle, query_params={"action": fiche.cle})
            st.html(f'<p class="atlas-discret">{texte.ecrit(phrases.details(fiche))}</p>')


def carte(vu: Bilan) -> None:
    """Actions de l'année sur la carte."""
    cles = [fiche.cle for fiche in vu.actions]
    toutes = registre.releve().actions
    points = toutes.loc[toutes["action"].isin(cles), ["lon", "lat"]]
    cadrage = calcul.vue(zip(points["lon"].astype(float), points["lat"].astype(float), strict=True))
    st.header("Où", anchor=False)
    with st.container(key="atlas-bilan-carte"):
        vivante.montrer_actions(cles, f"bilan-{vu.maison}", cadrage)


def resultats(vu: Bilan) -> None:
    """Résultats face aux cibles."""
    st.header("Résultats face aux cibles", anchor=False)
    if vu.resultats:
        st.html(blocs.resultats(vu))
    else:
        st.write("Aucun résultat n'est suivi : une action se juge à ce qu'elle compte et à sa cible.")


def appuis(vu: Bilan) -> None:
    """Partenaires, chacun avec son rôle, puis financeurs."""
    st.header("Partenaires et financeurs", anchor=False)
    if vu.partenaires:
        st.html(blocs.partenaires(vu))
    else:
        st.write("Aucun partenaire n'est nommé : la maison coordonne, chaque partenaire a son rôle à dire.")
    if vu.financeurs:
        st.html(blocs.financeurs(vu))
    if vu.budgets.connus is not None:
        manque = phrases.inconnus(vu.budgets)
        st.write(f"Budgets connus : {phrases.euros(vu.budgets)}{f' ; {manque}' if manque else ''}.")


def reserves(vu: Bilan) -> None:
    """Comment lire ce bilan : sources, fiabilité, règles."""
    with st.container(key="atlas-bilan-reserves"):
        st.html(f'<p class="atlas-discret">{texte.ecrit(" ".join(phrases.reserves(vu)))}</p>')
        jour = formats.date_partielle(datetime.now(UTC).date().isoformat())
        st.html(f'<p class="atlas-bilan-edition">Édité le {jour} depuis l’Atlas des maisons de l’emploi.</p>')

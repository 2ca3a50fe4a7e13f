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


def verifier_lien(releve: registre.Releve) -> None:
    """Dit, au-dessus des choix, ce qu'un lien demandait et qui n'existe pas."""
    adresse.lire("maison", dict.fromkeys(["", *(maison.cle for maison in releve.fiches_maisons)], ""), "")
    adresse.lire("annee", dict.fromkeys(["", *map(str, _offertes(releve.fiches))], ""), "")


def _offertes(fiches: Sequence[Fiche]) -> range:
    """Années offertes, les mêmes pour toutes les maisons, la plus récente d'abord."""
    toutes = calcul.annees(fiches, courante())
    return range(max([*toutes, courante()]), min([*toutes, courante() - ANNEES_VIDES]) - 1, -1)


def choisir_maison(releve: registre.Releve) -> str:
    """Maison choisie dans l'adresse ; celles qui ont des actions d'abord."""
    nombres = Counter(fiche.maison for fiche in releve.fiches)
    villes = dict(zip(releve.maisons["maison"], releve.maisons["ville"], strict=True))
    rangees = sorted(releve.fiches_maisons, key=lambda m: (not nombres[m.cle], m.nom, m.cle))
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


def rien(bilan: Bilan, siennes: Sequence[Fiche]) -> None:
    """Aucune action cette année : dire où il y en a, ou comment en ajouter."""
    annees = calcul.annees(siennes, courante())
    if not annees:
        sans = f" {phrases.reserves(bilan)[2]}" if bilan.sans_date else ""
        st.info(f"Le registre ne connaît aucune action datée de cette maison.{sans}")
        st.page_link(plan.PLAN_ACTIONS, label="Voir le plan d'actions", icon=":material/event_note:")
        return
    st.info(f"Aucune action de cette maison n'a couru en {bilan.annee}. Le registre en connaît pour ces années :")
    with st.container(horizontal=True, key="atlas-bilan-annees"):
        for annee in annees:
            parametres = {"maison": bilan.maison, "annee": str(annee)}
            st.page_link(plan.BILAN, label=f"Bilan {annee}", query_params=parametres)


def commandes(bilan: Bilan) -> None:
    """Lien, impression, tableau à emporter."""
    with st.container(horizontal=True, key="commandes", vertical_alignment="center"):
        partage.barre(imprimer=True)
        fichier = f"bilan-{bilan.maison}-{bilan.annee}.csv"
        telechargement.proposer("CSV", fichier, lambda: tableurs.en_csv(calcul.table(bilan)))


def actions(bilan: Bilan) -> None:
    """Liste des actions, chaque titre menant à sa fiche."""
    st.header("Les actions", anchor=False)
    with st.container(key="atlas-bilan-actions", gap="xsmall"):
        for fiche in bilan.actions:
            libelle = f"**{brut(couper(fiche.titre, 120))}**"
            st.page_link(plan.PLAN_ACTIONS, label=libelle, query_params={"action": fiche.cle})
            st.html(f'<p class="atlas-discret">{texte.ecrit(phrases.details(fiche))}</p>')


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
    if bilan.resultats:
        st.html(blocs.resultats(bilan))
    else:
        st.write("Aucun résultat n'est suivi : une action se juge à ce qu'elle compte et à sa cible.")


def appuis(bilan: Bilan) -> None:
    """Partenaires, chacun avec son rôle, puis financeurs."""
    st.header("Partenaires et financeurs", anchor=False)
    if bilan.partenaires:
        st.html(blocs.partenaires(bilan))
    else:
        st.write("Aucun partenaire n'est nommé : la maison coordonne, chaque partenaire a son rôle à dire.")
    if bilan.financeurs:
        st.html(blocs.financeurs(bilan))
    if bilan.budgets.connus is not None:
        manque = phrases.inconnus(bilan.budgets)
        st.write(f"Budgets connus : {phrases.euros(bilan.budgets)}{f' ; {manque}' if manque else ''}.")


def reserves(bilan: Bilan) -> None:
    """Comment lire ce bilan : sources, fiabilité, règles."""
    with st.container(key="atlas-bilan-reserves"):
        st.html(f'<p class="atlas-discret">{texte.ecrit(" ".join(phrases.reserves(bilan)))}</p>')
        jour = formats.date_partielle(datetime.now(UTC).date().isoformat())
        st.html(f'<p class="atlas-bilan-edition">Édité le {jour} depuis l’Atlas des maisons de l’emploi.</p>')

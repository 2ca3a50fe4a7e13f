"""Façons d'ajouter des communes au périmètre : recherche, ensemble, codes ou fichier, maison connue."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from donnees import entrepot
from geo import territoires
from geo.territoires import perimetre
from geo.territoires.niveaux import NOMS_NIVEAUX
from geo.territoires.perimetre import FichierIllisible, Releve
from geo.territoires.recherche import TERRITOIRES
from pages.comprendre.perimetre import panier
from pages.interface import adresse, depot, recherche, territoire_choisi
from pages.interface.texte import brut, libeller

FACONS = {
    "recherche": "Par recherche",
    "ensemble": "Par ensemble",
    "codes": "Codes ou fichier",
    "maison": "Maison connue",
}
ENSEMBLES = {
    "epci": "Intercommunalité",
    "canton": "Canton",
    "zone_emploi": "Zone d'emploi",
    "departement": "Département",
}
MONTRES = 30


def ajouter() -> None:
    """Choix de la façon d'ajouter, puis ses commandes."""
    facon = adresse.choisir(st.radio, "Ajouter des communes", "facon", FACONS, "recherche", horizontal=True)
    {"recherche": _recherche, "ensemble": _ensemble, "codes": _codes, "maison": _maison}[facon]()


@st.fragment
def _recherche() -> None:
    with recherche.cadre("perimetre"):
        texte = recherche.champ("Commune, intercommunalité, zone ou département", "Cluses, 74300, Faucigny…")
        _trouves(texte)


def _trouves(texte: str) -> None:
    """Un bouton par réponse, qui ajoute ses communes."""
    recherche.repondre(texte)
    for lieu in territoire_choisi.trouver(texte, genres=set(TERRITOIRES) - {"region"}):
        membres = territoires.membres(lieu.genre, lieu.code)
        combien = "" if lieu.genre == "commune" else f", {len(membres)} communes"
        if st.button(
            f"{brut(lieu.libelle)} · {NOMS_NIVEAUX[lieu.genre][0]}{combien}",
            key=f"ajout.{lieu.genre}.{lieu.code}",
            icon=":material/add:",
            on_click=panier.ajouter,
            args=(membres,),
        ):
            st.rerun()


def _ensemble() -> None:
    departements = dict(entrepot.territoires("departement")["libelle"])
    niveau = adresse.choisir(st.selectbox, "Nature", "ensemble", ENSEMBLES, "epci")
    if niveau == "departement":
        noms = departements
    else:
        departement = adresse.choisir(st.selectbox, "Département", "dans", departements, next(iter(departements)))
        noms = _ensembles(niveau, departement)
    code = st.selectbox(ENSEMBLES[niveau], list(noms), format_func=libeller(noms.__getitem__))
    membres = territoires.membres(niveau, code) if code else ()
    with st.container(horizontal=True):
        st.button(f"Ajouter ses {len(membres)} communes", type="primary", on_click=panier.ajouter, args=(membres,))
        st.button("Les retirer", on_click=panier.retirer, args=(membres,))


def _ensembles(niveau: str, departement: str) -> dict[str, str]:
    """Ensembles d'un niveau qui ont au moins une commune dans le département."""
    appartenance = entrepot.table("appartenance")
    codes = sorted(set(appartenance.loc[appartenance["departement"] == departement, niveau]) - {""})
    libelles = territoires.cantons() if niveau == "canton" else dict(entrepot.territoires(niveau)["libelle_long"])
    return {code: str(libelles[code]) for code in codes}


def _codes() -> None:
    colles = st.text_area("Codes INSEE collés", placeholder="74056, 74081 74042…", max_chars=40_000, height=110)
    fichier = depot.deposer("Ou un fichier CSV avec une colonne de codes INSEE", ["csv", "txt"])
    try:
        releve = perimetre.lire_csv(fichier.getvalue()) if fichier else perimetre.lire_codes(colles)
    except FichierIllisible as erreur:
        st.error(f"{brut(erreur)}")
        return
    if not fichier and not colles.strip():
        st.caption("Les codes anciens sont ramenés aux communes d'aujourd'hui ; chaque code écarté est nommé.")
        return
    _dire(releve)
    nombre = len(releve.communes)
    st.button(
        f"Ajouter {nombre} commune{'s' if nombre > 1 else ''}",
        type="primary",
        disabled=not nombre,
        on_click=panier.ajouter,
        args=(releve.communes,),
    )


def _dire(releve: Releve) -> None:
    """Rapport code par code : anciens, doublons, inconnus."""
    noms = entrepot.territoires("commune")["libelle"]
    lignes = [f"{brut(saisi)} : {brut(raison)}" for saisi, raison in releve.inconnus]
    if lignes:
        st.warning(f"{len(lignes)} code(s) écarté(s) :\n" + _liste(lignes), icon=":material/block:")
    lignes = [f"{brut(saisi)} → {actuelle} {brut(noms.get(actuelle, ''))}" for saisi, actuelle in releve.anciens]
    if lignes:
        st.info(f"{len(lignes)} code(s) ancien(s) ramené(s) à aujourd'hui :\n" + _liste(lignes))
    if releve.doublons:
        doubles = _liste([brut(code) for code in releve.doublons])
        st.info(f"{len(releve.doublons)} code(s) en double, compté(s) une fois :\n{doubles}")


def _liste(lignes: Iterable[str]) -> str:
    toutes = list(lignes)
    suite = [f"et {len(toutes) - MONTRES} autres"] if len(toutes) > MONTRES else []
    return "\n".join(f"- {ligne}" for ligne in [*toutes[:MONTRES], *suite])


def _maison() -> None:
    connus = {connu.maison: connu for connu in perimetre.connus()}
    if not connus:
        st.info("Aucune source ne décrit assez précisément le territoire d'une maison.")
        return
    choisie = st.selectbox("Maison", list(connus), format_func=libeller(lambda m: connus[m].nom))
    connu = connus[choisie]
    st.caption(f"{brut(connu.mention)} Source : {brut(connu.source)}")
    nombre = len(connu.communes)
    st.button(f"Reprendre ce périmètre ({nombre} communes)", type="primary", on_click=_reprendre, args=(choisie,))


def _reprendre(maison: str) -> None:
    connu = next(c for c in perimetre.connus() if c.maison == maison)
    panier.partir(connu.communes, connu.nom[:80])

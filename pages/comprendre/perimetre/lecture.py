"""Ce qu'est le périmètre en cours : son nom, ses chiffres, ses anomalies, ses communes, ses suites."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from donnees import entrepot
from geo import territoires
from geo.ecriture import formats
from geo.mesures import comparaison
from geo.sorties import portrait
from geo.sorties.metadonnees import Sujet
from geo.sorties.noms import nommer
from geo.territoires import Territoire, perimetre
from pages.cadre import plan, suivi
from pages.comprendre.perimetre import panier
from pages.interface import adresse, feuille, liens, tableau, telechargement, territoire_choisi
from pages.interface.texte import brut

SOURCES = ("insee_appartenance", "insee_populations_cog")


def resume(retenues: tuple[str, ...]) -> None:
    """Nom, nombre de communes et d'habitants, suites offertes ; vide, dit par où commencer."""
    if not retenues:
        feuille.consigne("perimetre").info(
            "Aucune commune pour l'instant. Cherchez votre intercommunalité ci-dessus, "
            "ou touchez une zone d'emploi sur la carte puis ses communes.",
            icon=":material/touch_app:",
        )
        _partir()
        if panier.annulable():
            st.button("Annuler la dernière modification", icon=":material/undo:", on_click=panier.annuler)
        return
    territoire = courant(retenues)
    st.subheader(brut(territoire.libelle), anchor=False)
    pluriel = "s" if len(retenues) > 1 else ""
    habitants = formats.nombre(territoire.population)
    st.write(f"**{formats.nombre(len(retenues))} commune{pluriel}, {habitants} habitants**")
    nom = territoires.nom_donne(territoire)
    exemple = "Par exemple « Vallée du Gier »"
    st.text_input("Nom du périmètre", nom, max_chars=80, key="perimetre.nom", placeholder=exemple, on_change=_nommer)
    publie = territoires.exact(retenues)
    if publie is not None:
        st.caption(
            f"Exactement les communes de « {brut(publie.libelle)} » : ses valeurs publiées s'appliquent ; là où "
            "il n'en a pas, celles de la zone d'emploi, nommées."
        )
        if not nom:
            libelle = f"L'appeler « {brut(publie.libelle)} »"
            st.button(libelle, icon=":material/label:", on_click=_appeler, args=(publie.libelle[:80],))
    with st.container(horizontal=True):
        liens.portrait("Son portrait", "insights", **territoire_choisi.parametres(territoire))
        liens.sur_la_carte(territoire)
        cle = comparaison.ecrire([territoire])
        st.page_link(plan.COMPARER, label="Le comparer", icon=":material/compare_arrows:", query_params={"avec": cle})
    with st.container(horizontal=True):
        if panier.annulable():
            st.button("Annuler", icon=":material/undo:", on_click=panier.annuler)
        st.button("Tout retirer", icon=":material/delete:", on_click=panier.poser, args=((),))


def _partir() -> None:
    """Partir du territoire courant, ou de l'intercommunalité de la commune courante."""
    depart = suivi.courant()
    if depart and depart.niveau == "commune":
        depart = territoires.parent(depart, "epci")
    if depart and len(depart.communes) <= perimetre.MAXIMUM_COMMUNES:
        libelle = f"Partir de {brut(depart.libelle)} ({formats.nombre(len(depart.communes))} communes)"
        nom = depart.libelle[:80]
        st.button(libelle, type="primary", icon=":material/add:", on_click=panier.partir, args=(depart.communes, nom))


def courant(retenues: tuple[str, ...]) -> Territoire:
    """Le territoire que forment les communes retenues."""
    return territoires.lire("perimetre", perimetre.encoder(retenues), st.query_params.get("nom", ""))


def _appeler(nom: str) -> None:
    st.session_state["perimetre.nom"] = nom
    _nommer()


def _nommer() -> None:
    adresse.ecrire("nom", " ".join(st.session_state["perimetre.nom"].split())[:80])


def details(retenues: tuple[str, ...]) -> None:
    """Forme, chevauchements, zones traversées, liste des communes et exports."""
    territoire = courant(retenues)
    gauche, droite = st.columns(2, gap="large")
    with gauche:
        st.header("Forme et voisinage", anchor=False)
        _forme(retenues)
        _chevauchements(retenues)
        _zones(territoire)
    with droite:
        st.header("Communes retenues", anchor=False)
        _liste(retenues)
        _exports(territoire)


def _forme(retenues: tuple[str, ...]) -> None:
    forme = perimetre.forme(retenues)
    if forme.morceaux == 1 and not forme.trous:
        st.success("D'un seul tenant, sans trou.", icon=":material/check:")
    if forme.trous:
        noms = [brut(trou.libelle) for trou in forme.trous]
        st.warning(f"Trou dans le périmètre : {' ; '.join(noms)}. Ajoutez ces communes si c'est un oubli.")
    if forme.exclaves:
        noms = [brut(exclave.libelle) for exclave in forme.exclaves]
        st.warning(f"Détaché du reste : {' ; '.join(noms)}.")
    if forme.iles:
        st.caption(f"Îles : {' ; '.join(brut(ile.libelle) for ile in forme.iles)}.")


def _chevauchements(retenues: tuple[str, ...]) -> None:
    connus = {connu.nom: connu.communes for connu in perimetre.connus()}
    for nom, partagees in perimetre.chevauchements(retenues, connus).items():
        if set(connus[nom]) != set(retenues):
            pluriel = "s" if len(partagees) > 1 else ""
            combien = f"{len(partagees)} commune{pluriel}"
            st.info(f"{combien} aussi dans le territoire que la source donne à « {brut(nom)} ».")


def _zones(territoire: Territoire) -> None:
    lignes = [
        {
            "Zone d'emploi": morceau.libelle,
            "Part des habitants du périmètre": formats.part(morceau.part, 1),
            "Part de la zone couverte": formats.part(morceau.couverture, 1),
        }
        for morceau in territoires.traverses(territoire, "zone_emploi")
    ]
    tableau.texte(pd.DataFrame(lignes).set_index("Zone d'emploi"), "Zones d'emploi du périmètre")


def _liste(retenues: tuple[str, ...]) -> None:
    communes = entrepot.territoires("commune").loc[list(retenues), ["libelle", "population", "departement"]]
    table = communes.rename_axis("Code").reset_index()
    table.columns = ["Code", "Commune", "Population", "Département"]
    choix = st.dataframe(
        table,
        hide_index=True,
        height=360,
        on_select="rerun",
        selection_mode="multi-row",
        key="perimetre.communes",
        alt="Communes du périmètre, à cocher pour les retirer",
    )
    lignes = choix["selection"]["rows"]
    codes = [retenues[rang] for rang in lignes if rang < len(retenues)]
    st.button(
        f"Retirer la sélection ({len(codes)})",
        icon=":material/remove:",
        disabled=not codes,
        on_click=panier.retirer,
        args=(codes,),
    )


def _exports(territoire: Territoire) -> None:
    with st.container(horizontal=True, key="outils"):
        communes, contour = partial(portrait.communes_csv, territoire), partial(portrait.geojson, territoire)
        sujet = Sujet(f"Communes : {territoire.libelle}", ("communes", territoire), SOURCES)
        telechargement.table(sujet, communes, "Communes (CSV)")
        telechargement.proposer("Contour (GeoJSON)", f"{nommer('contour', territoire)}.geojson", contour)

"""Les vues de la comparaison, chacune calculée seulement quand on la demande."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from donnees.catalogue import charger
from geo import comparables
from geo.comparables import THEMES_COMPARABLES
from geo.ecriture import formats
from geo.mesures import comparaison
from geo.mesures.chiffres_cles import SERIES
from geo.objets import comparer
from geo.sorties.metadonnees import Sujet, sources_de
from geo.territoires import Territoire, lire
from pages.comprendre.comparer.figures import dire
from pages.comprendre.comparer.tableau import composer
from pages.interface import adresse, telechargement
from pages.interface import tableau as tableaux
from pages.interface.figures import montrer, theme
from pages.interface.provenance import provenance
from pages.interface.texte import brut, libeller

Choisis = Sequence[Territoire]


def _theme_choisi() -> str:
    return adresse.choisir(
        st.selectbox, "Indicateurs", "theme", comparer.themes(), comparaison.CHIFFRES_CLES, width=320
    )


def tableau(choisis: Choisis) -> None:
    """Les territoires côte à côte, le plus et le moins favorable marqués."""
    lignes = comparaison.lignes(choisis, _theme_choisi())
    noms = comparaison.noms_distincts(choisis)
    if not lignes:
        st.info("Aucun indicateur de ce thème n'existe pour ces territoires.")
        return
    st.html(composer(lignes, noms))
    st.caption(
        "Le plus et le moins favorable se disent quand l'indicateur a un sens. "
        f"« {comparaison.INDECIS.capitalize()} » : les intervalles (secret, révision) se recouvrent. Tous les "
        "territoires sont lus à la même période. En italique : le territoire n'a pas cette valeur ; ce sont celles de "
        "ses zones d'emploi (ou leur médiane, pour la France), qui ne comptent ni dans le plus ni dans le moins "
        f"favorable. Sources : {brut(comparer.producteurs(lignes))}."
    )
    with st.container(horizontal=True, key="outils"):
        sources = sources_de([ligne.indicateur.id for ligne in lignes])
        sujet = Sujet(f"Comparaison : {', '.join(noms)}", ("comparaison", *choisis), sources, lieux=tuple(noms))
        telechargement.table(sujet, partial(comparaison.csv, lignes, noms))


def points(choisis: Choisis) -> None:
    """Points alignés : chaque indicateur sur son axe, à l'échelle des zones d'emploi."""
    dessin = comparer.points(choisis, _theme_choisi(), theme())
    if dessin is None:
        st.info("Aucun taux de ce thème n'existe pour ces territoires et pour les zones d'emploi.")
        return
    montrer(dessin, "points")
    qui_publie = dessin.source.partition(" ; ")[0]
    st.caption(f"{dessin.note} Sources : {brut(qui_publie)} ; périodes : celles du tableau.")


def courbes(choisis: Choisis) -> None:
    """Séries superposées."""
    fiches = charger().indicateurs
    serie = adresse.choisir(st.segmented_control, "Série", "serie", {i: fiches[i].libelle for i in SERIES}, SERIES[0])
    dessin = comparer.evolution(choisis, serie, theme())
    if dessin:
        montrer(dessin, f"evolution-{serie}")
        dire(dessin.note)
    if absents := comparer.sans_serie(choisis, serie):
        st.info(f"Sans cette série : {', '.join(map(brut, absents))}.")
    provenance(serie, citation=dessin.source if dessin else "")


def semblables(choisis: Choisis) -> None:
    """Les zones d'emploi qui ressemblent au premier territoire choisi, et pourquoi."""
    cible = choisis[0]
    noms = charger().themes
    retenus = st.multiselect(
        "Thèmes qui comptent",
        list(THEMES_COMPARABLES),
        format_func=libeller(lambda t: noms[t].libelle),
        placeholder="Tous les thèmes",
        key="themes",
        bind="query-params",
    )
    recherche = comparables.chercher(cible, tuple(retenus))
    if recherche.mention:
        st.info(brut(formats.typographie(recherche.mention)), icon=":material/info:")
    trouves = recherche.ressemblances
    if trouves is None:
        return
    nature = "la zone d'emploi " if recherche.cible.niveau == "zone_emploi" else ""
    st.subheader(f"Zones d'emploi les plus proches de {nature}{brut(recherche.cible.libelle)}", anchor=False)
    _voisins(trouves, recherche.cible)
    st.caption(
        f"{len(trouves.variables)} indicateurs centrés réduits, {trouves.axes} axes gardés "
        f"({formats.nombre(100 * trouves.variance)} % de la variance), distance euclidienne. "
        "100 : identiques ; 0 : pas plus semblables que deux zones prises au hasard."
    )
    if trouves.imputees:
        st.caption(f"Inconnus ici, remplacés par la médiane des zones : {_libelles(trouves.imputees)}.")


def _voisins(trouves: comparables.Ressemblances, cible: Territoire) -> None:
    lignes = [
        {
            "Zone d'emploi": brut(voisin.libelle),
            "Ressemblance": f"{formats.nombre(voisin.ressemblance)} sur 100",
            "Ce qui rapproche": _libelles(voisin.rapprochent),
            "Ce qui sépare": _libelles(voisin.separent),
        }
        for voisin in trouves.voisins
    ]
    tableaux.texte(
        pd.DataFrame(lignes).set_index("Zone d'emploi"), "Zones d'emploi semblables, ce qui en rapproche et en sépare"
    )
    voisines = [lire("zone_emploi", v.code) for v in trouves.voisins]
    cle = comparaison.ecrire([cible, *voisines][: comparaison.MAXIMUM])
    st.button(
        "Comparer avec les quatre premières",
        icon=":material/compare_arrows:",
        on_click=_comparer,
        args=(cle,),
    )


def _comparer(cle: str) -> None:
    adresse.ecrire("avec", cle)
    adresse.ecrire("vue", "")


def _libelles(identifiants: Sequence[str]) -> str:
    fiches = charger().indicateurs
    return " ; ".join(brut(fiches[identifiant].libelle) for identifiant in identifiants) or "—"

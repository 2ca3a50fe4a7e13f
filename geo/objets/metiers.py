"""Ce que l'enquête Besoins en main-d'œuvre dessine : les métiers les plus demandés, et les métiers de la transition."""

from __future__ import annotations

from typing import Final

from donnees.catalogue import charger
from geo import territoires
from geo.economie_verte import phrases, recrutements
from geo.economie_verte.champ import Champ
from geo.ecriture import formats
from geo.ecriture.textes import couper
from geo.graphiques import lectures
from geo.graphiques.metiers import Metier
from geo.graphiques.metiers import metiers as figure_metiers
from geo.graphiques.structure import structure as figure_structure
from geo.graphiques.style import Theme
from geo.metiers import lectures as lectures_metiers
from geo.metiers.enquete import ANNEES, PAYS, Lieu
from geo.objets.dessin import Dessin
from geo.reserve import gardee
from geo.secteurs.choix import Choix
from geo.territoires import Territoire

LETTRES: Final = 42
MONTRES: Final = 10
SOURCES_VERTES: Final = ("france_travail_bmo", "onemev", "france_travail_bassins")
INTENTIONS: Final = "Intentions déclarées, non des embauches."


def source(annee: int) -> str:
    """L'enquête d'une année, et sa nomenclature de métiers."""
    return f"France Travail, Enquête Besoins en main-d'œuvre (BMO) {annee}, {ANNEES[annee]}"


@gardee
def difficiles(lieu: Lieu, annee: int, cle: str, choix: Choix, theme: Theme) -> Dessin | None:
    """Difficulté des métiers les plus demandés, ici et en France ; None pour la France elle-même.

    Parameters
    ----------
    cle : str
        Celle du lieu dans une adresse (`geo.metiers.lieux.offerts`).
    """
    gros = lectures_metiers.plus_demandes(lieu, annee)
    if lieu == PAYS or gros.empty:
        return None
    libelles = [
        f"{couper(nom, LETTRES)} · {formats.nombre(n)}" for nom, n in zip(gros["libelle"], gros["projets"], strict=True)
    ]
    parts = gros["ici"].tolist(), gros["france"].tolist(), libelles
    return Dessin(
        nom="metiers",
        titre=f"Les {len(gros)} métiers les plus demandés, part jugée difficile : {lieu.libelle}, {annee}",
        source=source(annee),
        page="secteurs",
        parametres=choix.parametres | {"vue": "metiers", "lieu": cle, "annee": str(annee)},
        note="À côté du métier : ses projets connus. Barres : part jugée difficile, en %, au plus bas du secret ; la "
        f"borne haute est au tableau. « — » : le secret laisse plus de dix points de doute. {INTENTIONS}",
        figure=figure_structure(*parts, territoire=lieu.libelle, comparateur="France", decimales=0, theme=theme),
        lecture=lectures.structure(*parts, territoire=lieu.libelle, comparateur="France", decimales=0),
    )


def citations_vertes() -> str:
    """Producteur, titre et millésime de chaque source des recrutements verts."""
    connues = charger().sources
    millesimes = {"france_travail_bmo": str(recrutements.ANNEE), "france_travail_bassins": "sans date"}
    return " ; ".join(connues[i].citer(millesimes.get(i, connues[i].millesime)) for i in SOURCES_VERTES)


@gardee
def verts(territoire: Territoire, champ: Champ, theme: Theme) -> Dessin | None:
    """Les métiers verts et verdissants les plus recherchés ; None si l'enquête n'en publie aucun projet."""
    tous = recrutements.verts(champ)
    premiers = tous[tous["projets"] > 0].head(MONTRES)
    if premiers.empty:
        return None
    colonnes = ("libelle_fap", "categorie", "projets", "difficiles")
    barres = [
        Metier(nom, f"Métier {phrases.CATEGORIES[categorie]}", projets, siens)
        for nom, categorie, projets, siens in zip(*(premiers[c].tolist() for c in colonnes), strict=True)
    ]
    return Dessin(
        nom="verts",
        titre=f"Métiers verts et verdissants les plus recherchés : {champ.libelle}, {recrutements.ANNEE}",
        source=citations_vertes(),
        page="economie-verte",
        parametres=territoires.parametres(territoire) | {"bassin": champ.code},
        note=INTENTIONS,
        figure=figure_metiers(barres, theme=theme),
        lecture=lectures.metiers(barres),
    )

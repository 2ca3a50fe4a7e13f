"""Ce que les commerces et les créations dessinent : distance par commune, lieux d'ouverture, série."""

from __future__ import annotations

from typing import Final

from geo import territoires
from geo.cartes.commerces import EQUIPEE, etat
from geo.commerces import creations as calcul
from geo.commerces import tables
from geo.commerces.creations import Creations
from geo.commerces.ouverture import meilleurs
from geo.commerces.repartition import equipees
from geo.commerces.types import Type
from geo.graphiques import lectures
from geo.graphiques.lectures import Lecture
from geo.graphiques.style import Theme
from geo.graphiques.tendance import Courbe, tendance
from geo.objets.dessin import Dessin
from geo.objets.objet import Carte
from geo.reserve import gardee
from geo.territoires import Territoire
from geo.territoires.index import index

PAGE: Final = "commerces"
ICI: Final = "★"
CHAMP: Final = (
    "Établissements et non entreprises, micro-entrepreneurs compris ; ni la Corse ni l'outre-mer. Rupture de série "
    "annoncée en 2024 : les évolutions s'arrêtent à l'année d'avant."
)


@gardee
def acces(territoire: Territoire, type_: Type, theme: str | None) -> Carte:
    """Distance des communes au plus proche ; un point sur celles qui sont équipées."""
    signes = dict.fromkeys(equipees(territoire, type_), EQUIPEE)
    return Carte(
        nom="acces",
        titre=f"{type_.libelle} : distance {type_.au_plus_proche}, {territoire.libelle}, {type_.millesime}",
        source=tables.citation(type_),
        page=PAGE,
        parametres=territoires.parametres(territoire) | {"volet": "acces", "type": type_.code},
        note=f"Une commune marquée « {EQUIPEE} » est équipée. À vol d'oiseau, de mairie à mairie.",
        etat=etat(territoire, type_, theme),
        reperes=(signes, [(EQUIPEE, f"la commune a {type_.un}")]),
    )


@gardee
def ouverture(territoire: Territoire, type_: Type, rayon: int, commune: str, theme: str | None) -> Carte:
    """Les meilleurs lieux où ouvrir, numérotés, et la commune essayée."""
    suite = meilleurs(territoire, type_, rayon)
    ordres = {code: str(ordre) for ordre, (code, _) in enumerate(suite, start=1)}
    signes = {**dict.fromkeys(equipees(territoire, type_), EQUIPEE), **ordres}
    signes[commune] = f"{ICI}{ordres.get(commune, '')}"
    cles = [(EQUIPEE, f"a {type_.un} aujourd’hui"), ("1", "meilleurs lieux, dans l’ordre"), (ICI, "la commune essayée")]
    nom = index().noms[index().rang[commune]]
    return Carte(
        nom="ouverture",
        titre=f"Où ouvrir {type_.un} ({rayon} km) : {territoire.libelle}, {nom} à l'essai",
        source=tables.citation(type_),
        page=PAGE,
        parametres=territoires.parametres(territoire)
        | {"volet": "ouvrir", "type": type_.code, "rayon": str(rayon), "commune": commune},
        note="Couleur : distance d'aujourd'hui. Ni la clientèle, ni le coût, ni la concurrence ne sont regardés : un "
        "lieu bien placé n'est pas un commerce viable.",
        etat=etat(territoire, type_, theme, commune),
        reperes=(signes, cles),
    )


@gardee
def creations(territoire: Territoire, releve: Creations, theme: Theme) -> Dessin:
    """Le nombre de créations année par année, face à l'ensemble des zones publiées."""
    courbes = [Courbe(releve.sujet, *zip(*releve.serie, strict=True))]
    if set(releve.zones) != set(calcul.effectifs().index):
        courbes.append(Courbe(f"{releve.sur} zones publiées", *zip(*calcul.ensemble(), strict=True)))
    indice = len(courbes) > 1
    lignes = calcul.serie_a_montrer(releve)
    phrase = lectures.tendance(courbes, "établissements", 0, indice=indice).phrase
    return Dessin(
        nom="creations",
        titre=f"Créations d'établissements : {releve.sujet}",
        source=calcul.citation(),
        page=PAGE,
        parametres=territoires.parametres(territoire) | {"volet": "creations"},
        note=f"{'Indice 100 à la première année. ' if indice else ''}{CHAMP}",
        figure=tendance(courbes, "établissements", 0, indice=indice, theme=theme),
        lecture=Lecture(phrase, lambda: lignes, dict.fromkeys(list(lignes.columns)[1:], 0)),
    )

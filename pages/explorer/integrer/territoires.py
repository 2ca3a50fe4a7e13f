"""Objets d'un territoire et de plusieurs : cartes, courbes, structure, comparaisons, commerces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from donnees.catalogue import charger
from geo import territoires
from geo.commerces import creations as calcul
from geo.commerces.ouverture import RAYON, RAYONS, possible
from geo.commerces.types import DEFAUT, Type, determines
from geo.mesures import comparaison
from geo.mesures.repartitions import repartir
from geo.objets import commerces, communes, comparer
from geo.objets import territoire as portrait
from geo.objets.dessin import Dessin
from geo.objets.objet import Carte
from geo.territoires import Territoire
from pages.carte import vivante
from pages.carte.etat import depuis_adresse
from pages.explorer.integrer import demande
from pages.explorer.integrer.demande import Absent, Parametres
from pages.interface import territoire_choisi
from pages.interface.figures import theme

COMMUNAUX: Final = ("communal", "indicateur")
"""Noms, d'aujourd'hui et d'hier, de l'indicateur d'une carte de communes."""


def carte(parametres: Parametres) -> Carte:
    """La carte telle que ses réglages la font, sans ses commandes."""
    etat, refus = depuis_adresse(parametres)
    if refus:
        raise Absent("Cette carte demande un réglage qui n'existe pas.")
    return vivante.carte(repartir(etat.indicateur, etat.niveau, etat.date, etat.zone), etat)


def carte_communes(parametres: Parametres) -> Carte | None:
    """Les communes d'un territoire, coloriées par un indicateur communal."""
    offerts = {f.id for f in charger().indicateurs.values() if "commune" in f.niveaux}
    nom = next((nom for nom in COMMUNAUX if nom in parametres), COMMUNAUX[0])
    indicateur = demande.indicateur(parametres, nom, offerts)
    return communes.carte(demande.territoire(parametres), indicateur, st.context.theme.type)


def courbe(parametres: Parametres) -> Dessin | None:
    """Une série, pour un ou plusieurs territoires."""
    repere = demande.oui(parametres, "mediane")
    return comparer.evolution(demande.choisis(parametres), demande.indicateur(parametres), theme(), repere=repere)


def structure(parametres: Parametres) -> Dessin | None:
    """Grands secteurs de l'emploi privé, face au comparateur."""
    lieu = demande.territoire(parametres)
    offerts, libelles, defaut = territoire_choisi.comparateurs(lieu)
    face = demande.un_de(parametres, "comparateur", libelles, defaut)
    return portrait.structure(lieu, offerts.get(face), theme())


def points(parametres: Parametres) -> Dessin | None:
    """Taux d'un thème, chacun sur son axe."""
    choisi = demande.un_de(parametres, "theme", comparer.themes(), comparaison.CHIFFRES_CLES)
    return comparer.points(demande.choisis(parametres), choisi, theme())


def essaim(parametres: Parametres) -> Dessin:
    """Les zones d'emploi en essaim."""
    return comparer.essaim(demande.choisis(parametres), demande.indicateur(parametres, "x", comparer.zones()), theme())


def nuage(parametres: Parametres) -> Dessin:
    """Deux indicateurs croisés."""
    x, y = (demande.indicateur(parametres, nom, comparer.zones()) for nom in ("x", "y"))
    return comparer.nuage(demande.choisis(parametres), x, y, theme())


def cartes(parametres: Parametres) -> Carte:
    """Un indicateur à deux dates."""
    indicateur = demande.indicateur(parametres, "x", comparer.suivis())
    dates = comparer.periodes(indicateur)
    bornes = tuple(demande.un_de(parametres, nom, dates, dates[rang]) for nom, rang in (("avant", 0), ("apres", -1)))
    return comparer.cartes(demande.choisis(parametres), indicateur, (bornes[0], bornes[1]), st.context.theme.type)


def _lieu_et_type(parametres: Parametres, offerts: Mapping[str, Type]) -> tuple[Territoire, Type]:
    """Un territoire dont les communes se dessinent, et un commerce."""
    lieu = demande.territoire_ou_rien(parametres) or territoires.lire("france", "FR")
    if not possible(lieu) or len(lieu.communes) == 1:
        raise Absent("Cette carte de communes n'existe pas.")
    return lieu, offerts[demande.un_de(parametres, "type", offerts, DEFAUT)]


def acces(parametres: Parametres) -> Carte:
    """Distance des communes au commerce le plus proche."""
    return commerces.acces(*_lieu_et_type(parametres, determines()), st.context.theme.type)


def ouverture(parametres: Parametres) -> Carte:
    """Les meilleurs lieux où ouvrir, et la commune essayée."""
    lieu, type_ = _lieu_et_type(parametres, determines())
    rayon = int(demande.un_de(parametres, "rayon", [str(r) for r in RAYONS], str(RAYON)))
    commune = demande.un_de(parametres, "commune", lieu.communes)
    return commerces.ouverture(lieu, type_, rayon, commune, st.context.theme.type)


def creations(parametres: Parametres) -> Dessin | None:
    """Créations d'établissements, année par année."""
    lieu = demande.territoire_ou_rien(parametres) or territoires.lire("france", "FR")
    releve = calcul.lire(lieu)
    return commerces.creations(lieu, releve, theme()) if releve else None

"""Objets des secteurs, des métiers et de l'économie verte."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from geo import territoires
from geo.economie_verte.champ import champs
from geo.graphiques.style import Theme
from geo.metiers import lieux
from geo.metiers.enquete import ANNEES
from geo.objets import branche, metiers, secteurs
from geo.objets.dessin import Dessin
from geo.objets.objet import Carte
from geo.secteurs import branche as calcul
from geo.secteurs import ouverture, repartition
from geo.secteurs.champs import (
    CHAMPS,
    FRANCE,
    LIBELLES_REFERENCES,
    METROPOLE,
    NOMENCLATURES,
    effectifs,
    reference_par_defaut,
    zones,
)
from geo.secteurs.choix import Choix
from geo.territoires import Territoire
from pages.explorer.integrer import demande
from pages.explorer.integrer.demande import Absent, Parametres
from pages.interface.figures import theme

Composer = Callable[[Territoire, Choix, Theme], Dessin | None]


def _choix(parametres: Parametres) -> Choix:
    """Territoire, zone lue, champ, découpage et référence, comme la page les lit."""
    lieu = demande.territoire_ou_rien(parametres)
    couvertes = [morceau.code for morceau in ouverture.couvertes(lieu)]
    source = demande.un_de(parametres, "champ", CHAMPS, "urssaf")
    nomenclature = demande.un_de(parametres, "decoupage", NOMENCLATURES, "A38")
    if lieu is None or not couvertes:
        return Choix(lieu, None, METROPOLE, source, nomenclature)
    zone = lieu
    if lieu.niveau != "zone_emploi":
        zone = territoires.lire("zone_emploi", demande.un_de(parametres, "zone", couvertes, couvertes[0]))
    offertes = {*LIBELLES_REFERENCES, *zones(source)} - {zone.code}
    reference = demande.un_de(parametres, "reference", offertes, reference_par_defaut(zone.code))
    return Choix(lieu, zone, reference, source, nomenclature)


def de_la_zone(composer: Composer) -> Callable[[Parametres], Dessin | None]:
    """Une figure de `geo.objets.secteurs`, pour la zone d'emploi que dit l'adresse."""

    def lire(parametres: Parametres) -> Dessin | None:
        choix = _choix(parametres)
        if choix.zone is None:
            raise Absent("Cette figure se lit pour une zone d'emploi couverte.")
        return composer(choix.zone, choix, theme())

    return lire


def _secteur(parametres: Parametres, choix: Choix) -> str:
    connus = effectifs(choix.source, choix.nomenclature, choix.champ.bornes[1], FRANCE).index
    return demande.un_de(parametres, "secteur", list(map(str, connus)))


def bulles_branche(parametres: Parametres) -> Dessin:
    """Un secteur dans toutes les zones d'emploi."""
    choix = _choix(parametres)
    secteur = _secteur(parametres, choix)
    return secteurs.branche(secteur, choix, calcul.branche(secteur, choix.source, choix.nomenclature), theme())


def carte_branche(parametres: Parametres) -> Carte:
    """La carte d'un secteur."""
    choix = _choix(parametres)
    mesure = demande.un_de(parametres, "mesure", list(branche.NOTES), repartition.PART)
    return branche.carte(_secteur(parametres, choix), mesure, choix, st.context.theme.type)


def difficiles(parametres: Parametres) -> Dessin | None:
    """Difficulté des métiers les plus demandés."""
    choix = _choix(parametres)
    offerts = lieux.offerts(choix.demande, choix.zone)
    cle = demande.un_de(parametres, "lieu", offerts, next(iter(offerts)))
    return metiers.difficiles(offerts[cle][0], demande.annee(parametres, ANNEES, max(ANNEES)), cle, choix, theme())


def verts(parametres: Parametres) -> Dessin | None:
    """Métiers verts et verdissants les plus recherchés."""
    lieu = demande.territoire_ou_rien(parametres) or territoires.lire("france", "FR")
    offerts = {champ.code: champ for champ in champs(lieu)}
    return metiers.verts(lieu, offerts[demande.un_de(parametres, "bassin", offerts, next(iter(offerts)))], theme())

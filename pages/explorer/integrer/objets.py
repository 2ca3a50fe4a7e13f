"""Les objets qui s'intègrent : chacun relit l'adresse, et refuse en clair ce qu'elle dit de faux."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur, citer
from geo import mesures, territoires
from geo.ecriture import formats
from geo.graphiques import lectures
from geo.graphiques.tendance import dates, tendance
from geo.mesures import comparaison, phrases
from geo.mesures.repartitions import repartir, restreindre
from geo.mesures.reserves import source as source_de
from geo.portrait import cartons, constats
from geo.territoires import Territoire
from geo.territoires.perimetre import MAXIMUM_COMMUNES
from pages.carte import vivante
from pages.carte.etat import depuis_adresse, vers_adresse
from pages.interface import figures, integration, territoire_choisi
from pages.interface.texte import brut

Parametres = Mapping[str, str]


class Absent(ValueError):
    """L'adresse demande ce que l'Atlas n'a pas."""


def _indicateur(parametres: Parametres) -> Indicateur:
    fiche = charger().indicateurs.get(parametres.get("indicateur", ""))
    if fiche is None:
        raise Absent("Cet indicateur n'existe pas.")
    return fiche


def _territoire(parametres: Parametres) -> Territoire:
    dit = (parametres.get("niveau", ""), parametres.get("code", ""), parametres.get("nom", ""))
    return territoires.lire(*dit)


def _tete(titre: str) -> None:
    st.title(brut(titre), anchor=False)


def _pied(source: str, page: str, parametres: Parametres) -> None:
    """Source, et lien vers la page de l'Atlas où l'objet se lit entier."""
    question = f"?{urlencode(parametres)}" if parametres else ""
    lien = f"[Atlas des maisons de l’emploi]({integration.base()}/{page}{question})"
    st.caption(f"Source : {brut(formats.typographie(source))}. {lien}")


def carte(parametres: Parametres) -> None:
    """La carte telle que ses réglages la font, sans ses commandes."""
    etat, _ = depuis_adresse(parametres)
    repartition = repartir(etat.indicateur, etat.niveau, etat.date, etat.zone)
    zone = territoires.libelle("zone_emploi", etat.zone) if etat.zone else ""
    _tete(phrases.titre(repartition, zone))
    vivante.integrer(repartition, etat)
    _pied(repartition.sources, "carte", vers_adresse(etat))


def communes(parametres: Parametres) -> None:
    """Les communes d'un territoire, coloriées par un indicateur communal."""
    fiche, territoire = _indicateur(parametres), _territoire(parametres)
    if "commune" not in fiche.niveaux or not 1 < len(territoire.communes) <= MAXIMUM_COMMUNES:
        raise Absent("Cette carte de communes n'existe pas.")
    repartition = restreindre(repartir(fiche.id, "commune"), territoire.communes)
    _tete(f"{phrases.titre(repartition)} : {territoire.libelle}")
    vivante.montrer_communes(repartition)
    _pied(repartition.sources, "territoire", territoire_choisi.parametres(territoire) | {"communal": fiche.id})


def courbe(parametres: Parametres) -> None:
    """Une série, pour un ou plusieurs territoires."""
    fiche = _indicateur(parametres)
    choisis, _ = comparaison.relire(parametres.get("avec", ""))
    tracees = [trace for territoire in choisis if (trace := figures.courbe(territoire, fiche.id))]
    if not tracees:
        raise Absent("Cette série n'existe pour aucun de ces territoires.")
    indice = fiche.representation == "effectif" and len(tracees) > 1
    _tete(f"{fiche.libelle} : {', '.join(trace.libelle for trace in tracees)}")
    figure = tendance(tracees, fiche.unite, fiche.decimales, indice=indice, theme=figures.theme())
    lecture = lectures.tendance(tracees, fiche.unite, fiche.decimales, indice=indice)
    figures.montrer(figure, f"integree.{fiche.id}", lecture, seule=True)
    if indice:
        st.caption("Indice 100 à la première date commune.")
    sources = citer(charger().sources_des(fiche, dates(tracees)))
    _pied(sources, "comparer", {"avec": comparaison.ecrire(choisis), "vue": "courbes"})


def chiffre(parametres: Parametres) -> None:
    """Un chiffre clé d'un territoire, situé parmi ses pairs."""
    fiche, territoire = _indicateur(parametres), _territoire(parametres)
    siens = [c for c in constats.constats(territoire, None) if c.mesure.indicateur.id == fiche.id]
    if not siens:
        raise Absent("Ce chiffre clé n'existe pas.")
    _tete(f"{territoire.libelle} : {fiche.libelle}")
    st.html(cartons.cartons(siens, territoire, None, mesures.niveau_des_pairs(territoire)))
    _pied(source_de(siens[0].mesure), "territoire", territoire_choisi.parametres(territoire))


OBJETS: Final[Mapping[str, Callable[[Parametres], None]]] = {
    "carte": carte,
    "communes": communes,
    "courbe": courbe,
    "chiffre": chiffre,
}

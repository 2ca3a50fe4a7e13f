"""Les sources : producteur, millésime, licence, retraitement, empreinte du fichier lu."""

from __future__ import annotations

from html import escape

import streamlit as st

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Source
from geo.ecriture import formats
from geo.ecriture.sources import NON_RETROUVEE
from pages.a_propos.methode.fiches import lien, liste, repliee


def sources() -> None:
    """Une fiche repliée par source."""
    rangees = sorted(charger().sources.values(), key=lambda s: (s.producteur, s.titre))
    st.html("".join(repliee(f"{s.producteur} — {s.titre} ({s.millesime})", _source(s)) for s in rangees))


def _source(fiche: Source) -> str:
    date = formats.date_partielle(fiche.date or "") or "non connue avec certitude"
    textes = [
        f"Producteur : {fiche.producteur}",
        f"Millésime : {fiche.millesime}",
        f"Date : {date}",
        f"Licence : {fiche.licence}",
        f"Retraitement : {fiche.retraitement or 'aucun, fichier du producteur'}",
        *(f"Précaution : {precaution}" for precaution in fiche.precautions),
    ]
    empreintes = entrepot.manifeste()["sources"]
    fichiers = [f"Fichier lu : {fichier}, SHA-256 {empreintes.get(fichier, 'non lu')}" for fichier in fiche.fichiers]
    puces = [f"Adresse : {_adresse(fiche)}", *map(escape, textes)]
    return f"{liste(puces)}{''.join(f'<p><small>{escape(texte)}</small></p>' for texte in fichiers)}"


def _adresse(fiche: Source) -> str:
    """Lien vers la page du jeu ; son domaine se lit."""
    return lien(fiche.adresse, fiche.adresse.split("/")[2]) if fiche.adresse else escape(NON_RETROUVEE)


def jeu() -> None:
    """Quel jeu de données est lu, et où un programme le lit."""
    manifeste = entrepot.manifeste()
    st.caption(
        f"Jeu de données {manifeste['empreinte']}, {len(manifeste['sources'])} fichiers bruts lus. "
        "Un programme lit les mêmes chiffres par l'[interface ouverte](api/v1/)."
    )

"""Les sources : producteur, millésime, licence, retraitement, empreinte du fichier lu."""

from __future__ import annotations

import streamlit as st

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Source
from geo.ecriture import formats
from geo.ecriture.sources import NON_RETROUVEE


@st.cache_data(show_spinner=False)
def sources() -> None:
    """Une fiche repliée par source."""
    for fiche in sorted(charger().sources.values(), key=lambda s: (s.producteur, s.titre)):
        with st.expander(f"{fiche.producteur} — {fiche.titre} ({fiche.millesime})"):
            _source(fiche)


def _source(fiche: Source) -> None:
    date = formats.date_partielle(fiche.date or "") or "non connue avec certitude"
    st.write(
        f"- Producteur : {fiche.producteur}\n- Millésime : {fiche.millesime}\n"
        f"- Date : {date}\n"
        f"- Licence : {fiche.licence}\n- Adresse : {_adresse(fiche)}\n"
        f"- Retraitement : {fiche.retraitement or 'aucun, fichier du producteur'}\n"
        + "".join(f"- Précaution : {precaution}\n" for precaution in fiche.precautions)
    )
    empreintes = entrepot.manifeste()["sources"]
    for fichier in fiche.fichiers:
        st.caption(f"Fichier lu : {fichier}, SHA-256 {empreintes.get(fichier, 'non lu')}")


def _adresse(fiche: Source) -> str:
    """Lien vers la page du jeu ; son domaine se lit."""
    return f"[{fiche.adresse.split('/')[2]}]({fiche.adresse})" if fiche.adresse else NON_RETROUVEE


def jeu() -> None:
    """Quel jeu de données est lu, et où un programme le lit."""
    manifeste = entrepot.manifeste()
    st.caption(
        f"Jeu de données {manifeste['empreinte']}, {len(manifeste['sources'])} fichiers bruts lus. "
        "Un programme lit les mêmes chiffres par l'[interface ouverte](api/v1/)."
    )

"""Le gabarit Word de la maison : celui de l'Atlas à télécharger, le sien à déposer, ses refus en clair."""

from __future__ import annotations

from hashlib import sha256

import pandas as pd
import streamlit as st

from donnees.catalogue.gabarits import gabarits
from geo.documents import fabrique
from geo.sorties.noms import nommer
from pages.interface import depot, documents, tableau, telechargement
from pages.interface.texte import brut

MEGA = 5


def choisir() -> bytes | None:
    """Gabarit déposé et bon ; None : celui de l'Atlas."""
    with st.expander("Le mettre à l'image de votre maison : gabarit Word", icon=":material/format_paint:"):
        st.write(
            "Téléchargez le gabarit, changez-y logo, polices, couleurs, textes, puis déposez-le ici : le document Word "
            "prendra sa forme. Il est lu le temps de l'affichage : il n'est ni gardé, ni transmis."
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            telechargement.proposer("Gabarit de l'Atlas", f"{nommer('gabarit-diagnostic')}.docx", fabrique.gabarit_word)
            with st.popover("Ce que chaque balise devient", icon=":material/help:"):
                tableau.texte(_balises(), "Balises du gabarit, et ce qu'elles deviennent")
        depose = depot.deposer(f"Votre gabarit (.docx, {MEGA} Mo au plus)", ["docx"], mega=MEGA)
        return None if depose is None else _examiner(depose.getvalue())


def _balises() -> pd.DataFrame:
    lignes = [
        {"Balise": brut(f"{{{{ {nom} }}}}"), "Ce qu'elle devient": brut(balise.explication)}
        for nom, balise in gabarits().balises.items()
    ]
    return pd.DataFrame(lignes).set_index("Balise")


def _examiner(octets: bytes) -> bytes | None:
    refus = documents.obtenir(("gabarit", sha256(octets).hexdigest()), fabrique.examiner, octets)
    if refus is None:
        return None
    for raison in refus:
        st.warning(brut(raison), icon=":material/error:")
    if refus:
        return None
    st.success("Ce gabarit convient : le fichier Word le prendra.", icon=":material/check:")
    return octets

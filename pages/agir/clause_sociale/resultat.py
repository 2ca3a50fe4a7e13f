"""Clause sociale : le résultat, sa sensibilité, la note à l'acheteur et les fichiers."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.clause import adresse as lien
from geo.clause import note, sensibilite
from geo.clause.calcul import Simulation, par_lot, total
from geo.clause.reperes import ADRESSE_MEF, SOURCE_ETP
from geo.documents.fiches import acheteur as document
from geo.ecriture import formats
from geo.objets import clause
from geo.sorties.metadonnees import Sujet
from geo.sorties.noms import nommer
from pages.cadre.habillage import legende, phrase
from pages.interface import adresse, documents, figures, horloge, partage, telechargement
from pages.interface.texte import compose


def resultat(simulation: Simulation) -> None:
    """Les heures du marché et chaque étape du calcul."""
    somme = total(par_lot(simulation))
    if somme is None:
        st.info("Le résultat s'affiche ici dès que le montant, la part, le coût horaire et le taux sont saisis.")
        return
    lignes = "".join(
        f'<tr><th scope="row">{compose(repartition)}</th><td>{compose(combien)}</td></tr>'
        for repartition, combien in note.etapes(simulation)
    )
    st.html(
        '<div class="atlas-fiche atlas-clause-resultat"><h2>Heures d’insertion possibles</h2>'
        f'<p class="valeur">{compose(note.heures(somme.insertion))}</p>'
        f"<p>{compose(f'soit {note.etp(somme)} sur un an')}</p>"
        f'<table class="atlas-chiffres">{lignes}</table></div>'
    )
    for incomplet in note.incomplets(simulation):
        st.warning(incomplet, icon=":material/error:")
    legende(
        f"Calcul : {note.FORMULE}. Équivalent temps plein : {SOURCE_ETP}. Résultat estimé, à caler avec le "
        f"facilitateur de clauses. [Page citée de la maison du Sud 77]({ADRESSE_MEF})."
    )


def ecart_choisi() -> str:
    """Écart de la sensibilité, dans l'adresse."""
    return adresse.choisir(
        st.segmented_control,
        "Écart appliqué à chaque hypothèse",
        "ecart",
        sensibilite.ECARTS,
        sensibilite.ECART_DEFAUT,
    )


def et_si(simulation: Simulation) -> None:
    """Ce que deviennent les heures si une hypothèse change : graphique et tableau."""
    st.header(note.MOTS["sensibilite"], anchor=False)
    ecart = ecart_choisi()
    dessin = clause.heures(simulation, ecart, figures.theme())
    if dessin is None:
        st.caption("À lire une fois le marché saisi.")
        return
    phrase(dessin.note)
    figures.montrer(dessin, "clause-sensibilite")


def acheteur(simulation: Simulation) -> None:
    """La note d'une page, seule imprimée, et les fichiers du calcul."""
    st.header(note.MOTS["genre"], anchor=False)
    ecart = int(st.query_params.get("ecart", sensibilite.ECART_DEFAUT)) / 100
    jour, adresse_note = horloge.jour(), partage.adresse(lien.ecrire(simulation))
    html = note.note(simulation, ecart, formats.date_partielle(jour), adresse_note)
    if not html:
        st.caption("Elle s'écrit une fois le marché saisi.")
        return
    st.caption("« Imprimer » donne cette note seule, sur une page ; « Copier le lien » rend ce calcul à l'identique.")
    partage.barre(imprimer=True)
    with st.container(horizontal=True, key="clause-fichiers"):
        composition = partial(document.composer, simulation, ecart, jour, adresse_note)
        documents.proposer(nommer("clause", "note"), composition)
        telechargement.table(Sujet("Clause sociale : lots", ("clause", "lots")), partial(note.tableau, simulation))
        telechargement.proposer("XLSX", f"{nommer('clause', 'lots')}.xlsx", partial(note.classeur, simulation))
    st.html(html)

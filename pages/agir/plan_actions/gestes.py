"""Ce qu'on peut faire d'une action : modifier, dupliquer, archiver, relire son journal."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from donnees.registre import services
from donnees.registre.droits import Operation
from donnees.registre.erreurs import ErreurRegistre
from donnees.registre.services import Fiche
from pages.cadre import plan
from pages.interface import acces, historique, registre
from pages.interface.acces import maisons_permises
from pages.interface.texte import brut, libeller


def tenter(geste: Callable[[], Fiche], message: str) -> Fiche | None:
    """Exécute une écriture ; dit en clair pourquoi elle est refusée, ou ce qui est fait."""
    try:
        fiche = geste()
    except ErreurRegistre as erreur:
        st.warning(brut(erreur), icon=":material/error:")
        return None
    st.toast(message, icon=":material/check:")
    return fiche


def ajouter() -> None:
    """Saisir et importer, pour qui le peut."""
    if not acces.ecrit_quelque_part():
        return
    if st.button("Saisir une action", icon=":material/add:", type="primary"):
        st.switch_page(plan.SAISIR)
    if st.button("Importer un fichier", icon=":material/upload_file:"):
        st.switch_page(plan.ECHANGER)


def boutons(fiche: Fiche) -> None:
    """Modifier, dupliquer, archiver ou rétablir, selon les droits."""
    modifiable = acces.peut(Operation.MODIFIER, fiche.maison) and not fiche.archivee
    if modifiable and st.button("Modifier", icon=":material/edit:", type="primary"):
        st.switch_page(plan.SAISIR, query_params={"action": fiche.cle})
    maisons = maisons_permises()
    if maisons:
        _dupliquer(fiche, maisons)
    if acces.peut(Operation.ARCHIVER, fiche.maison):
        _archiver(fiche)


def _dupliquer(fiche: Fiche, maisons: dict[str, str]) -> None:
    with st.popover("Dupliquer", icon=":material/content_copy:"):
        st.caption("La copie est « prévue », sans dates, élu, moyens, empêchement ni suivi.")
        cles = list(maisons)
        depart = cles.index(fiche.maison) if fiche.maison in maisons else 0
        maison = st.selectbox("Pour la maison", cles, depart, format_func=libeller(maisons.__getitem__))
        if st.button("Créer la copie", type="primary"):
            copie = tenter(
                lambda: services.dupliquer(registre.ouvert(), acces.qui(), fiche.cle, maison), "Copie enregistrée"
            )
            if copie:
                st.switch_page(plan.SAISIR, query_params={"action": copie.cle})


def _archiver(fiche: Fiche) -> None:
    libelle = "Rétablir" if fiche.archivee else "Archiver"
    with st.popover(libelle, icon=":material/archive:"):
        st.caption("Rien n'est effacé : une action archivée se rétablit à tout moment.")
        if st.button(f"Confirmer : {libelle.lower()}", key="archiver"):
            identite = acces.qui()
            faite = tenter(
                lambda: services.archiver(
                    registre.ouvert(), identite, fiche.cle, fiche.version, retablir=fiche.archivee
                ),
                "Action rétablie" if fiche.archivee else "Action archivée",
            )
            if faite:
                st.rerun()


def journal(fiche: Fiche, nom: str) -> None:
    """Qui a changé quoi, quand ; réservé à qui peut écrire pour cette maison."""
    ouvert, identite = registre.ouvert(), acces.qui()
    historique.afficher(
        lambda page, nombre: services.journal(ouvert, identite, fiche.cle, page, nombre),
        nom,
        "Rien au journal : « Modifier » y écrira.",
    )

"""Le suivi d'une action : ce qu'on compte, où l'on en est de la cible, l'indicateur qu'elle veut faire bouger."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from donnees import catalogue
from donnees.catalogue.fiches_documents import mots
from donnees.registre import services
from donnees.registre.droits import Operation
from donnees.registre.erreurs import ErreurRegistre, SaisieInvalide
from donnees.registre.services import Fiche, FicheSuivi
from donnees.vocabulaire import LIBELLES_SENS, Sens
from geo.actions import enonces, progres
from geo.actions.enonces import Vise
from geo.ecriture import formats
from geo.mesures import reserves
from geo.objets import actions as objets
from pages.agir.plan_actions.gestes import tenter
from pages.cadre import plan
from pages.interface import acces, figures, registre
from pages.interface.lecture import lire_date, lire_nombre
from pages.interface.texte import brut, libeller


def afficher(fiche: Fiche) -> None:
    """Suivis, progrès et liens ; formulaires pour qui peut écrire."""
    st.header(mots("action")["resultats"], anchor=False)
    if not fiche.suivis and not fiche.liens:
        st.info(mots("action")["sans_suivi"])
    colonnes = st.columns(2)
    for rang, mesure in enumerate(fiche.suivis):
        with colonnes[rang % 2].container(border=True):
            _suivi(fiche, mesure)
    _liens(fiche)
    if _peut(Operation.SUIVRE, fiche):
        _definir(fiche)


def _suivi(fiche: Fiche, mesure: FicheSuivi) -> None:
    st.write(f"**{brut(mesure.libelle)}**")
    st.write(brut(progres.progres(mesure).phrase))
    if dessin := objets.suivi(fiche, mesure, figures.theme()):
        figures.montrer(dessin, f"suivi-{mesure.cle}")
        derniere = mesure.valeurs[-1]
        if derniere.commentaire:
            st.caption(brut(derniere.commentaire[:300]))
    if _peut(Operation.SUIVRE, fiche):
        _relever(fiche, mesure)


def _peut(operation: Operation, fiche: Fiche) -> bool:
    """Droit de la personne sur cette action, tant qu'elle n'est pas archivée."""
    return acces.peut(operation, fiche.maison) and not fiche.archivee


def _relever(fiche: Fiche, mesure: FicheSuivi) -> None:
    """Saisie d'une valeur ; une date déjà relevée n'est remplacée que sur demande."""
    with st.popover("Relever une valeur", icon=":material/add_chart:"), st.form(f"relever.{mesure.cle}", border=False):
        date = st.text_input("Date", placeholder="2026, 03/2026 ou 15/03/2026")
        valeur = st.text_input(f"Valeur{f' ({brut(mesure.unite)})' if mesure.unite else ''}", placeholder="120")
        commentaire = st.text_input("Commentaire")
        remplacer = st.checkbox("Remplacer la valeur déjà relevée à cette date")
        if not st.form_submit_button("Enregistrer", type="primary"):
            return
        saisie = {"date": lire_date(date), "valeur": lire_nombre(valeur), "commentaire": commentaire}
        _enregistrer(fiche, mesure.cle, saisie, remplacer=remplacer)


def _enregistrer(fiche: Fiche, suivi: str, saisie: Mapping[str, object], *, remplacer: bool) -> None:
    try:
        services.suivre(registre.ouvert(), acces.qui(), fiche.cle, suivi, saisie, remplacer=remplacer)
    except SaisieInvalide as erreur:
        for champ, texte in erreur.champs.items():
            st.warning(f"{champ.capitalize()} : {brut(texte)}")
        return
    except ErreurRegistre as erreur:
        st.warning(brut(erreur), icon=":material/error:")
        return
    st.rerun()


def _definir(fiche: Fiche) -> None:
    """Ajouter un indicateur de suivi, ou lier l'action à un indicateur du territoire."""
    with st.expander("Suivre un nouvel indicateur", icon=":material/monitoring:"), st.form("definir"):
        libelle = st.text_input("Ce qu'on compte", placeholder="Personnes reçues", max_chars=300)
        unite = st.text_input("Unité", placeholder="personnes")
        cible = st.text_input("Cible (facultative)", placeholder="200")
        if st.form_submit_button("Ajouter", type="primary"):
            brute = {"libelle": libelle, "unite": unite, "cible": lire_nombre(cible) if cible.strip() else None}
            if tenter(lambda: services.definir_suivi(registre.ouvert(), acces.qui(), fiche.cle, brute), "Ajouté"):
                st.rerun()
    with st.expander("Lier à un indicateur du territoire", icon=":material/insights:"), st.form("lier"):
        fiches = catalogue.charger().indicateurs
        choisi = st.selectbox("Indicateur", list(fiches), format_func=libeller(lambda i: fiches[i].libelle))
        sens = (
            st.radio("Effet attendu", list(Sens), format_func=libeller(LIBELLES_SENS.__getitem__), horizontal=True)
            or ""
        )
        if st.form_submit_button("Lier", type="primary") and tenter(
            lambda: services.rattacher(registre.ouvert(), acces.qui(), fiche.cle, choisi, sens), "Lien enregistré"
        ):
            st.rerun()


def _liens(fiche: Fiche) -> None:
    """Indicateurs visés, avec leur valeur dans la zone d'emploi du premier lieu."""
    if not fiche.liens:
        return
    st.subheader(mots("action")["vises"], anchor=False)
    for vise in enonces.vises(fiche, registre.releve().maisons_par_cle):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.write(_phrase_lien(vise))
            st.page_link(plan.CARTE, label="Carte", query_params={"indicateur": vise.indicateur})
            st.page_link(plan.METHODE, label="Source", query_params={"fiche": vise.indicateur})
            if _peut(Operation.RATTACHER, fiche) and st.button("Retirer", key=f"detacher.{vise.indicateur}"):
                cle, indicateur = fiche.cle, vise.indicateur
                if tenter(lambda: services.detacher(registre.ouvert(), acces.qui(), cle, indicateur), "Lien retiré"):  # noqa: B023 - exécuté tout de suite
                    st.rerun()
    st.caption(mots("action")["intention"])


def _phrase_lien(vise: Vise) -> str:
    if not vise.connu:
        return f"{brut(vise.libelle)} : {vise.sens.lower()}. {mots('action')['hors_catalogue']}"
    debut = f"**{brut(vise.libelle)}** : {vise.sens.lower()}."
    if vise.situe is None:
        return debut
    lieu, mesure = vise.situe
    return f"{debut} {brut(lieu.libelle)} : {brut(reserves.dire(mesure))} {formats.dans_la_periode(mesure.periode)}."

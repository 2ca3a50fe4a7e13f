"""Tenir à jour la fiche d'une maison ; chaque refus se lit à côté de son champ."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import streamlit as st

from donnees.registre import services
from donnees.registre.droits import Identite
from donnees.registre.erreurs import ConflitDeVersion, ErreurRegistre, SaisieInvalide
from donnees.registre.services import FicheMaison
from geo.erreurs import ErreurGeo
from geo.territoires import perimetre
from pages.agir.registre import journal
from pages.cadre import plan
from pages.interface import liens, refus, registre, tableau
from pages.interface.lecture import ecrire_date, lire_date
from pages.interface.texte import brut

CHAMPS = {
    "nom": "Nom",
    "statut": "Statut",
    "statut_date": "Date de ce statut (AAAA, MM/AAAA ou JJ/MM/AAAA)",
    "statut_source": "Source de ce statut",
    "territoire": "Territoire, en toutes lettres",
    "adresse": "Adresse",
    "telephone": "Téléphone",
    "site": "Site web",
}
PERIMETRE = "Communes du périmètre : codes INSEE, ou lien copié depuis « Mon périmètre »"
_FAUTES, _VERSION = "maison.fautes", "maison.version"


def formulaire(fiche: FicheMaison, identite: Identite) -> None:
    """Champs de la maison ; une faute laisse tout ce qui est tapé."""
    if f"maison.{fiche.cle}.nom" not in st.session_state:  # champs remplis à neuf : ils disent cette version-là
        st.session_state[f"{_VERSION}.{fiche.cle}"] = fiche.version
    fautes: dict[str, str] = st.session_state.get(f"{_FAUTES}.{fiche.cle}", {})
    with st.form(f"maison.{fiche.cle}"):
        saisie: dict[str, Any] = {}
        for champ, titre in CHAMPS.items():
            valeur = getattr(fiche, champ)
            depart = ecrire_date(valeur) if champ == "statut_date" else valeur
            saisie[champ] = st.text_input(titre, depart, key=f"maison.{fiche.cle}.{champ}")
            refus.faute(fautes.get(champ, ""))
        codes = st.text_area(PERIMETRE, " ".join(fiche.perimetre), key=f"maison.{fiche.cle}.perimetre")
        refus.faute(fautes.get("perimetre", ""))
        envoye = st.form_submit_button("Enregistrer", type="primary")
    st.page_link(plan.PERIMETRE, label="Composer un périmètre sur la carte", icon=":material/draw:")
    if envoye:
        saisie["statut_date"] = lire_date(saisie["statut_date"])
        _enregistrer(fiche, identite, saisie, codes)
    journal.deplier(
        "Historique de la maison",
        services.journal_maison,
        "maison",
        fiche.cle,
        "Personne n'a encore modifié cette fiche : elle dit ce que disent les sources publiques. "
        "Corrigez un champ ci-dessus, et l'avant et l'après se liront ici.",
    )


def _communes(texte: str) -> tuple[str, ...]:
    """Codes de communes d'un texte ou d'un lien de « Mon périmètre » ; lève `SaisieInvalide` en nommant l'inconnu."""
    code = parse_qs(urlsplit(texte.strip()).query).get("code", [""])[0] if "://" in texte else ""
    try:
        if code:
            return perimetre.decoder(code)
        releve = perimetre.lire_codes(texte)
    except ErreurGeo as erreur:
        raise SaisieInvalide({"perimetre": str(erreur)}) from erreur
    if releve.inconnus:
        inconnus = ", ".join(saisi for saisi, _ in releve.inconnus[:10])
        raise SaisieInvalide({"perimetre": f"Codes inconnus : {inconnus}."})
    return releve.communes


def _enregistrer(fiche: FicheMaison, identite: Identite, saisie: dict[str, Any], codes: str) -> None:
    cle_version, cle_fautes = f"{_VERSION}.{fiche.cle}", f"{_FAUTES}.{fiche.cle}"
    version = st.session_state[cle_version]
    try:
        saisie["perimetre"] = _communes(codes)
        enregistree = services.modifier_maison(registre.ouvert(), identite, fiche.cle, version, saisie)
    except SaisieInvalide as erreur:
        st.session_state[cle_fautes] = erreur.champs
        st.rerun()
    except ConflitDeVersion as erreur:
        st.session_state[cle_version] = erreur.version
        _conflit(erreur)
        return
    except ErreurRegistre as erreur:
        st.warning(f"{brut(erreur)} Votre saisie est gardée.")
        return
    st.session_state[cle_version] = enregistree.version
    st.session_state.pop(cle_fautes, None)
    st.success("Enregistré : l'annuaire et la carte le montrent déjà.")
    liens.maison("Voir la fiche", fiche.cle)


def _conflit(erreur: ConflitDeVersion) -> None:
    st.warning("Quelqu'un a enregistré cette maison entre-temps. Votre saisie est gardée : relisez, puis enregistrez.")
    lignes = [
        {"Champ": champ, "Enregistré depuis": brut(str(ecart.enregistre)), "Votre saisie": brut(str(ecart.saisi))}
        for champ, ecart in erreur.ecarts.items()
    ]
    tableau.texte(pd.DataFrame(lignes).set_index("Champ"), "Champs modifiés des deux côtés")

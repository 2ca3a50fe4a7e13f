"""Comprendre › Fiche du territoire : tous ses indicateurs, leur date, leur rang."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from donnees import entrepot
from donnees.catalogue import charger
from geo import formats, portrait
from geo.indicateurs import NOMS_NIVEAUX
from geo.recherche import chercher
from pages.interface import plan
from pages.interface.habillage import pied
from pages.interface.texte import brut


def _demande() -> tuple[str, str] | None:
    """Niveau et code demandés par l'adresse, s'ils existent."""
    niveau, code = st.query_params.get("niveau", ""), st.query_params.get("code", "")
    if not niveau and not code:
        return None
    if niveau in NOMS_NIVEAUX and code in entrepot.territoires(niveau).index:
        return niveau, code
    voulu = brut(f"{niveau[:20]} {code[:20]}")
    st.warning(f"Le lien demandait « {voulu} », qui n'existe pas. Cherchez un territoire ci-dessous.")
    return None


def _chercher() -> None:
    texte = st.text_input("Chercher un territoire", placeholder="Nom, code INSEE ou code postal", max_chars=80)
    for lieu in chercher(texte) if texte.strip() else []:
        if lieu.genre != "maison":
            st.page_link(
                plan.TERRITOIRE, label=brut(lieu.libelle), query_params={"niveau": lieu.genre, "code": lieu.code}
            )


def _valeur(chiffre: portrait.Chiffre) -> str:
    fiche, ou = chiffre.indicateur, chiffre.position
    texte = formats.avec_unite(ou.valeur, fiche.unite, fiche.decimales, signe=fiche.pivot == 0)
    reserve = formats.statut(ou.statut)
    return f"{texte} ({reserve})" if reserve else texte


def _tableau(niveau: str, code: str) -> None:
    themes = charger().themes
    chiffres = portrait.chiffres(niveau, code)
    for theme in sorted(themes.values(), key=lambda t: t.ordre):
        lignes = [
            {
                "Indicateur": c.indicateur.libelle,
                "Valeur": _valeur(c),
                "Période": formats.periode(c.periode),
                "Rang": f"{formats.ordinal(c.position.rang)} sur {formats.nombre(c.position.sur)}"
                if c.position.rang
                else "—",
                "Médiane": formats.avec_unite(c.position.mediane, c.indicateur.unite, c.indicateur.decimales),
            }
            for c in chiffres
            if c.indicateur.theme == theme.id
        ]
        if lignes:
            st.subheader(theme.libelle, anchor=False)
            st.table(pd.DataFrame(lignes).set_index("Indicateur"))


def _fiche(niveau: str, code: str) -> None:
    territoire = entrepot.territoires(niveau).loc[code]
    st.title(str(territoire["libelle_long"]), anchor=False)
    habitants = formats.nombre(float(str(territoire["population"])))
    st.write(f"{NOMS_NIVEAUX[niveau][0].capitalize()}, {habitants} habitants (populations légales).")
    with st.container(horizontal=True):
        for autre, son_code in portrait.rattachements(niveau, code).items():
            nom = str(entrepot.territoires(autre)["libelle_long"].get(son_code, son_code))
            st.page_link(plan.TERRITOIRE, label=brut(nom), query_params={"niveau": autre, "code": son_code})
    trouvees = portrait.maisons(niveau, code)
    if niveau != "france" and not trouvees.empty:
        st.subheader(f"Maisons relevées sur ce territoire ({len(trouvees)})", anchor=False)
        for maison in trouvees.itertuples():
            st.page_link(
                plan.MAISONS, label=brut(f"{maison.nom} ({maison.ville})"), query_params={"maison": str(maison.maison)}
            )
    st.caption(
        "Rang : du plus favorable au moins favorable quand l'indicateur a un sens, du plus élevé au plus bas sinon."
    )
    _tableau(niveau, code)


demande = _demande()
if demande is None:
    st.title("Fiche du territoire", anchor=False)
    _chercher()
else:
    _fiche(*demande)
pied()

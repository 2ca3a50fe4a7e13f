"""Secteurs et métiers › Branche : un secteur, tous les bassins où il pèse et où il recule, qui appeler."""

from __future__ import annotations

import math
from functools import partial

import pandas as pd
import streamlit as st

from geo.ecriture import formats
from geo.objets import secteurs
from geo.secteurs import branche as calcul
from geo.secteurs import phrases, tables
from geo.secteurs.champs import FRANCE, avec_article, effectifs, nom
from geo.secteurs.choix import Choix
from geo.secteurs.structure import LECTURES, structure
from pages.comprendre.secteurs import tableaux
from pages.comprendre.secteurs.choix import source, source_et_limite, sujet
from pages.interface import adresse, liens
from pages.interface.figures import montrer, theme
from pages.interface.texte import brut

LISTES = {"pese": "Où elle pèse", "recule": "Où elle recule", "toutes": "Toutes les zones"}
MAISONS_MONTREES = 12


def vue(choix: Choix) -> None:
    """Toute la vue."""
    secteur = _choisir(choix)
    lignes = calcul.branche(secteur, choix.source, choix.nomenclature)
    st.header(brut(nom(choix.nomenclature, secteur)), anchor=False)
    _constat(choix, secteur, lignes)
    _carte(choix, secteur)
    st.subheader("Zone par zone", anchor=False)
    listee = adresse.choisir(st.segmented_control, "Zones listées", "liste", LISTES, "pese")
    choisies = {"pese": calcul.pese, "recule": calcul.recule}.get(listee, lambda table: table)(lignes)
    montree = tables.branche(choisies, choix.champ)
    tableaux.montrer(montree, f"Zones d'emploi, {LISTES[listee].lower()}")
    source_et_limite(
        choix,
        "Pèse : quotient significativement au-dessus de 1 face à la France (hors Mayotte), au moins 30 emplois. "
        "Recule : perd des emplois, la plus grosse perte d'abord. Maisons de sources fiables, connues de l'Atlas.",
    )
    lieu = nom(choix.nomenclature, secteur)
    contenu = partial(tables.emporter, montree, lieu, choix.champ, choix.nomenclature, FRANCE)
    dit = sujet(f"{lieu} : {LISTES[listee].lower()}", f"branche-{lieu}", LISTES[listee], choix)
    tableaux.emporter("branche", dit, {"CSV": contenu})
    _appeler(choisies)
    _figure(choix, secteur, lignes)


def _choisir(choix: Choix) -> str:
    """Secteur choisi ; par défaut, la première spécialité de la zone, sinon le plus gros secteur du pays."""
    rangs = effectifs(choix.source, choix.nomenclature, choix.champ.bornes[1], FRANCE).sort_values(ascending=False)
    libelles = {str(code): nom(choix.nomenclature, str(code)) for code in rangs.index}
    defaut = "CL" if "CL" in libelles else str(rangs.index[0])
    if choix.zone is not None:
        lues = structure(choix.zone.code, choix.reference, choix.source, choix.nomenclature)
        fortes = [ligne for ligne in lues if ligne.ecart > 0]
        defaut = max(fortes, key=lambda ligne: ligne.effectif - ligne.effectif / ligne.ql).secteur if fortes else defaut
    return adresse.choisir(st.selectbox, "Secteur", "secteur", libelles, defaut, width=480)


def _constat(choix: Choix, secteur: str, lignes: pd.DataFrame) -> None:
    """Combien de zones, combien d'emplois, la concentration, et la zone du lecteur."""
    debut, fin = choix.champ.bornes
    avant, apres = (effectifs(choix.source, choix.nomenclature, annee, FRANCE)[secteur] for annee in (debut, fin))
    texte = (
        f"{formats.nombre(apres)} {choix.champ.qui} en France (hors Mayotte) en {fin}, "
        f"{phrases.pourcent(100 * (apres / avant - 1), signe=True)} depuis {debut}. La moitié tient dans "
        f"{calcul.concentration(lignes)} zones d'emploi ; le secteur pèse plus qu'ailleurs dans "
        f"{len(calcul.pese(lignes))} zones et perd des emplois dans {len(calcul.recule(lignes))}."
    )
    st.write(formats.typographie(texte))
    if choix.zone is None:
        return
    (ici,) = lignes[lignes["code"] == choix.zone.code].to_dict("records")
    if pd.isna(ici["effectif"]):
        st.write(f"**{brut(choix.zone.libelle)}** : effectif non disponible.")
        return
    sens = phrases.pourcent(ici["evolution"], signe=True) if pd.notna(ici["evolution"]) else formats.ABSENT
    dit = f"{formats.nombre(ici['effectif'])} emplois, {sens} depuis {debut}, {_quotients(choix, secteur, ici['ql'])}"
    lecture = f" : {LECTURES[ici['lecture']]}" if ici["lecture"] else " (effectif trop petit pour une lecture)"
    st.write(formats.typographie(f"**{brut(choix.zone.libelle)}** : {dit}{lecture}."))


def _quotients(choix: Choix, secteur: str, ql: float) -> str:
    """Le quotient face au pays et, si la page en a choisi une autre, face à sa référence : deux nombres, deux noms."""
    dit = f"quotient {formats.nombre(ql, 2)} face à {avec_article(FRANCE)}"
    lignes = structure(choix.zone.code, choix.reference, choix.source, choix.nomenclature) if choix.zone else ()
    autre = next((ligne.ql for ligne in lignes if ligne.secteur == secteur and choix.reference != FRANCE), math.nan)
    return f"{dit} ({formats.nombre(autre, 2)} face à {avec_article(choix.reference)})" if math.isfinite(autre) else dit


def _carte(choix: Choix, secteur: str) -> None:
    """La carte ; folium n'est chargé que par cette vue, une seconde que les quatre autres n'attendent pas."""
    from pages.comprendre.secteurs.branche_carte import carte  # noqa: PLC0415 - chargé par cette seule vue

    carte(choix, secteur)


def _appeler(lignes: pd.DataFrame) -> None:
    """Maisons des zones listées, dans l'ordre de la liste."""
    siennes = lignes[["code", "libelle"]].merge(calcul.maisons(), left_on="code", right_on="zone_emploi")
    st.subheader("Avec qui en parler", anchor=False)
    if siennes.empty:
        st.write("Aucune maison de l'emploi connue de l'Atlas dans ces zones.")
        return
    accord = "s" if len(siennes) > 1 else ""
    st.write(
        f"{len(siennes)} maison{accord} de l'emploi dans ces zones, pour approcher ensemble la branche professionnelle."
    )
    with st.container(horizontal=True, key="secteurs-maisons"):
        for ligne in siennes.head(MAISONS_MONTREES).itertuples():
            liens.maison(f"{brut(ligne.nom)} ({brut(ligne.libelle)})", ligne.maison)
    if len(siennes) > MAISONS_MONTREES:
        st.caption("Les suivantes sont au tableau et au fichier CSV.")


def _figure(choix: Choix, secteur: str, lignes: pd.DataFrame) -> None:
    """Toutes les zones : quotient × évolution × taille."""
    st.subheader("Toutes les zones d'emploi d'un regard", anchor=False)
    dessin = secteurs.branche(secteur, choix, lignes, theme())
    montrer(dessin, "secteurs-branche")
    source(dessin)

"""Secteurs et métiers : le territoire demandé, la zone d'emploi lue, le champ et la référence, puis la phrase."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from geo import comparables, territoires
from geo.ecriture import formats
from geo.secteurs import phrases
from geo.secteurs.champs import (
    CHAMPS,
    LIBELLES_REFERENCES,
    METROPOLE,
    NOMENCLATURES,
    Champ,
    effectifs,
    libelle_reference,
    nom,
    reference_par_defaut,
    zones,
)
from geo.secteurs.exposition import reculs
from geo.secteurs.structure import resumer, structure
from geo.secteurs.tables import decimales, provenance
from geo.territoires import Territoire, lire
from pages.cadre import plan
from pages.comprendre.secteurs import fichiers
from pages.interface import adresse, tableau, territoire_choisi
from pages.interface.texte import brut

PRESENTEES = {
    "secteurs": "ce qui fait l'emploi d'un bassin, ce qui le distingue, ce qui y grandit ou y recule",
    "decalage": "ce que l'évolution de l'emploi d'un bassin doit au pays, à ses secteurs et à lui-même",
    "gpect": "la fiche d'où part un comité de pilotage : quelques chiffres et des questions ouvertes",
}


@dataclass(frozen=True)
class Choix:
    """Ce que la page regarde.

    Attributes
    ----------
    demande : Territoire or None
        Territoire de l'adresse.
    zone : Territoire or None
        Zone d'emploi lue ; None sans territoire, pour la France, ou si la zone n'est pas couverte (Mayotte).
    reference : str
        « metropole », « france » ou code d'une zone.
    source, nomenclature : str
        Champ et découpage des secteurs.
    """

    demande: Territoire | None
    zone: Territoire | None
    reference: str
    source: str
    nomenclature: str

    @property
    def champ(self) -> Champ:
        """Le champ."""
        return CHAMPS[self.source]


def regarder(demande: Territoire | None) -> Choix:
    """Lit et pose les choix : territoire, zone lue, champ, découpage, référence."""
    with st.expander(
        "Choisir un territoire" if demande is None else "Changer de territoire",
        expanded=demande is None,
        icon=":material/search:",
    ):
        territoire_choisi.rechercher(plan.SECTEURS, "Commune, intercommunalité, zone d'emploi…")
    zone = _zone(demande)
    with st.container(horizontal=True, key="secteurs-choix", vertical_alignment="bottom"):
        champs = {cle: champ.libelle for cle, champ in CHAMPS.items()}
        source = adresse.choisir(st.selectbox, "Emplois comptés", "champ", champs, "urssaf", width=330)
        nomenclature = adresse.choisir(st.selectbox, "Découpage", "decoupage", NOMENCLATURES, "A38", width=180)
        reference = METROPOLE if zone is None else _reference(zone.code, source)
    return Choix(demande, zone, reference, source, nomenclature)


def _zone(demande: Territoire | None) -> Territoire | None:
    """Zone lue : le territoire s'il en est une, sinon celle où vit le plus de ses habitants, ou une autre au choix."""
    if demande is None or demande.niveau == "france":
        return None
    couvertes = set(zones("urssaf"))
    morceaux = [m for m in territoires.traverses(demande, "zone_emploi") if m.code in couvertes]
    if not morceaux:
        return None
    if demande.niveau == "zone_emploi":
        return demande
    libelles = {m.code: f"{m.libelle} ({formats.nombre(100 * m.part, 1)} % des habitants)" for m in morceaux}
    choisie = morceaux[0].code
    if len(morceaux) > 1:
        choisie = adresse.choisir(st.selectbox, "Zone d'emploi lue", "zone", libelles, choisie, width=420)
    sommes = " Un département ou une région n'est pas une somme de zones : certaines le débordent."
    st.caption(
        formats.typographie(
            "Les effectifs par secteur ne sont publiés que par zone d'emploi ; ici : "
            f"{brut(lire('zone_emploi', choisie).libelle)}."
            f"{sommes if demande.niveau in {'departement', 'region'} else ''}"
        )
    )
    return lire("zone_emploi", choisie)


def _reference(zone: str, source: str) -> str:
    """Référence choisie : la métropole, la France, les zones semblables d'abord, puis toutes les autres."""
    proches = [voisin.code for voisin in comparables.semblables(zone).voisins]
    couvertes = zones(source)
    autres = sorted((code for code in couvertes if code not in proches), key=libelle_reference)
    offertes = {
        **LIBELLES_REFERENCES,
        **{code: f"{libelle_reference(code)} (zone semblable)" for code in proches if code in couvertes},
        **{code: libelle_reference(code) for code in autres},
    }
    offertes.pop(zone, None)
    return adresse.choisir(st.selectbox, "Comparer à", "reference", offertes, reference_par_defaut(zone), width=300)


def ouvrir(choix: Choix) -> None:
    """La phrase qui ouvre la page."""
    st.html(f'<p class="atlas-phrase atlas-secteurs-ouverture">{escape(formats.typographie(_phrase(choix)))}</p>')


def _phrase(choix: Choix) -> str:
    if choix.zone is None:
        if choix.demande is not None and choix.demande.niveau != "france":
            return (
                f"Ni l'Urssaf ni Flores ne publient les secteurs de {choix.demande.libelle} : Mayotte n'est pas "
                "couverte. Seuls ses métiers, tirés de l'enquête Besoins en main-d'œuvre, se lisent ici."
            )
        return phrases.pays(choix.source, choix.nomenclature)
    selection = choix.zone.code, choix.reference, choix.source, choix.nomenclature
    return phrases.ouverture(_sujet(choix), resumer(*selection), choix.reference, choix.champ, structure(*selection))


def _sujet(choix: Choix) -> str:
    """La zone lue, et la part des habitants du territoire demandé qui y vit."""
    zone, demande = choix.zone, choix.demande
    if zone is None or demande is None or zone == demande:
        return phrases.sujet(zone.libelle if zone else "")
    morceaux = territoires.traverses(demande, "zone_emploi")
    return phrases.sujet(zone.libelle, demande.libelle, next(m.part for m in morceaux if m.code == zone.code))


def sans_zone(choix: Choix, vue: str) -> None:
    """Sans zone d'emploi à lire : ce que la vue montrerait, et les secteurs du pays."""
    st.info(f"Cette vue montre {PRESENTEES[vue]}. Choisissez un territoire ci-dessus pour la lire.")
    st.header("Les secteurs de la France métropolitaine", anchor=False)
    debut, fin = choix.champ.bornes
    en_recul = reculs(choix.source, choix.nomenclature)
    table = effectifs(choix.source, choix.nomenclature, fin, METROPOLE).rename("fin").to_frame()
    table["debut"] = effectifs(choix.source, choix.nomenclature, debut, METROPOLE)
    table = table.sort_values("fin", ascending=False)
    montree = table.assign(
        secteur=[nom(choix.nomenclature, str(code)) for code in table.index],
        part=100 * table["fin"] / table["fin"].sum(),
        evolution=100 * (table["fin"] / table["debut"] - 1),
        sens=["en recul" if code in en_recul else "en croissance ou stable" for code in table.index],
    )[["secteur", "fin", "part", "evolution", "sens"]].set_axis(
        ["Secteur", f"Effectif {fin}", "Part (%)", f"Évolution {debut}-{fin} (%)", "Sens"], axis=1
    )
    repartition = "Secteurs de la France métropolitaine"
    tableau.montrer(montree, decimales(montree), repartition, signees=fichiers.SIGNEES, hauteur=560)
    source_et_limite(choix)


def source_et_limite(choix: Choix, note: str = "") -> None:
    """Source, champ et précautions sous une figure ou un tableau."""
    st.caption(formats.typographie(f"{note} Source : {provenance(choix.champ)}. {choix.champ.limite}".strip()))

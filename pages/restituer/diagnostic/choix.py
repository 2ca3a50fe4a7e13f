"""Ce que le document contient : comparateurs, maison, sections et leur ordre ; tout est dans l'adresse."""

from __future__ import annotations

import streamlit as st

from donnees.catalogue.diagnostic import diagnostic
from geo.actions import presence
from geo.documents.demande import Demande, Invite
from geo.ecriture.textes import couper
from geo.territoires import Territoire
from geo.territoires.comparaison import AUCUN
from pages.interface import adresse, horloge, partage, registre, territoire_choisi
from pages.restituer.diagnostic import partenaires

REGLAGES, REGLAGE_MAX = ("comparateur", "comparateur2", "maison"), 80


def sections() -> dict[str, str]:
    """Clé → titre de chaque section, dans l'ordre du catalogue."""
    return {section.id: section.titre for section in diagnostic().sections}


def choisir(territoire: Territoire) -> Demande:
    """Pose les choix et rend la demande."""
    with st.container(horizontal=True, key="atlas-diagnostic-choix", vertical_alignment="bottom"):
        comparateurs = _comparateurs(territoire)
        maison = _maison(territoire)
        with st.popover("Sections", icon=":material/toc:"):
            choisies = _sections()
        with st.popover("Partenaires", icon=":material/groups:"):
            invites = partenaires.choisir(_connus(territoire))
    return Demande(
        territoire.niveau,
        territoire.code,
        territoire.libelle if territoire.niveau == "perimetre" else "",
        comparateurs,
        choisies,
        invites,
        maison,
        horloge.jour(),
        lien(territoire, choisies, invites),
    )


def lien(territoire: Territoire, choisies: tuple[str, ...], invites: tuple[Invite, ...]) -> str:
    """Adresse publique de l'écran, réduite à ses réglages tels qu'ils ont été compris ; vide si elle n'est pas connue.

    Ce qu'un lien porte d'autre n'y est pas : deux lecteurs du même document reçoivent le même.
    """
    if not st.context.url:
        return ""
    simples = {nom: st.query_params[nom][:REGLAGE_MAX] for nom in REGLAGES if nom in st.query_params}
    ordre = {} if choisies in {(), tuple(sections())} else {"sections": adresse.SEPARATEUR.join(choisies)}
    nommes = {partenaires.PARAMETRE: partenaires.encoder(invites)}
    return partage.adresse({**territoire_choisi.parametres(territoire), **simples, **ordre, **nommes})


def _comparateurs(territoire: Territoire) -> tuple[tuple[str, str], ...]:
    """Deux au plus ; le premier est celui des figures."""
    offerts, libelles, defaut = territoire_choisi.comparateurs(territoire)
    premier = adresse.choisir(st.selectbox, "Comparer à", "comparateur", libelles, defaut, width=260)
    if st.query_params.get("comparateur2") == premier:  # choisi deux fois : le second ne dit rien de plus
        adresse.ecrire("comparateur2", "")
    autres = {AUCUN: "Aucun autre"} | {cle: nom for cle, nom in libelles.items() if cle not in {premier, AUCUN}}
    second = AUCUN
    if premier != AUCUN and len(autres) > 1:
        second = adresse.choisir(st.selectbox, "Et à", "comparateur2", autres, AUCUN, width=260)
    return tuple((offerts[cle].niveau, offerts[cle].code) for cle in (premier, second) if cle in offerts)


def _maison(territoire: Territoire) -> str:
    """Maison qui porte le document : celles du territoire d'abord ; registre en panne, celle du lien est gardée."""
    if registre.en_panne():
        return st.query_params.get("maison", "")[:REGLAGE_MAX]
    releve = registre.releve()
    communes = set(territoire.communes)
    rangees = sorted(releve.fiches_maisons, key=lambda m: (m.siege not in communes, m.nom, m.cle))
    libelles = {"": "Aucune maison"} | {m.cle: couper(m.nom, 70) for m in rangees}
    return adresse.choisir(st.selectbox, "Porté par", "maison", libelles, "", width=280)


def _sections() -> tuple[str, ...]:
    """Sections gardées, dans l'ordre voulu."""
    toutes = sections()
    choisies = adresse.plusieurs("Sections du document", "sections", toutes, list(toutes))
    st.caption("Retirez une section pour l'ôter. Pour la déplacer, descendez-la ou montez-la :")
    for rang, cle in enumerate(choisies):
        with st.container(horizontal=True, vertical_alignment="center"):
            _fleche(choisies, rang, -1, "Monter")
            _fleche(choisies, rang, 1, "Descendre")
            st.markdown(toutes[cle])
    return choisies


def _fleche(choisies: tuple[str, ...], rang: int, pas: int, geste: str) -> None:
    cible = rang + pas
    st.button(
        geste,
        key=f"diagnostic.{geste}.{choisies[rang]}",
        icon=":material/arrow_upward:" if pas < 0 else ":material/arrow_downward:",
        help=f"{geste} « {sections()[choisies[rang]]} »",
        type="tertiary",
        disabled=not 0 <= cible < len(choisies),
        on_click=_echanger,
        args=(choisies, rang, cible),
    )


def _echanger(choisies: tuple[str, ...], rang: int, cible: int) -> None:
    ordre = list(choisies)
    ordre[rang], ordre[cible] = ordre[cible], ordre[rang]
    adresse.ecrire("sections", "" if ordre == list(sections()) else adresse.SEPARATEUR.join(ordre))


def _connus(territoire: Territoire) -> list[Invite]:
    """Partenaires nommés dans les actions du territoire, par ordre alphabétique."""
    contenu = registre.releve()
    siennes = set(presence.actions(contenu.actions, territoire.communes)["action"])
    fiches = (fiche for fiche in contenu.fiches if fiche.cle in siennes)
    nommes = {Invite(couper(p.nom, partenaires.NOM_MAX), p.nature) for fiche in fiches for p in fiche.partenaires}
    return sorted(nommes, key=lambda invite: (invite.nom.casefold(), invite.nature.value))

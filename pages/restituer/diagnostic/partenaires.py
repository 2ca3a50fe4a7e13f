"""Les partenaires du document : relevés dans les actions du territoire, ou tapés ; tous sont dans l'adresse."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from donnees.vocabulaire import LIBELLES_PARTENAIRES, NaturePartenaire
from geo.documents.demande import Invite
from geo.ecriture.textes import couper
from pages.interface.refus import faute
from pages.interface.texte import brut, libeller

PARAMETRE, SEPARATEUR = "partenaire", "|"
MAXIMUM, NOM_MAX, MANDAT_MAX = 20, 120, 80
AUTRE = "Un autre, à nommer…"


def lire() -> tuple[Invite, ...]:
    """Partenaires de l'adresse (« nature|nom|mandat », un paramètre chacun) ; l'illisible est laissé."""
    valeurs = st.query_params.get_all(PARAMETRE)
    lisibles = [invite for valeur in valeurs[:MAXIMUM] if (invite := _decoder(valeur)) is not None]
    uniques = tuple(dict.fromkeys(lisibles))
    if len(lisibles) < len(valeurs):
        st.warning("Le lien nommait des partenaires illisibles, ou trop nombreux : ils sont laissés de côté.")
        ecrire(uniques)
    return uniques


def _decoder(valeur: str) -> Invite | None:
    nature, _, reste = valeur.partition(SEPARATEUR)
    nom, _, mandat = reste.partition(SEPARATEUR)
    nom = couper(nom, NOM_MAX)
    if nature not in set(NaturePartenaire) or not nom:
        return None
    return Invite(nom, NaturePartenaire(nature), couper(mandat, MANDAT_MAX))


def encoder(invites: Sequence[Invite]) -> list[str]:
    """Les partenaires, tels que l'adresse les porte."""
    return [SEPARATEUR.join((i.nature.value, i.nom.replace(SEPARATEUR, " "), i.mandat)) for i in invites]


def ecrire(invites: Sequence[Invite]) -> None:
    """Écrit les partenaires dans l'adresse."""
    valeurs = encoder(invites)
    if valeurs:
        st.query_params[PARAMETRE] = valeurs
    elif PARAMETRE in st.query_params:
        del st.query_params[PARAMETRE]


def choisir(connus: Sequence[Invite]) -> tuple[Invite, ...]:
    """Liste des partenaires du document, et de quoi en ajouter ; ``connus`` : ceux des actions du territoire."""
    invites = lire()
    for rang, invite in enumerate(invites):
        _rangee(rang, invite, invites)
    if not invites:
        st.caption("Aucun partenaire : le document porte des lignes à remplir pour les principaux.")
    if len(invites) < MAXIMUM:
        _ajouter(invites, [connu for connu in connus if connu not in invites])
    return invites


def _rangee(rang: int, invite: Invite, invites: tuple[Invite, ...]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        mandat = f", {brut(invite.mandat)}" if invite.mandat else ""
        st.markdown(f"**{brut(invite.nom)}** · {LIBELLES_PARTENAIRES[invite.nature]}{mandat}")
        reste = (*invites[:rang], *invites[rang + 1 :])
        st.button(
            "Retirer",
            key=f"diagnostic.retirer.{rang}",
            help=f"Retirer {brut(invite.nom)}",
            icon=":material/close:",
            type="tertiary",
            on_click=ecrire,
            args=(reste,),
        )


def _ajouter(invites: tuple[Invite, ...], offerts: Sequence[Invite]) -> None:
    """Formulaire d'ajout : un partenaire relevé, ou son nom et sa nature."""
    libelles = [AUTRE, *(f"{invite.nom} · {LIBELLES_PARTENAIRES[invite.nature]}" for invite in offerts)]
    rangs = range(len(libelles))
    with st.form("diagnostic.partenaire", clear_on_submit=True, border=False):
        choisi = (
            st.selectbox("Partenaire relevé ici", rangs, format_func=libeller(libelles.__getitem__)) if offerts else 0
        )
        nom = st.text_input("Ou son nom", max_chars=NOM_MAX, placeholder="Agence France Travail de…")
        nature = st.selectbox("Nature", list(NaturePartenaire), format_func=libeller(LIBELLES_PARTENAIRES.__getitem__))
        mandat = st.text_input("Mandat de qui le représente (jamais son nom)", max_chars=MANDAT_MAX)
        if st.form_submit_button("Ajouter le partenaire", icon=":material/add:"):
            releve = offerts[choisi - 1] if choisi else None
            tape = Invite(couper(nom, NOM_MAX), nature or NaturePartenaire.ETAT)
            _valider(invites, releve or tape, couper(mandat, MANDAT_MAX))


def _valider(invites: tuple[Invite, ...], nouveau: Invite, mandat: str) -> None:
    if not nouveau.nom:
        faute("Choisissez un partenaire relevé, ou tapez son nom.")
        return
    ecrire((*invites, Invite(nouveau.nom, nouveau.nature, mandat)))
    st.rerun()

"""Qui est connecté, ce qu'il peut faire, ce que l'Atlas garde de lui."""

from __future__ import annotations

import streamlit as st

from donnees.registre.conservation import JOURS_BROUILLON
from donnees.registre.droits import Role
from donnees.registre.edition import Mode
from pages.cadre import plan
from pages.interface import acces
from pages.interface.acces import maisons_permises
from pages.interface.texte import brut

ROLES = {
    Role.LECTEUR: "lecture seule",
    Role.CONTRIBUTEUR: "contribution, pour les maisons ci-dessous",
    Role.ADMINISTRATEUR: "administration, pour toutes les maisons",
}


def etat() -> None:
    """Dit l'état de la connexion et offre le geste qui suit."""
    choisi = acces.mode()
    if choisi is Mode.LECTURE_SEULE:
        st.info("Sur ce serveur, le registre se lit seulement : aucune connexion n'est configurée.")
    elif choisi is Mode.LOCALE:
        st.info("Édition locale : cette machine seule écrit, sans compte. À ne pas ouvrir sur un réseau.")
    elif not acces.connecte():
        _inviter()
    elif acces.expire():
        st.warning(acces.refus(), icon=":material/schedule:")
        st.button("Se reconnecter", icon=":material/login:", type="primary", on_click=st.login)
    else:
        st.write(f"Vous êtes connecté comme **{brut(acces.qui().nom)}**.")
        if acces.mon_identifiant():
            st.caption("Votre identifiant, à donner à l'administration de l'Atlas si elle vous le demande :")
            st.code(acces.mon_identifiant(), language=None, wrap_lines=True)
        st.button("Se déconnecter", icon=":material/logout:", on_click=st.logout)
        st.caption(f"L'Atlas retient {acces.DUREE_HEURES} heures au plus que cette connexion est fermée.")


def _inviter() -> None:
    """Invite à se connecter ; dit d'abord que la tentative dont on revient a échoué."""
    if st.query_params.get("connexion") == "echouee":
        st.warning(
            "La connexion n'a pas abouti : votre fournisseur d'identité l'a refusée, ou elle a trop attendu. "
            "Recommencez ; si cela persiste, prévenez l'administration de l'Atlas.",
            icon=":material/error:",
        )
    st.write("Lire l'Atlas ne demande aucun compte. Une maison se connecte pour tenir son plan d'actions.")
    st.button("Se connecter", icon=":material/login:", type="primary", on_click=st.login)


def droits() -> None:
    """Le rôle de la personne, et les gestes qu'il ouvre."""
    identite = acces.qui()
    if not identite.sujet:
        return
    st.header("Ce que vous pouvez faire", anchor=False)
    st.write(f"Rôle : {ROLES[identite.role]}.")
    if not acces.ecrit_quelque_part():
        st.info(acces.refus())
        return
    st.page_link(plan.SAISIR, label="Saisir une action", icon=":material/add:")
    st.page_link(plan.ECHANGER, label="Importer des actions", icon=":material/upload_file:")
    maisons = maisons_permises()
    if identite.role is Role.CONTRIBUTEUR:
        for cle, nom in maisons.items():
            st.page_link(plan.MODIFIER_MAISON, label=f"Modifier la fiche de {brut(nom)}", query_params={"maison": cle})
    else:
        st.page_link(plan.MODIFIER_MAISON, label="Modifier une maison ou un partenaire", icon=":material/edit:")


def donnees_personnelles() -> None:
    """Ce qui est gardé d'une personne, et combien de temps."""
    st.header("Ce que l'Atlas garde de vous", anchor=False)
    st.write(
        "Votre courriel n'est jamais enregistré. L'Atlas garde une empreinte de votre compte : c'est un pseudonyme, "
        "que l'exploitant de ce serveur pourrait rapprocher d'un courriel qu'il connaît déjà. Il garde aussi le nom "
        "que donne votre fournisseur d'identité, inscrit au journal de vos modifications. Au bout de cinq ans, le "
        f"journal les efface, avec les textes saisis. Ce que vous commencez à saisir est gardé {JOURS_BROUILLON} jours "
        "pour vous seul·e, ou jusqu'à ce que vous l'effaciez. Une connexion vaut "
        f"{acces.DUREE_HEURES} heures."
    )
    st.write("Toute personne citée dans l'Atlas peut demander à son administration que son nom en soit effacé.")

"""Le territoire choisi et son comparateur : lus dans l'adresse, cherchés, rendus aux liens."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

import streamlit as st

from geo import territoires
from geo.ecriture import formats
from geo.erreurs import ErreurGeo
from geo.territoires import Territoire, comparaison, niveaux
from geo.territoires.recherche import TERRITOIRES, Trouvaille, chercher
from pages.interface import adresse
from pages.interface.texte import brut

PAYS = {"niveau": "france", "code": "FR"}
parametres = territoires.parametres
nature = niveaux.nature
comparateurs = comparaison.face_a


def demande() -> Territoire | None:
    """Territoire demandé par l'adresse ; un lien faux est dit en clair et rend None."""
    niveau, code = st.query_params.get("niveau", ""), st.query_params.get("code", "")
    if not niveau and not code:
        return None
    try:
        return territoires.lire(niveau, code, st.query_params.get("nom", ""))
    except ErreurGeo as erreur:
        voulu = brut(f"{niveau[:20]} {code[:20]}")
        raison = f" {brut(erreur)}" if niveau == "perimetre" else ""
        st.warning(f"Le lien demandait « {voulu} », qui n'existe pas.{raison} Cherchez un territoire ci-dessous.")
        return None


def cle(territoire: Territoire) -> tuple[str, str, str]:
    """Ce qui distingue un territoire de tout autre, pour garder ce qu'une page en montre."""
    return territoire.niveau, territoire.code, territoire.libelle


def restreint() -> Territoire | None:
    """Territoire auquel l'adresse restreint une liste ; la France entière ne restreint rien."""
    territoire = demande()
    return territoire if territoire and territoire.niveau != "france" else None


def trouver(texte: str, maximum: int = 12, genres: Collection[str] = TERRITOIRES) -> list[Trouvaille]:
    """Lieux qui répondent à un texte ; dit quoi essayer s'il n'y en a pas, ne dit rien d'un texte vide."""
    if not texte.strip():
        return []
    lieux = chercher(texte, maximum, genres)
    if not lieux:
        autre = " ou le nom d'une maison" if "maison" in genres else ""
        st.info(f"Rien ne répond à « {brut(texte[:60])} ». Essayez un nom de commune, un code postal{autre}.")
    return lieux


def rechercher(titre: str = "Votre commune, un code postal, une zone d'emploi…") -> None:
    """Grand champ qui ouvre la recherche de l'en-tête : la page reste la même, sur le territoire choisi."""
    texte = escape(formats.typographie(titre))
    attributs = 'class="atlas-champ-recherche" data-geste="chercher" aria-haspopup="dialog"'
    st.html(f'<button type="button" {attributs}>{texte}</button>')


def seulement(page: str, texte: str, territoire: Territoire) -> None:
    """Dit à quel territoire la page se limite, et comment revenir à la France."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.write(f"{texte} : **{brut(territoire.libelle)}**")
        st.page_link(page, label="Voir toute la France", icon=":material/close:", query_params=PAYS)


def comparateur(territoire: Territoire) -> Territoire | None:
    """Comparateur que dit l'adresse, avant que `choisir_comparateur` ne pose de quoi en changer."""
    offerts, libelles, defaut = comparateurs(territoire)
    voulu = st.query_params.get("comparateur", defaut)
    return offerts.get(voulu if voulu in libelles else defaut)


def choisir_comparateur(territoire: Territoire) -> Territoire | None:
    """Comparateur choisi parmi ceux qui conviennent ; la France d'abord."""
    offerts, libelles, defaut = comparateurs(territoire)
    return offerts.get(adresse.choisir(st.selectbox, "Comparer à", "comparateur", libelles, defaut, width=320))

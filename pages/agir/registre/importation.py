"""L'import d'un fichier d'actions : modèle, essai à blanc, rapport, enregistrement."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from donnees.registre.droits import Identite
from donnees.registre.echanges import modele
from donnees.registre.echanges.bornes import Progression
from donnees.registre.echanges.importation import Rapport, Verdict, examiner, importer
from donnees.registre.erreurs import ErreurRegistre
from geo.ecriture import formats
from geo.sorties.metadonnees import Sujet
from geo.sorties.noms import nommer
from pages.cadre import plan
from pages.interface import depot, registre, tableau, telechargement
from pages.interface.texte import brut

Resultat = TypeVar("Resultat")
MONTREES = 200
_EXAMEN = "import.examen"
VERDICTS = {
    Verdict.CREATION: "à créer",
    Verdict.MISE_A_JOUR: "à mettre à jour",
    Verdict.INCHANGEE: "sans changement",
    Verdict.REFUSEE: "refusées",
}


def modeles() -> None:
    """Modèle à remplir, en CSV ou en XLSX."""
    with st.container(horizontal=True):
        telechargement.proposer(
            "Modèle XLSX", f"{nommer('modele-actions')}.xlsx", lambda: modele.xlsx(registre.releve().fiches_maisons)
        )
        telechargement.proposer("Modèle CSV", f"{nommer('modele-actions')}.csv", modele.csv)


def deposer(identite: Identite) -> None:
    """Dépôt, essai à blanc puis enregistrement."""
    fichier = depot.deposer("Fichier CSV ou XLSX, 5 Mo et 10 000 lignes au plus", ["csv", "xlsx"])
    if fichier is None:
        st.session_state.pop(_EXAMEN, None)
        return
    rapport = _examen(identite, fichier.getvalue())
    if rapport is None:
        return
    _resume(rapport)
    _details(rapport)
    _proposer(identite, rapport)


def _examen(identite: Identite, octets: bytes) -> Rapport | None:
    """Essai à blanc, refait si le fichier ou le registre a changé."""
    cle = (hashlib.sha256(octets).hexdigest(), registre.jeton())
    garde: tuple[tuple[str, str], Rapport] | None = st.session_state.get(_EXAMEN)
    if garde is not None and garde[0] == cle:
        return garde[1]
    rapport = _mener(
        "Lecture du fichier…",
        ("Lecture : {} lignes", "Examen : {} lignes sur {}"),
        lambda lire, avancer: examiner(registre.ouvert(), identite, octets, avancer, lire),
    )
    if rapport is not None:
        st.session_state[_EXAMEN] = (cle, rapport)
    return rapport


def _mener(annonce: str, etapes: tuple[str, ...], geste: Callable[..., Resultat], suite: str = "") -> Resultat | None:
    """Exécute un long geste en disant où il en est ; un refus est dit en clair, et rend None.

    Parameters
    ----------
    etapes : tuple of str
        Une phrase par fonction de progression que reçoit ``geste``, où placer ce qui est fait et le total.
    """
    barre = st.progress(0.0, annonce)
    try:
        return geste(*(_avancee(barre, etape) for etape in etapes))
    except ErreurRegistre as erreur:
        st.warning(f"{brut(erreur)}{suite}", icon=":material/error:")
        return None
    finally:
        barre.empty()


def _avancee(barre: DeltaGenerator, etape: str) -> Progression:
    def avancer(fait: int, total: int) -> None:
        texte = etape.format(formats.nombre(fait), formats.nombre(total))
        barre.progress(min(fait / max(total, 1), 1.0), texte)

    return avancer


def _resume(rapport: Rapport) -> None:
    st.subheader("Essai à blanc", anchor=False)
    dits = [
        f"{formats.nombre(nombre)} {texte}"
        for verdict, texte in VERDICTS.items()
        if (nombre := rapport.compte(verdict))
    ]
    st.write(f"{formats.nombre(len(rapport.lignes))} lignes : {', '.join(dits) or 'aucune action'}.")


def _details(rapport: Rapport) -> None:
    """Rapport ligne à ligne, refus d'abord ; entier dans le fichier."""
    table = pd.DataFrame(
        [
            {
                "Ligne": ligne.numero,
                "Clé": ligne.cle,
                "Verdict": ligne.verdict.value,
                "Colonne": souci.colonne if souci else "",
                "Ce qui ne va pas": souci.message if souci else "",
                "Comment corriger": souci.correction if souci else "",
            }
            for ligne in sorted(rapport.lignes, key=lambda x: (x.verdict is not Verdict.REFUSEE, x.numero))
            for souci in (ligne.problemes or (None,))
        ]
    )
    if table.empty:
        return
    tableau.montrer(table.head(MONTREES), {}, "Rapport de l'import, ligne par ligne")
    if len(table) > MONTREES:
        st.caption(f"Les {MONTREES} premières lignes du rapport ; il est entier dans le fichier.")
    telechargement.table(Sujet("Rapport d'import", ("rapport-import",)), table, "Rapport entier (CSV)")


def _proposer(identite: Identite, rapport: Rapport) -> None:
    nombre = rapport.compte(Verdict.CREATION) + rapport.compte(Verdict.MISE_A_JOUR)
    if rapport.refusees:
        st.warning("Corrigez ou retirez les lignes refusées, puis déposez le fichier à nouveau. Rien n'a été écrit.")
        return
    if not nombre:
        st.info("Ce fichier ne change rien au registre.")
        return
    if st.button(f"Enregistrer {formats.nombre(nombre)} action{'s' if nombre > 1 else ''}", type="primary"):
        _enregistrer(identite, rapport)


def _enregistrer(identite: Identite, rapport: Rapport) -> None:
    bilan = _mener(
        "Enregistrement…",
        ("Enregistrement : {} sur {}",),
        lambda avancer: importer(registre.ouvert(), identite, rapport, avancer),
        " Rien n'a été enregistré.",
    )
    if bilan is None:
        return
    creees, changees = formats.nombre(bilan.creations), formats.nombre(bilan.mises_a_jour)
    st.success(f"Enregistré. Actions créées : {creees} ; mises à jour : {changees}.")
    st.page_link(plan.PLAN_ACTIONS, label="Voir le plan d'actions", icon=":material/event_note:")

"""La mise en route : vérifier, ouvrir journal et mesures, jouer la page une fois avant le premier visiteur."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

import streamlit as st
import uvicorn
from streamlit.runtime import get_instance

from donnees import entrepot, integrite
from donnees.registre.edition import Mode
from donnees.registre.erreurs import ErreurRegistre, SchemaInconnu
from geo import comparables, mesures, territoires
from geo.mesures.repartitions import repartir
from geo.territoires import perimetre
from geo.territoires.recherche import chercher
from pages.cadre import icones
from pages.cadre.ressources import series
from pages.cadre.serveur import boucle, compteurs, journal, ramassage, secrets_lus, systemd, veille
from pages.cadre.serveur.reglages import reglages
from pages.interface import acces, registre

JOURNAL = logging.getLogger("atlas.serveur")


@asynccontextmanager
async def mise_en_route(_app: st.App) -> AsyncIterator[None]:
    """Joue la page une fois avant d'ouvrir : le premier lien profond ne voit ni attente ni « Page not found »."""
    with ExitStack() as fermetures:
        if reglages().journal_json:
            journal.installer()
        verifier()
        if reglages().port_mesures:
            fermetures.callback(compteurs.ouvrir(reglages().port_mesures))
        _sans_enseigne()
        await get_instance().does_script_run_without_error()
        prechauffer()
        ramassage.installer()
        for suite in (veille.veiller(), systemd.battre(), asyncio.to_thread(icones.police)):
            fermetures.callback(asyncio.create_task(suite).cancel)
        systemd.annoncer(systemd.PRETE)
        yield
        systemd.annoncer(systemd.ARRET)


def verifier() -> None:
    """Refuse de démarrer sur des réglages dangereux, des produits abîmés ou une base plus récente que l'application.

    Raises
    ------
    ReglageInvalide, EditionRefusee, ProduitAbsent, ProduitAbime, SchemaInconnu
        Le message dit quoi faire.
    """
    reglages()
    if acces.mode() is Mode.LOCALE:
        boucle.imposer()
    integrite.verifier()
    for avertissement in secrets_lus.avertissements():
        JOURNAL.warning(avertissement.journal)
    try:
        registre.ouvert()
    except SchemaInconnu:
        raise
    except ErreurRegistre:
        registre.jeton()  # la panne se dit au journal ; les pages se lisent sans le registre


def prechauffer() -> None:
    """Lit d'avance ce que toute page relit : périmètres connus, lieux, comparables, la série qu'ouvre l'accueil.

    Mesuré : 4,4 s pour le premier portrait d'un processus neuf, 0,3 s ensuite.
    """
    registre.releve()
    chercher("aa")
    series().adresse(repartir("chomage_localise", "zone_emploi"))
    perimetre.connus()
    comparables.semblables(entrepot.territoires("zone_emploi").index[0])
    mesures.toutes(territoires.du_perimetre(territoires.membres("commune", entrepot.territoires("commune").index[0])))


def _sans_enseigne() -> None:
    """Ôte l'entête « server: uvicorn », que Streamlit ne donne pas à régler."""
    for objet in gc.get_objects():
        if type(objet) is uvicorn.Config:
            objet.encoded_headers = [(nom, valeur) for nom, valeur in objet.encoded_headers if nom != b"server"]

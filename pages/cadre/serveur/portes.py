"""Les adresses que le serveur tient lui-même : santé, fichiers d'usage, et celles du cadre qui restent fermées."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.cadre.serveur import fichiers_publics, recherche, sante
from pages.cadre.serveur.demande import chemin, prefixe, refuser

FERMEES = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
"""Mesures internes, interface d'agent, page rejouée à la demande : rien n'y est pour un visiteur."""
Servir = Callable[[Scope], Awaitable[Response | None]]
SERVIES: dict[str, Servir] = {
    "/sante": sante.repondre,
    "/robots.txt": fichiers_publics.robots,
    "/security.txt": fichiers_publics.securite,
    "/.well-known/security.txt": fichiers_publics.securite,
    "/favicon.ico": fichiers_publics.icone,
    "/favicon.png": fichiers_publics.icone,
}
RECHERCHE = "/recherche"
INTROUVABLE = "Rien à cette adresse."


class Portes:
    """Sert ou ferme les adresses qui ne sont pas des pages ; laisse passer le reste."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        """Aiguille la demande par son chemin, préfixe ôté."""
        demande = chemin(portee) if portee["type"] == "http" else ""
        if demande == "/accueil":  # la page par défaut de Streamlit ne répond qu'à la racine
            question = portee["query_string"].decode("latin-1")
            suite = f"?{question}" if question else ""
            await RedirectResponse(f"{prefixe()}/{suite}")(portee, recevoir, envoyer)
        elif demande == RECHERCHE and portee["method"] in {"GET", "HEAD"}:
            await (await recherche.repondre(portee["query_string"]))(portee, recevoir, envoyer)
        elif demande in SERVIES and portee["method"] in {"GET", "HEAD"}:
            reponse = await SERVIES[demande](portee)
            if reponse is None:
                await refuser(portee, recevoir, envoyer, 404, INTROUVABLE)
            else:
                await reponse(portee, recevoir, envoyer)
        elif any(demande == fermee or demande.startswith(f"{fermee}/") for fermee in FERMEES):
            await refuser(portee, recevoir, envoyer, 404, INTROUVABLE)
        else:
            await self.app(portee, recevoir, envoyer)

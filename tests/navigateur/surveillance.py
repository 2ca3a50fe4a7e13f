"""Ce qu'une page ne doit jamais faire : erreur de console, exception, requête vers un autre hôte."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

LOCAL = "127.0.0.1"
_SANS_HOTE = ("data:", "blob:", "about:")
_COUPEE = "net::ERR_FAILED"  # requête que l'épreuve a coupée elle-même (route.abort)


@dataclass
class Surveillance:
    """Recueille les fautes de toutes les pages d'un contexte.

    Attributes
    ----------
    erreurs : list of str
        Erreurs de console et exceptions, hors requêtes coupées par l'épreuve.
    externes : list of str
        Requêtes dont l'hôte n'est pas la boucle locale.
    admis : tuple of str
        Hôtes que l'épreuve a le droit d'appeler.
    """

    erreurs: list[str] = field(default_factory=list)
    externes: list[str] = field(default_factory=list)
    admis: tuple[str, ...] = ()

    def suivre(self, contexte: BrowserContext) -> None:
        """Écoute toutes les pages du contexte, présentes et à venir."""
        contexte.on("console", self._console)
        contexte.on("weberror", self._exception)
        contexte.on("request", self._requete)

    def fautes(self) -> list[str]:
        """Fautes relevées."""
        externes = [adresse for adresse in self.externes if urlsplit(adresse).hostname not in self.admis]
        return [*self.erreurs, *(f"requête externe : {adresse}" for adresse in externes)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and _COUPEE not in message.text:
            self.erreurs.append(f"console : {message.text} ({message.location.get('url', '')})")

    def _exception(self, erreur: WebError) -> None:
        self.erreurs.append(f"exception : {erreur.error}")

    def _requete(self, requete: Request) -> None:
        if not requete.url.startswith(_SANS_HOTE) and urlsplit(requete.url).hostname != LOCAL:
            self.externes.append(requete.url)

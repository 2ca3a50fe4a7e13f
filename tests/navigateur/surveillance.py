"""Ce qu'une page ne doit jamais faire : erreur de console, exception, requête vers un autre hôte."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Request, WebError

LOCAL = "127.0.0.1"
_SANS_HOTE = ("data:", "blob:", "about:")


@dataclass
class Surveillance:
    """Recueille les fautes de toutes les pages d'un contexte.

    Attributes
    ----------
    erreurs : list of str
        Erreurs de console et exceptions.
    externes : list of str
        Requêtes dont l'hôte n'est pas la boucle locale.
    tolerees : list of Pattern
        Ce que l'épreuve provoque exprès.
    """

    erreurs: list[str] = field(default_factory=list)
    externes: list[str] = field(default_factory=list)
    tolerees: list[re.Pattern[str]] = field(default_factory=list)

    def suivre(self, contexte: BrowserContext) -> None:
        """Écoute toutes les pages du contexte, présentes et à venir."""
        contexte.on("console", self._console)
        contexte.on("weberror", self._exception)
        contexte.on("request", self._requete)

    def tolerer(self, motif: str) -> None:
        """Accepte les fautes dont le texte répond au motif."""
        self.tolerees.append(re.compile(motif))

    def fautes(self) -> list[str]:
        """Fautes non tolérées."""
        dites = [*self.erreurs, *(f"requête externe : {adresse}" for adresse in self.externes)]
        return [faute for faute in dites if not any(motif.search(faute) for motif in self.tolerees)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.erreurs.append(f"console : {message.text} ({message.location.get('url', '')})")

    def _exception(self, erreur: WebError) -> None:
        self.erreurs.append(f"exception : {erreur.error}")

    def _requete(self, requete: Request) -> None:
        if not requete.url.startswith(_SANS_HOTE) and urlsplit(requete.url).hostname != LOCAL:
            self.externes.append(requete.url)


def sans_debordement(page: Page) -> bool:
    """Dit que la page ne défile pas à l'horizontale."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))


__all__ = ["Error", "Surveillance", "sans_debordement"]

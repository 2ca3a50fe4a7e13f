"""Une page ouverte : gestes d'un lecteur, attentes par état, et ce qu'on peut lui reprocher."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Frame, Page, Request, expect

ATTENTE = 30_000
COMPOSANT = "streamlit_folium"
REMONTE = ("detached", "context was destroyed", "Cannot find context")
"""Ce que dit Playwright d'un cadre que Streamlit a remonté pendant un geste."""


class Ecran:
    """Page surveillée.

    Attributes
    ----------
    reproches : list of str
        Erreurs de console, exceptions JavaScript, requêtes vers un tiers.
    externes_admis : tuple of str
        Hôtes tiers qu'une épreuve accepte (le fond Plan IGN allumé).
    """

    def __init__(self, page: Page, adresse: str) -> None:
        self.page, self.adresse = page, adresse
        self.reproches: list[str] = []
        self.externes_admis: tuple[str, ...] = ()
        self._ecoutes: list[tuple[Any, Callable[..., None]]] = []
        self.ecouter("console", self._console)
        self.ecouter("pageerror", lambda erreur: self.reproches.append(f"exception : {erreur}"))
        self.ecouter("request", self._requete)

    def ecouter(self, evenement: str, suite: Callable[..., None]) -> None:
        """Écoute un évènement de la page, jusqu'à ce qu'on la quitte."""
        self._ecoutes.append((evenement, suite))
        self.page.on(*self._ecoutes[-1])

    def quitter(self) -> None:
        """Cesse d'écouter la page : ce qui s'y passera ne regarde plus cet écran."""
        for evenement, suite in self._ecoutes:
            self.page.remove_listener(evenement, suite)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(hote in message.text for hote in ("ERR_FAILED", *self.externes_admis)):
            self.reproches.append(f"console : {message.text}")

    def _requete(self, requete: Request) -> None:
        hote = urlsplit(requete.url).hostname
        if requete.url.startswith(("data:", "blob:")) or hote in {"127.0.0.1", *self.externes_admis}:
            return
        self.reproches.append(f"requête externe : {requete.url}")

    def aller(self, chemin: str) -> Ecran:
        """Va à une adresse de l'application et attend que la page soit jouée."""
        self.page.goto(f"{self.adresse}{chemin}")
        self.page.locator("h1").first.wait_for(timeout=ATTENTE)
        return self.au_repos()

    def au_repos(self) -> Ecran:
        """Attend que Streamlit ait fini : rien ne se rejoue (pâli), aucune silhouette n'attend son contenu."""
        etat = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
        silhouettes = "document.querySelector('[data-testid=stSkeleton]')"
        self.page.wait_for_function(f"() => {etat} && !{silhouettes}", timeout=ATTENTE)
        return self

    def jusqu_au_pied(self) -> Ecran:
        """Attend que la page soit jouée jusqu'à son pied."""
        seul = "/integrer" in self.page.url  # un objet intégré finit par sa source
        fin = self.page.get_by_text(re.compile("^Source")) if seul else self.page.get_by_text("Ni mesure d’audience")
        fin.first.wait_for()
        return self

    def vetue(self, theme: str, *, carte: bool | None = None) -> Ecran:
        """Attend la page jusqu'à son pied et, s'il y a une carte (ou s'il en faut une), qu'elle soit de ce thème."""
        self.jusqu_au_pied()
        if self.page.locator(f"iframe[src*='{COMPOSANT}']").count() if carte is None else carte:
            self.attendre(f"document.documentElement.dataset.theme === '{theme}'")
        return self

    @property
    def largeur(self) -> int:
        """Largeur occupée par la page jouée jusqu'à son pied : au-delà de celle de l'écran, elle déborde."""
        self.jusqu_au_pied()
        return int(self.page.evaluate("document.documentElement.scrollWidth"))

    def violations_graves(self, cadre: Frame | None = None) -> list[tuple[str, list[Any]]]:
        """Violations graves ou critiques qu'axe trouve dans la page, ou dans un de ses cadres."""
        return [
            (violation["id"], [noeud["target"] for noeud in violation["nodes"]][:3])
            for violation in Axe().run(cadre or self.page).response["violations"]
            if violation["impact"] in {"serious", "critical"}
        ]

    @property
    def cadre(self) -> Frame:
        """Le cadre de la carte, une fois dessinée."""
        limite = time.monotonic() + ATTENTE / 1000
        while time.monotonic() < limite:
            for cadre in self.page.frames:
                if COMPOSANT in cadre.url and _dessine(cadre):
                    return cadre
            self.page.wait_for_timeout(50)
        raise AssertionError("La carte ne s'est pas dessinée en trente secondes.")

    def lire(self, expression: str) -> Any:
        """Évalue du JavaScript dans le cadre ; ``carte`` y désigne la carte Leaflet."""
        return self._dans_le_cadre(lambda cadre: cadre.evaluate(_fonction(expression)))

    def attendre(self, expression: str) -> None:
        """Attend qu'une expression du cadre devienne vraie."""
        self._dans_le_cadre(lambda cadre: cadre.wait_for_function(_fonction(expression), timeout=ATTENTE))

    def _dans_le_cadre(self, geste: Callable[[Frame], Any]) -> Any:
        """Fait un geste dans le cadre ; si Streamlit le remonte pendant ce temps, le refait dans le nouveau."""
        limite = time.monotonic() + ATTENTE / 1000
        while True:
            try:
                return geste(self.cadre)
            except Error as erreur:
                if not any(signe in erreur.message for signe in REMONTE) or time.monotonic() > limite:
                    raise

    def cliquer_territoire(self, code: str) -> None:
        """Clique au centre d'un territoire de la carte principale, la page jouée : elle ne bouge plus sous le clic."""
        point = self.au_repos().lire(
            f"(() => {{ const a = carte.atlas, i = a.codes.indexOf('{code}'); "
            "const p = carte.latLngToContainerPoint(a.centres[i]); return [p.x, p.y]; })()"
        )
        self.cadre.locator("#map_div").click(position={"x": point[0], "y": point[1]})

    def suivre_la_fenetre(self) -> None:
        """Va à la fiche qu'une fenêtre ouverte annonce, au clavier : la carte peut glisser sous une souris."""
        self.au_repos()
        self.attendre("!(carte._panAnim && carte._panAnim._inProgress)")
        self.cadre.locator(".atlas-fenetre").get_by_role("button", name="Voir sa fiche").press("Enter")

    def deplier(self, nom: str) -> None:
        """Ouvre un panneau de la barre d'outils, une fois la carte en place au-dessus de lui."""
        assert self.lire("carte.atlas.codes.length")
        bouton = self.au_repos().page.get_by_role("button", name=nom)
        bouton.click()
        self.page.locator("[data-testid=stPopoverBody]").wait_for(timeout=ATTENTE)

    def valider(self, champ: str, texte: str) -> Ecran:
        """Remplit un champ de texte et le valide par Entrée."""
        saisie = self.page.get_by_role("textbox", name=champ).or_(self.page.get_by_role("searchbox", name=champ))
        saisie.fill(texte)
        saisie.press("Enter")
        return self

    def chercher(self, texte: str) -> Ecran:
        """Ouvre la recherche, de l'en-tête ou du grand champ qui l'y remplace, et y tape sans jamais valider."""
        self.page.locator('[data-geste="chercher"]').filter(visible=True).first.click()
        self.page.locator("#atlas-recherche-champ").press_sequentially(texte)
        return self

    def choisir_indicateur(self, libelle: str) -> None:
        """Choisit un indicateur au clavier et attend la carte repeinte."""
        avant = self.lire("document.documentElement.dataset.atlas")
        champ = self.page.get_by_role("combobox", name="Indicateur")
        champ.fill(libelle)
        self.page.get_by_role("option", name=libelle, exact=True).wait_for(timeout=ATTENTE)
        champ.press("Enter")
        self.attendre(f"document.documentElement.dataset.atlas !== '{avant}'")
        expect(self.page.locator("h1")).to_contain_text(libelle[:12].replace("'", "’"), timeout=ATTENTE)

    @property
    def parametres(self) -> dict[str, str]:
        """Paramètres de l'adresse courante."""
        return {nom: valeurs[0] for nom, valeurs in parse_qs(urlsplit(self.page.url).query).items()}

    def attendre_parametre(self, nom: str, valeur: str | None) -> None:
        """Attend qu'un paramètre de l'adresse prenne une valeur (ou disparaisse)."""
        attendu = "null" if valeur is None else f"'{valeur}'"
        self.page.wait_for_function(
            f"() => new URL(location.href).searchParams.get('{nom}') === {attendu}", timeout=ATTENTE
        )


def _dessine(cadre: Frame) -> bool:
    """Vrai quand la carte est peinte ; Streamlit peut remonter le cadre pendant qu'on le regarde."""
    try:
        return bool(cadre.evaluate("document.documentElement.dataset.atlas || ''"))
    except Error:
        return False


def _fonction(expression: str) -> str:
    """Une expression sur la carte, en appel à évaluer dans le cadre."""
    return f"(() => {{ const carte = window.map; return {expression}; }})()"

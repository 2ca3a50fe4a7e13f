"""De fausses répliques, pour éprouver nginx seul : chacune dit son port, ce qu'elle a reçu et combien de fois."""

from __future__ import annotations

import json
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.deploiement.kit import HOTE


class FausseReplique:
    """Répond à tout en disant qui elle est ; ``demandes`` compte chaque chemin."""

    def __init__(self, port: int) -> None:
        self.demandes: Counter[str] = Counter()
        self.prises: set[socket.socket] = set()
        replique = self

        class Reponse(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                replique.prises.add(self.connection)

            def do_GET(self) -> None:
                replique.demandes[self.path] += 1
                longueur = int(self.headers.get("Content-Length") or 0)
                recu = {"port": port, "octets": len(self.rfile.read(longueur)), "entetes": dict(self.headers)}
                corps = json.dumps(recu).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(corps)))
                self.send_header("X-Content-Type-Options", "nosniff")
                if "/static/" in self.path:
                    self.send_header("Cache-Control", "public, max-age=31536000, immutable")
                self.end_headers()
                self.wfile.write(corps)

            do_PUT = do_POST = do_GET  # noqa: N815 - noms de http.server

            def log_message(self, *_: Any) -> None:
                """Rien au journal."""

        self.serveur = ThreadingHTTPServer((HOTE, port), Reponse)
        self.serveur.daemon_threads = True
        threading.Thread(target=self.serveur.serve_forever, daemon=True).start()

    def fermer(self) -> None:
        """Tombe : plus rien n'écoute à ce port, et les connexions gardées par nginx se rompent."""
        self.serveur.shutdown()
        self.serveur.server_close()
        for prise in self.prises:
            with suppress(OSError):
                prise.shutdown(socket.SHUT_RDWR)


@contextmanager
def fausses(ports: list[int]) -> Iterator[dict[int, FausseReplique]]:
    """Une fausse réplique par port."""
    lancees = {port: FausseReplique(port) for port in ports}
    try:
        yield lancees
    finally:
        for replique in lancees.values():
            replique.fermer()

"""Des lecteurs sans navigateur, qui font comme lui : ils gardent leur témoin et, prise tombée, reviennent seuls."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from tests.performance.charge.protocole import DELAI

TEMOIN = "atlas_replique"
XSRF = "_streamlit_xsrf"
"""Le témoin que le navigateur répète en demandant sa prise : sans lui, une session connectée n'est qu'un visiteur."""
PAUSES = (0.0, 0.5, 1.0, 2.0, 4.0)
"""Secondes avant chaque essai de reconnexion, comme les espace le navigateur de Streamlit."""
PERTES = (OSError, TimeoutError, WebSocketException)


@dataclass
class Ecran:
    """Ce qu'une relance a montré : les textes, les commandes par libellé, ce que reçoit la carte."""

    textes: list[str] = field(default_factory=list)
    zones: dict[str, str] = field(default_factory=dict)
    boutons: dict[str, str] = field(default_factory=dict)
    cartes: list[str] = field(default_factory=list)
    incident: bool = False

    def noter(self, message: ForwardMsg) -> None:
        """Ajoute un élément reçu."""
        element = message.delta.new_element
        sorte = element.WhichOneof("type")
        if sorte == "markdown":
            self.textes.append(element.markdown.body)
        elif sorte == "page_link":
            self.textes.append(element.page_link.label)
        elif sorte == "text_area":
            self.zones[element.text_area.label] = element.text_area.id
        elif sorte == "button":
            self.boutons[element.button.label] = element.button.id
        elif sorte == "component_instance":
            self.cartes.append(element.component_instance.json_args)
        elif sorte in {"exception", "html"}:
            self.incident |= sorte == "exception" or "atlas-incident" in element.html.body


class Lecteur:
    """Un navigateur réduit à sa prise et à ses témoins.

    Attributes
    ----------
    reprises, retours : list of float
        Secondes entre chaque perte de prise et la prise rouverte, puis la page revenue.
    """

    def __init__(self, adresse: str, temoins: Mapping[str, str] | None = None) -> None:
        self.adresse = urlsplit(adresse)
        self.temoins = dict(temoins or {})
        self.reprises: list[float] = []
        self.retours: list[float] = []
        self._prise: ClientConnection | None = None

    @property
    def replique(self) -> str:
        """Port de la réplique où est la session."""
        return self.temoins.get(TEMOIN, "")

    @asynccontextmanager
    async def venu(self) -> AsyncIterator[Lecteur]:
        """Demande la page, ouvre sa prise, et la ferme à la fin."""
        if TEMOIN not in self.temoins:
            async with httpx.AsyncClient(trust_env=False, timeout=DELAI) as client:
                page = await client.get(self.adresse.geturl() + "/", headers={"Sec-Fetch-Dest": "document"})
            self._retenir(page.headers.get_list("set-cookie"))
        await self._ouvrir()
        try:
            yield self
        finally:
            if self._prise is not None:
                await self._prise.close()

    async def _ouvrir(self) -> None:
        temoins = "; ".join(f"{nom}={valeur}" for nom, valeur in self.temoins.items())
        prise = await connect(
            f"ws://{self.adresse.netloc}{self.adresse.path}/_stcore/stream",
            origin=Origin(f"http://{self.adresse.netloc}"),
            subprotocols=[Subprotocol(mot) for mot in ("streamlit", self.temoins.get(XSRF, "")) if mot],
            additional_headers={"Cookie": temoins} if temoins else None,
            max_size=None,
            open_timeout=5,
            proxy=None,
        )
        reponse = prise.response
        self._retenir(reponse.headers.get_all("Set-Cookie") if reponse else [])
        self._prise = prise

    def _retenir(self, poses: Sequence[str]) -> None:
        for pose in poses:
            self.temoins |= {nom: temoin.value for nom, temoin in SimpleCookie(pose).items()}

    async def jouer(
        self, page: str, parametres: Mapping[str, str], etats: Mapping[str, str | bool] | None = None
    ) -> Ecran:
        """Joue une page ; ``etats`` : identifiant de champ → texte, ou vrai pour un bouton pressé."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = urlencode(parametres)
        for identifiant, valeur in (etats or {}).items():
            etat = message.rerun_script.widget_states.widgets.add(id=identifiant)
            if isinstance(valeur, str):
                etat.string_value = valeur
            else:
                etat.trigger_value = valeur
        if self._prise is None:
            raise OSError("prise fermée")
        await self._prise.send(message.SerializeToString())
        return await self._lire()

    async def _lire(self) -> Ecran:
        ecran = Ecran()
        while self._prise is not None:
            brut = await asyncio.wait_for(self._prise.recv(decode=False), DELAI)
            message = ForwardMsg.FromString(brut)
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return ecran
                ecran = Ecran()
            if message.WhichOneof("type") == "delta":
                ecran.noter(message)
        return ecran

    async def lire(self, secondes: float) -> None:
        """Lit sa page ; lève `ConnectionError` dès que sa prise tombe, comme le navigateur le voit."""
        if self._prise is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._prise.wait_closed(), secondes)
                raise ConnectionError

    async def revenir(self, page: str, parametres: Mapping[str, str]) -> Ecran:
        """Se reconnecte et rejoue sa page, sans que personne ne touche à rien."""
        depart = time.perf_counter()
        for pause in PAUSES * 3:
            await asyncio.sleep(pause)
            try:
                await self._ouvrir()
            except PERTES:
                continue
            self.reprises.append(time.perf_counter() - depart)
            try:
                ecran = await self.jouer(page, parametres)
            except PERTES:  # celle-ci tombe à son tour
                depart = time.perf_counter()
                continue
            self.retours.append(time.perf_counter() - depart)
            return ecran
        raise TimeoutError("le lecteur n'a pas pu revenir")

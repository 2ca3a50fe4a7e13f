"""Ce que le serveur rend se dit à qui veut savoir : le nom de la page, jamais l'adresse ; rien si nul ne le demande."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash

from pages.cadre.serveur import observation
from pages.cadre.serveur.nommage import nommer, nommer_relance
from pages.cadre.serveur.observation import ENTIERE, FRAGMENT, RELANCE, REPONSE, Fait, Observation
from tests.asgi import Application, adresser, mener, portee


@pytest.fixture
def faits() -> Iterator[list[Fait]]:
    dits: list[Fait] = []
    observation.ABONNES.append(dits.append)
    yield dits
    observation.ABONNES.remove(dits.append)


@pytest.mark.parametrize(
    ("chemin", "nom"),
    [
        ("/", "accueil"),
        ("/territoire", "territoire"),
        ("/plan-actions", "plan-actions"),
        ("/t/zone_emploi/8421-lyon", "t"),
        ("/api/v1/indicateurs/chomage", "api/v1"),
        ("/static/fr-0123456789/index.js", "static"),
        ("/_stcore/upload_file/session/fichier", "_stcore/upload_file"),
        ("/Jean-Dupont", "autre"),
        ("/territoire/Jean-Dupont", "autre"),
        ("/_stcore/secret", "autre"),
    ],
)
def test_une_page_a_un_nom_connu_ou_aucun(chemin: str, nom: str) -> None:
    assert nommer(chemin) == nom


def test_une_relance_se_nomme_par_son_empreinte_ou_son_adresse() -> None:
    assert nommer_relance(calc_hash("territoire"), "") == "territoire"
    assert nommer_relance("", "carte") == "carte"
    assert nommer_relance("", "") == nommer_relance(calc_hash("accueil"), "") == "accueil"
    assert nommer_relance("inconnue", "carte") == nommer_relance("", "Jean Dupont") == "autre"


@pytest.mark.parametrize("statut", [200, 404, 503])
def test_une_reponse_se_dit_avec_son_statut(faits: list[Fait], statut: int) -> None:
    derriere = Application(statut=statut)
    adresser(Observation(derriere), portee("/territoire", question="code=8421"), derriere)
    (fait,) = faits
    assert (fait.sorte, fait.page, fait.detail) == (REPONSE, "territoire", str(statut))
    assert 0 <= fait.duree < 5


def test_une_reponse_qui_leve_est_un_500(faits: list[Fait]) -> None:
    async def fautive(_portee: Scope, _recevoir: Receive, _envoyer: Send) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        mener(Observation(fautive)(portee("/carte"), _rien, _ignorer))
    assert [fait.detail for fait in faits] == ["500"]


def test_sans_abonne_rien_n_est_observe() -> None:
    derriere = Application()
    assert adresser(Observation(derriere), portee("/carte"), derriere).statut == 200
    assert observation.ABONNES == []


async def _rien() -> Message:
    return {"type": "http.request"}


async def _ignorer(_message: Message) -> None:
    return


def _demande(fragment: str = "") -> bytes:
    message = BackMsg()
    message.rerun_script.page_script_hash = calc_hash("carte")
    message.rerun_script.fragment_id = fragment
    return bytes(message.SerializeToString())


def _fin(statut: ForwardMsg.ScriptFinishedStatus.ValueType) -> bytes:
    return bytes(ForwardMsg(script_finished=statut).SerializeToString())


def _jouer(recus: list[bytes], rendus: list[bytes], *, acceptee: bool = True) -> None:
    """Une prise qui reçoit, rend, puis se ferme."""

    async def application(_portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        await envoyer({"type": "websocket.accept" if acceptee else "websocket.close"})
        for _ in recus:
            await recevoir()
        for octets in rendus:
            await envoyer({"type": "websocket.send", "bytes": octets})

    reste = [{"type": "websocket.receive", "bytes": octets} for octets in recus]

    async def recevoir() -> Message:
        return reste.pop(0)

    mener(Observation(application)(portee("/_stcore/stream", sorte="websocket"), recevoir, _ignorer))


@pytest.mark.parametrize(("fragment", "nature"), [("", ENTIERE), ("f1", FRAGMENT)])
def test_une_page_jouee_se_dit_a_sa_fin(faits: list[Fait], fragment: str, nature: str) -> None:
    _jouer([_demande(fragment)], [b"\x00" * 300, _fin(ForwardMsg.FINISHED_SUCCESSFULLY)])
    jouee, prise = faits
    assert (jouee.sorte, jouee.page, jouee.detail) == (RELANCE, "carte", nature)
    assert (prise.sorte, prise.page, prise.detail) == (REPONSE, "_stcore/stream", "101")


def test_une_relance_interrompue_n_est_comptee_qu_une_fois(faits: list[Fait]) -> None:
    fins = [_fin(ForwardMsg.FINISHED_EARLY_FOR_RERUN), _fin(ForwardMsg.FINISHED_SUCCESSFULLY)]
    _jouer([_demande(), _demande()], fins)
    assert [fait.sorte for fait in faits] == [RELANCE, REPONSE]


def test_ni_un_message_illisible_ni_un_refus_ne_trouble(faits: list[Fait]) -> None:
    _jouer([b"\xff\xff\xff"], [b"\xff\xff"], acceptee=False)
    assert [(fait.page, fait.detail) for fait in faits] == [("_stcore/stream", "403")]

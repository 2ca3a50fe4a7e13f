"""``CHARGE.md`` : ce que coûte chaque page, ce que tient un serveur."""

from __future__ import annotations

from collections.abc import Sequence

from tests.performance.charge.courses import VISITES, Charge
from tests.performance.charge.cout import Cout
from tests.performance.charge.lecteurs import Affluence
from tests.performance.rapport.cibles import Cible

CONNUE, PREMIERE, REJEU = 1.2, 2.0, 2.0
"""Rapports admis au processeur de la page vide : ouverture déjà vue, première vue, rejeu."""
ATTENTE, PASSAGE, MEMOIRE, DERIVE = 2.0, 1.8, 700.0, 1.1
"""Secondes (95 % des réponses), débit de deux répliques sur celui d'une, Mo, mémoire après ÷ avant."""
METHODE = """Le client parle le protocole WebSocket de Streamlit, une session neuve par page, sur les mêmes cœurs que le
serveur. « Première vue » : une page et un territoire que personne n'a ouverts dans ce processus. « Déjà vue » : les
mêmes, rouverts par un autre lecteur. « Rejeu » : la page rejouée dans la même session. La page vide est du Streamlit
ordinaire ; « notre serveur, page vide » est la même derrière nos intermédiaires et notre ramasse-miettes."""


def _n(nombre: float, decimales: int = 0) -> str:
    return f"{nombre:.{decimales}f}".replace(".", ",")


def tableau_couts(vide: Cout, notre: Cout, couts: Sequence[Cout]) -> str:
    """Tableau Markdown : processeur de chaque page, et son rapport à la page vide."""
    lignes = [_ligne(cout, vide) for cout in (vide, notre, *couts)]
    entete = "| page | première vue (ms) | déjà vue (ms) | rejeu (ms) | envoyé (ko) |"
    return "\n".join([entete, "|---|---|---|---|---|", *lignes])


def _ligne(cout: Cout, vide: Cout) -> str:
    paires = ((cout.premiere, vide.connue), (cout.connue, vide.connue), (cout.rejeu, vide.rejeu))
    cases = [f"{_n(mesure)} ({_n(mesure / reference, 2)} ×)" for mesure, reference in paires]
    return f"| {cout.page} | {' | '.join(cases)} | {_n(cout.octets)} |"


def cibles_couts(vide: Cout, couts: Sequence[Cout]) -> list[Cible]:
    """Ouvrir une page déjà vue, la voir la première fois, la rejouer : la plus chère de chaque sorte."""
    return [
        _plus_chere("page déjà vue par un autre", CONNUE, [(c.connue / vide.connue, c.page) for c in couts]),
        _plus_chere("première vue", PREMIERE, [(c.premiere / vide.connue, c.page) for c in couts]),
        _plus_chere("rejeu", REJEU, [(c.rejeu / vide.rejeu, c.page) for c in couts]),
    ]


def _plus_chere(nom: str, limite: float, rapports: list[tuple[float, str]]) -> Cible:
    pire, page = max(rapports)
    trop = [f"{autre} {_n(rapport, 2)}" for rapport, autre in sorted(rapports, reverse=True) if rapport > limite]
    enonce = f"{nom} ≤ {_n(limite, 1)} × la page vide, sur chaque page"
    mesure, pourquoi = f"la plus chère, « {page} » : {_n(pire, 2)} ×", f"Au-delà : {', '.join(trop)}."
    return Cible(enonce, mesure, not trop, pourquoi)


def tableau_charge(charge: Charge) -> str:
    """Tableau Markdown des courses, et de la mémoire."""
    courses = {
        "50 lecteurs, un processus": charge.un,
        "100 lecteurs, deux répliques": charge.deux,
        "débit, un processus": charge.debit_un,
        "débit, deux répliques": charge.debit_deux,
    }
    entete = "| course | pause (s) | réponses par seconde | moitié (s) | 95 % (s) | erreurs |"
    memoire = f"Mémoire : {_n(charge.repos)} Mo au repos, {_n(charge.vues)} chaque page vue une fois, "
    suite = f"{_n(charge.ensuite)} après {VISITES} visites de plus."
    lignes = [_course(nom, affluence) for nom, affluence in courses.items()]
    return "\n".join([entete, "|---|---|---|---|---|---|", *lignes, "", memoire + suite])


def _course(nom: str, affluence: Affluence) -> str:
    cases = (affluence.pause, affluence.debit, affluence.centile(50), affluence.centile(95))
    ecrites = [_n(case, decimales) for case, decimales in zip(cases, (0, 1, 2, 2), strict=True)]
    return f"| {nom} | {' | '.join(ecrites)} | {len(affluence.erreurs)} |"


def cibles_charge(charge: Charge) -> list[Cible]:
    """Attente de cinquante et de cent lecteurs, débit de deux répliques, mémoire."""
    passage = charge.debit_deux.debit / charge.debit_un.debit
    return [
        _attente("50 lecteurs, pause 15 s, un processus", charge.un),
        _attente("100 lecteurs, pause 15 s, deux répliques", charge.deux),
        Cible(f"débit de deux répliques ≥ {_n(PASSAGE, 1)} × une", f"{_n(passage, 2)} ×", passage >= PASSAGE),
        Cible(f"mémoire ≤ {_n(MEMOIRE)} Mo, chaque page vue", f"{_n(charge.vues)} Mo", charge.vues <= MEMOIRE),
        Cible(
            f"mémoire stable sur {VISITES} visites (≤ {_n(DERIVE, 1)} ×)",
            f"{_n(charge.ensuite / charge.vues, 2)} ×",
            charge.ensuite <= DERIVE * charge.vues,
        ),
    ]


def _attente(nom: str, affluence: Affluence) -> Cible:
    p95, erreurs = affluence.centile(95), len(affluence.erreurs)
    mesure = f"{_n(p95, 2)} s, {erreurs} erreur{'s' if erreurs > 1 else ''}"
    return Cible(f"{nom} : 95 % des réponses ≤ {_n(ATTENTE)} s", mesure, p95 <= ATTENTE and not affluence.erreurs)

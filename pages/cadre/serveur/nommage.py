"""Le nom d'une page, pour compter et pour le journal : l'un de ceux que l'Atlas connaît, jamais l'adresse demandée."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from streamlit.util import calc_hash

from pages.cadre.plan import PLAN

ACCUEIL: Final = "accueil"
AUTRE: Final = "autre"
PRISE: Final = "_stcore/stream"
FICHIERS: Final = frozenset({"static", "component", "media"})
"""Ce qu'une page va chercher : des dizaines de réponses par lecteur, que le mandataire note déjà."""
_FAMILLE = re.compile(
    r"/(_stcore/(?:stream|upload_file|health|host-config)|api/v1|static|component|media|auth|oauth2callback|recherche"
    r"|sante|t|maison|action|indicateur|reseau)(?:/|$)"
)


@cache
def pages() -> dict[str, str]:
    """Empreinte de Streamlit → adresse publique de chaque page du plan ; l'accueil n'en a pas."""
    adresses = [str(page["url_path"]) for rubrique in PLAN.values() for page in rubrique]
    return {calc_hash(adresse): adresse for adresse in adresses} | {calc_hash(""): ACCUEIL, "": ACCUEIL}


def nommer(chemin: str) -> str:
    """Nom de ce que sert ce chemin, préfixe ôté."""
    famille = _FAMILLE.match(chemin)
    if famille:
        return famille[1]
    adresse = chemin.strip("/")
    return (adresse or ACCUEIL) if adresse in {"", *pages().values()} else AUTRE


def nommer_relance(empreinte: str, adresse: str) -> str:
    """Nom de la page que joue une session : par son empreinte, ou par son adresse à l'ouverture."""
    if empreinte:
        return pages().get(empreinte, AUTRE)
    return nommer(f"/{adresse}")

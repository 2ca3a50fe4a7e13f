"""Nommer un fichier d'après ce qu'il contient : sujet, niveau ou territoire, période."""

from __future__ import annotations

import re
import unicodedata

from geo.territoires import Territoire

PREFIXE = "atlas"
LONGUEUR_MAX, PARTIE_MAX = 120, 60
"""Signes d'un nom sans son suffixe, et d'une de ses parties : un nom plus long se perd dans un dossier."""
NIVEAUX = {
    "france": "france",
    "region": "regions",
    "departement": "departements",
    "zone_emploi": "zones",
    "epci": "intercommunalites",
    "commune": "communes",
}
"""Niveau → tous ses territoires, en un mot."""
_UN_DE = {
    "region": "region",
    "departement": "departement",
    "zone_emploi": "zone",
    "epci": "intercommunalite",
    "commune": "commune",
    "perimetre": "perimetre",
}
FORME = re.compile(rf"{PREFIXE}(-[a-z0-9]+|-T[1-4])+")
"""Forme d'un nom, sans son suffixe : tout système de fichiers l'accepte."""
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})
_TRIMESTRE = re.compile(r"\b(\d{4})-t([1-4])\b")


def nommer(*parties: str | Territoire) -> str:
    """Nom d'un fichier, sans suffixe : « atlas-chomage-localise-zones-2025-T4 ».

    Parameters
    ----------
    parties : str or Territoire
        Du plus large au plus précis, la période en dernier ; une partie vide ne compte pas.

    Raises
    ------
    ValueError
        Si aucune partie n'a de lettre ni de chiffre.
    """
    morceaux = [morceau for partie in parties if (morceau := _partie(partie))]
    if not morceaux:
        raise ValueError("Un fichier se nomme d'après son contenu : aucune partie de ce nom n'a de lettre.")
    place = min(PARTIE_MAX, (LONGUEUR_MAX - len(PREFIXE)) // len(morceaux) - 1)
    return _TRIMESTRE.sub(r"\1-T\2", "-".join([PREFIXE, *(_borner(morceau, place) for morceau in morceaux)]))


def de(territoire: Territoire) -> str:
    """« zone-nancy » ; le nom d'un périmètre est celui qu'on lui a donné, « france » n'a pas de nature."""
    if territoire.niveau == "france":
        return "france"
    nature = _UN_DE[territoire.niveau]
    nom = simplifier(territoire.libelle)
    return nom if nom.startswith(nature) else f"{nature}-{nom}".strip("-")


def simplifier(texte: str) -> str:
    """Minuscules sans accent, chiffres et tirets."""
    decompose = unicodedata.normalize("NFKD", texte.translate(_LIGATURES))
    return re.sub(r"[^a-z0-9]+", "-", decompose.encode("ascii", "ignore").decode().lower()).strip("-")


def _partie(partie: str | Territoire) -> str:
    return de(partie) if isinstance(partie, Territoire) else simplifier(partie)


def _borner(morceau: str, place: int) -> str:
    """Coupé à un tiret, ou net si un seul mot déborde."""
    if len(morceau) <= place:
        return morceau
    court = morceau[: place + 1].rpartition("-")[0]
    return court or morceau[:place]

"""La simulation dans l'adresse de la page : le lien copié la rend à l'identique."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote

from geo.clause.calcul import CENT, COUT_MAX, EXEMPLE, LOTS_MAX, MONTANT_MAX, NOM_MAX, Lot, Simulation
from geo.clause.reperes import REPERES
from geo.ecriture.formats import nombre
from geo.territoires import nettoyer

LOTS, COUT, TAUX, MARCHE = "lots", "cout", "taux", "marche"
PARAMETRES: Final = (LOTS, COUT, TAUX, MARCHE)
_ENTRE_LOTS, _ENTRE_CHAMPS, _VIDE = "~", "_", "x"


def ecrire(simulation: Simulation) -> dict[str, str]:
    """Paramètres d'adresse d'une simulation ; ceux de l'exemple ne s'écrivent pas.

    Un lot s'écrit « métier_montant_part », suivi de « _nom » s'il en a un ; les lots sont séparés par « ~ » et une
    hypothèse non saisie est « x ».
    """
    textes = {
        LOTS: _ENTRE_LOTS.join(map(_lot, simulation.lots)),
        COUT: _nombre(simulation.cout),
        TAUX: _nombre(simulation.taux),
        MARCHE: simulation.nom,
    }
    return {nom: texte for nom, texte in textes.items() if texte != _EXEMPLE[nom]}


def lire(parametres: Mapping[str, str]) -> tuple[Simulation, tuple[str, ...]]:
    """Simulation d'une adresse et ce qui n'a pu en être repris ; ce qui manque vient de l'exemple."""
    refus: list[str] = []
    lots = _lots(parametres[LOTS], refus) if LOTS in parametres else EXEMPLE.lots
    cout = _lire(parametres[COUT], "Le coût horaire", refus, COUT_MAX) if COUT in parametres else EXEMPLE.cout
    taux = _lire(parametres[TAUX], "Le taux d'insertion", refus, CENT) if TAUX in parametres else EXEMPLE.taux
    return Simulation(lots, cout, taux, propre(parametres.get(MARCHE, ""))), tuple(refus)


def propre(nom: str) -> str:
    """Nom montrable, soixante signes au plus ; vide s'il ne contient rien de lisible."""
    return nettoyer(nom)[:NOM_MAX].rstrip() if nom.strip() and _lisible(nom) else ""


def _lisible(nom: str) -> bool:
    return any(lettre.isprintable() and not lettre.isspace() for lettre in nom)


def _lot(lot: Lot) -> str:
    champs = [lot.metier, _nombre(lot.montant), _nombre(lot.part)]
    nom = lot.nom.replace("%", "%25").replace(_ENTRE_CHAMPS, "%5F").replace(_ENTRE_LOTS, "%7E")
    return _ENTRE_CHAMPS.join([*champs, nom] if nom else champs)


def _nombre(valeur: float | None) -> str:
    return _VIDE if valeur is None else repr(float(valeur)).removesuffix(".0")


def _lots(texte: str, refus: list[str]) -> tuple[Lot, ...]:
    morceaux = [morceau for morceau in texte.split(_ENTRE_LOTS) if morceau]
    if len(morceaux) > LOTS_MAX:
        refus.append(f"Le lien demandait plus de {LOTS_MAX} lots : les premiers sont gardés.")
    lots = [_un_lot(morceau, rang, refus) for rang, morceau in enumerate(morceaux[:LOTS_MAX], 1)]
    gardes = tuple(lot for lot in lots if lot is not None)
    return gardes or EXEMPLE.lots


def _un_lot(morceau: str, rang: int, refus: list[str]) -> Lot | None:
    metier, *champs = morceau.split(_ENTRE_CHAMPS, 3)
    if metier not in REPERES or len(champs) < 2:  # noqa: PLR2004 - montant et part
        refus.append(f"Le lot {rang} du lien ne se lit pas : il est ignoré.")
        return None
    montant = _lire(champs[0], f"Le montant du lot {rang}", refus, MONTANT_MAX)
    part = _lire(champs[1], f"La part de main-d'œuvre du lot {rang}", refus, CENT)
    return Lot(metier, montant, part, propre(unquote(champs[2])) if len(champs) > 2 else "")  # noqa: PLR2004 - le nom


def _lire(texte: str, champ: str, refus: list[str], haut: float) -> float | None:
    if texte == _VIDE:
        return None
    try:
        valeur = float(texte[:30])
    except ValueError:
        valeur = math.nan
    if not 0 <= valeur <= haut:
        refus.append(f"{champ} du lien n'est pas un nombre entre 0 et {nombre(haut)} : à saisir de nouveau.")
        return None
    return abs(valeur)


_EXEMPLE: Final = {
    LOTS: _ENTRE_LOTS.join(map(_lot, EXEMPLE.lots)),
    COUT: _nombre(EXEMPLE.cout),
    TAUX: _nombre(EXEMPLE.taux),
    MARCHE: "",
}

"""Titres et phrases : chaque nombre et chaque nom, recalculés à part, sont vrais."""

from __future__ import annotations

import math
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur
from geo.mesures.phrases import EFFECTIFS_MASQUES, phrase, titre
from geo.mesures.repartitions import repartir
from tests.typographie import droit
from tests.unitaires.repartitions_fabriquees import COUPLES, fabriquee

PLURIELS = {"zone_emploi": "zones d'emploi", "departement": "départements", "region": "régions"}
MODELE = re.compile(
    r"^(?P<quand>(?:Au|En|Entre) .+?), l'indicateur va de (?P<bas>[+−\d].*?) \((?P<qui_bas>.+?)\) "
    r"à (?P<haut>[+−\d].*?) \((?P<qui_haut>.+)\) ; "
    r"médiane des (?P<combien>[\d ]+) (?P<pluriel>\D+) : (?P<mediane>.+)\.$"
)


def _lu(texte: str) -> float:
    """Nombre au début d'un texte français : « −1 234,5 % » → −1234.5."""
    trouve = re.match(r"[+−]?\d[\d ]*(,\d+)?", texte)
    assert trouve, texte
    return float(trouve.group(0).replace("−", "-").replace(" ", "").replace(",", "."))


def _qui(noms: list[str], pluriel: str) -> str:
    """Qui a la valeur extrême : un nom, deux noms, ou leur nombre."""
    if len(noms) > 2:
        return f"{len(noms)} {pluriel}"
    return " et ".join(noms)


def _possibles(indicateur: str, niveau: str, periode: str, valeurs: pd.Series, *, haut: bool) -> int:
    """Combien de territoires peuvent être l'extrême, selon leurs intervalles ; 0 si rien n'est incertain."""
    bornes = entrepot.intervalles(indicateur, niveau, periode)
    if bornes.empty:
        return 0
    bas, plus = (bornes[nom].reindex(valeurs.index).fillna(valeurs) for nom in ("minimum", "maximum"))
    return int((plus >= bas.max()).sum() if haut else (bas <= plus.min()).sum())


def _mediane(fiche: Indicateur, niveau: str, periode: str, valeurs: pd.Series) -> float:
    """La médiane écrite d'abord : celle des minimums quand le secret en masque une part."""
    bas = entrepot.intervalles(fiche.id, niveau, periode)["minimum"].reindex(valeurs.index).fillna(valeurs)
    return float(bas.median() if fiche.incertitude == "secret" else valeurs.median())


@pytest.mark.parametrize(("indicateur", "niveau"), COUPLES)
def test_la_phrase_dit_vrai(indicateur: str, niveau: str) -> None:
    fiche = charger().indicateur(indicateur)
    brutes = entrepot.valeurs(indicateur, niveau)
    annee = brutes["periode"].max()
    valeurs = brutes[brutes["periode"] == annee].set_index("code")["valeur"].dropna()
    noms = entrepot.territoires(niveau)["libelle_long"].map(droit)
    arrondies = valeurs.round(fiche.decimales)
    texte = droit(phrase(repartir(indicateur, niveau)))
    assert texte.endswith(droit(EFFECTIFS_MASQUES)) == (fiche.incertitude == "secret")
    lu = MODELE.match(texte.removesuffix(droit(EFFECTIFS_MASQUES)))
    if arrondies.min() == arrondies.max():
        assert lu is None
        return
    assert lu, phrase(repartir(indicateur, niveau))
    assert annee[:4] in lu["quand"]
    for bout, extreme in (("bas", arrondies.min()), ("haut", arrondies.max())):
        assert math.isclose(_lu(lu[bout]), extreme, abs_tol=1e-9)
        assert lu[bout].startswith("+") == (fiche.pivot == 0 and extreme > 0)
        possibles = _possibles(indicateur, niveau, annee, valeurs, haut=bout == "haut")
        if possibles > 1:
            assert lu[f"qui_{bout}"] == f"{possibles} {PLURIELS[niveau]} que leurs intervalles ne départagent pas"
            continue
        attendus = [noms[code] for code in sorted(arrondies.index[arrondies == extreme])]
        assert sorted(re.split(r" et (?=[A-ZÉÎ])", lu[f"qui_{bout}"])) == sorted(
            re.split(r" et (?=[A-ZÉÎ])", _qui(attendus, PLURIELS[niveau]))
        )
    assert _lu(lu["combien"]) == len(valeurs)
    assert lu["pluriel"] == PLURIELS[niveau]
    assert (
        abs(_lu(lu["mediane"].removeprefix("de ")) - _mediane(fiche, niveau, annee, valeurs))
        <= 0.5000001 * 10**-fiche.decimales
    )
    assert fiche.unite.rstrip("s") in lu["haut"]


@given(st.lists(st.one_of(st.floats(-99, 99).map(lambda v: round(v, 1)), st.just(math.nan)), max_size=12))
def test_rien_d_invente(valeurs: list[float]) -> None:
    presentes = [v for v in valeurs if math.isfinite(v)]
    texte = droit(phrase(fabriquee(valeurs)))
    lu = MODELE.match(texte)
    if len(presentes) < 3 or len(set(presentes)) == 1:
        assert lu is None
        assert "Pays" not in texte
        nombres = {_lu(m) for m in re.findall(r"−?\d+,\d", texte)}
        assert nombres <= ({presentes[0]} if len(presentes) >= 3 else set())
        return
    assert lu
    assert (_lu(lu["bas"]), _lu(lu["haut"]), _lu(lu["combien"])) == (min(presentes), max(presentes), len(presentes))
    for bout, extreme in (("qui_bas", min(presentes)), ("qui_haut", max(presentes))):
        noms = [f"Pays {rang}" for rang, valeur in enumerate(valeurs) if valeur == extreme]
        assert lu[bout] == _qui(noms, "zones d'emploi")


def test_sans_donnee_ou_presque() -> None:
    assert "aucune donnée" in phrase(fabriquee([math.nan, math.nan]))
    assert "trop peu de zones" in phrase(fabriquee([1.0, 2.0, math.nan]))
    assert "même valeur : 5,0 %" in droit(phrase(fabriquee([5.0, 5.0, 5.04, math.nan])))


def test_ex_aequo_nommes_a_deux_comptes_au_dela() -> None:
    texte = droit(phrase(fabriquee([1.0, 1.04, 5.0, 9.0, 9.0, 9.0])))
    assert "1,0 % (Pays 0 et Pays 1)" in texte
    assert "9,0 % (3 zones d'emploi)" in texte


@pytest.mark.parametrize(("indicateur", "niveau"), COUPLES)
def test_titre(indicateur: str, niveau: str) -> None:
    fiche, texte = charger().indicateur(indicateur), droit(titre(repartir(indicateur, niveau)))
    assert texte.startswith(droit(fiche.libelle))
    assert re.search(r" par (zone d'emploi|département|région), .*\d{4}$", texte)


def test_titre_des_communes_nomme_la_zone() -> None:
    repartition = repartir("revenu_median", "commune", "", "0051")
    assert "par commune de la zone d'emploi Alençon, 2021" in droit(titre(repartition, "Alençon"))

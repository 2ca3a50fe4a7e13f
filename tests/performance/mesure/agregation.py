"""``python -m tests.performance.mesure.agregation`` : tous les indicateurs de 500 communes, face à un témoin pandas.

Le témoin fait les mêmes additions (chaque opérande de chaque indicateur communal, à sa dernière période) par un
filtre et une somme sur les tables longues, déjà en mémoire. Un rapport entre les deux, dans la même course.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from statistics import median

import pandas as pd

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.effectifs import Operande
from geo import mesures, territoires
from geo.mesures.grilles import grille
from geo.mesures.totaux import selection
from geo.territoires.index import index

COMMUNES = 500
TOURS = 15


def mesurer_course(tours: int = TOURS) -> tuple[float, float]:
    """Temps médians, en millisecondes, de `geo.mesures.toutes` et du témoin, à tour de rôle, après un échauffement."""
    tirage = random.Random(2013)
    ici = territoires.du_perimetre(tirage.sample(index().codes, COMMUNES))
    tables = _tables()
    essais: dict[str, Callable[[], object]] = {
        "toutes": lambda: mesures.toutes(ici),
        "temoin": lambda: _temoin(ici.communes, tables),
    }
    temps: dict[str, list[float]] = {nom: [] for nom in essais}
    for tour in range(tours + 1):
        for nom, essai in essais.items():
            selection.cache_clear()
            depart = time.perf_counter()
            essai()
            if tour:
                temps[nom].append(1000 * (time.perf_counter() - depart))
    return median(temps["toutes"]), median(temps["temoin"])


def _tables() -> list[tuple[Operande, pd.DataFrame]]:
    """Pour chaque opérande communale, ses composantes à sa dernière période."""
    communes = grille("commune")
    formules = [fiche.formule for fiche in charger().indicateurs.values()]
    operandes = [operande for formule in formules for operande in formule.operandes.values()]
    tables = []
    for operande in filter(communes.periodes, operandes):
        periode = communes.periodes(operande)[-1]
        lignes = [entrepot.composantes(nom, "commune") for nom in operande.composantes]
        tables.append((operande, pd.concat([table[table["periode"] == periode] for table in lignes])))
    return tables


def _temoin(communes: tuple[str, ...], tables: list[tuple[Operande, pd.DataFrame]]) -> list[float]:
    choisies = pd.Index(communes)
    return [float(table.loc[table["code"].isin(choisies), "valeur"].sum()) for _, table in tables]


def main() -> None:
    """Court et imprime."""
    toutes, temoin = mesurer_course()
    print(f"{COMMUNES} communes, tous les indicateurs : {toutes:.1f} ms ; témoin pandas : {temoin:.1f} ms")
    print(f"Rapport : {temoin / toutes:.1f} fois plus vite que le témoin (médianes de {TOURS} tours).")


if __name__ == "__main__":
    main()

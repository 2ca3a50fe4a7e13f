"""Périodes du catalogue : « 2024 », « 2025-T4 », « 2013-2018 », et les suites « 2014..2024 »."""

from __future__ import annotations

import re

PERIODE = re.compile(r"^\d{4}(-T[1-4]|-\d{4})?$")


def rang(periode: str) -> int:
    """Position d'une période dans sa suite : « 2024 » → 2024, « 2025-T4 » → 8103 ; « 2013-2018 » → 2018."""
    if not PERIODE.match(periode):
        raise ValueError(f"période « {periode} » : attendu AAAA, AAAA-Tn ou AAAA-AAAA")
    if "-T" in periode:
        return int(periode[:4]) * 4 + int(periode[-1]) - 1
    return int(periode[-4:])


def developper_toutes(brutes: object) -> object:
    """Développe chaque période d'une liste ; rend tel quel ce qui n'est pas une liste."""
    if not isinstance(brutes, list):
        return brutes
    return [periode for brute in brutes for periode in developper(str(brute))]


def developper(brute: str) -> list[str]:
    """« 2014..2016 » → 2014, 2015, 2016 ; une période simple se rend elle-même."""
    debut, _, fin = brute.partition("..")
    premier, dernier = rang(debut), rang(fin or debut)
    if not fin:
        return [brute]
    if ("-T" in debut) != ("-T" in fin) or dernier < premier:
        raise ValueError(f"suite de périodes « {brute} » : bornes de même nature et croissantes attendues")
    if "-T" in debut:
        return [f"{numero // 4}-T{numero % 4 + 1}" for numero in range(premier, dernier + 1)]
    return [str(numero) for numero in range(premier, dernier + 1)]

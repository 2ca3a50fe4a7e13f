"""Restaurer n'accepte qu'un contenu conforme au schéma ; ce qui ne l'est pas est refusé et nommé."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL

from donnees.registre import archive
from donnees.registre.base import Registre
from donnees.registre.sauvegarde import COPIE, LIGNES, lignes, sauvegarder
from tests.registre.archives_refaites import SANS, Membres, ecrire, lire, refuser, resommer, sur_copie
from tests.registre.atelier_registre import Atelier


def _ligne(nom: str, geste: Callable[[dict[str, Any]], Any]) -> Callable[[Membres], Membres]:
    """Récrit la première ligne d'une table d'un export logique."""

    def refaire(membres: Membres) -> Membres:
        premiere, _, reste = membres[f"{nom}.jsonl"].partition(b"\n")
        return membres | {f"{nom}.jsonl": json.dumps(geste(json.loads(premiere))).encode() + b"\n" + reste}

    return refaire


EXPORTS: dict[str, tuple[Callable[[Membres], Membres], str]] = {
    "table inconnue": (lambda m: m | {"pirate.jsonl": b""}, "Table inconnue dans la sauvegarde : pirate"),
    "table absente": (lambda m: {n: o for n, o in m.items() if n != "maison.jsonl"}, "Table absente.*maison"),
    "colonne inconnue": (_ligne("maison", lambda x: x | {"pirate": 1}), "maison, ligne 1 : colonne inconnue.*pirate"),
    "colonne absente": (_ligne("action", lambda x: {n: v for n, v in x.items() if n != "titre"}), "absente.*titre"),
    "ligne en liste": (_ligne("maison", lambda x: [x]), "maison, ligne 1 : un objet"),
    "ligne coupée": (lambda m: m | {"maison.jsonl": m["maison.jsonl"][:9] + b"\n"}, "ne se lit pas"),
    "texte nombre": (_ligne("maison", lambda x: x | {"nom": 3}), "ligne 1 : la colonne nom"),
    "texte nul": (_ligne("maison", lambda x: x | {"nom": None}), "ligne 1 : la colonne nom"),
    "texte objet": (_ligne("maison", lambda x: x | {"nom": {}}), "ligne 1 : la colonne nom"),
    "texte que la base ne garde pas": (_ligne("maison", lambda x: x | {"nom": "\ud800"}), "la colonne nom"),
    "entier sans fin": (_ligne("action", lambda x: x | {"version": 10**30}), "la colonne version"),
    "booléen nombre": (_ligne("action", lambda x: x | {"archivee": 2}), "la colonne archivee"),
}


def _exporter(registre: Registre, tmp_path: Path) -> Path:
    """Un export logique, tel que le fait PostgreSQL, tiré de n'importe quelle base."""
    with registre.lire() as session:
        tables = {n + LIGNES: "".join(json.dumps(x) + "\n" for x in c).encode() for n, c in lignes(session)}
    archive.ecrire(tmp_path / "export.zip", "r0007", tables, "")
    return tmp_path / "export.zip"


@pytest.mark.parametrize("cas", EXPORTS)
def test_export_non_conforme_refuse_et_nomme(atelier: Atelier, tmp_path: Path, cas: str) -> None:
    """Classe du défaut : table, colonne ou valeur que le registre ne connaît pas, ignorée ou jetée à la base."""
    geste, motif = EXPORTS[cas]
    refait = ecrire(tmp_path / "x.zip", resommer(geste(lire(_exporter(atelier.registre, tmp_path)))))
    refuser(tmp_path, refait, SANS, motif)


COPIES: dict[str, tuple[tuple[str, ...], str]] = {
    "table inconnue": (("CREATE TABLE pirate (x)",), "Table inconnue dans la sauvegarde : pirate"),
    "table absente": (("DROP TABLE brouillon",), "Table absente dans la sauvegarde : brouillon"),
    "colonne inconnue": (("ALTER TABLE maison ADD COLUMN pirate",), "maison : colonne inconnue.*pirate"),
    "déclencheur": (("CREATE TRIGGER t AFTER INSERT ON maison BEGIN SELECT 1; END",), "déclencheur inconnu.*: t"),
    "vue": (("CREATE VIEW v AS SELECT 1",), "Vue ou déclencheur inconnu.*: v"),
    "type": (("UPDATE maison SET nom = x'41'",), "la colonne nom"),
    "journal illisible": (("UPDATE journal SET apres = '{'",), "ne se lit pas"),
}


@pytest.mark.parametrize("cas", COPIES)
def test_copie_non_conforme_refusee_et_nommee(registre_seme: Path, tmp_path: Path, cas: str) -> None:
    ordres, motif = COPIES[cas]
    source = Registre(URL.create("sqlite", database=str(registre_seme)))
    sauvegarder(source, tmp_path / "a.zip")
    source.fermer()
    refaite = sur_copie(lire(tmp_path / "a.zip"), tmp_path, *ordres)
    refuser(tmp_path, ecrire(tmp_path / "x.zip", resommer(refaite)), SANS, motif)


def test_une_copie_tronquee_est_refusee(registre_seme: Path, tmp_path: Path) -> None:
    source = Registre(URL.create("sqlite", database=str(registre_seme)))
    sauvegarder(source, tmp_path / "a.zip")
    source.fermer()
    for reste in (0, 50, 5_000, 200_000):
        membres = lire(tmp_path / "a.zip")
        membres |= {COPIE: membres[COPIE][:reste]}
        refuser(tmp_path, ecrire(tmp_path / "x.zip", resommer(membres)), SANS, "dans la sauvegarde|ne se lit pas")

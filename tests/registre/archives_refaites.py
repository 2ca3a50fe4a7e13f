"""De quoi refaire une sauvegarde comme le ferait qui a l'archive en main, et vérifier qu'elle est refusée."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import URL, text

from donnees.registre.archive import MANIFESTE, Preuve
from donnees.registre.base import Registre
from donnees.registre.erreurs import SauvegardeInvalide
from donnees.registre.restauration import restaurer
from donnees.registre.sauvegarde import COPIE

CLE, AUTRE_CLE = "c" * 64, "d" * 64
SANS = Preuve(aucune=True)
Membres = dict[str, bytes]


def lire(fichier: Path) -> Membres:
    with zipfile.ZipFile(fichier) as lue:
        return {nom: lue.read(nom) for nom in lue.namelist()}


def ecrire(fichier: Path, membres: Membres) -> Path:
    with zipfile.ZipFile(fichier, "w") as ecrite:
        for nom, octets in membres.items():
            ecrite.writestr(nom, octets)
    return fichier


def resommer(membres: Membres) -> Membres:
    """Refait les sommes internes, comme le ferait qui a l'archive en main."""
    manifeste = json.loads(membres[MANIFESTE])
    manifeste["sommes"] = {nom: hashlib.sha256(o).hexdigest() for nom, o in membres.items() if nom != MANIFESTE}
    return membres | {MANIFESTE: json.dumps(manifeste).encode()}


def sur_copie(membres: Membres, dossier: Path, *ordres: str) -> Membres:
    copie = dossier / "copie.sqlite"
    copie.write_bytes(membres[COPIE])
    with closing(sqlite3.connect(copie)) as base:
        for ordre in ordres:
            base.execute(ordre)
        base.commit()
    return membres | {COPIE: copie.read_bytes()}


def un_administrateur_de_plus(membres: Membres, dossier: Path) -> Membres:
    if COPIE in membres:
        ordre = "INSERT INTO habilitation (sujet, nom, role) VALUES ('f', 'Pirate', 'administrateur')"
        return sur_copie(membres, dossier, ordre)
    ligne = json.dumps({"sujet": "f", "nom": "Pirate", "role": "administrateur"}) + "\n"
    return membres | {"habilitation.jsonl": membres["habilitation.jsonl"] + ligne.encode()}


def neuf(dossier: Path) -> Registre:
    return Registre(URL.create("sqlite", database=str(dossier / "neuf.sqlite")))


def refuser(dossier: Path, fichier: Path, preuve: Preuve, motif: str) -> None:
    """L'archive est refusée par une phrase, et la base reste vide."""
    vide = neuf(dossier)
    with pytest.raises(SauvegardeInvalide, match=motif) as erreur:
        restaurer(vide, fichier, preuve)
    assert str(erreur.value).endswith((".", ")."))
    with vide.lire() as session:
        assert session.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one() == 0
    vide.fermer()

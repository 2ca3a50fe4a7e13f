"""L'archive d'une sauvegarde : ses membres, leurs sommes, et ce qui prouve qu'on l'a écrite soi-même.

Les sommes internes disent qu'une archive n'est pas abîmée ; elles ne disent pas qui l'a faite, puisqu'on les refait
avec elle. La preuve vient du dehors : une clé de réglage qui signe le manifeste, ou la somme SHA-256 de l'archive notée
à la sauvegarde.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from donnees.registre.erreurs import SauvegardeInvalide
from donnees.registre.fichier_sqlite import PRIVE

FORMAT = 1
MANIFESTE = "manifeste.json"
VARIABLE = "ATLAS_CLE_SAUVEGARDE"
CLE_MIN = 32
ILLISIBLES = (
    *(OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(KeyError, ValueError, TypeError, AttributeError),
)
"""Ce que peut lever la lecture d'une archive que n'importe qui a pu fabriquer."""


@dataclass(frozen=True)
class Preuve:
    """Ce qui atteste une archive : sa somme SHA-256, la clé qui l'a signée, ou rien, et il faut alors le dire."""

    somme: str = ""
    cle: str = ""
    aucune: bool = False


def cle(environnement: Mapping[str, str] = os.environ) -> str:
    """Clé de signature, lue dans ``ATLAS_CLE_SAUVEGARDE`` ; vide si elle n'est pas posée.

    Raises
    ------
    SauvegardeInvalide
        La clé est trop courte pour prouver quoi que ce soit.
    """
    texte = environnement.get(VARIABLE, "").strip()
    if texte and len(texte) < CLE_MIN:
        raise SauvegardeInvalide(f"{VARIABLE} : {CLE_MIN} signes au moins (openssl rand -hex 32).")
    return texte


def _somme(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()


def _signature(manifeste: Mapping[str, Any], cle_: str) -> str:
    contenu = {nom: valeur for nom, valeur in manifeste.items() if nom != "signature"}
    return hmac.new(cle_.encode(), json.dumps(contenu, sort_keys=True).encode(), "sha256").hexdigest()


def ecrire(fichier: Path, revision: str, membres: Mapping[str, bytes], cle_: str) -> str:
    """Écrit l'archive (d'abord à côté, puis d'un seul geste), pour son seul propriétaire ; rend sa somme SHA-256."""
    manifeste: dict[str, Any] = {
        "format": FORMAT,
        "revision": revision,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "sommes": {nom: _somme(octets) for nom, octets in membres.items()},
    }
    if cle_:
        manifeste["signature"] = _signature(manifeste, cle_)
    fichier.parent.mkdir(parents=True, exist_ok=True)
    provisoire = fichier.with_name(fichier.name + ".provisoire")
    provisoire.unlink(missing_ok=True)
    with (
        os.fdopen(os.open(provisoire, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVE), "wb") as sortie,
        zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        archive.writestr(MANIFESTE, json.dumps(manifeste, indent=1))
        for nom, octets in membres.items():
            archive.writestr(nom, octets)
    provisoire.replace(fichier)
    return _somme(fichier.read_bytes())


def ouvrir(fichier: Path, preuve: Preuve) -> tuple[str, dict[str, bytes]]:
    """Vérifie la preuve, puis chaque somme ; rend la révision du schéma et les membres.

    Raises
    ------
    SauvegardeInvalide
        Archive illisible, altérée, ou que rien n'atteste.
    """
    illisible = f"{fichier.name} n'est pas une sauvegarde lisible du registre."
    try:
        octets = fichier.read_bytes()
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            manifeste = _manifeste(archive)
            _prouver(fichier.name, octets, manifeste, preuve)
            membres = {nom: archive.read(nom) for nom in archive.namelist() if nom != MANIFESTE}
    except SauvegardeInvalide:
        raise
    except ILLISIBLES as cause:
        raise SauvegardeInvalide(illisible) from cause
    sommes = {nom: _somme(contenu) for nom, contenu in membres.items()}
    attendues: dict[str, str] = manifeste["sommes"]
    if fautifs := sorted(nom for nom in {*sommes, *attendues} if sommes.get(nom) != attendues.get(nom)):
        raise SauvegardeInvalide(f"{fichier.name} est altérée ({', '.join(fautifs)}).")
    return str(manifeste["revision"]), membres


def _manifeste(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Manifeste, dont la forme est vérifiée."""
    manifeste = json.loads(archive.read(MANIFESTE))
    formes = {"format": int, "revision": str, "sommes": dict}
    if not isinstance(manifeste, dict):
        raise SauvegardeInvalide("Le manifeste de la sauvegarde n'est pas un objet JSON.")
    if fautes := [nom for nom, forme in formes.items() if not isinstance(manifeste.get(nom), forme)]:
        raise SauvegardeInvalide(f"Le manifeste de la sauvegarde ne dit pas, ou dit mal : {', '.join(fautes)}.")
    if manifeste["format"] != FORMAT:
        raise SauvegardeInvalide(f"Sauvegarde au format {manifeste['format']} ; cette version lit le format {FORMAT}.")
    return manifeste


def _prouver(nom: str, octets: bytes, manifeste: Mapping[str, Any], preuve: Preuve) -> None:
    """Refuse une archive que rien n'atteste."""
    if preuve.somme:
        if not hmac.compare_digest(_somme(octets).encode(), preuve.somme.strip().lower().encode()):
            raise SauvegardeInvalide(f"{nom} n'a pas la somme SHA-256 donnée : ce n'est pas l'archive notée.")
    elif preuve.cle:
        signature = manifeste.get("signature")
        if not isinstance(signature, str):
            raise SauvegardeInvalide(f"{nom} n'est pas signée : donner sa somme, notée à la sauvegarde (--somme).")
        if not hmac.compare_digest(_signature(manifeste, preuve.cle).encode(), signature.encode()):
            raise SauvegardeInvalide(f"{nom} n'est pas signée de la clé {VARIABLE} : elle n'est pas restaurée.")
    elif not preuve.aucune:
        raise SauvegardeInvalide(
            f"Rien n'atteste que {nom} soit une sauvegarde de l'Atlas. Donner sa somme SHA-256 (--somme), poser la clé "
            f"qui l'a signée ({VARIABLE}), ou, si l'archive n'a jamais quitté vos mains, --sans-preuve."
        )

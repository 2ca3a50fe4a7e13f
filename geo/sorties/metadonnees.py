"""Ce qui accompagne un CSV : son sujet, et sa fiche lisible par une machine (CSVW, https://www.w3.org/TR/tabular-metadata/).

La fiche se tire du fichier lui-même : ses colonnes sont celles du CSV, jamais une liste tenue à côté.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import pandas as pd

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur, Source
from geo.sorties.colonnes import DESCRIPTIONS, TEXTES, decrire
from geo.sorties.noms import nommer, simplifier
from geo.territoires import Territoire

CONTEXTE = ["http://www.w3.org/ns/csvw", {"@language": "fr"}]
SUFFIXE = "-metadonnees.json"
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
_UNITE = re.compile(r"\(([^()]{1,30})\)$")


@dataclass(frozen=True)
class Sujet:
    """Ce qu'un fichier contient, dit une fois : son nom, son titre, ses sources, sa période.

    Attributes
    ----------
    titre : str
        Ce que dirait une première page.
    parties : tuple of str or Territoire
        De quoi nommer le fichier (`geo.sorties.noms.nommer`).
    sources : tuple of str
        Identifiants du catalogue ; vide pour ce qui vient du registre ou d'une saisie.
    periode : str
        Période des valeurs, telle que l'écrit le catalogue ; termine le nom.
    indicateur : str
        Indicateur dont le fichier donne les valeurs, s'il n'y en a qu'un.
    lieux : tuple of str
        Territoires qui ont chacun leur colonne, sous leur nom.
    """

    titre: str
    parties: tuple[str | Territoire, ...]
    sources: tuple[str, ...] = ()
    periode: str = ""
    indicateur: str = ""
    lieux: tuple[str, ...] = ()

    @cached_property
    def nom(self) -> str:
        """Nom de ses fichiers, sans suffixe."""
        return nommer(*self.parties, self.periode)

    @property
    def fiches(self) -> tuple[Source, ...]:
        """Fiches des sources citées, une fois chacune."""
        connues = charger().sources
        return tuple(connues[identifiant] for identifiant in dict.fromkeys(self.sources))


def sources_de(indicateurs: Sequence[str]) -> tuple[str, ...]:
    """Sources de quelques indicateurs, une fois chacune."""
    fiches = charger().indicateurs
    return tuple(dict.fromkeys(source for identifiant in indicateurs for source in fiches[identifiant].sources))


def composer(sujet: Sujet, octets: bytes, adresse: str, fichier: str = "") -> bytes:
    """Fiche CSVW d'un CSV de l'Atlas.

    Parameters
    ----------
    octets : bytes
        Le CSV tel qu'il s'emporte.
    adresse : str
        Page d'où il vient.
    fichier : str
        Adresse du CSV, vue de celle de la fiche ; vide : à côté d'elle, sous son nom.
    """
    table = pd.read_csv(io.BytesIO(octets), sep=";", decimal=",", encoding="utf-8-sig", dtype=_textes(octets))
    fiche = charger().indicateurs.get(sujet.indicateur)
    contenu = {
        "@context": CONTEXTE,
        "url": fichier or f"{sujet.nom}.csv",
        "dc:title": sujet.titre,
        "dc:publisher": "Atlas des maisons de l'emploi",
        "dc:creator": list(dict.fromkeys(source.producteur for source in sujet.fiches)) or ["Registre de l'Atlas"],
        "dc:license": {"@id": LICENCE},
        "dc:temporal": sujet.periode or None,
        "dc:language": "fr",
        "dc:source": [_source(source) for source in sujet.fiches],
        "schema:url": {"@id": adresse} if adresse else None,
        "schema:sha256": sha256(octets).hexdigest(),
        "schema:version": str(entrepot.manifeste()["empreinte"]),
        "notes": [{"schema:text": precaution} for precaution in (fiche.precautions if fiche else ())],
        "dialect": {"delimiter": ";", "encoding": "utf-8", "header": True, "quoteChar": '"', "doubleQuote": True},
        "tableSchema": {"columns": _colonnes(table, fiche, sujet.lieux)},
    }
    utiles = {nom: valeur for nom, valeur in contenu.items() if valeur not in (None, [])}
    return json.dumps(utiles, ensure_ascii=False, indent=1).encode()


def _textes(octets: bytes) -> dict[str, str]:
    """Colonnes à lire comme des textes : un code INSEE garde son zéro."""
    entete = pd.read_csv(io.BytesIO(octets), sep=";", encoding="utf-8-sig", nrows=0)
    return {nom: "str" for nom in entete.columns if nom in TEXTES}


def _source(source: Source) -> dict[str, object]:
    """Provenance d'une source, et l'empreinte de chaque fichier brut que la construction a lu."""
    sommes = entrepot.manifeste()["sources"]
    fichiers = [{"schema:name": nom, "schema:sha256": sommes[nom]} for nom in source.fichiers if nom in sommes]
    return {
        **({"@id": source.adresse} if source.adresse else {}),
        "dc:title": source.citation,
        "dc:publisher": source.producteur,
        "dc:license": source.licence,
        **({"dc:issued": source.date} if source.date else {}),
        **({"dc:provenance": source.retraitement} if source.retraitement else {}),
        "schema:hasPart": fichiers,
    }


def _colonnes(table: pd.DataFrame, fiche: Indicateur | None, lieux: Sequence[str]) -> list[dict[str, object]]:
    colonnes = [_colonne(str(titre), table[titre], fiche) for titre in table.columns]
    pris: dict[object, int] = {}
    for colonne in colonnes:
        nom, titre = colonne["name"], str(colonne["titles"])
        pris[nom] = pris.get(nom, 0) + 1
        if pris[nom] > 1:
            colonne["name"] = f"{nom}_{pris[nom]}"
        if lieu := next((lieu for lieu in lieux if titre in {lieu, f"{lieu}, minimum", f"{lieu}, maximum"}), ""):
            colonne["dc:description"] = f"Valeur{titre.removeprefix(lieu)} de ce territoire, dans l'unité de la ligne"
    return colonnes


def _colonne(titre: str, valeurs: pd.Series, fiche: Indicateur | None) -> dict[str, object]:
    """Nom, titre, type, unité (entre parenthèses dans le titre) et description d'une colonne."""
    mesuree = fiche is not None and titre == f"{fiche.libelle_court} ({fiche.unite})"
    unite = fiche.unite if fiche and (mesuree or titre in {"Minimum", "Maximum"}) else _unite(titre)
    description = f"{fiche.libelle}. {fiche.mention}" if fiche and mesuree else decrire(titre)
    return {
        "name": simplifier(titre).replace("-", "_") or "colonne",
        "titles": titre,
        "datatype": _type(valeurs),
        **({"schema:unitText": unite} if unite else {}),
        **({"dc:description": description} if description else {}),
    }


def _unite(titre: str) -> str:
    trouvee = _UNITE.search(titre)
    return trouvee.group(1) if trouvee and titre not in DESCRIPTIONS else ""


def _type(valeurs: pd.Series) -> object:
    if pd.api.types.is_integer_dtype(valeurs.dtype):
        return "integer"
    if pd.api.types.is_float_dtype(valeurs.dtype) and not valeurs.isna().all():
        return {"base": "decimal", "format": {"decimalChar": ","}}
    return "string"

"""La fiche d'un CSV suit CSVW, décrit exactement ses colonnes et dit l'empreinte de ce qui a été lu."""

from __future__ import annotations

import io
import json
import re
from hashlib import sha256
from typing import Any

import pandas as pd
import pytest

from donnees import entrepot
from donnees.catalogue import charger
from geo.ecriture import tableurs
from geo.mesures.repartitions import repartir
from geo.sorties import metadonnees, portrait, tableaux
from geo.sorties.metadonnees import Sujet
from geo.territoires import lire

PROPRIETES = {"@context", "@id", "@type", "url", "dialect", "notes", "tableDirection", "tableSchema", "transformations"}
"""Propriétés d'une table selon CSVW ; toute autre est une annotation, préfixée (« dc: », « schema: »)."""
NOM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]*")
ADRESSE = "https://atlas.exemple/carte?indicateur=x"


def _fiche(sujet: Sujet, octets: bytes) -> dict[str, Any]:
    fiche: dict[str, Any] = json.loads(metadonnees.composer(sujet, octets, ADRESSE))
    return fiche


@pytest.mark.parametrize("indicateur", ["chomage_localise", "part_recrutements_saisonniers", "population"])
def test_conforme_et_fidele(indicateur: str) -> None:
    repartition = repartir(indicateur, "zone_emploi")
    sujet, octets = tableaux.sujet(repartition), tableaux.csv(repartition)
    fiche = _fiche(sujet, octets)
    assert fiche["@context"][0] == "http://www.w3.org/ns/csvw"
    assert {nom for nom in fiche if ":" not in nom} <= PROPRIETES
    assert fiche["url"] == f"{sujet.nom}.csv"
    colonnes = fiche["tableSchema"]["columns"]
    noms = [colonne["name"] for colonne in colonnes]
    assert len(set(noms)) == len(noms)
    assert all(NOM.fullmatch(nom) for nom in noms)
    dialecte = fiche["dialect"]
    relu = pd.read_csv(io.BytesIO(octets), sep=dialecte["delimiter"], encoding="utf-8-sig", dtype="str")
    assert list(relu.columns) == [colonne["titles"] for colonne in colonnes]
    for colonne in colonnes:
        if isinstance(colonne["datatype"], dict):
            signe = colonne["datatype"]["format"]["decimalChar"]
            relu[colonne["titles"]].dropna().map(lambda texte, signe=signe: float(texte.replace(signe, ".")))
    mesuree = next(c for c in colonnes if c["titles"].startswith(repartition.indicateur.libelle_court))
    assert mesuree["schema:unitText"] == repartition.indicateur.unite
    assert fiche["schema:sha256"] == sha256(octets).hexdigest()
    assert fiche["schema:url"] == {"@id": ADRESSE}
    assert fiche["dc:temporal"] == repartition.periode


def test_chaque_source_porte_l_empreinte_de_chaque_brut() -> None:
    """Classe du défaut : chiffre emporté sans moyen de retrouver l'octet d'où il vient."""
    territoire = lire("zone_emploi", "4412")
    sources = _fiche(portrait.sujet(territoire), portrait.csv(territoire))["dc:source"]
    attendues = dict.fromkeys(s for i in charger().indicateurs.values() for s in i.sources)
    assert [source.get("@id", "") for source in sources] == [charger().sources[i].adresse for i in attendues]
    sommes = entrepot.manifeste()["sources"]
    for source, identifiant in zip(sources, attendues, strict=True):
        lus = {piece["schema:name"]: piece["schema:sha256"] for piece in source["schema:hasPart"]}
        assert lus == {nom: sommes[nom] for nom in charger().sources[identifiant].fichiers}
        assert source["dc:publisher"]
        assert source["dc:license"]


def test_un_code_reste_un_texte_et_deux_colonnes_homonymes_deux_noms() -> None:
    table = pd.DataFrame({"Code": ["0051", "0052"], "Été": [1, 2], "Ete": [1.5, None]})
    colonnes = _fiche(Sujet("Essai", ("essai",)), tableurs.en_csv(table))["tableSchema"]["columns"]
    assert [c["datatype"] for c in colonnes][:2] == ["string", "integer"]
    assert [c["name"] for c in colonnes] == ["code", "ete", "ete_2"]

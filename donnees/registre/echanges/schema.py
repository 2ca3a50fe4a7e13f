"""Le schéma JSON (2020-12) d'une action saisie, tiré du modèle qui la valide et titré en français."""

from __future__ import annotations

from typing import Any

from donnees.registre.echanges.colonnes import PAR_NOM
from donnees.registre.services.saisie import CODES, Saisie

IDENTIFIANT = "urn:atlas-maisons-emploi:schema:action"
MONTANT, ETP = r"^\d{1,12}(?:\.\d{1,2})?$", r"^\d{1,4}(?:\.\d{1,2})?$"
LIEUX = ("Lieux", "Territoires de l'action : communes, intercommunalités, zones d'emploi.")
TITRES = {
    "SaisiePartenaire": {"nom": "Nom", "nature": "Nature", "role": "Rôle dans l'action"},
    "SaisieLieu": {"niveau": "Maille", "code": "Code"},
    "SaisieFinanceur": {"nature": "Nature", "nom": "Nom", "montant": "Montant (€)"},
}


def _ensemble(description: str, champs: tuple[str, str], rempli: dict[str, Any]) -> dict[str, Any]:
    """Règle : si l'un des deux champs est rempli, l'autre l'est aussi."""
    return {
        "description": description,
        "if": {"anyOf": [{"required": [champ], "properties": {champ: rempli}} for champ in champs]},
        "then": {"required": list(champs), "properties": dict.fromkeys(champs, rempli)},
    }


ENSEMBLE = [
    _ensemble("Longitude et latitude vont ensemble.", ("lon", "lat"), {"type": "number"}),
    _ensemble("Nom et mandat de l'élu vont ensemble.", ("elu_nom", "elu_mandat"), {"minLength": 1}),
]


def schema() -> dict[str, Any]:
    """Schéma JSON d'une action à enregistrer."""
    brut = Saisie.model_json_schema()
    for nom, propriete in brut["properties"].items():
        propriete["title"], propriete["description"] = _notice(nom)
    for nom, titres in TITRES.items():
        for champ, titre in titres.items():
            brut["$defs"][nom]["properties"][champ]["title"] = titre
    for definition in brut["$defs"].values():
        definition.pop("title", None)
    brut["properties"]["axes_2009"]["uniqueItems"] = brut["properties"]["lieux"]["uniqueItems"] = True
    montant = brut["$defs"]["SaisieFinanceur"]["properties"]["montant"]
    for champ, motif in ((brut["properties"]["budget"], MONTANT), (montant, MONTANT), (brut["properties"]["etp"], ETP)):
        next(forme for forme in champ["anyOf"] if forme["type"] == "string")["pattern"] = motif
    brut["$defs"]["SaisieLieu"]["allOf"] = [
        {
            "if": {"properties": {"niveau": {"const": niveau.value}}},
            "then": {"properties": {"code": {"pattern": f"^(?:{motif.pattern})$"}}},
        }
        for niveau, motif in CODES.items()
    ]
    tete = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": IDENTIFIANT}
    return tete | brut | {"title": "Action d'une maison de l'emploi", "allOf": ENSEMBLE}


def _notice(nom: str) -> tuple[str, str]:
    return LIEUX if nom == "lieux" else (PAR_NOM[nom].libelle, PAR_NOM[nom].description)

"""Contrats pandera des tables produites : types, clés, domaines."""

from __future__ import annotations

import pandera.pandas as pa

NIVEAUX = ("france", "region", "departement", "zone_emploi", "epci", "commune")
STATUTS = ("", "s", "nd", "p", "e")
CODE_COMMUNE = r"^(\d{5}|2[AB]\d{3})$"
CODE_ZONE = r"^\d{4}$"


def _texte(*controles: pa.Check, vide: bool = False) -> pa.Column:
    return pa.Column(str, list(controles), nullable=vide)


def _nombre(*controles: pa.Check, vide: bool = False) -> pa.Column:
    return pa.Column(float, list(controles), nullable=vide)


def _table(colonnes: dict[str, pa.Column], cle: list[str] | None = None) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(colonnes, strict=False, unique=cle, coerce=False)


_commune = pa.Check.str_matches(CODE_COMMUNE)
_zone = pa.Check.str_matches(CODE_ZONE)
_niveau = pa.Check.isin(NIVEAUX)
_statut = pa.Check.isin(STATUTS)
_positif = pa.Check.ge(0)
_lon, _lat = pa.Check.in_range(-180, 180), pa.Check.in_range(-90, 90)
_point = {"lon": _nombre(_lon, vide=True), "lat": _nombre(_lat, vide=True)}
_provenance = {"source": _texte(), "date_source": _texte(), "fiabilite": _texte()}

SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "territoires": _table(
        {
            "niveau": _texte(_niveau),
            "code": _texte(),
            "libelle": _texte(pa.Check.str_length(1)),
            "population": _nombre(_positif, vide=True),
            "lon": _nombre(_lon),
            "lat": _nombre(_lat),
        },
        ["niveau", "code"],
    ),
    "appartenance": _table(
        {
            "commune": _texte(_commune),
            "zone_emploi": _texte(_zone),
            "epci": _texte(),
            "departement": _texte(),
            "region": _texte(),
            "bassin_bmo": _texte(),
        },
        ["commune"],
    ),
    "composantes": _table(
        {
            "composante": _texte(),
            "niveau": _texte(_niveau),
            "code": _texte(),
            "periode": _texte(),
            "valeur": _nombre(vide=True),
            "statut": _texte(_statut),
        },
        ["composante", "niveau", "code", "periode"],
    ),
    "valeurs": _table(
        {
            "indicateur": _texte(),
            "niveau": _texte(_niveau),
            "code": _texte(),
            "periode": _texte(),
            "valeur": _nombre(vide=True),
            "statut": _texte(_statut),
        },
        ["indicateur", "niveau", "code", "periode"],
    ),
    "secteurs": _table(
        {
            "source": _texte(pa.Check.isin(["urssaf", "flores"])),
            "zone_emploi": _texte(_zone),
            "nomenclature": _texte(pa.Check.isin(["A5", "A21", "A38"])),
            "secteur": _texte(),
            "annee": pa.Column(int, pa.Check.in_range(2000, 2100)),
            "effectif": _nombre(_positif, vide=True),
        },
        ["source", "zone_emploi", "nomenclature", "secteur", "annee"],
    ),
    "recrutements": _table(
        {
            "bassin_bmo": _texte(),
            "fap": _texte(),
            "annee": pa.Column(int, pa.Check.in_range(2000, 2100)),
            "projets": _nombre(_positif, vide=True),
            "difficiles": _nombre(_positif, vide=True),
            "saisonniers": _nombre(_positif, vide=True),
            "statut": _texte(_statut),
        },
        ["bassin_bmo", "fap", "annee"],
    ),
    "recrutements_zones": _table(
        {
            "zone_emploi": _texte(_zone),
            "fap": _texte(),
            "annee": pa.Column(int, pa.Check.in_range(2000, 2100)),
            "projets": _nombre(_positif, vide=True),
            "statut": _texte(pa.Check.isin(["e"])),
        },
        ["zone_emploi", "fap", "annee"],
    ),
    "equipements": _table(
        {
            "commune": _texte(_commune),
            "type": _texte(),
            "millesime": pa.Column(int, pa.Check.in_range(2000, 2100)),
            "nombre": pa.Column(int, pa.Check.gt(0)),
        },
        ["commune", "type", "millesime"],
    ),
    "maisons": _table(
        {
            "maison": _texte(),
            "nom": _texte(),
            "categorie": _texte(),
            "commune": _texte(_commune),
            **_point,
            **_provenance,
        },
        ["maison"],
    ),
    "actions": _table({"action": _texte(), "theme": _texte(), "titre": _texte(), **_point, **_provenance}, ["action"]),
    "reseau": _table({"point": _texte(), "type": _texte(), "nom": _texte(), **_point, **_provenance}, ["point"]),
    "programmes": _table(
        {"programme": _texte(), "commune": _texte(_commune), "territoire": _texte(), **_point, **_provenance},
        ["programme", "territoire", "commune"],
    ),
}

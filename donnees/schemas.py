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
_plein = pa.Check.str_length(min_value=1)


def _serie(cle: str) -> pa.DataFrameSchema:
    """Table longue : une valeur et son statut par clé, territoire et période."""
    textes = {cle: _texte(), "niveau": _texte(_niveau), "code": _texte(), "periode": _texte()}
    return _table({**textes, "valeur": _nombre(vide=True), "statut": _texte(_statut)}, list(textes))


_place = {"lon": _nombre(_lon), "lat": _nombre(_lat)}


def _textes(*noms: str) -> dict[str, pa.Column]:
    """Colonnes de textes non vides."""
    return {nom: _texte(_plein) for nom in noms}


_date = pa.Check.str_matches(r"^\d{4}(-\d{2}){0,2}$")
_fiabilite = pa.Check.isin(["A", "B", "C"])
_commune_ou_rien = pa.Check.str_matches(r"^(\d{5}|2[AB]\d{3}|)$")
THEMES_ACTION = (
    *("creation_reprise", "commerce_proximite", "economie_verte", "clause_sociale"),
    *("rse", "gpect", "forum_emploi", "accueil_orientation"),
)
_provenance = {"source": _texte(), "date_source": _texte(), "fiabilite": _texte()}

SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "contours": _table(
        {
            "niveau": _texte(pa.Check.isin(["commune", "departement", "region", "zone_emploi"])),
            "zone": _texte(pa.Check.str_matches(r"^(\d{4}|)$")),
            "fichier": _texte(pa.Check.str_matches(r"^contours/(communes/\d{4}|[a-z_]+)-[0-9a-f]{10}\.json(\.gzip)?$")),
            "nombre": pa.Column(int, pa.Check.gt(0)),
            "ouest": _nombre(_lon),
            "sud": _nombre(_lat),
            "est": _nombre(_lon),
            "nord": _nombre(_lat),
            "codes": _texte(_plein),
        },
        ["niveau", "zone"],
    ),
    "territoires": _table(
        {
            "niveau": _texte(_niveau),
            "code": _texte(),
            "libelle": _texte(_plein),
            "population": _nombre(_positif, vide=True),
            "lon": _nombre(_lon),
            "lat": _nombre(_lat),
            "point": _texte(pa.Check.isin(["mairie", "interieur"])),
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
    "passages": _table(
        {"ancien": _texte(_commune), "commune": _texte(_commune), "libelle_ancien": _texte()},
        ["ancien"],
    ),
    "composantes": _serie("composante"),
    "valeurs": _serie("indicateur"),
    "intervalles": pa.DataFrameSchema(
        {
            **{nom: _texte() for nom in ("indicateur", "code", "periode")},
            "niveau": _texte(_niveau),
            "minimum": _nombre(),
            "maximum": _nombre(),
        },
        checks=pa.Check(lambda table: table["minimum"] <= table["maximum"]),
        unique=["indicateur", "niveau", "code", "periode"],
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
            "bassin_rattache": _texte(),
            "departement": _texte(),
            "fap": _texte(),
            "annee": pa.Column(int, pa.Check.in_range(2000, 2100)),
            "projets": _nombre(_positif, vide=True),
            "difficiles": _nombre(_positif, vide=True),
            "saisonniers": _nombre(_positif, vide=True),
            "statut": _texte(_statut),
        },
        ["bassin_bmo", "departement", "fap", "annee"],
    ),
    "rome": _table(_textes("code_rome", "libelle", "transition_eco", "code_rome_parent"), ["code_rome"]),
    "metiers_verts": _table(
        {"fap": _texte(_plein), "categorie": _texte(pa.Check.isin(["VERT", "VERDISSANT"]))}, ["fap"]
    ),
    "metiers_tension": _table(
        {"region": _texte(pa.Check.str_matches(r"^(\d{2}|)$")), **_textes("fap", "libelle_fap")}, ["region", "fap"]
    ),
    "fap2021": _table(_textes("fap", "libelle_fap", "fap22", "libelle_fap22"), ["fap"]),
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
            "maison": _texte(pa.Check.str_matches(r"^[0-9AB]{5}-\d+$")),
            **{nom: _texte(_plein) for nom in ("nom", "ville", "statut", "categorie_libelle")},
            "categorie": _texte(),
            "commune": _texte(_commune),
            "zone_emploi": _texte(_zone),
            **{nom: _texte() for nom in ("departement", "region", "territoire", "adresse", "telephone", "site")},
            "precision_geo": _texte(_plein),
            "par_defaut": pa.Column(bool),
            **_place,
            **_provenance,
            "source": _texte(_plein),
            "date_source": _texte(_date),
            "fiabilite": _texte(_fiabilite),
        },
        ["maison"],
    ),
    "actions": _table(
        {
            "action": _texte(),
            "maison": _texte(),
            "theme": _texte(pa.Check.isin(THEMES_ACTION)),
            **{nom: _texte(_plein) for nom in ("theme_libelle", "titre", "nom_maison")},
            **{nom: _texte() for nom in ("description", "date_debut", "date_fin", "indicateur", "valeur", "unite")},
            **{nom: pa.Column(int, pa.Check.in_range(0, 2100)) for nom in ("annee_debut", "annee_fin")},
            "annee_inferee": pa.Column(bool),
            "valeur_num": _nombre(vide=True),
            "commune": _texte(_commune_ou_rien),
            **_point,
            **_provenance,
            "source": _texte(_plein),
            "fiabilite": _texte(_fiabilite),
        },
        ["action"],
    ),
    "reseau": _table(
        {
            "point": _texte(_plein),
            **{nom: _texte(_plein) for nom in ("type", "type_libelle", "nom")},
            **{nom: _texte() for nom in ("sous_type", "adresse", "code_postal", "ville", "telephone", "site")},
            "commune": _texte(_commune_ou_rien),
            "precision_geo": _texte(pa.Check.isin(["adresse", "commune", ""])),
            **_point,
            **_provenance,
            "date_source": _texte(_date),
            "fiabilite": _texte(_fiabilite),
        },
        ["point"],
    ),
    "programmes": _table(
        {
            "programme": _texte(),
            "programme_libelle": _texte(_plein),
            "territoire": _texte(_plein),
            "territoire_libelle": _texte(),
            "commune": _texte(_commune),
            "partiel": pa.Column(bool),
            "precision_geo": _texte(pa.Check.isin(["publié", "commune", ""])),
            **_point,
            **_provenance,
            "date_source": _texte(_date),
            "fiabilite": _texte(_fiabilite),
        },
        ["programme", "territoire", "commune"],
    ),
    "points": _table(
        {
            "couche": _texte(_plein),
            "groupe": _texte(pa.Check.isin(["maisons", "actions", "reseau", "programmes"])),
            "libelle": _texte(_plein),
            "fichier": _texte(pa.Check.str_matches(r"^points/[a-z0-9_-]+-[0-9a-f]{10}\.json(\.gzip)?$")),
            "nombre": pa.Column(int, pa.Check.gt(0)),
            "sans_point": pa.Column(int, pa.Check.ge(0)),
            "date_source": _texte(),
            "precaution": _texte(),
        },
        ["couche"],
    ),
}

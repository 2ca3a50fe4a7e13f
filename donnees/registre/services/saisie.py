"""Ce qu'on saisit d'une action, et les messages en français, un par champ."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from donnees.registre.erreurs import SaisieInvalide
from donnees.registre.services.montants import Etp, Montant
from donnees.vocabulaire import (
    Fiabilite,
    NatureFinanceur,
    NaturePartenaire,
    NiveauLieu,
    RoleMaison,
    StatutAction,
    Theme,
)

MESSAGES = {
    "missing": "Champ obligatoire.",
    "extra_forbidden": "Champ inconnu.",
    "string_type": "Un texte est attendu.",
    "enum": "Choisir une valeur de la liste.",
    "literal_error": "Choisir une valeur de la liste.",
    "decimal_parsing": "Un montant en euros est attendu.",
    "decimal_type": "Un montant en euros est attendu.",
    "decimal_max_places": "Deux décimales au plus.",
    "decimal_max_digits": "Montant trop grand.",
    "decimal_whole_digits": "Montant trop grand.",
    "finite_number": "Un nombre fini est attendu.",
    "float_parsing": "Un nombre est attendu.",
    "float_type": "Un nombre est attendu.",
    "greater_than_equal": "Valeur trop petite.",
    "less_than_equal": "Valeur trop grande.",
    "too_short": "Indiquer au moins une valeur.",
    "too_long": "Trop de valeurs.",
}
PARTENAIRES_MAX, LIEUX_MAX, FINANCEURS_MAX = 200, 5_000, 100
MOTIF_DATE = r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?"
DATE = re.compile(MOTIF_DATE, re.ASCII)
INGARDABLE = re.compile(r"[\0\ud800-\udfff]")
CODES = {
    NiveauLieu.COMMUNE: re.compile(r"\d{5}|2[AB]\d{3}", re.ASCII),
    NiveauLieu.EPCI: re.compile(r"\d{9}", re.ASCII),
    NiveauLieu.ZONE_EMPLOI: re.compile(r"\d{4}", re.ASCII),
}


def _enregistrable(texte: str) -> str:
    """Refuse les deux seules choses qu'aucune base ne garde fidèlement ; tout le reste passe tel quel."""
    if INGARDABLE.search(texte):
        raise PydanticCustomError("illisible", "Le texte contient un caractère que la base ne peut pas garder.")
    return texte


def plein(texte: str) -> str:
    """Refuse un texte vide ou fait d'espaces."""
    if not texte.strip():
        raise PydanticCustomError("vide", "Champ obligatoire.")
    return texte


def _date(texte: str) -> str:
    """Vérifie ``AAAA``, ``AAAA-MM`` ou ``AAAA-MM-JJ`` ; vide : inconnue."""
    trouve = DATE.fullmatch(texte)
    if texte and not trouve:
        raise PydanticCustomError("date", "La date s'écrit AAAA, AAAA-MM ou AAAA-MM-JJ.")
    if trouve:
        annee, mois, jour = (int(morceau or 1) for morceau in trouve.groups())
        if not 1900 <= annee <= 2100 or not 1 <= mois <= 12:  # noqa: PLR2004 - bornes de la base, mois de l'année
            raise PydanticCustomError("date", "Cette date n'existe pas ou sort des années 1900 à 2100.")
        if not 1 <= jour <= calendar.monthrange(annee, mois)[1]:
            raise PydanticCustomError("date", "Ce jour n'existe pas dans ce mois.")
    return texte


def au_plus(maximum: int) -> AfterValidator:
    """Borne un texte à ``maximum`` caractères."""

    def borner(texte: str) -> str:
        if len(texte) > maximum:
            raise PydanticCustomError("long", f"{maximum} caractères au plus ({len(texte)} saisis).")
        return texte

    return AfterValidator(borner)


def _schema(**regles: str | int) -> WithJsonSchema:
    """Redit dans le schéma JSON une règle que vérifie une fonction, et qui lui échapperait."""
    return WithJsonSchema({"type": "string", **regles})


Texte = Annotated[str, AfterValidator(_enregistrable)]
Court = Annotated[Texte, au_plus(2_000), _schema(maxLength=2_000)]
Nom = Annotated[Texte, AfterValidator(plein), au_plus(300), _schema(pattern=r"\S", maxLength=300)]
Long = Annotated[Texte, au_plus(2_000_000)]
Date = Annotated[Texte, AfterValidator(_date), _schema(pattern=rf"^(?:{MOTIF_DATE})?$")]
Nombre = Annotated[float, Field(allow_inf_nan=False)]


class Modele(BaseModel):
    """Objet figé, sans champ inconnu."""

    model_config = ConfigDict(extra="forbid", frozen=True)


ModeleT = TypeVar("ModeleT", bound=Modele)


class SaisiePartenaire(Modele):
    """Un partenaire et son rôle à lui."""

    nom: Nom
    nature: NaturePartenaire
    role: Nom


class SaisieLieu(Modele):
    """Un territoire de l'action."""

    niveau: NiveauLieu
    code: Texte

    @model_validator(mode="after")
    def _forme(self) -> Self:
        if not CODES[self.niveau].fullmatch(self.code):
            raise PydanticCustomError("code", "Ce code n'a pas la forme attendue pour cette maille.")
        return self


class SaisieFinanceur(Modele):
    """Un financeur ; montant en euros, vide s'il n'est pas connu."""

    nature: NatureFinanceur
    nom: Court = ""
    montant: Montant | None = None


class Contenu(Modele):
    """Champs d'une action, tels qu'on les lit (les actions reprises de sources publiques ont des vides)."""

    titre: Nom
    description: Long = ""
    maison: Texte | None = None
    theme: Theme
    axe_2013: Literal[1, 2] | None = None
    axes_2009: tuple[Literal[1, 2, 3, 4], ...] = ()
    role_maison: RoleMaison | None = None
    partenaires: tuple[SaisiePartenaire, ...] = Field((), max_length=PARTENAIRES_MAX)
    pilote: Court = ""
    elu_nom: Court = ""
    elu_mandat: Court = ""
    public: Court = ""
    lieux: tuple[SaisieLieu, ...] = Field((), max_length=LIEUX_MAX)
    lon: Annotated[Nombre, Field(ge=-180, le=180)] | None = None
    lat: Annotated[Nombre, Field(ge=-90, le=90)] | None = None
    debut: Date = ""
    fin: Date = ""
    statut: StatutAction
    budget: Montant | None = None
    financeurs: tuple[SaisieFinanceur, ...] = Field((), max_length=FINANCEURS_MAX)
    etp: Etp | None = None
    empechement: Court = ""
    source: Court = ""
    fiabilite: Fiabilite | None = None


class Saisie(Contenu):
    """Une action saisie : maison, axes, rôle et début y sont obligatoires."""

    maison: Annotated[Texte, AfterValidator(plein), _schema(pattern=r"\S")]
    axe_2013: Literal[1, 2]
    axes_2009: Annotated[tuple[Literal[1, 2, 3, 4], ...], Field(min_length=1)]
    role_maison: RoleMaison
    debut: Annotated[Date, AfterValidator(plein), _schema(pattern=rf"^{MOTIF_DATE}$")]


def _ensemble(saisie: Saisie) -> dict[str, str]:
    """Règles qui tiennent à plusieurs champs."""
    champs: dict[str, str] = {}
    debut, fin = saisie.debut.replace("-", ""), saisie.fin.replace("-", "")
    if fin and fin < debut[: len(fin)]:
        champs["fin"] = "La fin précède le début."
    if bool(saisie.elu_nom) != bool(saisie.elu_mandat):
        champs["elu_mandat" if saisie.elu_nom else "elu_nom"] = "Nom et mandat vont ensemble."
    if (saisie.lon is None) != (saisie.lat is None):
        champs["lat" if saisie.lat is None else "lon"] = "Longitude et latitude vont ensemble."
    if len(set(saisie.axes_2009)) != len(saisie.axes_2009):
        champs["axes_2009"] = "Un axe est choisi deux fois."
    if len(set(saisie.lieux)) != len(saisie.lieux):
        champs["lieux"] = "Un lieu est choisi deux fois."
    if len({(p.nom, p.nature) for p in saisie.partenaires}) != len(saisie.partenaires):
        champs["partenaires"] = "Un partenaire est cité deux fois : réunir ses rôles."
    if len({(f.nature, f.nom) for f in saisie.financeurs}) != len(saisie.financeurs):
        champs["financeurs"] = "Un financeur est cité deux fois : additionner ses montants."
    return champs


def _messages(erreur: ValidationError) -> dict[str, str]:
    """Champ (chemin pointé) → message en français."""
    return {
        ".".join(map(str, detail["loc"])) or "fiche": MESSAGES.get(
            detail["type"], detail["msg"] if detail["type"] in PROPRES else "Valeur refusée."
        )
        for detail in erreur.errors(include_url=False, include_context=False, include_input=False)
    }


PROPRES = frozenset({"illisible", "vide", "date", "long", "code", "site", "montant", "nombre"})


def conforme(modele: type[ModeleT], brute: Mapping[str, Any]) -> ModeleT:
    """Lit une saisie selon son modèle ; lève `SaisieInvalide` avec un message en français par champ."""
    try:
        return modele.model_validate(dict(brute))
    except ValidationError as erreur:
        raise SaisieInvalide(_messages(erreur)) from erreur


def valider(brute: Mapping[str, Any] | Saisie) -> Saisie:
    """Vérifie une saisie d'action, règles entre champs comprises ; mêmes erreurs que `conforme`."""
    saisie = brute if isinstance(brute, Saisie) else conforme(Saisie, brute)
    if champs := _ensemble(saisie):
        raise SaisieInvalide(champs)
    return saisie

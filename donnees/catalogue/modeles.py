"""Modèles du catalogue : thèmes, sources, indicateurs et leurs formules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from donnees.catalogue.periodes import developper_toutes
from donnees.erreurs import IndicateurInconnu

Niveau = Literal["france", "region", "departement", "zone_emploi", "epci", "commune"]
Identifiant = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Texte = Annotated[str, Field(min_length=1)]
Composantes = Annotated[tuple[Texte, ...], Field(min_length=1)]

AGREGATIONS = {
    "somme": "somme",
    "ratio": "ratio",
    "part_population": "ratio",
    "evolution": "ratio",
    "difference": "non_agregeable",
    "publie": "non_agregeable",
    "specialisation": "non_agregeable",
}


class Fiche(BaseModel):
    """Fiche figée, sans champ inconnu."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Theme(Fiche):
    """Un thème du sommaire."""

    id: Identifiant
    libelle: Texte
    ordre: int


class Source(Fiche):
    """Provenance d'un ou plusieurs fichiers bruts.

    Parameters
    ----------
    date : str or None
        Publication ou mise à jour chez le producteur (``AAAA-MM`` ou ``AAAA-MM-JJ``) ; None quand elle n'est pas sûre.
    retraitement : str or None
        Ce qu'un tiers a fait au fichier avant nous ; None si c'est le fichier du producteur.
    fichiers : tuple of str
        Chemins relatifs au dossier des bruts.
    produits : tuple of str
        Tables produites, hors ``valeurs`` et ``composantes``, qui viennent de cette source.
    periodes : tuple of str
        Périodes prises dans cette source, quand d'autres la relaient ; vide : toutes.
    """

    id: Identifiant
    producteur: Texte
    titre: Texte
    millesime: Texte
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")] | None
    licence: Texte
    adresse: Annotated[str, Field(pattern=r"^https://[^\s]+$")]
    retraitement: Texte | None
    fichiers: tuple[Texte, ...]
    produits: tuple[Identifiant, ...] = ()
    periodes: tuple[str, ...] = ()
    precautions: tuple[Texte, ...]

    @field_validator("periodes", mode="before")
    @classmethod
    def _developper(cls, brutes: object) -> object:
        return developper_toutes(brutes)

    @property
    def citation(self) -> str:
        """« INSEE, Taux de chômage localisés (T4 2025) »."""
        return self.citer(self.millesime)

    def citer(self, millesime: str) -> str:
        """La citation de la source pour un de ses millésimes."""
        return f"{self.producteur}, {self.titre} ({millesime})"


def citer(sources: Iterable[Source]) -> str:
    """Les citations de plusieurs sources, à la suite."""
    return " ; ".join(source.citation for source in sources)


class Somme(Fiche):
    """Σ des composantes."""

    type: Literal["somme"]
    composantes: Composantes


class Ratio(Fiche):
    """``facteur`` × Σ numérateurs ÷ Σ dénominateurs."""

    type: Literal["ratio"]
    numerateur: Composantes
    denominateur: Composantes
    facteur: float = 100.0
    periode_denominateur: str | None = None
    depuis: str | None = None


class PartPopulation(Fiche):
    """Part du ``poids`` des communes où Σ composantes > 0 (``presente``) ou = 0 (``absente``), en %."""

    type: Literal["part_population"]
    composantes: Composantes
    condition: Literal["presente", "absente"]
    poids: Texte
    periode_poids: str


class Evolution(Fiche):
    """100 × (N_t ÷ N_{t−écart} − 1), ou le taux annuel moyen équivalent.

    ``depart`` remplace N au départ ; en dessous de ``depart_min`` au départ, le taux n'a pas de sens (« nd »).
    """

    type: Literal["evolution"]
    composantes: Composantes
    depart: tuple[Texte, ...] = ()
    ecart: Annotated[int, Field(gt=0)]
    annualisee: bool = False
    depart_min: Annotated[float, Field(ge=0)] = 0.0


class Difference(Fiche):
    """Écart en points d'un autre indicateur ; ``ecart`` compte des trimestres ou des années selon ses périodes."""

    type: Literal["difference"]
    indicateur: Identifiant
    ecart: Annotated[int, Field(gt=0)]


class Publie(Fiche):
    """Mesure reprise telle que publiée ; « a + b » additionne deux mesures publiées de même base."""

    type: Literal["publie"]
    composantes: Composantes


class Specialisation(Fiche):
    """Indice de Krugman : ½ Σ_s |part locale − part France| × 100, sur une nomenclature de secteurs."""

    type: Literal["specialisation"]
    source: Literal["urssaf", "flores"]
    nomenclature: Literal["a5", "a21", "a38"]


Formule = Annotated[
    Somme | Ratio | PartPopulation | Evolution | Difference | Publie | Specialisation, Field(discriminator="type")
]


class Indicateur(Fiche):
    """Fiche d'un indicateur.

    Parameters
    ----------
    periodes : tuple of str
        Toutes niveaux confondus ; « 2014..2024 » et « 2003-T1..2025-T4 » se développent à la lecture.
    famille_mesure : str or None
        Définition mesurée quand deux définitions voisines existent (chômage localisé, chômage du recensement).
    echelle : str
        Échelle de couleurs ; deux familles de mesure n'en partagent jamais une. Par défaut, le thème.
    hors_champ : tuple of str
        Départements hors du total France (la source ne les couvre pas) ; les précautions le disent.
    mention : str
        La formule en toutes lettres.
    """

    id: Identifiant
    libelle: Texte
    libelle_court: Annotated[str, Field(min_length=1, max_length=28)]
    question: Annotated[str, Field(pattern=r"\?$")]
    unite: Texte
    sens: Literal["mieux_haut", "mieux_bas", "neutre"]
    theme: Identifiant
    famille_mesure: Literal["localise", "recensement"] | None = None
    echelle: Identifiant = ""
    sources: Annotated[tuple[Identifiant, ...], Field(min_length=1)]
    niveaux: Annotated[tuple[Niveau, ...], Field(min_length=1)]
    periodes: Annotated[tuple[str, ...], Field(min_length=1)]
    representation: Literal["taux", "effectif"]
    formule: Formule
    agregation: Literal["somme", "ratio", "non_agregeable"]
    decimales: Annotated[int, Field(ge=0, le=4)]
    pivot: float | None = None
    hors_champ: tuple[str, ...] = ()
    precautions: tuple[Texte, ...]
    mention: Texte

    @field_validator("periodes", mode="before")
    @classmethod
    def _developper(cls, brutes: object) -> object:
        return developper_toutes(brutes)

    @model_validator(mode="before")
    @classmethod
    def _echelle_du_theme(cls, brute: object) -> object:
        if isinstance(brute, Mapping) and not brute.get("echelle"):
            return {**brute, "echelle": brute.get("theme", "")}
        return brute

    @model_validator(mode="after")
    def _coherence(self) -> Self:
        attendue = AGREGATIONS[self.formule.type]
        if self.agregation != attendue:
            raise ValueError(f"agregation : une formule « {self.formule.type} » demande « {attendue} »")
        if (self.representation == "effectif") != (self.agregation == "somme"):
            raise ValueError("representation : « effectif » si et seulement si l'agrégation est une somme")
        if self.theme == "chomage" and self.famille_mesure is None:
            raise ValueError("famille_mesure : obligatoire pour le thème du chômage")
        if self.hors_champ and not any("Mayotte" in texte or "hors" in texte for texte in self.precautions):
            raise ValueError("precautions : dire quel département est hors champ")
        return self


class Catalogue(Fiche):
    """Le catalogue entier, vérifié."""

    themes: dict[str, Theme]
    sources: dict[str, Source]
    indicateurs: dict[str, Indicateur]

    def indicateur(self, identifiant: str) -> Indicateur:
        """Rend la fiche ; lève `IndicateurInconnu` en nommant l'identifiant."""
        try:
            return self.indicateurs[identifiant]
        except KeyError:
            raise IndicateurInconnu(f"Indicateur « {identifiant} » absent du catalogue.") from None

    def sources_de(self, fiche: Indicateur, periode: str) -> list[Source]:
        """Sources d'une valeur : une mesure publiée ne cite que celle qui couvre la période."""
        sources = [self.sources[identifiant] for identifiant in fiche.sources]
        if fiche.formule.type != "publie":
            return sources
        return [source for source in sources if not source.periodes or periode in source.periodes]

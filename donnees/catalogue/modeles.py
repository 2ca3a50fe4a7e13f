"""Modèles du catalogue : thèmes, sources et indicateurs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Final, Literal, Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from donnees.catalogue.controles import Controle
from donnees.catalogue.effectifs import Reels
from donnees.catalogue.fiche import Fiche, Identifiant, Texte
from donnees.catalogue.formules import Agregation, Difference, Formule, Publie, Ratio, Somme
from donnees.catalogue.periodes import developper_toutes
from donnees.erreurs import IndicateurInconnu

Niveau = Literal["france", "region", "departement", "zone_emploi", "epci", "commune"]
CHAMPS: Final = {
    "france": "France",
    "france_metropolitaine": "France métropolitaine",
    "france_hors_mayotte": "France hors Mayotte",
    "france_hors_guyane_mayotte": "France hors Guyane et Mayotte",
}
"""Champ de la valeur nationale → son nom."""
DECIMALES_DE_PLUS: Final = 1
"""Décimale gardée au-delà de celles qu'on affiche, pour les rangs et les écarts ; l'effectif garde les siennes."""


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
    adresse : str
        Page du jeu chez son producteur ; vide si elle n'a pas été retrouvée.
    retraitement : str or None
        Ce qu'un tiers a fait au fichier avant nous ; None si c'est le fichier du producteur.
    fichiers : tuple of str
        Chemins relatifs au dossier des bruts.
    produits : tuple of str
        Tables produites, hors ``valeurs`` et ``composantes``, qui viennent de cette source.
    periodes : tuple of str
        Périodes prises dans cette source, quand d'autres la relaient ; vide : toutes.
    controles : tuple of Controle
        Chiffres que les fichiers doivent redonner ; sans eux, un fichier tronqué construirait.
    """

    id: Identifiant
    producteur: Texte
    titre: Texte
    millesime: Texte
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")] | None
    licence: Texte
    adresse: Annotated[str, Field(pattern=r"^(https://[^/\s]+/[^\s]+)?$")]
    retraitement: Texte | None
    fichiers: tuple[Texte, ...]
    produits: tuple[Identifiant, ...] = ()
    periodes: tuple[str, ...] = ()
    precautions: tuple[Texte, ...]
    controles: Annotated[tuple[Controle, ...], Field(min_length=1)]

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


class Fragilite(Fiche):
    """Ce qui interdit un rang : la part d'une composante dans une autre, au-delà d'un seuil."""

    niveau: Niveau
    part: Texte
    ensemble: Texte
    seuil: Annotated[float, Field(gt=0, lt=1)]
    texte: Texte


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
    champ : str
        Champ de la valeur nationale (clés de `CHAMPS`) ; d'office celui que dit ``hors_champ``.
    mention : str
        La formule en toutes lettres.
    revisable : bool
        La source révise ses valeurs à chaque publication : la dernière est provisoire.
    marge : float
        Écart, dans l'unité de l'indicateur, en deçà duquel la fiche dit qu'une valeur ne se distingue pas du pivot.
    fragilite : Fragilite or None
        Ce qui interdit de donner un rang à un territoire.
    habitants_min : int
        Habitants en deçà desquels une commune n'a pas de rang : un taux du recensement y est trop incertain.
    ruptures : mapping
        Période → ce que la source annonce : ses valeurs ne se comparent pas à celles d'avant.
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
    agregation: Agregation
    decimales: Annotated[int, Field(ge=0, le=4)]
    pivot: float | None = None
    hors_champ: tuple[str, ...] = ()
    champ: Literal["france", "france_metropolitaine", "france_hors_mayotte", "france_hors_guyane_mayotte"] = "france"
    precautions: tuple[Texte, ...]
    mention: Texte
    revisable: bool = False
    marge: Annotated[float, Field(ge=0)] = 0.0
    fragilite: Fragilite | None = None
    habitants_min: Annotated[int, Field(ge=0)] = 0
    ruptures: Annotated[dict[str, Texte], Field(default_factory=dict)]

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

    @model_validator(mode="before")
    @classmethod
    def _champ_d_office(cls, brute: object) -> object:
        if isinstance(brute, Mapping) and brute.get("hors_champ") and not brute.get("champ"):
            return {**brute, "champ": "france_hors_mayotte"}
        return brute

    @model_validator(mode="after")
    def _coherence(self) -> Self:
        attendue = self.formule.agregation
        if self.agregation != attendue:
            raise ValueError(f"agregation : une formule « {self.formule.type} » demande « {attendue} »")
        if (self.representation == "effectif") != (self.agregation == "somme"):
            raise ValueError("representation : « effectif » si et seulement si l'agrégation est une somme")
        if self.theme == "chomage" and self.famille_mesure is None:
            raise ValueError("famille_mesure : obligatoire pour le thème du chômage")
        if self.hors_champ not in {(), ("976",)}:
            raise ValueError("hors_champ : Mayotte seule est prévue ; nommer d'abord le nouveau champ (CHAMPS)")
        if self.hors_champ and not any("Mayotte" in texte or "hors" in texte for texte in self.precautions):
            raise ValueError("precautions : dire quel département est hors champ")
        return self

    @property
    def nom_france(self) -> str:
        """« France », « France métropolitaine » ou « France hors Mayotte » : ce que couvre la valeur nationale."""
        return CHAMPS[self.champ]

    def champ_partiel(self, niveau: str) -> str:
        """Le champ d'une valeur nationale qui ne couvre pas tout le pays ; vide pour toute autre valeur."""
        return self.nom_france if niveau == "france" and self.champ != "france" else ""

    @property
    def incertitude(self) -> Literal["", "secret", "revision"]:
        """D'où vient l'intervalle de ses valeurs : ce que le secret masque, une révision, ou rien."""
        if isinstance(self.formule, Difference) and self.formule.remplacee:
            return "revision"
        return "secret" if isinstance(self.formule, Somme | Ratio) and self.formule.masques else ""

    def estimation(self, niveau: str) -> str:
        """Comment l'Atlas estime ce que la source ne publie pas à ce niveau ; vide si elle le publie."""
        moyenne = self.formule.moyenne if isinstance(self.formule, Publie) and niveau == "france" else None
        return moyenne.texte if moyenne else ""

    def arrondir(self, valeurs: Reels) -> Reels:
        """Arrondit des taux à une décimale de plus que leur affichage, des effectifs à leur affichage."""
        plus = 0 if self.representation == "effectif" else DECIMALES_DE_PLUS
        return np.round(valeurs, self.decimales + plus) + 0.0


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
        if not isinstance(fiche.formule, Publie | Difference):
            return sources
        lues = {periode}
        if isinstance(fiche.formule, Difference):
            base = self.indicateurs[fiche.formule.indicateur].periodes
            lues = set(fiche.formule.periodes(periode, {"debut": base}).values()) or lues
        return [source for source in sources if not source.periodes or not lues.isdisjoint(source.periodes)]

    def sources_des(self, fiche: Indicateur, periodes: Iterable[str]) -> list[Source]:
        """Sources d'une série : celles de chacune de ses dates, dans l'ordre de la fiche."""
        citees = {source.id for periode in set(periodes) for source in self.sources_de(fiche, periode)}
        return [self.sources[identifiant] for identifiant in fiche.sources if identifiant in citees]

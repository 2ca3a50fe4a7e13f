"""Les contrôles d'une source : les chiffres qu'un fichier entier et bien lu doit redonner.

Un fichier tronqué, décalé ou d'un autre millésime se lit souvent sans erreur ; seuls ses comptes le trahissent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from donnees.catalogue.fiche import Fiche, Identifiant, Texte

Genre = Literal["lignes", "distincts", "renseignes", "couverture", "somme", "moyenne", "minimum", "maximum"]
NiveauCouvert = Literal["commune", "epci", "zone_emploi", "departement", "region"]
Nombre = int | float
Attendu = Nombre | Annotated[dict[str, Nombre], Field(min_length=1)] | Identifiant
TOLERANCES: Final[Mapping[Genre, float]] = {
    "lignes": 0,
    "distincts": 0,
    "renseignes": 0,
    "couverture": 0,
    "somme": 0.5,
    "moyenne": 0.5,
    "minimum": 5,
    "maximum": 5,
}
"""Écart admis, en % de l'attendu, quand la fiche ne dit rien.

- Un compte est exact : le fichier d'un millésime est clos, une ligne de plus ou de moins veut une explication.
- Un total ou une moyenne bouge quand le producteur corrige son fichier en place, de quelques dixièmes de pour cent
  au plus ; un demi pour cent l'admet, et voit qu'il manque une région, une année ou un gros territoire.
- Un extrême ne tient qu'à un territoire, que la correction peut toucher davantage ; cinq pour cent l'admettent, et
  voient une virgule déplacée, une colonne prise pour une autre ou une unité changée.

Un nouveau millésime sort de ces bornes : sa fiche est à mettre à jour, et c'est voulu.
"""

LIBELLES: Final[Mapping[Genre, str]] = {
    "lignes": "nombre de lignes",
    "distincts": "valeurs distinctes de « {colonne} »",
    "renseignes": "cases remplies de « {colonne} »",
    "couverture": "territoires ({niveau}) que « {colonne} » atteint",
    "somme": "somme de « {colonne} »",
    "moyenne": "moyenne de « {colonne} »",
    "minimum": "minimum de « {colonne} »",
    "maximum": "maximum de « {colonne} »",
}


class Controle(Fiche):
    """Un chiffre attendu d'une table lue.

    Parameters
    ----------
    type : str
        « lignes », « distincts » (valeurs différentes d'une colonne), « renseignes » (cases non vides),
        « couverture » (territoires du découpage en vigueur présents), « somme », « moyenne », « minimum », « maximum ».
    table : str
        Table en cause, quand la source en donne plusieurs.
    colonne : str
        Colonne de la table lue (celle que rend le lecteur) ; « lignes » seul n'en veut pas.
    niveau : str
        Niveau dont on compte les territoires présents (« couverture »).
    parmi : mapping
        Restriction aux lignes dont ces colonnes ont cette valeur.
    par : str
        Colonne dont chaque valeur citée dans ``attendu`` a son chiffre : un total par année, des territoires témoins.
    attendu : number, mapping or str
        Le chiffre ; un par valeur de ``par`` ; ou le nom d'un compte que le fichier déclare lui-même.
    tolerance : float
        Écart admis, en % ; par défaut `TOLERANCES`.
    """

    type: Genre
    table: Identifiant | None = None
    colonne: Texte | None = None
    niveau: NiveauCouvert | None = None
    parmi: dict[str, str] = Field(default_factory=dict)
    par: Texte | None = None
    attendu: Attendu
    tolerance: Annotated[float, Field(ge=0, le=50)]

    @model_validator(mode="before")
    @classmethod
    def _tolerance_du_type(cls, brut: object) -> object:
        if isinstance(brut, Mapping) and brut.get("tolerance") is None:
            return {**brut, "tolerance": TOLERANCES.get(brut.get("type", "lignes"), 0)}
        return brut

    @model_validator(mode="after")
    def _coherence(self) -> Self:
        if (self.type == "lignes") != (self.colonne is None):
            raise ValueError("colonne : celle qu'on mesure ; « lignes » n'en a pas")
        if (self.type == "couverture") != (self.niveau is not None):
            raise ValueError("niveau : obligatoire pour « couverture », et pour elle seule")
        if isinstance(self.attendu, dict) and self.par is None:
            raise ValueError("par : la colonne dont chaque valeur a son attendu")
        if isinstance(self.attendu, int | float) and self.par is not None:
            raise ValueError("attendu : un chiffre par valeur de « par »")
        return self

    @property
    def nom(self) -> str:
        """« somme de « valeur » (periode = 2024) »."""
        mesure = LIBELLES[self.type].format(colonne=self.colonne, niveau=self.niveau)
        conditions = ", ".join(f"{colonne} = {valeur}" for colonne, valeur in self.parmi.items())
        return mesure + (f", {conditions}" if conditions else "")

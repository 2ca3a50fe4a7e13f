"""Les chiffres d'un territoire dans une réponse : carton, mesure, série."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from geo.ecriture import formats
from geo.ecriture.formats import typographie
from geo.portrait.carton import Carton
from pages.api.reponses import Modele
from pages.api.ressources.lieux import TerritoireBref

JUGEMENTS = {True: "favorable", False: "defavorable", None: ""}


class Evolution(Modele):
    """D'où vient le chiffre."""

    texte: str
    jugement: str = Field(description="« favorable », « defavorable », ou rien.")


class Comparee(Modele):
    """Le même chiffre, pour le comparateur."""

    nom: str
    valeur: str
    precision: str


class Zone(Modele):
    """Une zone d'emploi où vivent des habitants du territoire, et sa valeur."""

    nom: str
    part: str
    valeur: str
    intervalle: str


class Chiffre(Modele):
    """Un chiffre clé, tel que son carton le montre."""

    indicateur: str
    libelle: str
    periode: str
    valeur: float | None = Field(description="Nulle quand le carton montre une fourchette : voir « bas » et « haut ».")
    bas: float
    haut: float
    ecrit: str
    reserve: str
    champ: str = Field(description="Ce que couvre une valeur nationale partielle.")
    evolution: Evolution | None
    remarques: tuple[str, ...]
    place: str = Field(description="Rang parmi les pairs, en toutes lettres.")
    comparee: Comparee | None
    lieu: str = Field(
        description="Vide si le chiffre est celui du territoire ; sinon, celui de qui : zone, fourchette."
    )
    habitants: str = Field(description="Part des habitants qui vivent dans ce lieu ; vide pour tous.")
    zones: tuple[Zone, ...]
    zones_de_plus: int = Field(description="Zones d'emploi qui ne sont pas écrites.")
    source: str


class SansChiffre(Modele):
    """Des chiffres clés que rien ne donne."""

    raison: str
    indicateurs: tuple[str, ...]


class Portrait(Modele):
    """Le portrait d'un territoire."""

    territoire: TerritoireBref
    comparateur: TerritoireBref | None
    pairs: str = Field(description="Niveau de ceux parmi qui le territoire est placé.")
    phrases: tuple[str, ...]
    chiffres: tuple[Chiffre, ...]
    sans_chiffre: tuple[SansChiffre, ...]
    donnees: str = Field(description="Empreinte de la version des données.")


class Mesure(Modele):
    """Un indicateur du territoire, à sa dernière période."""

    theme: str
    indicateur: str
    libelle: str
    valeur: float | None
    minimum: float | None
    maximum: float | None
    unite: str
    periode: str
    statut: str
    origine: str = Field(description="Publié, recalculé, estimé, ou pourquoi il n'y a pas de valeur.")
    remarque: str
    source: str


class Mesures(Modele):
    """Tous les indicateurs d'un territoire."""

    COLONNES: ClassVar = {
        "Thème": "theme",
        "Identifiant": "indicateur",
        "Indicateur": "libelle",
        "Valeur": "valeur",
        "Minimum": "minimum",
        "Maximum": "maximum",
        "Unité": "unite",
        "Période": "periode",
        "Statut": "statut",
        "Origine": "origine",
        "Remarque": "remarque",
        "Source": "source",
    }
    """Colonne du CSV → champ."""

    territoire: TerritoireBref
    fichiers: dict[str, str]
    elements: tuple[Mesure, ...]


class Point(Modele):
    """Une période d'une série."""

    periode: str
    valeur: float | None
    statut: str


class Serie(Modele):
    """Toutes les périodes d'un indicateur pour un territoire."""

    territoire: TerritoireBref
    indicateur: str
    libelle: str
    unite: str
    elements: tuple[Point, ...]


def chiffre(carton: Carton) -> Chiffre:
    """Ce que dit un carton, à la typographie de l'écran."""
    unite = f"{formats.INSECABLE}{carton.nombre.unite}" if carton.nombre.unite else ""
    evolution = carton.evolution
    return Chiffre(
        indicateur=carton.indicateur.id,
        libelle=typographie(carton.indicateur.libelle),
        periode=carton.periode,
        valeur=None if carton.etendue else carton.bas,
        bas=carton.bas,
        haut=carton.haut,
        ecrit=typographie(f"{carton.nombre.ecrit}{unite}"),
        reserve=carton.reserve,
        champ=typographie(carton.champ),
        evolution=Evolution(texte=typographie(evolution.texte), jugement=JUGEMENTS[evolution.bon])
        if evolution
        else None,
        remarques=tuple(typographie(remarque) for remarque in carton.remarques),
        place=typographie(carton.place),
        comparee=_comparee(carton),
        lieu=typographie(carton.lieu),
        habitants=carton.habitants,
        zones=tuple(Zone(**{nom: typographie(dit) for nom, dit in zone._asdict().items()}) for zone in carton.zones),
        zones_de_plus=carton.reste,
        source=typographie(carton.source),
    )


def _comparee(carton: Carton) -> Comparee | None:
    if carton.comparee is None:
        return None
    nom, valeur, suite = (typographie(dit) for dit in carton.comparee)
    return Comparee(nom=nom, valeur=valeur, precision=suite.strip())

"""Le diagnostic territorial partagé, écrit d'avance : sections, blocs, questions à chaque partenaire, textes fixes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import Field, ValidationError, model_validator

from donnees.catalogue import MESSAGES, charger
from donnees.catalogue.fiche import Fiche, Identifiant, Texte
from donnees.catalogue.lecture_yaml import lire_yaml
from donnees.catalogue.modeles import Catalogue
from donnees.chemins import CATALOGUE
from donnees.erreurs import CatalogueInvalide
from donnees.vocabulaire import NaturePartenaire

GENERAL = "general"
"""Fin de la clé d'une question posée aux partenaires qui n'en ont pas de propre."""
Interrogation = Annotated[str, Field(pattern=r"\?$")]


class Bloc(Fiche):
    """Une planche de chiffres, un tableau ou une figure, et les questions posées dessous.

    Parameters
    ----------
    titre, note : str
        Modèles de phrase : les noms entre accolades sont remplis à la composition.
    colonnes : mapping
        En-têtes d'un tableau, dans l'ordre ; modèles eux aussi.
    indicateurs : tuple of str
        Indicateurs du catalogue montrés, dans l'ordre.
    question : str
        Question à qui n'en a pas de propre ; vide : aucune question n'est posée sous ce bloc.
    """

    id: Identifiant
    titre: Texte
    note: str = ""
    colonnes: dict[Identifiant, Texte] = Field(default_factory=dict)
    indicateurs: tuple[Identifiant, ...] = ()
    question: Interrogation | None = None
    questions: dict[NaturePartenaire, Interrogation] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _coherence(self) -> Self:
        if self.questions and not self.question:
            raise ValueError("question : une question générale est due aux natures qui n'en ont pas de propre")
        return self

    def demander(self, nature: NaturePartenaire) -> tuple[str, str]:
        """Clé et texte de la question posée à un partenaire de cette nature ; clé vide s'il n'y en a aucune."""
        if nature in self.questions:
            return f"{self.id}.{nature.value}", self.questions[nature]
        return (f"{self.id}.{GENERAL}", self.question) if self.question else ("", "")

    @property
    def demandes(self) -> dict[str, str]:
        """Clé → texte de toutes les questions du bloc, la générale d'abord."""
        if not self.question:
            return {}
        propres = {f"{self.id}.{nature.value}": texte for nature, texte in self.questions.items()}
        return {f"{self.id}.{GENERAL}": self.question, **propres}


class Section(Fiche):
    """Une section : son titre, ce qu'elle cherche, ses intertitres et ses textes fixes (modèles), ses blocs."""

    id: Identifiant
    titre: Texte
    chapeau: Texte
    numerotee: bool = True
    intertitres: dict[Identifiant, Texte] = Field(default_factory=dict)
    textes: dict[Identifiant, Texte] = Field(default_factory=dict)
    listes: dict[Identifiant, tuple[Texte, ...]] = Field(default_factory=dict)
    blocs: tuple[Bloc, ...] = ()

    def bloc(self, cle: str) -> Bloc:
        """Rend le bloc ; lève `KeyError` s'il n'est pas de la section."""
        trouves = {bloc.id: bloc for bloc in self.blocs}
        return trouves[cle]


class Manque(Fiche):
    """Ce que l'Atlas n'a pas, pourquoi, et qui peut l'apporter ; ``frein`` : c'est un obstacle à l'emploi."""

    id: Identifiant
    sujet: Texte
    pourquoi: Texte
    recours: Texte
    frein: bool = False


class Terme(Fiche):
    """Un mot du document et ce qu'il veut dire."""

    id: Identifiant
    terme: Texte
    definition: Texte


class Enjeu(Fiche):
    """Un enjeu proposé quand un fait défavorable le touche : un de ces indicateurs, ou les secteurs."""

    id: Identifiant
    titre: Texte
    indicateurs: tuple[Identifiant, ...] = ()
    secteurs: bool = False


class Diagnostic(Fiche):
    """Le document entier, avant tout territoire."""

    titre: Texte
    destinataires: dict[NaturePartenaire, Texte]
    principales: tuple[NaturePartenaire, ...]
    mots: dict[Identifiant, Texte]
    sections: tuple[Section, ...]
    manques: tuple[Manque, ...]
    faits: tuple[Identifiant, ...]
    enjeux: tuple[Enjeu, ...]
    glossaire: tuple[Terme, ...]

    def section(self, cle: str) -> Section:
        """Rend la section ; lève `KeyError` si elle n'existe pas."""
        return {section.id: section for section in self.sections}[cle]

    @property
    def blocs(self) -> Iterator[Bloc]:
        """Blocs de toutes les sections, dans l'ordre."""
        return (bloc for section in self.sections for bloc in section.blocs)


@cache
def diagnostic() -> Diagnostic:
    """Rend le diagnostic du dépôt (lu une fois)."""
    return lire(CATALOGUE / "diagnostic.yml", charger())


def lire(fichier: Path, catalogue: Catalogue) -> Diagnostic:
    """Lit et vérifie le diagnostic : clés uniques, indicateurs connus, chaque nature de partenaire nommée.

    Raises
    ------
    CatalogueInvalide
        Fichier illisible, champ mal formé ou fiches en contradiction ; le message nomme le champ.
    """
    try:
        brut = lire_yaml(fichier)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as cause:
        raise CatalogueInvalide(f"{fichier.name} : YAML illisible ({cause}).") from cause
    try:
        lue = Diagnostic.model_validate(brut)
    except ValidationError as cause:
        erreur = cause.errors(include_url=False)[0]
        champ = ".".join(str(morceau) for morceau in erreur["loc"])
        message = MESSAGES.get(erreur["type"], erreur["msg"].removeprefix("Value error, "))
        raise CatalogueInvalide(f"{fichier.name}, champ « {champ} » : {message}.") from cause
    defauts = [*_doublons(lue), *_inconnus(lue, catalogue), *_natures(lue)]
    if defauts:
        raise CatalogueInvalide(f"{fichier.name} :\n" + "\n".join(f"- {defaut}" for defaut in defauts))
    return lue


def _doublons(lue: Diagnostic) -> Iterator[str]:
    listes: Mapping[str, list[str]] = {
        "section": [section.id for section in lue.sections],
        "bloc": [bloc.id for bloc in lue.blocs],
        "manque": [manque.id for manque in lue.manques],
        "enjeu": [enjeu.id for enjeu in lue.enjeux],
        "terme": [terme.id for terme in lue.glossaire],
        "fait": list(lue.faits),
    }
    for genre, cles in listes.items():
        yield from (f"{genre} « {cle} » : identifiant en double." for cle, n in Counter(cles).items() if n > 1)


def _inconnus(lue: Diagnostic, catalogue: Catalogue) -> Iterator[str]:
    cites = [(f"bloc « {bloc.id} »", bloc.indicateurs) for bloc in lue.blocs]
    cites += [(f"enjeu « {enjeu.id} »", enjeu.indicateurs) for enjeu in lue.enjeux]
    for lieu, identifiants in [*cites, ("faits", lue.faits)]:
        for identifiant in identifiants:
            if identifiant not in catalogue.indicateurs:
                yield f"{lieu}, indicateur « {identifiant} » : absent du catalogue."
    for identifiant in lue.faits:
        fiche = catalogue.indicateurs.get(identifiant)
        if fiche is not None and fiche.sens == "neutre":
            yield f"faits, indicateur « {identifiant} » : sans sens, il n'est ni une force ni une faiblesse."


def _natures(lue: Diagnostic) -> Iterator[str]:
    for nature in NaturePartenaire:
        if nature not in lue.destinataires:
            yield f"destinataires, « {nature.value} » : absent ; dire à qui la question s'adresse."

"""Lecture et vérification du catalogue : la seule vérité sur un indicateur.

Sait : ce qu'une fiche doit dire (source, unité, formule, niveaux, périodes), et comment sa formule se calcule.
Ignore : les données : il n'ouvre aucun produit et ne sait pas où trouver un effectif.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from donnees.catalogue.besoins import Besoin
from donnees.catalogue.formules import Difference
from donnees.catalogue.lecture_yaml import lire_yaml
from donnees.catalogue.modeles import Catalogue, Indicateur, Source, Theme
from donnees.chemins import CATALOGUE
from donnees.erreurs import CatalogueInvalide
from donnees.vocabulaire import Theme as ThemeAction

__all__ = ["Besoin", "Catalogue", "Indicateur", "Source", "Theme", "charger", "charger_besoins", "lire", "lire_besoins"]

FicheT = TypeVar("FicheT", Theme, Source, Indicateur, Besoin)
MESSAGES = {
    "missing": "champ obligatoire absent",
    "extra_forbidden": "champ inconnu",
    "string_too_long": "texte trop long",
    "too_long": "trop d'éléments",
    "string_too_short": "texte vide",
    "string_type": "un texte est attendu",
    "literal_error": "valeur hors de la liste admise",
    "union_tag_invalid": "type de formule inconnu",
    "string_pattern_mismatch": "texte qui n'a pas la forme attendue",
}


@lru_cache(maxsize=1)
def charger() -> Catalogue:
    """Rend le catalogue du dépôt (lu une fois)."""
    return lire(CATALOGUE)


def lire(dossier: Path) -> Catalogue:
    """Lit et vérifie le catalogue de ``dossier``.

    Parameters
    ----------
    dossier : Path
        Contient ``themes.yml``, ``sources.yml`` et ``indicateurs/<theme>.yml``.

    Raises
    ------
    CatalogueInvalide
        Fiche mal formée ou en contradiction avec une autre ; le message nomme fichier, fiche et champ.
    """
    themes = _fiches(Theme, dossier / "themes.yml")
    sources = _fiches(Source, dossier / "sources.yml")
    indicateurs: dict[str, Indicateur] = {}
    for fichier in sorted((dossier / "indicateurs").glob("*.yml")):
        for identifiant, fiche in _fiches(Indicateur, fichier).items():
            if identifiant in indicateurs:
                raise _invalide(fichier, identifiant, "id", "identifiant déjà pris dans un autre fichier")
            if fiche.theme != fichier.stem:
                raise _invalide(fichier, identifiant, "theme", f"attendu « {fichier.stem} », le nom du fichier")
            indicateurs[identifiant] = fiche
    _verifier(themes, sources, indicateurs)
    return Catalogue(themes=themes, sources=sources, indicateurs=indicateurs)


@lru_cache(maxsize=1)
def charger_besoins() -> dict[str, Besoin]:
    """Besoin de chaque thème d'action, dans l'ordre du vocabulaire (lu une fois)."""
    return lire_besoins(CATALOGUE / "besoins.yml", charger())


def lire_besoins(fichier: Path, catalogue: Catalogue) -> dict[str, Besoin]:
    """Lit et vérifie les besoins : chaque thème d'action y est, chaque indicateur est un taux connu des zones d'emploi.

    Raises
    ------
    CatalogueInvalide
        Fiche mal formée, thème absent ou inconnu, indicateur inconnu, de mauvaise nature ou pris à rebours de son sens.
    """
    besoins = _fiches(Besoin, fichier)
    themes = [theme.value for theme in ThemeAction]
    defauts = [f"thème d'action inconnu « {nom} »." for nom in besoins if nom not in themes]
    defauts += [f"thème d'action absent « {nom} »." for nom in themes if nom not in besoins]
    defauts += [defaut for besoin in besoins.values() for defaut in _defauts_besoin(besoin, catalogue)]
    if defauts:
        raise CatalogueInvalide(f"{fichier.name} :\n" + "\n".join(f"- {defaut}" for defaut in defauts))
    return {nom: besoins[nom] for nom in themes}


def _defauts_besoin(besoin: Besoin, catalogue: Catalogue) -> Iterator[str]:
    for mesure in besoin.mesures:
        lieu = f"fiche « {besoin.id} », indicateur « {mesure.indicateur} » :"
        fiche = catalogue.indicateurs.get(mesure.indicateur)
        if fiche is None:
            yield f"{lieu} absent du catalogue."
            continue
        if fiche.representation != "taux":
            yield f"{lieu} un effectif dit la taille d'une zone, pas son besoin ; prendre un taux."
        if "zone_emploi" not in fiche.niveaux:
            yield f"{lieu} n'est pas publié pour les zones d'emploi."
        if fiche.sens == f"mieux_{mesure.besoin}":
            yield f"{lieu} un besoin « {mesure.besoin} » contredit son sens « {fiche.sens} »."


def _fiches(modele: type[FicheT], fichier: Path) -> dict[str, FicheT]:
    try:
        brutes = lire_yaml(fichier)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as cause:
        raise CatalogueInvalide(f"{fichier.name} : YAML illisible ({cause}).") from cause
    if not isinstance(brutes, list):
        raise CatalogueInvalide(f"{fichier.name} : attendu une liste de fiches.")
    fiches: dict[str, FicheT] = {}
    for rang, brute in enumerate(brutes, start=1):
        fiche = _fiche(modele, brute, fichier, rang)
        if fiche.id in fiches:
            raise _invalide(fichier, fiche.id, "id", "identifiant en double")
        fiches[fiche.id] = fiche
    return fiches


def _fiche(modele: type[FicheT], brute: Any, fichier: Path, rang: int) -> FicheT:  # noqa: ANN401 - du YAML
    nom = str(brute.get("id", f"n° {rang}")) if isinstance(brute, Mapping) else f"n° {rang}"
    try:
        return modele.model_validate(brute)
    except ValidationError as cause:
        erreur = cause.errors(include_url=False)[0]
        champ = ".".join(str(morceau) for morceau in erreur["loc"])
        message = MESSAGES.get(erreur["type"], erreur["msg"].removeprefix("Value error, "))
        if not champ and " : " in message:  # contrôle entre champs : il commence par le nom du champ
            champ, message = message.split(" : ", 1)
        raise _invalide(fichier, nom, champ or "fiche entière", message) from cause


def _invalide(fichier: Path, fiche: str, champ: str, message: str) -> CatalogueInvalide:
    return CatalogueInvalide(f"{fichier.name}, fiche « {fiche} », champ « {champ} » : {message}.")


def _verifier(themes: dict[str, Theme], sources: dict[str, Source], indicateurs: dict[str, Indicateur]) -> None:
    defauts = [
        *_renvois(themes, sources, indicateurs),
        *_doublons(indicateurs),
        *_familles(indicateurs),
        *_orphelins(themes, sources, indicateurs),
    ]
    if defauts:
        raise CatalogueInvalide("Catalogue incohérent :\n" + "\n".join(f"- {defaut}" for defaut in defauts))


def _renvois(
    themes: Mapping[str, Theme], sources: Mapping[str, Source], indicateurs: Mapping[str, Indicateur]
) -> Iterator[str]:
    for fiche in indicateurs.values():
        lieu = f"{fiche.theme}.yml, fiche « {fiche.id} », champ"
        if fiche.theme not in themes:
            yield f"{lieu} « theme » : thème inconnu « {fiche.theme} »."
        for source in fiche.sources:
            if source not in sources:
                yield f"{lieu} « sources » : source inconnue « {source} »."
        if isinstance(fiche.formule, Difference):
            cible = indicateurs.get(fiche.formule.indicateur)
            if cible is None or isinstance(cible.formule, Difference):
                yield f"{lieu} « formule.indicateur » : indicateur de base inconnu « {fiche.formule.indicateur} »."


def _doublons(indicateurs: Mapping[str, Indicateur]) -> Iterator[str]:
    for champ in ("libelle", "libelle_court"):
        compte = Counter(str(getattr(fiche, champ)).casefold() for fiche in indicateurs.values())
        for texte, nombre in compte.items():
            if nombre > 1:
                noms = [f.id for f in indicateurs.values() if str(getattr(f, champ)).casefold() == texte]
                yield f"fiches {', '.join(noms)}, champ « {champ} » : même texte « {texte} »."


def _familles(indicateurs: Mapping[str, Indicateur]) -> Iterator[str]:
    """Deux familles de mesure (chômage localisé, chômage du recensement) n'ont jamais la même échelle."""
    familles: dict[str, set[str | None]] = {}
    for fiche in indicateurs.values():
        familles.setdefault(fiche.echelle, set()).add(fiche.famille_mesure)
    for echelle, trouvees in familles.items():
        if len(trouvees) > 1:
            noms = ", ".join(sorted(str(famille) for famille in trouvees))
            yield f"échelle « {echelle} », champ « echelle » : partagée par plusieurs familles de mesure ({noms})."
    for fiche in indicateurs.values():
        mots = {"localise": "localisé", "recensement": "recensement"}
        mot = mots.get(fiche.famille_mesure or "")
        if mot and mot not in fiche.libelle:
            yield f"{fiche.theme}.yml, fiche « {fiche.id} », champ « libelle » : doit dire « {mot} »."


def _orphelins(
    themes: Mapping[str, Theme], sources: Mapping[str, Source], indicateurs: Mapping[str, Indicateur]
) -> Iterator[str]:
    citees = {source for fiche in indicateurs.values() for source in fiche.sources}
    for source in sources.values():
        if source.id not in citees and not source.produits:
            yield f"sources.yml, fiche « {source.id} » : citée par aucun indicateur ni aucun produit."
    for theme in sorted(set(themes) - {fiche.theme for fiche in indicateurs.values()}):
        yield f"themes.yml, fiche « {theme} » : thème sans indicateur."

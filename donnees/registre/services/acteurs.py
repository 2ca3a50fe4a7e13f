"""Tenir à jour une maison et un partenaire : verrou optimiste pour l'une, journal pour les deux."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from sqlalchemy.orm import Session

from donnees import entrepot
from donnees.registre.base import Registre
from donnees.registre.droits import Identite, Operation, exiger
from donnees.registre.erreurs import SaisieInvalide
from donnees.registre.modeles import Maison, MaisonCommune, Partenaire
from donnees.registre.services.consignation import consigner_objet
from donnees.registre.services.fiches import FicheMaison, etat_maison, fiche_maison
from donnees.registre.services.lecture import charger
from donnees.registre.services.saisie import Court, Date, Modele, Nom, Texte, conforme
from donnees.registre.services.versions import exiger_version
from donnees.vocabulaire import NaturePartenaire, NiveauLieu


def _adresse_web(texte: str) -> str:
    """Vérifie une adresse http ou https, sans espace ni identifiants ; vide : inconnue."""
    try:
        lue = urlsplit(texte)
        juste = lue.scheme in {"http", "https"} and bool(lue.hostname) and lue.username is None
    except ValueError:
        juste = False
    if texte and (not juste or not texte.isprintable() or " " in texte):
        raise PydanticCustomError("site", "L'adresse du site commence par http:// ou https://, sans espace.")
    return texte


class SaisieMaison(Modele):
    """Ce qu'on peut modifier d'une maison ; chaque champ est attendu, vide s'il n'est pas connu."""

    nom: Nom
    statut: Nom
    statut_date: Date
    statut_source: Court
    territoire: Court
    adresse: Court
    telephone: Court
    site: Annotated[Court, AfterValidator(_adresse_web)]
    perimetre: Annotated[tuple[Texte, ...], Field(min_length=1, max_length=5_000)]


class SaisiePartenaireModifie(Modele):
    """Le nom et la nature d'un partenaire."""

    nom: Nom
    nature: NaturePartenaire


def _valider(brute: Mapping[str, Any]) -> SaisieMaison:
    """Vérifie une saisie de maison, communes du périmètre comprises (sans doublon, triées)."""
    saisie = conforme(SaisieMaison, brute)
    connues = entrepot.territoires(NiveauLieu.COMMUNE).index
    if inconnues := sorted({code for code in saisie.perimetre if code not in connues}):
        liste = ", ".join(inconnues[:10])
        raise SaisieInvalide({"perimetre": f"Hors du code officiel géographique courant : {liste}."})
    return saisie.model_copy(update={"perimetre": tuple(sorted(set(saisie.perimetre)))})


def _appliquer(maison: Maison, saisie: SaisieMaison) -> None:
    """Copie la saisie ; seules les communes qui changent sont récrites."""
    for champ, valeur in saisie.model_dump(exclude={"perimetre"}).items():
        setattr(maison, champ, valeur)
    gardees = [commune for commune in maison.perimetre if commune.commune in saisie.perimetre]
    neuves = sorted(set(saisie.perimetre) - {commune.commune for commune in gardees})
    maison.perimetre = [*gardees, *(MaisonCommune(commune=code) for code in neuves)]
    maison.version += 1


def modifier_maison(
    registre: Registre, identite: Identite, cle: str, version: int, brute: Mapping[str, Any]
) -> FicheMaison:
    """Remplace ce qu'on peut modifier d'une maison lue à la version ``version``.

    Raises
    ------
    ConflitDeVersion
        La maison a changé depuis ; l'erreur dit quoi, champ par champ.
    DroitRefuse, SaisieInvalide, Introuvable, RegistreOccupe
        Rien n'est alors enregistré.
    """
    saisie = _valider(brute)

    def travail(session: Session) -> FicheMaison:
        maison = charger(session, Maison, cle, verrou=True)
        exiger(identite, Operation.MODIFIER_MAISON, cle)
        exiger_version(session, maison, version, saisie.model_dump(mode="json"))
        avant = etat_maison(maison)
        _appliquer(maison, saisie)
        session.flush()
        apres = etat_maison(maison)
        consigner_objet(
            session,
            identite,
            Operation.MODIFIER_MAISON,
            objet="maison",
            reference=cle,
            avant=avant,
            apres=apres,
            version=maison.version,
        )
        return fiche_maison(maison)

    return registre.ecrire(travail)


def modifier_partenaire(registre: Registre, identite: Identite, cle: str, brute: Mapping[str, Any]) -> tuple[str, str]:
    """Corrige le nom et la nature d'un partenaire, pour toutes ses actions ; rend (nom, nature).

    Raises
    ------
    ContrainteViolee
        Un autre partenaire porte déjà ce nom et cette nature.
    DroitRefuse, SaisieInvalide, Introuvable, RegistreOccupe
        Rien n'est alors enregistré.
    """
    exiger(identite, Operation.MODIFIER_PARTENAIRE, None)
    saisie = conforme(SaisiePartenaireModifie, brute)
    apres = saisie.model_dump(mode="json")

    def travail(session: Session) -> tuple[str, str]:
        partenaire = charger(session, Partenaire, cle, verrou=True)
        avant = {"nom": partenaire.nom, "nature": partenaire.nature}
        partenaire.nom, partenaire.nature = saisie.nom, saisie.nature.value
        operation = Operation.MODIFIER_PARTENAIRE
        consigner_objet(session, identite, operation, objet="partenaire", reference=cle, avant=avant, apres=apres)
        return partenaire.nom, partenaire.nature

    return registre.ecrire(travail)

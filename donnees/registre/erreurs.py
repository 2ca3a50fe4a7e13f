"""Erreurs du registre : chaque message se lit tel quel par la personne qui saisit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from donnees.erreurs import ErreurDonnees


class ErreurRegistre(ErreurDonnees):
    """Racine des erreurs du registre."""


class AdresseInvalide(ErreurRegistre, ValueError):
    """L'adresse de la base ne se lit pas ou désigne un moteur qui n'est pas pris en charge."""


class SchemaInconnu(ErreurRegistre, RuntimeError):
    """La base est à un schéma que cette application ne connaît pas : elle vient d'une version plus récente."""

    def __init__(self, schema: str, attendu: str) -> None:
        super().__init__(
            f"La base du registre est au schéma {schema}, l'application au schéma {attendu}. "
            "Mettre l'application à jour, ou désigner une base de sa version."
        )


class RegistreOccupe(ErreurRegistre, TimeoutError):
    """La base est restée verrouillée malgré plusieurs essais ; rien n'a été enregistré."""

    def __init__(self) -> None:
        super().__init__("Le registre est très sollicité : rien n'a été enregistré. Réessayer dans un instant.")


class RegistreIndisponible(ErreurRegistre, ConnectionError):
    """La base ne répond pas ou a refusé la demande."""

    def __init__(self) -> None:
        super().__init__(
            "La base du registre ne répond pas ; l'enregistrement n'est pas confirmé. "
            "Recharger la fiche avant de recommencer, ou prévenir l'exploitant."
        )


class BaseDisparue(RegistreIndisponible):
    """Le fichier de la base SQLite a été effacé ou remplacé pendant que l'application tournait."""

    def __init__(self, nom: str) -> None:
        ErreurRegistre.__init__(
            self,
            f"Le fichier de la base ({nom}) a été effacé ou remplacé en marche : rien n'est enregistré, ni lu. "
            "L'exploitant le remet en place, ou restaure une sauvegarde, puis redémarre l'application.",
        )


class ContrainteViolee(ErreurRegistre, ValueError):
    """La base a refusé une valeur ; ``contrainte`` nomme la règle quand elle est connue."""

    def __init__(self, message: str, contrainte: str = "") -> None:
        self.contrainte = contrainte
        super().__init__(message)


class SaisieInvalide(ErreurRegistre, ValueError):
    """Une saisie est refusée ; ``champs`` donne un message par champ (``partenaires.0.nom`` pour un élément)."""

    def __init__(self, champs: Mapping[str, str]) -> None:
        self.champs = dict(champs)
        super().__init__("Saisie refusée : " + " ; ".join(f"{champ} : {texte}" for champ, texte in self.champs.items()))


class DroitRefuse(ErreurRegistre, PermissionError):
    """La personne n'a pas le droit de faire cela à cet endroit."""


class Introuvable(ErreurRegistre, LookupError):
    """L'objet demandé n'est pas au registre."""


class EditionRefusee(ErreurRegistre, RuntimeError):
    """Les réglages d'édition sont dangereux : l'application ne doit pas démarrer."""


class SauvegardeInvalide(ErreurRegistre, ValueError):
    """Une sauvegarde est illisible, altérée, ou le lieu de restauration n'est pas vide."""


class ActionArchivee(ErreurRegistre, RuntimeError):
    """Une action archivée ne se modifie ni ne se suit."""

    def __init__(self) -> None:
        super().__init__("Cette action est archivée. La rétablir avant de la modifier.")


class Ecart(NamedTuple):
    """Un champ changé par un autre : ce qu'on avait lu, ce qui est enregistré, ce qu'on voulait enregistrer."""

    depart: Any
    enregistre: Any
    saisi: Any


class ConflitDeVersion(ErreurRegistre, RuntimeError):
    """La fiche a changé depuis sa lecture ; ``ecarts`` dit quoi, champ par champ, et rien de saisi n'est perdu.

    Parameters
    ----------
    cle : str
        Fiche en conflit.
    version : int
        Version enregistrée, à renvoyer pour confirmer après relecture.
    ecarts : mapping of str to Ecart
        Champs modifiés par un autre depuis la version lue.
    """

    def __init__(self, cle: str, version: int, ecarts: Mapping[str, Ecart]) -> None:
        self.cle, self.version, self.ecarts = cle, version, dict(ecarts)
        noms = ", ".join(self.ecarts) or "aucun champ de la fiche"
        super().__init__(
            f"La fiche a été modifiée par quelqu'un d'autre entre-temps ({noms}). Relire puis enregistrer."
        )


class DernierAdministrateur(ErreurRegistre, PermissionError):
    """Un administrateur ne renonce pas à son rôle quand il est le dernier enregistré."""

    def __init__(self) -> None:
        super().__init__(
            "Vous êtes le dernier administrateur enregistré : habiliter d'abord un autre administrateur, "
            "puis renoncer à ce rôle."
        )


class FichierRefuse(ErreurRegistre, ValueError):
    """Un fichier à importer ne se lit pas ou n'est pas sûr ; le message dit quoi faire."""


class ImportRefuse(ErreurRegistre, ValueError):
    """Un import contient des lignes refusées : rien n'est enregistré."""


class ImportPerime(ErreurRegistre, RuntimeError):
    """Des fiches concernées ont changé depuis l'examen du fichier : rien n'est enregistré."""


class ApercuPerime(ErreurRegistre, RuntimeError):
    """Le registre a changé entre l'aperçu d'un effacement et sa confirmation."""

    def __init__(self, annoncees: int, trouvees: int) -> None:
        super().__init__(
            f"L'aperçu annonçait {annoncees} lignes, le registre en a maintenant {trouvees} : rien n'est effacé. "
            "Refaire l'aperçu."
        )


class ExportImpossible(ErreurRegistre, ValueError):
    """Une fiche ne tient pas dans le format demandé ; le message dit laquelle et quel format choisir."""

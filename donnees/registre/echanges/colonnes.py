"""Les colonnes d'échange : une par champ d'action, la même liste pour le modèle, l'import, l'export et le schéma."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from donnees import vocabulaire as mots
from donnees.registre.echanges.bornes import CHOIX_MAX

MOTIF_CLE = re.compile(r"[A-Za-z0-9._-]{3,80}")
LISTE = "Plusieurs éléments : les séparer par « ; »."
ECHAPPEMENT = (
    "Dans une liste, « \\; » écrit un point-virgule, « \\| » une barre et « \\\\ » une barre oblique inverse ; "
    "« \\ » devant un espace le garde au bord d'un texte."
)
DATE = "Année, mois ou jour selon ce qui est connu : AAAA, AAAA-MM ou AAAA-MM-JJ."
JOUR = "JJ/MM/AAAA et MM/AAAA sont aussi compris."


@dataclass(frozen=True)
class Colonne:
    """Une colonne d'échange.

    Parameters
    ----------
    nom : str
        En-tête, identique au champ.
    libelle, description, exemple : str
        Ce qu'en dit le mode d'emploi.
    ecriture : str
        Comment l'écrire dans une cellule, quand ce n'est pas un simple texte.
    obligatoire : bool
        Vrai si la cellule ne peut pas être vide.
    choix : mapping of str to str
        Codes admis et leurs libellés, pour un champ à choix.
    liste : bool
        Vrai si la cellule contient une liste.
    nombre : bool
        Vrai si la cellule contient un nombre décimal.
    tardive : bool
        Vrai si la colonne est venue après les premiers modèles : un fichier qui ne l'a pas est accepté, et laisse le
        champ comme il est.
    """

    nom: str
    libelle: str
    description: str
    exemple: str
    ecriture: str = ""
    obligatoire: bool = False
    choix: Mapping[str, str] = field(default_factory=dict)
    liste: bool = False
    nombre: bool = False
    tardive: bool = False

    @property
    def aide(self) -> str:
        """Description et écriture, d'un seul tenant."""
        return f"{self.description} {self.ecriture}".strip()


def _codes(libelles: Mapping[Any, str]) -> dict[str, str]:
    return {str(code): libelle for code, libelle in libelles.items()}


AXES_2013 = {str(code): libelle for code, libelle in mots.AXES_2013.items()}
AXES_2009 = {str(code): libelle for code, libelle in mots.AXES_2009.items()}
PARTENAIRES = _codes(mots.LIBELLES_PARTENAIRES)
FINANCEURS = _codes(mots.LIBELLES_FINANCEURS)
STATUTS = _codes(mots.LIBELLES_STATUTS)

_IDENTITE = (
    Colonne(
        "cle",
        "Clé",
        "Identifiant stable que vous choisissez, de 3 à 80 lettres sans accent, chiffres, points, tirets ou tirets "
        "bas. Réimporter la même clé met l'action à jour, sans doublon.",
        "35238-forum-soin-2026",
        obligatoire=True,
    ),
    Colonne("titre", "Titre", "Titre de l'action, 300 caractères au plus.", "Forum du soin", obligatoire=True),
    Colonne("description", "Description", "Ce que fait l'action, en texte libre.", "Rencontre des hôpitaux."),
    Colonne("maison", "Maison", "Clé de la maison porteuse, telle que dans l'Atlas.", "35238-1", obligatoire=True),
    Colonne("theme", "Thème", "Thème de l'action.", "gpect", obligatoire=True, choix=_codes(mots.LIBELLES_THEMES)),
    Colonne(
        "axe_2013",
        "Axe de l'arrêté de 2013",
        "Axe de l'arrêté du 18 décembre 2013.",
        "1",
        obligatoire=True,
        choix=AXES_2013,
    ),
    Colonne(
        "axes_2009",
        "Axes du cahier des charges de 2009",
        "Un axe au moins.",
        "2 ; 3",
        LISTE,
        obligatoire=True,
        choix=AXES_2009,
        liste=True,
    ),
    Colonne(
        "role_maison",
        "Rôle de la maison",
        "Ce que fait la maison : elle coordonne, jamais une offre propre.",
        "coordination",
        obligatoire=True,
        choix=_codes(mots.LIBELLES_ROLES),
    ),
)
_PERSONNES = (
    Colonne(
        "partenaires",
        "Partenaires et leur rôle",
        "Chaque partenaire, sa nature et son rôle à lui dans l'action.",
        "France Travail Bretagne | france_travail | Présente les offres",
        f"Pour chacun : nom | nature | rôle. {LISTE} {ECHAPPEMENT}",
        choix=PARTENAIRES,
        liste=True,
    ),
    Colonne("pilote", "Service pilote", "Service qui pilote l'action.", "Service GPECT"),
    Colonne("elu_nom", "Élu référent : nom", "Nom seul, jamais ses coordonnées.", "Camille Durand"),
    Colonne("elu_mandat", "Élu référent : mandat", "Mandat, avec le nom.", "Vice-présidente de la métropole"),
    Colonne("public", "Public visé", "À qui l'action s'adresse.", "Demandeurs d'emploi"),
)
_LIEUX = (
    Colonne("communes", "Communes", "Codes INSEE à cinq caractères.", "35238 ; 35047", LISTE, liste=True),
    Colonne("epci", "Intercommunalités", "Numéros SIREN à neuf chiffres.", "243500139", LISTE, liste=True),
    Colonne("zones_emploi", "Zones d'emploi", "Codes INSEE 2020 à quatre chiffres.", "5312", LISTE, liste=True),
    Colonne("lon", "Longitude", "En degrés (WGS 84), avec la latitude.", "-1,6778", nombre=True),
    Colonne("lat", "Latitude", "En degrés (WGS 84), avec la longitude.", "48,1173", nombre=True),
)
_DEROULEMENT = (
    Colonne("debut", "Début", DATE, "2026-03", JOUR, obligatoire=True),
    Colonne("fin", "Fin", f"{DATE} Vide si elle n'est pas connue.", "2027", JOUR),
    Colonne("statut", "Statut", "Où en est l'action.", "en_cours", obligatoire=True, choix=STATUTS),
    Colonne("budget", "Budget (€)", "Montant total en euros, deux décimales au plus.", "12000,50", nombre=True),
    Colonne(
        "financeurs",
        "Financeurs",
        "Qui finance et combien, en euros ; le nom et le montant peuvent rester vides.",
        "fse_plus | | 6000 ; region | Région Bretagne | 2500,50",
        f"Pour chacun : nature | nom | montant. {LISTE} {ECHAPPEMENT}",
        choix=FINANCEURS,
        liste=True,
    ),
    Colonne(
        "etp",
        "Équivalents temps plein",
        "Équivalents temps plein que l'action mobilise, tous organismes réunis, deux décimales au plus.",
        "1,5",
        nombre=True,
        tardive=True,
    ),
    Colonne(
        "empechement",
        "Ce qui n'a pas pu se faire",
        "Ce qui n'a pas pu se faire, et pourquoi, 2 000 caractères au plus.",
        "Deux ateliers sur six annulés, faute de salle.",
        tardive=True,
    ),
    Colonne("source", "Source", "D'où vient l'information.", "Plan d'actions 2026"),
    Colonne(
        "fiabilite",
        "Fiabilité de la source",
        "A : lieu nommé, B : lieu déduit, C : simple mention.",
        "A",
        choix=_codes(mots.LIBELLES_FIABILITE),
    ),
)
COLONNES: tuple[Colonne, ...] = (*_IDENTITE, *_PERSONNES, *_LIEUX, *_DEROULEMENT)
PAR_NOM: Mapping[str, Colonne] = {colonne.nom: colonne for colonne in COLONNES}


def normaliser(texte: str) -> str:
    """Forme de comparaison : sans casse, sans accent, un seul espace entre les mots, apostrophes et tirets égaux."""
    # Décomposition canonique seulement : « ² » ou « ① » n'est pas le code 2 ou 1.
    nu = "".join(signe for signe in unicodedata.normalize("NFD", texte) if not unicodedata.combining(signe))
    return " ".join(re.sub(r"[\W_]+", " ", nu.casefold()).split())


def _reconnaitre(choix: Mapping[str, str]) -> dict[str, str]:
    formes = {normaliser(libelle): code for code, libelle in choix.items()}
    return formes | {normaliser(code): code for code in choix}


FORMES: Mapping[str, Mapping[str, str]] = {c.nom: _reconnaitre(c.choix) for c in COLONNES if c.choix}
EN_TETES: Mapping[str, str] = {normaliser(c.libelle): c.nom for c in COLONNES} | {
    normaliser(c.nom): c.nom for c in COLONNES
}


def code(colonne: str, texte: str) -> str:
    """Code désigné par un code ou un libellé, sans égard à la casse ni aux accents ; le texte même si aucun."""
    return _code(colonne, texte) if len(texte) <= CHOIX_MAX else texte.strip()


@lru_cache(maxsize=4_096)
def _code(colonne: str, texte: str) -> str:
    return FORMES[colonne].get(normaliser(texte), texte.strip())

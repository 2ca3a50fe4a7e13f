"""D'une entrée du journal à ses lignes lisibles : un champ changé par ligne, en français, l'avant et l'après."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from donnees.registre.services import Entree
from donnees.vocabulaire import (
    AXES_2013,
    LIBELLES_FIABILITE,
    LIBELLES_FINANCEURS,
    LIBELLES_PARTENAIRES,
    LIBELLES_ROLES,
    LIBELLES_SENS,
    LIBELLES_STATUTS,
)
from geo.actions.points import THEMES_ACTIONS
from geo.actions.tables import nom_lieu
from geo.ecriture import formats
from geo.territoires.niveaux import NOMS_NIVEAUX
from pages.interface.lecture import ecrire_date
from pages.interface.libelles import NOMS

NATURES = {
    "action": "Action",
    "suivi": "Suivi",
    "lien": "Lien à un indicateur",
    "maison": "Maison",
    "partenaire": "Partenaire",
    "contribution": "Contribution",
    "habilitation": "Habilitation",
    "import": "Import",
    "effacement": "Effacement d'une personne",
    "purge": "Purge",
}
SANS_NOM = {"import": "Fichier d'actions", "effacement": "Personne effacée", "purge": "Délais de conservation"}
"""Ce dont parle une entrée qui ne porte sur aucune fiche."""
OPERATIONS = {
    "semer": "Reprise d'une source",
    "creer": "Création",
    "modifier": "Modification",
    "dupliquer": "Copie",
    "archiver": "Archivage",
    "definir_suivi": "Nouveau suivi",
    "suivre": "Relevé",
    "rattacher": "Lien",
    "detacher": "Lien retiré",
    "modifier_maison": "Modification",
    "modifier_partenaire": "Correction",
    "contribuer": "Contribution",
    "retirer_contribution": "Retrait",
    "habiliter": "Habilitation",
    "retirer": "Retrait",
    "importer": "Import",
    "effacer_personne": "Effacement d'une personne",
    "purger": "Purge",
}
CHAMPS = NOMS | {
    "nom": "Nom",
    "nature": "Nature",
    "statut_date": "Date du statut",
    "statut_source": "Source du statut",
    "territoire": "Territoire",
    "adresse": "Adresse",
    "telephone": "Téléphone",
    "site": "Site web",
    "perimetre": "Périmètre",
    "question": "Question",
    "mandat": "Mandat",
    "texte": "Texte",
    "role": "Rôle",
    "maisons": "Maisons",
    "suivi": "Suivi",
    "libelle": "Ce qu'on compte",
    "unite": "Unité",
    "cible": "Cible",
    "date": "Date",
    "valeur": "Valeur",
    "commentaire": "Commentaire",
    "indicateur": "Indicateur",
    "sens": "Effet attendu",
    "creations": "Actions créées",
    "mises_a_jour": "Actions mises à jour",
    "inchangees": "Actions inchangées",
    "lignes": "Lignes récrites",
    "entrees": "Entrées du journal échues",
    "brouillons": "Brouillons échus",
}
ENSEMBLE = "Tous les champs"
DATES = frozenset({"debut", "fin", "statut_date", "date"})
CITES = frozenset({"maison", "maisons", "suivi", "indicateur"})
"""Champs dont la valeur est une clé, à remplacer par le nom de ce qu'elle désigne."""
REPERES = ("suivi", "date")
"""Ce qui, dans un relevé corrigé, dit lequel : le journal ne l'écrit qu'après."""
MONTANTS = frozenset({"budget", "montant"})
CODES: dict[str, Mapping[Any, str]] = {
    "theme": THEMES_ACTIONS,
    "statut": LIBELLES_STATUTS,
    "role_maison": LIBELLES_ROLES,
    "fiabilite": LIBELLES_FIABILITE,
    "axe_2013": AXES_2013,
    "nature": {**LIBELLES_FINANCEURS, **LIBELLES_PARTENAIRES},
    "role": {"lecteur": "Lecture", "contributeur": "Contribution", "administrateur": "Administration"},
    "sens": LIBELLES_SENS,
}
COURTE = 8
"""Au-delà de tant d'éléments, une liste se résume à son nombre et à ce qui en part ou y entre."""
AVANT_L_ECART = 30
VIDES: tuple[object, ...] = (None, "", [], {})
Noms = Mapping[str, str]


class Ligne(NamedTuple):
    """Un champ changé : son libellé, ce qu'il disait, ce qu'il dit ; un texte vide veut dire « rien »."""

    champ: str
    avant: str
    apres: str


def lignes(entree: Entree, noms: Noms) -> list[Ligne]:
    """Champs changés d'une entrée ; une création ou un retrait tient en une ligne.

    Parameters
    ----------
    noms : mapping of str to str
        Clé d'une maison, d'un suivi ou d'un indicateur → son nom.
    """
    if entree.avant is None or entree.apres is None:
        return [Ligne(ENSEMBLE, _tout(entree.avant, noms), _tout(entree.apres, noms))]
    avant, apres = entree.avant, entree.apres
    reperes = [champ for champ in REPERES if champ in apres.keys() - avant.keys()]
    precision = ", ".join(_ecrire(champ, apres[champ], noms) for champ in reperes)
    changes = [champ for champ in {**apres, **avant} if _vide(avant.get(champ)) != _vide(apres.get(champ))]
    resultat = [
        Ligne(
            f"{_libelle(champ)} ({precision})" if precision else _libelle(champ),
            *_deux(champ, avant.get(champ), apres.get(champ), noms),
        )
        for champ in changes
        if champ not in reperes
    ]
    return resultat or [Ligne("Aucun changement", "", "")]


def sur_quoi(entree: Entree, noms: Noms) -> str:
    """Nom de l'objet de l'entrée : celui qu'elle cite, sinon celui qu'il porte aujourd'hui, sinon sa clé."""
    if entree.objet in SANS_NOM:
        return SANS_NOM[entree.objet]
    contenu = (entree.apres or entree.avant or {}) if entree.action is None or entree.objet == "action" else {}
    cle = entree.action or entree.reference
    return str(contenu.get("titre") or contenu.get("nom") or noms.get(cle, cle))


def autour(texte: str, autre: str, maximum: int) -> str:
    """Texte trop long pour une cellule : il commence un peu avant ce qui le distingue de l'autre."""
    if len(texte) <= maximum:
        return texte
    paires = enumerate(zip(texte, autre, strict=False))
    ecart = next((rang for rang, (ici, la) in paires if ici != la), min(len(texte), len(autre)))
    return f"…{texte[ecart - AVANT_L_ECART :]}" if ecart > AVANT_L_ECART else texte


def _vide(valeur: object) -> object:
    return None if valeur in VIDES else valeur


def _libelle(champ: str) -> str:
    return CHAMPS.get(champ, champ.replace("_", " ").capitalize())


def _tout(contenu: Mapping[str, Any] | None, noms: Noms) -> str:
    """Champs remplis, en une phrase."""
    pleins = [(champ, valeur) for champ, valeur in (contenu or {}).items() if _vide(valeur) is not None]
    return " · ".join(f"{_libelle(champ)} : {_ecrire(champ, valeur, noms)}" for champ, valeur in pleins)


def _deux(champ: str, avant: object, apres: object, noms: Noms) -> tuple[str, str]:
    anciens, neufs = (valeur if isinstance(valeur, list) else [] for valeur in (avant, apres))
    if max(len(anciens), len(neufs)) <= COURTE:
        return _ecrire(champ, avant, noms), _ecrire(champ, apres, noms)
    retires, ajoutes = (_ecrire(champ, _propres(*deux), noms) for deux in ((anciens, neufs), (neufs, anciens)))
    return _resume(len(anciens), "retiré", retires), _resume(len(neufs), "ajouté", ajoutes)


def _propres(liste: list[Any], autre: list[Any]) -> list[Any]:
    """Éléments que l'autre liste n'a pas (cinq mille communes au plus)."""
    presents = set(map(str, autre))
    return [element for element in liste if str(element) not in presents]


def _resume(nombre: int, verbe: str, propres: str) -> str:
    """« 12 éléments ; retiré : Gap »."""
    return f"{nombre} élément{'s' * (nombre > 1)}{f' ; {verbe} : {propres}' if propres else ''}"


def _ecrire(champ: str, valeur: object, noms: Noms) -> str:
    if isinstance(valeur, list):
        return " ; ".join(_ecrire(champ, element, noms) for element in valeur)
    if isinstance(valeur, Mapping):
        return _element(valeur, noms)
    if valeur is None or isinstance(valeur, bool):
        return {None: "", True: "oui", False: "non"}[valeur]
    if isinstance(valeur, float):
        return formats.nombre_simple(valeur)
    return _scalaire(champ)(str(valeur), noms)


def _element(element: Mapping[str, Any], noms: Noms) -> str:
    """Un lieu, un partenaire ou un financeur."""
    if element.keys() == {"niveau", "code"}:
        niveau, code = element["niveau"], element["code"]
        return NOMS_NIVEAUX[niveau][0] if niveau == "perimetre" else nom_lieu(niveau, code)
    return ", ".join(_ecrire(champ, valeur, noms) for champ, valeur in element.items() if _vide(valeur) is not None)


def _scalaire(champ: str) -> Callable[[str, Noms], str]:
    if champ == "perimetre":
        return lambda code, _: f"{nom_lieu('commune', code)} ({code})"
    if champ in DATES:
        return lambda code, _: ecrire_date(code)
    if champ in MONTANTS:
        return lambda montant, _: formats.euros(float(montant))
    if champ == "etp":
        return lambda nombre, _: formats.nombre_libre(float(nombre))
    if champ in CITES:
        return lambda cle, noms: noms.get(cle, cle)
    libelles = {str(code): str(libelle) for code, libelle in CODES.get(champ, {}).items()}
    return lambda texte, _: libelles.get(texte, texte)

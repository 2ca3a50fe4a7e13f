"""Importer un fichier : d'abord l'examiner à blanc, ligne à ligne, puis tout enregistrer ou rien."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select

from donnees.registre.base import Registre
from donnees.registre.droits import Identite, Operation, exiger_quelque_part, permis
from donnees.registre.echanges.actions_presentes import Presente, presentes
from donnees.registre.echanges.bornes import ELEMENTS_MAX, PAS, PROBLEMES_MAX, Progression, borner, ecrire
from donnees.registre.echanges.colonnes import COLONNES, MOTIF_CLE
from donnees.registre.echanges.ecriture_groupee import Bilan, Ecriture, enregistrer
from donnees.registre.echanges.fichiers import COUPER, Ligne, lire
from donnees.registre.echanges.lignes import (
    VIDE,
    Probleme,
    correction,
    decoder,
    demesures,
    elements,
    normaliser,
    probleme,
)
from donnees.registre.erreurs import ImportRefuse, SaisieInvalide
from donnees.registre.modeles import Maison
from donnees.registre.services.lieux import inconnus
from donnees.registre.services.saisie import Contenu, Saisie, valider

CLE_MONTREE = 200
"""Signes gardés d'une clé trop longue : assez pour la reconnaître."""
DEMANDER = "Retirer cette ligne, ou demander ce droit à l'administration de l'Atlas."


class Verdict(StrEnum):
    """Ce que l'import ferait d'une ligne."""

    CREATION = "création"
    MISE_A_JOUR = "mise à jour"
    INCHANGEE = "inchangée"
    REFUSEE = "refusée"


@dataclass(frozen=True)
class LigneExaminee:
    """Une ligne examinée : son numéro dans le fichier, sa clé, son verdict, ses problèmes.

    ``version`` est celle de la fiche lue (0 si elle n'existe pas) ; ``saisie`` est ce qui serait enregistré.
    """

    numero: int
    cle: str
    verdict: Verdict
    problemes: tuple[Probleme, ...] = ()
    version: int = 0
    saisie: Saisie | None = None


@dataclass(frozen=True)
class Rapport:
    """Essai à blanc d'un fichier ; rien n'a été enregistré."""

    lignes: tuple[LigneExaminee, ...]

    @property
    def refusees(self) -> tuple[LigneExaminee, ...]:
        """Lignes refusées : tant qu'il y en a, rien ne s'importe."""
        return tuple(ligne for ligne in self.lignes if ligne.verdict is Verdict.REFUSEE)

    def compte(self, verdict: Verdict) -> int:
        """Nombre de lignes d'un verdict."""
        return sum(ligne.verdict is verdict for ligne in self.lignes)


@dataclass(frozen=True)
class _Contexte:
    """Ce qu'il faut savoir du registre et du fichier pour juger une ligne."""

    identite: Identite
    maisons: frozenset[str]
    presentes: dict[str, Presente]
    fois: Counter[str]


def examiner(
    registre: Registre,
    identite: Identite,
    octets: bytes,
    progression: Progression | None = None,
    lecture: Progression | None = None,
) -> Rapport:
    """Examine un fichier à blanc : rien n'est écrit.

    Parameters
    ----------
    octets : bytes
        Contenu du fichier, CSV ou XLSX, quel que soit son nom.
    progression : callable, optional
        Appelée avec (lignes faites, total).
    lecture : callable, optional
        Appelée avant elle, pendant que le fichier se lit, avec (lignes lues, lignes au plus).

    Raises
    ------
    FichierRefuse
        Le fichier ne se lit pas, n'est pas sûr, dépasse une borne, ou n'a pas les colonnes du modèle.
    DroitRefuse
        La personne ne peut importer pour aucune maison.
    """
    exiger_quelque_part(identite, Operation.IMPORTER)
    lignes = lire(octets, lecture)
    borner(_elements(lignes), ELEMENTS_MAX, "éléments de liste", COUPER)
    cles = [ligne.cellules["cle"].strip() for ligne in lignes]
    with registre.lire() as session:
        maisons = frozenset(session.scalars(select(Maison.cle)))
        trouvees = presentes(session, filter(MOTIF_CLE.fullmatch, cles))
    contexte = _Contexte(identite, maisons, trouvees, Counter(cles))
    examinees = []
    for rang, ligne in enumerate(lignes, 1):
        examinees.append(_examiner(ligne, contexte))
        if progression is not None and (rang % PAS == 0 or rang == len(lignes)):
            progression(rang, len(lignes))
    return Rapport(tuple(examinees))


def _elements(lignes: Sequence[Ligne]) -> int:
    """Éléments des listes du fichier ; celles que leur ligne fera refuser ne seront pas lues, et ne comptent pas."""
    return sum(sum(elements(ligne.cellules).values()) for ligne in lignes if not demesures(ligne.cellules))


def _examiner(ligne: Ligne, contexte: _Contexte) -> LigneExaminee:
    cle = ligne.cellules["cle"].strip()[:CLE_MONTREE]
    if soucis := demesures(ligne.cellules):
        return LigneExaminee(ligne.numero, cle, Verdict.REFUSEE, tuple(soucis))
    presente = contexte.presentes.get(cle)
    brute = _absents(ligne, presente) | decoder(ligne.cellules)
    if not (soucis := _cle(cle, contexte)):
        if presente is not None and _inchangee(brute, presente):
            return LigneExaminee(ligne.numero, cle, Verdict.INCHANGEE, version=presente.version)
        soucis = _droits(brute["maison"] or "", presente, contexte)
    if soucis:
        return LigneExaminee(ligne.numero, cle, Verdict.REFUSEE, tuple(soucis))
    try:
        saisie = valider(brute)
    except SaisieInvalide as erreur:
        champs = erreur.champs
    else:
        champs = inconnus(saisie.lieux)
        if saisie.maison not in contexte.maisons:
            champs["maison"] = "Cette maison n'est pas au registre."
        if not champs:
            verdict = Verdict.CREATION if presente is None else Verdict.MISE_A_JOUR
            version = 0 if presente is None else presente.version
            return LigneExaminee(ligne.numero, cle, verdict, version=version, saisie=saisie)
    return LigneExaminee(ligne.numero, cle, Verdict.REFUSEE, _problemes(champs, ligne, brute))


def _absents(ligne: Ligne, presente: Presente | None) -> dict[str, Any]:
    """Ce que la fiche garde des champs dont le fichier n'a pas la colonne : un ancien modèle n'efface rien."""
    noms = [colonne.nom for colonne in COLONNES if colonne.nom not in ligne.cellules]
    return {} if presente is None else {nom: getattr(presente.contenu, nom) for nom in noms}


def _problemes(champs: Mapping[str, str], ligne: Ligne, brute: Mapping[str, object]) -> tuple[Probleme, ...]:
    """Les premiers problèmes d'une ligne, et le nombre des autres."""
    montres = [probleme(*champ, ligne.cellules, brute) for champ in islice(champs.items(), PROBLEMES_MAX)]
    if (reste := len(champs) - PROBLEMES_MAX) > 0:
        montres.append(Probleme("", f"Et {ecrire(reste)} autres problèmes.", "Corriger d'abord les précédents."))
    return tuple(montres)


def _cle(cle: str, contexte: _Contexte) -> list[Probleme]:
    """Problèmes de la clé : vide, mal écrite, ou donnée à deux lignes."""
    if not cle:
        return [Probleme("cle", VIDE, correction("cle"))]
    if not MOTIF_CLE.fullmatch(cle):
        return [Probleme("cle", "Cette clé n'a pas la forme attendue.", correction("cle"))]
    if contexte.fois[cle] > 1:
        message = f"Cette clé est portée par {contexte.fois[cle]} lignes du fichier."
        return [Probleme("cle", message, "Donner une clé propre à chaque action.")]
    return []


def _inchangee(brute: dict[str, object], presente: Presente) -> bool:
    """Dit si la ligne redonne exactement la fiche, complète ou non (une fiche reprise a des vides)."""
    try:
        return normaliser(Contenu.model_validate(brute)) == presente.contenu
    except ValidationError:
        return False


def _droits(maison: str, presente: Presente | None, contexte: _Contexte) -> list[Probleme]:
    """Droit exigé sur la maison de la ligne et, si la fiche existe, sur la sienne ; rien d'autre n'en est dit."""
    if maison and not permis(contexte.identite, Operation.IMPORTER, maison):
        return [Probleme("maison", "Votre compte ne permet pas d'importer pour cette maison.", DEMANDER)]
    if presente is None:
        return []
    if not permis(contexte.identite, Operation.IMPORTER, presente.contenu.maison):
        return [Probleme("cle", "Votre compte ne permet pas de modifier l'action de cette clé.", DEMANDER)]
    if presente.archivee:
        return [Probleme("cle", "Cette action est archivée.", "La rétablir avant de la mettre à jour.")]
    return []


def importer(registre: Registre, identite: Identite, rapport: Rapport, progression: Progression | None = None) -> Bilan:
    """Enregistre un fichier examiné, en une transaction : tout, ou rien.

    Parameters
    ----------
    rapport : Rapport
        Ce qu'a rendu `examiner`.
    progression : callable, optional
        Appelée avec (actions écrites, total) ; si elle lève une erreur, rien n'est enregistré.

    Raises
    ------
    ImportRefuse
        Le rapport contient des lignes refusées.
    ImportPerime
        Une des fiches concernées a changé depuis l'examen.
    DroitRefuse, RegistreOccupe
        Rien n'est alors enregistré.
    """
    exiger_quelque_part(identite, Operation.IMPORTER)
    if rapport.refusees:
        numeros = ", ".join(str(ligne.numero) for ligne in rapport.refusees[:20])
        raise ImportRefuse(f"Lignes refusées : {numeros}. Les corriger ou les retirer ; rien n'a été enregistré.")
    ecritures = [Ecriture(ligne.numero, ligne.cle, ligne.version, ligne.saisie) for ligne in rapport.lignes]
    return registre.ecrire(lambda session: enregistrer(session, identite, ecritures, progression))

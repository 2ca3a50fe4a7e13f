"""Effacer du registre une personne nommée, partout où un texte la cite : fiches, contributions, journal, brouillons,
partenaires.

L'aperçu dit d'abord où ; l'effacement est une seule transaction, refusée si le registre a changé depuis l'aperçu. Le
journal garde qui a effacé, quand et combien de lignes, jamais le nom. Les sauvegardes déjà faites le contiennent
encore : `RESTE` dit quoi en faire.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from sqlalchemy import Table, func, select, update
from sqlalchemy.orm import Session

from donnees.registre.base import Registre
from donnees.registre.droits import Identite, Operation, exiger
from donnees.registre.erreurs import ApercuPerime
from donnees.registre.modeles import Base, Journal
from donnees.registre.modeles.acteurs import NOM_MAX
from donnees.registre.modeles.contributions import TEXTE_MAX
from donnees.registre.services import noms
from donnees.registre.services.consignation import consigner_objet, maintenant

EFFACE = "[nom effacé]"
RESTE = (
    "Les sauvegardes déjà faites, et les archives de PostgreSQL, contiennent encore ce nom : détruisez-les une fois "
    "une neuve prise, ou refaites cet effacement après toute restauration. Les fichiers déjà téléchargés par d'autres "
    "sont hors d'atteinte."
)
LIBRES: Mapping[str, tuple[str, ...]] = {
    "action": ("titre", "description", "pilote", "elu_nom", "elu_mandat", "public", "empechement", "source"),
    "action_partenaire": ("role",),
    "action_financeur": ("nom",),
    "partenaire": ("nom",),
    "suivi": ("libelle", "unite"),
    "suivi_valeur": ("commentaire",),
    "maison": ("nom", "statut", "statut_source", "territoire", "adresse", "telephone", "site"),
    "contribution": ("mandat", "texte"),
    "habilitation": ("nom",),
    "journal": ("nom", "avant", "apres"),
    "brouillon": ("contenu",),
}
"""Table → colonnes où l'on écrit librement ; les autres sont des codes, des clés, des dates."""
UNIQUES = {
    "partenaire": ("nom", "nature"),
    "suivi": ("libelle", "action"),
    "action_financeur": ("nom", "action", "nature"),
}
"""Table → colonne qui ne se répète pas, et ce qui la départage."""
BORNEES: Mapping[str, int] = {"texte": TEXTE_MAX} | dict.fromkeys(
    ("titre", "nom", "role", "libelle", "mandat"), NOM_MAX
)
"""Colonne → signes que la base y garde au plus : un nom effacé peut être plus long que le nom."""
EXTRAIT = 40


@dataclass(frozen=True)
class Occurrence:
    """Un champ qui cite la personne : sa table, sa colonne, la clé de sa ligne, ce qui entoure le nom."""

    table: str
    colonne: str
    cle: str
    extrait: str


@dataclass(frozen=True)
class Apercu:
    """Tout ce qui cite une personne ; rien n'est encore effacé."""

    occurrences: tuple[Occurrence, ...]
    cles: tuple[str, ...]
    """Clés d'actions qui contiennent le nom : elles sont dans des liens et des fichiers, et ne changent pas."""

    @property
    def lignes(self) -> int:
        """Nombre de lignes du registre qui seront récrites."""
        return len({(occurrence.table, occurrence.cle) for occurrence in self.occurrences})


@dataclass(frozen=True)
class Effacement:
    """Ce qui vient d'être effacé ; ``compacte`` est faux si le fichier SQLite garde encore les anciens octets."""

    lignes: int
    compacte: bool


@dataclass
class _Changement:
    table: Table
    cle: dict[str, Any]
    valeurs: dict[str, Any]
    occurrences: list[Occurrence] = field(default_factory=list)


def apercevoir(registre: Registre, identite: Identite, nom: str) -> Apercu:
    """Cherche partout une personne nommée ; réservé à l'administration, rien n'est écrit.

    Raises
    ------
    DroitRefuse, SaisieInvalide
    """
    exiger(identite, Operation.EFFACER_PERSONNE, None)
    cherche = noms.lire(nom)
    with registre.lire() as session:
        return _apercu(session, cherche, list(_changements(session, cherche)))


def effacer(registre: Registre, identite: Identite, nom: str, lignes: int) -> Effacement:
    """Efface une personne nommée de tous les textes du registre, journal et brouillons compris ; tout ou rien.

    Parameters
    ----------
    lignes : int
        Nombre de lignes que l'aperçu a annoncées.

    Raises
    ------
    ApercuPerime
        Le registre a changé depuis l'aperçu : rien n'est effacé.
    DroitRefuse, SaisieInvalide, RegistreOccupe
        Rien n'est effacé.
    """
    exiger(identite, Operation.EFFACER_PERSONNE, None)
    cherche = noms.lire(nom)

    def travail(session: Session) -> int:
        changements = list(_changements(session, cherche))
        trouvees = _apercu(session, cherche, changements).lignes
        if trouvees != lignes:
            raise ApercuPerime(lignes, trouvees)
        for changement in changements:
            conditions = [changement.table.c[colonne] == valeur for colonne, valeur in changement.cle.items()]
            session.execute(update(changement.table).where(*conditions).values(changement.valeurs))
        if trouvees:
            _consigner(session, identite, trouvees)
        return trouvees

    return Effacement(registre.ecrire(travail), registre.compacter())


def effacements(registre: Registre) -> int:
    """Nombre d'effacements faits jusqu'ici : une réplique qui le voit changer oublie ce qu'elle gardait d'avant."""
    with registre.lire() as session:
        faits = select(func.count()).select_from(Journal).where(Journal.objet == "effacement")
        return int(session.execute(faits).scalar_one())


def _consigner(session: Session, identite: Identite, lignes: int) -> None:
    operation, reference = Operation.EFFACER_PERSONNE, uuid4().hex
    apres = {"lignes": lignes}
    consigner_objet(session, identite, operation, objet="effacement", reference=reference, avant=None, apres=apres)


def _apercu(session: Session, cherche: noms.Nom, changements: list[_Changement]) -> Apercu:
    action = Base.metadata.tables["action"]
    cles = tuple(cle for cle in session.scalars(select(action.c.cle).order_by(action.c.cle)) if cherche.places(cle))
    return Apercu(tuple(o for changement in changements for o in changement.occurrences), cles)


def _changements(session: Session, cherche: noms.Nom) -> Iterator[_Changement]:
    """Lignes à récrire, table par table."""
    for nom, colonnes in LIBRES.items():
        table = Base.metadata.tables[nom]
        prises: set[tuple[Any, ...]] = set()
        trouves: list[tuple[_Changement, dict[str, Any]]] = []
        lues = session.execute(select(table).order_by(*table.primary_key.columns)).yield_per(1_000)
        for ligne in (dict(zip(table.columns.keys(), lue, strict=True)) for lue in lues):
            if nom in UNIQUES:
                prises.add(tuple(ligne[colonne] for colonne in UNIQUES[nom]))
            if changement := _changement(table, ligne, colonnes, cherche):
                trouves.append((changement, ligne))
        for changement, ligne in trouves:
            if nom in UNIQUES:
                _departager(changement, ligne, UNIQUES[nom], prises)
            yield changement


def _changement(
    table: Table, ligne: Mapping[str, Any], colonnes: tuple[str, ...], cherche: noms.Nom
) -> _Changement | None:
    cle = {colonne.name: ligne[colonne.name] for colonne in table.primary_key.columns}
    changement = _Changement(table, cle, {})
    for colonne in colonnes:
        extraits: list[str] = []
        neuve = _recrire(ligne[colonne], cherche, extraits)
        if extraits:
            changement.valeurs[colonne] = neuve[: BORNEES[colonne]] if colonne in BORNEES else neuve
            montree = " ".join(map(str, cle.values()))
            changement.occurrences += [Occurrence(table.name, colonne, montree, extrait) for extrait in extraits]
    if not changement.valeurs:
        return None
    changement.valeurs |= _suites(table.name, ligne, changement.valeurs)
    return changement


def _recrire(valeur: Any, cherche: noms.Nom, extraits: list[str]) -> Any:  # noqa: ANN401 - texte, ou JSON de toute forme
    """Valeur sans le nom ; ajoute à ``extraits`` ce qui entoure chaque occurrence."""
    if isinstance(valeur, str):
        for debut, fin in cherche.places(valeur):
            extraits.append(valeur[max(debut - EXTRAIT, 0) : fin + EXTRAIT])
        return cherche.remplacer(valeur, EFFACE)
    if isinstance(valeur, list):
        return [_recrire(element, cherche, extraits) for element in valeur]
    if isinstance(valeur, Mapping):
        neuve = {nom: _recrire(element, cherche, extraits) for nom, element in valeur.items()}
        # Le mandat désigne la personne autant que son nom.
        return neuve | ({"elu_mandat": EFFACE} if neuve.get("elu_nom") == EFFACE else {})
    return valeur


def _suites(table: str, ligne: Mapping[str, Any], valeurs: Mapping[str, Any]) -> dict[str, Any]:
    """Ce qu'un effacement entraîne sur la même ligne."""
    if table == "journal":
        suites = {"qui": EFFACE} if "nom" in valeurs else {}
        contenu = {"avant", "apres"} & valeurs.keys() and ligne["objet"] == "habilitation"
        return suites | ({"reference": EFFACE} if contenu else {})
    if table in {"action", "contribution"}:
        elu = {"elu_nom": "", "elu_mandat": ""} if valeurs.get("elu_nom") == EFFACE else {}
        return elu | {"version": ligne["version"] + 1, "modifie_le": maintenant()}
    return {"version": ligne["version"] + 1} if table == "maison" else {}


def _departager(
    changement: _Changement, ligne: Mapping[str, Any], colonnes: tuple[str, ...], prises: set[tuple[Any, ...]]
) -> None:
    """Numérote un nom effacé que porte déjà une autre ligne."""
    colonne, *autres = colonnes
    if colonne not in changement.valeurs:
        return
    base, rang = changement.valeurs[colonne], 1
    reste = tuple(ligne[autre] for autre in autres)
    while (changement.valeurs[colonne], *reste) in prises:
        rang += 1
        changement.valeurs[colonne] = f"{base[: NOM_MAX - 8]} {rang}"
    prises.add((changement.valeurs[colonne], *reste))

"""Les tableaux d'un document : d'une liste d'indicateurs face aux comparateurs, ou d'une table déjà calculée."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from donnees.catalogue import charger
from donnees.catalogue.diagnostic import Bloc as BlocFixe
from donnees.catalogue.diagnostic import diagnostic
from donnees.catalogue.modeles import citer
from geo import mesures
from geo.documents.blocs.chiffres import dire, existe
from geo.documents.demande import Contexte
from geo.documents.modele import Colonne, Nature, Tableau
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures import Mesure
from geo.mesures.comparaison import noms_distincts
from geo.mesures.emprunts import Emprunt
from geo.mesures.reserves import RAISONS
from geo.portrait import constats
from geo.portrait.constats import Constat
from geo.territoires import Territoire
from geo.territoires.niveaux import NOMS_NIVEAUX

Brute = float | str | None
Ligne = tuple[tuple[str, ...], tuple[Brute, ...], list[str]]


def indicateurs(contexte: Contexte, bloc: BlocFixe, note: str = "") -> Tableau | None:
    """Indicateurs du bloc : date, valeur d'ici, des comparateurs, place ; None si aucun n'existe à cette échelle."""
    siens = [constats.constater(contexte.territoire, None, identifiant) for identifiant in bloc.indicateurs]
    gardes = [constat for constat in siens if existe(constat.mesure)]
    if not gardes:
        return None
    noms = noms_distincts((contexte.territoire, *contexte.comparateurs))
    mots = diagnostic().mots
    colonnes = (
        Colonne(mots["indicateur"], largeur=3),
        Colonne(mots["date"], largeur=1.2),
        *(Colonne(nom, "nombre", 1.6) for nom in noms),
        Colonne(_place(contexte.territoire), largeur=1.6),
    )
    lignes = [_ligne(contexte, constat) for constat in gardes]
    sources = dict.fromkeys(source for *_, citees in lignes for source in citees)
    return Tableau(
        cle=bloc.id,
        titre=bloc.titre,
        colonnes=colonnes,
        lignes=tuple(ecrite for ecrite, _, _ in lignes),
        note=f"{note or bloc.note} {mots['ordre']}".strip(),
        source=citer(charger().sources[source] for source in sources),
        brutes=tuple(brute for _, brute, _ in lignes),
    )


def _place(territoire: Territoire) -> str:
    """« Place parmi les zones d'emploi » ; le pays n'a pas de pairs."""
    mots = diagnostic().mots
    pairs = NOMS_NIVEAUX[mesures.niveau_des_pairs(territoire)][1]
    return mots["sans_pairs"] if territoire.niveau == "france" else mots["place"].format(pairs=pairs)


def _ligne(contexte: Contexte, constat: Constat) -> Ligne:
    mesure, fiche = constat.mesure, constat.mesure.indicateur
    periode = constat.emprunt.periode if constat.emprunt else mesure.periode
    ailleurs = [constats.comparer(autre, fiche, periode) for autre in contexte.comparateurs]
    place = constat.position.ecrite
    ici, date = cellule(mesure, constat.emprunt), formats.periode(periode)
    ecrite = (fiche.libelle, date, ici, *(cellule(autre) if autre else formats.ABSENT for autre in ailleurs))
    nombres: list[Brute] = [_nombre(mesure) if math.isfinite(mesure.valeur) else ici]
    nombres += [_nombre(autre) if autre else None for autre in ailleurs]
    citees = [source.id for source in charger().sources_de(fiche, periode)]
    return (*ecrite, place or formats.ABSENT), (fiche.libelle, date, *nombres, place or None), citees


def cellule(mesure: Mesure, emprunt: Emprunt | None = None) -> str:
    """La valeur et ses réserves ; sans valeur, ce que disent ses zones d'emploi, nommées, ou la raison."""
    if math.isfinite(mesure.valeur):
        return dire(mesure)
    if emprunt is not None:
        return majuscule(emprunt.texte)
    return formats.statut("s").capitalize() if mesure.statut == "s" else RAISONS[mesure.origine].rstrip(".")


def _nombre(mesure: Mesure) -> float:
    return float(mesure.indicateur.arrondir(np.array(mesure.valeur)))


@dataclass(frozen=True)
class Allure:
    """Comment s'écrit une table.

    Attributes
    ----------
    decimales : mapping of str to int
        Colonnes de nombres → décimales ; les autres sont du texte.
    signes : tuple of str
        Colonnes de nombres qui portent leur signe.
    vides : tuple of str
        Colonnes à remplir à la main, absentes de la table.
    largeurs : mapping
        Largeur d'une colonne ; d'office 3 pour la première, 1 pour les autres.
    partenaires : tuple of str
        Une colonne vide dont l'en-tête nomme un partenaire se répète pour chacun d'eux.
    """

    decimales: Mapping[str, int] = field(default_factory=dict)
    signes: tuple[str, ...] = ()
    vides: tuple[str, ...] = ()
    largeurs: Mapping[str, float] = field(default_factory=dict)
    partenaires: tuple[str, ...] = ()

    def ecrire(self, cle: str, valeur: object) -> str:
        """La cellule, en toutes lettres ; vide dans une colonne à remplir, « — » quand rien n'est connu."""
        if cle in self.vides:
            return ""
        if cle in self.decimales:
            return formats.nombre(float(str(valeur)), self.decimales[cle], signe=cle in self.signes)
        return str(valeur).strip() or formats.ABSENT

    def brute(self, cle: str, valeur: object) -> Brute:
        """La même, en nombre quand c'en est un."""
        if cle in self.vides:
            return None
        if cle in self.decimales:
            nombre = float(str(valeur))
            return nombre if math.isfinite(nombre) else None
        return str(valeur).strip() or None

    def colonne(self, cle: str, nom: str, rang: int) -> Colonne:
        """La colonne."""
        nature: Nature = "vide" if cle in self.vides else "nombre" if cle in self.decimales else "texte"
        return Colonne(nom, nature, self.largeurs.get(cle, 1.0 if rang else 3.0))


def depuis(
    bloc: BlocFixe, table: pd.DataFrame, allure: Allure, source: str, valeurs: Mapping[str, object] | None = None
) -> Tableau | None:
    """Tableau d'une table dont les colonnes portent les clés du bloc ; None si elle n'a pas de ligne.

    Parameters
    ----------
    valeurs : mapping
        Ce qui remplit les modèles du catalogue (titre, note, en-têtes).
    """
    if table.empty:
        return None
    remplis = valeurs or {}
    cles = _cles(bloc, table, allure)
    colonnes = [
        allure.colonne(cle, bloc.colonnes[cle].format_map({**remplis, "partenaire": partenaire}), rang)
        for rang, (cle, partenaire) in enumerate(cles)
    ]
    lignes = [[ligne.get(cle) for cle, _ in cles] for ligne in table.to_dict("records")]
    noms = [cle for cle, _ in cles]
    return Tableau(
        cle=bloc.id,
        titre=bloc.titre.format_map(remplis),
        colonnes=tuple(colonnes),
        lignes=tuple(tuple(map(allure.ecrire, noms, ligne)) for ligne in lignes),
        note=bloc.note.format_map(remplis).strip(),
        source=source,
        brutes=tuple(tuple(map(allure.brute, noms, ligne)) for ligne in lignes),
    )


def _cles(bloc: BlocFixe, table: pd.DataFrame, allure: Allure) -> list[tuple[str, str]]:
    """Colonnes montrées, dans l'ordre du catalogue, et le partenaire que chacune nomme."""
    return [
        (cle, partenaire)
        for cle, modele in bloc.colonnes.items()
        if cle in table.columns or cle in allure.vides
        for partenaire in (allure.partenaires if "{partenaire}" in modele else ("",))
    ]

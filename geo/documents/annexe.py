"""L'annexe d'un document, en classeur : toutes ses valeurs, chacune avec sa source.

Les chiffres clés d'abord, puis une feuille par section, une ligne par valeur : ce qu'un tableur filtre et recompose. La
valeur est celle que l'Atlas garde quand il en garde une, à côté de ce que le document écrit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from donnees.catalogue.documents import mots
from geo.documents.modele import Barres, Carte, Chiffre, Chiffres, Courbes, Document, Figure, Section, Tableau
from geo.ecriture import classeurs, formats
from geo.ecriture.sources import NON_RETROUVEE
from geo.mesures.repartitions import repartir, restreindre

Ligne = Mapping[str, float | str | None]


def ecrire(document: Document) -> bytes:
    """Compose le classeur, XLSX : chiffres clés, une feuille par section qui a des valeurs, sources."""
    feuilles = [_chiffres_cles(document), *map(_section, document.sections)]
    titre = formats.typographie(f"{document.titre}, {document.sous_titre}")
    return classeurs.composer(titre, [feuille for feuille in feuilles if len(feuille.table)], _sources(document))


def _chiffres_cles(document: Document) -> classeurs.Feuille:
    lignes = [
        _chiffre(section, chiffre)
        for section in document.sections
        for bloc in section.blocs
        if isinstance(bloc, Chiffres)
        for chiffre in bloc.chiffres
    ]
    return classeurs.Feuille(mots()["chiffres_cles"], _table(lignes))


def _chiffre(section: Section, chiffre: Chiffre) -> Ligne:
    """Un chiffre clé : sa valeur gardée, puis tout ce que le document en écrit."""
    return {
        "section": section.titre,
        "indicateur": chiffre.libelle,
        "valeur": chiffre.brute,
        "unite": chiffre.unite,
        "ecrit": chiffre.valeur,
        "periode": chiffre.periode,
        "comparee_a": " ; ".join(f"{comparee.nom} : {comparee.valeur}" for comparee in chiffre.comparees),
        "evolution": chiffre.evolution,
        "place": chiffre.place,
        "remarque": chiffre.remarque,
        "source": chiffre.source,
    }


def _section(section: Section) -> classeurs.Feuille:
    """Les valeurs des tableaux et des figures d'une section ; leurs notes dessous."""
    blocs = [bloc for bloc in section.blocs if isinstance(bloc, Tableau | Figure)]
    lignes = [ligne for bloc in blocs for ligne in (_tableau(bloc) if isinstance(bloc, Tableau) else _figure(bloc))]
    notes = [f"{bloc.titre} : {bloc.note}" for bloc in blocs if bloc.note]
    return classeurs.Feuille(f"{section.numero} {section.titre}".strip(), _table(lignes), notes)


def _tableau(tableau: Tableau) -> Iterable[Ligne]:
    """Une ligne par cellule, nommée par la première colonne ; une colonne à remplir n'a pas de valeur."""
    pleines = [rang for rang, colonne in enumerate(tableau.colonnes) if colonne.nature != "vide"]
    if len(pleines) == 1 < len(tableau.colonnes):  # rien qu'un formulaire
        return
    for rang, cellules in enumerate(tableau.lignes):
        brutes = tableau.brutes[rang] if tableau.brutes else (None,) * len(cellules)
        for colonne in pleines[1:] or pleines:
            brute = brutes[colonne]
            valeur = None if isinstance(brute, str) else brute
            yield _valeur(tableau, (cellules[0], tableau.colonnes[colonne].nom), valeur, "", cellules[colonne])


def _figure(figure: Figure) -> Iterable[Ligne]:
    """Une ligne par point, ou par territoire coloré."""
    dessin = figure.dessin
    if isinstance(dessin, Carte):
        yield from _carte(figure, dessin)
        return
    noms = dessin.periodes if isinstance(dessin, Courbes) else dessin.categories
    for serie in dessin.series:
        for nom, valeur in zip(noms, serie.valeurs, strict=True):
            ligne = formats.periode(nom) if isinstance(dessin, Courbes) else nom
            ecrit = formats.nombre(valeur, dessin.decimales, signe=isinstance(dessin, Barres) and dessin.signe)
            yield _valeur(figure, (ligne, serie.nom), valeur, dessin.unite, ecrit)


def _carte(figure: Figure, dessin: Carte) -> Iterable[Ligne]:
    """La valeur de chaque territoire coloré, ses bornes si elle est incertaine ; une carte de situation n'en a pas."""
    if not dessin.indicateur:
        return
    lue = repartir(dessin.indicateur, dessin.niveau, dessin.periode)
    lue = restreindre(lue, dessin.communes) if dessin.niveau == "commune" else lue
    for code, nom, valeur, statut in zip(lue.codes, lue.libelles, lue.valeurs.tolist(), lue.statuts, strict=True):
        dite = formats.statut(statut)
        bornes = [formats.selon(lue.indicateur, borne) for borne in lue.intervalles.get(code, ())]
        reserves = [texte for texte in (" à ".join(bornes), dite) if texte]
        ecrit = formats.selon(lue.indicateur, valeur) + (f" ({', '.join(reserves)})" if reserves else "")
        yield _valeur(figure, (f"{nom} ({code})", lue.indicateur.libelle), valeur, lue.indicateur.unite, ecrit)


def _valeur(bloc: Tableau | Figure, noms: tuple[str, str], valeur: float | None, unite: str, ecrit: str) -> Ligne:
    """Une valeur ; ``noms`` : sa ligne et sa colonne."""
    return {
        "bloc": bloc.titre,
        "ligne": noms[0],
        "colonne": noms[1],
        "valeur": valeur,
        "unite": unite,
        "ecrit": ecrit,
        "source": bloc.source,
    }


def _sources(document: Document) -> pd.DataFrame:
    """Producteur, titre, millésime, licence et adresse de chaque source citée."""
    champs = {"producteur": "producteur", "titre": "titre", "millesime": "millesime", "licence": "licence_mot"}
    champs |= {"adresse": "adresse_source"}
    return pd.DataFrame(
        {
            mots()[mot]: [getattr(source, champ) or NON_RETROUVEE for source in document.sources]
            for champ, mot in champs.items()
        },
        dtype="object",
    )


def _table(lignes: Iterable[Ligne]) -> pd.DataFrame:
    """Table aux en-têtes du catalogue ; les cases gardent leur type : un nombre reste un nombre."""
    return pd.DataFrame(list(lignes), dtype="object").rename(columns=dict(mots()))

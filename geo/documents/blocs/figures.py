"""Les figures d'un document : courbes, barres et cartes, chacune avec la phrase qui la remplace."""

from __future__ import annotations

import math

import pandas as pd

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.diagnostic import Bloc as BlocFixe
from donnees.catalogue.modeles import Indicateur, citer
from geo import mesures
from geo.documents.demande import Contexte
from geo.documents.modele import Carte, Courbes, Figure, Serie
from geo.ecriture import formats
from geo.mesures import phrases
from geo.mesures.repartitions import Repartition, communales, repartir
from geo.portrait import series
from geo.territoires import Territoire, rangs
from geo.territoires.index import index

SERIES_MAX = 5
COMMUNES_MAX = 2000
VILLES = 5


def courbes(contexte: Contexte, bloc: BlocFixe, *, seul: bool = False) -> Figure | None:
    """Toutes les dates de l'indicateur du bloc ; None si ni le territoire ni ses zones d'emploi n'ont la série.

    Parameters
    ----------
    seul : bool
        Sans comparateur : un effectif ne se compare pas d'un territoire à l'autre.
    """
    (identifiant,) = bloc.indicateurs
    fiche = charger().indicateur(identifiant)
    traces = _traces(contexte, identifiant, seul=seul)
    periodes = tuple(sorted({periode for _, valeurs in traces for periode in valeurs.index}))
    if not periodes:
        return None
    lignes = tuple(Serie(nom, tuple(valeurs.reindex(periodes).tolist())) for nom, valeurs in traces)
    debut, fin = (formats.periode_courte(periode) for periode in (periodes[0], periodes[-1]))
    dessin = Courbes(periodes, lignes, fiche.unite, fiche.decimales)
    titre = bloc.titre.format(indicateur=fiche.libelle, debut=debut, fin=fin)
    return Figure(bloc.id, titre, decrire(dessin), dessin, _note(bloc, fiche), sources(fiche))


def decrire(dessin: Courbes) -> str:
    """« Lyon : 7,9 % au 1ᵉʳ trimestre 2003, 7,2 % au 4ᵉ trimestre 2025. » : les deux bouts de chaque courbe."""
    return " ".join(_bouts(dessin, serie) for serie in dessin.series)


def _bouts(dessin: Courbes, serie: Serie) -> str:
    connues = [
        (periode, valeur)
        for periode, valeur in zip(dessin.periodes, serie.valeurs, strict=True)
        if math.isfinite(valeur)
    ]
    extremes = [
        f"{formats.avec_unite(valeur, dessin.unite, dessin.decimales)} {formats.dans_la_periode(periode)}"
        for periode, valeur in dict.fromkeys((connues[0], connues[-1]))
    ]
    return f"{serie.nom} : {', '.join(extremes)}."


def _traces(contexte: Contexte, identifiant: str, *, seul: bool) -> list[tuple[str, pd.Series]]:
    """Nom et valeurs de chaque série, celle du territoire (ou de ses zones d'emploi) d'abord."""
    fiche, territoire = charger().indicateur(identifiant), contexte.territoire
    siens = series.siens(territoire, identifiant)
    if all(mesures.serie(sien, identifiant).empty for sien in siens):
        return []
    autres = () if seul else (*contexte.comparateurs, *series.suivis(territoire, None, identifiant)[len(siens) :])
    tous = dict.fromkeys((*siens, *autres))
    lues = [(series.nommer(t, fiche), _serie(t, identifiant)) for t in tous]
    return [(nom, valeurs) for nom, valeurs in lues if not valeurs.empty][:SERIES_MAX]


def _serie(territoire: Territoire, identifiant: str) -> pd.Series:
    lue = mesures.serie(territoire, identifiant)
    return pd.Series(lue["valeur"].to_numpy(dtype=float), index=lue["periode"].astype(str)).dropna()


def _note(bloc: BlocFixe, fiche: Indicateur) -> str:
    """La note du bloc, et la première précaution de l'indicateur, comme sous une figure de l'écran."""
    return f"{bloc.note} {next(iter(fiche.precautions), '')}".strip()


def sources(fiche: Indicateur) -> str:
    """Toutes les sources d'un indicateur, pour une figure qui montre toutes ses dates."""
    return citer(charger().sources[source] for source in fiche.sources)


def communes(contexte: Contexte, bloc: BlocFixe) -> Figure | None:
    """L'indicateur du bloc par commune, ou par zone d'emploi pour un grand territoire ; None s'il y a trop peu."""
    (identifiant,) = bloc.indicateurs
    grand = len(contexte.territoire.communes) > COMMUNES_MAX
    if grand:
        return _colorer(contexte, bloc, repartir(identifiant, "zone_emploi"), "")
    choisie = communales(identifiant, contexte.territoire.communes)
    return _colorer(contexte, bloc, choisie, "") if choisie.observees.size >= phrases.NOMBRE_MIN else None


def zones(contexte: Contexte, bloc: BlocFixe, suite: str) -> Figure | None:
    """L'indicateur du bloc par zone d'emploi ; ``suite`` dit où en est le territoire, vide : rien à montrer."""
    if not suite:
        return None
    (identifiant,) = bloc.indicateurs
    return _colorer(contexte, bloc, repartir(identifiant, "zone_emploi"), suite)


def _colorer(contexte: Contexte, bloc: BlocFixe, repartition: Repartition, suite: str) -> Figure:
    fiche = repartition.indicateur
    titre = bloc.titre.format(indicateur=fiche.libelle, date=formats.periode(repartition.periode))
    dessin = Carte(
        repartition.niveau, contexte.territoire.communes, fiche.id, repartition.periode, villes(contexte.territoire)
    )
    alternative = f"{phrases.phrase(repartition)} {suite}".strip()
    return Figure(bloc.id, titre, alternative, dessin, _note(bloc, fiche), repartition.sources)


def villes(territoire: Territoire) -> tuple[tuple[float, float, str], ...]:
    """Les communes les plus peuplées qui ont un point : longitude, latitude, nom."""
    choisies = sorted(rangs(territoire).tolist(), key=lambda rang: -index().population[rang])[: 4 * VILLES]
    codes = [index().codes[rang] for rang in choisies]
    lieux = entrepot.territoires("commune").loc[codes, ["lon", "lat", "libelle"]]
    points = [(float(lon), float(lat), str(nom)) for lon, lat, nom in lieux.itertuples(index=False, name=None)]
    return tuple(point for point in points if math.isfinite(point[0]) and math.isfinite(point[1]))[:VILLES]

"""Tableau équivalent à la carte et fichiers à emporter, sans formule piégée."""

from __future__ import annotations

import pandas as pd

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats
from geo.ecriture.tableurs import en_csv
from geo.mesures.classement import encadrer
from geo.mesures.repartitions import Repartition
from geo.sorties.metadonnees import Sujet
from geo.sorties.noms import NIVEAUX
from geo.territoires.niveaux import NOMS_NIVEAUX


def equivalent(repartition: Repartition) -> pd.DataFrame:
    """Tableau équivalent à la carte : rang, territoire, code, valeur, bornes, statut ; le plus favorable d'abord."""
    fiche = repartition.indicateur
    croissant = fiche.sens == "mieux_bas"
    lignes = repartition.table().sort_values(["valeur", "libelle"], ascending=[croissant, True], na_position="last")
    fragiles = [bool(repartition.fragilite(code)) for code in lignes["code"]]
    lignes = encadrer(lignes.assign(fragile=fragiles), croissant=croissant)
    return pd.DataFrame(
        {
            "Rang": lignes["rang"],
            NOMS_NIVEAUX[repartition.niveau][0].capitalize(): lignes["libelle"],
            "Code": lignes["code"],
            f"{fiche.libelle_court} ({fiche.unite})": lignes["valeur"].round(fiche.decimales),
            **_incertaines(lignes, fiche),
            "Statut": lignes["statut"].map(formats.statut),
        }
    ).reset_index(drop=True)


def _incertaines(lignes: pd.DataFrame, fiche: Indicateur) -> dict[str, pd.Series]:
    """Bornes et rangs possibles ; rien pour un indicateur dont aucune valeur n'est incertaine."""
    if "minimum" not in lignes or lignes["minimum"].isna().all():
        return {}
    bornes = {nom.capitalize(): lignes[nom].round(fiche.decimales) for nom in ("minimum", "maximum")}
    return {**bornes, "Rang au mieux": lignes["rang_min"], "Rang au pire": lignes["rang_max"]}


def decimales(table: pd.DataFrame, fiche: Indicateur) -> dict[str, int]:
    """Colonnes de nombres d'un tableau de ce module → décimales."""
    entieres = ("Rang", "Rang au mieux", "Rang au pire", "Rang national", "Population")
    mesurees = (f"{fiche.libelle_court} ({fiche.unite})", "Minimum", "Maximum")
    toutes = dict.fromkeys(entieres, 0) | dict.fromkeys(mesurees, fiche.decimales)
    return {nom: chiffres for nom, chiffres in toutes.items() if nom in table}


def csv(repartition: Repartition) -> bytes:
    """CSV à la française (« ; », virgule, UTF-8 avec BOM), avec source et date à chaque ligne."""
    fiche = repartition.indicateur
    table = equivalent(repartition).assign(
        Indicateur=fiche.libelle, Unité=fiche.unite, Période=repartition.periode, Source=repartition.sources
    )
    return en_csv(table)


def classement(lignes: pd.DataFrame, fiche: Indicateur) -> pd.DataFrame:
    """Classement prêt à montrer : colonnes nommées en français, avec l'unité."""
    return pd.DataFrame(
        {
            "Rang": lignes["rang"],
            "Territoire": lignes["libelle"],
            f"{fiche.libelle_court} ({fiche.unite})": lignes["valeur"].round(fiche.decimales),
            **_incertaines(lignes, fiche),
            "Code": lignes["code"],
            "Rang national": lignes["rang_national"],
            "Population": lignes["population"],
            "Région": lignes["region"],
            "Statut": lignes["statut"].map(formats.statut),
        }
    )


def sujet(repartition: Repartition) -> Sujet:
    """Ce que contient le fichier d'une répartition : indicateur, niveau ou zone, période."""
    fiche = repartition.indicateur
    zone = str(entrepot.territoires("zone_emploi")["libelle_long"].get(repartition.zone, ""))
    titre = f"{fiche.libelle}, {NOMS_NIVEAUX[repartition.niveau][1]}{f' de la zone de {zone}' if zone else ''}"
    parties = (fiche.id, NIVEAUX[repartition.niveau], zone)
    sources = tuple(source.id for source in charger().sources_de(fiche, repartition.periode))
    return Sujet(f"{titre} ({formats.periode(repartition.periode)})", parties, sources, repartition.periode, fiche.id)

"""Ateliers d'épreuve : un tout petit pays écrit à la main, et le vrai pays sans l'étape « contours »."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import pandas as pd
import shapely

from donnees.etapes import territoires
from donnees.etapes.atelier import Atelier
from donnees.lecture import ign
from donnees.lecture.socle import Brut

# Vraies communes : code, nom, codes postaux, département, région, zone d'emploi, EPCI, population, lon, lat.
COMMUNES = [
    ("06029", "Cannes", "06150 06400", "06", "93", "9306", "200039915", 72952.0, 7.0127, 43.5513),
    ("23019", "Beissat", "23260", "23", "75", "7503", "200066744", 26.0, 2.2797, 45.7636),
    ("27679", "Verneuil d'Avre et d'Iton", "27130 27160", "27", "28", "2815", "200066462", 7946.0, 0.9280, 48.7400),
    ("2A004", "Ajaccio", "20000 20090 20167", "2A", "94", "9401", "242010056", 74512.0, 8.7013, 41.9351),
    ("33063", "Bordeaux", "33000 33100 33200 33300 33800", "33", "75", "7505", "243300316", 265328.0, -0.5874, 44.8572),
    ("51108", "Châlons-en-Champagne", "51000", "51", "44", "4402", "200066876", 43000.0, 4.3628, 48.9640),
    ("59128", "Capinghem", "59160", "59", "32", "3212", "200093201", 2500.0, 2.9650, 50.6440),
    ("59350", "Lille", "59000 59160 59260 59777 59800", "59", "32", "3212", "200093201", 238000.0, 3.0470, 50.6300),
    ("60029", "Auneuil", "60390", "60", "32", "3201", "200067999", 2800.0, 1.9989, 49.3700),
    ("60057", "Beauvais", "60000", "60", "32", "3201", "200067999", 55906.0, 2.0858, 49.4365),
    ("60286", "Grandvilliers", "60210", "60", "32", "3201", "246000848", 2727.0, 1.9343, 49.6658),
    ("69123", "Lyon", "69001 69002 69003 69004", "69", "84", "8421", "200046977", 520774.0, 4.8351, 45.7580),
    ("75056", "Paris", "75001 75014 75018", "75", "11", "1109", "200054781", 2113705.0, 2.3431, 48.8567),
    ("92004", "Asnières-sur-Seine", "92600", "92", "11", "1109", "200054781", 86512.0, 2.2890, 48.9159),
    ("97306", "Mana", "97360", "973", "03", "0302", "249730045", 11234.0, -53.6034, 4.9963),
    (
        "97415",
        "Saint-Paul",
        "97411 97422 97434 97435 97460",
        "974",
        "04",
        "0404",
        "249740101",
        103208.0,
        55.3270,
        -21.0450,
    ),
]
ANCIENS = {"33064": "33063", "75118": "75056"}


def atelier_reduit(brut: Brut) -> Atelier:
    """Un pays de seize communes ; ``33064`` (inventé) et ``75118`` y sont d'anciens codes."""
    colonnes = ["code", "libelle", "codes_postaux", "departement", "region", "zone_emploi", "epci"]
    table = pd.DataFrame(COMMUNES, columns=[*colonnes, "population", "lon", "lat"])
    atelier = Atelier(brut)
    atelier.tables["territoires"] = table.assign(niveau="commune").drop(columns=["zone_emploi", "epci"])
    niveaux = ["zone_emploi", "epci", "departement", "region"]
    atelier.tables["appartenance"] = table.rename(columns={"code": "commune"})[["commune", *niveaux]]
    historique = ANCIENS | {code: code for code in table["code"]}
    atelier.intermediaires["historique"] = pd.DataFrame(
        list(historique.items()), columns=["code_historique", "code_commune"]
    )
    return atelier


@functools.lru_cache(maxsize=1)
def _reel(racine: Path) -> Atelier:
    atelier = Atelier(Brut(racine))
    territoires.construire(atelier)
    formes = ign.lire_communes(atelier.brut).dropna(subset="geometrie")
    formes = formes.assign(commune=formes["parent"].where(formes["type"] != "COM", formes["code"]))
    formes = formes[formes["type"].isin(["COM", "COMD"])].sort_values("type").drop_duplicates("commune")
    points = shapely.point_on_surface(formes["geometrie"].to_numpy())
    centres = pd.DataFrame({"lon": shapely.get_x(points), "lat": shapely.get_y(points)}, index=formes["commune"])
    table = atelier.tables["territoires"]
    places = centres.reindex(table["code"].where(table["niveau"] == "commune")).set_axis(table.index)
    sans_forme = (table["niveau"] == "commune") & places["lon"].isna()  # quatre communes du Cantal, dans 15141
    hote = centres.loc["15141"]
    for axe in ("lon", "lat"):
        table[axe] = places[axe].mask(sans_forme, hote[axe])
    return atelier


def atelier_reel(brut: Brut) -> Atelier:
    """Le vrai pays, chaque commune à un point intérieur de son contour IGN ; copie neuve à chaque appel."""
    modele = _reel(brut.racine)
    return Atelier(brut, dict(modele.tables), dict(modele.intermediaires))


def ecrire(brut: Brut, relatif: str, texte: str, encodage: str = "utf-8") -> None:
    """Pose un extrait dans le dossier des bruts de l'épreuve."""
    chemin = brut.racine / relatif
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_bytes(texte.encode(encodage))


def valeurs(table: pd.DataFrame, colonnes: str, **cle: str) -> list[Any]:
    """Valeurs des ``colonnes`` (séparées par un espace) de la seule ligne de ``table`` qui répond à ``cle``."""
    retenues = table
    for colonne, valeur in cle.items():
        retenues = retenues[retenues[colonne] == valeur]
    (ligne,) = retenues.to_dict("records")
    return [ligne[colonne] for colonne in colonnes.split()]

"""L'économie verte d'un territoire en phrases et en tableaux."""

from __future__ import annotations

import pandas as pd

from geo.economie_verte.champ import BASSIN, Champ
from geo.economie_verte.recrutements import ANNEE, VERDISSANT, VERT, Compte, batiment, bornes_part, compte, part
from geo.ecriture import formats
from geo.ecriture.formats import INSECABLE
from geo.ecriture.textes import minuscule
from geo.reserve import gardee
from geo.territoires import Territoire, traverses

LARGE = 3.0
"""Écart des bornes, en points, au-delà duquel elles s'écrivent à la place de la part."""
CATEGORIES = {VERT: "vert", VERDISSANT: "verdissant"}
NOMBRES = {"Projets": 0, "Jugés difficiles": 0, "Part difficile (%)": 0, "Difficiles masqués, au plus": 1}
"""Colonnes de nombres de `tableau` → décimales."""


def pourcent(valeur: float | None, decimales: int = 1) -> str:
    """« 3,3 % » ; absent : « — »."""
    return formats.ABSENT if valeur is None else f"{formats.nombre(valeur, decimales)}{INSECABLE}%"


def lieu(territoire: Territoire, champ: Champ) -> str:
    """« En France », « Lyon », « Bassin Saint Etienne (où vivent 72 % des habitants de Saint-Étienne Métropole) »."""
    if champ.nature == "france":
        return "En France"
    if champ.nature != BASSIN:
        return champ.libelle
    vivent = "tous les habitants" if champ.part > 0.9995 else f"{formats.part(champ.part)} des habitants"  # noqa: PLR2004 - arrondi à 100 %
    return f"{champ.libelle}, bassin de France Travail où vivent {vivent} de « {territoire.libelle} »"


@gardee
def phrase(territoire: Territoire, champ: Champ) -> str:
    """La phrase simple qui ouvre la page."""
    tous, siens = compte(champ), compte(champ, VERT, VERDISSANT)
    if not tous.projets:
        return f"{lieu(territoire, champ)} : l'enquête {ANNEE} ne publie aucun projet de recrutement."
    ensemble = part_dite(champ, VERT, VERDISSANT, decimales=0)
    environ = "environ " if champ.estime and not ensemble.startswith("de ") else ""
    difficiles = difficiles_dits(siens, 0)
    suite = f" ; parmi eux, {difficiles} étaient jugés difficiles" if difficiles else ""
    return (
        f"{lieu(territoire, champ)} : en {ANNEE}, {environ}{ensemble} des recrutements envisagés concernaient "
        f"un métier vert ou verdissant ({part_dite(champ, VERT)} un métier vert){suite}."
    )


def part_dite(champ: Champ, *categories: str, decimales: int = 1) -> str:
    """« 3,3 % » ; « de 0,3 à 1,5 % » quand les effectifs masqués pèsent plus d'un point, ou qu'aucun n'est publié."""
    lue, bornes = part(champ, *categories), bornes_part(champ, *categories)
    return _dire(lue, bornes, decimales)


def difficiles_dits(siens: Compte, decimales: int = 1) -> str:
    """Part jugée difficile, ou ses bornes ; vide sans projet publié."""
    lue, haut = siens.part_difficile, siens.part_difficile_max
    return "" if lue is None or haut is None else _dire(lue, (lue, haut), decimales)


def _dire(lue: float | None, bornes: tuple[float, float] | None, decimales: int) -> str:
    if lue is None or bornes is None or (_tient(lue, bornes, decimales) and (lue or not bornes[1])):
        return pourcent(lue, decimales)
    bas, haut = (formats.nombre(borne, decimales) for borne in bornes)
    return f"de {bas} à {haut}{INSECABLE}%"


def _tient(lue: float, bornes: tuple[float, float], decimales: int) -> bool:
    """La part publiée peut s'écrire seule : ses bornes sont proches et, une fois arrondies, l'encadrent."""
    bas, ici, haut = (round(valeur, decimales) for valeur in (bornes[0], lue, bornes[1]))
    return bornes[1] - bornes[0] <= LARGE and bas <= ici <= haut


@gardee
def cartons(champ: Champ) -> list[tuple[str, str, str]]:
    """Les chiffres clés : titre, valeur, précision."""
    ensemble = compte(champ, VERT, VERDISSANT)
    return [
        ("Métiers verts", part_dite(champ, VERT), _bornes(champ, VERT)),
        ("Verts et verdissants", part_dite(champ, VERT, VERDISSANT), _bornes(champ, VERT, VERDISSANT)),
        ("Jugés difficiles, parmi eux", difficiles_dits(ensemble) or formats.ABSENT, _difficiles(ensemble)),
        ("Projets verts et verdissants", effectif(ensemble, champ), _masques(ensemble, champ)),
    ]


def projets(valeur: float, champ: Champ) -> str:
    """« 12 345 », « environ 1 234 » quand c'est une estimation."""
    return f"{'environ ' if champ.estime else ''}{formats.nombre(valeur)}"


def effectif(siens: Compte, champ: Champ) -> str:
    """« 4 447 » ; « de 4 452 à 4 467 » quand le secret en masque : le nombre écrit tient toujours dans ses bornes."""
    bas, haut = (formats.nombre(borne) for borne in siens.bornes)
    return projets(siens.projets, champ) if not siens.masquees or bas == haut else f"de {bas} à {haut}"


def _bornes(champ: Champ, *categories: str) -> str:
    bornes = bornes_part(champ, *categories)
    if bornes is None:
        return ""
    bas, haut = (formats.nombre(borne, 1) for borne in bornes)
    dite, sur = part_dite(champ, *categories), f"des recrutements envisagés en {ANNEE}"
    if dite.startswith("de "):
        return f"{sur}, selon les effectifs masqués"
    if bas == haut:
        return sur if dite == f"{bas}{INSECABLE}%" else f"{sur} ; {bas}{INSECABLE}% avec les effectifs masqués"
    return f"{sur} ; entre {bas} et {haut}{INSECABLE}% selon les effectifs masqués"


def _difficiles(siens: Compte) -> str:
    haut = siens.part_difficile_max
    if haut is None:
        return "aucun projet publié"
    if difficiles_dits(siens).startswith("de "):
        return "des projets publiés, selon les effectifs masqués"
    return f"des projets publiés ; au plus {pourcent(haut)} selon les effectifs masqués"


def _masques(siens: Compte, champ: Champ) -> str:
    if not siens.masquees:
        return f"intentions déclarées par les employeurs, {ANNEE}"
    publies = "publié" if round(siens.projets) <= 1 else "publiés"
    return f"dont {projets(siens.projets, champ)} {publies} ; le secret masque les autres ({ANNEE})"


def autre_echelle(territoire: Territoire, champ: Champ) -> str:
    """La même part à l'autre échelle où l'Atlas la montre, nommée, et pourquoi elle diffère ; vide hors d'un bassin."""
    morceaux = traverses(territoire, "zone_emploi") if champ.nature == BASSIN else ()
    if not morceaux:
        return ""
    zone = Champ("zone_emploi", morceaux[0].code, morceaux[0].libelle, morceaux[0].part)
    ailleurs = part_dite(zone, VERT, VERDISSANT)
    return (
        f"Un bassin de France Travail n'est pas une zone d'emploi : dans la zone {zone.libelle}, que montrent la carte "
        f"et « Où agir », la part verte ou verdissante est de {ailleurs}, estimée en répartissant ses bassins au "
        "prorata de leur population."
    )


def recherches(metiers: pd.DataFrame, champ: Champ) -> str:
    """Le métier de la liste le plus recherché, sa catégorie, et le premier métier vert quand ce n'est pas lui."""
    publies = metiers[metiers["projets"] > 0]
    if publies.empty:
        return ""
    premier, verts = publies.iloc[0], publies[publies["categorie"] == VERT]
    debut = f"Le plus recherché de la liste : {metier(premier, champ)}"
    if premier["categorie"] == VERT:
        return f"{debut}."
    suite = metier(verts.iloc[0], champ) if len(verts) else "aucun projet publié"
    return f"{debut} ; le premier métier vert : {suite}."


def metier(ligne: pd.Series, champ: Champ) -> str:
    """« professionnels de l'animation socioculturelle (verdissant), 1 443 projets »."""
    nom, combien = str(ligne["libelle_fap"]), projets(float(ligne["projets"]), champ)
    return f"{minuscule(nom)} ({CATEGORIES[ligne['categorie']]}), {combien} projets"


def tableau(metiers: pd.DataFrame) -> pd.DataFrame:
    """Métiers à montrer et à emporter ; un métier masqué n'est pas un zéro, il est borné."""
    projets_ = metiers["projets"].where(metiers["projets"] > 0)
    connus = projets_.notna() & ((metiers["difficiles"] > 0) | (metiers["difficiles_masques"] == 0))
    difficiles = metiers["difficiles"].where(connus)
    return pd.DataFrame(
        {
            "Métier": metiers["libelle_fap"],
            "Catégorie": metiers["categorie"].map(CATEGORIES),
            "Projets": projets_,
            "Jugés difficiles": difficiles,
            "Part difficile (%)": 100 * difficiles / projets_,
            "Projets masqués": [_intervalle(float(n)) for n in metiers["masquees"]],
            "Difficiles masqués, au plus": metiers["difficiles_masques"],
            "Famille (FAP 2009)": metiers["fap"],
        }
    )


@gardee
def tableau_batiment(champ: Champ) -> pd.DataFrame:
    """Le même pour les métiers du bâtiment, tous verdissants : sans leur catégorie."""
    return tableau(batiment(champ)).drop(columns=["Catégorie"])


def _intervalle(masquees: float) -> str:
    if not masquees:
        return ""
    bas, haut = formats.nombre_libre(masquees, 1), formats.nombre_libre(4 * masquees, 1)
    return f"de {bas} à {haut}"

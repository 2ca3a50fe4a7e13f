"""Ce qu'une comparaison dessine : points alignés, essaim, nuage, deux cartes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from donnees.catalogue import charger
from donnees.catalogue.modeles import citer
from geo import mesures
from geo.cartes.cerne import CERNABLES, cerner
from geo.cartes.double import etat_double
from geo.cartes.etat import Habillage
from geo.ecriture import formats
from geo.ecriture.textes import minuscule
from geo.graphiques import lectures
from geo.graphiques.essaim import essaim as figure_essaim
from geo.graphiques.lectures.lecture import enumerer
from geo.graphiques.nuage import nuage as figure_nuage
from geo.graphiques.points_alignes import points_alignes
from geo.graphiques.style import Theme
from geo.mesures import comparaison
from geo.mesures.profils import avec_choisis, profil
from geo.mesures.relais import relayer
from geo.mesures.repartitions import Repartition, repartir
from geo.objets import series
from geo.objets.dessin import Dessin
from geo.objets.objet import Carte
from geo.reserve import gardee
from geo.territoires import Territoire

Choisis = Sequence[Territoire]
PAGE: Final = "comparer"


def themes() -> dict[str, str]:
    """Listes d'indicateurs que l'on aligne : les chiffres clés, puis chaque thème."""
    rangees = sorted(charger().themes.values(), key=lambda t: t.ordre)
    return {comparaison.CHIFFRES_CLES: "Chiffres clés", **{t.id: t.libelle for t in rangees}}


def zones() -> dict[str, str]:
    """Indicateurs qui ont une valeur par zone d'emploi."""
    return {i: f.libelle for i, f in charger().indicateurs.items() if "zone_emploi" in f.niveaux}


def periodes(identifiant: str) -> tuple[str, ...]:
    """Dates d'un taux connu des zones d'emploi, de la première à la dernière."""
    fiche = charger().indicateurs[identifiant]
    taux = "zone_emploi" in fiche.niveaux and fiche.representation == "taux"
    return tuple(sorted(p for p in fiche.periodes if taux))


def suivis() -> dict[str, str]:
    """Indicateurs connus à deux dates au moins : ceux que montrent deux cartes."""
    return {i: f.libelle for i, f in charger().indicateurs.items() if len(periodes(i)) > 1}


def producteurs(lignes: Sequence[comparaison.Ligne]) -> str:
    """« Insee, Urssaf » : qui publie les chiffres de ces lignes, chacun une fois."""
    noms = [source.producteur for li in lignes for source in charger().sources_de(li.indicateur, li.periode)]
    return ", ".join(dict.fromkeys(noms))


@gardee
def points(choisis: Choisis, theme_choisi: str, theme: Theme) -> Dessin | None:
    """Chaque taux d'un thème sur son axe ; None si aucun n'existe pour ces territoires."""
    lignes, noms = comparaison.lignes(choisis, theme_choisi), comparaison.noms_distincts(choisis)
    comparees = profil(lignes, noms)
    if not comparees:
        return None
    placees = [ligne for ligne in lignes if ligne.indicateur.libelle_court in {c.libelle for c in comparees}]
    return Dessin(
        nom="points",
        titre=f"{themes()[theme_choisi]} face aux zones d'emploi : {enumerer(noms, 5)}",
        source=f"{producteurs(placees)} ; chaque chiffre mène à son fichier dans l'Atlas",
        page=PAGE,
        parametres={"avec": comparaison.ecrire(choisis), "vue": "points", "theme": theme_choisi},
        note="Chaque axe est centré sur la médiane des zones d'emploi ; la bande couvre la moitié centrale d'entre "
        "elles. À droite, plus favorable. Un territoire sans valeur est à celle de sa zone d'emploi, que nomme le "
        "tableau.",
        figure=points_alignes(comparees, theme=theme),
        lecture=lectures.points_alignes(comparees),
    )


def situer(choisis: Choisis, identifiant: str) -> Repartition:
    """Les zones d'emploi et, à leur suite, les autres territoires choisis."""
    return avec_choisis(repartir(identifiant, "zone_emploi"), choisis, comparaison.noms_distincts(choisis))


@gardee
def essaim(choisis: Choisis, identifiant: str, theme: Theme) -> Dessin:
    """Les zones d'emploi en essaim, les territoires choisis nommés."""
    relais = relayer(choisis, identifiant)
    repartition = situer(relais.territoires, identifiant)
    places, noms = _places(relais.territoires, repartition), comparaison.noms_distincts(relais.territoires)
    return Dessin(
        nom="essaim",
        titre=f"{_nom(repartition)} : {enumerer(noms, 5)} parmi les zones d'emploi",
        source=repartition.sources,
        page=PAGE,
        parametres={"avec": comparaison.ecrire(choisis), "vue": "essaim", "x": identifiant},
        note=f"{relais.note} {absents(relais.territoires, repartition)}".strip(),
        figure=figure_essaim(repartition, places, rangs=relais.rangs, theme=theme),
        lecture=lectures.essaim(repartition, places),
    )


@gardee
def nuage(choisis: Choisis, abscisse: str, ordonnee: str, theme: Theme) -> Dessin:
    """Deux indicateurs croisés sur les zones d'emploi."""
    relais = relayer(choisis, abscisse, ordonnee)
    x, y = situer(relais.territoires, abscisse), situer(relais.territoires, ordonnee)
    places = _places(relais.territoires, x, y)
    return Dessin(
        nom="nuage",
        titre=f"{x.indicateur.libelle} et {minuscule(y.indicateur.libelle)}, par zone d'emploi",
        source=" ; ".join(dict.fromkeys((x.sources, y.sources))),
        page=PAGE,
        parametres={"avec": comparaison.ecrire(choisis), "vue": "nuage", "x": abscisse, "y": ordonnee},
        note=f"{relais.note} {absents(relais.territoires, x, y)}".strip(),
        figure=figure_nuage(x, y, places, rangs=relais.rangs, theme=theme).figure,
        lecture=lectures.nuage(x, y, places),
    )


def evolution(choisis: Choisis, identifiant: str, theme: Theme, *, repere: bool = False) -> Dessin | None:
    """Séries superposées, chacune à la couleur de son territoire (voir `geo.objets.series.courbes`)."""
    relais = relayer(choisis, identifiant)
    dessin = series.courbes(relais.territoires, identifiant, theme, rangs=relais.rangs, repere=repere)
    if dessin is None:
        return None
    parametres = {**dessin.parametres, "avec": comparaison.ecrire(choisis[: comparaison.MAXIMUM])}
    return replace(dessin, note=f"{relais.note} {dessin.note}".strip(), parametres=parametres)


def sans_serie(choisis: Choisis, identifiant: str) -> list[str]:
    """Noms de ceux qui n'ont pas cette série, ni par eux-mêmes ni par leur zone d'emploi."""
    montres = relayer(choisis, identifiant).territoires
    noms = zip(comparaison.noms_distincts(montres), montres, strict=True)
    return [nom for nom, territoire in noms if mesures.serie(territoire, identifiant).empty]


@gardee
def cartes(choisis: Choisis, identifiant: str, dates: tuple[str, str], theme: str | None) -> Carte:
    """Deux cartes liées : un indicateur à deux dates, mêmes classes, un territoire cerné sur les deux."""
    cerne = next((t for t in choisis if t.niveau in CERNABLES), None)
    selection = cerne.code if cerne and cerne.niveau == "zone_emploi" else ""
    fiche = charger().indicateur(identifiant)
    avant, apres = (formats.periode(date) for date in dates)
    precision = f" Cerné sur les deux : {cerne.libelle}." if cerne else ""
    bornes = dict(zip(("avant", "apres"), dates, strict=True))
    return Carte(
        nom="cartes",
        titre=f"{fiche.libelle} par zone d'emploi : {avant} et {apres}",
        source=citer(charger().sources_des(fiche, dates)),
        page=PAGE,
        parametres={"avec": comparaison.ecrire(choisis), "vue": "cartes", "x": identifiant, **bornes},
        note="Mêmes classes sur les deux cartes : une même couleur y a le même sens. Elles bougent ensemble."
        f"{precision}",
        etat=etat_double(identifiant, *dates, Habillage(selection=selection, theme=theme, perimetre=cerner(cerne))),
    )


def _nom(repartition: Repartition) -> str:
    return f"{repartition.indicateur.libelle}, {formats.periode(repartition.periode)}"


def _places(choisis: Choisis, *montrees: Repartition) -> dict[str, str]:
    """Code → nom des territoires choisis, comme `geo.mesures.profils.avec_choisis` les place et les nomme."""
    noms = comparaison.noms_distincts(choisis)
    codes = [t.code if t.niveau == "zone_emploi" else t.niveau + t.code for t in choisis]
    places = dict(zip(codes, noms, strict=True))
    autres = [t.niveau + t.code for t in choisis if t.niveau != "zone_emploi"]
    rebaptises = {code: r.libelles[r.codes.index(code)] for r in montrees for code in autres if code in r.codes}
    return places | {code: libelle for code, libelle in rebaptises.items() if libelle != places[code]}


def absents(choisis: Choisis, *montrees: Repartition) -> str:
    """Qui n'est pas dans la figure, faute de valeur ; vide si tous y sont."""
    noms = [nom for code, nom in _places(choisis).items() if any(not _situe(montree, code) for montree in montrees)]
    return f"Sans valeur à cette période, donc hors de la figure : {', '.join(noms)}." if noms else ""


def _situe(repartition: Repartition, code: str) -> bool:
    return code in repartition.codes and math.isfinite(repartition.valeurs[repartition.codes.index(code)])

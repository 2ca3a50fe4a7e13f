"""Les phrases de la page : vraies pour la zone lue, avec leurs unités, leurs dates et leur champ."""

from __future__ import annotations

from collections.abc import Sequence

from geo.ecriture import formats
from geo.ecriture.textes import minuscule
from geo.secteurs.champs import CHAMPS, METROPOLE, Champ, avec_article, effectifs, libelle_reference, nom
from geo.secteurs.decalage import Decalage
from geo.secteurs.exposition import Exposition, reculs
from geo.secteurs.structure import LECTURES, Ligne, Resume, specialites

NOMS_DITS = 3
EXTREMES = 4
PRESQUE_TOUS = 0.9995
"""Au-delà, la part s'écrirait « 100,0 % »."""


def pourcent(valeur: float, *, signe: bool = False) -> str:
    """« 6,5 % »."""
    return formats.avec_unite(valeur, "%", 1, signe=signe)


def emplois(valeur: float) -> str:
    """« −830 emplois », « +1 emploi »."""
    return formats.avec_unite(valeur, "emplois", 0, signe=True)


def enumerer(libelles: Sequence[str]) -> str:
    """« a ; b et c » : les intitulés ont des virgules, ils se séparent par des points-virgules."""
    return " ; ".join(minuscule(libelle) for libelle in libelles)


def ouverture(qui: str, resume: Resume, reference: str, champ: Champ, lignes: tuple[Ligne, ...]) -> str:
    """Une phrase : combien d'emplois, dans quel sens, face à quoi, et ce qui distingue la zone.

    Parameters
    ----------
    qui : str
        Sujet de la phrase (`sujet`).
    """
    debut, fin = champ.bornes
    pays = evolution_reference(champ.cle, reference)
    fortes = [ligne.libelle for ligne in specialites(lignes, NOMS_DITS)]
    distingue = f", et se distingue par : {enumerer(fortes)}" if fortes else ""
    return (
        f"{qui} compte {formats.nombre(resume.total)} {champ.qui} en {fin}, soit "
        f"{pourcent(resume.evolution, signe=True)} depuis {debut} ({pourcent(pays, signe=True)} pour "
        f"{avec_article(reference)}){distingue}."
    )


def sujet(zone: str, territoire: str = "", part: float = 1.0) -> str:
    """« Alençon (zone d'emploi) », ou la part des habitants d'un autre territoire qui vivent dans la zone lue."""
    if not territoire:
        return f"{zone} (zone d'emploi)"
    habitants = "tous ses habitants" if part > PRESQUE_TOUS else f"{formats.part(part, 1)} de ses habitants"
    return f"{territoire} : {habitants} vivent dans la zone d'emploi {zone}, qui"


def evolution_reference(source: str, reference: str) -> float:
    """Évolution de tout l'emploi de la référence entre les deux années de la source, en %."""
    debut, fin = CHAMPS[source].bornes
    avant, apres = (float(effectifs(source, "A5", annee, reference).sum()) for annee in (debut, fin))
    return 100 * (apres / avant - 1)


def pays(source: str, nomenclature: str) -> str:
    """Sans territoire : l'emploi de la métropole, et combien de secteurs y reculent."""
    champ = CHAMPS[source]
    debut, fin = champ.bornes
    total = float(effectifs(source, nomenclature, fin, METROPOLE).sum())
    evolution = evolution_reference(source, METROPOLE)
    perdants = sorted(reculs(source, nomenclature).items(), key=lambda paire: paire[1])
    combien = len(effectifs(source, nomenclature, fin, METROPOLE))
    noms = enumerer([nom(nomenclature, secteur) for secteur, _ in perdants[:NOMS_DITS]])
    plus_forts = f", le plus fortement : {noms}" if noms else ""
    return (
        f"La France métropolitaine compte {formats.avec_unite(total / 1e6, 'millions', 1)} de {champ.qui} en {fin}, "
        f"{pourcent(evolution, signe=True)} depuis {debut} ; {len(perdants)} secteurs sur {combien} y perdent des "
        f"emplois{plus_forts}."
    )


def decalage(zone: str, calcul: Decalage, reference: str) -> str:
    """La variation et le mot qui compte : la part locale."""
    sens = "mieux que" if calcul.local > 0 else "moins bien que" if calcul.local < 0 else "comme"
    return (
        f"De {calcul.debut} à {calcul.fin}, {zone} passe de {formats.nombre(calcul.depart)} à "
        f"{formats.nombre(calcul.depart + calcul.variation)} emplois ({emplois(calcul.variation)}). À secteurs égaux, "
        f"elle fait {sens} {avec_article(reference)} : {emplois(calcul.local)} de part locale."
    )


def parts(calcul: Decalage, reference: str) -> list[tuple[str, float, str]]:
    """Nom, valeur et sens de chacune des trois parts."""
    rythme = f"{libelle_reference(reference)}, {pourcent(calcul.rythme, signe=True)}"
    return [
        ("Part nationale", calcul.national, f"ce que la zone aurait gagné au rythme de la référence ({rythme})"),
        (
            "Part des secteurs",
            calcul.structurel,
            "l'effet d'avoir des secteurs qui vont mieux ou moins bien que l'ensemble",
        ),
        (
            "Part locale",
            calcul.local,
            "ce que ses secteurs font de plus, ou de moins, que les mêmes secteurs ailleurs",
        ),
    ]


def extremes(calcul: Decalage) -> tuple[str, str]:
    """Secteurs qui font le plus mieux, et le plus moins bien, que les mêmes ailleurs ; vides s'il n'y en a pas."""
    mieux = [part for part in reversed(calcul.parts) if part.local > 0][:EXTREMES]
    moins = [part for part in calcul.parts if part.local < 0][:EXTREMES]
    gauche, droite = (
        " ; ".join(f"{minuscule(p.libelle)} ({emplois(p.local)})" for p in cote) for cote in (mieux, moins)
    )
    return gauche, droite


def ecartes(calcul: Decalage) -> str:
    """Secteurs laissés hors du décalage ; vide s'il n'y en a pas."""
    if not calcul.ecartes:
        return ""
    dits = [
        f"{minuscule(libelle)} ({formats.nombre(avant)} en {calcul.debut}, {formats.nombre(apres)} en {calcul.fin})"
        for libelle, avant, apres in calcul.ecartes
    ]
    return f"Hors calcul, faute d'effectif disponible à l'une des deux dates : {' ; '.join(dits)}."


def exposition(zone: str, vue: Exposition, source: str) -> str:
    """Combien d'emplois sont dans des secteurs en recul dans le pays."""
    debut, fin = CHAMPS[source].bornes
    return (
        f"En {fin}, {pourcent(vue.part)} des emplois connus de {zone} ({formats.nombre(vue.emplois)}) sont dans des "
        f"secteurs qui en ont perdu dans toute la France métropolitaine depuis {debut}, contre "
        f"{pourcent(vue.part_pays)} pour elle : {formats.ordinal(vue.position.rang)} zone la plus exposée sur "
        f"{formats.nombre(vue.position.sur)}."
    )


def lectures(lignes: Sequence[Ligne]) -> dict[str, list[Ligne]]:
    """Secteurs de chaque lecture, le plus gros d'abord ; les effectifs trop petits n'y sont pas."""
    return {cle: [ligne for ligne in lignes if ligne.lecture == cle] for cle in LECTURES}


def ecart(ligne: Ligne) -> str:
    """« plus présent qu'attendu », « écart non significatif »…"""
    return {1: "plus présent qu'attendu", -1: "moins présent qu'attendu", 0: "écart non significatif"}[ligne.ecart]

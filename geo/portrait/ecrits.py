"""Ce qu'un chiffre clé dit, en texte : valeur, évolution, place, remarques, absence ; à l'écran comme au document."""

from __future__ import annotations

from typing import Final, NamedTuple

from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures import Mesure
from geo.mesures.emprunts import Emprunt
from geo.mesures.incertitude import INDECIDABLE, Chiffree, ecrire, indecidable, indistincte
from geo.mesures.parents import Parent
from geo.mesures.positions import Position
from geo.mesures.reserves import notes
from geo.portrait.constats import Constat
from geo.territoires import Territoire
from geo.territoires.niveaux import NOMS_NIVEAUX

PARENTS_MONTRES: Final = 3


class Evolution(NamedTuple):
    """Une évolution : sa flèche, si elle est favorable (None : ni l'un ni l'autre), et son texte."""

    signe: str
    bon: bool | None
    texte: str


def evolution(constat: Constat) -> Evolution | None:
    """« +0,3 point en un an, défavorable » ; None si elle n'arrive pas à la date de la valeur.

    Partie de trop peu pour un taux, elle dit ses deux effectifs et ne juge pas : « de 1 à 2 habitants depuis 2018 ».
    """
    suivie = _suivie(constat)
    if suivie is None:
        return None
    fiche = suivie.indicateur
    if suivie.effectifs:
        return _effectifs(constat.mesure.indicateur, suivie)
    arrondie = 0.0 if indistincte(fiche, suivie) else round(suivie.valeur, fiche.decimales)
    signe = "▲" if arrondie > 0 else "▼" if arrondie < 0 else "="
    bon = {"mieux_haut": arrondie > 0, "mieux_bas": arrondie < 0}.get(fiche.sens) if arrondie else None
    jugement = {True: ", favorable", False: ", défavorable", None: ""}[bon]
    return Evolution(signe, bon, f"{formats.selon(fiche, suivie.valeur)} {_depuis(fiche.libelle)}{jugement}")


def _effectifs(compte: Indicateur, suivie: Mesure) -> Evolution:
    depart, arrivee = (round(effectif, compte.decimales) for effectif in suivie.effectifs)
    signe = "▲" if arrivee > depart else "▼" if arrivee < depart else "="
    texte = formats.entre(compte, depart, arrivee) if arrivee != depart else "sans changement"
    return Evolution(signe, None, f"{texte} {_depuis(suivie.indicateur.libelle)}")


def _suivie(constat: Constat) -> Mesure | None:
    """L'évolution jusqu'à la date de la valeur ; celle d'une autre date tromperait."""
    suivie = constat.evolution
    return suivie if suivie is not None and suivie.periode == constat.mesure.periode else None


def _depuis(libelle: str) -> str:
    """« … en cinq ans » ou « … depuis 2018 » : la fin du libellé, qui dit la durée."""
    for mot in (" en ", " depuis "):
        if mot in libelle:
            return mot.strip() + " " + libelle.rsplit(mot, 1)[1]
    return ""


def place(position: Position, sens: str, pairs: str) -> str:
    """« 12ᵉ sur 306 zones d'emploi, du plus bas au plus haut » ; vide sans rang."""
    if not position.ecrite or position.sans_rang:
        return ""
    ordre = "du plus bas au plus haut" if sens == "mieux_bas" else "du plus haut au plus bas"
    return majuscule(f"{position.ecrite} {NOMS_NIVEAUX[pairs][1]}, {ordre}")


def remarques(constat: Constat) -> tuple[str, ...]:
    """Ce qu'il faut savoir avant de lire : intervalle, marge, rupture, provisoire, rang impossible."""
    suivie = _suivie(constat)
    mentions = [*notes(constat.mesure), *(notes(suivie) if suivie and not suivie.effectifs else ())]
    if constat.position.sans_rang:
        mentions.append(f"Sans rang : {constat.position.sans_rang}.")
    return tuple(dict.fromkeys(mentions))


def comparee(mesure: Chiffree, autre: Mesure) -> tuple[str, str]:
    """La valeur d'un comparateur, et ce qui la précise : « (notre estimation : …) Comparaison indécidable… »."""
    fiche, texte = autre.indicateur, autre.indicateur.estimation(autre.niveau)
    precisions = (f"{autre.reserve} : {texte}" if texte else "", ecrire(fiche, autre))
    suite = "".join(f" ({precision})" for precision in precisions if precision)
    return formats.selon(fiche, autre.valeur), suite + (f" {INDECIDABLE}" if indecidable(mesure, autre) else "")


def autres_zones(emprunt: Emprunt) -> tuple[Zone, ...]:
    """Les zones d'emploi d'une fourchette, ou celles qui s'ajoutent à celle qui parle seule."""
    return tuple(_zone(emprunt.indicateur, parent) for parent in emprunt.zones)


def absence(mesure: Mesure, territoire: Territoire) -> str:
    """Pourquoi il n'y a pas de valeur."""
    return mesure.explication or f"Pas de valeur publiée pour {territoire.libelle}."


class Zone(NamedTuple):
    """Une zone d'emploi traversée : son nom, la part des habitants qui y vit, sa valeur, son intervalle."""

    nom: str
    part: str
    valeur: str
    intervalle: str


def zones(mesure: Mesure, maximum: int = PARENTS_MONTRES) -> tuple[Zone, ...]:
    """Valeurs des zones d'emploi traversées, quand le territoire n'a pas la sienne."""
    return tuple(_zone(mesure.indicateur, parent) for parent in mesure.parents[:maximum])


def _zone(fiche: Indicateur, parent: Parent) -> Zone:
    part = f"{formats.part(parent.part)} des habitants"
    return Zone(parent.libelle, part, formats.selon(fiche, parent.valeur), ecrire(fiche, parent))

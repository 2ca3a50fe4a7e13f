"""L'accès en toutes lettres."""

from __future__ import annotations

import math

from geo.commerces.acces import Acces
from geo.commerces.couverture import Ouverture
from geo.commerces.distances import AUCUN, releve
from geo.commerces.ouverture import NOMBRE, Effet
from geo.commerces.types import Type
from geo.ecriture import formats
from geo.territoires import Territoire, rangs
from geo.territoires.index import index

VOL_D_OISEAU = "à vol d'oiseau"


def km(valeur: float) -> str:
    """« 4,2 km » ; « moins de 0,1 km » pour une distance qui n'est pas nulle ; « — » si elle n'est pas finie."""
    petite = valeur > 0 and round(valeur, 1) == 0
    return f"moins de {formats.avec_unite(0.1, 'km', 1)}" if petite else formats.avec_unite(valeur, "km", 1)


def pour_cent(valeur: float) -> str:
    """« 32,4 % » ; « moins de 0,1 % » pour une part qui n'est pas nulle ; « — » sans valeur."""
    return formats.part(valeur / 100, 1)


def releves(combien: float) -> str:
    """« 12 relevés », « 1 relevé », « aucun relevé »."""
    return formats.avec_unite(combien, "relevés") if combien else "aucun relevé"


def habitants(combien: float) -> str:
    """« 40 080 habitants », « 1 habitant »."""
    return formats.avec_unite(combien, "habitants")


def phrase(territoire: Territoire, acces: Acces) -> str:
    """La phrase qui ouvre la page : qui n'en a pas dans sa commune, à quelle distance est le plus proche."""
    type_, quand = acces.type, f"({acces.type.millesime})"
    if not acces.communes or not type_.determine:
        return _muette(territoire, acces)
    if len(territoire.communes) == 1:
        return _phrase_commune(territoire, acces)
    if not acces.population:
        return f"{territoire.libelle} n'a pas d'habitant : rien à mesurer."
    if not acces.sans:
        return f"{territoire.libelle} : tous les habitants ont {type_.un} dans leur commune {quand}."
    part = f"{pour_cent(acces.part)} des habitants ({formats.nombre(acces.sans)})"
    debut = f"{territoire.libelle} : {part} vivent dans une commune sans {type_.nom}"
    if math.isnan(acces.km_sans):
        return f"{debut} {quand}."
    return f"{debut} ; {type_.le_plus_proche} est à {km(acces.km_sans)} en moyenne, {VOL_D_OISEAU} {quand}."


def _muette(territoire: Territoire, acces: Acces) -> str:
    """Pourquoi l'on ne peut pas dire qu'il en manque : type non relevé, ou famille dont on ignore le contenu."""
    type_, quand = acces.type, f"({acces.type.millesime})"
    if not acces.communes:
        return f"{territoire.libelle} : la source ne relève pas « {type_.nom} » ici {quand}."
    return (
        f"{territoire.libelle} : « {type_.nom} », {releves(acces.nombre)} {quand} ; aucun document ne dit ce "
        "que cette famille regroupe, l'Atlas n'en tire ni manque ni classement."
    )


def _phrase_commune(territoire: Territoire, acces: Acces) -> str:
    type_, quand = acces.type, f"({acces.type.millesime})"
    (rang,) = rangs(territoire)
    equipements = releve(type_.code)
    if acces.nombre == 1:
        return f"{territoire.libelle} a {type_.un} {quand}."
    if acces.nombre:
        return f"{territoire.libelle} a {formats.nombre(acces.nombre)} équipements « {type_.nom} » {quand}."
    if equipements.proche[rang] == AUCUN:
        return f"{territoire.libelle} n'a pas {_de(type_)}, et il n'y en a aucun sans traverser la mer {quand}."
    lieu = index().noms[int(equipements.proche[rang])]
    distance = f"{type_.le_plus_proche} est à {km(float(equipements.km[rang]))} {VOL_D_OISEAU}, à {lieu}"
    return f"{territoire.libelle} n'a pas {_de(type_)} : {distance} {quand}."


def _de(type_: Type) -> str:
    """« de boulangerie », « d'infirmier »."""
    return f"d'{type_.nom}" if type_.nom[0] in "aeéèêiouyh" else f"de {type_.nom}"


def distance(acces: Acces, autre: Acces | None, nom: str) -> tuple[str, str, str]:
    """La distance en grand, ce qu'elle est, ce qui la précise : celle que dit la phrase, puis celle de tous.

    ``autre`` : l'accès du comparateur, ``nom``, à la même distance.
    """
    if not acces.sans:
        return km(acces.km), "jusqu'au plus proche", "tous les habitants en ont dans leur commune"
    ailleurs = f"{nom} {km(autre.km_sans)} ; " if autre and math.isfinite(autre.km_sans) else ""
    tous = f"{ailleurs}tous habitants compris : {km(acces.km)}"
    return km(acces.km_sans), "jusqu'au plus proche, pour ceux qui n'en ont pas", tous


def reserves(acces: Acces) -> list[str]:
    """Ce qui limite ces chiffres, dit sous eux."""
    phrases = []
    if acces.isoles:
        phrases.append(f"{habitants(acces.isoles)} n'en ont aucun sans traverser la mer : pas de distance moyenne.")
    if acces.hors_releve:
        phrases.append(f"Non relevé outre-mer : {habitants(acces.hors_releve)} sont hors du calcul.")
    if acces.estime:
        phrases.append("Une commune au moins est estimée (communes rétablies depuis 2021).")
    if acces.communes and math.isnan(acces.densite):
        phrases.append("Pas de densité : la population de référence (2018) n'est pas connue ici.")
    return phrases


def effet(bilan: Effet, nom: str, type_: Type, rayon: int) -> str:
    """« Ouvrir une boulangerie à X mettrait 1 878 habitants à 5 km ou moins… »."""
    if bilan.deja:
        return f"{nom} a déjà {type_.un} ({type_.millesime}) : une ouverture de plus ne rapprocherait personne."
    debut = f"Ouvrir {type_.un} à {nom}"
    if not bilan.rapproches:
        return f"{debut} ne rapprocherait aucun habitant du territoire."
    if bilan.gagnes:
        gain = f"mettrait {habitants(bilan.gagnes)} à {rayon} km ou moins, qui en sont plus loin aujourd'hui"
    else:
        gain = f"rapprocherait {habitants(bilan.rapproches)}, déjà à {rayon} km ou moins d'un autre"
    moyenne = (
        f" La distance moyenne passerait de {_precise(bilan.avant, bilan.apres)}." if math.isfinite(bilan.avant) else ""
    )
    ailleurs = f" Hors du territoire, {habitants(bilan.alentour)} de plus y gagneraient." if bilan.alentour else ""
    return f"{debut} {gain}.{moyenne}{ailleurs}"


def precis(valeur: float, autre: float) -> str:
    """Distance écrite avec autant de décimales qu'il en faut pour la distinguer de ``autre``, trois au plus."""
    decimales = next((d for d in (1, 2) if round(valeur, d) != round(autre, d)), 3)
    return formats.avec_unite(valeur, "km", 1 if valeur == autre else decimales)


def _precise(avant: float, apres: float) -> str:
    """« 1,32 à 1,29 km » : autant de décimales qu'il en faut pour voir la différence, trois au plus."""
    decimales = next((d for d in (1, 2) if round(avant, d) != round(apres, d)), 3)
    return f"{formats.nombre(avant, decimales)} à {formats.avec_unite(apres, 'km', decimales)}"


def places(
    territoire: Territoire, suite: tuple[tuple[str, Ouverture], ...], type_: Type, rayon: int, *, loin: float
) -> str:
    """La phrase des dix meilleurs lieux ; ``loin`` : habitants à plus de ``rayon`` kilomètres aujourd'hui."""
    if not loin:
        return f"{territoire.libelle} : tous les habitants ont déjà {type_.un} à {rayon} km ou moins, {VOL_D_OISEAU}."
    if not suite:
        return f"{territoire.libelle} : aucune ouverture ne mettrait un habitant de plus à {rayon} km ou moins."
    gagnes = sum(ouverture.gagnes for _, ouverture in suite)
    nom = index().noms[index().rang[suite[0][0]]]
    if len(suite) == 1:
        return f"{territoire.libelle} : ouvrir {type_.un} à {nom} suffit ; {habitants(gagnes)} en profiteraient."
    reste = "" if len(suite) == NOMBRE else " Au-delà, plus personne n'y gagnerait."
    return (
        f"{territoire.libelle} : pour que le plus d'habitants soient à {rayon} km ou moins, ouvrir d'abord à {nom} "
        f"({habitants(suite[0][1].gagnes)}) ; {len(suite)} ouvertures en gagneraient {formats.nombre(gagnes)}.{reste}"
    )

"""Les cartes des maisons : celles de l'accueil, et celles que l'annuaire retient."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from geo.actions import points
from geo.cartes.cerne import cerner
from geo.cartes.etat import Habillage, etat_neutre
from geo.ecriture import formats
from geo.mesures import comparaison
from geo.objets.objet import Carte
from geo.territoires import Territoire

SOURCE: Final = "source publique citée par la fiche de chaque maison ; il n'existe pas de liste officielle"
HORS_MASSE: Final = ("commune", "epci", "departement", "zone_emploi", "perimetre")
"""Niveaux cernés : un plus vaste ne dirait rien."""


def accueil(territoire: Territoire | None, fichiers: Mapping[str, str], theme: str | None) -> Carte:
    """Les maisons et antennes sur les bassins, le territoire courant cerné.

    Parameters
    ----------
    fichiers : mapping of str to str
        Groupe → adresse des points du registre, servis à la carte.
    """
    couches = points.couches(
        maisons=("mde",),
        fiabilite=("A", "B"),
        actions=(),
        annees=points.annees_actions(),
        reseaux=(),
        programmes=(),
        fichiers=fichiers,
    )
    lieu = f" : {territoire.libelle}" if territoire else ""
    etat = etat_neutre(Habillage(couches=couches, theme=theme, perimetre=cerner(territoire, HORS_MASSE)))
    cerne = {"cerne": comparaison.ecrire([territoire])} if territoire else {}
    return _carte("maisons", f"Les maisons de l’emploi{lieu}", "", cerne, {**etat, "choix": []})


def annuaire(
    maisons: Sequence[Sequence[str]],
    fichier: str,
    parametres: Mapping[str, str],
    theme: str | None,
    territoire: Territoire | None = None,
) -> Carte:
    """Les maisons retenues par les filtres de l'annuaire, sur un fond neutre, cadré sur le territoire cherché.

    Parameters
    ----------
    maisons : sequence
        Celles du territoire, puis celles qui sont autour, montrées sans être comptées.
    """
    dedans, autour = maisons
    couche = points.demande("maisons", fichier, {"maison": [*dedans, *autour]})
    pluriel = "s" if len(dedans) > 1 else ""
    titre = f"{formats.nombre(len(dedans))} maison{pluriel} de l’emploi relevée{pluriel}"
    etat = etat_neutre(Habillage(couches=[couche], theme=theme, perimetre=cerner(territoire)))
    return _carte("annuaire", titre, "maisons", parametres, etat)


def _carte(nom: str, titre: str, page: str, parametres: Mapping[str, str], etat: dict[str, Any]) -> Carte:
    return Carte(nom=nom, titre=titre, source=SOURCE, page=page, parametres=parametres, etat=etat)

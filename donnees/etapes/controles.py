"""Étape « contrôles », la première : chaque brut redonne les chiffres de sa fiche, sinon rien ne se construit."""

from __future__ import annotations

from donnees.catalogue import charger
from donnees.controles.releve import exiger, fichiers_sans_controle, relever
from donnees.erreurs import ErreurDonnees
from donnees.etapes.atelier import Atelier
from donnees.lecture.socle import Brut


def construire(atelier: Atelier) -> None:
    """Confronte tous les bruts à leur fiche, et retient l'empreinte de ceux qui ont répondu.

    Raises
    ------
    ControleRefuse
        Fichier tronqué, décalé ou d'un autre millésime : tous les contrôles qui ne tiennent pas sont nommés.
    """
    brut = Brut(atelier.brut.racine)
    exiger(relever(brut, charger().sources.values()))
    atelier.controles.update(brut.empreintes)


def exiger_tous(atelier: Atelier) -> None:
    """Dernière étape : aucun fichier n'a été lu sans contrôle, ni remplacé pendant la construction."""
    oublies = fichiers_sans_controle(atelier.brut.empreintes, atelier.controles)
    if oublies:
        raise ErreurDonnees(
            f"Fichiers lus sans contrôle, ou modifiés pendant la construction : {', '.join(oublies)}. "
            "Inscrire leur lecteur dans donnees/controles/lectures.py et leurs chiffres dans sources.yml, ou relancer."
        )

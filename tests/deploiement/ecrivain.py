"""Une partenaire qui répond sans s'arrêter au diagnostic : ce que l'écran dit enregistré doit l'être au registre."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import select

from donnees.registre.base import Registre
from donnees.registre.modeles import Journal
from tests.deploiement.lecteurs import PERTES, Ecran, Lecteur

PAGE = "diagnostic"
LIEN = {
    "niveau": "zone_emploi",
    "code": "0051",
    "maison": "35238-1",
    "section": "essentiel",
    "partenaire": "france_travail|Agence d'Alençon|Direction",
}
BOUTON, CONFIRME, BROUILLON = "Enregistrer la réponse", "Enregistrée le", "Brouillon gardé"


@dataclass
class Ecrivain:
    """Ce qu'elle a écrit.

    Attributes
    ----------
    confirmees : list of str
        Textes que l'écran a dits enregistrés.
    pertes : int
        Fois où sa prise est tombée.
    """

    lecteur: Lecteur
    nom: str
    confirmees: list[str] = field(default_factory=list)
    pertes: int = 0

    async def ecrire(self, encore: Callable[[], bool]) -> None:
        """Écrit tant qu'on le lui dit ; un texte non confirmé est récrit après le retour."""
        async with self.lecteur.venu():
            ecran, rang = Ecran(), 0
            while encore():
                texte = f"{self.nom}, réponse {rang}"
                try:
                    ecran = await self._repondre(ecran if ecran.zones else await self.lecteur.jouer(PAGE, LIEN), texte)
                except PERTES:
                    self.pertes += 1
                    ecran = await self.lecteur.revenir(PAGE, LIEN)
                    continue
                if any(CONFIRME in ligne for ligne in ecran.textes):
                    self.confirmees.append(texte)
                    rang += 1
                await asyncio.sleep(0.05)

    async def _repondre(self, ecran: Ecran, texte: str) -> Ecran:
        assert ecran.zones, f"aucun champ à remplir : {ecran.textes}"
        zone = next(iter(ecran.zones.values()))
        bouton = next(cle for libelle, cle in ecran.boutons.items() if BOUTON in libelle)
        return await self.lecteur.jouer(PAGE, LIEN, {zone: texte, bouton: True})


def enregistrees(registre: Registre) -> set[str]:
    """Tous les textes de réponses que le journal a retenus."""
    with registre.lire() as session:
        apres = session.scalars(select(Journal.apres).where(Journal.objet == "contribution")).all()
    return {str(etat["texte"]) for etat in apres if etat}

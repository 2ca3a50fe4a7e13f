"""Un indicateur : sa carte, ce qu'elle dit, qui est en tête et en queue, et sa définition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats
from geo.mesures import definition, incertitude, phrases
from geo.mesures.classement import classer
from geo.mesures.repartitions import Repartition, Valeur, niveaux_carte, repartir
from geo.sorties import svg
from geo.territoires.niveaux import NOMS_NIVEAUX
from pages.leger import adresses, schema
from pages.leger.page import Apercu, Page, Site

BOUTS: Final = 5
"""Territoires nommés à chaque bout du classement."""
DESSINES: Final = ("zone_emploi", "departement", "region")


@dataclass(frozen=True, eq=False)
class FicheDIndicateur:
    """Un indicateur du catalogue."""

    fiche: Indicateur

    @property
    def adresse(self) -> str:
        """Chemin canonique."""
        return adresses.indicateur(self.fiche.id)

    @property
    def niveau(self) -> str:
        """Le niveau montré : les zones d'emploi si elles l'ont ; vide s'il n'a pas de carte du pays."""
        return next((niveau for niveau in DESSINES if niveau in niveaux_carte(self.fiche.id)), "")

    @property
    def titre(self) -> str:
        """Ce qu'en disent l'onglet, un moteur, un message."""
        return f"{self.fiche.libelle} : la carte et le classement" if self.niveau else self.fiche.libelle

    def page(self, site: Site) -> Page:
        """La fiche entière."""
        fiche = self.fiche
        repartition = repartir(fiche.id, self.niveau) if self.niveau else None
        phrase = phrases.phrase(repartition) if repartition else ""
        return Page(
            gabarit="indicateur",
            adresse=self.adresse,
            ecran=adresses.ecran("methode", {"fiche": fiche.id}),
            titre=self.titre,
            description=phrase or fiche.question,
            donnees=schema.indicateur(site, fiche, phrase or fiche.question),
            valeurs={
                "fiche": fiche,
                "phrase": phrase,
                "theme": charger().themes[fiche.theme].libelle,
                "definition": definition.lignes(fiche),
                "autres": _autres(fiche),
                **(_carte(repartition) if repartition else {}),
            },
        )

    def apercu(self, site: Site) -> Apercu:  # noqa: ARG002 - le registre n'y est pour rien
        """Son nom et sa carte."""
        theme = charger().themes[self.fiche.theme].libelle
        if not self.niveau:
            return Apercu(titre=self.fiche.libelle, surtitre=theme)
        repartition = repartir(self.fiche.id, self.niveau)
        legende = f"par {NOMS_NIVEAUX[self.niveau][0]}, {formats.periode(repartition.periode)}"
        return Apercu(titre=self.fiche.libelle, surtitre=theme, legende=legende, carte=svg.colorer(repartition).svg)


def trouver(site: Site, identifiant: str) -> FicheDIndicateur | None:  # noqa: ARG001 - comme les autres objets
    """L'indicateur de cet identifiant ; None si le catalogue ne l'a pas."""
    fiche = charger().indicateurs.get(identifiant)
    return FicheDIndicateur(fiche) if fiche else None


def _autres(fiche: Indicateur) -> list[tuple[str, str]]:
    """Les autres indicateurs du thème."""
    voisins = (autre for autre in charger().indicateurs.values() if autre.theme == fiche.theme and autre.id != fiche.id)
    return [(adresses.indicateur(autre.id), autre.libelle) for autre in voisins]


def _carte(repartition: Repartition) -> dict[str, Any]:
    """La carte, sa légende, le classement."""
    fiche, niveau = repartition.indicateur, repartition.niveau
    dessinee = svg.colorer(repartition)
    lignes = classer(fiche.id, niveau)
    connues = lignes[lignes["valeur"].notna()]
    rangees = [_ligne(fiche, niveau, ligne) for ligne in connues.to_dict("records")]
    ordre = (
        "de la plus basse à la plus haute valeur"
        if fiche.sens == "mieux_bas"
        else "de la plus haute à la plus basse valeur"
    )
    return {
        "titre_carte": phrases.titre(repartition),
        "carte": dessinee.svg,
        "classes": dessinee.classes,
        "sources": repartition.sources,
        "niveau": NOMS_NIVEAUX[niveau],
        "ordre": ordre,
        "tete": rangees[:BOUTS],
        "queue": rangees[-BOUTS:] if len(rangees) > 2 * BOUTS else [],
        "rangees": rangees,
        "sans_donnee": lignes.loc[lignes["valeur"].isna(), "libelle"].tolist(),
        "sur_la_carte": adresses.ecran(
            "carte", {"indicateur": fiche.id, **({} if niveau == "zone_emploi" else {"niveau": niveau})}
        ),
        "classement": adresses.ecran(
            "classement", {"indicateur": fiche.id, **({} if niveau == "zone_emploi" else {"niveau": niveau})}
        ),
    }


def _ligne(fiche: Indicateur, niveau: str, ligne: dict[Any, Any]) -> dict[str, str]:
    """Une ligne du classement ; un territoire trop fragile pour un rang n'en a pas."""
    valeur = Valeur(ligne["valeur"], ligne["minimum"], ligne["maximum"])
    rang = formats.ABSENT if pd.isna(ligne["rang"]) else formats.nombre(int(ligne["rang"]))
    return {
        "rang": rang,
        "adresse": adresses.publie(niveau, ligne["code"], ligne["libelle"]),
        "libelle": ligne["libelle"],
        "valeur": formats.selon(fiche, valeur.valeur),
        "intervalle": incertitude.ecrire(fiche, valeur),
    }

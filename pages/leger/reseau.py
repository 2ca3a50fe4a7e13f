"""Le réseau : toutes les maisons relevées, sur une carte du pays et région par région."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from donnees import entrepot
from geo import territoires
from geo.actions.points import LIBELLES_CATEGORIES
from geo.ecriture import formats
from geo.sorties import svg
from pages.leger import adresses, presence
from pages.leger.page import Apercu, Page, Site

TITRE: Final = "Les maisons de l’emploi en France"
PRECAUTION: Final = (
    "Il n’existe pas de liste officielle accessible. Chaque maison vient d’une source publique citée, et son statut "
    "est celui que disait cette source à sa date."
)


@dataclass(frozen=True)
class Reseau:
    """Le réseau entier."""

    adresse: str = adresses.RESEAU
    titre: str = TITRE

    def page(self, site: Site) -> Page:
        """La carte du pays, et les maisons région par région."""
        maisons = site.releve.maisons
        connues = maisons[maisons["par_defaut"]]
        combien = f"{formats.nombre(len(connues))} maisons de l’emploi et antennes relevées"
        actions = f"{formats.nombre(len(site.releve.actions))} actions connues, chacune avec sa source"
        return Page(
            gabarit="reseau",
            adresse=self.adresse,
            ecran=adresses.ecran("maisons"),
            titre=self.titre,
            description=f"{combien} ; {actions}. La carte, et la liste région par région.",
            valeurs={
                "titre": TITRE,
                "precaution": PRECAUTION,
                "nombres": [combien] if site.en_panne else [combien, actions],
                "carte": svg.situer(territoires.lire("france", "FR"), presence.points(connues), f"Carte : {combien}."),
                "regions": _par_region(connues, site),
                "autres": _lignes(maisons[~maisons["par_defaut"]], site),
                "libelle_autres": f"{LIBELLES_CATEGORIES['mcef']}, services voisins, maisons fermées ou peu sûres",
            },
        )

    def apercu(self, site: Site) -> Apercu:
        """Combien de maisons, et où."""
        connues = site.releve.maisons[site.releve.maisons["par_defaut"]]
        return Apercu(
            titre=TITRE,
            chiffre=formats.nombre(len(connues)),
            legende="maisons de l’emploi et antennes relevées dans des sources publiques",
            carte=svg.situer(territoires.lire("france", "FR"), presence.points(connues), ""),
        )


def _par_region(maisons: pd.DataFrame, site: Site) -> list[tuple[str, list[dict[str, str]]]]:
    """Nom d'une région et ses maisons, par ville."""
    noms = entrepot.territoires("region")["libelle"]
    groupes = [(str(noms.get(code, code)), _lignes(siennes, site)) for code, siennes in maisons.groupby("region")]
    return sorted(groupes)


def _lignes(maisons: pd.DataFrame, site: Site) -> list[dict[str, str]]:
    nombres = site.releve.actions["maison"].value_counts()
    return [
        {
            "adresse": adresses.maison(str(maison["maison"])),
            "nom": str(maison["nom"]),
            "suite": _suite(maison, int(nombres.get(maison["maison"], 0))),
        }
        for _, maison in maisons.sort_values(["ville", "nom"]).iterrows()
    ]


def _suite(maison: pd.Series, actions: int) -> str:
    date = formats.date_partielle(str(maison["date_source"])) or "date inconnue"
    morceaux = [str(maison["ville"]), f"source de {date}"]
    return " · ".join([*morceaux, *([f"{actions} action{'s' if actions > 1 else ''}"] if actions else [])])

"""La fiche d'une maison, telle que l'annuaire la montre : territoire, statut daté, coordonnées, actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from donnees import entrepot
from donnees.catalogue.fiches_documents import mots
from geo import territoires
from geo.actions import annuaire, preuves
from geo.ecriture import formats
from geo.ecriture.textes import couper, majuscule
from geo.sorties import svg
from geo.territoires import Territoire
from pages.leger import adresses, presence, schema
from pages.leger.page import Apercu, Page, Site

DESCRIPTION_MAX: Final = 280
TITRE_MAX: Final = 140


@dataclass(frozen=True, eq=False)
class FicheDeMaison:
    """Une maison de l'annuaire (ligne de `geo.actions.tables.maisons`)."""

    maison: pd.Series

    @property
    def cle(self) -> str:
        """Identifiant."""
        return str(self.maison["maison"])

    @property
    def nom(self) -> str:
        """Son nom, sur une ligne."""
        return couper(str(self.maison["nom"]), TITRE_MAX)

    @property
    def adresse(self) -> str:
        """Chemin canonique."""
        return adresses.maison(self.cle)

    @property
    def titre(self) -> str:
        """Ce qu'en disent l'onglet, un moteur, un message."""
        return f"{self.nom} ({self.maison['ville']})"

    def page(self, site: Site) -> Page:
        """La fiche entière."""
        maison, nom = self.maison, self.nom
        siennes = site.releve.actions[site.releve.actions["maison"] == self.cle]
        combien = f"{len(siennes)} action{'s' if len(siennes) > 1 else ''} connue{'s' if len(siennes) > 1 else ''}"
        description = f"{maison['categorie_libelle']} à {maison['ville']} ({maison['departement']}). {combien}."
        place = (float(maison["lon"]), float(maison["lat"]))
        return Page(
            gabarit="maison",
            adresse=self.adresse,
            ecran=adresses.ecran("maisons", {"maison": self.cle}),
            titre=self.titre,
            description=description,
            donnees=schema.maison(site, self.cle, nom, str(maison["ville"]), place),
            valeurs={
                "maison": maison,
                "nom": nom,
                "mots": mots("maison"),
                "date": formats.date_partielle(str(maison["date_source"])),
                "fiabilite": annuaire.FIABILITE_EXPLIQUEE[str(maison["fiabilite"])],
                "source": preuves.adresse(str(maison["source"])),
                "site_web": str(maison["site"]) if preuves.ADRESSE_WEB.fullmatch(str(maison["site"])) else "",
                "precision": annuaire.PRECISIONS.get(str(maison["precision_geo"]), ""),
                "domaine": preuves.domaine,
                "carte": self._carte(nom),
                "actions": [_action(action) for _, action in siennes.iterrows()],
                **self._lieux(site),
            },
        )

    def apercu(self, site: Site) -> Apercu:
        """Son nom, ce qu'on en connaît, et où elle est."""
        nombre = int((site.releve.actions["maison"] == self.cle).sum())
        pluriel = "s" if nombre > 1 else ""
        return Apercu(
            titre=self.nom,
            surtitre=f"{self.maison['categorie_libelle']} · {self.maison['ville']}",
            chiffre=formats.nombre(nombre) if nombre else "",
            legende=f"action{pluriel} connue{pluriel}, avec sa source"
            if nombre == 1
            else "actions connues, chacune avec sa source"
            if nombre
            else "",
            carte=self._carte(""),
        )

    def _zone(self) -> Territoire | None:
        code = str(self.maison["zone_emploi"])
        return territoires.lire("zone_emploi", code) if code in entrepot.territoires("zone_emploi").index else None

    def _carte(self, nom: str) -> str:
        zone = self._zone()
        dite = f"Carte : {nom} dans la zone d'emploi {zone.libelle}." if zone else ""
        return svg.situer(zone, presence.points(pd.DataFrame([self.maison])), dite) if zone else ""

    def _lieux(self, site: Site) -> dict[str, Any]:
        """Sa zone d'emploi, et son périmètre quand on le connaît."""
        zone = self._zone()
        communes, nom = annuaire.communes(self.cle, site.releve.maisons_par_cle.get(self.cle))
        perimetre = territoires.du_perimetre(communes, nom) if communes else None
        return {
            "zone": (adresses.territoire(zone), zone.libelle) if zone else None,
            "perimetre": (adresses.territoire(perimetre), len(communes)) if perimetre else None,
        }


def trouver(site: Site, cle: str) -> FicheDeMaison | None:
    """La maison de cet identifiant ; None si l'annuaire ne l'a pas."""
    maison = annuaire.maison(site.releve.maisons, cle)
    return None if maison is None else FicheDeMaison(maison)


def _action(action: pd.Series) -> dict[str, str]:
    sorte = f"{action['theme_libelle']} · {annuaire.quand(action)} · {action['statut_libelle']}"
    resultat = f"{majuscule(str(action['indicateur']))} : {action['valeur']}" if action["indicateur"] else ""
    return {
        "adresse": adresses.action(str(action["action"])),
        "titre": couper(str(action["titre"]), TITRE_MAX),
        "sorte": sorte,
        "texte": couper(str(action["description"]), DESCRIPTION_MAX),
        "resultat": resultat,
    }

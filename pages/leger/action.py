"""La fiche d'une action : ce qu'elle est, qui fait quoi, où, pour quel effet ; les énoncés de l'écran."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from donnees.catalogue.fiches_documents import mots
from donnees.registre.services import Fiche
from donnees.vocabulaire import LIBELLES_PARTENAIRES, LIBELLES_STATUTS
from geo.actions import annuaire, enonces, preuves, progres, tables
from geo.actions.enonces import Vise
from geo.actions.points import THEMES_ACTIONS
from geo.ecriture import formats
from geo.ecriture.textes import couper
from geo.mesures import reserves
from geo.sorties import svg
from pages.leger import adresses
from pages.leger.page import Apercu, Page, Site

LIEUX: Final = 12
DESCRIPTION_MAX: Final = 200
TITRE_MAX: Final = 140


@dataclass(frozen=True, eq=False)
class FicheDAction:
    """Une action du registre, non archivée."""

    fiche: Fiche

    @property
    def adresse(self) -> str:
        """Chemin canonique."""
        return adresses.action(self.fiche.cle)

    @property
    def titre(self) -> str:
        """Ce qu'en disent l'onglet, un moteur, un message."""
        return couper(self.fiche.titre, TITRE_MAX)

    def page(self, site: Site) -> Page:
        """La fiche entière."""
        fiche, sieges = self.fiche, site.releve.maisons_par_cle
        lieux = tables.lieux_de(fiche, sieges)
        return Page(
            gabarit="action",
            adresse=self.adresse,
            ecran=adresses.ecran("plan-actions", {"action": fiche.cle}),
            titre=self.titre,
            description=couper(fiche.description or self._sorte(site), DESCRIPTION_MAX),
            valeurs={
                "fiche": fiche,
                "mots": mots("action"),
                "sorte": self._sorte(site),
                "maison": adresses.maison(fiche.maison) if fiche.maison else "",
                "role": enonces.role(fiche),
                "partenaires": [(p.nom, LIBELLES_PARTENAIRES[p.nature], p.role) for p in fiche.partenaires],
                "reperes": self._reperes(),
                "axes": enonces.axes(fiche),
                "lieux": [_lieu(niveau, code) for niveau, code in lieux[:LIEUX]],
                "autres_lieux": max(len(lieux) - LIEUX, 0),
                "suivis": [(suivi.libelle, progres.progres(suivi).phrase) for suivi in fiche.suivis],
                "vises": [_vise(vise) for vise in enonces.vises(fiche, sieges)],
                "carte": self._carte(site, f"Carte : {couper(fiche.titre, TITRE_MAX)}"),
                "fiabilite": annuaire.FIABILITE_EXPLIQUEE[fiche.fiabilite] if fiche.fiabilite else "",
                "source": preuves.adresse(fiche.source),
                "domaine": preuves.domaine,
            },
        )

    def apercu(self, site: Site) -> Apercu:
        """Son titre, sa maison, où elle est."""
        maison = tables.nom_maison(self.fiche)
        return Apercu(
            titre=couper(self.fiche.titre, TITRE_MAX),
            surtitre=couper(f"Action{f' · {maison}' if maison else ''}", TITRE_MAX),
            legende=self._sorte(site),
            carte=self._carte(site, ""),
        )

    def _sorte(self, site: Site) -> str:
        """« Terminée · Clause sociale · 2018 »."""
        siennes = site.releve.actions[site.releve.actions["action"] == self.fiche.cle]
        quand = [annuaire.quand(siennes.iloc[0])] if len(siennes) else []
        return " · ".join([LIBELLES_STATUTS[self.fiche.statut], THEMES_ACTIONS[self.fiche.theme], *quand])

    def _reperes(self) -> list[tuple[str, str]]:
        """Public, pilote, élu·e, moyens : ce qui est renseigné."""
        fiche, dits = self.fiche, mots("action")
        lignes = [
            (dits["public"], fiche.public),
            (dits["pilote"], fiche.pilote),
            (dits["elu"], enonces.elu(fiche)),
            (dits["etp"], enonces.etp(fiche)),
            (dits["budget"], enonces.budget(fiche)),
            *enonces.financeurs(fiche),
        ]
        return [(titre, texte) for titre, texte in lignes if texte]

    def _carte(self, site: Site, dite: str) -> str:
        bassin = enonces.bassin(self.fiche, site.releve.maisons_par_cle)
        point = tables.point(self.fiche, site.releve.maisons_par_cle)
        return svg.situer(bassin, [point] if np.isfinite(point).all() else [], dite) if bassin else ""


def trouver(site: Site, cle: str) -> FicheDAction | None:
    """L'action de cette clé ; None si le registre ne l'a pas, ou l'a archivée."""
    return next((FicheDAction(fiche) for fiche in site.releve.fiches if fiche.cle == cle), None)


def _lieu(niveau: str, code: str) -> tuple[str, str]:
    nom = tables.nom_lieu(niveau, code)
    return adresses.publie(niveau, code, nom), nom


def _vise(vise: Vise) -> dict[str, Any]:
    """L'indicateur visé, le sens attendu, et où il en est."""
    situe = ""
    if vise.situe is not None:
        lieu, mesure = vise.situe
        situe = f"{lieu.libelle} : {reserves.dire(mesure)} {formats.dans_la_periode(mesure.periode)}."
    adresse = adresses.indicateur(vise.indicateur) if vise.connu else ""
    return {"adresse": adresse, "libelle": vise.libelle, "sens": vise.sens.lower(), "situe": situe}

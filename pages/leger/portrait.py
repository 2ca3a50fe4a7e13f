"""Le portrait d'un territoire : les phrases, chiffres et refus de l'écran, sa carte, ses maisons, ses actions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Final

import numpy as np

from donnees.catalogue import charger
from geo import mesures, territoires
from geo.actions import presence as releve
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.portrait import cartons
from geo.portrait.cartons import Grille
from geo.portrait.constats import Constat, constater, nom_court
from geo.portrait.ecrits import comparee
from geo.portrait.en_grand import OUVERTURE, ouverture
from geo.sorties import svg
from geo.territoires import PERIMETRE, Territoire
from geo.territoires.niveaux import NOMS_NIVEAUX, nature
from pages.leger import adresses, presence, schema
from pages.leger.page import Apercu, Page, Site

TRAVERSES: Final = 6
NIVEAUX: Final = ("zone_emploi", "epci", "departement", "region")
SUITES: Final = {
    "carte": "Sur la carte",
    "secteurs": "Ses secteurs et métiers",
    "commerces": "Ses commerces et créations",
    "economie-verte": "Son économie verte",
    "ou-agir": "Où agir",
    "diagnostic": "Son diagnostic à remettre",
}
"""Page de l'application → ce qu'on y trouve de ce territoire."""


@dataclass(frozen=True)
class Portrait:
    """Un territoire, publié ou composé."""

    territoire: Territoire

    @property
    def adresse(self) -> str:
        """Chemin canonique."""
        return adresses.territoire(self.territoire)

    @property
    def titre(self) -> str:
        """Ce qu'en disent l'onglet, un moteur, un message."""
        return f"{self.territoire.libelle} : emploi, chômage, entreprises"

    def page(self, site: Site) -> Page:
        """Le portrait entier, face au comparateur d'office de l'écran."""
        territoire, face = self.territoire, d_office(self.territoire)
        ouvre, chiffres = ouverture(territoire, face), cartons.grille(territoire, face)
        description = _description([unescape(ligne) for ligne in re.findall(r"<li>(.*?)</li>", ouvre)])
        return Page(
            gabarit="portrait",
            adresse=self.adresse,
            ecran=adresses.ecran("territoire", territoires.parametres(territoire)),
            titre=self.titre,
            description=description,
            indexee=territoire.niveau != PERIMETRE,
            donnees=schema.portrait(site, self, chiffres, description),
            valeurs={
                "territoire": territoire,
                "nature": nature(territoire),
                "habitants": formats.nombre(territoire.population),
                "ouverture": ouvre,
                "cartons": _html(chiffres.html, site),
                "consigne": _consigne(territoire, chiffres),
                "rattachements": rattachements(territoire),
                "suites": [(adresses.ecran(page, _parametres(page, territoire)), dit) for page, dit in SUITES.items()],
                "sources": _sources(chiffres),
                **presence.decrire(site, territoire),
            },
        )

    def apercu(self, site: Site) -> Apercu:
        """Le premier chiffre qui ouvre le portrait, et la carte."""
        territoire, face = self.territoire, d_office(self.territoire)
        tous = (constater(territoire, face, identifiant) for identifiant in (*OUVERTURE, "population"))
        constat = next((c for c in tous if c.emprunt or np.isfinite(c.mesure.valeur)), None)
        ici = releve.maisons(site.releve.maisons, territoire.communes)
        return Apercu(
            titre=territoire.libelle,
            surtitre=nature(territoire),
            carte=svg.situer(territoire, presence.points(ici), ""),
            **(_chiffre(constat, face) if constat else {}),
        )


def d_office(territoire: Territoire) -> Territoire | None:
    """Le comparateur que l'écran prend sans qu'on en choisisse : la France, sauf pour elle-même."""
    return next((autre for autre in territoires.comparateurs(territoire) if autre.niveau == "france"), None)


def _chiffre(constat: Constat, face: Territoire | None) -> dict[str, str]:
    emprunt, fiche, autre = constat.emprunt, constat.mesure.indicateur, constat.comparee
    repere = ""
    if face and autre and fiche.agregation != "somme":
        nom = nom_court(face, fiche).removeprefix("la ")
        repere = f"{nom} : {''.join(comparee(constat.mesure, autre))}"
    reserve = f" ({constat.mesure.reserve})" if constat.mesure.reserve and not emprunt else ""
    return {
        "lieu": majuscule(emprunt.lieu) if emprunt else "",
        "chiffre": emprunt.ecrit if emprunt else formats.selon(fiche, constat.mesure.valeur),
        "legende": f"{fiche.libelle}, {formats.periode((emprunt or constat.mesure).periode)}{reserve}",
        "face": repere,
    }


def _description(lignes: list[str]) -> str:
    """Les premières phrases, tant qu'un résultat de recherche les montre."""
    gardees: list[str] = []
    for dite in lignes:
        if gardees and len(" ".join([*gardees, dite])) > 300:  # noqa: PLR2004 - ce qu'un moteur en montre
            break
        gardees.append(dite)
    return " ".join(gardees)


def _html(ecrit: str, site: Site) -> str:
    """Le HTML de l'écran, ses définitions menant aux pages légères des indicateurs."""
    return ecrit.replace(f'href="{cartons.DEFINITION}', f'href="{site.lien(adresses.indicateur(""))}')


def _consigne(territoire: Territoire, chiffres: Grille) -> list[str]:
    """Comment lire les bandes et les cartons empruntés."""
    if territoire.niveau == "france":
        return []
    noms = NOMS_NIVEAUX[mesures.niveau_des_pairs(territoire)][1]
    bande = f"Bande grise : répartition des {noms} ; tireté : leur médiane ; trait orange : {territoire.libelle}."
    emprunt = (
        "Filet tireté : ce chiffre n’existe pas ici (non publié à cette échelle, ou secret) ; c’est celui de sa zone "
        "d’emploi, nommée, ou la fourchette de ses zones."
    )
    return [bande, emprunt] if chiffres.empruntee else [bande]


def _parametres(page: str, territoire: Territoire) -> dict[str, str]:
    """Ce qui dit le territoire à une page ; la carte le cerne."""
    if page != "carte":
        return territoires.parametres(territoire)
    nom = f":{territoire.libelle}" if territoire.niveau == PERIMETRE else ""
    return {"cerne": f"{territoire.niveau}:{territoire.code}{nom}"}


def rattachements(territoire: Territoire) -> list[tuple[str, str]]:
    """Adresse et nom des territoires qui le contiennent ou qu'il traverse, s'ils sont peu nombreux."""
    liens = []
    for niveau in (niveau for niveau in NIVEAUX if niveau != territoire.niveau):
        traverses = territoires.traverses(territoire, niveau)
        for morceau in traverses if len(traverses) <= TRAVERSES else ():
            part = "" if len(traverses) == 1 else f", {formats.part(morceau.part)} des habitants"
            dit = f"{morceau.libelle} ({NOMS_NIVEAUX[niveau][0]}{part})"
            liens.append((adresses.publie(niveau, morceau.code, morceau.libelle), dit))
    return liens


def _sources(chiffres: Grille) -> list[tuple[str, str]]:
    """Citation et adresse de chaque source des chiffres montrés."""
    catalogue = charger()
    citees = {
        source.id: source
        for fiche, periode in zip(chiffres.indicateurs, chiffres.periodes, strict=True)
        for source in catalogue.sources_de(fiche, periode)
    }
    return [(source.citation, source.adresse) for source in citees.values()]

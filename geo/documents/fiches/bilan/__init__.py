"""Le bilan annuel d'une maison : ce qui s'est fait, avec qui, pour quels résultats, avec quels moyens.

Sait : ranger en sections ce que `geo.actions` compte et constate d'une maison et d'une année.
Ignore : compter, et l'écran.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from donnees.registre.services import Fiche, FicheMaison
from geo import territoires
from geo.actions import bilan as calcul
from geo.documents.fiches.assemblage import dits, section, texte
from geo.documents.fiches.bilan import appuis, faites, lecture, resultats
from geo.documents.modele import Document
from geo.ecriture import formats
from geo.ecriture.textes import couper
from geo.sorties.noms import nommer

NOM_MAX = 110


def composer(maison: FicheMaison, annee: int, fiches: Sequence[Fiche], jour: str, adresse: str = "") -> Document:
    """Le bilan d'une maison pour une année ; sans action, il le dit.

    Parameters
    ----------
    fiches : sequence of Fiche
        Actions du registre ; celles des autres maisons et les archivées sont ignorées.
    jour : str
        Jour de composition, AAAA-MM-JJ.
    adresse : str
        Lien public qui rouvre le bilan à l'écran.
    """
    bilan, bassin = calcul.bilan(fiches, maison.cle, annee), territoires.lire("commune", maison.siege)
    zone = territoires.parent(bassin, "zone_emploi") or bassin
    mots = dits("bilan")
    vide = section("essentiel", mots["essentiel"], *texte(mots["vide"].format(annee=annee), sorte="absence"))
    compose = date.fromisoformat(jour)
    pleines = (
        faites.essentiel(bilan, compose.year),
        faites.actions(bilan, maison, zone),
        resultats.suivis(bilan),
        resultats.manques(fiches, bilan, compose),
        appuis.par_axe(bilan),
        appuis.partages(bilan),
        lecture.reserves(bilan),
    )
    return Document(
        genre="bilan",
        titre=mots["titre"].format(annee=annee),
        sous_titre=couper(maison.nom, NOM_MAX),
        nom=nommer("bilan", maison.cle, str(annee)),
        territoire=zone.libelle,
        comparateurs="",
        date=formats.date_partielle(jour),
        adresse=adresse,
        maison=couper(maison.nom, NOM_MAX),
        participants=(),
        sections=pleines if bilan.actions else (vide,),
    )


__all__ = ["composer"]

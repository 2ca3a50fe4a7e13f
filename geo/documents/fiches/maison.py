"""La fiche d'une maison, sur une page : ce qu'en dit sa source, ses actions, son bassin, sa place sur la carte."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from donnees.registre.services import Fiche, FicheMaison
from donnees.vocabulaire import Theme
from geo import territoires
from geo.actions import annuaire, tables
from geo.actions.points import THEMES_ACTIONS
from geo.documents.fiches.assemblage import chiffre, dits, rubriques, section, texte
from geo.documents.fiches.place import PAGE, hauteur
from geo.documents.modele import Carte, Chiffres, Document, Figure, Section
from geo.ecriture import formats
from geo.ecriture.textes import couper, minuscule
from geo.mesures.chiffres_cles import CLES
from geo.sorties.noms import nommer
from geo.territoires import Territoire

MOTS = dits("maison")
COURT, CHIFFRES = 90, (6, 5, 4, 3, 2)
"""Signes d'un texte saisi ; chiffres clés, autant que la page en porte."""
SOURCE, HAUTEUR = 160, 6.5
"""Signes d'une source ; centimètres de la carte."""


def composer(cle: str, tenue: FicheMaison | None, fiches: Sequence[Fiche], jour: str, adresse: str = "") -> Document:
    """La fiche d'une maison.

    Parameters
    ----------
    cle : str
        Clé de la maison.
    tenue : FicheMaison or None
        Ce qu'en dit le registre ; None s'il ne répond pas : restent les données relevées.
    fiches : sequence of Fiche
        Ses actions non archivées.
    jour : str
        Jour de composition, AAAA-MM-JJ.
    adresse : str
        Lien public qui rouvre la fiche à l'écran.

    Raises
    ------
    LookupError
        La maison n'est pas dans l'annuaire.
    """
    maison = annuaire.maison(tables.maisons([] if tenue is None else [tenue]), cle)
    if maison is None:
        raise LookupError(f"La maison « {cle} » n'est pas dans l'annuaire : choisissez-en une dans la liste.")
    bassin = territoires.lire("zone_emploi", str(maison["zone_emploi"]))
    identite = _identite(maison, tenue, fiches)
    sections = [(identite, _chiffres(bassin, maison, nombre)) for nombre in CHIFFRES]
    documents = [_document(maison, bassin, deux, jour, adresse) for deux in sections]
    return next((document for document in documents if hauteur(document) <= PAGE), documents[-1])


def _document(
    maison: pd.Series, bassin: Territoire, sections: tuple[Section, ...], jour: str, adresse: str
) -> Document:
    return Document(
        genre="maison",
        titre=MOTS["genre"],
        sous_titre=couper(str(maison["nom"]), COURT),
        nom=nommer("maison", str(maison["maison"])),
        territoire=bassin.libelle,
        comparateurs=territoires.lire("france", "FR").libelle,
        date=formats.date_partielle(jour),
        adresse=adresse,
        maison=f"{maison['categorie_libelle']} · {maison['ville']} ({maison['departement']})",
        participants=(),
        sections=sections,
    )


def _identite(maison: pd.Series, tenue: FicheMaison | None, fiches: Sequence[Fiche]) -> Section:
    communes, nom = annuaire.communes(str(maison["maison"]), tenue)
    perimetre = MOTS["communes"].format(nombre=formats.nombre(len(communes)), nom=couper(nom, COURT))
    fiabilite = minuscule(annuaire.FIABILITE_EXPLIQUEE[str(maison["fiabilite"])].removesuffix("."))
    date = formats.date_partielle(str(maison["date_source"])) or MOTS["date_inconnue"]
    lignes = [
        (MOTS["statut"], f"{couper(str(maison['statut']), COURT)} ({date}). {MOTS['precaution']}"),
        (MOTS["source"], f"{couper(str(maison['source']), SOURCE)} ({fiabilite})"),
        (MOTS["territoire"], couper(str(maison["territoire"]), COURT)),
        (MOTS["perimetre"], perimetre if communes else MOTS["sans_perimetre"]),
        (MOTS["contacts"], " ".join(_contacts(maison))),
        (MOTS["actions"], _compter(fiches)),
    ]
    return section("identite", MOTS["identite"], rubriques("identite", MOTS["releve"], lignes))


def _contacts(maison: pd.Series) -> list[str]:
    """Adresse, téléphone et site tels que relevés ; chaque absence est dite."""
    lieu = couper(str(maison["adresse"]) or f"{maison['code_postal']} {maison['ville']}".strip(), COURT)
    telephone, site = couper(str(maison["telephone"]), 40), couper(str(maison["site"]), COURT)
    return [
        f"{lieu}." if lieu else MOTS["sans_adresse"],
        MOTS["telephone"].format(numero=telephone) if telephone else MOTS["sans_telephone"],
        MOTS["site"].format(adresse=site) if site else MOTS["sans_site"],
    ]


def _compter(fiches: Sequence[Fiche]) -> str:
    """« 7 : Clause sociale (1) ; Forum et recrutement (2)… », ou qu'aucune n'est connue."""
    if not fiches:
        return MOTS["sans_action"]
    nombres = Counter(fiche.theme for fiche in fiches)
    themes = [f"{THEMES_ACTIONS[t.value]} ({formats.nombre(nombres[t])})" for t in Theme if nombres[t]]
    return f"{formats.nombre(len(fiches))}{formats.INSECABLE}: {' ; '.join(themes)}"


def _chiffres(bassin: Territoire, maison: pd.Series, nombre: int) -> Section:
    planche = Chiffres("bassin", tuple(chiffre(bassin, *cle) for cle in CLES[:nombre]))
    situee = math.isfinite(float(maison["lon"]))
    suite = (_carte(bassin, maison),) if situee else texte(MOTS["sans_point"], sorte="absence")
    return section("bassin", MOTS["bassin"].format(zone=bassin.libelle), planche, *suite)


def _carte(bassin: Territoire, maison: pd.Series) -> Figure:
    nom, ville = couper(str(maison["nom"]), COURT), str(maison["ville"])
    point = (float(maison["lon"]), float(maison["lat"]), nom)
    return Figure(
        cle="situation",
        titre=MOTS["carte"].format(zone=bassin.libelle),
        alternative=MOTS["carte_dite"].format(zone=bassin.libelle, ville=ville),
        dessin=Carte("commune", bassin.communes, points=(point,), hauteur=HAUTEUR),
    )

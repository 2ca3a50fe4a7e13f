"""Ce qui s'est fait : les grands nombres, les actions par thème et par statut, leur liste, leurs lieux."""

from __future__ import annotations

import math
from collections import Counter

from donnees.registre.services import Fiche, FicheMaison, touche
from donnees.vocabulaire import LIBELLES_ROLES, LIBELLES_STATUTS
from geo.actions import phrases, tables
from geo.actions.bilan import Bilan
from geo.actions.durees import quand
from geo.actions.points import THEMES_ACTIONS
from geo.documents.fiches.assemblage import dits, tableau, texte
from geo.documents.modele import Bloc, Carte, Chiffre, Chiffres, Figure, Partie, Section, Tableau
from geo.ecriture import formats
from geo.ecriture.textes import couper, majuscule
from geo.territoires import Territoire

MOTS = dits("bilan")
TITRE_MAX, LIEUX_MAX, HAUTEUR = 120, 12, 8.0


def essentiel(bilan: Bilan, courante: int) -> Section:
    """La phrase de tête, les grands nombres, le croisement."""
    tete = texte(formats.typographie(phrases.phrase(bilan, courante)))
    planche = Chiffres("nombres", tuple(_chiffre(*case) for case in phrases.chiffres(bilan)))
    parties = (Partie("", (*tete, planche)), Partie(MOTS["themes"], (_croisement(bilan),)))
    return Section("essentiel", "1", MOTS["essentiel"], "", parties)


def _chiffre(valeur: str, nom: str, precision: str) -> Chiffre:
    return Chiffre(majuscule(nom), valeur, "", "", "", formats.typographie(precision), "", (), "", float("nan"), "")


def _croisement(bilan: Bilan) -> Tableau:
    statuts, colonnes = bilan.statuts, len(bilan.statuts) + 1
    noms = [MOTS["theme"], *(LIBELLES_STATUTS[statut] for statut in statuts), MOTS["total"]]
    lignes = [
        (THEMES_ACTIONS[theme.value], [*(bilan.compte(theme, statut) for statut in statuts), bilan.compte(theme)])
        for theme in bilan.themes
    ]
    totaux = (MOTS["total"], [*(bilan.compte(statut=statut) for statut in statuts), bilan.compte()])
    ecrites = [[nom, *map(formats.nombre, comptes)] for nom, comptes in (*lignes, totaux)]
    titre = MOTS["croisement"].format(annee=bilan.annee)
    return tableau("croisement", titre, noms, ecrites, natures="t" + "n" * colonnes, largeurs=[3.0] + [1.0] * colonnes)


def actions(bilan: Bilan, maison: FicheMaison, zone: Territoire) -> Section:
    """Les actions, une par ligne, puis leurs lieux sur la carte du bassin."""
    noms = [MOTS[cle] for cle in ("action", "theme", "statut", "calendrier", "role", "source")]
    lignes = [
        (
            couper(fiche.titre, TITRE_MAX),
            THEMES_ACTIONS[fiche.theme.value],
            LIBELLES_STATUTS[fiche.statut],
            quand(fiche),
            LIBELLES_ROLES[fiche.role_maison] if fiche.role_maison else MOTS["sans_role"],
            phrases.origine(fiche),
        )
        for fiche in bilan.actions
    ]
    liste = tableau("actions", MOTS["liste"].format(annee=bilan.annee), noms, lignes, largeurs=(3, 2, 1, 2, 2, 2))
    carte: tuple[Bloc, ...] = _carte(bilan, maison, zone)
    return Section("actions", "2", MOTS["actions"], "", (Partie("", (liste, *carte)),))


def _carte(bilan: Bilan, maison: FicheMaison, zone: Territoire) -> tuple[Figure, ...]:
    """Rien si aucune action n'a de point dans le bassin."""
    lieux = Counter(
        place for fiche in bilan.actions if (place := _placer(fiche, {maison.cle: maison}, zone)) is not None
    )
    if not lieux:
        return ()
    points = tuple((lon, lat, f"{nom} ({combien})") for (lon, lat, nom), combien in lieux.most_common())
    cites = " ; ".join(nom for _, _, nom in points[:LIEUX_MAX])
    return (
        Figure(
            cle="lieux",
            titre=MOTS["carte"].format(annee=bilan.annee),
            alternative=MOTS["carte_dite"].format(zone=zone.libelle, lieux=cites),
            dessin=Carte("commune", zone.communes, points=points[:LIEUX_MAX], hauteur=HAUTEUR),
        ),
    )


def _placer(fiche: Fiche, sieges: dict[str, FicheMaison], zone: Territoire) -> tuple[float, float, str] | None:
    """Point d'une action et nom de son premier lieu, s'il est dans le bassin."""
    lieux = tables.lieux_de(fiche, sieges)[:1]
    lon, lat = tables.point(fiche, sieges)
    if not lieux or not math.isfinite(lon) or not touche(lieux, frozenset(zone.communes)):
        return None
    return lon, lat, tables.nom_lieu(*lieux[0])

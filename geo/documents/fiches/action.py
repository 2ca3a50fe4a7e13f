"""La fiche d'une action, sur une page : ce qu'elle est, qui fait quoi, où elle en est, ce qu'on en sait."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final, NamedTuple

from donnees.registre.services import Fiche, FicheMaison, FicheSuivi
from donnees.vocabulaire import LIBELLES_PARTENAIRES, LIBELLES_STATUTS
from geo.actions import annuaire, enonces, tables
from geo.actions.durees import quand
from geo.actions.enonces import Vise
from geo.actions.points import THEMES_ACTIONS
from geo.actions.progres import ecrire, progres
from geo.documents.fiches.assemblage import COMMUNS, chiffre, dits, premiers, rubriques, tableau, texte
from geo.documents.fiches.place import PAGE, hauteur
from geo.documents.modele import Bloc, Chiffre, Chiffres, Document, Partie, Section
from geo.ecriture import formats
from geo.ecriture.textes import couper, majuscule, minuscule
from geo.sorties.noms import nommer

MOTS = dits("action")
COURT_ELU: Final = 45
"""Signes de plus pour un nom suivi d'un mandat."""


class Bornes(NamedTuple):
    """Ce que la fiche garde pour tenir sur une page ; l'écran dit le reste."""

    titre: int
    court: int
    description: int
    partenaires: int
    lieux: int
    suivis: int
    vises: int
    financeurs: int


LARGES: Final = Bornes(160, 120, description=1200, partenaires=12, lieux=12, suivis=6, vises=4, financeurs=8)
MOYENNES: Final = Bornes(140, 90, description=600, partenaires=5, lieux=8, suivis=3, vises=3, financeurs=4)
COURTES: Final = Bornes(120, 60, description=350, partenaires=3, lieux=6, suivis=2, vises=2, financeurs=3)
SERREES: Final = Bornes(80, 40, description=60, partenaires=2, lieux=3, suivis=1, vises=1, financeurs=1)


BORNES: Final = (LARGES, MOYENNES, COURTES, SERREES)


def composer(fiche: Fiche, maison: FicheMaison | None, jour: str, adresse: str = "") -> Document:
    """La fiche d'une action.

    Parameters
    ----------
    maison : FicheMaison or None
        Celle de l'action : sans lieu, son siège en tient lieu.
    jour : str
        Jour de composition, AAAA-MM-JJ.
    adresse : str
        Lien public qui rouvre la fiche à l'écran.
    """
    documents = [_composer(fiche, maison, bornes, jour, adresse) for bornes in BORNES]
    return next((document for document in documents if hauteur(document) <= PAGE), documents[-1])


def _composer(fiche: Fiche, maison: FicheMaison | None, bornes: Bornes, jour: str, adresse: str) -> Document:
    sieges = {} if maison is None else {maison.cle: maison}
    lieux = [tables.nom_lieu(*lieu) for lieu in tables.lieux_de(fiche, sieges)]
    vises = enonces.vises(fiche, sieges)
    parties = (
        Partie("", (*_tete(fiche, bornes), _identite(fiche, lieux, bornes))),
        Partie("", (*_partenaires(fiche, bornes), *_suivis(fiche, bornes))),
        *([Partie(MOTS["vises"], _vises(vises, bornes))] if vises else []),
        Partie("", _financeurs(fiche, bornes)),
        *_empechement(fiche, bornes),
        Partie("", _absences(fiche)),
    )
    return Document(
        genre="action",
        titre=MOTS["genre"],
        sous_titre=couper(fiche.titre, bornes.titre),
        nom=nommer("action", fiche.titre),
        territoire=_reunir(lieux, 2),
        comparateurs="",
        date=formats.date_partielle(jour),
        adresse=adresse,
        maison=couper(tables.nom_maison(fiche), bornes.court),
        participants=(),
        sections=(Section("action", "", MOTS["essentiel"], "", tuple(partie for partie in parties if partie.blocs)),),
    )


def _reunir(noms: list[str], maximum: int) -> str:
    gardes, reste = premiers(noms, maximum)
    return " ; ".join([*gardes, reste.removesuffix(".")] if reste else gardes)


def _tete(fiche: Fiche, bornes: Bornes) -> tuple[Bloc, ...]:
    avertie = texte(MOTS["archivee"] if fiche.archivee else "", sorte="limite")
    coupe = "" if len(fiche.description) <= bornes.description else COMMUNS["coupe"]
    return (*avertie, *texte(couper(fiche.description, bornes.description), coupe))


def _identite(fiche: Fiche, lieux: list[str], bornes: Bornes) -> Bloc:
    court = bornes.court
    axes = enonces.axes_numeros(fiche) if bornes in {COURTES, SERREES} else " ; ".join(enonces.axes(fiche))
    fiabilite = f" ({minuscule(annuaire.FIABILITE_EXPLIQUEE[fiche.fiabilite]).rstrip('.')})" if fiche.fiabilite else ""
    lignes = [
        (MOTS["theme"], f"{THEMES_ACTIONS[fiche.theme.value]} · {LIBELLES_STATUTS[fiche.statut].lower()}"),
        (MOTS["calendrier"], quand(fiche)),
        (MOTS["axes"], axes or MOTS["sans_axe"]),
        (MOTS["maison"], couper(tables.nom_maison(fiche), court) or MOTS["sans_maison"]),
        (MOTS["role"], f"{enonces.role(fiche)}. {MOTS['coordonne']}"),
        (MOTS["pilote"], couper(fiche.pilote, court)),
        (MOTS["elu"], couper(enonces.elu(fiche), court + COURT_ELU)),
        (MOTS["public"], couper(fiche.public, court)),
        (MOTS["lieux"], _reunir(lieux, bornes.lieux) or MOTS["sans_lieu"]),
        (MOTS["budget"], enonces.budget(fiche)),
        (MOTS["etp"], enonces.etp(fiche)),
        (MOTS["source"], f"{couper(fiche.source, court) or MOTS['saisie']}{fiabilite}"),
    ]
    return rubriques("identite", MOTS["identite"], lignes)


def _partenaires(fiche: Fiche, bornes: Bornes) -> tuple[Bloc, ...]:
    if not fiche.partenaires:
        return ()
    gardes, reste = premiers(fiche.partenaires, bornes.partenaires)
    noms, court = (MOTS["partenaire"], MOTS["nature"], MOTS["role_partenaire"]), bornes.court
    lignes = [(couper(p.nom, court), LIBELLES_PARTENAIRES[p.nature], couper(p.role, court)) for p in gardes]
    return (tableau("partenaires", MOTS["partenaires"], noms, lignes, largeurs=(3, 2, 4), note=reste),)


def _suivis(fiche: Fiche, bornes: Bornes) -> tuple[Bloc, ...]:
    if not fiche.suivis:
        return ()
    gardes, reste = premiers(fiche.suivis, bornes.suivis)
    noms = (MOTS["suivi"], MOTS["valeur"], MOTS["progres"])
    lignes = [_suivi(suivi, bornes.court) for suivi in gardes]
    return (tableau("suivis", MOTS["suivis"], noms, lignes, natures="tnt", largeurs=(3, 2, 4), note=reste),)


def _suivi(suivi: FicheSuivi, court: int) -> tuple[str, str, str]:
    """Ce qu'on compte, sa dernière valeur datée, et où elle en est de la cible."""
    etat = progres(suivi)
    valeur = formats.ABSENT
    if etat.derniere is not None:
        valeur = f"{ecrire(etat.derniere, suivi.unite)} ({formats.date_partielle(etat.date)})"
    return couper(suivi.libelle, court), valeur, majuscule(etat.suite)


def _vises(vises: list[Vise], bornes: Bornes) -> tuple[Bloc, ...]:
    montres, reste = premiers(vises, bornes.vises)
    return (Chiffres("vises", tuple(map(_vise, montres))), *texte(reste, MOTS["intention"], sorte="note"))


def _vise(vise: Vise) -> Chiffre:
    if vise.situe is not None:
        lieu, _ = vise.situe
        return replace(chiffre(lieu, vise.indicateur, compare=False), place=f"{lieu.libelle} · {vise.sens.lower()}")
    remarque = "" if vise.connu else MOTS["hors_catalogue"]
    vides = ("", "", vise.sens.lower(), remarque, "")
    return Chiffre(vise.libelle, formats.ABSENT, *vides, (), vise.indicateur, math.nan, "")


def _financeurs(fiche: Fiche, bornes: Bornes) -> tuple[Bloc, ...]:
    if not fiche.financeurs:
        return ()
    apports = [(couper(nom, bornes.court), montant) for nom, montant in enonces.financeurs(fiche)]
    gardes, reste = premiers(apports, bornes.financeurs)
    noms = (MOTS["financeur"], MOTS["montant"])
    return (tableau("financeurs", MOTS["financeurs"], noms, gardes, natures="tn", largeurs=(3, 1), note=reste),)


def _empechement(fiche: Fiche, bornes: Bornes) -> tuple[Partie, ...]:
    """Ce que la maison dit de ce qui n'a pas pu se faire ; rien si elle n'en dit rien."""
    dit = couper(fiche.empechement, bornes.description)
    coupe = "" if len(fiche.empechement) <= bornes.description else COMMUNS["coupe"]
    return (Partie(MOTS["empechement"], texte(dit, coupe)),) if dit else ()


def _absences(fiche: Fiche) -> tuple[Bloc, ...]:
    """Ce que le registre ne dit pas, en un paragraphe."""
    manques = {
        "sans_description": not fiche.description.strip(),
        "sans_partenaire": not fiche.partenaires,
        "sans_suivi": not fiche.suivis and not fiche.liens,
        "sans_financeur": not fiche.financeurs,
    }
    return texte(*(MOTS[cle] for cle, manque in manques.items() if manque), sorte="absence")

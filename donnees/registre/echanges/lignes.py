"""D'une ligne de textes à une saisie, et d'une fiche à une ligne de textes ; les deux se répondent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from donnees.registre.echanges import cellules
from donnees.registre.echanges.bornes import ecrire
from donnees.registre.echanges.colonnes import COLONNES, FINANCEURS, PAR_NOM, PARTENAIRES, code
from donnees.registre.services import montants
from donnees.registre.services.saisie import FINANCEURS_MAX, LIEUX_MAX, PARTENAIRES_MAX, Contenu
from donnees.vocabulaire import NiveauLieu

TEXTES = ("titre", "description", "pilote", "elu_nom", "elu_mandat", "public", "empechement", "source")
NOMBRES = ("lon", "lat", *montants.CHAMPS)
CHOIX = ("theme", "role_maison", "statut", "fiabilite")
MAILLES = {"communes": NiveauLieu.COMMUNE, "epci": NiveauLieu.EPCI, "zones_emploi": NiveauLieu.ZONE_EMPLOI}
COLONNE_MAILLE = {maille: colonne for colonne, maille in MAILLES.items()}
CHAMPS = {"partenaires": ("nom", "nature", "role"), "financeurs": ("nature", "nom", "montant")}
VIDE = "Champ obligatoire."
AXES = {str(axe): axe for axe in range(1, 5)}
"""Écriture d'un axe → son numéro ; tout autre texte reste tel quel, que la validation refusera."""
ELEMENTS = {"axes_2009": 20, "partenaires": PARTENAIRES_MAX, "financeurs": FINANCEURS_MAX} | dict.fromkeys(
    MAILLES, LIEUX_MAX
)
"""Éléments qu'une liste peut avoir au plus, comptés avant qu'elle soit lue."""


@dataclass(frozen=True)
class Probleme:
    """Ce qui ne va pas dans une ligne : la colonne, pourquoi, et comment corriger."""

    colonne: str
    message: str
    correction: str


def elements(ligne: Mapping[str, str]) -> dict[str, int]:
    """Nombre d'éléments de chaque liste d'une ligne, vides compris."""
    return {nom: cellules.compter(ligne[nom]) for nom in ELEMENTS}


def demesures(ligne: Mapping[str, str]) -> list[Probleme]:
    """Listes trop longues pour être lues ; le message dit leur nombre d'éléments et la borne."""
    return [
        Probleme(
            nom,
            f"Cette liste a {ecrire(nombre)} éléments ; {ecrire(ELEMENTS[nom])} au plus.",
            "Couper l'action en plusieurs, ou ôter les séparateurs en trop.",
        )
        for nom, nombre in elements(ligne).items()
        if nombre > ELEMENTS[nom]
    ]


def decoder(ligne: Mapping[str, str]) -> dict[str, Any]:
    """Saisie brute d'une ligne, à valider ensuite ; ce qui ne se comprend pas y reste tel quel.

    Une colonne tardive que le fichier n'a pas n'y est pas non plus.
    """
    axe = code("axe_2013", ligne["axe_2013"])
    axes = [code("axes_2009", " | ".join(champs)) for champs in cellules.separer(ligne["axes_2009"])]
    return {
        **{nom: ligne[nom] for nom in TEXTES if nom in ligne},
        **{nom: code(nom, ligne[nom]) or None for nom in CHOIX},
        "maison": ligne["maison"].strip() or None,
        "axe_2013": AXES.get(axe, axe or None),
        "axes_2009": [AXES.get(choisi, choisi) for choisi in axes],
        "partenaires": [_partenaire(champs) for champs in cellules.separer(ligne["partenaires"])],
        "financeurs": [_financeur(champs) for champs in cellules.separer(ligne["financeurs"])],
        "lieux": [
            {"niveau": maille, "code": " | ".join(champs)}
            for nom, maille in MAILLES.items()
            for champs in cellules.separer(ligne[nom])
        ],
        **{nom: cellules.nombre(ligne[nom]) or None for nom in NOMBRES if nom in ligne},
        "debut": cellules.date(ligne["debut"]),
        "fin": cellules.date(ligne["fin"]),
    }


def _completer(nom: str, champs: Sequence[str]) -> dict[str, Any]:
    """Nomme les champs d'un élément ; ceux en trop gardent un nom que la validation refusera."""
    noms = CHAMPS[nom]
    surplus = {f"champ {rang}": texte for rang, texte in enumerate(champs[len(noms) :], len(noms) + 1)}
    return {**dict(zip(noms, champs, strict=False)), **surplus}


def _partenaire(champs: Sequence[str]) -> dict[str, Any]:
    partenaire = _completer("partenaires", champs)
    return partenaire | ({"nature": code("partenaires", partenaire["nature"])} if "nature" in partenaire else {})


def _financeur(champs: Sequence[str]) -> dict[str, Any]:
    financeur = _completer("financeurs", champs)
    return {
        **financeur,
        "nature": code("financeurs", financeur["nature"]),
        "montant": cellules.nombre(financeur.get("montant", "")) or None,
    }


def encoder(cle: str, contenu: Contenu) -> dict[str, str]:
    """Textes des colonnes d'une fiche, sans neutralisation ; `decoder` rend le même contenu."""
    return {
        "cle": cle,
        **{nom: getattr(contenu, nom) for nom in TEXTES},
        **{nom: getattr(contenu, nom) or "" for nom in (*CHOIX, "maison")},
        "axe_2013": "" if contenu.axe_2013 is None else str(contenu.axe_2013),
        "axes_2009": cellules.joindre([str(axe)] for axe in contenu.axes_2009),
        "partenaires": cellules.joindre((p.nom, p.nature.value, p.role) for p in contenu.partenaires),
        "financeurs": cellules.joindre(
            (f.nature.value, f.nom, cellules.decimal(f.montant)) for f in contenu.financeurs
        ),
        **{
            nom: cellules.joindre([lieu.code] for lieu in contenu.lieux if lieu.niveau is maille)
            for nom, maille in MAILLES.items()
        },
        **{nom: cellules.decimal(getattr(contenu, nom)) for nom in NOMBRES},
        "debut": contenu.debut,
        "fin": contenu.fin,
    }


def textes(cle: str, contenu: Contenu) -> list[str]:
    """Ligne d'un fichier d'échange, dans l'ordre des colonnes, formules neutralisées."""
    par_nom = encoder(cle, contenu)
    return [
        par_nom[colonne.nom] if colonne.nombre else cellules.neutraliser(par_nom[colonne.nom]) for colonne in COLONNES
    ]


def _arrondi(montant: Decimal | None) -> Decimal | None:
    return montants.decimal(montants.centiemes(montant))


def normaliser(contenu: Contenu) -> Contenu:
    """Même contenu dans l'ordre et l'écriture où la base le rend : deux contenus égaux le sont alors champ à champ."""
    financeurs = [
        f if f.montant is None else f.model_copy(update={"montant": _arrondi(f.montant)}) for f in contenu.financeurs
    ]
    return contenu.model_copy(
        update={
            "axes_2009": tuple(sorted(contenu.axes_2009)),
            "partenaires": tuple(sorted(contenu.partenaires, key=lambda p: (p.nom, p.nature))),
            "lieux": tuple(sorted(contenu.lieux, key=lambda lieu: (lieu.niveau, lieu.code))),
            "financeurs": tuple(sorted(financeurs, key=lambda f: (f.nature, f.nom))),
            **{nom: _arrondi(getattr(contenu, nom)) for nom in montants.CHAMPS},
        }
    )


def probleme(champ: str, message: str, ligne: Mapping[str, str], brute: Mapping[str, Any]) -> Probleme:
    """Problème de la colonne d'où vient un champ refusé (« partenaires.0.nature »), avec sa correction."""
    nom, *chemin = champ.split(".")
    colonne = _colonne_lieu(chemin, brute) if nom == "lieux" else nom
    if colonne not in PAR_NOM:
        return Probleme("", message, "Corriger la ligne.")
    fiche = PAR_NOM[colonne]
    if fiche.obligatoire and not ligne[colonne].strip():
        message = VIDE
    elif chemin and chemin[0].isdecimal() and nom != "lieux":
        details = f", {chemin[1]}" if len(chemin) > 1 else ""
        message = f"Élément {int(chemin[0]) + 1}{details} : {message}"
    return Probleme(colonne, message, correction(colonne))


def _colonne_lieu(chemin: Sequence[str], brute: Mapping[str, Any]) -> str:
    """Colonne d'un lieu refusé ; un doublon se montre à la première maille qui en a un."""
    if chemin and chemin[0].isdecimal():
        return COLONNE_MAILLE[brute["lieux"][int(chemin[0])]["niveau"]]
    lieux = [(lieu["niveau"], lieu["code"]) for lieu in brute["lieux"]]
    fois = Counter(lieux)
    return next((COLONNE_MAILLE[lieu[0]] for lieu in lieux if fois[lieu] > 1), "communes")


def correction(colonne: str) -> str:
    """Comment remplir une colonne : les valeurs admises si elles sont fermées, sinon ce qui est attendu."""
    fiche = PAR_NOM[colonne]
    admis = ", ".join(fiche.choix)
    natures = {"partenaires": PARTENAIRES, "financeurs": FINANCEURS}
    if colonne in natures:
        return f"Attendu : {' | '.join(CHAMPS[colonne])}, nature parmi {admis}. Exemple : {fiche.exemple}"
    if fiche.choix:
        return f"Valeurs admises : {admis}, ou leur libellé."
    return f"{fiche.aide} Exemple : {fiche.exemple}"

"""Les tableaux et les barres du bilan, en HTML qui s'imprime ; tout texte saisi y est échappé."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from donnees.catalogue.fiches_documents import mots
from donnees.vocabulaire import LIBELLES_STATUTS
from geo.actions import empechements, moyens, phrases
from geo.actions.bilan import Bilan, Montants, Resultat
from geo.actions.empechements import Empechement
from geo.actions.grille import sujets
from geo.actions.points import THEMES_ACTIONS
from geo.actions.progres import ecrire
from geo.ecriture import formats
from pages.interface import tableau
from pages.interface.texte import ecrit, saisi

MOTS, GRILLE = mots("bilan"), mots("grille")

TEXTE_MAX = 2_000
"""Signes d'une ligne citée : un empêchement n'en a pas davantage."""


def _table(titre: str, colonnes: Iterable[str], lignes: Iterable[Iterable[str]], classe: str = "") -> str:
    """Tableau lu par les lecteurs d'écran : légende, en-têtes de colonnes et de lignes ; cellules déjà échappées."""
    corps = "".join(
        "<tr>"
        + "".join(f'<th scope="row">{c}</th>' if not rang else f"<td>{c}</td>" for rang, c in enumerate(ligne))
        + "</tr>"
        for ligne in lignes
    )
    return tableau.imprimable(titre, tableau.entetes(colonnes), corps, classe=classe)


def croisement(bilan: Bilan) -> str:
    """Tableau thème × statut, avec ses totaux."""
    compte, statuts = bilan.compte, bilan.statuts
    lignes = [
        [escape(THEMES_ACTIONS[t.value]), *(_case(compte(t, s)) for s in statuts), formats.nombre(compte(t))]
        for t in bilan.themes
    ]
    totaux = ["Total", *(formats.nombre(compte(statut=s)) for s in statuts), formats.nombre(compte())]
    colonnes = ["Thème", *(LIBELLES_STATUTS[statut] for statut in statuts), "Total"]
    titre = f"Nombre d'actions de {bilan.annee} par thème et par statut"
    return _table(titre, colonnes, [*lignes, totaux], "atlas-bilan-croisement")


def _case(nombre: int) -> str:
    return formats.nombre(nombre) if nombre else '<span class="nul">0</span>'


def partenaires(bilan: Bilan) -> str:
    """Tableau des partenaires et de leurs rôles."""
    lignes = [
        [_nomme(p.nom, p.nature), " ; ".join(saisi(role) for role in p.roles), formats.nombre(p.actions)]
        for p in bilan.partenaires
    ]
    return _table(f"Partenaires des actions de {bilan.annee}", ["Partenaire", "Son rôle", "Actions"], lignes)


def financeurs(bilan: Bilan) -> str:
    """Tableau des financeurs et de leurs montants connus."""
    lignes = [
        [_nomme(f.nom, f.nature), phrases.euros(f.montants), phrases.inconnus(f.montants) or formats.ABSENT]
        for f in bilan.financeurs
    ]
    colonnes = ["Financeur", "Montant connu", "Ce qui manque"]
    return _table(f"Financeurs des actions de {bilan.annee}", colonnes, lignes)


def grille(bilan: Bilan) -> str:
    """Tableau des sujets de la grille d'évaluation ; la dernière colonne se remplit à la main."""
    lignes = [[ecrit(sujet), ecrit(dit), ""] for sujet, dit in sujets(bilan)]
    colonnes = [GRILLE["sujet"], GRILLE["registre"], GRILLE["a_renseigner"]]
    return _table(GRILLE["tableau"].format(annee=bilan.annee), colonnes, lignes)


def moyens_par_axe(bilan: Bilan) -> str:
    """Tableau des moyens de chaque axe de 2013, et de l'ensemble ; ce qui manque est dit sous ce qui est connu."""
    lignes = [
        [
            f"{escape(ligne.libelle)}<small>{_compter(ligne.actions)}</small>",
            _somme(moyens.ecrire_etp(ligne.etp), ligne.etp),
            _somme(moyens.ecrire_euros(ligne.budgets), ligne.budgets),
            _somme(moyens.ecrire_euros(ligne.financements), ligne.financements),
        ]
        for ligne in (*moyens.par_axe(bilan), moyens.ensemble(bilan))
    ]
    colonnes = ["Axe de l’arrêté de 2013", "ETP", "Budgets", "Financements"]
    titre = f"Moyens des actions de {bilan.annee} par axe ; ETP : équivalents temps plein"
    return _table(titre, colonnes, lignes, "atlas-bilan-moyens")


def _compter(actions: int) -> str:
    return phrases.pluriel(actions, "action") if actions else "aucune action"


def _somme(ecrite: str, sommes: Montants) -> str:
    manque = moyens.manque(sommes)
    return ecrite + (f"<small>{manque}</small>" if manque else "")


def empeches(trouves: Iterable[Empechement]) -> str:
    """Un carton par action : ce que le registre constate, puis ce que la maison en dit, cité."""
    return f'<ul class="atlas-bilan-resultats atlas-bilan-empeches">{"".join(map(_empeche, trouves))}</ul>'


def _empeche(fait: Empechement) -> str:
    constats = "".join(f"<p>{ecrit(phrase)}</p>" for phrase in empechements.phrases(fait))
    dits = "<br>".join(saisi(ligne, TEXTE_MAX) for ligne in fait.texte.strip().splitlines())
    cite = f"<blockquote>{dits}</blockquote>" if dits else ""
    return f"<li><h3>{saisi(fait.action.titre, 90)}</h3>{constats}{cite}</li>"


def _nomme(nom: str, nature: str) -> str:
    """Nom saisi, et sa nature dessous si elle dit autre chose."""
    return saisi(nom, 100) + ("" if nom == nature else f"<small>{escape(nature)}</small>")


def resultats(bilan: Bilan) -> str:
    """Un carton par suivi : sa valeur, sa barre face à la cible, sa phrase."""
    return f'<ul class="atlas-bilan-resultats">{"".join(_resultat(r) for r in bilan.resultats)}</ul>'


def _resultat(resultat: Resultat) -> str:
    progres, unite = resultat.progres, resultat.suivi.unite
    valeur = "" if progres.derniere is None else ecrire(progres.derniere, unite)
    suite = progres.phrase.removeprefix(valeur)
    return (
        f"<li><h3>{saisi(resultat.suivi.libelle, 90)}</h3><p class='action'>{saisi(resultat.action.titre, 90)}</p>"
        f"{_barre(progres.part)}<p class='phrase'><strong><bdi>{escape(valeur)}</bdi></strong> "
        f"<bdi>{escape(suite)}</bdi></p></li>"
    )


def _barre(part: float | None) -> str:
    """Barre pleine jusqu'à la part de la cible, trait à la cible ; la phrase dit la même chose."""
    if part is None:
        return ""
    echelle = max(part, 100.0)
    return (
        f'<div class="barre" aria-hidden="true"><i style="width:{100 * part / echelle:.1f}%"></i>'
        f'<s style="left:{10_000 / echelle:.1f}%"></s></div>'
    )

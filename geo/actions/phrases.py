"""Les phrases du bilan : ce qui s'est fait, avec qui, ce qu'on sait et ce qu'on ne sait pas."""

from __future__ import annotations

from collections import Counter

from donnees.registre.services import Fiche
from donnees.vocabulaire import LIBELLES_ROLES, LIBELLES_STATUTS
from geo.actions import moyens
from geo.actions.bilan import Bilan, Montants
from geo.actions.durees import quand
from geo.actions.points import FIABILITES, THEMES_ACTIONS
from geo.actions.progres import SENS_INCONNU
from geo.ecriture import formats
from geo.ecriture.origines import lisible
from geo.ecriture.textes import couper

THEMES_DITS = 3


def pluriel(nombre: int, mot: str, accord: str = "s") -> str:
    """« 1 action », « 3 actions », « aucune » reste à dire par l'appelant."""
    return f"{formats.nombre(nombre)}{formats.INSECABLE}{mot}{accord if nombre > 1 else ''}"


def euros(montants: Montants) -> str:
    """« 18 500 € » ; « — » si aucun montant n'est connu."""
    connus = montants.connus
    if connus is None:
        return formats.ABSENT
    return f"{formats.nombre(float(connus), 0 if connus == int(connus) else 2)}{formats.INSECABLE}€"


def inconnus(montants: Montants) -> str:
    """« 2 montants inconnus » ; vide s'ils sont tous connus."""
    nombre = montants.inconnus
    return f"{pluriel(nombre, 'montant')} inconnu{'s' if nombre > 1 else ''}" if nombre else ""


def phrase(bilan: Bilan, courante: int) -> str:
    """La phrase de tête, texte brut : actions, thèmes, partenaires, résultats."""
    nombre = bilan.compte()
    verbe = {-1: "a couru", 0: "court", 1: "est prévue"}, {-1: "ont couru", 0: "courent", 1: "sont prévues"}
    temps = (bilan.annee > courante) - (bilan.annee < courante)
    tete = f"En {bilan.annee}, {pluriel(nombre, 'action')} {verbe[nombre > 1][temps]}, {_themes(bilan)}"
    partenaires = len(bilan.partenaires)
    avec = f"{pluriel(partenaires, 'partenaire')} y {'ont' if partenaires > 1 else 'a'} un rôle nommé."
    return " ".join([tete, avec if partenaires else "Aucun partenaire n'est nommé au registre.", _resultats(bilan)])


def _themes(bilan: Bilan) -> str:
    themes = sorted(bilan.themes, key=lambda theme: -bilan.compte(theme))
    if len(themes) == 1:
        return f"sur un seul thème : {THEMES_ACTIONS[themes[0].value]}."
    dits = [f"{THEMES_ACTIONS[theme.value]} ({bilan.compte(theme)})" for theme in themes[:THEMES_DITS]]
    return f"sur {len(themes)} thèmes : {', '.join(dits)}{'…' if len(themes) > THEMES_DITS else '.'}"


def _resultats(bilan: Bilan) -> str:
    """Combien de suivis ont une valeur, combien une cible, combien sont à la hauteur de leur cible."""
    if not bilan.resultats:
        return "Aucun résultat n'est suivi."
    releves = [r for r in bilan.resultats if r.progres.derniere is not None]
    cibles = [r for r in bilan.resultats if r.progres.cible is not None]
    face = f"{pluriel(len(cibles), 'cible')} {'sont fixées' if len(cibles) > 1 else 'est fixée'}" if cibles else ""
    compte = f"{pluriel(len(releves), 'résultat')} relevé{'s' if len(releves) > 1 else ''} sur {len(bilan.resultats)}"
    return f"{compte} ; {face or 'aucune cible n’est fixée'}."


def chiffres(bilan: Bilan) -> list[tuple[str, str, str]]:
    """Les grands nombres du bilan : la valeur, ce que c'est, ce qui la précise."""
    suivis, avec = len(bilan.resultats), len(bilan.partenaires)
    releves = sum(r.progres.derniere is not None for r in bilan.resultats)
    aucun = "aucun montant au registre" if bilan.financements.connus is None else "tous les montants sont connus"
    actions, sujets = bilan.compte(), pluriel(len(bilan.themes), "thème")
    return [
        (formats.nombre(actions), "action" + "s" * (actions > 1), sujets),
        (formats.nombre(avec), "partenaire" + "s" * (avec > 1), "avec leur rôle" if avec > 1 else "au registre"),
        (formats.nombre(releves), "résultat" + "s" * (releves > 1), f"sur {pluriel(suivis, 'suivi')}"),
        (euros(bilan.financements), "de financements", inconnus(bilan.financements) or aucun),
    ]


def details(fiche: Fiche) -> str:
    """Ligne sous le titre d'une action, texte brut."""
    role = LIBELLES_ROLES[fiche.role_maison] if fiche.role_maison else ""
    morceaux = (
        LIBELLES_STATUTS[fiche.statut],
        THEMES_ACTIONS[fiche.theme.value],
        quand(fiche),
        f"la maison {role[0].lower()}{role[1:]}" if role else "rôle de la maison non précisé",
        source(fiche),
    )
    return " · ".join(morceaux)


def source(fiche: Fiche) -> str:
    """« source : exemple.fr (fiabilité A) »."""
    return f"source : {origine(fiche)}"


def origine(fiche: Fiche) -> str:
    """Source d'une action, en court : le domaine de son adresse web, ou ce qui est écrit."""
    lue = lisible(fiche.source.strip())
    adresse = next((mot for mot in lue.split() if mot.startswith(("http://", "https://"))), "")
    courte = adresse.split("/")[2].removeprefix("www.") if adresse.count("/") > 1 else lue
    fiabilite = f" (fiabilité {fiche.fiabilite.value})" if fiche.fiabilite else ""
    return f"{couper(courte, 60) or 'non citée'}{fiabilite}"


def reserves(bilan: Bilan) -> list[str]:
    """Ce qu'il faut savoir pour lire le bilan, texte brut, une phrase par réserve."""
    notes = [
        f"Le statut est celui du registre aujourd'hui, non celui de la fin de {bilan.annee}.",
        "Sans fin connue, une action ouverte court toujours ; une autre s'arrête à son début.",
    ]
    if bilan.sans_date:
        verbe = "ne figurent" if len(bilan.sans_date) > 1 else "ne figure"
        notes.append(f"{pluriel(len(bilan.sans_date), 'action')} sans aucune date {verbe} dans aucun bilan.")
    if any(r.progres.cible is not None for r in bilan.resultats):
        notes.append(SENS_INCONNU)
    if moyens.connus(bilan):
        notes.append(moyens.RESERVE)
    fiabilites = Counter(fiche.fiabilite.value if fiche.fiabilite else "" for fiche in bilan.actions)
    mentions = [f"{fiabilites[cle]} en {libelle}" for cle, libelle in FIABILITES.items() if fiabilites[cle]]
    mentions += [f"{fiabilites['']} sans fiabilité notée"] if fiabilites[""] else []
    return [*notes, f"Fiabilité des sources : {' ; '.join(mentions)}."]

"""Chaque objet qui s'intègre : une bonne adresse, ce que son cadre doit dire, et une adresse fausse."""

from __future__ import annotations

import math
from dataclasses import dataclass

from donnees.registre.services import Fiche
from geo.actions import bilan, tables
from geo.mesures import comparaison
from geo.territoires import lire
from pages.interface import registre

Parametres = dict[str, str]
ZONE = {"niveau": "zone_emploi", "code": "4412"}
EPCI = {"niveau": "epci", "code": "245400676"}
AVEC = comparaison.ecrire([lire("zone_emploi", "4412"), lire("france", "FR")])


@dataclass(frozen=True)
class Cas:
    """Une bonne adresse, un morceau du titre et du lien attendus, et ce qui la rend fausse."""

    parametres: Parametres
    titre: str
    lien: str
    faux: Parametres


def _cas() -> dict[str, Cas]:
    avec, aucun = {"avec": AVEC}, {"avec": "rien:0"}
    inconnu, sans_zone = {"indicateur": "inconnu"}, {"niveau": "france", "code": "FR"}
    return {
        "carte": Cas(
            {"indicateur": "taux_pauvrete"},
            "Taux de pauvreté par zone d'emploi",
            "/carte?indicateur=taux_pauvrete",
            inconnu,
        ),
        "communes": Cas(ZONE | {"communal": "population"}, ": Nancy", "/territoire?niveau=zone_emploi", sans_zone),
        "courbe": Cas(avec | {"indicateur": "chomage_localise"}, "Taux de chômage", "/comparer?avec=", aucun),
        "chiffre": Cas(ZONE | {"indicateur": "population"}, "Nancy : Population", "/territoire?niveau=", inconnu),
        "structure": Cas(EPCI, "Grands secteurs de l'emploi privé : Nancy", "/territoire?", {"comparateur": "x"}),
        "points": Cas(avec, "Chiffres clés face aux zones d'emploi : Nancy et France", "vue=points", {"theme": "x"}),
        "essaim": Cas(avec | {"x": "taux_pauvrete"}, "parmi les zones d'emploi", "vue=essaim", {"x": "inconnu"}),
        "nuage": Cas(avec | {"x": "taux_pauvrete", "y": "population"}, "et population", "vue=nuage", {"y": ""}),
        "cartes": Cas(avec | {"x": "chomage_localise"}, "Taux de chômage localisé", "apres=", {"avant": "1789"}),
        "acces": Cas(EPCI | {"type": "B312"}, "distance au plus proche", "volet=acces", {"type": "x"}),
        "ouverture": Cas(EPCI | {"commune": "54395"}, "Où ouvrir une boulangerie", "volet=ouvrir", {"commune": "1"}),
        "creations": Cas(ZONE, "Créations d'établissements :", "volet=creations", {"code": "0000"}),
        "parts": Cas(ZONE, "Les 10 plus gros secteurs : Nancy", "/secteurs?niveau=", {"champ": "x"}),
        "quotients": Cas(ZONE, "Ce qui distingue Nancy", "/secteurs?niveau=", {"reference": "4412"}),
        "bulles": Cas(ZONE, "Poids et élan de chaque secteur : Nancy", "/secteurs?niveau=", sans_zone),
        "decalage": Cas(ZONE, "décalage structurel", "vue=decalage", {"decoupage": "A9"}),
        "branche": Cas({"secteur": "CL"}, "dans chaque zone d'emploi", "vue=branche", {"secteur": "X"}),
        "carte-branche": Cas({"secteur": "CL"}, "part de l'emploi", "vue=branche", {"mesure": "x"}),
        "metiers": Cas(ZONE, "métiers les plus demandés", "vue=metiers", {"annee": "1999"}),
        "verts": Cas(ZONE, "Métiers verts et verdissants", "/economie-verte?", {"bassin": "x"}),
        "ou-agir": Cas({"theme": "clause_sociale"}, "besoin et actions connues", "fenetre=10", {"territoire": "0"}),
        "sensibilite": Cas({}, "± 20 %", "/clause-sociale?ecart=20", {"cout": "mille"}),
        "insertion": Cas(ZONE, "Structures d'insertion", "/clause-sociale?niveau=", {"code": "0000"}),
        "calendrier": Cas({"themes": "gpect"}, "Calendrier de", "themes=gpect", {"par": "x"}),
        "actions": Cas({"themes": "gpect"}, "Carte de", "themes=gpect", {"annees": "1900_1901"}),
        "maisons": Cas({"cerne": "zone_emploi:4412"}, "Les maisons de l'emploi : Nancy", "?cerne=", {"cerne": "x"}),
        "annuaire": Cas({"regions": "44"}, "maisons de l'emploi relevées", "/maisons?regions=44", {"regions": "0"}),
    }


CAS = _cas()
DU_REGISTRE = ("suivi", "action", "bilan")
"""Objets dont l'adresse nomme une action ou une maison : elle se lit au registre de l'épreuve."""
TOUS = (*CAS, *DU_REGISTRE)


def cas(nom: str) -> Cas:
    """Le cas d'un objet ; une action placée et suivie du registre, et le bilan de sa maison, pour les derniers."""
    return CAS[nom] if nom in CAS else _du_registre()[nom]


def action_suivie() -> Fiche:
    """Une action datée, placée, d'une maison, dont un suivi a une valeur."""
    releve = registre.releve()
    return next(
        fiche
        for fiche in releve.fiches
        if fiche.maison
        and bilan.bornes(fiche)
        and any(mesure.valeurs for mesure in fiche.suivis)
        and math.isfinite(tables.point(fiche, releve.maisons_par_cle)[0])
    )


def _du_registre() -> dict[str, Cas]:
    fiche = action_suivie()
    mesure = next(mesure for mesure in fiche.suivis if mesure.valeurs)
    action, annee = {"action": fiche.cle}, str(bilan.annees([fiche], 2026)[0])
    maison = {"maison": fiche.maison or "", "annee": annee}
    return {
        "suivi": Cas(action | {"suivi": mesure.cle}, mesure.libelle[:20], "/plan-actions?action=", {"suivi": "x"}),
        "action": Cas(action, fiche.titre[:20], "/plan-actions?action=", {"action": "x"}),
        "bilan": Cas(maison, f"Actions de {annee}", "/bilan?", {"annee": "1"}),
    }

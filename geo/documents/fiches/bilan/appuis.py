"""Avec qui et avec quoi : moyens par axe, partenaires et rôles, financeurs."""

from __future__ import annotations

from geo.actions import moyens, phrases
from geo.actions.bilan import Bilan, Montants
from geo.documents.fiches.assemblage import dits, section, tableau, texte
from geo.documents.modele import Bloc, Section
from geo.ecriture import formats
from geo.ecriture.textes import couper

MOTS = dits("bilan")
NOM_MAX = 100


def partages(bilan: Bilan) -> Section:
    """Partenaires et leurs rôles, financeurs ; ce qui manque est dit."""
    return section("partenaires", MOTS["appuis"], *_partenaires(bilan), *_financeurs(bilan), numero="6")


def par_axe(bilan: Bilan) -> Section:
    """Équivalents temps plein et euros, par axe de 2013."""
    return section("moyens", MOTS["par_axe"], *_moyens(bilan), numero="5")


def _moyens(bilan: Bilan) -> tuple[Bloc, ...]:
    if not moyens.connus(bilan):
        return texte(MOTS["sans_moyens"], sorte="absence")
    noms = [MOTS[cle] for cle in ("axe", "nombre", "etp", "budgets", "financements")]
    lignes = [
        (
            formats.typographie(ligne.libelle),
            formats.nombre(ligne.actions),
            _somme(moyens.ecrire_etp(ligne.etp), ligne.etp),
            _somme(moyens.ecrire_euros(ligne.budgets), ligne.budgets),
            _somme(moyens.ecrire_euros(ligne.financements), ligne.financements),
        )
        for ligne in (*moyens.par_axe(bilan), moyens.ensemble(bilan))
    ]
    titre, note = MOTS["moyens"].format(annee=bilan.annee), formats.typographie(moyens.RESERVE)
    return (tableau("moyens", titre, noms, lignes, natures="tnnnn", largeurs=(4, 1, 2, 2, 2), note=note),)


def _somme(ecrite: str, sommes: Montants) -> str:
    """Ce qui est connu, et ce qui manque dessous."""
    return "\n".join(filter(None, (ecrite, moyens.manque(sommes))))


def _partenaires(bilan: Bilan) -> tuple[Bloc, ...]:
    if not bilan.partenaires:
        return texte(MOTS["sans_partenaire"], sorte="absence")
    noms = [MOTS[cle] for cle in ("partenaire", "nature", "role_partenaire", "nombre")]
    lignes = [
        (
            couper(p.nom, NOM_MAX),
            p.nature,
            " ; ".join(couper(role, 2 * NOM_MAX) for role in p.roles),
            formats.nombre(p.actions),
        )
        for p in bilan.partenaires
    ]
    titre = MOTS["partenaires"].format(annee=bilan.annee)
    return (tableau("partenaires", titre, noms, lignes, natures="tttn", largeurs=(3, 2, 4, 1)),)


def _financeurs(bilan: Bilan) -> tuple[Bloc, ...]:
    if not bilan.financeurs:
        return texte(MOTS["sans_financeur"], sorte="absence")
    noms = [MOTS[cle] for cle in ("financeur", "nature", "connu", "manque")]
    lignes = [
        (
            couper(f.nom, NOM_MAX),
            f.nature,
            phrases.euros(f.montants),
            phrases.inconnus(f.montants) or formats.ABSENT,
        )
        for f in bilan.financeurs
    ]
    titre = MOTS["financeurs"].format(annee=bilan.annee)
    return (tableau("financeurs", titre, noms, lignes, natures="ttnt", largeurs=(3, 2, 2, 2)),)

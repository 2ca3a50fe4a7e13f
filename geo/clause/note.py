"""La simulation mise en mots et en tableaux : phrase d'ouverture, étapes, note à l'acheteur, classeur."""

from __future__ import annotations

import math
from dataclasses import replace
from html import escape

import pandas as pd

from donnees.catalogue.fiches_documents import mots
from geo.clause.calcul import EXEMPLE, Resultat, Simulation, manques, par_lot, total
from geo.clause.reperes import REPERES, SOURCE_ETP, Repere
from geo.clause.sensibilite import sensibilite
from geo.ecriture import formats
from geo.ecriture.classeurs import Feuille, composer
from geo.ecriture.textes import majuscule, minuscule

FORMULE = "heures = montant hors taxes × part de main-d'œuvre ÷ coût horaire × taux d'insertion"
MOTS = mots("acheteur")
COLONNES = tuple(MOTS[cle] for cle in ("lot", "montant", "part", "heures"))
RESERVES = (
    "Estimation à caler avec le facilitateur de clauses et le maître d'œuvre : elle dépend des hypothèses ci-dessus.",
    "Les heures valent pour toute la durée du marché ; l'équivalent temps plein les rapporte à une seule année.",
    "Elle ne dit pas si les personnes, les structures d'insertion ou les entreprises seront disponibles.",
)
NOMBRES = {
    "Montant HT (€)": 0,
    "Part de main-d'œuvre (%)": 1,
    "Main-d'œuvre (€)": 0,
    "Heures de travail": 0,
    "Heures d'insertion": 0,
}
"""Colonnes de nombres de `tableau` → décimales."""


def heures(valeur: float) -> str:
    """« 833 heures », « 1 heure », « moins d'une heure »."""
    return "moins d'une heure" if 0 < round(valeur, 6) < 1 else formats.avec_unite(valeur, "heures")


def phrase(simulation: Simulation) -> str:
    """La simulation en une phrase ; ce qui manque, sinon."""
    somme = total(par_lot(simulation))
    if somme is None:
        absents = list(
            dict.fromkeys(m for lot in simulation.lots for m in manques(lot, simulation.cout, simulation.taux))
        )
        return f"Pour estimer les heures d'insertion de votre marché, il faut {', '.join(absents)}."
    lots = len([r for r in par_lot(simulation) if r is not None])
    sujet = f"« {simulation.nom} » : un" if simulation.nom else "Un"
    combien = f" ({lots} lots)" if lots > 1 else ""
    return (
        f"{sujet} marché de {formats.euros(round(somme.montant))} hors taxes{combien} peut porter environ "
        f"{heures(somme.insertion)} d'insertion, soit {etp(somme)} sur un an."
    )


def etp(resultat: Resultat) -> str:
    """« 0,5 équivalent temps plein »."""
    return f"{formats.avec_unite(resultat.etp, 'équivalents', decimales_etp(resultat))} temps plein"


def decimales_etp(resultat: Resultat) -> int:
    """Une décimale, deux sous un dixième, où une seule écrirait zéro."""
    return 1 if resultat.etp >= 0.1 else 2  # noqa: PLR2004 - un dixième


def etapes(simulation: Simulation) -> list[tuple[str, str]]:
    """Les étapes du calcul, chacune (ce qu'on fait, ce qu'on trouve) ; vide si rien ne se calcule."""
    somme = total(par_lot(simulation))
    if somme is None or simulation.cout is None:
        return []
    cout, taux = formats.nombre_libre(simulation.cout), formats.nombre_libre(simulation.taux)
    part = 100 * somme.main_d_oeuvre / somme.montant
    return [
        ("Montant hors taxes", formats.euros(round(somme.montant))),
        (f"Main-d'œuvre : {formats.nombre_libre(part, 1)} % du montant", formats.euros(round(somme.main_d_oeuvre))),
        (f"Heures de travail, à {cout} € l'heure", heures(somme.travail)),
        (f"Réservées à l'insertion : {taux} %", heures(somme.insertion)),
        ("Équivalents temps plein sur un an (1\u202f607 heures)", formats.nombre(somme.etp, decimales_etp(somme))),
    ]


def tableau(simulation: Simulation) -> pd.DataFrame:
    """Une ligne par lot, puis le total des lots calculés s'il y en a plusieurs."""
    resultats = par_lot(simulation)
    lignes = [
        _ligne(lot.libelle, REPERES[lot.metier].libelle, lot.montant, lot.part, resultat)
        for lot, resultat in zip(simulation.lots, resultats, strict=True)
    ]
    somme = total(resultats)
    if len(lignes) > 1 and somme is not None:
        lignes.append(_ligne("Total", "", somme.montant, 100 * somme.main_d_oeuvre / somme.montant, somme))
    table = pd.DataFrame(lignes)
    return table.astype(dict.fromkeys(NOMBRES, "float64"))


def _ligne(
    nom: str, metier: str, montant: float | None, part: float | None, resultat: Resultat | None
) -> dict[str, object]:
    return {
        "Lot": nom,
        "Métier": metier,
        "Montant HT (€)": montant,
        "Part de main-d'œuvre (%)": part,
        "Main-d'œuvre (€)": resultat.main_d_oeuvre if resultat else None,
        "Heures de travail": resultat.travail if resultat else None,
        "Heures d'insertion": resultat.insertion if resultat else None,
    }


def hypotheses(simulation: Simulation) -> list[tuple[str, str, str]]:
    """Chaque hypothèse : son nom, sa valeur, d'où elle vient."""
    qui = "exemple publié, à remplacer" if replace(simulation, nom="") == EXEMPLE else "saisi par l'utilisateur"
    cout = formats.ABSENT if simulation.cout is None else f"{formats.nombre_libre(simulation.cout)} €"
    taux = formats.ABSENT if simulation.taux is None else f"{formats.nombre_libre(simulation.taux)} %"
    return [
        *(
            _part(REPERES[metier], part)
            for metier, part in dict.fromkeys((lot.metier, lot.part) for lot in simulation.lots)
        ),
        ("Coût d'une heure de travail, charges comprises", cout, qui),
        ("Taux d'insertion, part des heures réservée à l'insertion", taux, qui),
        ("Équivalent temps plein", "1\u202f607 heures", SOURCE_ETP),
    ]


def _part(repere: Repere, part: float | None) -> tuple[str, str, str]:
    """La part d'un métier et sa source : le repère s'il est suivi, l'utilisateur sinon."""
    source = repere.source
    if part is not None and part != repere.part:
        usuel = "" if repere.part is None else f" ; le repère est {formats.nombre_libre(repere.part)} %"
        source = f"saisie par l'utilisateur{usuel}"
    valeur = formats.ABSENT if part is None else f"{formats.nombre_libre(part)} %"
    return f"Part de main-d'œuvre, {minuscule(repere.libelle)}", valeur, source


def note(simulation: Simulation, ecart: float, edition: str, adresse: str) -> str:
    """La note d'une page pour l'acheteur, en HTML ; vide si rien ne se calcule.

    Parameters
    ----------
    ecart : float
        Écart de la fourchette, entre 0 et 1.
    edition : str
        Date d'édition.
    adresse : str
        Lien qui rend ce calcul.
    """
    somme = total(par_lot(simulation))
    if somme is None:
        return ""
    titre = _sur(titrer(simulation))
    tete = "".join(f'<th scope="col">{_sur(nom)}</th>' for nom in COLONNES)
    cases = "".join(map(_rangee, lots(simulation)))
    notes = "".join(
        f"<li><b>{_sur(f'{nom} : {valeur}')}.</b> {_sur(majuscule(source))}.</li>"
        for nom, valeur, source in hypotheses(simulation)
    )
    reserves = "".join(f"<li>{_sur(reserve)}</li>" for reserve in RESERVES)
    surtitre = MOTS["edition"].format(jour=edition)
    return (
        '<section class="atlas-clause-note" aria-label="Note à l’acheteur">'
        f'<p class="atlas-clause-sur">{_sur(surtitre)}</p><h3>{titre}</h3>'
        f"<p>{_sur(fourchette(simulation, ecart))}</p>"
        f"<table><caption>{_sur(MOTS['lots'].format(formule=FORMULE))}</caption>"
        f"<thead><tr>{tete}</tr></thead><tbody>{cases}</tbody></table><h4>{MOTS['hypotheses']}</h4><ul>{notes}</ul>"
        f"<h4>{_sur(MOTS['lire'])}</h4><ul>{reserves}</ul>"
        f'<p class="atlas-clause-lien">{_sur("Refaire ce calcul :")} {escape(adresse)}</p></section>'
    )


def _sur(texte: str) -> str:
    return escape(formats.typographie(texte))


def titrer(simulation: Simulation) -> str:
    """Titre de la note : le nom du marché, s'il en a un."""
    return simulation.nom or MOTS["sans_nom"]


def fourchette(simulation: Simulation, ecart: float) -> str:
    """La simulation en une phrase, et entre quoi et quoi elle se tient ; ce qui manque, sinon."""
    variations = sensibilite(simulation, ecart)
    if not variations:
        return phrase(simulation)
    ensemble = variations[-1]
    return (
        f"{phrase(simulation)} Si toutes les hypothèses s'écartent de {formats.nombre(100 * ecart)} %, entre "
        f"{formats.nombre(ensemble.heures_moins)} et {heures(ensemble.heures_plus)}."
    )


def prudence(simulation: Simulation, ecart: float) -> str:
    """Entre quoi et quoi se tiennent les heures si tout change ensemble ; vide si rien ne se calcule."""
    variations = sensibilite(simulation, ecart)
    if not variations:
        return ""
    basses, hautes = variations[-1].bornes
    return (
        f"Si toutes les hypothèses s'écartent de {formats.nombre(100 * ecart)} % ensemble, le marché porte de "
        f"{formats.nombre(basses)} à {heures(hautes)} : fixez l'objectif avec prudence."
    )


def incomplets(simulation: Simulation) -> list[str]:
    """Une phrase par lot que le total ne compte pas, et ce qu'il y faut."""
    manquants = [manques(lot, simulation.cout, simulation.taux) for lot in simulation.lots]
    return [
        MOTS["incomplet"].format(rang=rang, manques=", ".join(absents))
        for rang, absents in enumerate(manquants, 1)
        if absents
    ]


def lots(simulation: Simulation) -> list[tuple[str, str, str, str]]:
    """Les lots de la note (`COLONNES`), en toutes lettres, puis leur total s'il y en a plusieurs."""
    return [_en_lettres(ligne) for ligne in tableau(simulation).itertuples(index=False, name=None)]


def _en_lettres(ligne: tuple[object, ...]) -> tuple[str, str, str, str]:
    nom, _, montant, part, _, _, insertion = ligne
    ecrite = formats.ABSENT if _reel(part) is None else f"{formats.nombre_libre(_reel(part), 1)}{formats.INSECABLE}%"
    return str(nom), formats.avec_unite(_reel(montant), "€"), ecrite, formats.nombre(_reel(insertion))


def _rangee(lot: tuple[str, ...]) -> str:
    nom, *textes = lot
    return f'<tr><th scope="row">{_sur(nom)}</th>{"".join(f"<td>{texte}</td>" for texte in textes)}</tr>'


def _reel(valeur: object) -> float | None:
    """Nombre fini, ou None."""
    return float(valeur) if isinstance(valeur, int | float) and math.isfinite(valeur) else None


def classeur(simulation: Simulation) -> bytes:
    """Classeur : les lots, les hypothèses et leur source."""
    sources = pd.DataFrame(hypotheses(simulation), columns=["Hypothèse", "Valeur", "Source"])
    lots = Feuille("Lots", tableau(simulation), (FORMULE, *RESERVES), NOMBRES)
    return composer(f"Clause sociale : {simulation.nom or 'simulation'}", [lots], sources)

"""La note à l'acheteur : les heures d'insertion d'un marché, leurs hypothèses, et ce qui les ferait changer."""

from __future__ import annotations

from geo.clause import note
from geo.clause.calcul import Simulation
from geo.clause.sensibilite import ENSEMBLE, Variation, sensibilite
from geo.documents.fiches.assemblage import dits, section, tableau, texte
from geo.documents.modele import Barres, Document, Figure, Liste, Partie, Section, Serie, Tableau
from geo.ecriture import formats
from geo.ecriture.textes import majuscule, minuscule
from geo.sorties.noms import nommer

MOTS = dits("acheteur")


def composer(simulation: Simulation, ecart: float, jour: str, adresse: str = "") -> Document:
    """La note à l'acheteur ; sans rien qui se calcule, elle dit ce qui manque.

    Parameters
    ----------
    ecart : float
        Écart de la fourchette, entre 0 et 1.
    jour : str
        Jour de composition, AAAA-MM-JJ.
    adresse : str
        Lien public qui rend ce calcul.
    """
    date = formats.date_partielle(jour)
    variations = sensibilite(simulation, ecart)
    return Document(
        genre="acheteur",
        titre=MOTS["edition"].format(jour=date),
        sous_titre=note.titrer(simulation),
        nom=nommer("clause", "note"),
        territoire="",
        comparateurs="",
        date=date,
        adresse=adresse,
        maison="",
        participants=(),
        sections=(_resultat(simulation, ecart), *(_suite(simulation, ecart, variations) if variations else ())),
    )


def _suite(simulation: Simulation, ecart: float, variations: list[Variation]) -> tuple[Section, ...]:
    return _calcul(simulation), _sensibilite(ecart, variations)


def _resultat(simulation: Simulation, ecart: float) -> Section:
    dite = texte(formats.typographie(note.fourchette(simulation, ecart)))
    incomplets = texte(*map(formats.typographie, note.incomplets(simulation)), sorte="limite")
    return section("resultat", MOTS["resultat"], *dite, *incomplets)


def _calcul(simulation: Simulation) -> Section:
    lots = tableau(
        "lots",
        MOTS["lots"].format(formule=formats.typographie(note.FORMULE)),
        [formats.typographie(nom) for nom in note.COLONNES],
        note.lots(simulation),
        natures="tnnn",
        largeurs=(3, 2, 2, 2),
    )
    lignes = [tuple(map(formats.typographie, etape)) for etape in note.etapes(simulation)]
    etapes = tableau("etapes", MOTS["etapes"], (MOTS["etape"], MOTS["valeur"]), lignes, natures="tn", largeurs=(3, 1))
    reserves = Liste(tuple(map(formats.typographie, note.RESERVES)))
    parties = (Partie("", (etapes, lots, _hypotheses(simulation))), Partie(MOTS["lire"], (reserves,)))
    return Section("calcul", "", MOTS["calcul"], "", parties)


def _hypotheses(simulation: Simulation) -> Tableau:
    noms = (MOTS["hypothese"], MOTS["retenue"], MOTS["source"])
    lignes = [
        tuple(map(formats.typographie, (nom, valeur, majuscule(source))))
        for nom, valeur, source in note.hypotheses(simulation)
    ]
    return tableau("hypotheses", MOTS["hypotheses"], noms, lignes, natures="tnt", largeurs=(4, 1.4, 5))


def _sensibilite(ecart: float, variations: list[Variation]) -> Section:
    """La tornade ; sa description dit les mêmes heures, hypothèse par hypothèse."""
    figure = Figure(
        cle="tornade",
        titre=MOTS["tornade"],
        alternative=MOTS["tornade_dite"].format(
            ecart=formats.nombre(100 * ecart), valeurs=f"{formats.FINE}; ".join(map(_dire, variations))
        ),
        dessin=Barres(
            categories=tuple(formats.typographie(v.libelle) for v in variations),
            series=(
                Serie(MOTS["le_moins"], tuple(v.bornes[0] for v in variations)),
                Serie(MOTS["le_plus"], tuple(v.bornes[1] for v in variations)),
            ),
            unite=MOTS["unite"],
            decimales=0,
        ),
    )
    return section("sensibilite", MOTS["sensibilite"], figure)


def _dire(variation: Variation) -> str:
    """« coût horaire (24 €/h à 36 €/h), de 694 à 1 042 »."""
    suite = "" if variation.libelle == ENSEMBLE else f" ({variation.moins} à {variation.plus})"
    bas, haut = map(formats.nombre, variation.bornes)
    return MOTS["entre"].format(nom=f"{minuscule(formats.typographie(variation.libelle))}{suite}", bas=bas, haut=haut)

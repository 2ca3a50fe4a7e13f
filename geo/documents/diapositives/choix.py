"""Quelles diapositives : les blocs déclarés, le premier gabarit qu'ils remplissent, un titre qui dit le constat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from donnees.catalogue.diapositives import Declaree, Gabarit, suite
from geo.documents.modele import (
    Bloc,
    Chiffre,
    Chiffres,
    Document,
    Figure,
    Liste,
    Partie,
    Question,
    Questions,
    Section,
    Tableau,
    Texte,
)
from geo.ecriture.formats import ABSENT
from geo.ecriture.textes import majuscule

MAXIMUM: Final = 12
TITRE_MAX: Final = 150
_PROPOSITIONS: Final = re.compile(r"\s;\s")
CHIFFRES_MAX, QUESTIONS_MAX, CASES_MAX = 6, 6, 4


Colonne = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Vue:
    """Une diapositive décidée.

    Attributes
    ----------
    blocs : tuple of Bloc
        Ce qu'elle montre, du genre que le gabarit attend.
    phrases : tuple of str
        Constats de la section, sans celui du titre.
    colonnes : tuple of (str, tuple of str)
        Intitulé et puces de chacune, pour le gabarit « colonnes ».
    voisins : tuple of Bloc
        Ce qui accompagne les blocs dans leur partie, pour les notes.
    reperes : tuple of Chiffre
        Les chiffres clés de la section.
    """

    gabarit: Gabarit
    rubrique: str
    titre: str
    blocs: tuple[Bloc, ...] = ()
    phrases: tuple[str, ...] = ()
    colonnes: tuple[Colonne, ...] = ()
    voisins: tuple[Bloc, ...] = ()
    reperes: tuple[Chiffre, ...] = ()


def vues(document: Document) -> tuple[Vue, ...]:
    """Les diapositives après la couverture, `MAXIMUM` en tout : les déclarées, puis la réserve s'il en manque."""
    declarees = _declarees(document)
    possibles = _distinctes((declaree, vue) for declaree in declarees if (vue := _premiere(document, declaree)))
    retenues = [rang for rang, (declaree, _) in enumerate(possibles) if not declaree.reserve]
    retenues += [rang for rang, (declaree, _) in enumerate(possibles) if declaree.reserve]
    return _titres_uniques(possibles[rang][1] for rang in sorted(retenues[: MAXIMUM - 1]))


def _distinctes(possibles: Iterable[tuple[Declaree, Vue]]) -> list[tuple[Declaree, Vue]]:
    """Deux déclarations qui se rabattent sur les mêmes blocs n'en font qu'une."""
    sortie: dict[tuple[object, ...], tuple[Declaree, Vue]] = {}
    for declaree, vue in possibles:
        sortie.setdefault((declaree.section, vue.gabarit, *map(id, vue.blocs)), (declaree, vue))
    return list(sortie.values())


def _declarees(document: Document) -> list[Declaree]:
    """Celles du catalogue, les sections qu'il ne nomme pas, puis ce qui porte sur tout le document."""
    voulue = suite(document.genre)
    nommees = {declaree.section for declaree in voulue.diapositives} | set(voulue.ecartees)
    autres = [section.cle for section in document.sections if section.cle not in nommees]
    corps = [declaree for declaree in voulue.diapositives if declaree.section]
    fin = [declaree for declaree in voulue.diapositives if not declaree.section]
    return [*corps, *(Declaree(section=cle, reserve=True) for cle in autres), *fin]


def _premiere(document: Document, declaree: Declaree) -> Vue | None:
    """La vue du premier gabarit que le contenu remplit ; None si aucun."""
    sections = [section for section in document.sections if declaree.section in {"", section.cle}]
    for gabarit in declaree.gabarits if sections else ():
        blocs = _blocs(sections, declaree, gabarit)
        if blocs:
            rubrique = sections[0].titre if declaree.section else document.titre
            return _vue(sections, declaree, gabarit, blocs, rubrique)
    return None


def _vue(
    sections: Sequence[Section], declaree: Declaree, gabarit: Gabarit, blocs: tuple[Bloc, ...], rubrique: str
) -> Vue:
    parties = tuple(_parties(sections))
    montree = next((partie for partie in parties if set(map(id, partie.blocs)) & set(map(id, blocs))), None)
    voisins = montree.blocs if montree and declaree.section else ()
    phrases = _phrases(voisins) + tuple(
        phrase for partie in parties if partie is not montree and declaree.section for phrase in _phrases(partie.blocs)
    )
    ecrites = phrases + tuple(puce for bloc in voisins if isinstance(bloc, Liste) for puce in bloc.elements)
    titre, reste = (declaree.titre, "") if declaree.titre else _constat(ecrites)
    phrases = tuple(reste if phrase == ecrites[0] and reste else phrase for phrase in phrases)
    colonnes = _colonnes(parties) if gabarit == "colonnes" else ()
    cles = chiffres(bloc for section in sections for bloc in section.blocs)
    reperes = tuple(chiffre for chiffre in cles if chiffre.valeur != ABSENT)
    return Vue(gabarit, rubrique, titre or rubrique, blocs, phrases, colonnes, voisins, reperes)


def _constat(ecrites: Sequence[str]) -> tuple[str, str]:
    """Le titre que donne la première phrase, et ce qui en reste : trop longue, sa première proposition."""
    if not ecrites:
        return "", ""
    tete, *suite_ = _PROPOSITIONS.split(ecrites[0], maxsplit=1)
    if len(ecrites[0]) <= TITRE_MAX:
        return ecrites[0], ""
    return (f"{tete}.", majuscule(suite_[0])) if suite_ and len(tete) <= TITRE_MAX else ("", "")


def _titres_uniques(choisies: Iterable[Vue]) -> tuple[Vue, ...]:
    """Deux diapositives d'une section n'ont pas le même titre, et un titre ne se répète pas dessous."""
    pris: set[str] = set()
    sortie = []
    for vue in choisies:
        legendes = (bloc.titre for bloc in vue.blocs[:1] if isinstance(bloc, Figure | Tableau))
        phrases = (phrase for phrase in vue.phrases if len(phrase) <= TITRE_MAX)
        candidats = (vue.titre, *phrases, vue.rubrique, *legendes)
        titre = next((candidat for candidat in candidats if candidat not in pris), vue.titre)
        pris.add(titre)
        reste = tuple(phrase for phrase in vue.phrases if phrase not in pris)
        sortie.append(replace(vue, titre=titre, phrases=reste))
    return tuple(sortie)


def _parties(sections: Iterable[Section]) -> Iterator[Partie]:
    return (partie for section in sections for partie in section.parties)


def _blocs(sections: Sequence[Section], declaree: Declaree, gabarit: Gabarit) -> tuple[Bloc, ...]:
    """Blocs que ce gabarit montre ; vide : il ne convient pas."""
    tous = [bloc for section in sections for bloc in section.blocs]
    cles = [bloc for cle in declaree.blocs for bloc in tous if getattr(bloc, "cle", None) == cle]
    candidats = cles or tous
    figures = tuple(bloc for bloc in candidats if isinstance(bloc, Figure))
    par_gabarit: dict[Gabarit, tuple[Bloc, ...]] = {
        "chiffres": tuple(bloc for bloc in candidats if isinstance(bloc, Chiffres) and bloc.chiffres),
        "figure": figures[:1],
        "figures": figures[:2] if len(figures) > 1 else (),
        "tableau": tuple(bloc for bloc in candidats if isinstance(bloc, Tableau) and bloc.lignes)[:1],
        "liste": tuple(bloc for bloc in tous if elements((bloc,))),
        "colonnes": tuple(tous) if _colonnes(_parties(sections)) else (),
        "questions": tuple(bloc for bloc in tous if isinstance(bloc, Questions) and bloc.questions),
    }
    return par_gabarit[gabarit]


def chiffres(blocs: Iterable[Bloc]) -> tuple[Chiffre, ...]:
    """Chiffres des planches, six au plus."""
    return tuple(chiffre for bloc in blocs if isinstance(bloc, Chiffres) for chiffre in bloc.chiffres)[:CHIFFRES_MAX]


def chiffres_caches(blocs: Iterable[Bloc]) -> int:
    """Combien de chiffres n'ont pas leur place."""
    return max(0, sum(len(bloc.chiffres) for bloc in blocs if isinstance(bloc, Chiffres)) - CHIFFRES_MAX)


def elements(blocs: Iterable[Bloc]) -> tuple[str, ...]:
    """Les puces d'une liste : les siennes, sinon les phrases des paragraphes."""
    tous = tuple(blocs)
    puces = tuple(element for bloc in tous if isinstance(bloc, Liste) for element in bloc.elements)
    return puces or _phrases(tous)


def questions(blocs: Iterable[Bloc]) -> tuple[Question, ...]:
    """Six questions au plus, prises d'un bout à l'autre du document et à tour de rôle entre les partenaires."""
    series = [bloc.questions for bloc in blocs if isinstance(bloc, Questions) and bloc.questions]
    pas = max(1.0, len(series) / QUESTIONS_MAX)
    gardees = [series[int(rang * pas)] for rang in range(min(QUESTIONS_MAX, len(series)))]
    tours = max(map(len, gardees), default=0)
    ordre = [serie[(rang + tour) % len(serie)] for tour in range(tours) for rang, serie in enumerate(gardees)]
    return tuple(dict.fromkeys(ordre))[:QUESTIONS_MAX]


def _phrases(blocs: Iterable[Bloc]) -> tuple[str, ...]:
    return tuple(
        phrase for bloc in blocs if isinstance(bloc, Texte) and bloc.genre == "phrase" for phrase in bloc.phrases
    )


def _colonnes(parties: Iterable[Partie]) -> tuple[Colonne, ...]:
    """Une colonne par partie qui a une liste ou, sinon, par tableau : sa première colonne ; quatre au plus."""
    trouvees = [colonne for partie in parties for colonne in _en_colonnes(partie)]
    return tuple(trouvees[:CASES_MAX]) if len(trouvees) > 1 else ()


def _en_colonnes(partie: Partie) -> Iterator[Colonne]:
    puces = tuple(element for bloc in partie.blocs if isinstance(bloc, Liste) for element in bloc.elements)
    if puces and partie.titre:
        yield partie.titre, puces
    for bloc in () if puces else partie.blocs:
        if isinstance(bloc, Tableau) and bloc.lignes:
            yield bloc.titre or partie.titre, tuple(ligne[0] for ligne in bloc.lignes)

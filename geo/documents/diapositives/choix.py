"""Quelles diapositives : les blocs déclarés, le premier gabarit qu'ils remplissent, un titre qui dit le constat."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from donnees.catalogue.diapositives import Declaree, Gabarit, suite
from geo.documents.modele import (
    Bloc,
    Chiffre,
    Chiffres,
    Document,
    Figure,
    Genre,
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
TITRE_MAX, PROPOSITION_MAX = 150, 175
_PROPOSITIONS: Final = re.compile(r"\s;\s|(?<=[a-zà-ÿ%)»])\.\s+(?=[A-ZÀ-Ý0-9])")
_SUFFIT: Final = 130
"""Signes au-delà desquels ce qui accompagne un chiffre demande une carte large."""
CHIFFRES_MAX, LARGES_MAX, QUESTIONS_MAX, CASES_MAX = 6, 4, 6, 4


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
        Ce qui accompagne les blocs dans leur partie (une liste : dans la section), pour les notes et les questions.
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
    return _titrees(possibles[rang][1] for rang in sorted(retenues[: MAXIMUM - 1]))


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
            return _vue(sections, declaree, gabarit, blocs)
    return None


def _vue(sections: Sequence[Section], declaree: Declaree, gabarit: Gabarit, blocs: tuple[Bloc, ...]) -> Vue:
    """Ce que la diapositive dit autour de ses blocs : leur partie d'abord, puis le reste de la section."""
    parties = tuple(_parties(sections))
    rubrique = sections[0].titre if declaree.section else ""
    montree = next((partie for partie in parties if set(map(id, partie.blocs)) & set(map(id, blocs))), None)
    voisins = montree.blocs if montree and declaree.section else ()
    autres = [partie for partie in parties if partie is not montree and declaree.section]
    phrases = _phrases(voisins) + tuple(phrase for partie in autres for phrase in _phrases(partie.blocs))
    colonnes = _colonnes(parties) if gabarit == "colonnes" else ()
    entiere = tuple(bloc for partie in parties for bloc in partie.blocs) if gabarit == "liste" else ()
    cles = (bloc for section in sections for bloc in section.blocs if isinstance(bloc, Chiffres))
    reperes = tuple(chiffre for bloc in cles for chiffre in bloc.chiffres if chiffre.valeur != ABSENT)
    return Vue(gabarit, rubrique, declaree.titre, blocs, phrases, colonnes, entiere or voisins, reperes[:CHIFFRES_MAX])


def _constat(phrases: Sequence[str], pris: Collection[str] = ()) -> tuple[str, tuple[str, ...]]:
    """Le titre que donne la première phrase qui tient, ou sa première proposition ; les phrases qui restent à dire."""
    for rang, phrase in enumerate(phrases):
        tete, *suite_ = _PROPOSITIONS.split(phrase, maxsplit=1)
        titre = phrase if len(phrase) <= TITRE_MAX or not suite_ else f"{tete}."
        if len(titre) <= PROPOSITION_MAX and titre not in pris:
            reste = () if titre == phrase else tuple(map(majuscule, suite_))
            return titre, (*phrases[:rang], *reste, *phrases[rang + 1 :])
    return "", tuple(phrases)


def _titrees(choisies: Iterable[Vue]) -> tuple[Vue, ...]:
    """Chacune son titre : celui du catalogue, un constat que nulle n'a pris, celui de son bloc ou sa rubrique."""
    pris: set[str] = set()
    sortie = []
    for vue in choisies:
        titre, phrases = (vue.titre, vue.phrases) if vue.titre else _constat(vue.phrases, pris)
        legendes = (bloc.titre for bloc in vue.blocs[:1] if isinstance(bloc, Figure | Tableau))
        candidats = (candidat for candidat in (titre, *legendes, vue.rubrique) if candidat and candidat not in pris)
        titre = next(candidats, titre or vue.rubrique)
        pris.add(titre)
        sortie.append(replace(vue, titre=titre, phrases=phrases))
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
        "tableau": tuple(bloc for bloc in candidats if isinstance(bloc, Tableau) and _parlant(bloc))[:1],
        "liste": tuple(bloc for bloc in tous if elements((bloc,))),
        "colonnes": tuple(tous) if _colonnes(_parties(sections)) else (),
        "questions": tuple(bloc for bloc in tous if isinstance(bloc, Questions) and bloc.questions),
    }
    return par_gabarit[gabarit]


def _parlant(tableau: Tableau) -> bool:
    """Un tableau qui dit quelque chose de ses lignes : deux colonnes qui ne sont pas à remplir."""
    return bool(tableau.lignes) and sum(colonne.nature != "vide" for colonne in tableau.colonnes) > 1


def chiffres(blocs: Iterable[Bloc]) -> tuple[Chiffre, ...]:
    """Chiffres des planches qui ont une valeur, six au plus, quatre s'ils ont beaucoup à dire."""
    planches = [bloc.chiffres for bloc in blocs if isinstance(bloc, Chiffres)]
    presents = tuple(chiffre for planche in planches for chiffre in planche if chiffre.valeur != ABSENT)
    tous = presents or tuple(chiffre for planche in planches for chiffre in planche)
    courts = all(len("".join(_autour(chiffre))) <= _SUFFIT for chiffre in tous[:CHIFFRES_MAX])
    return tous[: CHIFFRES_MAX if courts else LARGES_MAX]


def _autour(chiffre: Chiffre) -> Iterator[str]:
    yield from (chiffre.evolution, chiffre.place, chiffre.remarque)
    yield from (comparee.nom + comparee.valeur for comparee in chiffre.comparees)


def chiffres_caches(blocs: Iterable[Bloc]) -> int:
    """Combien de chiffres n'ont pas leur place."""
    tous = tuple(blocs)
    return sum(len(bloc.chiffres) for bloc in tous if isinstance(bloc, Chiffres)) - len(chiffres(tous))


def elements(blocs: Iterable[Bloc]) -> tuple[str, ...]:
    """Les puces d'une liste : les siennes, sinon les phrases des paragraphes, sinon ce qui manque."""
    tous = tuple(blocs)
    puces = tuple(element for bloc in tous if isinstance(bloc, Liste) for element in bloc.elements)
    return tuple(dict.fromkeys(puces or _phrases(tous) or _phrases(tous, "absence")))


def questions(blocs: Iterable[Bloc]) -> tuple[Question, ...]:
    """Six questions au plus, prises d'un bout à l'autre du document et à tour de rôle entre les partenaires."""
    series = [bloc.questions for bloc in blocs if isinstance(bloc, Questions) and bloc.questions]
    pas = max(1.0, len(series) / QUESTIONS_MAX)
    gardees = [series[int(rang * pas)] for rang in range(min(QUESTIONS_MAX, len(series)))]
    tours = max(map(len, gardees), default=0)
    ordre = [serie[(rang + tour) % len(serie)] for tour in range(tours) for rang, serie in enumerate(gardees)]
    return tuple(dict.fromkeys(ordre))[:QUESTIONS_MAX]


def _phrases(blocs: Iterable[Bloc], genre: Genre = "phrase") -> tuple[str, ...]:
    textes = (bloc for bloc in blocs if isinstance(bloc, Texte) and bloc.genre == genre)
    return tuple(phrase for texte in textes for phrase in texte.phrases)


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

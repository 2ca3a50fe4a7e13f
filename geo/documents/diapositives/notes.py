"""Les notes de qui présente : de quoi débattre, comment lire, d'où cela vient, et ce que la figure montre."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from geo.documents.diapositives.choix import Vue
from geo.documents.diapositives.textes import LANGUE, Forme, lisible, mot
from geo.documents.modele import Bloc, Chiffres, Figure, Question, Questions, Tableau, Texte

REPONSE_MAX, NOTES_MAX = 1_200, 6_000
_GENRES: Final = {"note": "lecture", "limite": "limite", "absence": "manque"}


def ecrire(diapositive: Forme, vue: Vue) -> None:
    """Remplit les notes d'une diapositive ; rien à dire : pas de notes."""
    lignes = [ligne for bloc in _dits(vue) for ligne in _lignes(bloc)]
    lignes += [lisible(phrase) for phrase in vue.phrases]
    uniques = list(dict.fromkeys(ligne for ligne in lignes if ligne))
    if not uniques:
        return
    cadre = diapositive.notes_slide.notes_text_frame
    cadre.text = ""
    place = NOTES_MAX
    for rang, ligne in enumerate(uniques):
        paragraphe = cadre.paragraphs[0] if rang == 0 else cadre.add_paragraph()
        passage = paragraphe.add_run()
        passage.text = ligne if len(ligne) <= place else f"… {mot('suite_coupee')}"
        passage._r.get_or_add_rPr().set("lang", LANGUE)  # noqa: SLF001 - sans porte publique
        place -= len(ligne)
        if place <= 0:
            break


def _dits(vue: Vue) -> list[Bloc]:
    """D'abord les questions, puis ce qui est montré, puis ce qui l'entoure dans la section."""
    tous = [*vue.blocs, *(bloc for bloc in vue.voisins if isinstance(bloc, Texte | Questions))]
    return sorted(dict.fromkeys(tous), key=lambda bloc: not isinstance(bloc, Questions))


def _lignes(bloc: Bloc) -> Iterable[str]:
    if isinstance(bloc, Questions):
        for question in bloc.questions:
            yield from _question(question)
    elif isinstance(bloc, Figure | Tableau):
        yield titree("lecture", bloc.note)
        yield titree("source", bloc.source)
        yield titree("alternative", bloc.alternative if isinstance(bloc, Figure) else "")
    elif isinstance(bloc, Chiffres):
        for chiffre in bloc.chiffres:
            yield lisible(f"{chiffre.libelle} : {chiffre.valeur}. {mot('source')} : {chiffre.source}")
    elif isinstance(bloc, Texte) and bloc.genre in _GENRES:
        yield titree(_GENRES[bloc.genre], " ".join(bloc.phrases))


def _question(question: Question) -> Iterable[str]:
    """La question, puis chaque réponse, bornée."""
    yield titree("a_debattre", f"{question.a_qui} : {question.texte}")
    for reponse in question.reponses:
        auteur = ", ".join(filter(None, (reponse.organisme, reponse.mandat, reponse.date)))
        suite = f" {mot('suite_coupee')}" if len(reponse.texte) > REPONSE_MAX else ""
        yield titree("reponse", f"{lisible(auteur, 300)} : {lisible(reponse.texte, REPONSE_MAX)}{suite}")


def titree(cle: str, texte: str) -> str:
    """« Source : INSEE » ; vide sans texte."""
    return f"{mot(cle)}\u00a0: {lisible(texte)}" if texte else ""

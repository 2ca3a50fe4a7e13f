"""Composer un diagnostic : ses sections dans l'ordre voulu, numérotées, ses participants et ses sources."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from donnees.catalogue import Source as SourceFixe
from donnees.catalogue import charger
from donnees.catalogue.diagnostic import diagnostic
from donnees.vocabulaire import LIBELLES_PARTENAIRES
from geo.documents.blocs.questions import retirees, sans_bloc
from geo.documents.blocs.textes import nommer
from geo.documents.demande import Contexte, Demande, Releve
from geo.documents.modele import Bloc, Carte, Chiffres, Document, Figure, Participant, Reponse, Section, Source, Tableau
from geo.documents.sections import SECTIONS
from geo.ecriture import formats
from geo.erreurs import SectionInconnue
from geo.sorties import noms

GENRE = "diagnostic"


def composer(demande: Demande, releve: Releve) -> Document:
    """Compose le diagnostic d'un territoire.

    Raises
    ------
    SectionInconnue
        Une section demandée n'existe pas, ou l'est deux fois.
    TerritoireInconnu
        Le territoire ou un comparateur n'existe pas.
    """
    contexte = Contexte(demande, releve)
    numeros = numeroter(choisies(demande.sections))
    territoire = contexte.territoire
    sections = tuple(_section(contexte, cle, numero) for cle, numero in numeros.items())
    return Document(
        genre=GENRE,
        titre=formats.typographie(diagnostic().titre),
        sous_titre=formats.typographie(nommer(territoire)),
        nom=noms.nommer(GENRE, territoire),
        territoire=territoire.libelle,
        comparateurs=", ".join(nommer(autre) for autre in contexte.comparateurs),
        date=formats.date_partielle(demande.jour),
        adresse=demande.adresse,
        maison=next((maison.nom for maison in releve.maisons if maison.cle == demande.maison), ""),
        participants=tuple(
            Participant(invite.nom, LIBELLES_PARTENAIRES[invite.nature], invite.mandat) for invite in demande.invites
        ),
        sections=sections,
        sources=_citees(bloc for section in sections for bloc in section.blocs),
    )


def composer_section(demande: Demande, releve: Releve, cle: str) -> Section:
    """Compose une seule section du diagnostic, telle que le document entier la dira.

    Raises
    ------
    SectionInconnue
        La demande n'a pas cette section, ou en nomme une qui n'existe pas.
    TerritoireInconnu
        Le territoire ou un comparateur n'existe pas.
    """
    numeros = numeroter(choisies(demande.sections))
    if cle not in numeros:
        raise SectionInconnue(f"Section « {cle[:40]} » absente du document : choisissez parmi {', '.join(numeros)}.")
    return _section(Contexte(demande, releve), cle, numeros[cle])


def choisies(demandees: Sequence[str]) -> tuple[str, ...]:
    """Clés des sections, dans l'ordre voulu ; toutes, dans celui du catalogue, si aucune n'est demandée.

    Raises
    ------
    SectionInconnue
        Une clé n'est pas au catalogue, ou y est deux fois ; le message les nomme.
    """
    connues = [section.id for section in diagnostic().sections if section.id in SECTIONS]
    inconnues = [cle for cle in demandees if cle not in connues]
    doubles = [cle for cle in dict.fromkeys(demandees) if list(demandees).count(cle) > 1]
    if inconnues:
        raise SectionInconnue(
            f"Section « {inconnues[0][:40]} » inconnue : choisissez parmi {', '.join(connues)}.",
        )
    if doubles:
        raise SectionInconnue(f"Section « {doubles[0]} » demandée deux fois : retirez-en une.")
    return tuple(demandees) or tuple(connues)


def numeroter(voulues: Sequence[str]) -> dict[str, str]:
    """Section → numéro, dans l'ordre voulu ; les annexes n'en ont pas."""
    numerotees = [cle for cle in voulues if diagnostic().section(cle).numerotee]
    return {cle: str(numerotees.index(cle) + 1) if cle in numerotees else "" for cle in voulues}


def _section(contexte: Contexte, cle: str, numero: str) -> Section:
    fixe, parties = diagnostic().section(cle), SECTIONS[cle](contexte)
    parties = (*parties, *sans_bloc(contexte, fixe, parties), *(() if fixe.numerotee else retirees(contexte)))
    section: Section = _typographier(Section(cle, numero, fixe.titre, fixe.chapeau, parties))
    return section


def _typographier(objet: Any) -> Any:  # noqa: ANN401 - un objet du modèle, quel qu'il soit
    """Apostrophes courbes et espaces insécables partout, sauf dans la parole des partenaires et dans une carte."""
    if isinstance(objet, str):
        return formats.typographie(objet)
    if isinstance(objet, tuple):
        return tuple(_typographier(element) for element in objet)
    if not dataclasses.is_dataclass(objet) or isinstance(objet, type | Reponse | Carte):
        return objet
    champs = {champ.name: _typographier(getattr(objet, champ.name)) for champ in dataclasses.fields(objet)}
    return dataclasses.replace(objet, **champs)


def _citees(blocs: Iterator[Bloc]) -> tuple[Source, ...]:
    """Sources du catalogue que les blocs citent, une fois chacune, dans l'ordre où elles viennent."""
    trouvees = dict.fromkeys(source.id for bloc in blocs for source in _sources(bloc))
    fiches = [charger().sources[cle] for cle in trouvees]
    return tuple(Source(f.producteur, f.titre, f.millesime, f.licence, f.adresse) for f in fiches)


def _sources(bloc: Bloc) -> Iterator[SourceFixe]:
    """Sources d'un bloc : celles que son texte nomme, celles des indicateurs de ses chiffres à leur date."""
    catalogue = charger()
    if isinstance(bloc, Tableau | Figure):
        yield from (source for source, mention in _mentions() if mention in bloc.source)
    for chiffre in bloc.chiffres if isinstance(bloc, Chiffres) else ():
        fiche = catalogue.indicateur(chiffre.indicateur)
        periode = next((p for p in fiche.periodes if formats.periode(p) == chiffre.periode), fiche.periodes[-1])
        yield from catalogue.sources_de(fiche, periode)


def _mentions() -> list[tuple[SourceFixe, str]]:
    """Chaque source, et le début de sa citation, qui la reconnaît quel que soit le millésime."""
    sources = charger().sources.values()
    return [(source, formats.typographie(f"{source.producteur}, {source.titre} (")) for source in sources]

"""Un document en diapositives : la couverture, puis une par vue choisie."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import pptx

from geo.documents.dessin import style
from geo.documents.dessin.cartes import carte
from geo.documents.diapositives import archive, choix, notes
from geo.documents.diapositives.choix import Vue
from geo.documents.diapositives.gabarits import GABARITS, Peintre
from geo.documents.diapositives.masque import MODELE
from geo.documents.diapositives.notes import titree
from geo.documents.diapositives.textes import LANGUE, Forme, Morceau, et_autres, lisible, mot, remplir
from geo.documents.modele import Bloc, Carte, Chiffres, Document, Figure, Tableau
from geo.erreurs import ErreurGeo

_DATE: Final = datetime(2024, 1, 1)  # noqa: DTZ001 - date fixe, pour des octets reproductibles
_TITRE: Final = (26.0, 24.0, 22.0, 20.0, 18.0)
AGRANDI: Final = 1.45
_PRECISION: Final = 300
_PIED, _NUMERO = "ftr", "sldNum"


def carte_en_png(dessin: Carte) -> bytes:
    """La carte des autres formats, aux lettres assez grandes pour une salle."""
    with style.contexte(traces=True):
        tracee = carte(dessin)
        largeur, hauteur = tracee.get_size_inches()
        tracee.set_size_inches(largeur / AGRANDI, hauteur / AGRANDI)
        sortie = io.BytesIO()
        tracee.savefig(sortie, format="png", dpi=_PRECISION, metadata={"Software": None})
    return sortie.getvalue()


class DispositionAbsente(ErreurGeo, LookupError):
    """Le masque n'a plus une disposition que les diapositives demandent."""


def ecrire(document: Document, peindre: Peintre = carte_en_png) -> bytes:
    """La présentation d'un document, PPTX : douze diapositives au plus.

    Parameters
    ----------
    peindre : callable
        Dessine une carte en PNG.

    Raises
    ------
    DispositionAbsente
        Le masque a perdu une disposition.
    """
    presentation = pptx.Presentation(str(MODELE))
    _couverture(_ajouter(presentation, "Couverture"), document)
    for vue in choix.vues(document):
        _diapositive(presentation, document, vue, peindre)
    _proprietes(presentation, document)
    sortie = io.BytesIO()
    presentation.save(sortie)
    return archive.figer(sortie.getvalue())


def _ajouter(presentation: Forme, nom: str) -> Forme:
    disposition = presentation.slide_layouts.get_by_name(nom)
    if disposition is None:
        raise DispositionAbsente(
            f"Le masque {MODELE.name} n'a plus de disposition « {nom} ». Remettez-la, ou refaites-le par "
            f"« python -m geo.documents.diapositives »."
        )
    diapositive = presentation.slides.add_slide(disposition)
    noms = {zone.placeholder_format.idx: zone.name for zone in disposition.placeholders}
    for forme in diapositive.placeholders:
        forme.name = noms[forme.placeholder_format.idx]
    return diapositive


def _couverture(diapositive: Forme, document: Document) -> None:
    remplir(diapositive, 0, [Morceau(lisible(document.titre, 200))], (44.0, 40.0, 36.0, 32.0, 28.0))
    remplir(diapositive, 1, [Morceau(lisible(document.sous_titre, 300))], (24.0, 22.0, 20.0, 18.0))
    porte = [Morceau(lisible(document.maison, 200), tete=f"{mot('portee')}\u00a0:")] if document.maison else []
    compose = [Morceau(lisible(f"{mot('compose_le')} {document.date}", 200), avant=6)] if document.date else []
    compare = [Morceau(lisible(document.comparateurs, 200), tete=f"{mot('comparee_a')}\u00a0:", avant=6)]
    remplir(diapositive, 11, [*porte, *compose, *(compare if document.comparateurs else [])], (18.0, 16.0, 14.0))
    noms = [
        lisible(", ".join(filter(None, (participant.nom, participant.mandat))), 200)
        for participant in document.participants
    ]
    avec = [Morceau(mot("avec"), gras=True), *map(Morceau, noms)] if noms else []
    remplir(diapositive, 12, avec, (14.0, 13.0, 12.0))
    remplir(diapositive, 20, (), (11.0,))
    _pied(diapositive, document)


def _diapositive(presentation: Forme, document: Document, vue: Vue, peindre: Peintre) -> None:
    gabarit = GABARITS[vue.gabarit]
    diapositive = _ajouter(presentation, gabarit.nom(vue))
    remplir(diapositive, 0, [Morceau(lisible(vue.titre, 400), gras=True)], _TITRE)
    rubrique = lisible(vue.rubrique, 200)
    remplir(diapositive, 10, [Morceau(rubrique, gras=True)] if rubrique != lisible(vue.titre) else (), (14.0, 12.0))
    gabarit.remplir(diapositive, vue, peindre)
    caches = choix.chiffres_caches(vue.blocs) if vue.gabarit == "chiffres" else 0
    origine = [et_autres(caches)] if caches else []
    origine += [titree("source", " ; ".join(sources))] if (sources := dict.fromkeys(_sources(vue.blocs))) else []
    remplir(diapositive, 20, [Morceau(". ".join(origine))] if origine else (), (11.0, 10.0))
    _pied(diapositive, document)
    notes.ecrire(diapositive, vue)


def _sources(blocs: Iterable[Bloc]) -> Iterable[str]:
    for bloc in blocs:
        if isinstance(bloc, Figure | Tableau):
            yield from filter(None, (bloc.source,))
        elif isinstance(bloc, Chiffres):
            yield from (chiffre.source for chiffre in bloc.chiffres if chiffre.source)


def _pied(diapositive: Forme, document: Document) -> None:
    """Pied et numéro : python-pptx ne les reprend pas de la disposition."""
    for zone in diapositive.slide_layout.placeholders:
        genre = zone._element.ph.get("type")  # noqa: SLF001 - le genre tel qu'écrit
        if genre in {_PIED, _NUMERO}:
            forme = copy.deepcopy(zone._element)  # noqa: SLF001 - sans porte publique
            cadre = forme.spPr
            for enfant in list(cadre):
                cadre.remove(enfant)
            forme.xpath(".//p:cNvPr")[0].set("id", str(1000 + zone.placeholder_format.idx))
            diapositive.shapes._spTree.append(forme)  # noqa: SLF001 - même raison
    pied = next(zone for zone in diapositive.placeholders if zone._element.ph.get("type") == _PIED)  # noqa: SLF001 - même raison
    pied.text_frame.clear()
    marque = " · ".join(filter(None, (mot("marque"), lisible(document.territoire, 90), lisible(document.date, 40))))
    remplir(diapositive, pied.placeholder_format.idx, [Morceau(marque)], (11.0, 10.0))


def _proprietes(presentation: Forme, document: Document) -> None:
    proprietes = presentation.core_properties
    proprietes.title = lisible(f"{document.titre} · {document.sous_titre}", 250)
    proprietes.subject = lisible(document.territoire, 250)
    proprietes.author = lisible(document.maison or mot("marque"), 250)
    proprietes.comments = lisible(document.adresse, 250)
    proprietes.keywords = lisible(document.genre, 250)
    proprietes.language = LANGUE
    proprietes.created = proprietes.modified = _DATE
    proprietes.last_modified_by = proprietes.author

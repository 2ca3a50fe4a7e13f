"""Chaque gabarit : la disposition du masque qu'il prend, et comment ses zones se remplissent."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pptx.enum.dml import MSO_THEME_COLOR

from donnees.catalogue.diapositives import Gabarit
from geo.documents.diapositives import choix, graphiques, tableaux
from geo.documents.diapositives.ajustement import Boite, largeur
from geo.documents.diapositives.choix import Vue
from geo.documents.diapositives.textes import (
    Forme,
    Morceau,
    decrire,
    et_autres,
    interieur,
    lisible,
    mot,
    placer,
    remplir,
    taille_de,
    zone,
)
from geo.documents.modele import Carte, Chiffre, Figure, Questions, Tableau
from geo.ecriture.textes import majuscule, minuscule

Peintre = Callable[[Carte], bytes]
"""Dessine une carte en PNG."""
_LISTE: Final = (24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
_CONSTATS: Final = (20.0, 18.0, 16.0, 14.0)
_CASE: Final = (18.0, 16.0, 14.0, 13.0)
_CONSTATS_MAX: Final = 3
_CHIFFRE: Final = (18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0)
_LEGENDE: Final = (14.0, 12.0)
_NOTE: Final = (12.0, 11.0)
_PLANCHES: Final = (("Deux chiffres", 2), ("Trois chiffres", 3), ("Quatre chiffres", 4), ("Six chiffres", 6))
_POINT: Final = 12_700
_GRANDEURS: Final = (2.2, 1.8, 1.5, 1.2, 1.0)  # une valeur, face à son libellé
_SOUS_TABLEAU: Final = 6  # points entre un tableau et sa note


@dataclass(frozen=True)
class Disposition:
    """Une disposition du masque et la façon de la remplir."""

    nom: Callable[[Vue], str]
    remplir: Callable[[Forme, Vue, Peintre], None]


def _planche(vue: Vue) -> str:
    return next(nom for nom, places in _PLANCHES if len(choix.chiffres(vue.blocs)) <= places)


def _chiffres(diapositive: Forme, vue: Vue, _: Peintre) -> None:
    """Des cartes d'une même taille : la plus grande où chaque valeur tient sur sa ligne."""
    cles = choix.chiffres(vue.blocs)
    places = next(places for _, places in _PLANCHES if len(cles) <= places)
    large = interieur(diapositive, zone(diapositive, 11)).largeur
    for grandeur in _GRANDEURS:
        cartes = {11 + rang: _chiffre(cle, grandeur) for rang, cle in enumerate(cles)}
        taille = min(taille_de(diapositive, place, carte, _CHIFFRE) for place, carte in cartes.items())
        if all(largeur(carte[0].texte, taille * grandeur, gras=True) <= large for carte in cartes.values()):
            break
    for place in range(11, 11 + places):
        remplir(diapositive, place, cartes.get(place, ()), (taille,))


def _chiffre(chiffre: Chiffre, grandeur: float) -> list[Morceau]:
    """La valeur en grand, ce qu'elle mesure et quand, puis ce à quoi la comparer."""
    comparees = [f"{comparee.nom}\u00a0: {comparee.valeur}" for comparee in chiffre.comparees]
    fins = [*comparees, chiffre.evolution, chiffre.place, chiffre.remarque]
    petits = [Morceau(texte, 0.82, avant=2) for fin in fins if (texte := lisible(fin, 200))]
    tete = Morceau(lisible(chiffre.valeur, 60), grandeur, gras=True, couleur=MSO_THEME_COLOR.ACCENT_1)
    return [tete, Morceau(lisible(chiffre.periode, 80), tete=lisible(chiffre.libelle, 120), avant=1), *petits]


def _en_ligne(chiffre: Chiffre) -> Morceau:
    """« 7,3 % Taux de chômage ; France : 7,4 % », la valeur en gras."""
    comparees = (f"{comparee.nom}\u00a0: {comparee.valeur}" for comparee in chiffre.comparees)
    return Morceau(lisible(" ; ".join((chiffre.libelle, *comparees))), tete=lisible(chiffre.valeur, 60), avant=8)


def _a_debattre(vue: Vue, combien: int) -> list[Morceau]:
    """Les premières questions posées sous ce qui est montré."""
    posees = choix.questions(bloc for bloc in vue.voisins if isinstance(bloc, Questions))[:combien]
    return [
        Morceau(lisible(pose.texte), tete=f"{mot('a_debattre')}, {lisible(minuscule(pose.a_qui), 80)}\u00a0:", avant=10)
        for pose in posees
    ]


def _figure(diapositive: Forme, vue: Vue, peindre: Peintre) -> None:
    figure = vue.blocs[0]
    if isinstance(figure, Figure):
        _dessin(diapositive, figure, 11, peindre, dite=figure.titre == vue.titre)
        constats = [*_puces(map(lisible, vue.phrases[:_CONSTATS_MAX])), *map(_en_ligne, vue.reperes)][:_CONSTATS_MAX]
        if len(constats) < _CONSTATS_MAX:
            constats += _a_debattre(vue, 1) or ([] if constats else [Morceau(lisible(figure.alternative))])
        remplir(diapositive, 13, constats, _CONSTATS)


def _figures(diapositive: Forme, vue: Vue, peindre: Peintre) -> None:
    for figure, legende in zip(vue.blocs, (11, 13), strict=True):
        if isinstance(figure, Figure):
            _dessin(diapositive, figure, legende, peindre)


def _dessin(diapositive: Forme, figure: Figure, legende: int, peindre: Peintre, *, dite: bool = False) -> None:
    """La légende (titre s'il n'est pas dit, unité, ce qui n'est pas montré), puis le graphique natif ou la carte."""
    dessin, place = figure.dessin, legende + 1
    titre = [] if dite else [lisible(figure.titre, 200)]
    if isinstance(dessin, Carte):
        forme = _image(diapositive, zone(diapositive, place), peindre(dessin))
    else:
        titre += [mot("en_unite", unite=lisible(dessin.unite, 40))] if dessin.unite else []
        restantes = graphiques.cachees(dessin)
        titre += [et_autres(restantes)] if restantes else []
        forme = graphiques.tracer(zone(diapositive, place), dessin)
    decrire(forme, lisible(figure.alternative or figure.titre))
    remplir(diapositive, legende, [Morceau(majuscule(", ".join(titre)))] if any(titre) else (), _LEGENDE)


def _image(diapositive: Forme, emplacement: Forme, png: bytes) -> Forme:
    """L'image entière, centrée dans la zone, à sa place dans l'ordre de lecture."""
    image = diapositive.shapes.add_picture(io.BytesIO(png), emplacement.left, emplacement.top)
    echelle = min(emplacement.width / image.width, emplacement.height / image.height)
    image.width, image.height = int(image.width * echelle), int(image.height * echelle)
    image.left = emplacement.left + (emplacement.width - image.width) // 2
    image.top = emplacement.top + (emplacement.height - image.height) // 2
    emplacement._element.getparent().replace(emplacement._element, image._element)  # noqa: SLF001 - ordre de lecture
    return image


def _tableau(diapositive: Forme, vue: Vue, _: Peintre) -> None:
    tableau = vue.blocs[0]
    if not isinstance(tableau, Tableau):
        return
    emplacement, legende = zone(diapositive, 12), zone(diapositive, 11)
    dite = tableau.titre in {"", vue.titre}
    if dite:  # le tableau monte à la place de sa légende
        bas = emplacement.top + emplacement.height
        placer(emplacement, legende.top, bas - legende.top)
    prevu = tableaux.prevoir(tableau, Boite(emplacement.width / _POINT, emplacement.height / _POINT))
    bas = emplacement.top + int((sum(prevu.hauteurs) + _SOUS_TABLEAU) * _POINT)
    tableaux.inserer(emplacement, tableau, prevu)
    note = zone(diapositive, 13)
    placer(note, min(bas, note.top), note.height)
    suite = [et_autres(prevu.restantes)] if prevu.restantes else []
    suite += [mot("et_colonnes", nombre=prevu.colonnes_restantes)] if prevu.colonnes_restantes else []
    suite += [lisible(tableau.note)] if tableau.note else []
    remplir(diapositive, 11, () if dite else [Morceau(lisible(tableau.titre, 200))], _LEGENDE)
    remplir(diapositive, 13, [Morceau(". ".join(suite))] if suite else (), _NOTE)


def _liste(diapositive: Forme, vue: Vue, _: Peintre) -> None:
    textes = [texte for element in choix.elements(vue.blocs) if (texte := lisible(element)) and element != vue.titre]
    questions = _a_debattre(vue, _CONSTATS_MAX) if len(textes) < _CONSTATS_MAX else []
    remplir(diapositive, 11, [*_puces(textes, avant=10), *questions] or [Morceau(lisible(vue.titre))], _LISTE)


def _questions(diapositive: Forme, vue: Vue, _: Peintre) -> None:
    posees = choix.questions(vue.blocs)
    textes = [Morceau(lisible(pose.texte), tete=f"{lisible(pose.a_qui, 80)}\u00a0:", avant=10) for pose in posees]
    remplir(diapositive, 11, textes, _LISTE)


def _colonnes(diapositive: Forme, vue: Vue, _peindre: Peintre) -> None:
    """Une colonne, ou une case, par intitulé ; une de trop se retire."""
    cases = {12 + 2 * rang: _puces(map(lisible, textes), avant=5) for rang, (_, textes) in enumerate(vue.colonnes)}
    taille = min(taille_de(diapositive, place, case, _CASE) for place, case in cases.items())
    places = 2 if len(vue.colonnes) <= 2 else 4  # noqa: PLR2004 - deux colonnes, sinon quatre cases
    vides = [("", ())] * (places - len(vue.colonnes))
    for rang, (intitule, _) in enumerate([*vue.colonnes, *vides]):
        titre = [Morceau(lisible(intitule, 100))] if intitule else ()
        remplir(diapositive, 11 + 2 * rang, titre, (18.0, 16.0, 14.0))
        remplir(diapositive, 12 + 2 * rang, cases.get(12 + 2 * rang, ()), (taille,))


def _puces(textes: Iterable[str], avant: float = 8) -> list[Morceau]:
    return [Morceau(texte, avant=avant if rang else 0) for rang, texte in enumerate(textes)]


GABARITS: Final[Mapping[Gabarit, Disposition]] = {
    "chiffres": Disposition(_planche, _chiffres),
    "figure": Disposition(lambda _: "Figure et constats", _figure),
    "figures": Disposition(lambda _: "Deux figures", _figures),
    "tableau": Disposition(lambda _: "Tableau", _tableau),
    "liste": Disposition(lambda _: "Liste", _liste),
    "questions": Disposition(lambda _: "Liste", _questions),
    "colonnes": Disposition(lambda vue: "Deux colonnes" if len(vue.colonnes) <= 2 else "Quatre cases", _colonnes),  # noqa: PLR2004 - même raison
}

"""Fabrique le masque : ``python -m geo.documents.diapositives`` refait diapositives.pptx depuis diapositives.yml.

Le fichier est commité : qui change l'allure le fait par le masque dans son logiciel, ou ici, jamais dans le code qui
écrit.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import jinja2
import pptx
import yaml
from pptx.opc.constants import RELATIONSHIP_TYPE as LIEN
from pptx.oxml import parse_xml
from pptx.util import Cm

from geo.documents.diapositives import archive

MODELE: Final = Path(__file__).parents[1] / "modeles" / "diapositives.pptx"
STYLE_TABLEAU: Final = "{7A1B2C3D-0A5C-4E1F-9B6D-30A7B5C9D1E2}"
COUVERTURE: Final = "Couverture"
_RETRAIT: Final = 0.6
Piece = Any
"""Un masque, une disposition ou une pièce de python-pptx, qui n'a pas de quoi les éditer."""


@cache
def reglages() -> Mapping[str, Any]:
    """Le masque tel que déclaré ; partagé, à ne pas modifier."""
    declare: Mapping[str, Any] = yaml.safe_load(MODELE.with_suffix(".yml").read_text(encoding="utf-8"))
    return declare


@cache
def _gabarit() -> Any:  # noqa: ANN401 - les macros d'un gabarit n'ont pas de type
    environnement = jinja2.Environment(
        loader=jinja2.FileSystemLoader(MODELE.parent), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environnement.globals = {"fixes": reglages()["teintes"]}
    return environnement.get_template("diapositives.xml.jinja").module


def fabriquer() -> bytes:
    """Le masque, octets reproductibles."""
    presentation = pptx.Presentation()
    presentation.slide_width = Cm(reglages()["largeur"])
    presentation.slide_height = Cm(reglages()["hauteur"])
    maitre: Piece = presentation.slide_master
    _theme(maitre.part.part_related_by(LIEN.THEME))
    tableaux: Piece = presentation.part.part_related_by(LIEN.TABLE_STYLES)
    tableaux._blob = _gabarit().tableaux(STYLE_TABLEAU).encode("utf-8")  # noqa: SLF001 - des octets pour python-pptx
    _poser(maitre, "masque", {**reglages()["masque"], **reglages()["bas"]})
    anciens = maitre._element.find(".//{*}txStyles")  # noqa: SLF001 - sans porte publique
    anciens.getparent().replace(anciens, parse_xml(_gabarit().textes(_style("texte"))))
    _dispositions(maitre)
    _nettoyer(presentation)
    sortie = io.BytesIO()
    presentation.save(sortie)
    return archive.figer(sortie.getvalue())


def _dispositions(maitre: Piece) -> None:
    """Les dispositions déclarées, à la place de celles de python-pptx."""
    declarees = reglages()["dispositions"]
    presentes = list(maitre.slide_layouts)
    for en_trop in presentes[len(declarees) :]:
        maitre.slide_layouts.remove(en_trop)
    for disposition, (nom, zones) in zip(presentes, declarees.items(), strict=False):
        communes = {} if nom == COUVERTURE else reglages()["communes"]
        _poser(disposition, nom, {**communes, **zones, **reglages()["bas"]})
        del disposition._element.attrib["type"]  # noqa: SLF001 - le genre d'origine n'est plus le sien
    maitre.slide_layouts.get_by_name(COUVERTURE)._element.set("showMasterSp", "0")  # noqa: SLF001 - ni bande ni filet


def _poser(page: Piece, nom: str, zones: Mapping[str, Sequence[Any]]) -> None:
    """Remplace les formes d'un masque ou d'une disposition."""
    arbre = page.shapes._spTree  # noqa: SLF001 - sans porte publique
    for forme in list(arbre)[2:]:
        arbre.remove(forme)
    page._element.cSld.set("name", nom)  # noqa: SLF001 - même raison
    traits = reglages()["decor"].get(nom, [])
    formes = [_gabarit().decor(rang, _emu(place), teinte) for rang, (*place, teinte) in enumerate(traits)]
    formes += [
        _gabarit().zone(rang, titre, genre, indice, _emu(place), _style(style))
        for rang, (titre, (genre, indice, style, *place)) in enumerate(zones.items(), start=2)
    ]
    for forme in formes:
        arbre.append(parse_xml(forme))


def _emu(longueurs: Iterable[float]) -> list[int]:
    return [int(Cm(longueur)) for longueur in longueurs]


def _style(nom: str) -> dict[str, Any]:
    """Un style déclaré, ses absences dites."""
    declare = {"gras": False, "puce": False, "droite": False, "avant": 0, "fond": "", **reglages()["styles"][nom]}
    retrait = int(Cm(_RETRAIT)) if declare["puce"] else 0
    return {**declare, "marge": int(Cm(declare.get("marge", 0))), "retrait": retrait}


def _theme(partie: Piece) -> None:
    """Couleurs et police du thème."""
    texte = partie.blob.decode("utf-8")
    couleurs = "".join(f'<a:{nom}><a:srgbClr val="{val}"/></a:{nom}>' for nom, val in reglages()["couleurs"].items())
    texte = re.sub(r"(<a:clrScheme[^>]*>).*?(</a:clrScheme>)", rf"\g<1>{couleurs}\g<2>", texte, flags=re.DOTALL)
    police = f'<a:latin typeface="{reglages()["police"]}"/><a:ea typeface=""/><a:cs typeface=""/>'
    for genre in ("majorFont", "minorFont"):
        texte = re.sub(rf"(<a:{genre}>).*?(</a:{genre}>)", rf"\g<1>{police}\g<2>", texte, flags=re.DOTALL)
    partie._blob = texte.encode("utf-8")  # noqa: SLF001 - python-pptx tient le thème pour des octets


def _nettoyer(presentation: Piece) -> None:
    """Ôte la vignette et les réglages d'imprimante du fichier de départ ; crée le masque des notes."""
    _oter(presentation.part._rels, "printerSettings")  # noqa: SLF001 - sans porte publique
    _oter(presentation.part.package._rels, "thumbnail")  # noqa: SLF001 - même raison
    presentation.core_properties.title = presentation.core_properties.author = ""
    presentation.core_properties.language = "fr-FR"
    _ = presentation.notes_master


def _oter(liens: Piece, genre: str) -> None:
    for cle in [cle for cle, lien in liens.items() if lien.reltype.endswith(genre)]:
        liens.pop(cle)

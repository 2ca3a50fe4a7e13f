"""L'ordre des enfants que le format de Word demande (ISO 29500, transitoire) ; hors de lui, Word parle de réparer."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

from docx.oxml.ns import qn

_PARAGRAPHE = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_PASSAGE = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish"
    " webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
    " eastAsianLayout specVanish oMath"
)
_STYLE = (
    "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal"
    " personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
)
_TABLEAU = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd"
    " tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
)
_CASE = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers"
    " cellIns cellDel cellMerge tcPrChange"
)
_PAGE = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols"
    " formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
)
_REGLAGES = (
    "zoom stylePaneFormatFilter attachedTemplate documentProtection defaultTabStop autoHyphenation hyphenationZone"
    " evenAndOddHeaders drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery"
    " displayVerticalDrawingGridEvery drawingGridHorizontalOrigin drawingGridVerticalOrigin noPunctuationKerning"
    " characterSpacingControl savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent"
    " alwaysShowPlaceholderText updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr"
    " attachedSchema themeFontLang clrSchemeMapping forceUpgrade captions smartTagType shapeDefaults decimalSymbol"
    " listSeparator"
)
ORDRES: Final = {
    "w:pPr": _PARAGRAPHE,
    "w:rPr": _PASSAGE,
    "w:style": _STYLE,
    "w:tblPr": _TABLEAU,
    "w:tcPr": _CASE,
    "w:sectPr": _PAGE,
    "w:settings": _REGLAGES,
}


def desordres(racine: Any) -> list[str]:
    """Enfants mal placés ou inconnus, par élément."""
    fautes = []
    for balise, suite in ORDRES.items():
        rangs = {nom: rang for rang, nom in enumerate(suite.split())}
        for element in racine.iter(qn(balise)):
            noms = [str(enfant.tag).rsplit("}", 1)[-1] for enfant in element]
            fautes += [f"{balise} : {nom}" for nom in noms if nom not in rangs]
            places = [rangs[nom] for nom in noms if nom in rangs]
            fautes += [f"{balise} : {noms}" for avant, apres in pairwise(places) if apres < avant]
    return fautes

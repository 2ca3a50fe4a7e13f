"""Erreurs du dossier ``geo``."""

from __future__ import annotations


class ErreurGeo(Exception):
    """Racine des erreurs de calcul et de carte."""


class NiveauIndisponible(ErreurGeo, LookupError):
    """L'indicateur n'existe pas au niveau demandé."""


class TerritoireInconnu(ErreurGeo, LookupError):
    """Aucun territoire ne porte ce niveau et ce code, ou le périmètre ne se lit pas."""


class PerimetreIllisible(ErreurGeo, ValueError):
    """Un périmètre encodé ne se lit pas, ou un ensemble de communes ne s'encode pas."""


class FichierIllisible(ErreurGeo, ValueError):
    """Un fichier ou un texte déposé ne contient pas de codes de communes lisibles."""


class GabaritRefuse(ErreurGeo, ValueError):
    """Un gabarit de document déposé ne peut pas servir ; le message dit ce qui ne va pas, où, et quoi faire."""


class SectionInconnue(ErreurGeo, ValueError):
    """Un document demande une section qui n'existe pas, ou deux fois la même."""

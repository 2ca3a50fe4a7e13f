"""Table des brouillons : ce qu'une personne a commencé à saisir, gardé pour elle seule."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from donnees.registre.modeles.acteurs import CONTENU, NOM_MAX
from donnees.registre.modeles.socle import Base, controle, longueur

TAILLE_MAX = 500_000
"""Signes du contenu une fois écrit en JSON."""
AUTEUR = "Un brouillon a un auteur, désigné par un identifiant opaque d'au plus 300 caractères."
TAILLE = "Ce brouillon est trop long pour être gardé."


class Brouillon(Base):
    """Un brouillon par personne et par saisie ; ``cle`` est celle de l'action, « neuve », ou « contribution:… »."""

    __tablename__ = "brouillon"
    __table_args__ = (
        longueur("ck_brouillon_auteur", "auteur", NOM_MAX, AUTEUR),
        longueur("ck_brouillon_cle", "cle", NOM_MAX, "Un brouillon est celui d'une action ou d'une contribution."),
        controle("ck_brouillon_taille", f"length(CAST(contenu AS TEXT)) <= {TAILLE_MAX}", TAILLE),
    )

    auteur: Mapped[str] = mapped_column(Text, primary_key=True)
    cle: Mapped[str] = mapped_column(Text, primary_key=True)
    contenu: Mapped[dict[str, Any]] = mapped_column(CONTENU)
    maj: Mapped[str] = mapped_column(Text)

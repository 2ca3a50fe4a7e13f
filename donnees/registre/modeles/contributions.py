"""Table des contributions : ce qu'un partenaire répond à une question d'un diagnostic territorial partagé."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from donnees.registre.modeles.acteurs import NOM_MAX, Partenaire
from donnees.registre.modeles.socle import Base, controle, longueur, parmi, unique
from donnees.vocabulaire import NiveauTerritoire

CODE_MAX, TEXTE_MAX = 9_000, 100_000
QUESTION = "La question est vide ou dépasse 300 caractères."
TEXTE = "La contribution est vide ou dépasse 100 000 caractères."
DEJA_DITE = "Ce partenaire a déjà répondu à cette question pour ce territoire et cette maison."


class Contribution(Base):
    """La réponse d'un organisme à une question, pour un territoire et la maison qui porte le diagnostic.

    ``code`` peut être long (un périmètre porte toutes ses communes) : c'est son ``empreinte``, avec celle du niveau,
    qui dit si deux réponses parlent du même territoire.
    """

    __tablename__ = "contribution"
    __table_args__ = (
        parmi("ck_contribution_niveau", "niveau", NiveauTerritoire, "Ce niveau de territoire n'existe pas."),
        longueur("ck_contribution_code", "code", CODE_MAX, "Le code du territoire est vide ou trop long."),
        controle("ck_contribution_empreinte", "length(empreinte) = 64", "L'empreinte du territoire a 64 caractères."),
        longueur("ck_contribution_question", "question", NOM_MAX, QUESTION),
        controle("ck_contribution_mandat", f"length(mandat) <= {NOM_MAX}", "Le mandat dépasse 300 caractères."),
        longueur("ck_contribution_texte", "texte", TEXTE_MAX, TEXTE),
        controle("ck_contribution_version", "version >= 1", "La version d'une contribution commence à 1."),
        unique("uq_contribution_question", "maison", "empreinte", "question", "partenaire", message=DEJA_DITE),
    )

    cle: Mapped[str] = mapped_column(Text, primary_key=True)
    maison: Mapped[str] = mapped_column(ForeignKey("maison.cle"))
    niveau: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    empreinte: Mapped[str] = mapped_column(Text, index=True)
    question: Mapped[str] = mapped_column(Text)
    partenaire: Mapped[str] = mapped_column(ForeignKey("partenaire.cle"), index=True)
    mandat: Mapped[str] = mapped_column(Text)
    texte: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    archivee: Mapped[bool]
    cree_le: Mapped[str] = mapped_column(Text)
    modifie_le: Mapped[str] = mapped_column(Text)
    organisme: Mapped[Partenaire] = relationship(viewonly=True)

"""Tables des habilitations : qui a quel rôle, pour quelles maisons ; le courriel n'y est jamais."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from donnees.registre.droits import Role
from donnees.registre.modeles.acteurs import NOM_MAX
from donnees.registre.modeles.socle import Base, longueur, parmi

SUJET = "Une personne se désigne par un identifiant opaque d'au plus 300 caractères."


class Habilitation(Base):
    """Une personne connue du registre ; ``sujet`` est l'empreinte de son courriel."""

    __tablename__ = "habilitation"
    __table_args__ = (
        longueur("ck_habilitation_sujet", "sujet", NOM_MAX, SUJET),
        longueur("ck_habilitation_nom", "nom", NOM_MAX, "Le nom de la personne est vide ou dépasse 300 caractères."),
        parmi("ck_habilitation_role", "role", Role, "Le rôle de la personne n'est pas dans la liste."),
    )

    sujet: Mapped[str] = mapped_column(Text, primary_key=True)
    nom: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    maisons: Mapped[list[HabilitationMaison]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class HabilitationMaison(Base):
    """Une maison pour laquelle une personne contribue."""

    __tablename__ = "habilitation_maison"

    sujet: Mapped[str] = mapped_column(ForeignKey("habilitation.sujet", ondelete="CASCADE"), primary_key=True)
    maison: Mapped[str] = mapped_column(ForeignKey("maison.cle"), primary_key=True)

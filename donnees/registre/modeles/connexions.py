"""Table des connexions fermées : l'empreinte d'un jeton d'identité dont la personne s'est déconnectée."""

from __future__ import annotations

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from donnees.registre.modeles.socle import Base, longueur

EMPREINTE = "Une connexion se désigne par une empreinte d'au plus 64 caractères."


class ConnexionFermee(Base):
    """Une connexion fermée ; ``fin`` est l'instant (secondes) où son jeton ne vaut plus rien de lui-même."""

    __tablename__ = "connexion_fermee"
    __table_args__ = (longueur("ck_connexion_empreinte", "empreinte", 64, EMPREINTE),)

    empreinte: Mapped[str] = mapped_column(Text, primary_key=True)
    fin: Mapped[int] = mapped_column(BigInteger)

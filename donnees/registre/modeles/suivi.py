"""Tables du suivi : indicateurs propres à une action, valeurs datées, liens aux indicateurs du catalogue."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from donnees.registre.modeles.socle import Base, controle, date_partielle, longueur, parmi, unique
from donnees.vocabulaire import Sens

LIBELLE_MAX = 300


class Suivi(Base):
    """Un indicateur de suivi d'une action : ce qu'on compte, en quelle unité, jusqu'où."""

    __tablename__ = "suivi"
    __table_args__ = (
        longueur("ck_suivi_libelle", "libelle", LIBELLE_MAX, "Le libellé du suivi est vide ou dépasse 300 caractères."),
        unique("uq_suivi_libelle", "action", "libelle", message="Cette action suit déjà un indicateur de ce nom."),
    )

    cle: Mapped[str] = mapped_column(Text, primary_key=True)
    action: Mapped[str] = mapped_column(ForeignKey("action.cle", ondelete="CASCADE"), index=True)
    libelle: Mapped[str] = mapped_column(Text)
    unite: Mapped[str] = mapped_column(Text)
    cible: Mapped[float | None]
    valeurs: Mapped[list[SuiviValeur]] = relationship(cascade="all, delete-orphan", order_by="SuiviValeur.date")


class SuiviValeur(Base):
    """Une valeur réalisée, à une date connue avec la précision de la source."""

    __tablename__ = "suivi_valeur"
    __table_args__ = (
        controle("ck_suivi_valeur_pleine", "length(date) > 0", "Une valeur de suivi porte une date."),
        date_partielle("ck_suivi_valeur_date", "date", "La date du suivi s'écrit AAAA, AAAA-MM ou AAAA-MM-JJ."),
    )

    suivi: Mapped[str] = mapped_column(ForeignKey("suivi.cle", ondelete="CASCADE"), primary_key=True)
    date: Mapped[str] = mapped_column(Text, primary_key=True)
    valeur: Mapped[float]
    commentaire: Mapped[str] = mapped_column(Text, default="")


class LienTerritorial(Base):
    """L'indicateur du catalogue que l'action veut faire bouger, et dans quel sens."""

    __tablename__ = "lien_territorial"
    __table_args__ = (parmi("ck_lien_sens", "sens", Sens, "Le sens attendu est une hausse ou une baisse."),)

    action: Mapped[str] = mapped_column(ForeignKey("action.cle", ondelete="CASCADE"), primary_key=True)
    indicateur: Mapped[str] = mapped_column(Text, primary_key=True)
    sens: Mapped[str] = mapped_column(Text)

"""Tables des maisons, des partenaires et du journal."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from donnees.registre.modeles.socle import Base, controle, date_partielle, longueur, parmi, point, unique
from donnees.vocabulaire import Fiabilite, NaturePartenaire

NOM_MAX = 300
CONTENU = JSON(none_as_null=True)
OBJETS = (
    *("action", "suivi", "lien", "maison", "partenaire", "contribution"),
    *("habilitation", "import", "effacement", "purge"),
)
REFERENCE = "Une ligne du journal désigne une action ou un autre objet, jamais les deux ni aucun."


class Maison(Base):
    """Une maison de l'emploi ou un service voisin ; ``cle`` est celle de la table produite ``maisons``."""

    __tablename__ = "maison"
    __table_args__ = (
        longueur("ck_maison_nom", "nom", NOM_MAX, "Le nom de la maison est vide ou dépasse 300 caractères."),
        controle("ck_maison_siege", "length(siege) = 5", "Le siège est un code de commune à cinq caractères."),
        date_partielle(
            "ck_maison_statut_date", "statut_date", "La date du statut s'écrit AAAA, AAAA-MM ou AAAA-MM-JJ."
        ),
        parmi("ck_maison_fiabilite", "fiabilite", Fiabilite, "La fiabilité d'une maison est A, B ou C."),
        point("ck_maison_point", "La longitude et la latitude de la maison vont ensemble, en degrés."),
        controle("ck_maison_version", "version >= 1", "La version d'une maison commence à 1."),
    )

    cle: Mapped[str] = mapped_column(Text, primary_key=True)
    nom: Mapped[str] = mapped_column(Text)
    categorie: Mapped[str] = mapped_column(Text)
    statut: Mapped[str] = mapped_column(Text)
    statut_date: Mapped[str] = mapped_column(Text)
    statut_source: Mapped[str] = mapped_column(Text)
    fiabilite: Mapped[str] = mapped_column(Text)
    siege: Mapped[str] = mapped_column(Text)
    territoire: Mapped[str] = mapped_column(Text)
    adresse: Mapped[str] = mapped_column(Text)
    telephone: Mapped[str] = mapped_column(Text)
    site: Mapped[str] = mapped_column(Text)
    lon: Mapped[float | None]
    lat: Mapped[float | None]
    version: Mapped[int] = mapped_column(default=1)
    perimetre: Mapped[list[MaisonCommune]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class MaisonCommune(Base):
    """Une commune du périmètre d'une maison."""

    __tablename__ = "maison_commune"
    __table_args__ = (
        controle("ck_maison_commune_code", "length(commune) = 5", "Une commune se désigne par cinq caractères."),
    )

    maison: Mapped[str] = mapped_column(ForeignKey("maison.cle", ondelete="CASCADE"), primary_key=True)
    commune: Mapped[str] = mapped_column(Text, primary_key=True)


class Partenaire(Base):
    """Un organisme nommé, avec sa nature."""

    __tablename__ = "partenaire"
    __table_args__ = (
        longueur("ck_partenaire_nom", "nom", NOM_MAX, "Le nom du partenaire est vide ou dépasse 300 caractères."),
        parmi("ck_partenaire_nature", "nature", NaturePartenaire, "La nature du partenaire n'est pas dans la liste."),
        unique("uq_partenaire_nom_nature", "nom", "nature", message="Ce partenaire est déjà au registre."),
    )

    cle: Mapped[str] = mapped_column(Text, primary_key=True)
    nom: Mapped[str] = mapped_column(Text)
    nature: Mapped[str] = mapped_column(Text)


class Journal(Base):
    """Toute modification : qui, quand, quoi, avant, après.

    ``version`` est celle de l'objet après l'écriture (0 s'il n'en a pas) ; ``reference`` est la clé de l'objet quand
    ce n'est pas une action.
    """

    __tablename__ = "journal"
    __table_args__ = (
        controle("ck_journal_qui", "length(qui) > 0", "Une modification a toujours un auteur."),
        parmi("ck_journal_objet", "objet", OBJETS, "Le journal ne connaît pas cet objet."),
        controle("ck_journal_reference", "(action IS NULL) = (reference <> '')", REFERENCE),
    )

    rang: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    quand: Mapped[str] = mapped_column(Text)
    qui: Mapped[str] = mapped_column(Text)
    nom: Mapped[str] = mapped_column(Text)
    operation: Mapped[str] = mapped_column(Text)
    objet: Mapped[str] = mapped_column(Text)
    action: Mapped[str | None] = mapped_column(ForeignKey("action.cle"), index=True)
    reference: Mapped[str] = mapped_column(Text, default="", server_default="", index=True)
    version: Mapped[int]
    avant: Mapped[dict[str, Any] | None] = mapped_column(CONTENU)
    apres: Mapped[dict[str, Any] | None] = mapped_column(CONTENU)

"""Tables des actions : la fiche, ses axes, ses partenaires, ses lieux, ses financeurs et l'historique de son statut."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from donnees.registre.modeles.acteurs import NOM_MAX, Maison, Partenaire
from donnees.registre.modeles.socle import Base, controle, date_partielle, longueur, parmi, point
from donnees.registre.modeles.suivi import LienTerritorial, Suivi
from donnees.vocabulaire import Fiabilite, NatureFinanceur, NiveauLieu, RoleMaison, StatutAction, Theme

# Les tirets sont ôtés pour que l'ordre des dates ne dépende pas de la langue de la base.
ORDRE = (
    "debut = '' OR fin = '' OR "
    "replace(fin, '-', '') >= substr(replace(debut, '-', ''), 1, length(replace(fin, '-', '')))"
)
ELU = "La personne élue référente se désigne par son nom et son mandat, l'un avec l'autre."
AXE_2013 = "L'axe de 2013 est 1 (mutations économiques) ou 2 (développement local)."
ROLE = "Le rôle de la maison est une coordination prise dans la liste, jamais une offre propre."


def _reference() -> Mapped[str]:
    return mapped_column(ForeignKey("action.cle", ondelete="CASCADE"), primary_key=True)


class Action(Base):
    """Une action d'une maison et de ses partenaires ; jamais effacée, seulement archivée."""

    __tablename__ = "action"
    __table_args__ = (
        longueur("ck_action_titre", "titre", NOM_MAX, "Le titre de l'action est vide ou dépasse 300 caractères."),
        parmi("ck_action_theme", "theme", Theme, "Le thème de l'action n'est pas dans la liste."),
        controle("ck_action_axe_2013", "axe_2013 IS NULL OR axe_2013 IN (1, 2)", AXE_2013),
        parmi("ck_action_role_maison", "role_maison IS NULL OR role_maison", RoleMaison, ROLE),
        controle("ck_action_elu", "(elu_nom = '') = (elu_mandat = '')", ELU),
        point("ck_action_point", "La longitude et la latitude de l'action vont ensemble, en degrés."),
        date_partielle("ck_action_debut", "debut", "Le début s'écrit AAAA, AAAA-MM ou AAAA-MM-JJ."),
        date_partielle("ck_action_fin", "fin", "La fin s'écrit AAAA, AAAA-MM ou AAAA-MM-JJ."),
        controle("ck_action_ordre", ORDRE, "La fin de l'action précède son début."),
        parmi("ck_action_statut", "statut", StatutAction, "Le statut de l'action n'est pas dans la liste."),
        controle("ck_action_budget", "budget IS NULL OR budget >= 0", "Le budget n'est pas négatif."),
        controle("ck_action_etp", "etp IS NULL OR etp >= 0", "Les équivalents temps plein ne sont pas négatifs."),
        parmi("ck_action_fiabilite", "fiabilite IS NULL OR fiabilite", Fiabilite, "La fiabilité est A, B ou C."),
        controle("ck_action_version", "version >= 1", "La version d'une action commence à 1."),
    )

    cle: Mapped[str] = mapped_column(Text, primary_key=True)
    titre: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    maison: Mapped[str | None] = mapped_column(ForeignKey("maison.cle"), index=True)
    theme: Mapped[str] = mapped_column(Text, index=True)
    axe_2013: Mapped[int | None]
    role_maison: Mapped[str | None] = mapped_column(Text)
    pilote: Mapped[str] = mapped_column(Text, default="")
    elu_nom: Mapped[str] = mapped_column(Text, default="")
    elu_mandat: Mapped[str] = mapped_column(Text, default="")
    public: Mapped[str] = mapped_column(Text, default="")
    lon: Mapped[float | None]
    lat: Mapped[float | None]
    debut: Mapped[str] = mapped_column(Text, default="")
    fin: Mapped[str] = mapped_column(Text, default="")
    date_inferee: Mapped[bool] = mapped_column(default=False)
    statut: Mapped[str] = mapped_column(Text)
    budget: Mapped[int | None] = mapped_column(BigInteger, comment="centimes d'euro")
    etp: Mapped[int | None] = mapped_column(comment="centièmes d'équivalent temps plein")
    empechement: Mapped[str] = mapped_column(Text, default="", server_default="")
    source: Mapped[str] = mapped_column(Text, default="")
    fiabilite: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    archivee: Mapped[bool] = mapped_column(default=False)
    cree_le: Mapped[str] = mapped_column(Text)
    modifie_le: Mapped[str] = mapped_column(Text)

    fiche_maison: Mapped[Maison | None] = relationship(viewonly=True)
    axes: Mapped[list[ActionAxe]] = relationship(cascade="all, delete-orphan")
    partenaires: Mapped[list[ActionPartenaire]] = relationship(cascade="all, delete-orphan")
    lieux: Mapped[list[ActionLieu]] = relationship(cascade="all, delete-orphan")
    financeurs: Mapped[list[ActionFinanceur]] = relationship(cascade="all, delete-orphan")
    statuts: Mapped[list[ActionStatut]] = relationship(cascade="all, delete-orphan")
    suivis: Mapped[list[Suivi]] = relationship(cascade="all, delete-orphan")
    liens: Mapped[list[LienTerritorial]] = relationship(cascade="all, delete-orphan")


class ActionAxe(Base):
    """Un axe du cahier des charges de 2009 porté par une action."""

    __tablename__ = "action_axe"
    __table_args__ = (controle("ck_action_axe_axe", "axe BETWEEN 1 AND 4", "Les axes de 2009 vont de 1 à 4."),)

    action: Mapped[str] = _reference()
    axe: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class ActionPartenaire(Base):
    """Ce que fait un partenaire dans une action : son rôle à lui, dit en toutes lettres."""

    __tablename__ = "action_partenaire"
    __table_args__ = (
        longueur("ck_action_partenaire_role", "role", NOM_MAX, "Le rôle du partenaire est vide ou trop long."),
    )

    action: Mapped[str] = _reference()
    partenaire: Mapped[str] = mapped_column(ForeignKey("partenaire.cle"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(Text)
    fiche: Mapped[Partenaire] = relationship()


class ActionLieu(Base):
    """Un territoire où l'action se déroule."""

    __tablename__ = "action_lieu"
    __table_args__ = (
        parmi("ck_action_lieu_niveau", "niveau", NiveauLieu, "Le lieu est une commune, un EPCI ou une zone d'emploi."),
        controle("ck_action_lieu_code", "length(code) IN (4, 5, 9)", "Le code du lieu n'a pas la bonne longueur."),
    )

    action: Mapped[str] = _reference()
    niveau: Mapped[str] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text, primary_key=True)


class ActionFinanceur(Base):
    """Qui finance, et combien quand on le sait (centimes d'euro)."""

    __tablename__ = "action_financeur"
    __table_args__ = (
        parmi("ck_action_financeur_nature", "nature", NatureFinanceur, "Ce financeur n'est pas dans la liste."),
        controle("ck_action_financeur_montant", "montant IS NULL OR montant >= 0", "Un financement n'est pas négatif."),
    )

    action: Mapped[str] = _reference()
    nature: Mapped[str] = mapped_column(Text, primary_key=True)
    nom: Mapped[str] = mapped_column(Text, primary_key=True)
    montant: Mapped[int | None] = mapped_column(BigInteger, comment="centimes d'euro")


class ActionStatut(Base):
    """Un passage de statut ; ``rang`` est la version de l'action qui l'a produit."""

    __tablename__ = "action_statut"
    __table_args__ = (
        parmi("ck_action_statut_statut", "statut", StatutAction, "Ce statut passé n'est pas dans la liste."),
    )

    action: Mapped[str] = _reference()
    rang: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    statut: Mapped[str] = mapped_column(Text)
    quand: Mapped[str] = mapped_column(Text)

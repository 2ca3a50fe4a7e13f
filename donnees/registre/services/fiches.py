"""De la base à la fiche lue : objets figés, triés, comparables d'une version à l'autre."""

from __future__ import annotations

from typing import Any

from donnees.registre.modeles import Action, Contribution, Journal, Maison, Suivi
from donnees.registre.services import montants
from donnees.registre.services.saisie import Contenu, Modele
from donnees.vocabulaire import NaturePartenaire, NiveauTerritoire, Sens, StatutAction

CHAMPS_MAISON = (
    *("nom", "statut", "statut_date", "statut_source", "territoire"),
    *("adresse", "telephone", "site", "perimetre"),
)


class FicheValeur(Modele):
    """Une valeur réalisée."""

    date: str
    valeur: float
    commentaire: str


class FicheSuivi(Modele):
    """Un indicateur de suivi et ses valeurs, de la plus ancienne à la plus récente."""

    cle: str
    libelle: str
    unite: str
    cible: float | None
    valeurs: tuple[FicheValeur, ...]


class FicheLien(Modele):
    """Un indicateur du catalogue et le sens attendu."""

    indicateur: str
    sens: Sens


class FicheStatut(Modele):
    """Un passage de statut."""

    statut: StatutAction
    quand: str


class Fiche(Contenu):
    """Une action telle qu'enregistrée ; ``version`` est à renvoyer pour modifier."""

    cle: str
    version: int
    archivee: bool
    nom_maison: str
    date_inferee: bool
    cree_le: str
    modifie_le: str
    historique: tuple[FicheStatut, ...]
    suivis: tuple[FicheSuivi, ...]
    liens: tuple[FicheLien, ...]


class FicheMaison(Modele):
    """Une maison telle qu'enregistrée."""

    cle: str
    nom: str
    categorie: str
    statut: str
    statut_date: str
    statut_source: str
    fiabilite: str
    siege: str
    territoire: str
    perimetre: tuple[str, ...]
    adresse: str
    telephone: str
    site: str
    lon: float | None
    lat: float | None
    version: int


class FicheContribution(Modele):
    """La réponse d'un organisme à une question ; ``version`` est à renvoyer pour modifier ou retirer."""

    cle: str
    maison: str
    niveau: NiveauTerritoire
    code: str
    question: str
    partenaire: str
    organisme: str
    nature: NaturePartenaire
    mandat: str
    texte: str
    version: int
    archivee: bool
    cree_le: str
    modifie_le: str


class Entree(Modele):
    """Une ligne du journal ; ``action`` est vide et ``reference`` remplie quand l'objet n'est pas une action."""

    rang: int
    quand: str
    qui: str
    nom: str
    operation: str
    objet: str
    action: str | None
    reference: str
    version: int
    avant: dict[str, Any] | None
    apres: dict[str, Any] | None


def _suivi(suivi: Suivi) -> dict[str, Any]:
    valeurs = sorted(suivi.valeurs, key=lambda valeur: valeur.date)
    return {
        **{champ: getattr(suivi, champ) for champ in ("cle", "libelle", "unite", "cible")},
        "valeurs": tuple({"date": v.date, "valeur": v.valeur, "commentaire": v.commentaire} for v in valeurs),
    }


def _contenu(action: Action) -> dict[str, Any]:
    """Champs saisis d'une action, dans un ordre qui ne dépend pas de la base."""
    directs = set(Contenu.model_fields) - {"axes_2009", "partenaires", "lieux", "financeurs", *montants.CHAMPS}
    partenaires = sorted(action.partenaires, key=lambda lien: (lien.fiche.nom, lien.fiche.nature))
    financeurs = sorted(action.financeurs, key=lambda f: (f.nature, f.nom))
    return {
        **{champ: getattr(action, champ) for champ in directs},
        "axes_2009": tuple(sorted(axe.axe for axe in action.axes)),
        **{champ: montants.decimal(getattr(action, champ)) for champ in montants.CHAMPS},
        "partenaires": tuple({"nom": p.fiche.nom, "nature": p.fiche.nature, "role": p.role} for p in partenaires),
        "lieux": tuple(
            {"niveau": niveau, "code": code} for niveau, code in sorted((x.niveau, x.code) for x in action.lieux)
        ),
        "financeurs": tuple(
            {"nature": f.nature, "nom": f.nom, "montant": montants.decimal(f.montant)} for f in financeurs
        ),
    }


def fiche(action: Action) -> Fiche:
    """Rend la fiche d'une action chargée."""
    maison = action.fiche_maison
    return Fiche.model_validate(
        {
            **_contenu(action),
            **{champ: getattr(action, champ) for champ in ("cle", "version", "archivee", "date_inferee")},
            "cree_le": action.cree_le,
            "modifie_le": action.modifie_le,
            "nom_maison": maison.nom if maison is not None else "",
            "historique": tuple(
                {"statut": s.statut, "quand": s.quand} for s in sorted(action.statuts, key=lambda s: s.rang)
            ),
            "suivis": tuple(_suivi(suivi) for suivi in sorted(action.suivis, key=lambda s: s.libelle)),
            "liens": tuple(
                {"indicateur": lien.indicateur, "sens": lien.sens}
                for lien in sorted(action.liens, key=lambda lien: lien.indicateur)
            ),
        }
    )


def etat(action: Action) -> dict[str, Any]:
    """État journalisé d'une action : ses champs saisis et son archivage, en JSON."""
    return {
        **Contenu.model_validate(_contenu(action)).model_dump(mode="json"),
        "archivee": action.archivee,
    }


def fiche_maison(maison: Maison) -> FicheMaison:
    """Rend la fiche d'une maison chargée."""
    champs = {champ: getattr(maison, champ) for champ in FicheMaison.model_fields if champ != "perimetre"}
    return FicheMaison(**champs, perimetre=tuple(sorted(commune.commune for commune in maison.perimetre)))


def etat_maison(maison: Maison) -> dict[str, Any]:
    """État journalisé d'une maison : ce qu'on peut en modifier, en JSON."""
    return fiche_maison(maison).model_dump(mode="json", include=set(CHAMPS_MAISON))


def fiche_contribution(contribution: Contribution) -> FicheContribution:
    """Rend la fiche d'une contribution chargée."""
    autres = {"organisme": contribution.organisme.nom, "nature": contribution.organisme.nature}
    directs = FicheContribution.model_fields.keys() - autres.keys()
    return FicheContribution.model_validate({champ: getattr(contribution, champ) for champ in directs} | autres)


def etat_contribution(contribution: Contribution) -> dict[str, Any]:
    """État journalisé d'une contribution : ce qu'on peut en modifier, en JSON."""
    return {champ: getattr(contribution, champ) for champ in ("mandat", "texte", "archivee")}


def entree(ligne: Journal) -> Entree:
    """Rend une ligne du journal."""
    return Entree(**{champ: getattr(ligne, champ) for champ in Entree.model_fields})

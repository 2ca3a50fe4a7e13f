"""Erreurs du dossier ``donnees`` : ce qui ne va pas, où, quoi faire."""

from __future__ import annotations

from collections.abc import Iterable

LISTE_MAX = 50
QUE_FAIRE = (
    "Télécharger de nouveau le fichier. Si le producteur l'a bien publié ainsi (nouveau millésime, révision), le "
    "vérifier, puis reporter dans les « controles » de sa fiche (donnees/catalogue/sources.yml) les chiffres que donne "
    "« python -m donnees controler »."
)


class ErreurDonnees(Exception):
    """Racine des erreurs de données ; son message se lit tel quel par un humain."""


class FichierAbsent(ErreurDonnees, FileNotFoundError):
    """Un fichier attendu n'existe pas."""


class FormatInattendu(ErreurDonnees, ValueError):
    """Un fichier brut n'a pas la forme attendue.

    Parameters
    ----------
    fichier : str
        Chemin du fichier, relatif au dossier des bruts.
    attendu : str
        Ce que le lecteur attendait.
    feuille, colonne : str, optional
        Feuille (ou membre d'archive) et colonne en cause.
    trouve : str, optional
        Ce qui a été trouvé à la place.
    """

    def __init__(
        self,
        fichier: str,
        *,
        attendu: str,
        feuille: str | None = None,
        colonne: str | None = None,
        trouve: str | None = None,
    ) -> None:
        self.fichier, self.feuille, self.colonne = fichier, feuille, colonne
        lieu = fichier
        if feuille is not None:
            lieu += f", feuille « {feuille} »"
        if colonne is not None:
            lieu += f", colonne « {colonne} »"
        suite = f" ; trouvé : {trouve}" if trouve is not None else ""
        super().__init__(f"{lieu} : attendu {attendu}{suite}.")


class CodeInconnu(ErreurDonnees, LookupError):
    """Des codes géographiques ne mènent à aucun territoire du COG courant."""

    def __init__(self, source: str, codes: Iterable[str]) -> None:
        self.codes = sorted(set(codes))
        liste = ", ".join(self.codes[:LISTE_MAX]) + (" …" if len(self.codes) > LISTE_MAX else "")
        super().__init__(
            f"{source} : {len(self.codes)} code(s) inconnu(s) du COG courant et de son historique : {liste}. "
            "Compléter l'historique des communes ou corriger la source."
        )


class ControleRefuse(ErreurDonnees, ValueError):
    """Des bruts ne redonnent pas les chiffres de leur fiche : tronqués, décalés ou d'un autre millésime.

    Parameters
    ----------
    refus : iterable of str
        Un contrôle par texte : source, fichier, contrôle, attendu, trouvé.
    """

    def __init__(self, refus: Iterable[str]) -> None:
        self.refus = list(refus)
        suite = [f"- et {len(self.refus) - LISTE_MAX} autres."] if len(self.refus) > LISTE_MAX else []
        lignes = [f"- {texte}." for texte in self.refus[:LISTE_MAX]]
        titre = f"{len(self.refus)} contrôle(s) ne tiennent pas ; rien n'a été écrit."
        super().__init__("\n".join([titre, *lignes, *suite, QUE_FAIRE]))


class CatalogueInvalide(ErreurDonnees, ValueError):
    """Une fiche du catalogue est mal formée ou en contradiction avec une autre."""


class ProduitAbsent(ErreurDonnees, FileNotFoundError):
    """Une table produite manque : la construction n'a pas eu lieu."""


class ProduitAbime(ErreurDonnees, ValueError):
    """Un produit n'est pas celui que dit le manifeste, ou ne se lit pas."""


class IndicateurInconnu(ErreurDonnees, LookupError):
    """L'identifiant demandé n'est pas au catalogue."""

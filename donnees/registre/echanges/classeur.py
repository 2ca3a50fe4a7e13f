"""Écrire un classeur .xlsx d'échange : feuille « Actions », mode d'emploi, listes de choix."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import xlsxwriter

from donnees.registre.echanges.bornes import LIGNES_MAX, TAILLE_MAX
from donnees.registre.echanges.cellules import neutraliser, nombre
from donnees.registre.echanges.colonnes import COLONNES, Colonne
from donnees.registre.echanges.fichier_xlsx import FEUILLE
from donnees.registre.erreurs import ExportImpossible

CELLULE_MAX = 32_767
CREE = datetime(2013, 12, 18, tzinfo=UTC).replace(tzinfo=None)  # fixe : deux classeurs égaux ont les mêmes octets
CONSEILS = (
    "Remplir la feuille « Actions », une action par ligne, sans changer les en-têtes.",
    "Une valeur à choisir s'écrit par son code ou son libellé (feuille « Listes »), casse et accents indifférents.",
    "Les formules sont refusées : coller des valeurs. Mettre les codes de commune au format texte (01004).",
    "Une ligne importée remplace toute la fiche de même clé, sauf ses suivis et ses liens aux indicateurs.",
    "Une cellule vide vide donc le champ. Une ligne identique à la fiche ne change rien.",
    "Un ancien modèle, sans les colonnes « etp » et « empechement », laisse ces champs tels qu'ils sont.",
    f"{LIGNES_MAX} lignes et {TAILLE_MAX // 1_048_576} Mo au plus. L'import vérifie tout avant de rien écrire.",
)


def classeur(lignes: Iterable[Sequence[str]], maisons: Sequence[tuple[str, str]] = ()) -> bytes:
    """Classeur dont la feuille « Actions » porte ``lignes`` (textes déjà neutralisés, dans l'ordre des colonnes).

    Raises
    ------
    ExportImpossible
        Un texte dépasse ce qu'une cellule de tableur peut contenir.
    """
    sortie = io.BytesIO()
    # Les textes restent des textes : ni formule, ni lien, ni nombre deviné.
    reglages = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(sortie, reglages) as livre:
        livre.set_properties({"title": "Actions de l'Atlas des maisons de l'emploi", "created": CREE})
        feuille = livre.add_worksheet(FEUILLE)
        _mode_d_emploi(livre)
        sources = _listes(livre, maisons)
        _presenter(livre, feuille, sources)
        for rang, textes in enumerate(lignes, 1):
            _ecrire(feuille, rang, textes)
    return sortie.getvalue()


def _ecrire(feuille: xlsxwriter.worksheet.Worksheet, rang: int, textes: Sequence[str]) -> None:
    for numero, (colonne, texte) in enumerate(zip(COLONNES, textes, strict=True)):
        if len(texte) > CELLULE_MAX:
            raise ExportImpossible(
                f"Action « {textes[0]} », {colonne.libelle} : {len(texte)} caractères, un tableur n'en garde que "
                f"{CELLULE_MAX}. Exporter en CSV."
            )
        valeur = _exact(texte) if colonne.nombre else None
        if valeur is not None:
            feuille.write_number(rang, numero, valeur)
        elif texte:
            feuille.write_string(rang, numero, texte)


def _exact(texte: str) -> float | None:
    """Nombre d'une cellule numérique, s'il tient dans les quinze chiffres d'un tableur."""
    if not texte:
        return None
    valeur = float(nombre(texte))
    return valeur if float(format(valeur, ".15g")) == valeur else None


def _presenter(livre: xlsxwriter.Workbook, feuille: xlsxwriter.worksheet.Worksheet, sources: dict[str, str]) -> None:
    """En-têtes figés, colonnes au format texte, listes de choix."""
    titre = livre.add_format({"bold": True, "bg_color": "#E3E9F2", "bottom": 1})
    texte, libre = livre.add_format({"num_format": "@"}), livre.add_format()
    feuille.freeze_panes(1, 1)
    for numero, colonne in enumerate(COLONNES):
        feuille.set_column(numero, numero, 24, libre if colonne.nombre else texte)
        feuille.write_string(0, numero, colonne.nom, titre)
        if colonne.nom in sources:
            liste = {"validate": "list", "source": sources[colonne.nom], "error_type": "information"}
            aide = {"input_title": colonne.libelle[:32], "input_message": colonne.aide[:255]}
            feuille.data_validation(1, numero, LIGNES_MAX, numero, liste | aide)


def _mode_d_emploi(livre: xlsxwriter.Workbook) -> None:
    feuille = livre.add_worksheet("Mode d'emploi")
    gras, plie = livre.add_format({"bold": True}), livre.add_format({"text_wrap": True, "valign": "top"})
    feuille.set_column(0, 2, 24)
    feuille.set_column(3, 5, 70)
    for rang, conseil in enumerate(CONSEILS):
        feuille.write_string(rang, 0, conseil)
    debut = len(CONSEILS) + 1
    for numero, nom in enumerate(("Colonne", "Libellé", "Obligatoire", "Description", "Valeurs admises", "Exemple")):
        feuille.write_string(debut, numero, nom, gras)
    for rang, colonne in enumerate(COLONNES, debut + 1):
        for numero, texte in enumerate(_notice(colonne)):
            feuille.write_string(rang, numero, texte, plie)


def _notice(colonne: Colonne) -> tuple[str, ...]:
    admises = " ; ".join(f"{code} ({libelle})" for code, libelle in colonne.choix.items())
    obligatoire = "oui" if colonne.obligatoire else "non"
    return colonne.nom, colonne.libelle, obligatoire, colonne.aide, admises, colonne.exemple


def _listes(livre: xlsxwriter.Workbook, maisons: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Écrit la feuille des listes ; rend, pour chaque champ à une seule valeur, la plage de ses codes."""
    feuille, sources = livre.add_worksheet("Listes"), {}
    gras = livre.add_format({"bold": True})
    listes = [(c.nom, list(c.choix.items()), not c.liste) for c in COLONNES if c.choix]
    if maisons:
        listes.append(("maison", list(maisons), True))
    for rang, (nom, choix, seul) in enumerate(listes):
        colonne = 2 * rang
        feuille.write_string(0, colonne, nom, gras)
        for ligne, (code, libelle) in enumerate(choix, 1):
            feuille.write_string(ligne, colonne, code)
            feuille.write_string(ligne, colonne + 1, neutraliser(libelle))
        if seul:
            lettre = xlsxwriter.utility.xl_col_to_name(colonne)
            sources[nom] = f"=Listes!${lettre}$2:${lettre}${len(choix) + 1}"
    return sources

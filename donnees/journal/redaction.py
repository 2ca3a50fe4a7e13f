"""Écrire en français (Markdown) ce qui change d'un jeu de produits à l'autre."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from math import isnan
from typing import Final

from babel.numbers import format_decimal

from donnees.journal.comparaison import SEUIL, Changements, Diff, EcartNiveau

LANGUE: Final = "fr_FR"
ELEMENTS_MAX: Final = 12
LIGNES_MAX: Final = 60
NIVEAUX: Final = ("france", "region", "departement", "zone_emploi", "epci", "commune")
RIEN: Final = "Rien n'a changé : mêmes sources, mêmes produits, à l'octet près.\n"
TITRE: Final = "# Journal de la construction\n"


def rediger(changements: Changements, libelles: Mapping[str, str], territoires: Mapping[tuple[str, str], str]) -> str:
    """Écrit le journal.

    Parameters
    ----------
    libelles : mapping
        Indicateur → libellé.
    territoires : mapping
        (niveau, code) → libellé.
    """
    avant, apres = changements.empreintes
    if not avant:
        return f"{TITRE}\nPremière construction (produits `{apres}`) : rien à quoi la comparer.\n"
    entete = f"{TITRE}\nProduits `{apres}`, comparés aux précédents, `{avant}`. À lire avant de publier.\n"
    if changements.aucun:
        return f"{entete}\n{RIEN}"
    sections = [
        _sources(changements),
        _indicateurs(changements, libelles),
        _territoires(changements, territoires),
        _valeurs(changements.ecarts, libelles, territoires),
        _tables(changements),
    ]
    return entete + "".join(sections)


def _section(titre: str, lignes: Sequence[str]) -> str:
    corps = "\n".join(lignes) if lignes else "Rien n'a changé."
    return f"\n## {titre}\n{corps}\n"


def _sources(changements: Changements) -> str:
    lignes = [f"- nouveau : `{fichier}`" for fichier in changements.sources.ajoutes]
    lignes += [f"- retiré : `{fichier}`" for fichier in changements.sources.retires]
    lignes += [f"- contenu changé : `{fichier}`" for fichier in changements.sources_modifiees]
    return _section("Fichiers bruts", lignes)


def _indicateurs(changements: Changements, libelles: Mapping[str, str]) -> str:
    lignes = [f"- nouveau : {_nommer(nom, libelles)}" for nom in changements.indicateurs.ajoutes]
    lignes += [f"- retiré : {_nommer(nom, libelles)}" for nom in changements.indicateurs.retires]
    for nom, diff in changements.periodes.items():
        lignes.append(f"- {_nommer(nom, libelles)}, périodes : {_diff(diff)}")
    return _section("Indicateurs et périodes", lignes)


def _territoires(changements: Changements, territoires: Mapping[tuple[str, str], str]) -> str:
    lignes = [
        f"- {niveau} : {_diff(diff, partial(_lieu, niveau, territoires=territoires))}"
        for niveau, diff in changements.territoires.items()
    ]
    if changements.renommes:
        lignes.append(f"- libellés changés : {_nombre(changements.renommes)}")
    return _section("Territoires", lignes)


def _valeurs(
    ecarts: Sequence[EcartNiveau], libelles: Mapping[str, str], territoires: Mapping[tuple[str, str], str]
) -> str:
    """Les plus touchés d'abord : un indicateur d'un niveau par ligne."""
    ordre = sorted(ecarts, key=lambda e: (-_poids(e), e.indicateur, NIVEAUX.index(e.niveau)))
    lignes = []
    if ordre:
        lignes += [
            f"« Changées » : de plus de {_nombre(SEUIL * 100)} % ; les autres sont « infimes ».",
            "",
            "| indicateur | niveau | changées | infimes | apparues | disparues | statuts | plus gros écart |",
            "|---|---|--:|--:|--:|--:|--:|---|",
        ]
        lignes += [_ligne(ecart, libelles, territoires) for ecart in ordre[:LIGNES_MAX]]
    if len(ordre) > LIGNES_MAX:
        lignes += ["", f"… et {_nombre(len(ordre) - LIGNES_MAX)} autres lignes, moins touchées."]
    return _section("Valeurs", lignes)


def _poids(ecart: EcartNiveau) -> int:
    return ecart.modifiees + ecart.apparues + ecart.disparues + ecart.statuts


def _ligne(ecart: EcartNiveau, libelles: Mapping[str, str], territoires: Mapping[tuple[str, str], str]) -> str:
    comptes = (ecart.modifiees, ecart.infimes, ecart.apparues, ecart.disparues, ecart.statuts)
    cases = [
        libelles.get(ecart.indicateur, ecart.indicateur),
        ecart.niveau,
        *map(_nombre, comptes),
        _exemple(ecart, territoires),
    ]
    return "| " + " | ".join(cases) + " |"


def _exemple(ecart: EcartNiveau, territoires: Mapping[tuple[str, str], str]) -> str:
    """« Paris (1109), 2023 : 7,2 → 7,4 (p) » : le statut suit la valeur entre parenthèses."""
    if ecart.exemple is None:
        return ""
    exemple = ecart.exemple
    avant, apres = (
        _nombre(valeur) + (f" ({statut})" if statut else "")
        for valeur, statut in zip((exemple.avant, exemple.apres), exemple.statuts, strict=True)
    )
    return f"{_lieu(ecart.niveau, exemple.code, territoires)}, {exemple.periode} : {avant} → {apres}"


def _tables(changements: Changements) -> str:
    lignes = []
    if changements.tables:
        lignes += ["| table | lignes avant | lignes après |", "|---|--:|--:|"]
        lignes += [f"| {nom} | {_nombre(a)} | {_nombre(b)} |" for nom, (a, b) in changements.tables.items()]
        lignes.append("")
    avant, apres = (f"{_nombre(octets / 1e6)} Mo" for octets in changements.octets)
    lignes.append(f"Poids : {avant} → {apres}.")
    return _section("Tables et poids", lignes)


def _diff(diff: Diff, nommer: Callable[[str], str] = str) -> str:
    morceaux = []
    if diff.ajoutes:
        morceaux.append(f"{_nombre(len(diff.ajoutes))} de plus ({_liste(map(nommer, diff.ajoutes))})")
    if diff.retires:
        morceaux.append(f"{_nombre(len(diff.retires))} de moins ({_liste(map(nommer, diff.retires))})")
    return " ; ".join(morceaux)


def _liste(textes: Iterable[str]) -> str:
    tous = list(textes)
    return ", ".join(tous[:ELEMENTS_MAX]) + (" …" if len(tous) > ELEMENTS_MAX else "")


def _nommer(indicateur: str, libelles: Mapping[str, str]) -> str:
    return f"{libelles.get(indicateur, 'sans fiche')} (`{indicateur}`)"


def _lieu(niveau: str, code: str, territoires: Mapping[tuple[str, str], str]) -> str:
    return f"{territoires.get((niveau, code), 'inconnu')} ({code})"


def _nombre(valeur: float) -> str:
    return "rien" if isnan(valeur) else str(format_decimal(valeur, format="#,##0.###", locale=LANGUE))

"""Relever tous les contrôles sur un dossier de bruts, et refuser ce qui n'y répond pas."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from donnees.catalogue import Source, charger
from donnees.catalogue.controles import Nombre
from donnees.controles.evaluation import Constat, constater
from donnees.controles.lectures import LECTEURS, decoupage, lire
from donnees.erreurs import CatalogueInvalide, ControleRefuse
from donnees.lecture.socle import Brut


def relever(brut: Brut, sources: Collection[Source]) -> Iterator[Constat]:
    """Lit les tables de ``sources`` l'une après l'autre et mesure leurs contrôles.

    Parameters
    ----------
    brut : Brut
        Retient l'empreinte de chaque fichier lu, donc contrôlé.

    Raises
    ------
    CatalogueInvalide
        Une source n'a pas de lecteur, ou une de ses tables pas de contrôle.
    """
    reference = decoupage(brut)
    for source in sources:
        _exiger_couverte(source)
        for nom in LECTEURS[source.id]:
            lecture = lire(brut, source.id, nom)
            for controle in source.controles:
                if controle.table == nom:
                    yield from constater(source.id, controle, lecture, reference)


def choisir(identifiants: Collection[str]) -> list[Source]:
    """Les fiches demandées, toutes si l'on n'en nomme aucune ; lève `CatalogueInvalide` pour un nom inconnu."""
    sources = charger().sources
    inconnus = sorted(set(identifiants) - set(sources))
    if inconnus:
        raise CatalogueInvalide(f"sources.yml : aucune fiche « {', '.join(inconnus)} ».")
    return [sources[nom] for nom in identifiants or sources]


def _exiger_couverte(source: Source) -> None:
    """Chaque table lue a au moins un contrôle ; chaque contrôle, sa table."""
    tables = set(LECTEURS.get(source.id, {}))
    controlees = {controle.table for controle in source.controles}
    if not tables or tables != controlees:
        noms = [", ".join(sorted(map(str, ensemble))) or "aucune" for ensemble in (tables, controlees)]
        raise CatalogueInvalide(
            f"sources.yml, fiche « {source.id} », champ « controles » : tables lues ({noms[0]}) et tables contrôlées "
            f"({noms[1]}) diffèrent. Donner au moins un contrôle à chaque table que lit donnees/controles/lectures.py."
        )


def exiger(constats: Iterable[Constat]) -> None:
    """Lève `ControleRefuse`, qui nomme tous les contrôles qui ne tiennent pas."""
    refus = [constat for constat in constats if not constat.tenu]
    if refus:
        raise ControleRefuse([decrire(constat) for constat in refus])


def decrire(constat: Constat) -> str:
    """« Source « anct_zrr » (programmes/zrr.csv), contrôle « lignes » : attendu 34 928, trouvé 17 464 »."""
    marge = f" à {_nombre(constat.tolerance)} % près" if constat.tolerance else ""
    return (
        f"source « {constat.source} » ({constat.fichier}), contrôle « {constat.controle} » : "
        f"attendu {_nombre(constat.attendu)}{marge}, trouvé {_nombre(constat.trouve)}"
    )


def _nombre(valeur: Nombre) -> str:
    """Écriture française : « 19 995 376 », « 7,83 »."""
    if valeur != valeur:  # noqa: PLR0124 - NaN est le seul nombre différent de lui-même
        return "rien"
    texte = f"{valeur:,.4f}".rstrip("0").rstrip(".")
    return texte.replace(",", "\u202f").replace(".", ",")


def fichiers_sans_controle(empreintes: Mapping[str, str], controles: Mapping[str, str]) -> list[str]:
    """Les fichiers que la chaîne a lus sans qu'un contrôle les ait vus, ou qui ont changé depuis."""
    return sorted(fichier for fichier, empreinte in empreintes.items() if controles.get(fichier) != empreinte)

"""Les quarante types montrés : seize familles de 2024, vingt-quatre commerces de 2020, et comment les écrire."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Source
from geo.ecriture.textes import minuscule

DEFAUT: Final = "boulangerie"
SOURCES: Final = {2020: "insee_bpe_2020", 2024: "insee_bpe_2024"}
POPULATIONS: Final = "insee_populations_cog"
HORS_RELEVE: Final = {"B316": ("971", "972", "973", "974", "976")}
"""Type → départements où la source ne le relève pas (stations-service outre-mer) : sans donnée, jamais zéro."""
NOMS: Final = {
    "B202": "Épicerie",
    "B205": "Magasin de produits surgelés",
    "B301": "Librairie, papeterie, journaux",
    "B309": "Droguerie, quincaillerie, bricolage",
    "B310": "Parfumerie, cosmétique",
    "B311": "Horlogerie, bijouterie",
    "B312": "Fleuriste, jardinerie, animalerie",
    "B204": "Boucherie-charcuterie",
    "B316": "Station-service",
}
"""Libellés repris de la source à une virgule, un accent ou un trait d'union près."""
MASCULINS: Final = frozenset(
    {
        *("B101", "B102", "B205", "B302", "B303", "B304", "B305", "B306", "B307", "B308", "B312", "B313", "B315"),
        *("college", "infirmier", "lycee", "medecin_generaliste", "poste", "sport_terrain"),
    }
)
INDETERMINES: Final = frozenset({"sport_piscine", "sport_salle", "sport_terrain", "structure_sante"})
"""Familles de 2024 dont aucun document ne dit quels équipements elles regroupent : montrées, jamais classées."""
FICHES: Final = {
    "boulangerie": "population_sans_boulangerie",
    "pharmacie": "population_sans_pharmacie",
    "poste": "points_poste",
    "B204": "boucheries",
    "B301": "librairies",
}
"""Type → indicateur du catalogue qui le montre aussi sur la carte."""


@dataclass(frozen=True)
class Type:
    """Un commerce ou un service.

    Attributes
    ----------
    code : str
        Code de la base permanente des équipements (B101…) ou famille de 2024.
    libelle : str
        Libellé, avec sa majuscule.
    millesime : int
        2020 ou 2024 : les deux relevés ne se comparent pas.
    """

    code: str
    libelle: str
    millesime: int

    @property
    def nom(self) -> str:
        """« boulangerie »."""
        return minuscule(self.libelle)

    @property
    def masculin(self) -> bool:
        """Genre, pour accorder."""
        return self.code in MASCULINS

    @property
    def determine(self) -> bool:
        """Vrai si l'on sait ce que ce type compte : lui seul entre dans un classement, une médiane, un manque."""
        return self.code not in INDETERMINES

    @property
    def un(self) -> str:
        """« une boulangerie »."""
        return f"{'un' if self.masculin else 'une'} {self.nom}"

    @property
    def le_plus_proche(self) -> str:
        """« la plus proche »."""
        return "le plus proche" if self.masculin else "la plus proche"

    @property
    def au_plus_proche(self) -> str:
        """« à la plus proche »."""
        return "au plus proche" if self.masculin else "à la plus proche"

    @property
    def source(self) -> Source:
        """Fiche de source du relevé."""
        return charger().sources[SOURCES[self.millesime]]


@cache
def types() -> dict[str, Type]:
    """Code → type ; les familles de 2024 d'abord, par ordre alphabétique, puis les commerces de 2020 par code."""
    equipements = entrepot.table("equipements").drop_duplicates("type")
    trouves = zip(
        equipements["type"].astype(str),
        equipements["libelle"].astype(str),
        equipements["millesime"].tolist(),
        strict=True,
    )
    tous = [Type(code, NOMS.get(code, libelle), int(millesime)) for code, libelle, millesime in trouves]
    ordre = sorted(tous, key=lambda t: (-t.millesime, t.code))
    return {t.code: t for t in ordre}


def determines() -> dict[str, Type]:
    """Les types dont on peut dire qu'ils manquent."""
    return {code: t for code, t in types().items() if t.determine}


def du_millesime(millesime: int) -> list[Type]:
    """Types d'un relevé."""
    return [t for t in types().values() if t.millesime == millesime]

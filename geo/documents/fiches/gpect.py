"""La fiche GPECT d'une zone d'emploi : les chiffres dont part le comité de pilotage, et ce qu'il doit dire."""

from __future__ import annotations

from geo import mesures, territoires
from geo.documents.fiches.assemblage import citees, dits, sources, tableau, texte
from geo.documents.modele import Bloc, Document, Partie, Question, Questions, Section
from geo.ecriture import formats
from geo.secteurs import fiche, questions
from geo.secteurs.champs import CHAMPS, libelle_reference
from geo.secteurs.fiche import ENQUETE, RUBRIQUES, Chiffre
from geo.secteurs.questions import Question as Posee
from geo.secteurs.tables import provenance
from geo.sorties.noms import nommer

MOTS = dits("gpect")


def composer(zone: str, reference: str, source: str, jour: str, adresse: str = "") -> Document:
    """La fiche GPECT.

    Parameters
    ----------
    zone : str
        Code d'une zone d'emploi couverte.
    reference, source : str
        Comme dans `geo.secteurs.champs`.
    jour : str
        Jour de composition, AAAA-MM-JJ.
    adresse : str
        Lien public qui rouvre la fiche à l'écran.

    Raises
    ------
    KeyError
        La zone n'est pas couverte (Mayotte).
    """
    lieu = territoires.lire("zone_emploi", zone)
    chiffres = fiche.chiffres(lieu, reference, source, ENQUETE)
    posees = questions.questions(lieu, reference, source, ENQUETE)
    publies = [mesures.mesurer(lieu, chiffre.fiche) for chiffre in chiffres if chiffre.fiche]
    return Document(
        genre="gpect",
        titre=MOTS["genre"],
        sous_titre=MOTS["sous_titre"].format(zone=lieu.libelle),
        nom=nommer("gpect", lieu),
        territoire=lieu.libelle,
        comparateurs=libelle_reference(reference),
        date=formats.date_partielle(jour),
        adresse=adresse,
        maison="",
        participants=(),
        sections=(
            *(_rubrique(rang, rubrique, chiffres, posees) for rang, rubrique in enumerate(RUBRIQUES, 1)),
            _methode(reference, source),
        ),
        sources=tuple(dict.fromkeys([*sources(fiche.sources(source)), *citees(publies)])),
    )


def _rubrique(rang: int, rubrique: str, chiffres: list[Chiffre], posees: list[Posee]) -> Section:
    cle = f"rubrique-{rang}"
    lignes = [
        tuple(formats.typographie(t) for t in (c.libelle, c.valeur, c.repere or formats.ABSENT, c.source))
        for c in chiffres
        if c.rubrique == rubrique
    ]
    noms = (MOTS["chiffre"], MOTS["ici"], MOTS["repere"], MOTS["source"])
    titre = MOTS["chiffres"].format(rubrique=formats.typographie(rubrique))
    table = tableau(cle, titre, noms, lignes, natures="tntt", largeurs=(4, 2, 4, 3))
    siennes = tuple(
        Question(f"{cle}-{numero}", MOTS["a_qui"], formats.typographie(posee.texte))
        for numero, posee in enumerate((posee for posee in posees if posee.rubrique == rubrique), 1)
    )
    ouvertes: tuple[Bloc, ...] = (Questions(cle, siennes),) if siennes else ()
    chapeau = MOTS["chapeau"] if rang == 1 else ""
    return Section(cle, str(rang), formats.typographie(rubrique), chapeau, (Partie("", (table, *ouvertes)),))


def _methode(reference: str, source: str) -> Section:
    champ = CHAMPS[source]
    phrases = (fiche.precision(reference), f"{MOTS['source']} : {provenance(champ)}.", champ.limite)
    blocs = texte(*map(formats.typographie, phrases), sorte="note")
    return Section("methode", "", MOTS["lire"], "", (Partie("", blocs),))

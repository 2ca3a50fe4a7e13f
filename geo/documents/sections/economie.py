"""L'économie : l'emploi privé, les secteurs, le décalage structurel, les établissements."""

from __future__ import annotations

from donnees.catalogue.diagnostic import diagnostic
from geo.documents.blocs import figures, tableaux
from geo.documents.blocs.questions import partie
from geo.documents.blocs.tableaux import Allure
from geo.documents.blocs.textes import constat, nommer, texte
from geo.documents.demande import Contexte
from geo.documents.modele import Barres, Bloc, Figure, Partie, Serie, Tableau
from geo.secteurs import ouverture, phrases, tables
from geo.secteurs.champs import CHAMPS, avec_article, libelle_reference, reference_par_defaut, zones
from geo.secteurs.decalage import Decalage, decalage
from geo.secteurs.exposition import exposition
from geo.secteurs.structure import structure
from geo.territoires import Territoire

CLE, SOURCE, NOMENCLATURE = "economie", "urssaf", "A38"
GROS, LUS, DITS = 10, 12, 3
CHAMP = CHAMPS[SOURCE]
LARGEURS = {"quotient": 1.1, "evolution": 1.4, "evolution_reference": 1.7, "lecture": 2}


def parties(contexte: Contexte) -> tuple[Partie, ...]:
    """L'emploi, puis les secteurs de la zone lue s'il y en a une, puis les établissements."""
    fixe, zone = diagnostic().section(CLE), ouverture.zone_lue(contexte.territoire)
    mention = constat(contexte, "emploi_prive_evolution_5_ans")
    courbe = figures.courbes(contexte, fixe.bloc("economie_emploi"), seul=True)
    choix = reference(contexte, zone)
    tete = ouverture.phrase(contexte.territoire, zone, choix, SOURCE, NOMENCLATURE)
    echelle = ouverture.echelle(contexte.territoire, zone) if zone else ""
    secteurs: tuple[Bloc | None, ...] = (texte(tete), texte(echelle, genre="note"))
    etablissements = tableaux.indicateurs(contexte, fixe.bloc("economie_etablissements"))
    return (
        partie(
            contexte, fixe, "emploi", (texte(mention), courbe or texte(fixe.textes["sans_emploi"], genre="absence"))
        ),
        partie(contexte, fixe, "secteurs", (*secteurs, *(_secteurs(zone, choix) if zone else ()))),
        *([partie(contexte, fixe, "decalage", _decalage(zone, choix))] if zone else []),
        partie(
            contexte,
            fixe,
            "etablissements",
            (etablissements, texte(fixe.textes["employeurs"], genre="absence")),
        ),
    )


def reference(contexte: Contexte, zone: Territoire | None) -> str:
    """À qui comparer les secteurs : le comparateur s'il est une zone d'emploi couverte, sinon la référence d'office."""
    autre = contexte.comparateur
    if zone is None:
        return reference_par_defaut("")
    if autre is not None and autre.niveau == "zone_emploi" and autre != zone and autre.code in zones(SOURCE):
        return autre.code
    return reference_par_defaut(zone.code)


def la_zone(zone: Territoire) -> str:
    """« la zone d'emploi Lyon », au milieu d'une phrase."""
    return diagnostic().mots["la_zone"].format(nom=zone.libelle)


def _secteurs(zone: Territoire, choix: str) -> tuple[Figure | None, Tableau | None]:
    """Les plus gros secteurs en barres, puis leur lecture en tableau."""
    fixe, lignes = diagnostic().section(CLE), structure(zone.code, choix, SOURCE, NOMENCLATURE)
    debut, fin = CHAMP.bornes
    valeurs = {"zone": la_zone(zone), "reference": avec_article(choix), "annee": fin, "debut": debut, "fin": fin}
    gros = [ligne for ligne in lignes if ligne.effectif > 0][:GROS]
    ici = Serie(nommer(zone), tuple(ligne.part for ligne in gros))
    bloc = fixe.bloc("economie_secteurs")
    autre = Serie(libelle_reference(choix), tuple(ligne.part_reference for ligne in gros))
    figure = Figure(
        bloc.id,
        bloc.titre.format(**valeurs),
        " ".join(
            fixe.textes["pesent"].format(
                plus_gros=ligne.libelle,
                part=phrases.pourcent(ligne.part),
                part_reference=phrases.pourcent(ligne.part_reference),
                **valeurs,
            )
            for ligne in gros[:DITS]
        ),
        Barres(tuple(ligne.libelle for ligne in gros), (ici, autre), "%", 1),
        f"{bloc.note.format(**valeurs)} {CHAMP.limite}",
        tables.provenance(CHAMP),
    )
    return (figure if gros else None), _tableau(zone, choix, valeurs)


def _tableau(zone: Territoire, choix: str, valeurs: dict[str, object]) -> Tableau | None:
    """La table de l'écran, ses premières lignes et ses colonnes qui se lisent sur une page."""
    debut, fin = CHAMP.bornes
    noms = {
        "Secteur": "secteur",
        f"Effectif {fin}": "effectif",
        "Part (%)": "part",
        "Quotient": "quotient",
        f"Évolution {debut}-{fin} (%)": "evolution",
        f"Évolution, {libelle_reference(choix)} (%)": "evolution_reference",
        "Lecture": "lecture",
    }
    lignes = [ligne for ligne in structure(zone.code, choix, SOURCE, NOMENCLATURE) if ligne.effectif > 0][:LUS]
    table = tables.structure(lignes, CHAMP, choix).rename(columns=noms)
    decimales = {"effectif": 0, "part": 1, "quotient": 2, "evolution": 1, "evolution_reference": 1}
    allure = Allure(decimales, signes=("evolution", "evolution_reference"), largeurs=LARGEURS)
    remplis = {**valeurs, "nom_reference": libelle_reference(choix)}
    return tableaux.depuis(
        diagnostic().section(CLE).bloc("economie_tableau"), table, allure, tables.provenance(CHAMP), remplis
    )


def _decalage(zone: Territoire, choix: str) -> tuple[Bloc | None, ...]:
    """La phrase, les parts locales extrêmes, l'exposition."""
    fixe, calcul = diagnostic().section(CLE), decalage(zone.code, choix, SOURCE, NOMENCLATURE)
    mieux, moins = (cote or fixe.textes["aucun"] for cote in phrases.extremes(calcul))
    mention = phrases.decalage(la_zone(zone), calcul, choix)
    suite = (fixe.textes["mieux"].format(dits=mieux), fixe.textes["moins"].format(dits=moins))
    expose = phrases.exposition(la_zone(zone), exposition(zone.code, SOURCE, NOMENCLATURE), SOURCE)
    return (
        texte(mention),
        _locales(zone, calcul, choix, " ".join(suite)),
        texte(fixe.textes["local"], genre="limite"),
        texte(expose),
    )


def _locales(zone: Territoire, calcul: Decalage, choix: str, alternative: str) -> Figure | None:
    bloc = diagnostic().section(CLE).bloc("economie_decalage")
    mieux = [part for part in reversed(calcul.parts) if part.local > 0][: phrases.EXTREMES]
    moins = [part for part in calcul.parts if part.local < 0][: phrases.EXTREMES]
    montrees = [*mieux, *reversed(moins)]
    if not montrees:
        return None
    noms = {"zone": la_zone(zone), "debut": calcul.debut, "fin": calcul.fin, "reference": libelle_reference(choix)}
    serie = Serie(nommer(zone), tuple(part.local for part in montrees))
    return Figure(
        bloc.id,
        bloc.titre.format(**noms),
        alternative,
        Barres(tuple(part.libelle for part in montrees), (serie,), diagnostic().mots["emplois"], 0, signe=True),
        bloc.note.format(**noms, ecartes=phrases.ecartes(calcul)).strip(),
        tables.provenance(CHAMP),
    )

"""Les recrutements : projets prévus, métiers à surveiller, métiers en tension."""

from __future__ import annotations

from donnees.catalogue import charger
from donnees.catalogue.diagnostic import diagnostic
from geo import territoires
from geo.documents.blocs import tableaux
from geo.documents.blocs.questions import partie
from geo.documents.blocs.tableaux import Allure
from geo.documents.blocs.textes import nommer, texte
from geo.documents.demande import Contexte
from geo.documents.modele import Barres, Bloc, Figure, Partie, Serie
from geo.ecriture import formats
from geo.metiers import lectures, tables
from geo.metiers.enquete import ANNEES, PAYS, Lieu, metiers
from geo.metiers.lieux import offerts, statut
from geo.secteurs import ouverture

CLE = "recrutements"
ANNEE = next(iter(ANNEES))
SURVEILLES, TENDUS, DITS = 12, 10, 3


def parties(contexte: Contexte) -> tuple[Partie, ...]:
    """Ce que l'enquête dit au premier lieu où l'écran la lit."""
    fixe, lieu = diagnostic().section(CLE), lire(contexte)
    mention = tables.phrase(lieu, ANNEE, nommer(lieu))
    if metiers(lieu, ANNEE).empty:
        return (partie(contexte, fixe, "prevus", (texte(mention, genre="absence"),)),)
    tete = (texte(mention), texte(statut(lieu), tables.secret(lieu, ANNEE), genre="note"))
    absente = texte(fixe.textes["sans_projet"], genre="absence")
    return (
        partie(contexte, fixe, "prevus", (*tete, _metiers(lieu) or absente)),
        partie(contexte, fixe, "surveiller", _surveiller(lieu)),
        partie(contexte, fixe, "tension", _tension(contexte, lieu)),
    )


def lire(contexte: Contexte) -> Lieu:
    """Où lire l'enquête : le premier lieu que l'écran offre."""
    lieux = offerts(contexte.territoire, ouverture.zone_lue(contexte.territoire))
    return next(iter(lieux.values()))[0]


def source(lieu: Lieu, annee: int = ANNEE) -> str:
    """L'enquête, à ce millésime ; et les bassins, quand ils sont répartis entre zones d'emploi."""
    connues = charger().sources
    citees = connues["france_travail_bmo"].citer(str(annee))
    return f"{citees} ; {connues['france_travail_bassins'].citation}" if lieu.estime else citees


def projets(lieu: Lieu, combien: float) -> str:
    """« environ 2 521 projets » : une zone d'emploi est estimée."""
    mots = diagnostic().mots
    ecrits = formats.avec_unite(combien, mots["projets"])
    return mots["environ"].format(nombre=ecrits) if lieu.estime else ecrits


def _metiers(lieu: Lieu) -> Figure | None:
    """Difficulté des métiers les plus demandés, ici et en France."""
    fixe, gros = diagnostic().section(CLE), lectures.plus_demandes(lieu, ANNEE)
    if gros["ici"].notna().sum() == 0:
        return None
    noms = tuple(map(str, gros["libelle"]))
    lignes = zip(noms[:DITS], *(gros[nom].tolist() for nom in ("projets", "ici", "france")), strict=False)
    premiers = [
        fixe.textes["premier_pays" if lieu == PAYS else "premier"].format(
            metier=nom,
            projets=projets(lieu, combien),
            ici=formats.avec_unite(ici, "%"),
            france=formats.avec_unite(france, "%"),
        )
        for nom, combien, ici, france in lignes
    ]
    series = [Serie(nommer(lieu), tuple(gros["ici"].tolist()))]
    if lieu != PAYS:
        series.append(Serie(PAYS.libelle, tuple(gros["france"].tolist())))
    bloc = fixe.bloc("recrutements_metiers")
    return Figure(
        bloc.id,
        bloc.titre,
        fixe.textes["premiers"].format(metiers=" ; ".join(premiers)),
        Barres(noms, tuple(series), "%", 0),
        bloc.note.format(lieu=nommer(lieu), annee=ANNEE, statut=statut(lieu)),
        source(lieu),
    )


def _surveiller(lieu: Lieu) -> tuple[Bloc | None, ...]:
    fixe = diagnostic().section(CLE)
    noms = {
        "Métier": "metier",
        "Projets connus": "projets",
        "Difficiles (%, bornes)": "difficiles",
        "Difficiles, France (%)": "france",
        "Saisonniers (%, bornes)": "saisonniers",
    }
    table = tables.surveiller(lieu, ANNEE).head(SURVEILLES).rename(columns=noms)
    tableau = tableaux.depuis(
        fixe.bloc("recrutements_surveiller"),
        table,
        Allure({"projets": 0, "france": 1}),
        source(lieu),
        {"lieu": nommer(lieu), "annee": ANNEE, "statut": statut(lieu)},
    )
    absente = texte(fixe.textes["sans_surveiller"], genre="absence")
    return texte(fixe.textes["regle"].format(regle=lectures.REGLE), genre="note"), tableau or absente


def _tension(contexte: Contexte, lieu: Lieu) -> tuple[Bloc | None, ...]:
    """Métiers de la liste officielle qui ont des projets publiés en 2023 : ceux de la région et de toute la France."""
    fixe = diagnostic().section(CLE)
    pays = lieu.genre == "france"
    codes = () if pays else tuple(m.code for m in territoires.traverses(contexte.territoire, "region"))
    noms = ", ".join(territoires.libelle("region", code) for code in codes)
    lieux = fixe.textes["region"].format(regions=noms) if noms else fixe.textes["pays"]
    colonnes = {
        "Métier en tension (FAP 2009)": "metier",
        "Où": "ou",
        "Projets 2023": "projets",
        "Difficiles 2023 (%, bornes)": "difficiles",
    }
    table = tables.tension(lieu, codes).dropna(subset="Projets 2023").head(TENDUS).rename(columns=colonnes)
    tableau = tableaux.depuis(
        fixe.bloc("recrutements_tension"),
        table,
        Allure({"projets": 0}),
        f"{charger().sources['dares_tension'].citation} ; {source(lieu, lectures.ANNEE_TENSION)}",
        {"lieux": lieux, "lieu": nommer(lieu)},
    )
    if tableau is None:
        return (texte(fixe.textes["sans_tension"], genre="absence"),)
    premiers = " ; ".join(table["metier"].head(DITS))
    return texte(fixe.textes["tension"].format(metiers=premiers)), tableau

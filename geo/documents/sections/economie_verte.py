"""L'économie verte : la place de la transition dans les embauches, et les métiers recherchés."""

from __future__ import annotations

import pandas as pd

from donnees.catalogue import charger
from donnees.catalogue.diagnostic import diagnostic
from geo.documents.blocs import tableaux
from geo.documents.blocs.questions import partie
from geo.documents.blocs.tableaux import Allure
from geo.documents.blocs.textes import texte
from geo.documents.demande import Contexte
from geo.documents.modele import Barres, Figure, Partie, Serie, Tableau, Texte
from geo.economie_verte import phrases, recrutements
from geo.economie_verte.champ import Champ, champs
from geo.ecriture import formats

CLE = "economie_verte"
MONTRES, DITS, COMPTE = 10, 3, 3
"""Métiers en barres ; métiers nommés ; rang du carton qui compte des projets, et ne se compare pas."""


def parties(contexte: Contexte) -> tuple[Partie, ...]:
    """Les parts face au comparateur, puis les métiers."""
    fixe, champ = diagnostic().section(CLE), champs(contexte.territoire)[0]
    absente = texte(fixe.textes["sans_metier"], genre="absence")
    return (
        partie(
            contexte,
            fixe,
            "recrutements",
            (
                texte(phrases.phrase(contexte.territoire, champ), phrases.autre_echelle(contexte.territoire, champ)),
                _chiffres(contexte, champ),
                texte(fixe.textes["limite"], genre="limite"),
            ),
        ),
        partie(contexte, fixe, "metiers", (_metiers(champ) or absente, _batiment(champ))),
    )


def _chiffres(contexte: Contexte, champ: Champ) -> Tableau | None:
    """Les quatre cartons de l'écran, face au premier comparateur."""
    fixe, autre = diagnostic().section(CLE), contexte.comparateur
    siens = phrases.cartons(champ)
    face = phrases.cartons(champs(autre)[0]) if autre else []
    lignes = [
        {
            "mesure": titre,
            "ici": fixe.textes["precise"].format(valeur=valeur, precision=precision) if precision else valeur,
            **({"ailleurs": face[rang][1] if rang != COMPTE else formats.ABSENT} if face else {}),
        }
        for rang, (titre, valeur, precision) in enumerate(siens)
    ]
    valeurs = {
        "annee": recrutements.ANNEE,
        "lieu": champ.libelle,
        "comparateur": champs(autre)[0].libelle if autre else "",
    }
    allure = Allure(largeurs={"mesure": 1.5, "ici": 3})
    return tableaux.depuis(fixe.bloc("verte_chiffres"), pd.DataFrame(lignes), allure, _source(), valeurs)


def _source() -> str:
    connues = charger().sources
    bmo = connues["france_travail_bmo"].citer(str(recrutements.ANNEE))
    return f"{bmo} ; {connues['onemev'].citation} ; {connues['france_travail_bassins'].citation}"


def _metiers(champ: Champ) -> Figure | None:
    """Projets, et parmi eux ceux jugés difficiles, des métiers les plus recherchés."""
    fixe, tous = diagnostic().section(CLE), recrutements.verts(champ)
    premiers = tous[tous["projets"] > 0].head(MONTRES)
    if premiers.empty:
        return None
    bloc, noms = fixe.bloc("verte_metiers"), tuple(map(str, premiers["libelle_fap"]))
    titres = phrases.NOMBRES
    projets, difficiles = (nom for nom in titres if nom in {"Projets", "Jugés difficiles"})
    series = (
        Serie(projets, tuple(premiers["projets"].tolist())),
        Serie(difficiles, tuple(premiers["difficiles"].tolist())),
    )
    cites = [phrases.metier(ligne, champ) for _, ligne in premiers.head(DITS).iterrows()]
    return Figure(
        bloc.id,
        bloc.titre,
        fixe.textes["premiers"].format(lieu=champ.libelle, annee=recrutements.ANNEE, metiers=" ; ".join(cites)),
        Barres(noms, series, diagnostic().mots["projets"], 0),
        bloc.note.format(lieu=champ.libelle, annee=recrutements.ANNEE),
        _source(),
    )


def _batiment(champ: Champ) -> Texte | None:
    fixe, siens = diagnostic().section(CLE), recrutements.compter(recrutements.batiment(champ))
    if not siens.projets:
        return texte(fixe.textes["batiment_sans"], genre="absence")
    projets, difficiles = phrases.projets(siens.projets, champ), phrases.difficiles_dits(siens, 0)
    return texte(fixe.textes["batiment"].format(annee=recrutements.ANNEE, projets=projets, difficiles=difficiles))

"""Le diagnostic de tout territoire : cellules pleines, chiffres de l'écran, parole recopiée, faits vérifiables."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from html import unescape

import pytest

from donnees.catalogue import Source as SourceFixe
from donnees.catalogue import charger
from donnees.catalogue.diagnostic import diagnostic
from geo import mesures, territoires
from geo.documents.demande import FRANCE
from geo.documents.modele import (
    Barres,
    Bloc,
    Chiffres,
    Courbes,
    Figure,
    Liste,
    Questions,
    Source,
    Tableau,
    Texte,
)
from geo.ecriture import formats
from geo.portrait import cartons, constats
from geo.territoires import Territoire, lire
from tests.typographie import droit
from tests.unitaires.diagnostics_composes import DOCUMENTS, LIEUX, LYON, document


def _textes(bloc: Bloc) -> Iterator[str]:
    """Tout ce qui se lit d'un bloc, hors questions."""
    if isinstance(bloc, Texte):
        yield from bloc.phrases
    if isinstance(bloc, Liste):
        yield from bloc.elements
    if isinstance(bloc, Tableau):
        yield from (bloc.titre, bloc.note, *(colonne.nom for colonne in bloc.colonnes))
        yield from (cellule for ligne in bloc.lignes for cellule in ligne)
    if isinstance(bloc, Figure):
        yield from (bloc.titre, bloc.note, bloc.alternative)
    for chiffre in bloc.chiffres if isinstance(bloc, Chiffres) else ():
        yield from (chiffre.valeur, chiffre.evolution, chiffre.place, chiffre.remarque)


@pytest.mark.parametrize(("niveau", "code"), DOCUMENTS)
def test_tout_se_lit_et_rien_n_est_laisse_en_blanc(niveau: str, code: str) -> None:
    for section in document(niveau, code).sections:
        assert all(partie.blocs for partie in section.parties), section.cle
        for bloc in section.blocs:
            for texte in _textes(bloc):
                assert not re.search(r"[{}]|\bnan\b|\bNone\b|\w'\w|  ", texte), (section.cle, texte)
            if isinstance(bloc, Texte):
                assert all(phrase.strip() for phrase in bloc.phrases)


@pytest.mark.parametrize(("niveau", "code"), DOCUMENTS)
def test_une_cellule_n_est_vide_que_dans_une_colonne_a_remplir(niveau: str, code: str) -> None:
    for bloc in document(niveau, code).blocs:
        if not isinstance(bloc, Tableau):
            continue
        assert bloc.lignes, bloc.cle
        for ligne in (*bloc.lignes, *bloc.brutes):
            assert len(ligne) == len(bloc.colonnes), bloc.cle
        for ligne in bloc.lignes:
            for colonne, cellule in zip(bloc.colonnes, ligne, strict=True):
                assert (cellule == "") == (colonne.nature == "vide"), (bloc.cle, colonne.nom, ligne)


@pytest.mark.parametrize(("niveau", "code"), DOCUMENTS)
def test_une_figure_a_des_valeurs_une_source_et_sa_phrase(niveau: str, code: str) -> None:
    for bloc in document(niveau, code).blocs:
        if not isinstance(bloc, Figure):
            continue
        assert bloc.alternative.strip().endswith((".", "?")), bloc.cle
        assert bloc.source, bloc.cle
        if isinstance(bloc.dessin, Courbes | Barres):
            abscisses = bloc.dessin.periodes if isinstance(bloc.dessin, Courbes) else bloc.dessin.categories
            assert abscisses
            assert all(len(serie.valeurs) == len(abscisses) for serie in bloc.dessin.series)
            assert any(math.isfinite(valeur) for valeur in bloc.dessin.series[0].valeurs), bloc.cle


@pytest.mark.parametrize(("niveau", "code"), DOCUMENTS)
def test_sous_chaque_chiffre_figure_et_tableau_les_questions_de_chacun(niveau: str, code: str) -> None:
    principales = [diagnostic().destinataires[nature] for nature in diagnostic().principales]
    for section in document(niveau, code).sections:
        for partie in section.parties:
            for rang, bloc in enumerate(partie.blocs):
                if isinstance(bloc, Chiffres | Figure | Tableau) and section.numero:
                    suite = partie.blocs[rang + 1]
                    assert isinstance(suite, Questions)
                    assert suite.sous == bloc.cle
                    destinataires = [formats.typographie(nom) for nom in principales]
                    assert [question.a_qui for question in suite.questions] == destinataires


@pytest.mark.parametrize(("niveau", "code"), DOCUMENTS)
def test_une_courbe_porte_le_nom_du_territoire_ou_d_une_zone_qu_il_touche(niveau: str, code: str) -> None:
    """Jamais la série d'un comparateur en tête, là où le territoire n'en a pas."""
    territoire = lire(niveau, code)
    siens = {territoire.libelle, *(zone.libelle for zone in territoires.traverses(territoire, "zone_emploi"))}
    noms = {formats.typographie(nom) for nom in (*siens, *(f"Zone d'emploi {nom}" for nom in siens))}
    for bloc in document(niveau, code).blocs:
        if isinstance(bloc, Figure) and isinstance(bloc.dessin, Courbes) and niveau != "france":
            assert bloc.dessin.series[0].nom in noms, bloc.cle


def test_les_blocs_du_catalogue_se_montrent_tous_et_eux_seuls() -> None:
    montres = {b.cle for b in document(*LYON).blocs if isinstance(b, Chiffres | Figure | Tableau)}
    assert montres == {bloc.id for bloc in diagnostic().blocs}


def _mention(source: Source | SourceFixe) -> str:
    """Le début d'une citation, avant son millésime."""
    return formats.typographie(f"{source.producteur}, {source.titre} (")


@pytest.mark.parametrize(("niveau", "code"), DOCUMENTS)
def test_les_sources_sont_toutes_celles_que_les_blocs_citent(niveau: str, code: str) -> None:
    composee = document(niveau, code)
    connues = {_mention(source) for source in composee.sources}
    citees = " ; ".join(b.source for b in composee.blocs if isinstance(b, Tableau | Figure))
    toutes = {cle: _mention(source) for cle, source in charger().sources.items()}
    assert {mention for mention in toutes.values() if mention in citees} <= connues
    indicateurs = {c.indicateur for b in composee.blocs if isinstance(b, Chiffres) for c in b.chiffres}
    chiffrees = {toutes[cle] for i in indicateurs for cle in charger().indicateur(i).sources}
    assert all(mention in citees or mention in chiffrees for mention in connues)
    assert len(connues) == len(composee.sources)


# --- la parole des partenaires


def test_mayotte_dit_ses_absences() -> None:
    absences = [
        phrase
        for bloc in document("zone_emploi", "0601").blocs
        if isinstance(bloc, Texte) and bloc.genre == "absence"
        for phrase in bloc.phrases
    ]
    for mots in ("chômage localisé n’est publié ni", "L’emploi privé n’est pas publié", "Ni la Corse ni l’outre-mer"):
        assert any(mots in phrase for phrase in absences), mots


# --- les chiffres de l'écran


def _ecran(territoire: Territoire, comparateur: Territoire | None) -> tuple[dict[str, str], str]:
    """Texte de chaque carton de l'écran, par son titre, et ce qui suit la grille ; espaces réduites."""
    pairs = mesures.niveau_des_pairs(territoire)
    html = cartons.cartons(constats.constats(territoire, comparateur), territoire, comparateur, pairs)
    grille, _, suite = html.partition('<ul class="atlas-absents">')
    lus = {
        unescape(titre): _serrer(unescape(re.sub(r"<[^>]+>", " ", corps)))
        for titre, corps in re.findall(r"<h3>(.*?)</h3>(.*?)(?=<h3>|$)", grille, re.DOTALL)
    }
    return lus, _serrer(unescape(re.sub(r"<[^>]+>", " ", suite)))


def _serrer(texte: str) -> str:
    return re.sub(r"\s+", "", formats.typographie(texte))


@pytest.mark.parametrize("nom", ["Lyon", "commune", "intercommunalité", "Mayotte, zone", "France", "région"])
def test_les_chiffres_de_l_essentiel_sont_ceux_de_l_ecran(nom: str) -> None:
    territoire = lire(*LIEUX[nom])
    france = None if nom == "France" else lire(*FRANCE)
    (bloc,) = [b for b in document(*LIEUX[nom]).sections[0].blocs if isinstance(b, Chiffres)]
    attendus = constats.constats(territoire, france)
    lus, suite = _ecran(territoire, france)
    for chiffre, constat in zip(bloc.chiffres, attendus, strict=True):
        fiche, emprunt = constat.mesure.indicateur, constat.emprunt
        assert chiffre.indicateur == fiche.id
        source = emprunt.mesure if emprunt and emprunt.mesure else constat.mesure
        assert chiffre.brute == pytest.approx(source.valeur, abs=10**-fiche.decimales, nan_ok=True)
        if chiffre.valeur == formats.ABSENT:
            assert _serrer(fiche.libelle) in suite
            continue
        carton = lus[fiche.libelle]
        lieu = emprunt.lieu if emprunt else ""
        assert chiffre.libelle == fiche.libelle or lieu[1:] in droit(chiffre.libelle)
        for texte in (lieu[1:], chiffre.valeur, chiffre.evolution, chiffre.place, chiffre.source):
            assert _serrer(texte) in carton, (texte, carton)


def test_les_zones_non_montrees_sont_comptees_meme_au_dela_de_celles_qu_une_mesure_garde() -> None:
    """Une mesure ne garde que douze zones : le reste se compte sur toutes celles que la fourchette couvre."""
    (bloc,) = [b for b in document("region", "84").sections[0].blocs if isinstance(b, Chiffres)]
    chomage = next(chiffre for chiffre in bloc.chiffres if chiffre.indicateur == "chomage_localise")
    combien = int(re.findall(r"Ses (\d+) ", chomage.libelle)[0])
    assert combien > 15
    assert (
        f"Saint-Étienne (7\u00a0% des habitants)\u00a0: 8,8\u00a0%\u202f; et {combien - 3} de plus." in chomage.remarque
    )


def test_les_phrases_de_l_essentiel_sont_celles_du_portrait() -> None:
    (liste,) = [b for b in document(*LYON).sections[0].blocs if isinstance(b, Liste)]
    assert len(liste.elements) == 3
    assert "1\u202f908\u202f992\u00a0habitants en 2023" in liste.elements[0]
    assert "7,2\u00a0% des actifs sont au chômage" in liste.elements[1]


def test_deux_comparateurs_ont_chacun_leur_colonne_et_leur_valeur() -> None:
    tableau = next(b for b in document(*LYON).blocs if isinstance(b, Tableau) and b.cle == "economie_etablissements")
    assert [colonne.nom for colonne in tableau.colonnes][2:5] == ["Lyon", "France", "Auvergne-Rhône-Alpes"]
    ligne = tableau.brutes[1]
    for territoire, brute in zip((LYON, FRANCE, ("region", "84")), ligne[2:5], strict=True):
        assert brute == pytest.approx(mesures.mesurer(lire(*territoire), "etablissements_pour_1000_habitants").valeur)


def test_aucune_zone_n_est_nommee_pour_ne_rien_preter() -> None:
    planches = [bloc for bloc in document(*LIEUX["Mayotte, département"]).blocs if isinstance(bloc, Chiffres)]
    absents = [c.remarque for planche in planches for c in planche.chiffres if c.valeur == formats.ABSENT]
    assert absents
    assert not [remarque for remarque in absents if remarque.endswith(f"{formats.ABSENT}.")]

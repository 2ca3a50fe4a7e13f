"""Le diagnostic de tout territoire : cellules pleines, chiffres de l'écran, parole recopiée, faits vérifiables."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape

import pandas as pd
import pytest

from donnees import entrepot
from donnees.catalogue import Source as SourceFixe
from donnees.catalogue import charger
from donnees.catalogue.diagnostic import diagnostic
from donnees.registre.services import Fiche
from donnees.vocabulaire import NaturePartenaire, StatutAction
from geo import mesures, territoires
from geo.actions import presence
from geo.actions import tables as vues
from geo.documents import composition
from geo.documents.demande import FRANCE, Contribution, Demande, Invite, Releve
from geo.documents.faits import faits
from geo.documents.modele import (
    Barres,
    Bloc,
    Chiffres,
    Courbes,
    Document,
    Figure,
    Liste,
    Questions,
    Source,
    Tableau,
    Texte,
)
from geo.documents.sections import SECTIONS
from geo.ecriture import formats
from geo.erreurs import SectionInconnue, TerritoireInconnu
from geo.mesures import agregation
from geo.mesures.incertitude import indistincte
from geo.metiers import lectures
from geo.metiers.enquete import Lieu
from geo.metiers.enquete import metiers as lignes_de
from geo.portrait import cartons, constats
from geo.secteurs.champs import METROPOLE
from geo.territoires import Territoire, lire
from tests.lieux_temoins import PERIMETRE
from tests.unitaires import registre_seme

LYON = ("zone_emploi", "8421")
GRAND = sum((territoires.membres("zone_emploi", zone) for zone in ("8421", "0051", "5215")), ())[:900]
PERIMETRES = {
    "une commune": ("42218",),
    "sans habitant": ("55039",),
    "à exclaves, île et outre-mer": (*PERIMETRE.communes[:3], "29155", "97601"),
    "neuf cents communes": GRAND,
}
LIEUX = {
    "France": FRANCE,
    "région": ("region", "84"),
    "Mayotte, département": ("departement", "976"),
    "Mayotte, zone": ("zone_emploi", "0601"),
    "Guyane": ("zone_emploi", "0301"),
    "sans métier à surveiller": ("zone_emploi", "0101"),
    "intercommunalité": ("epci", "244200770"),
    "commune": ("commune", "42218"),
    "commune de deux habitants": ("commune", "54310"),
    "Lyon": LYON,
    **{nom: ("perimetre", territoires.du_perimetre(communes).code) for nom, communes in PERIMETRES.items()},
}


@cache
def releve() -> Releve:
    """Le registre semé, et un partenaire nommé à la première action de Lyon."""
    fiches, maisons = registre_seme.contenu()
    (premiere, *_) = _lyonnaises(fiches)
    partenaire = {"nom": "Métropole de Lyon", "nature": "epci", "role": "finance l'accueil"}
    nommee = Fiche.model_validate({**premiere.model_dump(), "partenaires": (partenaire,)})
    return Releve(tuple(nommee if fiche.cle == premiere.cle else fiche for fiche in fiches), maisons)


def _lyonnaises(fiches: tuple[Fiche, ...]) -> list[Fiche]:
    table = vues.actions(fiches, registre_seme.contenu()[1])
    siennes = set(presence.actions(table, territoires.membres(*LYON))["action"])
    return [fiche for fiche in fiches if fiche.cle in siennes]


@cache
def document(niveau: str, code: str) -> Document:
    comparateurs = (FRANCE, ("region", "84")) if (niveau, code) == LYON else (FRANCE,)
    return composition.composer(Demande(niveau, code, comparateurs=comparateurs, jour="2026-11-30"), releve())


DOCUMENTS = [pytest.param(*lieu, id=nom) for nom, lieu in LIEUX.items()]


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


def _ecran(territoire: Territoire, comparateur: Territoire | None) -> list[str]:
    """Texte de chaque carton de l'écran, espaces réduites."""
    pairs = mesures.niveau_des_pairs(territoire)
    html = cartons.cartons(constats.constats(territoire, comparateur), territoire, comparateur, pairs)
    morceaux = html.removeprefix('<ul class="atlas-cartons">').split("</li><li><h3>")
    return [_serrer(unescape(re.sub(r"<[^>]+>", " ", morceau))) for morceau in morceaux]


def _serrer(texte: str) -> str:
    return re.sub(r"\s+", "", formats.typographie(texte))


@pytest.mark.parametrize("nom", ["Lyon", "commune", "intercommunalité", "Mayotte, zone", "France", "région"])
def test_les_chiffres_de_l_essentiel_sont_ceux_de_l_ecran(nom: str) -> None:
    territoire = lire(*LIEUX[nom])
    france = None if nom == "France" else lire(*FRANCE)
    (bloc,) = [b for b in document(*LIEUX[nom]).sections[0].blocs if isinstance(b, Chiffres)]
    attendus = constats.constats(territoire, france)
    for chiffre, constat, carton in zip(bloc.chiffres, attendus, _ecran(territoire, france), strict=True):
        mesure = constat.mesure
        assert chiffre.indicateur == mesure.indicateur.id
        ecarts = pytest.approx(mesure.valeur, abs=10**-mesure.indicateur.decimales, nan_ok=True)
        assert chiffre.brute == ecarts
        valeur = "" if chiffre.valeur == formats.ABSENT else chiffre.valeur
        for texte in (chiffre.libelle, valeur, chiffre.evolution, chiffre.place, chiffre.source):
            assert _serrer(texte) in carton, (texte, carton)


def test_les_zones_non_montrees_sont_comptees_meme_au_dela_de_celles_qu_une_mesure_garde() -> None:
    """Une mesure ne garde que douze zones : le reste se compte sur toutes celles que le territoire touche."""
    (bloc,) = [b for b in document("region", "84").sections[0].blocs if isinstance(b, Chiffres)]
    chomage = next(chiffre for chiffre in bloc.chiffres if chiffre.indicateur == "chomage_localise")
    touchees = len(territoires.traverses(lire("region", "84"), "zone_emploi"))
    assert touchees > 15
    assert (
        f"Saint-Étienne (7\u00a0% des habitants)\u00a0: 8,8\u00a0%\u202f; et {touchees - 3} de plus."
        in chomage.remarque
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


# --- composition


def test_les_sections_sont_dans_l_ordre_demande_et_numerotees_sans_les_annexes() -> None:
    voulues = ("freins", "annexes", "essentiel")
    composee = composition.composer(Demande(*LYON, sections=voulues), Releve())
    assert [(section.cle, section.numero) for section in composee.sections] == list(
        zip(voulues, ("1", "", "2"), strict=True)
    )
    assert list(SECTIONS) == [section.id for section in diagnostic().sections]


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        (("essentiel", "meteo"), "« meteo » inconnue : choisissez parmi essentiel"),
        (("plan", "plan"), "« plan » .* deux fois"),
    ],
)
def test_une_section_inconnue_ou_en_double_est_dite(sections: tuple[str, ...], message: str) -> None:
    with pytest.raises(SectionInconnue, match=message):
        composition.composer(Demande(*LYON, sections=sections), Releve())


def test_un_territoire_inconnu_est_dit() -> None:
    with pytest.raises(TerritoireInconnu):
        composition.composer(Demande("commune", "00000"), Releve())


def test_l_en_tete_nomme_le_territoire_les_comparateurs_et_un_fichier_ascii() -> None:
    composee = document(*LYON)
    assert (composee.titre, composee.sous_titre) == ("Diagnostic territorial partagé", "Zone d’emploi Lyon")
    assert composee.comparateurs == "France, Région Auvergne-Rhône-Alpes"
    assert composee.date == "30\u00a0novembre\u00a02026"
    for lieu in LIEUX.values():
        assert re.fullmatch(r"atlas-diagnostic-[a-z0-9-]+", document(*lieu).nom)
    assert document("epci", "244200770").nom == "atlas-diagnostic-intercommunalite-saint-etienne-metropole"


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

PAROLE = "L'usine ferme : 12 % d'emplois ; \"non\"  {x} <b>"


def _reponse(question: str, organisme: str, nature: NaturePartenaire) -> Contribution:
    return Contribution(question, organisme, nature, "directrice", PAROLE, "2026-11-02")


def _posees(demande: Demande, contributions: tuple[Contribution, ...], bloc: str) -> Questions:
    composee = composition.composer(replace(demande, sections=("chomage",)), Releve(contributions=contributions))
    return next(b for b in composee.blocs if isinstance(b, Questions) and b.sous == bloc)


def test_chaque_invite_a_sa_question_et_sa_parole_est_recopiee() -> None:
    invites = (
        Invite("Mission locale de Lyon", NaturePartenaire.MISSION_LOCALE),
        Invite("CFA des Monts", NaturePartenaire.ORGANISME_FORMATION),
    )
    recues = (
        _reponse("chomage_courbe.mission_locale", "mission  locale de LYON", NaturePartenaire.MISSION_LOCALE),
        _reponse("chomage_courbe.etat", "Préfecture", NaturePartenaire.ETAT),
        _reponse("chomage_courbe.retiree", "Union locale", NaturePartenaire.BRANCHE),
        _reponse("chomage_carte.etat", "Préfecture", NaturePartenaire.ETAT),
    )
    posees = _posees(Demande(*LYON, invites=invites), recues, "chomage_courbe").questions
    assert [question.cle for question in posees] == [
        "chomage_courbe.mission_locale",
        "chomage_courbe.general",
        "chomage_courbe.etat",
        "chomage_courbe.retiree",
    ]
    assert posees[0].a_qui == "À la mission locale (Mission locale de Lyon)"
    assert [len(question.reponses) for question in posees] == [1, 0, 1, 1]
    assert {reponse.texte for question in posees for reponse in question.reponses} == {PAROLE}
    assert posees[3].texte.endswith("?")


def test_sans_invite_les_reponses_se_rangent_sous_leur_nature() -> None:
    recue = _reponse("chomage_courbe.etat", "Préfecture", NaturePartenaire.ETAT)
    posees = _posees(Demande(*LYON), (recue,), "chomage_courbe").questions
    assert [len(question.reponses) for question in posees] == [1, 0, 0, 0, 0]


# --- le registre


def _plan(lu: Releve) -> Document:
    return composition.composer(Demande(*LYON, sections=("plan", "acteurs", "clause")), lu)


def _absences(composee: Document) -> str:
    return " ".join(p for b in composee.blocs if isinstance(b, Texte) and b.genre == "absence" for p in b.phrases)


def test_un_registre_illisible_ou_vide_est_dit_sans_faux_zero() -> None:
    illisible, vide = (_absences(_plan(Releve(lisible=lisible))) for lisible in (False, True))
    assert illisible.count("Le registre des actions ne répond pas") == 4
    assert "ne répond pas" not in vide
    assert vide.count("L’Atlas ne connaît") == 3


def test_deux_mille_actions_tiennent_dans_le_plan() -> None:
    (modele, *_) = _lyonnaises(releve().fiches)
    etats = (StatutAction.TERMINEE, StatutAction.EN_COURS)
    fiches = tuple(
        modele.model_copy(update={"cle": f"a{rang}", "statut": etats[rang % 2], "titre": f"Action {rang}"})
        for rang in range(2000)
    )
    composee = _plan(Releve(fiches, releve().maisons))
    tableau = next(b for b in composee.blocs if isinstance(b, Tableau) and b.cle == "plan_actions")
    assert len(tableau.lignes) == 60
    assert {ligne[5] for ligne in tableau.lignes} == {"En cours"}
    dits = " ".join(p for b in composee.blocs if isinstance(b, Texte) for p in b.phrases)
    assert (
        "2\u202f000\u00a0actions au registre touchent ce territoire\u202f; 1\u202f000 sont en cours ou prévues" in dits
    )


def test_une_action_suspendue_n_est_pas_dite_en_cours() -> None:
    (modele, *_) = _lyonnaises(releve().fiches)
    seule = modele.model_copy(update={"statut": StatutAction.SUSPENDUE})
    composee = _plan(Releve((seule,), releve().maisons))
    dits = " ".join(p for b in composee.blocs if isinstance(b, Texte) for p in b.phrases)
    assert "Une action du registre touche ce territoire\u202f; aucune n’est en cours ni prévue" in dits
    themes = next(b for b in composee.blocs if isinstance(b, Tableau) and b.cle == "acteurs_themes")
    assert sum(float(str(ligne[2])) for ligne in themes.brutes) == 0


# --- les faits


@pytest.mark.parametrize("code", ["8421", "0051", "1109", "9310"])
def test_un_fait_situe_est_dans_son_tiers_quoi_que_disent_les_ex_aequo(code: str) -> None:
    """Recompté depuis les valeurs publiées : tous les ex æquo compris, le territoire reste dans le tiers."""
    trouves = [fait for fait in faits(lire("zone_emploi", code), METROPOLE, 2025) if fait.cle]
    assert trouves
    for fait in trouves:
        fiche = charger().indicateur(fait.cle)
        if fiche.incertitude:
            continue
        valeurs = entrepot.valeurs_periode(fait.cle, "zone_emploi", entrepot.periodes(fait.cle, "zone_emploi")[-1])
        signe = -1 if fiche.sens == "mieux_bas" else 1
        ici = signe * float(valeurs["valeur"].to_dict()[code])
        connues = signe * valeurs["valeur"].dropna()
        cote = (connues >= ici) if fait.genre == "forces" else (connues <= ici)
        assert cote.sum() <= len(connues) / 3 + 1e-9, fait


def test_une_evolution_dans_sa_marge_n_est_ni_force_ni_faiblesse() -> None:
    zones = [lire("zone_emploi", code) for code in entrepot.territoires("zone_emploi").index[::20]]
    marges = 0
    for zone in zones:
        cles = {fait.cle for fait in faits(zone, METROPOLE, 2025)}
        for cle in diagnostic().faits:
            mesure = mesures.mesurer(zone, cle)
            if indistincte(mesure.indicateur, mesure):
                marges += 1
                assert cle not in cles, (zone.libelle, cle)
    assert marges


def test_une_zone_qui_n_a_pas_la_moitie_des_habitants_ne_parle_pas_pour_le_territoire() -> None:
    assert not [fait for fait in faits(lire("region", "84"), METROPOLE, 2025) if fait.secteur]
    assert [fait for fait in faits(lire("epci", "244200770"), METROPOLE, 2025) if fait.secteur]


def test_un_fait_emprunte_nomme_la_zone_et_la_part_des_habitants() -> None:
    commune = lire("commune", "42218")
    empruntes = [
        fait
        for fait in faits(commune, METROPOLE, 2025)
        if fait.cle and "commune" not in charger().indicateur(fait.cle).niveaux
    ]
    assert empruntes
    propres = [fait for fait in empruntes if math.isfinite(mesures.mesurer(commune, fait.cle).valeur)]
    for fait in empruntes:
        assert fait in propres or "dans la zone d'emploi Saint-Étienne (100\u00a0% des habitants)" in fait.texte


def test_le_pays_n_a_ni_force_ni_faiblesse() -> None:
    assert {fait.genre for fait in faits(lire(*FRANCE), METROPOLE, 2025)} <= {"opportunites"}


# --- ce que l'écran doit aussi


def test_une_zone_sans_metier_a_surveiller_n_en_invente_pas() -> None:
    """Une table vide à qui l'on donne une colonne prenait autant de lignes que l'enquête a de métiers."""
    lieu = Lieu("zone_emploi", "0101", "Guadeloupe")
    assert not lignes_de(lieu, 2025).empty
    assert lectures.a_surveiller(lieu, 2025).empty


def test_une_serie_qui_ne_se_recalcule_pas_est_vide_sans_essayer_chaque_date() -> None:
    departement = lire("departement", "69")
    assert mesures.serie(departement, "chomage_localise").empty
    for fiche in charger().indicateurs.values():
        if fiche.agregation == "non_agregeable":
            calcul = agregation.calculer(departement.communes, fiche.id, fiche.periodes[-1])
            assert math.isnan(calcul.valeur), fiche.id
            assert calcul.statut != "s", fiche.id
    assert isinstance(mesures.serie(departement, "emploi_prive"), pd.DataFrame)

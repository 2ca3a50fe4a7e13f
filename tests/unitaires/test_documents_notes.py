"""Fiche GPECT, note à l'acheteur, bilan : les chiffres, les phrases et les manques de l'écran."""

from __future__ import annotations

import pickle
import re
from datetime import date
from typing import Any

import pytest

from donnees.catalogue.fiches_documents import _genres
from donnees.registre.services import Fiche
from geo.actions import bilan as calcul
from geo.actions import empechements, moyens
from geo.actions.grille import SUJETS
from geo.clause import note
from geo.clause.calcul import EXEMPLE, Lot, Simulation, par_lot, total
from geo.clause.sensibilite import sensibilite
from geo.documents.diapositives import ecrire as en_diapositives
from geo.documents.fiches import acheteur, action, bilan, gpect, maison
from geo.documents.modele import Barres, Figure, Questions, Tableau
from geo.documents.word import ecrire as en_word
from geo.ecriture import formats
from geo.secteurs import fiche as fiche_gpect
from geo.secteurs import questions
from geo.territoires import lire
from tests.unitaires.fiches_fabriquees import (
    JOUR,
    NOMBRE,
    RENNES,
    TETE,
    ecrit,
    pages,
    pleine,
    rennes,
    tableau,
)
from tests.unitaires.registre_seme import contenu
from tests.unitaires.test_graphiques_calendrier import fabriquer
from tests.unitaires.test_graphiques_suivi import fabrique


@pytest.mark.parametrize(
    ("zone", "reference", "source"), [("0051", "metropole", "urssaf"), ("0101", "france", "flores")]
)
def test_la_fiche_gpect_dit_chaque_chiffre_et_chaque_question_de_l_ecran(
    zone: str, reference: str, source: str
) -> None:
    document, lieu = gpect.composer(zone, reference, source, JOUR), lire("zone_emploi", zone)
    chiffres = fiche_gpect.chiffres(lieu, reference, source, fiche_gpect.ENQUETE)
    posees = questions.questions(lieu, reference, source, fiche_gpect.ENQUETE)
    lignes = [ligne for bloc in document.blocs if isinstance(bloc, Tableau) for ligne in bloc.lignes]
    dits = [tuple(map(formats.typographie, (c.libelle, c.valeur, c.repere or "—", c.source))) for c in chiffres]
    assert lignes == dits
    ecrites = [q.texte for bloc in document.blocs if isinstance(bloc, Questions) for q in bloc.questions]
    assert ecrites == [formats.typographie(posee.texte) for posee in posees]
    assert all(source_.producteur and source_.licence for source_ in document.sources)


def test_la_note_a_l_acheteur_a_les_heures_et_les_hypotheses_de_l_ecran() -> None:
    simulation = Simulation((Lot("peinture", 1e5, 70.0), Lot("autre", 2e5, 33.3, "Voirie")), 31.5, 7.5, "Halle")
    document = acheteur.composer(simulation, 0.2, JOUR)
    html = re.sub(r"<[^>]+>", " ", note.note(simulation, 0.2, formats.date_partielle(JOUR), ""))
    assert set(NOMBRE.findall(html)) <= set(NOMBRE.findall(ecrit(document)))
    somme = total(par_lot(simulation))
    assert somme is not None
    assert tableau(document, "lots").lignes[-1][-1] == formats.nombre(somme.insertion)
    (figure,) = (bloc for bloc in document.blocs if isinstance(bloc, Figure))
    assert isinstance(figure.dessin, Barres)
    variations = sensibilite(simulation, 0.2)
    assert [serie.valeurs for serie in figure.dessin.series] == [
        tuple(variation.bornes[rang] for variation in variations) for rang in (0, 1)
    ]
    dites = {formats.nombre(borne) for variation in variations for borne in variation.bornes}
    assert dites <= set(NOMBRE.findall(figure.alternative))


def test_la_note_d_un_marche_simple_tient_sur_une_page() -> None:
    assert pages(acheteur.composer(EXEMPLE, 0.2, JOUR, "https://atlas.exemple/clause-sociale")) == 1


def test_sans_marche_saisi_la_note_dit_ce_qui_manque() -> None:
    document = acheteur.composer(Simulation((Lot("autre", None, None),), None, None), 0.2, JOUR)
    assert "un montant hors taxes positif" in ecrit(document)
    assert not any(isinstance(bloc, Tableau) for bloc in document.blocs)


def test_un_document_se_porte_d_un_processus_a_l_autre() -> None:
    fiche = pleine(nombre=2)
    for composer, arguments in (
        (action.composer, (fiche, rennes(), JOUR, "")),
        (maison.composer, (RENNES, rennes(), (fiche,), JOUR, "")),
        (bilan.composer, (rennes(), 2025, (fiche,), JOUR, "")),
        (gpect.composer, ("0051", "metropole", "urssaf", JOUR, "")),
        (acheteur.composer, (EXEMPLE, 0.2, JOUR, "")),
    ):
        joue, portes = pickle.loads(pickle.dumps((composer, arguments)))
        document = joue(*portes)
        assert repr(document) == repr(pickle.loads(pickle.dumps(document)))
        assert en_word(document)[:2] == en_diapositives(document)[:2] == b"PK"


def _annee_pleine() -> list[Fiche]:
    """Trois actions de 2016 : une sous sa cible, une abandonnée et dite, une sans rien."""
    champs: dict[str, Any] = {"debut": "2016", "fin": "2016", "role_maison": "coordination"}
    partenaires = [{"nom": nature, "nature": nature, "role": "Agit"} for nature in ("entreprise", "mission_locale")]
    return [
        fabriquer(
            "a",
            etp="1.5",
            budget="1000",
            axe_2013=1,
            suivis=[fabrique(200, ("2016", 199.99))],
            partenaires=partenaires,
            financeurs=[{"nature": "etat", "nom": "", "montant": "500"}],
            **champs,
        ),
        fabriquer("b", statut="abandonnee", empechement=f"Faute de local.\n{TETE}", axe_2013=2, **champs),
        fabriquer("c", debut="2016", fin="2016"),
    ]


def test_un_bilan_sans_action_le_dit_et_n_invente_aucune_section() -> None:
    document = bilan.composer(rennes(), 1999, contenu()[0], JOUR)
    assert bilan_mots()["vide"].format(annee=1999) in ecrit(document)
    assert len(document.sections) == 1


def bilan_mots() -> dict[str, str]:
    return {cle: formats.typographie(mot) for cle, mot in _genres()["bilan"].items()}


def test_le_bilan_dit_moyens_manques_et_resultats() -> None:
    fiches = _annee_pleine()
    document, compte = bilan.composer(rennes(), 2016, fiches, JOUR), calcul.bilan(fiches, RENNES, 2016)
    sommes = tableau(document, "moyens").lignes
    for ligne, ecrites in zip((*moyens.par_axe(compte), moyens.ensemble(compte)), sommes, strict=True):
        assert ecrites[1] == formats.nombre(ligne.actions)
        assert ecrites[2].split("\n")[0] == moyens.ecrire_etp(ligne.etp)
        assert moyens.manque(ligne.budgets) in ecrites[3]
    trouves = empechements.empechements(fiches, RENNES, 2016, date.fromisoformat(JOUR))
    lignes = tableau(document, "empechements").lignes
    assert [ligne[0] for ligne in lignes] == [trouve.action.titre for trouve in trouves]
    assert any(f"Faute de local.\n{TETE}" in ligne[2] for ligne in lignes)
    (barres,) = (bloc.dessin for bloc in document.blocs if isinstance(bloc, Figure) and bloc.cle == "parts")
    assert isinstance(barres, Barres)
    assert barres.series[0].valeurs == (99.9,)  # jamais 100 sous la cible
    assert "99,9" in tableau(document, "suivis").lignes[0][2]
    assert pages(document) >= 2


def test_la_grille_compte_et_ne_note_pas() -> None:
    fiches = _annee_pleine()
    lignes = {ligne[0]: ligne[1:] for ligne in tableau(bilan.composer(rennes(), 2016, fiches, JOUR), "grille").lignes}
    dits = {sujet: lignes[formats.typographie(_genres()["grille"][sujet])] for sujet in SUJETS}
    assert NOMBRE.findall(dits["pilotage"][0]) == ["1", "0", "0"]
    assert NOMBRE.findall(dits["rapprochement"][0]) == ["1"]
    assert NOMBRE.findall(dits["coordination"][0]) == ["2", "3", "1"]
    assert NOMBRE.findall(dits["anticipation"][0]) == ["1", "2013", "1", "3"]
    assert {remplir for _, remplir in dits.values()} == {""}
    assert not re.search(r"\bpoints? sur\b|/ ?50", " ".join(dit for dit, _ in dits.values()))

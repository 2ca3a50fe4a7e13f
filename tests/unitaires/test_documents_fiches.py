"""Fiches d'une action et d'une maison : rien d'inventé, rien de perdu, textes intacts, une page."""

from __future__ import annotations

import re

import pytest

from donnees.catalogue.fiches_documents import _genres
from donnees.chemins import RACINE
from donnees.vocabulaire import Theme
from geo.actions import enonces
from geo.actions.grille import SUJETS
from geo.actions.progres import progres
from geo.clause.calcul import Lot, Simulation
from geo.documents import pdf
from geo.documents.fiches import acheteur, action, bilan, maison
from geo.documents.fiches.assemblage import COMMUNS
from geo.documents.modele import Carte, Figure
from geo.ecriture import formats
from tests.documents_fabriques import HOSTILE
from tests.unitaires.fiches_fabriquees import (
    JOUR,
    NOMBRE,
    RENNES,
    TETE,
    ecrit,
    identite_de,
    minimale,
    pages,
    pleine,
    rennes,
    tableau,
)
from tests.unitaires.registre_seme import contenu
from tests.unitaires.test_graphiques_calendrier import fabriquer
from tests.unitaires.test_graphiques_suivi import fabrique


@pytest.mark.parametrize("genre", _genres())
def test_chaque_mot_du_catalogue_est_ecrit_quelque_part(genre: str) -> None:
    """Un mot que rien ne lit est un mot mort ; un mot lu et absent lèverait une erreur."""
    code = "".join(f.read_text(encoding="utf-8") for d in ("geo", "pages") for f in (RACINE / d).rglob("*.py"))
    lus = [
        cle for cle in _genres()[genre] if re.search(rf"['\"]{cle}['\"]", code) or cle.removesuffix("_dit") in SUJETS
    ]
    assert list(_genres()[genre]) == lus


def test_une_action_minimale_dit_tout_ce_qui_manque() -> None:
    document = action.composer(minimale(), None, JOUR)
    lu, mots = ecrit(document), action.MOTS
    manques = ("sans_axe", "sans_maison", "sans_lieu", "sans_description", "sans_partenaire", "sans_suivi", "saisie")
    assert [cle for cle in (*manques, "sans_financeur") if mots[cle] not in lu] == []
    identite = identite_de(document)
    assert {identite[mots[cle]] for cle in ("pilote", "elu", "public", "budget")} == {COMMUNS["non_dit"]}
    assert all(contenu.strip() for _, contenu in tableau(document, "identite").lignes)
    assert pages(document) == 1


def test_une_action_aux_champs_pleins_tient_sur_une_page_et_dit_ce_qu_elle_coupe() -> None:
    fiche = pleine()
    document = action.composer(fiche, rennes(), JOUR, "https://atlas.exemple/plan-actions?action=pleine")
    assert pages(document) == 1
    partenaires, gardes = tableau(document, "partenaires"), action.SERREES
    assert len(partenaires.lignes) == gardes.partenaires
    assert formats.nombre(len(fiche.partenaires) - gardes.partenaires) in partenaires.note
    assert formats.nombre(len(fiche.suivis) - gardes.suivis) in tableau(document, "suivis").note
    assert formats.nombre(len(fiche.financeurs) - gardes.financeurs) in tableau(document, "financeurs").note
    lu = ecrit(document)
    assert formats.nombre(len(fiche.lieux) - gardes.lieux) in identite_de(document)["Lieux"]
    assert COMMUNS["coupe"] in lu
    assert action.MOTS["archivee"] in lu
    assert enonces.budget(fiche) in lu


def test_une_action_courte_n_est_pas_coupee() -> None:
    fiche = pleine(texte="Court", nombre=2, repetitions=1)
    document = action.composer(fiche.model_copy(update={"description": "Une phrase."}), rennes(), JOUR)
    lu = ecrit(document)
    assert "…" not in lu
    assert COMMUNS["coupe"] not in lu
    assert not tableau(document, "partenaires").note


def test_les_textes_hostiles_restent_intacts() -> None:
    """Ni échappement, ni balise mangée : un format les rend inertes, le modèle ne les abîme pas."""
    fiche = pleine(nombre=3)
    tenue = rennes().model_copy(update={"nom": HOSTILE, "territoire": HOSTILE, "statut_source": HOSTILE})
    simulation = Simulation((Lot("peinture", 1e5, 50.0, TETE),), 30, 5, TETE)
    for document in (
        action.composer(fiche, tenue, JOUR),
        maison.composer(RENNES, tenue, [fiche], JOUR),
        bilan.composer(tenue, 2025, [fiche], JOUR),
        acheteur.composer(simulation, 0.2, JOUR),
    ):
        assert ecrit(document).count(TETE) >= 2, document.genre
        assert "&lt;" not in ecrit(document).replace("&amp;", "")
        assert len(pdf.ecrire(document)) > 1000


def test_chaque_suivi_d_une_action_dit_sa_valeur_et_sa_cible() -> None:
    suivis = [fabrique(200, ("2024", 130.5)), fabrique(None, ("2025-06", 7), cle="b"), fabrique(40, cle="c")]
    lignes = tableau(action.composer(fabriquer(suivis=suivis), None, JOUR), "suivis").lignes
    for suivi, (libelle, valeur, suite) in zip(suivis, lignes, strict=True):
        phrase = progres(suivi).phrase
        assert libelle == suivi.libelle
        assert set(NOMBRE.findall(phrase)) == set(NOMBRE.findall(valeur + suite))


def test_une_action_montre_chaque_indicateur_vise_la_ou_elle_se_deroule() -> None:
    liens = [{"indicateur": "chomage_localise", "sens": "baisse"}, {"indicateur": "perdu", "sens": "hausse"}]
    fiche = fabriquer(lieux=[{"niveau": "commune", "code": "35238"}], liens=liens)
    lu = ecrit(action.composer(fiche, None, JOUR))
    vise, perdu = enonces.vises(fiche, {})
    assert vise.situe is not None
    assert formats.selon(vise.situe[1].indicateur, vise.situe[1].valeur) in lu
    assert not perdu.connu
    assert action.MOTS["hors_catalogue"] in lu


@pytest.mark.parametrize("rang", range(0, 125, 25))
def test_les_actions_relevees_tiennent_sur_une_page(rang: int) -> None:
    fiches, maisons = contenu()
    par_cle = {fiche.cle: fiche for fiche in maisons}
    longues = sorted(fiches, key=lambda fiche: len(fiche.description) + len(fiche.source), reverse=True)
    assert pages(action.composer(longues[rang], par_cle.get(longues[rang].maison or ""), JOUR)) == 1


def test_une_maison_dit_sa_source_son_statut_date_et_compte_ses_actions() -> None:
    fiches, _ = contenu()
    siennes = [fiche for fiche in fiches if fiche.maison == RENNES]
    document = maison.composer(RENNES, rennes(), siennes, JOUR)
    lignes = identite_de(document)
    assert rennes().statut in lignes[maison.MOTS["statut"]]
    assert formats.date_partielle(rennes().statut_date) in lignes[maison.MOTS["statut"]]
    assert rennes().statut_source[:80] in lignes[maison.MOTS["source"]]
    total_, *par_theme = map(int, re.findall(r"(?<=\()\d+(?=\))|^\d+", lignes[maison.MOTS["actions"]]))
    assert total_ == sum(par_theme) == len(siennes)
    (carte,) = (bloc.dessin for bloc in document.blocs if isinstance(bloc, Figure))
    assert isinstance(carte, Carte)
    assert carte.points == ((rennes().lon, rennes().lat, rennes().nom),)


def test_une_maison_sans_registre_garde_ce_qui_est_releve() -> None:
    """Base muette : la fiche se compose encore, et ne prétend pas qu'il y a des actions."""
    document = maison.composer(RENNES, None, (), JOUR)
    assert maison.MOTS["sans_action"] in ecrit(document)
    assert document.sous_titre == rennes().nom
    with pytest.raises(LookupError, match="annuaire"):
        maison.composer("inconnue", None, (), JOUR)


def test_les_maisons_aux_textes_les_plus_longs_tiennent_sur_une_page() -> None:
    fiches, maisons = contenu()
    longues = sorted(maisons, key=lambda m: len(m.nom + m.statut + m.statut_source + m.territoire + m.adresse))[-6:]
    siennes = {m.cle: [fiche for fiche in fiches if fiche.maison == m.cle] for m in longues}
    toutes = [fabriquer(str(rang), theme=theme.value) for rang, theme in enumerate(Theme)]
    documents = [maison.composer(m.cle, m, siennes[m.cle] or toutes, JOUR, "https://exemple.fr") for m in longues]
    assert {pages(document) for document in documents} == {1}

"""Composer un diagnostic : ordre, refus, en-tête, sources, parole des partenaires, registre dans tous ses états."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from donnees.catalogue.diagnostic import diagnostic
from donnees.vocabulaire import NaturePartenaire, StatutAction, Theme
from geo.documents import composition, ecran, fabrique
from geo.documents.demande import Contribution, Demande, Invite, Releve
from geo.documents.modele import (
    Document,
    Questions,
    Tableau,
    Texte,
)
from geo.documents.sections import SECTIONS
from geo.erreurs import SectionInconnue, TerritoireInconnu
from tests.unitaires.diagnostics_composes import LIEUX, LYON, document, lyonnaises, releve


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


def _nom(niveau: str, code: str) -> str:
    return composition.composer(Demande(niveau, code, sections=("annexes",)), Releve()).nom


def test_l_en_tete_nomme_le_territoire_les_comparateurs_et_un_fichier_ascii() -> None:
    composee = document(*LYON)
    assert (composee.titre, composee.sous_titre) == ("Diagnostic territorial partagé", "Zone d’emploi Lyon")
    assert composee.comparateurs == "France, Région Auvergne-Rhône-Alpes"
    assert composee.date == "30\u00a0novembre\u00a02026"
    for lieu in LIEUX.values():
        assert re.fullmatch(r"atlas-diagnostic-[a-z0-9-]+", _nom(*lieu))
    assert _nom("epci", "244200770") == "atlas-diagnostic-intercommunalite-saint-etienne-metropole"


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


def test_aucune_reponse_ne_se_perd_faute_de_bloc_ou_de_question() -> None:
    """Sans action connue le tableau du plan n'est pas là, et un bloc peut quitter le catalogue : la parole reste."""
    recues = tuple(
        _reponse(cle, "Préfecture", NaturePartenaire.ETAT)
        for cle in ("plan_actions.etat", "plan_actions.general", "plan_a_completer.etat", "disparu.etat", "illisible")
    )
    invite = Invite("Préfecture", NaturePartenaire.ETAT)
    demande = Demande(*LYON, invites=(invite,), sections=("plan", "annexes"))
    composee = composition.composer(demande, Releve(contributions=recues))
    reponses = [r for b in composee.blocs if isinstance(b, Questions) for q in b.questions for r in q.reponses]
    assert [reponse.texte for reponse in reponses] == [PAROLE] * len(recues)


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
    (modele, *_) = lyonnaises(releve().fiches)
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
    (modele, *_) = lyonnaises(releve().fiches)
    seule = modele.model_copy(update={"statut": StatutAction.SUSPENDUE})
    composee = _plan(Releve((seule,), releve().maisons))
    dits = " ".join(p for b in composee.blocs if isinstance(b, Texte) for p in b.phrases)
    assert "Une action du registre touche ce territoire\u202f; aucune n’est en cours ni prévue" in dits
    themes = next(b for b in composee.blocs if isinstance(b, Tableau) and b.cle == "acteurs_themes")
    assert sum(float(str(ligne[2])) for ligne in themes.brutes) == 0


@pytest.mark.parametrize("cle", ["perimetre", "annexes"])
def test_l_apercu_d_une_section_est_celle_du_document_entier(cle: str) -> None:
    voulues = ("freins", "perimetre", "annexes")
    demande = Demande(*LYON, sections=voulues)
    entiere = next(s for s in composition.composer(demande, releve()).sections if s.cle == cle)
    assert fabrique.apercu(demande, releve(), cle, lambda *_: None) == ecran.ecrire(entiere)
    assert composition.composer_section(demande, releve(), cle).numero == entiere.numero


def test_une_section_absente_du_document_n_a_pas_d_apercu() -> None:
    with pytest.raises(SectionInconnue, match="absente du document"):
        composition.composer_section(Demande(*LYON, sections=("freins",)), Releve(), "plan")


def test_deux_organismes_de_meme_nom_et_de_natures_differentes_gardent_chacun_leur_parole() -> None:
    bloc = next(bloc for bloc in diagnostic().section("chomage").blocs if bloc.question)
    natures = [nature for nature in NaturePartenaire if nature not in bloc.questions][:2]
    cle, _ = bloc.demander(natures[0])
    recue = Contribution(cle, "La Mission", natures[0], "", "Parole unique", "2026-11-30")
    invites = tuple(Invite("La Mission", nature) for nature in natures)
    demande = Demande(*LYON, sections=("chomage",), invites=invites)
    composee = composition.composer(demande, Releve(contributions=(recue,)))
    posees = [q for b in composee.blocs if isinstance(b, Questions) for q in b.questions if q.cle == cle]
    assert [len(question.reponses) for question in posees] == [1, 0]


def test_une_liste_coupee_dit_ce_qu_elle_tait() -> None:
    modele = releve().fiches[0]
    actions = tuple(
        modele.model_copy(update={"cle": f"clause-{rang}", "theme": Theme.CLAUSE_SOCIALE}) for rang in range(13)
    )
    demande = Demande("france", "FR", comparateurs=(), sections=("clause",))
    blocs = list(composition.composer(demande, Releve(actions, releve().maisons)).blocs)
    (tableau,) = [bloc for bloc in blocs if isinstance(bloc, Tableau) and bloc.cle == "clause_actions"]
    assert len(tableau.lignes) == 10
    assert any(
        "autres actions relevées ici\u00a0: 3." in dite for b in blocs if isinstance(b, Texte) for dite in b.phrases
    )

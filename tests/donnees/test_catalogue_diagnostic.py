"""Le diagnostic écrit d'avance : chaque bloc a ses questions, chaque partenaire la sienne, aucune ligne morte."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from donnees.catalogue import charger
from donnees.catalogue.diagnostic import Bloc, Section, diagnostic, lire
from donnees.catalogue.lecture_yaml import lire_yaml
from donnees.chemins import CATALOGUE, RACINE
from donnees.erreurs import CatalogueInvalide
from donnees.vocabulaire import NaturePartenaire

MOTS_MAX = 40
PROPRES_MIN = 5
BLOCS = list(diagnostic().blocs)
INTERROGES = [bloc for bloc in BLOCS if bloc.question]
SECTIONS = list(diagnostic().sections)


def _id(fiche: Bloc | Section) -> str:
    return fiche.id


@pytest.mark.parametrize("section", SECTIONS, ids=_id)
def test_chaque_bloc_hors_annexes_a_ses_questions(section: Section) -> None:
    assert section.blocs
    for bloc in section.blocs:
        assert bool(bloc.question) == section.numerotee, bloc.id


@pytest.mark.parametrize("bloc", INTERROGES, ids=_id)
def test_chaque_nature_de_partenaire_est_servie_et_les_principales_ont_la_leur(bloc: Bloc) -> None:
    for nature in NaturePartenaire:
        cle, texte = bloc.demander(nature)
        assert bloc.demandes[cle] == texte
    assert set(diagnostic().principales) <= set(bloc.questions)


@pytest.mark.parametrize("nature", NaturePartenaire)
def test_chaque_nature_a_des_questions_de_son_metier(nature: NaturePartenaire) -> None:
    assert sum(nature in bloc.questions for bloc in BLOCS) >= PROPRES_MIN


@pytest.mark.parametrize("bloc", INTERROGES, ids=_id)
def test_une_question_est_precise_et_se_lit_d_un_trait(bloc: Bloc) -> None:
    for texte in bloc.demandes.values():
        assert texte[0].isupper(), texte
        assert len(texte.split()) <= MOTS_MAX, texte
        assert not re.search(r"commentaire|vo(s|tre) (avis|remarque|observation)", texte.lower()), texte
        assert not set("’{}") & set(texte), texte


@pytest.mark.parametrize("section", SECTIONS, ids=_id)
def test_un_titre_ne_repete_ni_l_intertitre_ni_la_section(section: Section) -> None:
    titres = Counter([section.titre, *section.intertitres.values(), *(bloc.titre for bloc in section.blocs)])
    assert max(titres.values()) == 1


def test_aucune_question_ne_se_pose_deux_fois() -> None:
    textes = Counter(texte for bloc in BLOCS for texte in bloc.demandes.values())
    assert [texte for texte, nombre in textes.items() if nombre > 1] == []


def test_les_cles_sont_uniques() -> None:
    cles = Counter(cle for bloc in BLOCS for cle in bloc.demandes)
    assert max(cles.values()) == 1
    assert len({bloc.id for bloc in BLOCS}) == len(BLOCS)


MODULES = {
    chemin.stem: chemin.read_text(encoding="utf-8")
    for dossier in ("sections", "blocs", ".")
    for chemin in (RACINE / "geo" / "documents" / dossier).glob("*.py")
}


def _nommee(cle: str, code: str) -> bool:
    return re.search(rf"""["']{cle}["']""", code) is not None


@pytest.mark.parametrize("section", SECTIONS, ids=_id)
def test_aucun_texte_de_section_n_est_mort(section: Section) -> None:
    """Chaque clé est nommée par le module de la section, ou par la règle des faits."""
    code = MODULES[section.id] + MODULES["faits"]
    cles = [*section.textes, *section.listes]
    assert [cle for cle in cles if not _nommee(cle, code)] == []


def test_aucun_mot_commun_n_est_mort() -> None:
    code = "".join(MODULES.values())
    assert [mot for mot in diagnostic().mots if not _nommee(mot, code)] == []


def test_un_enjeu_ne_nait_que_d_un_fait_possible() -> None:
    assert {cle for enjeu in diagnostic().enjeux for cle in enjeu.indicateurs} <= set(diagnostic().faits)
    assert all(enjeu.indicateurs or enjeu.secteurs for enjeu in diagnostic().enjeux)


def test_chaque_fait_defavorable_trouve_son_enjeu() -> None:
    touches = [cle for enjeu in diagnostic().enjeux for cle in enjeu.indicateurs]
    assert sorted(touches) == sorted(diagnostic().faits)
    assert sum(enjeu.secteurs for enjeu in diagnostic().enjeux) == 1


def _copie(tmp_path: Path, geste: Callable[[dict[str, Any]], object]) -> Path:
    fichier = tmp_path / "diagnostic.yml"
    brut = yaml.safe_load((CATALOGUE / "diagnostic.yml").read_text(encoding="utf-8"))
    geste(brut)
    fichier.write_text(yaml.safe_dump(brut, allow_unicode=True), encoding="utf-8")
    return fichier


def test_la_copie_intacte_est_lue(tmp_path: Path) -> None:
    assert lire(_copie(tmp_path, lambda _: None), charger()) == diagnostic()


@pytest.mark.parametrize(
    ("geste", "attendu"),
    [
        (lambda d: d["sections"].append(d["sections"][0]), "section « essentiel » : identifiant en double"),
        (lambda d: d["sections"][0]["blocs"].append(d["sections"][1]["blocs"][0]), "bloc « perimetre_carte »"),
        (lambda d: d["sections"][0]["blocs"][0].update(question="Sans fin."), "texte qui n'a pas la forme attendue"),
        (lambda d: d["sections"][0]["blocs"][0].pop("question"), "une question générale est due"),
        (lambda d: d["sections"][0]["blocs"][0]["questions"].update(mairie="Qui ?"), "questions.mairie"),
        (lambda d: d["sections"][2]["blocs"][0]["indicateurs"].append("bonheur"), "« bonheur » : absent du catalogue"),
        (lambda d: d["faits"].append("densite"), "« densite » : sans sens"),
        (lambda d: d["enjeux"][0]["indicateurs"].append("bonheur"), "enjeu « acces_emploi », indicateur « bonheur »"),
        (lambda d: d["destinataires"].pop("epci"), "destinataires, « epci » : absent"),
        (lambda d: d.update(couleur="bleu"), "champ inconnu"),
    ],
)
def test_un_diagnostic_faux_est_refuse(tmp_path: Path, geste: Callable[[dict[str, Any]], object], attendu: str) -> None:
    with pytest.raises(CatalogueInvalide, match=attendu):
        lire(_copie(tmp_path, geste), charger())


def test_un_fichier_illisible_est_dit(tmp_path: Path) -> None:
    fichier = tmp_path / "diagnostic.yml"
    fichier.write_text("titre: [", encoding="utf-8")
    with pytest.raises(CatalogueInvalide, match="YAML illisible"):
        lire(fichier, charger())


def _textes(brut: object) -> list[str]:
    if isinstance(brut, dict):
        return [texte for valeur in brut.values() for texte in _textes(valeur)]
    if isinstance(brut, list):
        return [texte for valeur in brut for texte in _textes(valeur)]
    return [brut] if isinstance(brut, str) else []


@pytest.mark.parametrize("fichier", sorted(CATALOGUE.rglob("*.yml")), ids=lambda fichier: fichier.stem)
def test_aucun_texte_ne_compte_sur_une_espace_en_bord_que_la_lecture_retire(fichier: Path) -> None:
    assert [texte for texte in _textes(lire_yaml(fichier)) if texte.rstrip("\n") != texte.strip()] == []

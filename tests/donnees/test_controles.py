"""Mesurer un contrôle, et refuser celui qui ne va pas à sa table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pydantic import ValidationError

from donnees.__main__ import principal
from donnees.catalogue import charger
from donnees.catalogue.controles import Controle
from donnees.controles.evaluation import Constat, Decoupage, Lecture, constater
from donnees.controles.lectures import LECTEURS
from donnees.controles.releve import exiger, relever
from donnees.erreurs import CatalogueInvalide, ControleRefuse
from donnees.etapes import elagage
from donnees.lecture.socle import Brut

TABLE = pd.DataFrame(
    {
        "code": ["01004", "33064", "75056"],
        "annee": [2023, 2024, 2024],
        "valeur": [10.0, None, 30.0],
        "nom": ["a", "", "c"],
    }
)
PAYS = Decoupage({"commune": frozenset({"01004", "33063"}), "zone_emploi": frozenset({"8405"})}, {"33064": "33063"})
DECLARES: dict[str, Any] = {"lignes_dites": 3, "par_annee": {"2023": 10, "2024": 30}}


def _constater(**fiche: Any) -> list[Constat]:
    controle = Controle.model_validate(fiche)
    return list(constater("essai", controle, Lecture(TABLE, "essai.csv", DECLARES), PAYS))


# --- Mesurer ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fiche", "trouve"),
    [
        ({"type": "lignes"}, 3),
        ({"type": "lignes", "parmi": {"annee": "2024"}}, 2),
        ({"type": "distincts", "colonne": "annee"}, 2),
        ({"type": "renseignes", "colonne": "valeur"}, 2),
        ({"type": "renseignes", "colonne": "nom"}, 2),
        ({"type": "couverture", "colonne": "code", "niveau": "commune"}, 2),
        ({"type": "somme", "colonne": "valeur"}, 40),
        ({"type": "moyenne", "colonne": "valeur"}, 20),
        ({"type": "minimum", "colonne": "valeur"}, 10),
        ({"type": "maximum", "colonne": "valeur"}, 30),
    ],
)
def test_chaque_mesure_dit_son_chiffre_et_refuse_le_suivant(fiche: dict[str, Any], trouve: float) -> None:
    (juste,) = _constater(**fiche, attendu=trouve)
    (faux,) = _constater(**fiche, attendu=trouve * 1.2)
    assert (juste.tenu, juste.trouve, faux.tenu) == (True, trouve, False)


def test_un_chiffre_par_valeur_d_une_colonne_et_les_comptes_du_fichier() -> None:
    par_annee = _constater(type="somme", colonne="valeur", par="annee", attendu={"2023": 10, "2024": 31})
    assert [constat.tenu for constat in par_annee] == [True, False]
    assert par_annee[1].controle == "somme de « valeur », annee = 2024"
    assert all(c.tenu for c in _constater(type="somme", colonne="valeur", par="annee", attendu="par_annee"))
    assert _constater(type="lignes", attendu="lignes_dites")[0].tenu


def test_une_mesure_sans_rien_ne_tient_jamais() -> None:
    (constat,) = _constater(type="moyenne", colonne="valeur", parmi={"annee": "1999"}, attendu=0, tolerance=50)
    assert not constat.tenu
    with pytest.raises(ControleRefuse, match="trouvé rien"):
        exiger([constat])


@pytest.mark.parametrize(("attendu", "tenu"), [(40.2, True), (39.81, True), (40.3, False), (39.7, False)])
def test_la_tolerance_est_relative_et_vaut_des_deux_cotes(attendu: float, tenu: bool) -> None:  # noqa: FBT001 - un cas
    assert _constater(type="somme", colonne="valeur", attendu=attendu)[0].tenu is tenu


# --- Les fiches ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fiche", "message"),
    [
        ({"type": "somme", "colonne": "absente", "attendu": 1}, "colonne « absente » absente"),
        ({"type": "lignes", "parmi": {"absente": "x"}, "attendu": 1}, "colonne « absente » absente"),
        ({"type": "lignes", "attendu": "inconnu"}, "compte « inconnu » que le fichier ne déclare pas"),
        ({"type": "lignes", "attendu": "par_annee"}, "un chiffre par valeur de « par »"),
        ({"type": "lignes", "par": "annee", "attendu": "lignes_dites"}, "un chiffre par valeur de « par »"),
    ],
)
def test_un_controle_qui_ne_va_pas_a_sa_table_est_nomme(fiche: dict[str, Any], message: str) -> None:
    with pytest.raises(CatalogueInvalide, match="fiche « essai »") as erreur:
        _constater(**fiche)
    assert message in str(erreur.value)


@pytest.mark.parametrize(
    "fiche",
    [
        {"type": "somme", "attendu": 1},
        {"type": "lignes", "colonne": "code", "attendu": 1},
        {"type": "couverture", "colonne": "code", "attendu": 1},
        {"type": "somme", "colonne": "valeur", "niveau": "commune", "attendu": 1},
        {"type": "lignes", "attendu": {"2024": 1}},
        {"type": "lignes", "par": "annee", "attendu": 1},
        {"type": "lignes", "par": "annee", "attendu": {}},
        {"type": "lignes", "attendu": 1, "tolerance": -1},
        {"type": "mediane", "colonne": "valeur", "attendu": 1},
    ],
)
def test_un_controle_mal_forme_est_refuse(fiche: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Controle.model_validate(fiche)


def test_chaque_source_a_ses_lecteurs_et_chaque_table_ses_controles(tmp_path: Path) -> None:
    sources = charger().sources
    assert set(LECTEURS) == set(sources)
    for source in sources.values():
        assert {controle.table for controle in source.controles} == set(LECTEURS[source.id]), source.id
    siens = tuple(c for c in sources["insee_bpe_2020"].controles if c.table == "types")
    muette = sources["insee_bpe_2020"].model_copy(update={"controles": siens})
    with pytest.raises(CatalogueInvalide, match=r"« insee_bpe_2020 ».*commerces, types.*\(types\)"):
        exiger(relever(_communes(tmp_path), [muette]))


def test_la_part_secrete_dite_est_celle_des_controles() -> None:
    """Classe : une part dont le texte se trompe de dénominateur (des lignes dites projets)."""
    source = charger().sources["france_travail_bmo"]
    chiffres = {
        (c.table, c.type): c.attendu for c in source.controles if c.colonne in {None, "projets"} and not c.parmi
    }
    parts = [
        100 - 100 * float(str(chiffres[table, "renseignes"])) / float(str(chiffres[table, "lignes"]))
        for table in LECTEURS["france_travail_bmo"]
    ]
    attendu = f"{min(parts):.0f} à {max(parts):.0f} % des lignes"
    assert any(attendu in texte for texte in source.precautions)


def test_chaque_colonne_de_l_observatoire_qu_un_indicateur_emploie_a_son_chiffre() -> None:
    """Classe : deux colonnes de parts échangées, que ni les comptes ni un total ne voient."""
    moyennes = (c.attendu for c in charger().sources["observatoire_ze"].controles if c.par == "variable")
    controlees = {variable for attendu in moyennes if isinstance(attendu, dict) for variable in attendu}
    employees = {nom.removeprefix("obs_") for nom in elagage.utiles() if nom.startswith("obs_")}
    assert employees
    assert employees <= controlees


def test_une_source_inconnue_est_nommee(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert principal(["controler", "insee_reve", "--brut", str(tmp_path)]) == 1
    assert "aucune fiche « insee_reve »" in capsys.readouterr().err


def _communes(racine: Path) -> Brut:
    """Un dossier de bruts qui n'a que son découpage : deux communes."""
    (racine / "territoires").mkdir()
    colonnes = {"code_commune": ["01004", "33063"], "ze2020": "8405", "lib_ze2020": "B", "epci": "200069193"}
    table = pd.DataFrame({**colonnes, "dep": "01", "reg": "84", "canov": "0101"})
    table.to_parquet(racine / "territoires" / "commune_ze2020.parquet")
    historique = "code_historique,code_commune\n33064,33063\n"
    (racine / "territoires" / "commune_historique_ze2020.csv").write_text(historique)
    return Brut(racine)

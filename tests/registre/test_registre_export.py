"""Exporter : aller-retour exact, formules neutralisées, GeoJSON, calendrier, modèle et schéma."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, date, datetime
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # la bibliothèque n'annonce pas ses types
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from donnees.registre import __main__ as commande
from donnees.registre import echanges, services
from donnees.registre.echanges import COLONNES, Verdict, exportation, modele, schema
from donnees.registre.echanges.calendrier import bornes
from donnees.registre.echanges.fichiers import lire
from donnees.registre.erreurs import ExportImpossible
from donnees.registre.services import Saisie
from tests.registre.atelier_registre import ADMIN, Atelier, saisie

NOMS = [colonne.nom for colonne in COLONNES]
HOSTILES = (
    '=HYPERLINK("http://x";"y")',
    "'=1+1",
    "''@SUM(A1)",
    "-2+3 ; a | b \\; \\\\",
    "\t\r\n",
    ' "guillemets" ; "" ',
    "ligne 1\r\nligne 2\rligne 3\nfin ",
    "👩🏽‍🚀 ﷽ \u202edroite\u202c \u200b",
    "<script>alert(1)</script>",
    "_x000D_ _x005F_ \x01\x1b\x7f\x85\u2028\ufffe\uffff",
    "<r><t>enrichi</t></r>",
    "<r>=1&</r>",
    "nul",
    "1e3",
)
TEXTE = st.sampled_from(HOSTILES) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
NOM = TEXTE.map(lambda texte: f"{texte}x"[-300:])
COURT = TEXTE.map(lambda texte: texte[:2_000])
DEGRES = st.floats(-90, 90)
MONTANT = st.decimals(0, 10**9, places=2) | st.none()


@st.composite
def _champs(tirer: st.DrawFn) -> dict[str, Any]:
    """Champs hostiles d'une saisie valable."""
    partenaires = tirer(st.lists(st.tuples(NOM, st.sampled_from(["etat", "association"]), NOM), max_size=3))
    financeurs = tirer(st.lists(st.tuples(st.sampled_from(["etat", "autre"]), COURT, MONTANT), max_size=3))
    elu = tirer(st.booleans())
    return {
        **{nom: tirer(COURT) for nom in ("description", "pilote", "public", "empechement", "source")},
        "titre": tirer(NOM),
        "elu_nom": tirer(NOM) if elu else "",
        "elu_mandat": tirer(NOM) if elu else "",
        "partenaires": [
            {"nom": nom, "nature": nature, "role": role}
            for (nom, nature), role in {(nom, nature): role for nom, nature, role in partenaires}.items()
        ],
        "financeurs": [
            {"nature": nature, "nom": nom, "montant": montant}
            for (nature, nom), montant in {(nature, nom): montant for nature, nom, montant in financeurs}.items()
        ],
        **tirer(st.just({"lon": None, "lat": None}) | st.fixed_dictionaries({"lon": DEGRES, "lat": DEGRES})),
        "budget": tirer(MONTANT),
        "etp": tirer(st.decimals(0, 9_999, places=2) | st.none()),
        "fiabilite": tirer(st.sampled_from(["A", None])),
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lot=st.lists(_champs(), min_size=1, max_size=3))
def test_exporter_puis_reimporter_ne_change_rien(atelier: Atelier, lot: list[dict[str, Any]]) -> None:
    fiches = [atelier.creer(**champs) for champs in lot]
    for octets in (exportation.csv(fiches), exportation.xlsx(fiches)):
        rapport = echanges.examiner(atelier.registre, ADMIN, octets)
        assert [(ligne.cle, ligne.verdict) for ligne in rapport.lignes] == [
            (fiche.cle, Verdict.INCHANGEE) for fiche in fiches
        ]


def test_csv_a_la_francaise_sans_formule(atelier: Atelier) -> None:
    octets = exportation.csv([atelier.creer(titre="=1+1", description="-x", lon=-1.5, lat=48.0)])
    assert octets.startswith(b"\xef\xbb\xbfcle;titre;")
    ligne = octets.decode("utf-8-sig").split("\r\n")[1]
    assert ";'=1+1;'-x;" in ligne
    assert ";-1,5;48;" in ligne
    assert ";12000,5;" in ligne


def test_xlsx_meme_colonnes_et_mode_d_emploi(atelier: Atelier) -> None:
    livre = openpyxl.load_workbook(io.BytesIO(exportation.xlsx([atelier.creer(titre="=1+1")])))
    assert livre.sheetnames == ["Actions", "Mode d'emploi", "Listes"]
    lignes = list(livre["Actions"].iter_rows())
    assert [cellule.value for cellule in lignes[0]] == NOMS
    par_nom = dict(zip(NOMS, lignes[1], strict=True))
    assert (par_nom["titre"].data_type, par_nom["titre"].value) == ("s", "'=1+1")
    assert (par_nom["budget"].data_type, par_nom["budget"].value) == ("n", 12000.5)
    assert (par_nom["etp"].data_type, par_nom["etp"].value) == ("n", 1.25)


def test_xlsx_texte_trop_long_pour_une_cellule(atelier: Atelier) -> None:
    fiche = atelier.creer(description="x" * 40_000)
    with pytest.raises(ExportImpossible, match=r"Description : 40000 caractères.*Exporter en CSV"):
        exportation.xlsx([fiche])
    assert echanges.examiner(atelier.registre, ADMIN, exportation.csv([fiche])).compte(Verdict.INCHANGEE) == 1


def test_modele_a_remplir(atelier: Atelier) -> None:
    maisons = services.maisons(atelier.registre, ADMIN)
    assert lire(modele.csv()) == lire(modele.xlsx()) == lire(modele.xlsx(maisons)) == []
    livre = openpyxl.load_workbook(io.BytesIO(modele.xlsx(maisons)))
    notice = {ligne[0]: ligne for ligne in livre["Mode d'emploi"].iter_rows(values_only=True)}
    for colonne in COLONNES:
        assert notice[colonne.nom][1:4] == (colonne.libelle, "oui" if colonne.obligatoire else "non", colonne.aide)
        assert notice[colonne.nom][5] == colonne.exemple
    validations = {str(v.sqref): v.formula1 for v in livre["Actions"].data_validations.dataValidation}
    for nom in ("theme", "axe_2013", "role_maison", "statut", "fiabilite", "maison"):
        lettre = openpyxl.utils.get_column_letter(NOMS.index(nom) + 1)
        plage = re.fullmatch(r"Listes!(.+)", validations[f"{lettre}2:{lettre}10001"])
        assert plage is not None
        lus = [ligne[0].value for ligne in livre["Listes"][plage.group(1).replace("$", "")]]
        assert lus == ([m.cle for m in maisons] if nom == "maison" else list(_choix(nom)))
    assert modele.xlsx() == modele.xlsx()


def _choix(nom: str) -> list[str]:
    return next(list(colonne.choix) for colonne in COLONNES if colonne.nom == nom)


def test_l_exemple_du_mode_d_emploi_est_juste(atelier: Atelier) -> None:
    octets = ";".join(NOMS) + "\r\n" + ";".join(f'"{colonne.exemple}"' for colonne in COLONNES)
    rapport = echanges.examiner(atelier.registre, ADMIN, octets.encode())
    assert [(ligne.verdict, ligne.problemes) for ligne in rapport.lignes] == [(Verdict.CREATION, ())]


def test_geojson(atelier: Atelier) -> None:
    place, sans, absente = (atelier.creer(titre=f"T{n} </script>") for n in range(3))
    octets = exportation.geojson([place, sans, absente], {place.cle: (-1.68, 48.11), sans.cle: None})
    lu = json.loads(octets)
    assert set(lu) == {"type", "features"}
    assert [entite["geometry"] for entite in lu["features"]] == [
        {"type": "Point", "coordinates": [-1.68, 48.11]},
        None,
        None,
    ]
    premiere = lu["features"][0]
    assert (premiere["type"], premiere["id"], premiere["properties"]["titre"]) == ("Feature", place.cle, "T0 </script>")
    assert premiere["properties"]["partenaires"][0]["role"] == "Présente les offres"
    with pytest.raises(ValueError, match="JSON"):
        exportation.geojson([place], {place.cle: (float("nan"), 0.0)})


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        ("2026-03", "2027", (date(2026, 3, 1), date(2027, 12, 31))),
        ("2024-02", "", (date(2024, 2, 1), date(2024, 2, 29))),
        ("", "2026-05-04", (date(2026, 5, 4), date(2026, 5, 4))),
        ("2026", "2026-04", (date(2026, 1, 1), date(2026, 4, 30))),
        ("2100", "", (date(2100, 1, 1), date(2100, 12, 31))),
        ("", "", None),
    ],
)
def test_bornes_des_dates_partielles(debut: str, fin: str, attendu: tuple[date, date] | None) -> None:
    assert bornes(debut, fin) == attendu


def test_icalendar(atelier: Atelier) -> None:
    abandon = atelier.creer(statut="abandonnee", debut="2026-03-10", fin="2026-03-11", titre="Été\r\nCOUPE:\x01;,")
    annee = atelier.creer(debut="2026", fin="2027-02")
    sans_date = services.dupliquer(atelier.registre, ADMIN, annee.cle, "02408-1")
    octets = exportation.icalendar([abandon, annee, sans_date], "https://atlas.example/action")
    un, deux = Calendar.from_ical(octets).walk("VEVENT")
    assert (un["uid"], deux["uid"]) == (f"{abandon.cle}@atlas-maisons-emploi", f"{annee.cle}@atlas-maisons-emploi")
    assert (un.decoded("dtstart"), un.decoded("dtend")) == (date(2026, 3, 10), date(2026, 3, 12))
    assert (deux.decoded("dtstart"), deux.decoded("dtend")) == (date(2026, 1, 1), date(2027, 3, 1))
    assert un.decoded("dtstamp") == datetime.fromisoformat(abandon.modifie_le).replace(microsecond=0).astimezone(UTC)
    assert (un["status"], "status" in deux) == ("CANCELLED", False)
    assert str(un["summary"]) == "Été\nCOUPE:;,"
    assert b"\nCATEGORIES:GPEC territoriale et branches professionnelles\r" in octets.replace(b"\r\n ", b"")
    assert un["url"] == f"https://atlas.example/action?action={abandon.cle}"
    assert "Début : date connue à l'année (2026)." in str(deux["description"])
    assert "Fin : date connue au mois (2027-02)." in str(deux["description"])
    assert "date connue" not in str(un["description"])
    assert b"VALUE=DATE" in octets
    assert "url" not in next(iter(Calendar.from_ical(exportation.icalendar([annee])).walk("VEVENT")))
    assert all(len(ligne) <= 75 for ligne in octets.split(b"\r\n"))


def test_schema_des_actions(atelier: Atelier, capsys: pytest.CaptureFixture[str]) -> None:
    assert commande.principal(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema()
    jsonschema.Draft202012Validator.check_schema(schema())
    juge = jsonschema.Draft202012Validator(schema())
    complement = {"axe_2013": 1, "axes_2009": [1], "role_maison": "animation", "debut": "2010", "maison": "35238-1"}
    semees = services.lister(atelier.registre, ADMIN)
    assert len(semees) == 125
    for fiche in [*semees, atelier.creer()]:
        lue = fiche.model_dump(mode="json", include=set(Saisie.model_fields))
        juge.validate({**lue, **{champ: lue[champ] or valeur for champ, valeur in complement.items()}})
    for propriete in schema()["properties"].values():
        assert propriete["title"]
        assert propriete["description"].endswith(".")


@pytest.mark.parametrize(
    "champs",
    [
        {"titre": " "},
        {"titre": "x" * 301},
        {"theme": "autre"},
        {"axes_2009": []},
        {"axes_2009": [1, 1]},
        {"debut": ""},
        {"debut": "mars 2026"},
        {"fin": "2026/04"},
        {"role_maison": "offre_propre"},
        {"maison": ""},
        {"budget": "cher"},
        {"budget": "-1"},
        {"etp": "deux"},
        {"etp": "-1"},
        {"etp": "10000"},
        {"etp": "1.234"},
        {"empechement": "x" * 2_001},
        {"lieux": [{"niveau": "commune", "code": "350"}]},
        {"lieux": [{"niveau": "pays", "code": "35238"}]},
        {"partenaires": [{"nom": "GRETA", "nature": "organisme_formation"}]},
        {"financeurs": [{"nature": "etat", "montant": "1.234"}]},
        {"lon": 1.5},
        {"elu_mandat": ""},
        {"courriel": "a@b.fr"},
    ],
    ids=str,
)
def test_schema_et_validation_refusent_la_meme_saisie(champs: dict[str, Any]) -> None:
    fausse = json.loads(json.dumps(saisie(**champs)))
    assert not jsonschema.Draft202012Validator(schema()).is_valid(fausse)
    assert jsonschema.Draft202012Validator(schema()).is_valid(json.loads(json.dumps(saisie())))
    with pytest.raises(ValueError, match="Saisie refusée"):
        services.valider(saisie(**champs))

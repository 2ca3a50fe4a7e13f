"""Le catalogue : chaque fiche est bien formée, sourcée, et les données la confirment."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from donnees.catalogue import charger, lire
from donnees.catalogue.modeles import Catalogue
from donnees.catalogue.periodes import developper, rang
from donnees.chemins import CATALOGUE, PRODUITS
from donnees.erreurs import CatalogueInvalide, IndicateurInconnu
from donnees.etapes.valeurs import ecarts
from donnees.schemas import SCHEMAS

THEMES = [
    "chomage",
    "emploi",
    "secteurs",
    "recrutement",
    "population",
    "formation_metiers",
    "revenus",
    "entreprises",
    "commerces",
    "programmes",
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return charger()


@pytest.fixture(scope="module")
def valeurs() -> pd.DataFrame:
    chemin = PRODUITS / "valeurs.parquet"
    if not chemin.is_file():
        pytest.skip("donnees/produits/valeurs.parquet absent : lancer « python -m donnees construire »")
    return pd.read_parquet(chemin)


@pytest.fixture
def copie(tmp_path: Path) -> Path:
    """Une copie du vrai catalogue, à abîmer."""
    for nom in ("themes.yml", "sources.yml"):
        shutil.copy(CATALOGUE / nom, tmp_path / nom)
    shutil.copytree(CATALOGUE / "indicateurs", tmp_path / "indicateurs")
    return tmp_path


def _retoucher(chemin: Path, identifiant: str, **champs: Any) -> None:
    fiches = yaml.safe_load(chemin.read_text(encoding="utf-8"))
    fiche = next(fiche for fiche in fiches if fiche["id"] == identifiant)
    for champ, valeur in champs.items():
        if valeur is None:
            del fiche[champ]
        else:
            fiche[champ] = valeur
    chemin.write_text(yaml.safe_dump(fiches, allow_unicode=True), encoding="utf-8")


def test_couvre_tous_les_themes_et_assez_de_zones(catalogue: Catalogue) -> None:
    assert [theme.id for theme in sorted(catalogue.themes.values(), key=lambda theme: theme.ordre)] == THEMES
    assert sum("zone_emploi" in fiche.niveaux for fiche in catalogue.indicateurs.values()) >= 45


def test_indicateur_inconnu_est_nomme(catalogue: Catalogue) -> None:
    assert catalogue.indicateur("emploi_prive").unite == "emplois"
    with pytest.raises(IndicateurInconnu, match="bonheur_brut"):
        catalogue.indicateur("bonheur_brut")


def test_localise_et_recensement_ne_partagent_ni_nom_ni_echelle(catalogue: Catalogue) -> None:
    chomage = [fiche for fiche in catalogue.indicateurs.values() if fiche.theme == "chomage"]
    par_famille = {
        famille: {
            champ: {getattr(fiche, champ) for fiche in chomage if fiche.famille_mesure == famille}
            for champ in ("libelle", "libelle_court", "echelle")
        }
        for famille in ("localise", "recensement")
    }
    for champ in ("libelle", "libelle_court", "echelle"):
        assert par_famille["localise"][champ]
        assert not par_famille["localise"][champ] & par_famille["recensement"][champ]


def test_adresses_officielles_seulement_et_jamais_l_accueil_d_un_site(catalogue: Catalogue) -> None:
    producteurs = re.compile(
        r"https://([a-z-]+\.)*(insee\.fr|urssaf\.fr|francetravail\.org|[a-z-]+\.gouv\.fr|ign\.fr)/(?=.)"
    )
    connues = [source for source in catalogue.sources.values() if source.adresse]
    assert len(connues) > len(catalogue.sources) // 2
    assert [(s.id, s.adresse) for s in connues if not producteurs.match(s.adresse)] == []


def test_les_sources_d_une_serie_couvrent_chacune_de_ses_dates(catalogue: Catalogue) -> None:
    for fiche in catalogue.indicateurs.values():
        citees = catalogue.sources_des(fiche, fiche.periodes)
        for periode in fiche.periodes:
            assert {s.id for s in catalogue.sources_de(fiche, periode)} <= {s.id for s in citees}, (fiche.id, periode)
    serie = catalogue.indicateur("chomage_localise")
    assert len(catalogue.sources_des(serie, serie.periodes)) > len(catalogue.sources_des(serie, serie.periodes[-1:]))


def test_aucune_apostrophe_ni_tiret_de_rechange(catalogue: Catalogue) -> None:
    for fiche in catalogue.indicateurs.values():
        textes = (fiche.libelle, fiche.libelle_court, fiche.question, fiche.mention, *fiche.precautions)
        for texte in textes:
            assert not re.search("’|  |^ | $", texte), f"{fiche.id} : {texte}"
        assert fiche.libelle[0].isupper() or fiche.libelle[0].isdigit()


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"unite": None}, "champ « unite » : champ obligatoire absent"),
        ({"couleur": "rouge"}, "champ « couleur » : champ inconnu"),
        ({"libelle_court": "x" * 29}, "champ « libelle_court » : texte trop long"),
        ({"sens": "mieux"}, "champ « sens » : valeur hors de la liste admise"),
        ({"formule": {"type": "magie"}}, "champ « formule » : type de formule inconnu"),
        ({"formule": {"type": "somme", "composantes": ["a"]}}, "champ « agregation » : une formule « somme »"),
        ({"famille_mesure": None}, "champ « famille_mesure » : obligatoire"),
        ({"periodes": ["2025-T4..2003-T1"]}, "champ « periodes » : suite de périodes"),
        ({"sources": ["insee_reve"]}, "champ « sources » : source inconnue « insee_reve »"),
        ({"theme": "emploi"}, "champ « theme » : attendu « chomage »"),
        ({"echelle": "chomage_recensement"}, "échelle « chomage_recensement », champ « echelle »"),
        ({"libelle": "Taux de chômage"}, "champ « libelle » : doit dire « localisé »"),
    ],
)
def test_fiche_mal_formee_est_nommee(copie: Path, champs: dict[str, Any], attendu: str) -> None:
    _retoucher(copie / "indicateurs" / "chomage.yml", "chomage_localise", **champs)
    with pytest.raises(CatalogueInvalide) as erreur:
        lire(copie)
    message = str(erreur.value)
    assert attendu in message
    assert "echelle" in champs or ("chomage.yml" in message and "chomage_localise" in message)


def test_deux_fiches_de_meme_libelle(copie: Path) -> None:
    _retoucher(copie / "indicateurs" / "emploi.yml", "temps_partiel", libelle="part de l'emploi indépendant")
    with pytest.raises(CatalogueInvalide, match=r"emploi_independant|temps_partiel") as erreur:
        lire(copie)
    assert "champ « libelle » : même texte" in str(erreur.value)


def test_identifiant_en_double(copie: Path) -> None:
    _retoucher(copie / "indicateurs" / "emploi.yml", "temps_partiel", id="emploi_prive")
    with pytest.raises(CatalogueInvalide, match="« emploi_prive », champ « id »"):
        lire(copie)


def test_source_non_citee(copie: Path) -> None:
    _retoucher(copie / "sources.yml", "ign_admin_express", produits=[])
    with pytest.raises(CatalogueInvalide, match="« ign_admin_express » : citée par aucun indicateur"):
        lire(copie)


def test_ecart_d_un_indicateur_absent(copie: Path) -> None:
    formule = {"type": "difference", "indicateur": "absent", "ecart": 4}
    _retoucher(copie / "indicateurs" / "chomage.yml", "chomage_localise_evolution_1_an", formule=formule)
    with pytest.raises(CatalogueInvalide, match="indicateur de base inconnu « absent »"):
        lire(copie)


@pytest.mark.parametrize("contenu", ["a: [", "fiches: 3", "- juste un texte"])
def test_yaml_abime_nomme_le_fichier(copie: Path, contenu: str) -> None:
    (copie / "themes.yml").write_text(contenu, encoding="utf-8")
    with pytest.raises(CatalogueInvalide, match=r"themes\.yml"):
        lire(copie)


def test_periodes() -> None:
    assert developper("2003-T3..2004-T1") == ["2003-T3", "2003-T4", "2004-T1"]
    assert developper("2014..2016") == ["2014", "2015", "2016"]
    assert rang("2025-T4") - rang("2024-T4") == 4
    with pytest.raises(ValueError, match="attendu AAAA"):
        rang("25-T4")


def test_ni_fiche_sans_donnees_ni_donnees_sans_fiche(catalogue: Catalogue, valeurs: pd.DataFrame) -> None:
    assert set(valeurs["indicateur"]) == set(catalogue.indicateurs)
    defauts = [
        defaut
        for identifiant, table in valeurs.groupby("indicateur")
        for defaut in ecarts(catalogue.indicateur(str(identifiant)), table)
    ]
    assert not defauts, "\n".join(defauts)


def test_une_fiche_menteuse_serait_vue(catalogue: Catalogue) -> None:
    fiche = catalogue.indicateur("projets_pour_100_emplois").model_copy(update={"periodes": ("2023", "2030")})
    ligne = {"niveau": "zone_emploi", "code": "0051", "valeur": 3.0, "statut": "e"}
    table = pd.DataFrame([{**ligne, "periode": "2023"}, {**ligne, "periode": "2024"}])
    assert [defaut.rsplit(" : ", 1)[1] for defaut in ecarts(fiche, table)] == [
        "sans données pour 2030.",
        "données non annoncées pour 2024.",
    ]


def test_chaque_brut_lu_a_sa_source_et_inversement(catalogue: Catalogue) -> None:
    chemin = PRODUITS / "manifeste.json"
    if not chemin.is_file():
        pytest.skip("donnees/produits/manifeste.json absent : lancer « python -m donnees construire »")
    lus = set(json.loads(chemin.read_text(encoding="utf-8"))["sources"])
    decrits = {fichier for source in catalogue.sources.values() for fichier in source.fichiers}
    assert not lus - decrits, f"fichiers lus par la construction et sans fiche de source : {sorted(lus - decrits)}"
    assert not decrits - lus, (
        f"fichiers décrits par une source et que la construction ne lit pas : {sorted(decrits - lus)}"
    )


def test_chaque_fichier_n_a_qu_une_source(catalogue: Catalogue) -> None:
    """Sauf un paquet, qui réunit plusieurs producteurs (contours de l'IGN, mairies de la DILA)."""
    fichiers = [f for source in catalogue.sources.values() for f in source.fichiers if not f.startswith("pypi:")]
    assert len(fichiers) == len(set(fichiers))


def test_chaque_produit_a_une_source(catalogue: Catalogue) -> None:
    cites = {produit for source in catalogue.sources.values() for produit in source.produits}
    derives = {"composantes", "valeurs", "intervalles", "points"}
    assert cites <= {*SCHEMAS, "contours"}
    assert set(SCHEMAS) - derives <= cites

"""Recherche : accents, casse, abréviations, codes, homonymes, textes hostiles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees import entrepot
from geo.territoires.recherche import GENRES, ORDRE, chercher, normaliser


def _codes(texte: str, genre: str = "commune", maximum: int = 12) -> list[str]:
    return [lieu.code for lieu in chercher(texte, maximum) if lieu.genre == genre]


@pytest.mark.parametrize(
    "texte",
    [
        "Saint-Étienne",
        "saint etienne",
        "SAINT ETIENNE",
        "st étienne",
        "St-Etienne",
        "  saint   étienne ",
        "Saint\u2010Étienne",
        "Saint-E\u0301tienne",
        "42218",
        "42000",
        "42100",
    ],
)
def test_saint_etienne_s_ecrit_de_bien_des_facons(texte: str) -> None:
    assert _codes(texte)[0] == "42218"


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("Oeyregave", "40206"),
        ("œyregave", "40206"),
        ("L'Haÿ-les-Roses", "94038"),
        ("l hay les roses", "94038"),
        ("L’Haÿ‑les‑Roses", "94038"),
        ("ste marie aux mines", "68298"),
        ("2a004", "2A004"),
        ("2A004", "2A004"),
        ("20000", "2A004"),
        ("mamoudzou", "97611"),
    ],
)
def test_ecritures_particulieres(texte: str, code: str) -> None:
    assert code in _codes(texte)


def test_un_code_postal_rend_toutes_ses_communes() -> None:
    communes = entrepot.territoires("commune")
    attendues = set(communes.index[communes["codes_postaux"].str.split().map(lambda codes: "01300" in codes)])
    assert len(attendues) > 5
    assert set(_codes("01300", maximum=100)) == attendues


def test_zones_homonymes_distinguees() -> None:
    zones = [lieu for lieu in chercher("Le Sud", 50) if lieu.genre == "zone_emploi"]
    deux = {lieu.libelle for lieu in zones if lieu.libelle.startswith("Le Sud (")}
    assert deux == {"Le Sud (La Réunion)", "Le Sud (Martinique)"}
    assert [lieu.code for lieu in chercher("le sud réunion") if lieu.genre == "zone_emploi"] == ["0404"]


def test_communes_homonymes_distinguees() -> None:
    trouvees = [lieu for lieu in chercher("saint denis", 60) if lieu.genre == "commune"]
    assert len({lieu.libelle for lieu in trouvees}) == len(trouvees)


@pytest.mark.longue
@pytest.mark.parametrize("niveau", ["zone_emploi", "departement", "region"])
def test_chaque_territoire_se_retrouve_par_son_nom(niveau: str) -> None:
    noms = entrepot.territoires(niveau)["libelle_long"]
    perdus = [nom for code, nom in noms.items() if (niveau, code) not in {(r.genre, r.code) for r in chercher(nom)}]
    assert perdus == []


@pytest.mark.longue
def test_chaque_zone_et_chaque_maison_repondent_en_majuscules_sans_accent() -> None:
    maisons = entrepot.table("maisons")
    perdues = [m.nom for m in maisons.itertuples() if m.maison not in _codes(normaliser(str(m.nom)).upper(), "maison")]
    assert perdues == []


def test_par_code_de_zone_et_de_departement() -> None:
    assert _codes("0051", "zone_emploi") == ["0051"]
    assert "2A" in _codes("2a", "departement")


@pytest.mark.parametrize("texte", ["", " ", "a", "é", "(", "\\", "[", ".*", "🙂", "--", "\x00"])
def test_trop_court_ou_sans_lettre(texte: str) -> None:
    assert chercher(texte) == []


@pytest.mark.parametrize("texte", ["(" * 50, "a\\", "[ab", "paris)", "x" * 10_000, "ab " * 3_333, "\\b42000\\b"])
def test_texte_hostile(texte: str) -> None:
    """Dix mille caractères ne coûtent pas plus qu'un nom : moins de cent recherches de mot."""
    assert all(lieu.genre in GENRES for lieu in chercher(texte))


@settings(max_examples=40)
@given(st.text(max_size=30))
def test_tout_texte_a_une_reponse(texte: str) -> None:
    trouves = chercher(texte, 7)
    assert len(trouves) <= 7
    assert len(set(trouves)) == len(trouves)


@given(st.text(max_size=60))
def test_normaliser_stable(texte: str) -> None:
    cle = normaliser(texte)
    assert normaliser(cle) == cle
    assert set(cle) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


def test_ordre_et_genres() -> None:
    assert set(ORDRE) == set(GENRES)
    assert chercher("saint etienne")[0].genre == "zone_emploi"


@pytest.mark.parametrize(
    ("texte", "zone"), [("Lens-Hénin", "3215"), ("lens henin", "3215"), ("Nancy Vandœuvre", "4412")]
)
def test_une_zone_se_trouve_par_ses_communes_notables(texte: str, zone: str) -> None:
    assert zone in [lieu.code for lieu in chercher(texte) if lieu.genre == "zone_emploi"]


def test_un_ancien_nom_mene_a_la_commune_d_aujourd_hui() -> None:
    passages = entrepot.table("passages")
    nommes = passages[passages["libelle_ancien"] != ""].sample(40, random_state=1)
    perdus = [
        ligne.libelle_ancien
        for ligne in nommes.itertuples()
        if ligne.commune not in {lieu.code for lieu in chercher(str(ligne.libelle_ancien), 60)}
    ]
    assert perdus == []


def test_le_nom_courant_passe_avant_l_ancien() -> None:
    genres = [lieu.ancien for lieu in chercher("Saint-Denis", 30)]
    assert genres[0] == ""

"""L'état de la carte dans l'adresse : aller-retour exact, jamais d'exception, chaque refus dit."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees import entrepot
from donnees.catalogue import charger
from geo.actions.points import CATEGORIES, FIABILITES, PROGRAMMES, RESEAUX, THEMES_ACTIONS, annees_actions
from geo.mesures.classes import CLASSES_MAX, CLASSES_MIN, METHODES
from geo.mesures.repartitions import niveaux_carte, repartir
from pages.carte.etat import EtatCarte, accorder, depuis_adresse, vers_adresse
from pages.interface.texte import brut

CHAMPS = [champ.name for champ in fields(EtatCarte)]
INDICATEURS = sorted(charger().indicateurs)
ZONES = sorted(entrepot.territoires("zone_emploi").index)
PREMIERE, DERNIERE = annees_actions()
PLAUSIBLES = [
    *INDICATEURS,
    *METHODES,
    *CATEGORIES,
    *THEMES_ACTIONS,
    *RESEAUX,
    *("zone_emploi", "departement", "region", "commune", "0051", "1109", "42", "2A", "84", "42218", "2025-T4", "2022"),
    *("aucun", "A.B", "mde.mcef", "5_7.5", "-1_0", "nan", "inf", "1e400", "0", "1", "7", "2008_2015", "46.6_2.4_6"),
    *("2015_2008", "9" * 500, "\x00", "../..", "<script>", "🙂" * 3000, "1_2_3_4_5_6_7_8_9", "٣", "²", "", "_", "."),
]
quelconques = st.dictionaries(
    st.one_of(st.sampled_from(CHAMPS), st.text(max_size=8)),
    st.one_of(st.sampled_from(PLAUSIBLES), st.text(max_size=30)),
    max_size=8,
)


def _verifier(etat: EtatCarte) -> None:
    """Un état valide s'affiche : sa répartition existe, ses champs s'accordent."""
    assert etat.niveau in niveaux_carte(etat.indicateur)
    repartition = repartir(etat.indicateur, etat.niveau, etat.date, etat.zone)
    assert etat.zone == "" or (etat.zone in ZONES and etat.niveau == "commune")
    assert etat.date in {"", repartition.periode}
    assert etat.territoire == "" or etat.territoire in repartition.codes
    assert etat.methode in METHODES
    assert CLASSES_MIN <= etat.classes <= CLASSES_MAX
    assert list(etat.seuils) == sorted(set(etat.seuils))
    assert set(etat.maisons) <= set(CATEGORIES)
    assert set(etat.actions) <= set(THEMES_ACTIONS)
    assert PREMIERE <= etat.annees[0] <= etat.annees[1] <= DERNIERE


def _parmi(admis: object) -> st.SearchStrategy[tuple[str, ...]]:
    ordre = [str(cle) for cle in admis]  # type: ignore[attr-defined]  # toute suite ou table de noms
    return st.sets(st.sampled_from(ordre)).map(lambda choisis: tuple(sorted(choisis, key=ordre.index)))


@st.composite
def etats(tirer: st.DrawFn) -> EtatCarte:
    """Tout état que l'écran peut produire."""
    indicateur = tirer(st.sampled_from(INDICATEURS))
    niveau = tirer(st.sampled_from(niveaux_carte(indicateur)))
    zone = tirer(st.sampled_from(ZONES)) if niveau == "commune" else ""
    codes = str(entrepot.contour(niveau, zone)["codes"]).split(" ")
    finis = st.floats(allow_nan=False, allow_infinity=False)
    return EtatCarte(
        indicateur=indicateur,
        niveau=niveau,
        zone=zone,
        date=tirer(st.sampled_from(("", *entrepot.periodes(indicateur, niveau)))),
        territoire=tirer(st.sampled_from(["", *codes])),
        methode=tirer(st.sampled_from(sorted(METHODES))),
        classes=tirer(st.integers(CLASSES_MIN, CLASSES_MAX)),
        seuils=tuple(sorted(tirer(st.sets(finis, max_size=8)))),
        maisons=tirer(_parmi(CATEGORIES)),
        fiabilite=tirer(_parmi(FIABILITES)),
        actions=tirer(_parmi(THEMES_ACTIONS)),
        annees=tuple(sorted(tirer(st.tuples(*[st.integers(PREMIERE, DERNIERE)] * 2)))),
        reseaux=tirer(_parmi(RESEAUX)),
        programmes=tirer(_parmi(PROGRAMMES)),
        plan=tirer(st.booleans()),
        tableau=tirer(st.booleans()),
        vue=tirer(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.floats(3, 16))),
    )


@settings(max_examples=400)
@given(quelconques)
def test_toute_adresse_donne_un_etat_valide(parametres: dict[str, str]) -> None:
    etat, refus = depuis_adresse(parametres)
    _verifier(etat)
    assert depuis_adresse(vers_adresse(etat)) == (etat, [])
    assert len(refus) <= len(CHAMPS)
    assert all(len(message) < 200 for message in refus)


@given(etats())
def test_aller_retour_exact(etat: EtatCarte) -> None:
    adresse = vers_adresse(etat)
    assert depuis_adresse(adresse) == (etat, [])
    assert set(adresse) <= set(CHAMPS)
    assert all(adresse.values())


@given(etats(), st.sampled_from(INDICATEURS), st.sampled_from(["zone_emploi", "departement", "region", "commune"]))
def test_accorder_rend_toujours_un_etat_valide_et_stable(etat: EtatCarte, indicateur: str, niveau: str) -> None:
    change, _ = accorder(replace(etat, indicateur=indicateur, niveau=niveau))
    _verifier(change)
    assert change.indicateur == indicateur
    assert niveau not in niveaux_carte(indicateur) or change.niveau == niveau
    assert accorder(change) == (change, [])


def test_adresse_vide_et_etat_par_defaut() -> None:
    assert depuis_adresse({}) == (EtatCarte(), [])
    assert vers_adresse(EtatCarte()) == {}
    assert depuis_adresse({"utm_source": "x", "_": "y"}) == (EtatCarte(), [])


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("indicateur", "zut"),
        ("niveau", "planete"),
        ("zone", "9999"),
        ("date", "1789"),
        ("territoire", "zzzz"),
        ("methode", "hasard"),
        ("classes", "2"),
        ("classes", "8"),
        ("classes", "²"),
        ("classes", "5.5"),
        ("seuils", "a_b"),
        ("seuils", "nan"),
        ("seuils", "1_2_3_4_5_6_7_8_9"),
        ("maisons", "mde.zut"),
        ("fiabilite", "Z"),
        ("actions", "zut"),
        ("annees", "2015_2008"),
        ("annees", "1000_3000"),
        ("reseaux", "zut"),
        ("programmes", "zut"),
        ("plan", "oui"),
        ("tableau", "2"),
        ("vue", "1_2"),
        ("vue", "100_2_5"),
        ("vue", "46_2_99"),
        ("vue", "inf_2_5"),
    ],
)
def test_chaque_refus_est_dit(champ: str, valeur: str) -> None:
    etat, refus = depuis_adresse({champ: valeur})
    assert etat == EtatCarte()
    assert len(refus) == 1
    assert champ in refus[0]
    assert valeur in refus[0]


def test_refus_tronque_une_valeur_immense() -> None:
    (message,) = depuis_adresse({"indicateur": "x" * 10_000})[1]
    assert len(message) < 200


def test_niveau_que_l_indicateur_n_a_pas() -> None:
    etat, refus = depuis_adresse({"indicateur": "chomage_localise", "niveau": "region"})
    assert etat.niveau == "zone_emploi"
    assert any("region" in message for message in refus)


@pytest.mark.parametrize(
    "adresse",
    [
        {"indicateur": "cadres_actifs_commune"},
        {"indicateur": "population", "niveau": "commune", "territoire": "0051"},
        {"indicateur": "population", "zone": "0051"},
    ],
)
def test_rien_n_est_reproche_a_un_lien_qui_a_ete_suivi(adresse: dict[str, str]) -> None:
    etat, refus = depuis_adresse(adresse)
    assert refus == []
    assert "0051" in {etat.zone, etat.territoire} or etat.indicateur == "cadres_actifs_commune"


def test_date_d_un_autre_indicateur_est_oubliee() -> None:
    etat = EtatCarte(date="2010-T2")
    assert accorder(etat) == (etat, [])
    assert accorder(replace(etat, indicateur="population")) == (EtatCarte(indicateur="population"), ["date"])


def test_passer_aux_communes_garde_le_bassin_choisi() -> None:
    etat = accorder(EtatCarte(indicateur="population", niveau="commune", territoire="0051"))[0]
    assert (etat.zone, etat.territoire) == ("0051", "")
    retour = accorder(replace(etat, niveau="zone_emploi"))[0]
    assert (retour.zone, retour.territoire) == ("", "0051")


def test_passer_aux_communes_sans_bassin_montre_toute_la_france() -> None:
    etat = accorder(EtatCarte(indicateur="population", niveau="commune"))[0]
    assert etat.zone == ""
    assert len(repartir(etat.indicateur, etat.niveau).codes) == 34_875 - 4  # quatre communes sans contour


def test_brut_met_tout_sur_une_ligne() -> None:
    assert brut("a\n\n# b") == r"a \# b"
    assert brut(None) == "None"

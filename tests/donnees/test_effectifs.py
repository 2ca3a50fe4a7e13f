"""Les effectifs par territoire : niveau publié d'abord, somme complète sinon, secret porté."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.donnees.fabrique import Ligne, calcul, communal, effectifs_de, fiche_de


def test_somme_de_communes_a_tous_les_niveaux() -> None:
    resultat = calcul(
        fiche_de({"type": "somme", "composantes": ["a"]}, "somme"), effectifs_de(communal("a", "2020", [1, 2, 4, 8]))
    )
    attendu = {("zone_emploi", "8401"): 3, ("zone_emploi", "8402"): 4, ("departement", "01"): 7, ("france", "FR"): 15}
    for (niveau, code), valeur in attendu.items():
        assert resultat[niveau, code, "2020"] == (valeur, "")
    assert {code for niveau, code, _ in resultat if niveau == "epci"} == {"E1", "E9"}


def test_somme_incomplete_n_est_pas_rendue() -> None:
    lignes = communal("a", "2020", [1, None, 4, 8], "-n--")
    lignes = [(*ligne[:5], "nd" if ligne[5] == "n" else "") for ligne in lignes]
    fiche = fiche_de({"type": "somme", "composantes": ["a"]}, "somme")
    resultat = calcul(fiche, effectifs_de(lignes))
    assert ("zone_emploi", "8401", "2020") not in resultat
    assert ("france", "FR", "2020") not in resultat
    assert resultat["zone_emploi", "8402", "2020"] == (4, "")
    sans_ligne = calcul(fiche, effectifs_de([ligne for ligne in lignes if ligne[2] != "01002"]))
    assert ("zone_emploi", "8401", "2020") not in sans_ligne


def test_un_secret_rend_la_somme_secrete() -> None:
    resultat = calcul(
        fiche_de({"type": "somme", "composantes": ["a"]}, "somme"),
        effectifs_de(communal("a", "2020", [1, None, 4, 8], "-s--")),
    )
    assert resultat["zone_emploi", "8401", "2020"] == (None, "s")
    assert resultat["france", "FR", "2020"] == (None, "s")
    assert resultat["commune", "01002", "2020"] == (None, "s")


def test_une_grosse_part_estimee_se_dit() -> None:
    fiche = fiche_de({"type": "somme", "composantes": ["a"]}, "somme")
    resultat = calcul(fiche, effectifs_de(communal("a", "2020", [100, 1, 100, 8], "-e--")))
    assert resultat["zone_emploi", "8401", "2020"] == (101, "")
    resultat = calcul(fiche, effectifs_de(communal("a", "2020", [100, 30, 100, 8], "-e--")))
    assert resultat["zone_emploi", "8401", "2020"] == (130, "e")


def test_le_niveau_publie_passe_avant_la_somme() -> None:
    lignes: list[Ligne] = [*communal("a", "2020", [1, 2, 4, 8]), ("a", "zone_emploi", "8401", "2020", 10.0, "")]
    resultat = calcul(fiche_de({"type": "somme", "composantes": ["a"]}, "somme"), effectifs_de(lignes))
    assert resultat["zone_emploi", "8401", "2020"] == (10, "")
    assert ("zone_emploi", "8402", "2020") not in resultat


def test_hors_champ_ne_touche_que_le_total_france() -> None:
    lignes = communal("a", "2020", [1, 2, 4, None], "---n")[:3]
    formule = {"type": "somme", "composantes": ["a"]}
    assert ("france", "FR", "2020") not in calcul(fiche_de(formule, "somme"), effectifs_de(lignes))
    resultat = calcul(fiche_de(formule, "somme", hors_champ=["976"]), effectifs_de(lignes))
    assert resultat["france", "FR", "2020"] == (7, "")
    zones: list[Ligne] = [("a", "zone_emploi", code, "2020", 5.0, "") for code in ("8401", "8402")]
    assert ("france", "FR", "2020") not in calcul(fiche_de(formule, "somme"), effectifs_de(zones))
    resultat = calcul(fiche_de(formule, "somme", hors_champ=["976"]), effectifs_de(zones))
    assert resultat["france", "FR", "2020"] == (10, "")


entiers = st.lists(st.integers(0, 10_000), min_size=4, max_size=4)


@settings(max_examples=40, deadline=None)
@given(
    numerateurs=entiers,
    denominateurs=st.lists(st.integers(1, 10_000), min_size=4, max_size=4),
    ordre=st.permutations(range(8)),
)
def test_un_ratio_reste_entre_ceux_de_ses_parties(
    numerateurs: list[float], denominateurs: list[float], ordre: list[int]
) -> None:
    lignes = [*communal("n", "2020", list(numerateurs)), *communal("d", "2020", list(denominateurs))]
    fiche = fiche_de({"type": "ratio", "numerateur": ["n"], "denominateur": ["d"]}, "ratio")
    resultat = calcul(fiche, effectifs_de(lignes))
    parties = [valeur for (niveau, _, _), (valeur, _) in resultat.items() if niveau == "commune" and valeur is not None]
    total = resultat["france", "FR", "2020"][0]
    assert total is not None
    assert min(parties) - 1e-9 <= total <= max(parties) + 1e-9
    assert calcul(fiche, effectifs_de([lignes[rang] for rang in ordre])) == resultat


@settings(max_examples=40, deadline=None)
@given(valeurs=entiers)
def test_une_partition_fait_le_tout(valeurs: list[float]) -> None:
    resultat = calcul(
        fiche_de({"type": "somme", "composantes": ["a"]}, "somme"), effectifs_de(communal("a", "2020", list(valeurs)))
    )
    for niveau in ("commune", "zone_emploi", "departement", "region", "france"):
        assert sum(valeur or 0 for (n, _, _), (valeur, _) in resultat.items() if n == niveau) == sum(valeurs)

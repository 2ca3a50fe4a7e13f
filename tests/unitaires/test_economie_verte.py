"""Économie verte : les parts du catalogue retrouvées, les bornes du secret, les bassins, le répertoire."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees import entrepot
from geo import territoires
from geo.economie_verte import phrases, recrutements, rome
from geo.economie_verte.champ import BASSIN, Champ, champs, libelle_bassin, poids
from geo.economie_verte.recrutements import VERDISSANT, VERT, Compte
from geo.graphiques.metiers import Metier, metiers
from geo.graphiques.tornade import Barre, tornade

INDICATEURS = {"part_recrutements_verts": (VERT,), "part_recrutements_verdissants": (VERT, VERDISSANT)}
FRANCE = Champ("france", "FR", "France", 1.0)
ZONES = entrepot.valeurs_periode("part_recrutements_verts", "zone_emploi", "2023").index
BASSINS = sorted(set(entrepot.table("appartenance")["bassin_bmo"]))


@pytest.mark.longue
@pytest.mark.parametrize("niveau", ["france", "region", "departement", "zone_emploi"])
@pytest.mark.parametrize("identifiant", INDICATEURS)
def test_les_parts_sont_celles_du_catalogue(identifiant: str, niveau: str) -> None:
    publiees = entrepot.valeurs_periode(identifiant, niveau, "2023")["valeur"]
    assert len(publiees) > 0
    for code, publiee in publiees.items():
        calculee = recrutements.part(Champ(niveau, str(code), "", 1.0), *INDICATEURS[identifiant])
        assert calculee == pytest.approx(publiee, abs=0.0051), code


@pytest.mark.parametrize("zone", ["8421", "0051", "0101", "0061"])
def test_une_zone_est_ventilee_comme_dans_les_produits(zone: str) -> None:
    """Les métiers d'une zone font les composantes que la construction en a tirées."""
    champ = Champ("zone_emploi", zone, "", 1.0)
    for composante, somme in {
        "bmo_projets": recrutements.compte(champ).projets,
        "bmo_projets_verts": recrutements.compte(champ, VERT).projets,
        "bmo_projets_masques_min": recrutements.compte(champ).masquees,
        "bmo_verts_masques_min": recrutements.compte(champ, VERT).masquees,
        "bmo_verdissants_masques_min": recrutements.compte(champ, VERDISSANT).masquees,
    }.items():
        produit = entrepot.composantes(composante, "zone_emploi").set_index(["code", "periode"])["valeur"]
        assert somme == pytest.approx(produit[zone, "2023"], abs=0.002), composante


@pytest.mark.parametrize("identifiant", INDICATEURS)
def test_l_intervalle_du_catalogue_est_celui_de_la_page(identifiant: str) -> None:
    """Une seule vérité : les bornes publiées partout sont celles de l'Économie verte, élargies à la part publiée."""
    bornes = entrepot.intervalles(identifiant, "zone_emploi", "2023")
    assert len(bornes) > 300
    for code in bornes.index[::25]:
        champ = Champ("zone_emploi", str(code), "", 1.0)
        lue, encadree = (
            recrutements.part(champ, *INDICATEURS[identifiant]),
            recrutements.bornes_part(champ, *INDICATEURS[identifiant]),
        )
        assert lue is not None
        assert encadree is not None
        attendues = (min(lue, encadree[0]), max(lue, encadree[1]))
        assert tuple(bornes.loc[code, ["minimum", "maximum"]]) == pytest.approx(attendues, abs=0.051), code


def test_les_poids_d_un_bassin_font_un() -> None:
    assert poids().groupby("bassin_bmo")["poids"].sum().to_numpy() == pytest.approx(1.0)


def test_totaux_de_la_france() -> None:
    assert recrutements.compte(FRANCE).projets == 3_011_268
    assert recrutements.compte(FRANCE, VERT).projets == 99_743
    somme = sum(recrutements.compte(Champ(BASSIN, code, "", 1.0), VERT).projets for code in BASSINS)
    assert somme == pytest.approx(99_743)


@pytest.mark.parametrize("categories", [(VERT,), (VERT, VERDISSANT)])
@given(code=st.sampled_from(BASSINS))
def test_les_bornes_encadrent_la_part_et_se_resserrent_sans_secret(categories: tuple[str, ...], code: str) -> None:
    champ = Champ(BASSIN, code, "", 1.0)
    bornes, lue = recrutements.bornes_part(champ, *categories), recrutements.part(champ, *categories)
    assert bornes is not None
    assert lue is not None
    bas, haut = bornes
    assert 0 <= bas <= haut <= 100
    assert recrutements.compte(champ).masquees > 0 or (bas, haut) == pytest.approx((lue, lue))


def test_bornes_resolues_a_la_main() -> None:
    """97 projets publiés et 3 lignes masquées : de 100 à 109 projets ; 10 difficiles et 4 masqués sur 97."""
    compte = Compte(97, 10, 4, 3)
    assert compte.bornes == pytest.approx((100, 109))
    assert compte.part_difficile == pytest.approx(1000 / 97)
    assert compte.part_difficile_max == pytest.approx(1400 / 97)
    assert Compte(0, 0, 0, 2).part_difficile is None


def test_marie_galante_resolue_a_la_main() -> None:
    """Bassin 0103 : 241 projets publiés, 17 lignes masquées, dont 1 verte et 4 vertes ou verdissantes ; 31 publiés.

    Verts : au moins 1 sur 241 + 1 + 4 × 16 = 306, au plus 4 sur 241 + 4 + 16 = 261. Aucun difficile n'est publié, mais
    quatre métiers peuvent en cacher chacun 4 : de 0 à 16 sur 31.
    """
    champ = Champ(BASSIN, "0103", "Bassin Marie-Galante", 1.0)
    assert recrutements.bornes_part(champ, VERT) == pytest.approx((100 / 306, 400 / 261))
    siens = recrutements.compte(champ, VERT, VERDISSANT)
    assert (siens.projets, siens.difficiles, siens.difficiles_masques, siens.masquees) == (31, 0, 16, 4)
    assert phrases.part_dite(champ, VERT) == "de 0,3 à 1,5\u00a0%"
    assert phrases.difficiles_dits(siens, 0) == "de 0 à 52\u00a0%"
    grand_bourg = territoires.lire("commune", "97112")
    assert "de 0 à 52\u00a0% étaient jugés difficiles" in phrases.phrase(grand_bourg, champ)
    table = phrases.tableau(recrutements.verts(champ))
    assert table["Jugés difficiles"].isna().all(), "un nombre masqué ne s'écrit pas zéro"
    assert table["Difficiles masqués, au plus"].sum() == 16


def test_un_metier_masque_n_est_pas_un_zero() -> None:
    for champ in (Champ(BASSIN, code, "", 1.0) for code in BASSINS[:40]):
        table = phrases.tableau(recrutements.verts(champ))
        seuls = table[table["Projets"].isna()]
        assert (seuls["Projets masqués"] != "").all()
        assert seuls["Part difficile (%)"].isna().all()
        assert not (table["Projets"] == 0).any()


def test_le_batiment_suit_sa_regle() -> None:
    liste = entrepot.table("metiers_verts")
    attendus = set(liste.loc[liste["fap"].str.startswith("B"), "fap"])
    lus = recrutements.batiment(FRANCE)
    assert set(lus["fap"]) == attendus
    assert len(attendus) == 14
    assert set(lus["categorie"]) == {VERDISSANT}
    assert "G0A43" not in attendus


def test_la_liste_et_l_enquete() -> None:
    assert recrutements.sans_ligne() == ("P2Z90",)
    lus = recrutements.verts(FRANCE)
    assert len(lus) == 47
    assert lus.loc[0, "fap"] == "V5Z81"
    assert lus["projets"].is_monotonic_decreasing


@pytest.mark.parametrize(
    ("niveau", "code", "nature"),
    [
        ("france", "FR", "france"),
        ("region", "84", "region"),
        ("departement", "42", "departement"),
        ("zone_emploi", "8421", "zone_emploi"),
        ("epci", "244200770", BASSIN),
        ("commune", "42218", BASSIN),
        ("commune", "75056", "departement"),
    ],
)
def test_ou_lire_chaque_niveau(niveau: str, code: str, nature: str) -> None:
    """Paris, commune et département, a les chiffres de son département."""
    assert champs(territoires.lire(niveau, code))[0].nature == nature


def test_un_perimetre_egal_a_une_zone_en_a_les_chiffres() -> None:
    zone = territoires.lire("zone_emploi", "8421")
    (champ,) = champs(territoires.du_perimetre(zone.communes, "Bassin lyonnais"))
    assert (champ.nature, champ.code, champ.part) == ("zone_emploi", "8421", 1.0)


@given(st.data())
def test_les_bassins_d_une_intercommunalite_font_tous_ses_habitants(data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(list(entrepot.territoires("epci").index)))
    trouves = champs(territoires.lire("epci", code))
    assert sum(champ.part for champ in trouves) == pytest.approx(1)
    assert [c.part for c in trouves] == sorted((c.part for c in trouves), reverse=True)


def test_libelles_de_bassins() -> None:
    assert libelle_bassin("0101") == "Bassin Basse-Terre"
    assert libelle_bassin("8426") == "Bassin Saint Etienne"
    assert all(libelle_bassin(code).startswith("Bassin ") for code in BASSINS)


def test_la_phrase_dit_l_estimation_et_le_bassin() -> None:
    zone = territoires.lire("zone_emploi", "8421")
    assert "environ" in phrases.phrase(zone, champs(zone)[0])
    intercommunalite = territoires.lire("epci", "244200770")
    dite = phrases.phrase(intercommunalite, champs(intercommunalite)[0])
    assert "bassin de France Travail où vivent 72\u00a0% des habitants" in dite
    france = territoires.lire("france", "FR")
    assert phrases.phrase(france, FRANCE).startswith("En France : en 2023, 22\u00a0% des recrutements")
    assert "(3,3\u00a0% un métier vert)" in phrases.phrase(france, FRANCE)


# ——— répertoire


def test_classes_du_repertoire() -> None:
    assert rome.effectifs() == {"vert": 96, "strategique": 261, "brun": 33, "blanc": 1194}


def test_recherche_sans_accent_ni_casse_par_code_ou_par_mots() -> None:
    assert rome.chercher("EOLIEN", rome.DEFAUT)["Code ROME"].tolist() == ["F1136", "I1321"]
    assert rome.chercher("f1136", ["vert"])["Métier"].tolist() == ["Chef / Cheffe de projet éolien"]
    assert rome.chercher("éolien", ["brun"]).empty
    assert len(rome.chercher("", list(rome.CLASSES))) == 1584


@given(st.text(max_size=40), st.sets(st.sampled_from(list(rome.CLASSES))))
def test_la_recherche_ne_sort_pas_de_ses_classes(texte: str, classes: set[str]) -> None:
    noms = {rome.CLASSES[cle][1] for cle in classes}
    assert set(rome.chercher(texte, classes)["Transition écologique"]) <= noms


# ——— figures


def test_les_barres_portent_projets_et_difficiles() -> None:
    figure = metiers([Metier("Maçons", "Métier verdissant", 100.0, 75.0), Metier("<b>x</b>", "", 10.0, 0.0)])
    assert list(figure.data[0].x) == [75.0, 0.0]
    assert list(figure.data[1].x) == [25.0, 10.0]
    assert figure.data[0].marker.pattern.shape == "/"
    assert "75\u00a0%" in figure.data[0].hovertext[0].replace(" %", "\u00a0%")
    assert "<b>x" not in figure.layout.annotations[1].text
    assert "Aucun projet" in metiers([]).layout.annotations[0].text


def test_la_tornade_part_du_resultat() -> None:
    figure = tornade([Barre("Coût horaire", 694.0, 1042.0, "de 24 à 36 €/h")], 833.0, "heures", theme="dark")
    moins, plus = figure.data
    assert (moins.base, list(moins.x), list(plus.x)) == (833.0, [-139.0], [209.0])
    assert (moins.marker.pattern.shape, plus.marker.pattern.shape) == ("/", "")
    assert list(plus.text) == ["1\u202f042"]
    assert "hypothèse" in tornade([], 0.0, "heures").layout.annotations[0].text

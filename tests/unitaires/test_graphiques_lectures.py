"""La phrase d'une figure dit un fait vrai, calculé sur ce qu'elle montre ; son tableau a les mêmes nombres."""

from __future__ import annotations

import math

from geo.graphiques import lectures
from geo.graphiques.bulles import Bulle
from geo.graphiques.lectures.lecture import PHRASE_MAX, dire, enumerer
from geo.graphiques.metiers import Metier
from geo.graphiques.quotients import Quotient
from geo.graphiques.tendance import Courbe
from geo.graphiques.tornade import Barre
from geo.mesures.repartitions import repartir
from tests.typographie import droit


def test_tendance_dit_la_derniere_valeur_et_les_extremes() -> None:
    ici = Courbe("Lyon", ("2024-T1", "2024-T2", "2024-T3"), (7.0, 9.5, math.nan))
    france = Courbe("France", ("2024-T1", "2024-T2"), (7.4, 7.5))
    lecture = lectures.tendance([ici, france], "%", 1)
    phrase = droit(lecture.phrase)
    assert phrase.startswith("2 courbes (en %), du 1ᵉʳ trimestre 2024 au 3ᵉ trimestre 2024.")
    assert "Lyon : 9,5 % au 2ᵉ trimestre 2024, au plus bas 7,0 % au 1ᵉʳ trimestre 2024" in phrase
    assert "À la même date : France 7,5 %." in phrase
    table = lecture.tableau()
    assert list(table.columns) == ["Période", "Lyon", "France"]
    assert table["France"].isna().tolist() == [True, False, False], "la plus récente d'abord"


def test_sans_donnee_la_phrase_le_dit() -> None:
    assert "aucune donnée" in lectures.tendance([Courbe("Lyon", ("2024",), (math.nan,))], "%", 1).phrase


def test_structure_dit_le_plus_haut_et_le_plus_grand_ecart() -> None:
    lecture = lectures.structure(
        [10, 46.4, math.nan], [15.9, 45, 3], ["Industrie", "Services", "Autre"], territoire="Ici", comparateur="France"
    )
    phrase = droit(lecture.phrase)
    assert "Le plus haut : Services, 46,4 %." in phrase
    assert "Le plus grand écart : Industrie, 10,0 % contre 15,9 %." in phrase
    seule = lectures.structure([10.0], [math.nan], ["Industrie"], territoire="Ici", comparateur="")
    assert "face à" not in seule.phrase
    assert list(seule.tableau().columns) == ["Poste", "Ici"]


def test_cascade_dit_chaque_part_et_la_somme() -> None:
    phrase = droit(lectures.cascade([120, -30], ["Pays", "Locale"], somme="Variation", unite="emplois").phrase)
    assert phrase == "Barres en cascade : Pays +120 emplois et Locale −30 emplois. Variation +90 emplois en tout."


def test_tornade_et_metiers_disent_l_extreme() -> None:
    barres = [Barre("Coût", 90, 110, "de 25 à 35"), Barre("Taux", 50, 150, "de 4 à 6")]
    assert "Celle qui pèse le plus : Taux, de 50 à 150" in droit(lectures.tornade(barres, 100, "heures").phrase)
    phrase = droit(lectures.metiers([Metier("Élagueur", "", 100, 10), Metier("Couvreur", "", 40, 30)]).phrase)
    assert "Le plus recherché : Élagueur, 100 projets." in phrase
    assert "Le plus difficile : Couvreur, 75 % des projets." in phrase


def test_quotients_et_bulles_disent_l_extreme() -> None:
    lignes = [
        Quotient("Bois", 3.2, 2, 4, "plus", significatif=True),
        Quotient("Mer", 0.1, 0, 1, "moins", significatif=True),
    ]
    phrase = droit(lectures.quotients(lignes, reference="France").phrase)
    assert "Le plus présent : Bois, 3,20. Le moins : Mer, 0,10." in phrase
    points = [Bulle("Bois", 3.2, -4.0, 900, "fort, recule"), Bulle("Rien", math.nan, 1, 2, "x")]
    phrase = droit(lectures.bulles(points, abscisse="Quotient", ordonnee="Évolution (%)").phrase)
    assert phrase.startswith("1 bulle : ")
    assert "La plus grosse : Bois, 900 salariés, quotient 3,20, −4,0 %." in phrase


def test_essaim_et_nuage_disent_les_choisis_et_la_correlation() -> None:
    chomage, pauvrete = (repartir(nom, "zone_emploi") for nom in ("chomage_localise", "taux_pauvrete"))
    phrase = droit(lectures.essaim(chomage, {"0051": "Alençon"}).phrase)
    valeur = chomage.chiffree("0051").valeur
    assert f"Alençon {valeur:.1f} %.".replace(".", ",", 1) in phrase
    nuage = lectures.nuage(chomage, pauvrete, {"0051": "Alençon"})
    assert "Corrélation 0," in droit(nuage.phrase)
    assert len(nuage.tableau()) == len(chomage.codes)


def test_une_phrase_reste_bornee_et_une_liste_dit_son_reste() -> None:
    assert len(dire("mot " * 900)) <= PHRASE_MAX
    assert enumerer(["A", "B", "C"]) == "A, B et C"
    assert enumerer("ABCDEF", 3) == "A, B, C et 3 autres"

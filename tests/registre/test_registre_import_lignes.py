"""Chaque ligne d'un import est jugée en français : clé, colonnes, valeurs, codes ou libellés."""

from __future__ import annotations

from decimal import Decimal

from donnees import entrepot
from donnees.registre import echanges
from donnees.registre.echanges import Bilan, Verdict
from tests.registre.atelier_registre import ADMIN, Atelier, cellules, verdicts


def _problemes(atelier: Atelier, **ecrites: str) -> dict[str, str]:
    """Colonne → message des problèmes d'une ligne juste, sauf les cellules ``ecrites``."""
    (ligne,) = atelier.examiner(cellules(ecrites)).lignes
    assert ligne.verdict is Verdict.REFUSEE
    assert all(len(probleme.correction) > 10 for probleme in ligne.problemes)
    return {probleme.colonne: probleme.message for probleme in ligne.problemes}


def test_cles(atelier: Atelier) -> None:
    ecrites = ["", "ab", "é" * 5, "a b c", "../x", "x" * 81, "double", "double", "juste-1.B_c"]
    rapport = atelier.examiner(cellules(*({"cle": cle} for cle in ecrites)))
    assert verdicts(rapport) == ["refusée"] * 8 + ["création"]
    messages = [ligne.problemes[0].message for ligne in rapport.refusees]
    assert messages == [
        "Champ obligatoire.",
        *["Cette clé n'a pas la forme attendue."] * 5,
        *["Cette clé est portée par 2 lignes du fichier."] * 2,
    ]


def test_problemes_nommes_colonne_par_colonne(atelier: Atelier) -> None:
    vides = dict.fromkeys(("titre", "theme", "axe_2013", "axes_2009", "role_maison", "debut", "statut"), "")
    assert _problemes(atelier, **vides) == dict.fromkeys(vides, "Champ obligatoire.")
    assert _problemes(
        atelier,
        theme="autre",
        axes_2009="2 ; 5",
        partenaires="GRETA | organisme_formation | Forme ; Sans nature | secte | Rien",
        communes="35238 ; 00000",
        zones_emploi="12",
        budget="cher",
        lon="-200",
        fin="2025",
        elu_mandat="",
        financeurs="etat | | 1,234",
    ) == {
        "theme": "Choisir une valeur de la liste.",
        "axes_2009": "Élément 2 : Choisir une valeur de la liste.",
        "partenaires": "Élément 2, nature : Choisir une valeur de la liste.",
        "zones_emploi": "Ce code n'a pas la forme attendue pour cette maille.",
        "budget": "Un montant en euros est attendu.",
        "lon": "Valeur trop petite.",
        "financeurs": "Élément 1, montant : Deux décimales au plus.",
    }
    ensemble = {"fin": "2025", "elu_mandat": "", "lat": "48", "communes": "35238 ; 35238"}
    assert _problemes(atelier, **ensemble) == {
        "fin": "La fin précède le début.",
        "elu_mandat": "Nom et mandat vont ensemble.",
        "lon": "Longitude et latitude vont ensemble.",
        "communes": "Un lieu est choisi deux fois.",
    }
    assert "00000" in _problemes(atelier, communes="35238 ; 00000")["communes"]
    assert "1004" in _problemes(atelier, epci="", communes="", zones_emploi="1004")["zones_emploi"]
    assert _problemes(atelier, partenaires="GRETA | organisme_formation | Forme | trop") == {
        "partenaires": "Élément 1, champ 4 : Champ inconnu."
    }
    assert _problemes(atelier, maison="")["maison"] == "Champ obligatoire."


def test_maison_inconnue(atelier: Atelier) -> None:
    (ligne,) = echanges.examiner(atelier.registre, ADMIN, cellules({"maison": "00000-9"})).lignes
    assert [(p.colonne, p.message) for p in ligne.problemes] == [("maison", "Cette maison n'est pas au registre.")]


def test_codes_ou_libelles_casse_et_accents_indifferents(atelier: Atelier) -> None:
    epci, zone = (str(entrepot.territoires(maille).index[0]) for maille in ("epci", "zone_emploi"))
    ecrite = {
        "cle": "libelles",
        "theme": "GPEC territoriale et branches professionnelles",
        "axe_2013": "anticiper les mutations economiques",
        "axes_2009": "Développement de l'emploi local ; 2",
        "role_maison": "COORDONNE LES PARTENAIRES",
        "partenaires": "Préfecture | État | Finance ; CCI | CHAMBRE_CONSULAIRE | Accueille",
        "statut": "en cours",
        "financeurs": "Fonds social européen (FSE+) | | 6 000,00 € ; Region",
        "fiabilite": "lieu nommé",
        "debut": "15/03/2026",
        "fin": "2027",
        "communes": "35238",
        "epci": epci,
        "zones_emploi": zone,
        "lon": "-1,6778",
        "lat": "48.1173",
    }
    assert atelier.importer(cellules(ecrite)) == Bilan(1, 0, 0)
    lue = atelier.lire("libelles")
    assert (lue.theme, lue.axe_2013, lue.axes_2009, lue.role_maison) == ("gpect", 1, (2, 3), "coordination")
    assert {(p.nom, p.nature.value) for p in lue.partenaires} == {("Préfecture", "etat"), ("CCI", "chambre_consulaire")}
    assert [(f.nature.value, f.montant) for f in lue.financeurs] == [("fse_plus", Decimal(6000)), ("region", None)]
    assert (lue.statut, lue.fiabilite, lue.debut, lue.lon, lue.lat) == ("en_cours", "A", "2026-03-15", -1.6778, 48.1173)
    assert {lieu.code for lieu in lue.lieux} == {"35238", epci, zone}

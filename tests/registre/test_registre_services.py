"""Les services : saisie, filtres, verrou optimiste, suivi, journal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from donnees import catalogue, entrepot
from donnees.registre import services
from donnees.registre.droits import VISITEUR
from donnees.registre.erreurs import ConflitDeVersion, ContrainteViolee, Ecart, Introuvable, SaisieInvalide
from donnees.registre.services import Fiche, Filtre
from donnees.vocabulaire import StatutAction, Theme
from tests.registre.atelier_registre import ADMIN, MAISON, Atelier, saisie

HOSTILES = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    '=HYPERLINK("x")\t+1\r\n-2@SUM(A1)',
    "droite \u202e gauche \u2066 fin \u200b\ufeff",
    "'; DROP TABLE action; --",
    "👩🏽‍🚀 é e\u0301 ﷽ \x01\x1b[31m \\ %s {0} :nom",
    "x" * 1_000_000,
)


def _refus(**champs: Any) -> dict[str, str]:
    with pytest.raises(SaisieInvalide) as erreur:
        services.valider({c: v for c, v in saisie(**champs).items() if v is not ...})
    return erreur.value.champs


def test_aller_retour_fidele(atelier: Atelier) -> None:
    lue = atelier.lire(atelier.creer().cle)
    assert lue.model_dump(include=set(services.Saisie.model_fields)) == services.valider(saisie()).model_dump()
    assert (lue.budget, lue.version, lue.archivee) == (Decimal("12000.50"), 1, False)
    assert [passage.statut for passage in lue.historique] == [StatutAction.EN_COURS]


def test_textes_hostiles_gardes_tels_quels(atelier: Atelier) -> None:
    for hostile in HOSTILES:
        _garde(atelier, hostile)


def _garde(atelier: Atelier, hostile: str) -> None:
    fiche = atelier.creer(description=hostile, pilote=hostile[:1500], titre=hostile[:200])
    lue = atelier.lire(fiche.cle)
    assert (lue.description, lue.pilote, lue.titre) == (hostile, hostile[:1500], hostile[:200])
    apres = atelier.journal(fiche.cle)[0].apres
    assert apres is not None
    assert apres["description"] == hostile


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texte=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200))
@example(texte="\ufffe\uffff\x7f\x85\u2028")
def test_tout_texte_enregistrable_revient_identique(atelier: Atelier, texte: str) -> None:
    assert atelier.lire(atelier.creer(description=texte, public=texte, lieux=[]).cle).description == texte


@pytest.mark.parametrize("texte", ["a\0b", "\ud800"])
def test_texte_ingardable_refuse_en_francais(texte: str) -> None:
    assert _refus(description=texte) == {
        "description": "Le texte contient un caractère que la base ne peut pas garder."
    }


REFUS: list[tuple[dict[str, Any], str, str]] = [
    ({"titre": " "}, "titre", "obligatoire"),
    ({"titre": ...}, "titre", "obligatoire"),
    ({"titre": "x" * 301}, "titre", "300 caractères"),
    ({"titre": "%" + "{x}" * 101}, "titre", "300 caractères"),
    ({"theme": "autre"}, "theme", "liste"),
    ({"role_maison": "offre_propre"}, "role_maison", "liste"),
    ({"axes_2009": ()}, "axes_2009", "au moins"),
    ({"axes_2009": (1, 1)}, "axes_2009", "deux fois"),
    ({"debut": "2026-02-30"}, "debut", "n'existe pas"),
    ({"debut": "mars 2026"}, "debut", "AAAA"),
    ({"debut": ""}, "debut", "obligatoire"),
    ({"fin": "2026-02"}, "fin", "précède"),
    ({"elu_mandat": ""}, "elu_mandat", "ensemble"),
    ({"lon": 2.0}, "lat", "ensemble"),
    ({"lon": 200, "lat": 2}, "lon", "trop grande"),
    ({"budget": "-1"}, "budget", "petite"),
    ({"budget": "beaucoup"}, "budget", "montant"),
    ({"budget": "1.234"}, "budget", "décimales"),
    ({"etp": "-0.5"}, "etp", "petite"),
    ({"etp": "10000"}, "etp", "grand"),
    ({"etp": "un demi"}, "etp", "nombre"),
    ({"etp": "\u0661"}, "etp", "nombre"),
    ({"etp": "NaN"}, "etp", "nombre"),
    ({"etp": "0.125"}, "etp", "décimales"),
    ({"empechement": "x" * 2_001}, "empechement", "2000"),
    ({"partenaires": [{"nom": "", "nature": "etat", "role": "x"}]}, "partenaires.0.nom", "obligatoire"),
    ({"lieux": [{"niveau": "epci", "code": "35238"}]}, "lieux.0", "forme"),
    ({"inconnu": 1}, "inconnu", "inconnu"),
]


@pytest.mark.parametrize(("champs", "champ", "mot"), REFUS)
def test_un_message_francais_par_champ(champs: dict[str, Any], champ: str, mot: str) -> None:
    refus = _refus(**champs)
    assert list(refus) == [champ]
    assert mot in refus[champ]


def test_code_ou_maison_inconnus_refuses(atelier: Atelier) -> None:
    with pytest.raises(SaisieInvalide) as erreur:
        atelier.creer(lieux=[{"niveau": "commune", "code": "99999"}])
    assert "géographique" in erreur.value.champs["lieux.0.code"]
    with pytest.raises(SaisieInvalide) as erreur:
        atelier.creer(maison="00000-9")
    assert list(erreur.value.champs) == ["maison"]
    with pytest.raises(Introuvable):
        atelier.lire("absente")


def test_conflit_dit_ce_qui_a_change_et_n_ecrase_rien(atelier: Atelier) -> None:
    lue = atelier.creer()
    atelier.modifier(lue, titre="Titre de l'autre", public="Jeunes")
    deuxieme = atelier.modifier(atelier.lire(lue.cle), titre="Titre de l'autre, corrigé", public="Jeunes")
    with pytest.raises(ConflitDeVersion) as conflit:
        atelier.modifier(lue, titre="Le mien")
    assert conflit.value.version == deuxieme.version == 3
    assert conflit.value.ecarts == {
        "titre": Ecart("Forum des métiers du soin", "Titre de l'autre, corrigé", "Le mien"),
        "public": Ecart("Demandeurs d'emploi", "Jeunes", "Demandeurs d'emploi"),
    }
    assert atelier.lire(lue.cle) == deuxieme


def test_modifier_remplace_listes_et_historise_le_statut(atelier: Atelier) -> None:
    fiche = atelier.creer()
    seul = [{"nom": "GRETA", "nature": "organisme_formation", "role": "Accueille"}]
    lieux = [{"niveau": "zone_emploi", "code": str(entrepot.territoires("zone_emploi").index[0])}]
    modifiee = atelier.modifier(
        fiche, partenaires=seul, axes_2009=(3, 4), lieux=lieux, statut="terminee", financeurs=[]
    )
    assert [(p.nom, p.role) for p in modifiee.partenaires] == [("GRETA", "Accueille")]
    assert (modifiee.axes_2009, len(modifiee.lieux), modifiee.financeurs) == ((3, 4), 1, ())
    assert [passage.statut for passage in modifiee.historique] == [StatutAction.EN_COURS, StatutAction.TERMINEE]
    entrees = atelier.journal(fiche.cle)
    assert [(e.operation, e.version, e.qui) for e in entrees] == [
        ("creer", 1, ADMIN.sujet),
        ("modifier", 2, ADMIN.sujet),
    ]
    assert entrees[1].avant == entrees[0].apres
    assert entrees[1].apres is not None
    assert entrees[1].apres["statut"] == "terminee"


def test_dupliquer_archiver_retablir(atelier: Atelier) -> None:
    fiche = atelier.creer()
    copie = services.dupliquer(atelier.registre, ADMIN, fiche.cle, "02408-1")
    assert (copie.titre, copie.statut, copie.maison) == (fiche.titre, StatutAction.PREVUE, "02408-1")
    assert (copie.debut, copie.elu_nom, copie.budget, copie.partenaires) == ("", "", None, fiche.partenaires)
    assert (fiche.etp, copie.etp, copie.empechement) == (Decimal("1.25"), None, "")
    archivee = services.archiver(atelier.registre, ADMIN, fiche.cle, 1)
    assert archivee.archivee
    assert fiche.cle not in _cles(atelier)
    assert fiche.cle in _cles(atelier, archivees=True)
    with pytest.raises(ConflitDeVersion):
        services.archiver(atelier.registre, ADMIN, fiche.cle, 1, retablir=True)
    services.archiver(atelier.registre, ADMIN, fiche.cle, 2, retablir=True)
    assert fiche.cle in _cles(atelier)


def _cles(atelier: Atelier, **filtres: Any) -> set[str]:
    return {fiche.cle for fiche in services.lister(atelier.registre, VISITEUR, Filtre(**filtres))}


def test_filtres(atelier: Atelier) -> None:
    fiche = atelier.creer()
    appartenance = entrepot.table("appartenance").set_index("commune")
    zone = str(appartenance.loc["35238", "zone_emploi"])
    en_zone = atelier.creer(lieux=[{"niveau": "zone_emploi", "code": zone}], theme="rse", axe_2013=2, axes_2009=(4,))
    cle = next(c for c, (nom, _) in services.partenaires(atelier.registre, VISITEUR).items() if nom == "GRETA")
    deux = {fiche.cle, en_zone.cle}
    assert _cles(atelier, partenaires=frozenset({cle})) == deux
    assert _cles(atelier, axes_2013=frozenset({1})) == {fiche.cle}
    assert _cles(atelier, axes_2009=frozenset({4})) == {en_zone.cle}
    assert en_zone.cle not in _cles(atelier, themes=frozenset({Theme.GPECT}))
    assert deux <= _cles(atelier, maisons=frozenset({MAISON}), communes=frozenset({"35238"}))
    voisine = next(c for c in appartenance.index[appartenance["zone_emploi"] == zone] if c != "35238")
    assert _cles(atelier, communes=frozenset({voisine})) & deux == {en_zone.cle}
    assert _cles(atelier, statuts=frozenset({StatutAction.EN_COURS})) == deux
    assert deux <= _cles(atelier, periode=(2027, 2030))
    assert not deux & _cles(atelier, periode=(2028, 2030))
    assert not deux & _cles(atelier, periode=(2000, 2025))
    assert len(_cles(atelier)) == 127


def test_periode_sans_fin(atelier: Atelier) -> None:
    ouverte, close = atelier.creer(fin=""), atelier.creer(fin="", statut="terminee")
    assert {ouverte.cle, close.cle} & _cles(atelier, periode=(2030, 2031)) == {ouverte.cle}
    assert {ouverte.cle, close.cle} <= _cles(atelier, periode=(2026, 2026))


def _suivie(atelier: Atelier) -> tuple[Fiche, str]:
    brute = {"libelle": "Personnes reçues", "unite": "personnes", "cible": 100}
    fiche = services.definir_suivi(atelier.registre, ADMIN, atelier.creer().cle, brute)
    return fiche, fiche.suivis[0].cle


def test_suivre_sans_ecraser(atelier: Atelier) -> None:
    fiche, suivi = _suivie(atelier)
    for date, valeur in (("2026-06", 40), ("2026-03", 10.5)):
        services.suivre(atelier.registre, ADMIN, fiche.cle, suivi, {"date": date, "valeur": valeur})
    lue = atelier.lire(fiche.cle).suivis[0]
    assert [(v.date, v.valeur) for v in lue.valeurs] == [("2026-03", 10.5), ("2026-06", 40.0)]
    with pytest.raises(SaisieInvalide, match="déjà enregistrée"):
        services.suivre(atelier.registre, ADMIN, fiche.cle, suivi, {"date": "2026-06", "valeur": 41})
    remplacee = services.suivre(
        atelier.registre, ADMIN, fiche.cle, suivi, {"date": "2026-06", "valeur": 41}, remplacer=True
    )
    assert remplacee.suivis[0].valeurs[-1].valeur == 41
    assert remplacee.version == 1
    with pytest.raises(SaisieInvalide, match="fini"):
        services.suivre(atelier.registre, ADMIN, fiche.cle, suivi, {"date": "2026", "valeur": float("nan")})
    with pytest.raises(ContrainteViolee, match="déjà un indicateur"):
        services.definir_suivi(atelier.registre, ADMIN, fiche.cle, {"libelle": "Personnes reçues"})
    with pytest.raises(Introuvable):
        services.suivre(atelier.registre, ADMIN, atelier.creer().cle, suivi, {"date": "2026", "valeur": 1})


def test_rattacher_detacher(atelier: Atelier) -> None:
    fiche, indicateur = atelier.creer(), next(iter(catalogue.charger().indicateurs))
    services.rattacher(atelier.registre, ADMIN, fiche.cle, indicateur, "hausse")
    liee = services.rattacher(atelier.registre, ADMIN, fiche.cle, indicateur, "baisse")
    assert [(lien.indicateur, lien.sens.value) for lien in liee.liens] == [(indicateur, "baisse")]
    with pytest.raises(SaisieInvalide, match="catalogue"):
        services.rattacher(atelier.registre, ADMIN, fiche.cle, "inconnu", "baisse")
    assert services.detacher(atelier.registre, ADMIN, fiche.cle, indicateur).liens == ()
    entrees = atelier.journal(fiche.cle)
    assert [e.operation for e in entrees] == ["creer", "rattacher", "rattacher", "detacher"]

"""Contributions : rendues telles qu'écrites, à leur place, sous verrou, sans jamais en perdre une."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from donnees.registre import services
from donnees.registre.droits import VISITEUR
from donnees.registre.erreurs import ConflitDeVersion, DroitRefuse, Ecart, Introuvable, SaisieInvalide
from donnees.registre.modeles.contributions import CODE_MAX, TEXTE_MAX
from donnees.registre.services import FicheContribution, contributions
from tests.registre.atelier_registre import (
    ADMIN,
    AUTRE,
    CONTRIBUTRICE,
    LECTEUR,
    MAISON,
    Atelier,
    saisie_contribution,
)

ZONE = ("zone_emploi", "5312")
HOSTILES = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))",
    "=HYPERLINK(1)\t\r\n\r\n  fin \n",
    "droite \u202e gauche \u2066 \u200b\ufeff \x01\x1b \x85\u2028\ufffe",
    "'; DROP TABLE contribution; -- 👩🏽‍🚀 e\u0301 ﷽ \\ %s {0} :nom",
    "é" * TEXTE_MAX,
)


def _lister(atelier: Atelier, **criteres: Any) -> list[FicheContribution]:
    return services.lister_contributions(atelier.registre, VISITEUR, **criteres)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texte=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip))
def test_un_texte_est_rendu_tel_qu_ecrit(atelier: Atelier, texte: str) -> None:
    presentes = _lister(atelier)
    version = presentes[0].version if presentes else 0
    assert atelier.contribuer(version, texte=texte).texte == texte
    (lue,) = _lister(atelier)
    assert lue.texte.encode() == texte.encode()


for _hostile in HOSTILES:
    test_un_texte_est_rendu_tel_qu_ecrit = example(texte=_hostile)(test_un_texte_est_rendu_tel_qu_ecrit)


def test_chacune_a_sa_place(atelier: Atelier) -> None:
    """Une par maison, territoire, question et organisme ; la nature d'un organisme le distingue."""
    long = "1" + "Ab-_" * ((CODE_MAX - 1) // 4)
    ecarts: list[dict[str, Any]] = [
        {},
        {"maison": AUTRE},
        {"niveau": "perimetre", "code": long},
        {"niveau": "perimetre", "code": f"{long[:-1]}x"},
        {"niveau": "france", "code": "FR"},
        {"question": "a.premiere"},
        {"organisme": "Mission locale", "nature": "mission_locale"},
        {"nature": "association"},
    ]
    ecrites = [atelier.contribuer(**ecart) for ecart in ecarts]
    assert len({fiche.cle for fiche in ecrites}) == len(ecarts)
    assert {fiche.cle for fiche in _lister(atelier)} == {fiche.cle for fiche in ecrites}
    assert [fiche.cle for fiche in _lister(atelier, maison=AUTRE)] == [ecrites[1].cle]
    (perimetre,) = _lister(atelier, territoire=("perimetre", long))
    assert perimetre == ecrites[2]
    sur_zone = _lister(atelier, territoire=ZONE, maison=MAISON)
    assert [(fiche.question, fiche.organisme) for fiche in sur_zone] == [
        ("a.premiere", "GRETA"),
        *[("emploi.metiers", nom) for nom in ("GRETA", "GRETA", "Mission locale")],
    ]
    assert _lister(atelier, territoire=("commune", "35238")) == []


def test_un_organisme_connu_est_repris_un_nouveau_entre_au_registre(atelier: Atelier) -> None:
    atelier.creer()
    avant = services.partenaires(atelier.registre, VISITEUR)
    connue = atelier.contribuer()
    assert services.partenaires(atelier.registre, VISITEUR) == avant
    assert avant[connue.partenaire] == (connue.organisme, connue.nature)
    neuve = atelier.contribuer(organisme="Chambre neuve", nature="chambre_consulaire")
    apres = services.partenaires(atelier.registre, VISITEUR)
    assert apres == {**avant, neuve.partenaire: ("Chambre neuve", "chambre_consulaire")}
    services.modifier_partenaire(
        atelier.registre, ADMIN, neuve.partenaire, {"nom": "CCI", "nature": "chambre_consulaire"}
    )
    assert {fiche.organisme for fiche in _lister(atelier)} == {"GRETA", "CCI"}


def test_conflit_rien_n_est_perdu(atelier: Atelier) -> None:
    fiche = atelier.contribuer()
    seconde = atelier.contribuer(fiche.version, mandat="Présidence")
    assert (seconde.cle, seconde.version, seconde.cree_le) == (fiche.cle, 2, fiche.cree_le)
    with pytest.raises(ConflitDeVersion) as conflit:
        atelier.contribuer(fiche.version, texte="Mon texte")
    assert (conflit.value.cle, conflit.value.version) == (fiche.cle, 2)
    assert conflit.value.ecarts == {"mandat": Ecart("Direction", "Présidence", "Direction")}
    with pytest.raises(ConflitDeVersion) as double:  # un autre a répondu pendant qu'on saisissait la première fois
        atelier.contribuer(0, texte="Mon texte")
    assert double.value.ecarts["texte"] == Ecart(None, fiche.texte, "Mon texte")
    assert _lister(atelier) == [seconde]
    assert atelier.contribuer(2, texte="Mon texte").version == 3
    with pytest.raises(Introuvable, match="pas au registre"):
        atelier.contribuer(1, question="jamais.posee")


def test_retirer_puis_reprendre(atelier: Atelier) -> None:
    fiche = atelier.contribuer()
    jeton = services.version(atelier.registre)
    retiree = services.retirer_contribution(atelier.registre, CONTRIBUTRICE, fiche.cle, fiche.version)
    assert services.version(atelier.registre) != jeton
    assert (retiree.archivee, retiree.version, retiree.texte) == (True, 2, fiche.texte)
    assert _lister(atelier) == []
    assert _lister(atelier, retirees=True) == [retiree]
    with pytest.raises(ConflitDeVersion) as conflit:
        atelier.contribuer(fiche.version)
    assert conflit.value.ecarts == {"archivee": Ecart(depart=False, enregistre=True, saisi=False)}
    reprise = atelier.contribuer(0, texte="Reprise")
    assert (reprise.cle, reprise.version, reprise.archivee) == (fiche.cle, 3, False)
    with pytest.raises(ConflitDeVersion):
        services.retirer_contribution(atelier.registre, ADMIN, fiche.cle, 1)
    with pytest.raises(Introuvable):
        services.retirer_contribution(atelier.registre, ADMIN, "inconnue", 1)


def test_le_journal_dit_qui_quand_avant_apres(atelier: Atelier) -> None:
    jeton = services.version(atelier.registre)
    fiche = services.enregistrer_contribution(atelier.registre, CONTRIBUTRICE, 0, saisie_contribution())
    assert services.version(atelier.registre) != jeton
    atelier.contribuer(1, texte="Corrigé")
    services.retirer_contribution(atelier.registre, ADMIN, fiche.cle, 2)
    entrees = services.journal_contribution(atelier.registre, CONTRIBUTRICE, fiche.cle).entrees[::-1]
    assert [(e.operation, e.objet, e.version, e.nom) for e in entrees] == [
        ("contribuer", "contribution", 1, CONTRIBUTRICE.nom),
        ("contribuer", "contribution", 2, ADMIN.nom),
        ("retirer_contribution", "contribution", 3, ADMIN.nom),
    ]
    assert [e.avant for e in entrees] == [None, entrees[0].apres, entrees[1].apres]
    assert entrees[0].apres == {
        **{champ: saisie_contribution()[champ] for champ in ("nature", "maison", "question", "mandat", "texte")},
        "nom": "GRETA",
        "territoire": {"niveau": "zone_emploi", "code": "5312"},
        "archivee": False,
    }
    assert entrees[2].apres is not None
    assert (entrees[2].apres["archivee"], entrees[2].apres["texte"]) == (True, "Corrigé")
    for personne in (VISITEUR, LECTEUR):
        with pytest.raises(DroitRefuse):
            services.journal_contribution(atelier.registre, personne, fiche.cle)


@pytest.mark.parametrize(
    ("champs", "champ", "mot"),
    [
        ({"texte": " \n\t"}, "texte", "obligatoire"),
        ({"texte": "x" * (TEXTE_MAX + 1)}, "texte", "100000"),
        ({"texte": "nul \0"}, "texte", "garder"),
        ({"mandat": "x" * 301}, "mandat", "300"),
        ({"organisme": " "}, "organisme", "obligatoire"),
        ({"nature": "secte"}, "nature", "liste"),
        ({"niveau": "canton"}, "niveau", "liste"),
        ({"code": "9999"}, "code", "géographique"),
        ({"niveau": "perimetre", "code": "<script>"}, "code", "géographique"),
        ({"niveau": "perimetre", "code": "1" * (CODE_MAX + 1)}, "code", "géographique"),
        ({"question": ""}, "question", "obligatoire"),
        ({"question": "Que pense Camille Durand ?"}, "question", "clé"),
        ({"question": "q" * 301}, "question", "clé"),
        ({"maison": "00000-9"}, "maison", "registre"),
        ({"auteur": "Camille"}, "auteur", "inconnu"),
    ],
)
def test_une_saisie_fausse_est_dite_champ_par_champ(
    atelier: Atelier, champs: dict[str, Any], champ: str, mot: str
) -> None:
    with pytest.raises(SaisieInvalide) as refus:
        atelier.contribuer(**champs)
    assert list(refus.value.champs) == [champ]
    assert mot in refus.value.champs[champ]
    assert _lister(atelier) == []


def test_une_premiere_reponse_ecrite_pendant_la_notre(atelier: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    """Classe du défaut : deux premières réponses ensemble, dont l'une efface l'autre ou échoue sans dire pourquoi."""
    if atelier.registre.est_sqlite:
        return  # un seul écrivain à la fois : le second lit ce que le premier a écrit
    atelier.contribuer(question="une.autre")
    inserer = contributions._inserer

    def doubler(*arguments: Any) -> bool:
        monkeypatch.setattr(contributions, "_inserer", inserer)
        atelier.contribuer(texte="Celui de l'autre")
        return inserer(*arguments)

    monkeypatch.setattr(contributions, "_inserer", doubler)
    with pytest.raises(ConflitDeVersion) as conflit:
        atelier.contribuer(texte="Le mien")
    assert conflit.value.ecarts["texte"] == Ecart(None, "Celui de l'autre", "Le mien")
    assert [fiche.texte for fiche in _lister(atelier) if fiche.question != "une.autre"] == ["Celui de l'autre"]

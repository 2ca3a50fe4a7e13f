"""Une seule vérité : la page légère dit mot pour mot les phrases, les chiffres et les refus de l'écran."""

from __future__ import annotations

import re
from html import unescape

import pytest

from geo.ecriture import composition
from geo.portrait.cartons import DEFINITION
from geo.territoires import lire
from pages.interface import registre
from pages.leger import adresses, lecture, rendu
from pages.leger.page import Site
from tests.lieux_temoins import CODE_DU_GIER
from tests.pages.visite import blocs, droit, libelles, ouvrir, sans_erreur, textes

LIEUX = [
    ("zone_emploi", "8421", ""),
    ("zone_emploi", "0601", ""),
    ("commune", "42218", ""),
    ("commune", "04154", ""),
    ("epci", "245400676", ""),
    ("departement", "976", ""),
    ("region", "94", ""),
    ("france", "FR", ""),
    ("perimetre", CODE_DU_GIER, "Gier"),
]


def _page(chemin: str, nom: str = "") -> str:
    site = Site(registre.releve())
    return rendu.ecrire(lecture.trouver(site, chemin, nom), site).decode()


def _lignes(bloc: str) -> list[str]:
    """Textes des lignes d'une liste."""
    return [unescape(re.sub(r"<[^>]+>", "", ligne)) for ligne in re.findall(r"<li>(.*?)</li>", bloc)]


@pytest.mark.parametrize(("niveau", "code", "nom"), LIEUX)
def test_le_portrait_leger_est_celui_de_l_ecran(niveau: str, code: str, nom: str) -> None:
    visite = sans_erreur(ouvrir("territoire", niveau=niveau, code=code, **({"nom": nom} if nom else {})))
    legere = _page(adresses.territoire(lire(niveau, code, nom)).partition("?")[0], nom)
    montres = [composition.html(bloc.replace(DEFINITION, "/indicateur/")) for bloc in blocs(visite)]
    (ouverture,) = [bloc for bloc in montres if "atlas-ouverture" in bloc]
    (cartons,) = [bloc for bloc in montres if "atlas-cartons" in bloc]
    phrases = _lignes(ouverture.partition("</ul>")[0])
    assert phrases
    assert phrases == _lignes(legere.partition('class="atlas-portrait"')[2].partition("</ul>")[0])
    grands = re.findall(r'<dl class="atlas-en-grand">.*?</dl>', ouverture)
    assert grands == re.findall(r'<dl class="atlas-en-grand">.*?</dl>', legere)
    assert cartons in legere


@pytest.mark.parametrize(("niveau", "code"), [("zone_emploi", "7625"), ("departement", "69"), ("commune", "33063")])
def test_les_maisons_et_les_actions_sont_celles_de_l_ecran(niveau: str, code: str) -> None:
    visite = sans_erreur(ouvrir("territoire", niveau=niveau, code=code))
    legere = droit(unescape(_page(adresses.territoire(lire(niveau, code)))))
    montres = {droit(composition.markdown(libelle)) for libelle in libelles(visite)}
    liens = re.findall(r'<a href="/(maison|action)/[^"]*">(.*?)</a>', legere)
    assert {texte for genre, texte in liens if genre == "action"} <= montres
    assert {texte for _, texte in liens} & montres


@pytest.mark.parametrize("identifiant", ["chomage_localise", "emploi_prive", "taux_pauvrete", "population"])
def test_la_definition_est_celle_de_la_methode(identifiant: str) -> None:
    ecran = textes(sans_erreur(ouvrir("methode", fiche=identifiant)))
    montre = droit(unescape(composition.html(re.sub(r"<[^>]+>", "", ecran))))
    legere = droit(unescape(_page(adresses.indicateur(identifiant))))
    lignes = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", legere)
    assert len(lignes) > 5
    for titre, texte in lignes:
        nue = re.sub(r"<[^>]+>", "", texte)
        assert f"{titre} : " in montre
        assert nue.partition(" (")[0] in montre, nue


def test_la_fiche_d_une_maison_dit_ce_que_dit_l_annuaire() -> None:
    montre = textes(sans_erreur(ouvrir("maisons", maison="33063-1")))
    legere = droit(unescape(re.sub(r"<[^>]+>", "", _page("/maison/33063-1"))))
    (statut,) = re.findall(r"Statut à la date de la source.*", legere)
    assert statut.partition(" : ")[2] in montre.replace("**", "")
    assert "Fiabilité" in legere

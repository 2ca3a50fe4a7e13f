"""À propos : chaque indicateur et chaque source y figurent, les manques et les droits sont dits."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from donnees import entrepot
from donnees.catalogue import charger
from tests.pages.visite import PAGES, blocs, droit, libelles, liens, messages, ouvrir, sans_erreur, textes


def test_chaque_indicateur_et_chaque_source_y_figurent() -> None:
    visite = sans_erreur(ouvrir("methode"))
    depliants, lu = _fiches(visite), unescape(textes(visite))
    for fiche in charger().indicateurs.values():
        assert droit(fiche.libelle) in depliants
        assert droit(fiche.question) in lu
        assert droit(fiche.mention) in lu
        for precaution in fiche.precautions:
            assert droit(precaution) in lu
    for source in charger().sources.values():
        assert droit(f"{source.producteur} — {source.titre} ({source.millesime})") in depliants
        assert source.adresse in lu
        assert droit(source.licence) in lu
    assert len(depliants) == len(charger().indicateurs) + len(charger().sources)


def test_chaque_brut_lu_y_a_son_empreinte() -> None:
    lu, manifeste = unescape(textes(ouvrir("methode"))), entrepot.manifeste()
    for source in charger().sources.values():
        for fichier in source.fichiers:
            assert f"Fichier lu : {fichier}, SHA-256 {manifeste['sources'][fichier]}" in lu
    assert f"Jeu de données {manifeste['empreinte']}" in lu
    assert "Manques" in [onglet.label.split(" ")[0] for onglet in ouvrir("methode").tabs]


@pytest.mark.parametrize("indicateur", charger().indicateurs)
def test_lien_vers_un_indicateur_l_ouvre_en_tete(indicateur: str) -> None:
    visite = sans_erreur(ouvrir("methode", fiche=indicateur))
    assert droit(visite.subheader[0].value) == droit(charger().indicateur(indicateur).libelle)
    assert messages(visite) == []
    assert ("carte", f"indicateur={indicateur}") in liens(visite)


@pytest.mark.parametrize("indicateur", ["zut", "![x](//y.z)", "[a](b)", "x" * 5000, "\x00"])
def test_indicateur_inconnu_le_dit(indicateur: str) -> None:
    visite = sans_erreur(ouvrir("methode", fiche=indicateur))
    assert "n'est pas au catalogue" in messages(visite)[0]
    assert "](" not in visite.warning[0].value
    assert len(_fiches(visite)) == len(charger().indicateurs) + len(charger().sources)


def test_chercher_un_indicateur_sans_accent() -> None:
    visite = ouvrir("methode")
    visite.text_input[0].input("CHOMAGE").run()
    restants = _fiches(sans_erreur(visite))[: -len(charger().sources)]
    assert restants
    assert all("chômage" in libelle.lower() or "chômage" in _question(libelle) for libelle in restants)
    visite.text_input[0].input("zzz((").run()
    assert len(_fiches(sans_erreur(visite))) == len(charger().sources)


def _fiches(visite: AppTest) -> list[str]:
    """Titres des fiches repliées."""
    return [droit(unescape(titre)) for bloc in blocs(visite) for titre in re.findall("<summary>(.*?)</summary>", bloc)]


def _question(libelle: str) -> str:
    return next(f.question.lower() for f in charger().indicateurs.values() if droit(f.libelle) == libelle)


def test_accessibilite_et_donnees_personnelles() -> None:
    lu = textes(sans_erreur(ouvrir("accessibilite")))
    for attendu in ("non conforme", "RGAA", "tableau équivalent", "Données personnelles", "cookie"):
        assert attendu in lu


@pytest.mark.parametrize("page", sorted(PAGES.keys() - {"integrer"}))
def test_chaque_page_a_un_titre_et_mene_a_la_methode(page: str) -> None:
    visite = sans_erreur(ouvrir(page))
    assert len(visite.title) == 1
    assert {"Méthode et données", "Accessibilité"} <= set(libelles(visite))
    assert "Licence Ouverte 2.0" in textes(visite)


def test_une_source_sans_adresse_ne_se_donne_pas_pour_un_lien() -> None:
    """Classe du défaut : un lien vide rouvre la page où l'on est."""
    sans = [source for source in charger().sources.values() if not source.adresse]
    assert sans
    for page in ({}, {"fiche": next(i.id for i in charger().indicateurs.values() if sans[0].id in i.sources)}):
        blocs_lus = blocs(sans_erreur(ouvrir("methode", **page)))
        assert any("<a href" in bloc for bloc in blocs_lus)
        assert not [bloc for bloc in blocs_lus if 'href=""' in bloc]

"""Les réponses des partenaires à l'écran : brouillon, enregistrement, conflits, pannes ; rien de tapé ne se perd."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from donnees.registre import services
from donnees.registre.droits import VISITEUR
from donnees.registre.edition import IDENTITE_LOCALE
from donnees.registre.erreurs import RegistreIndisponible
from donnees.registre.services import FicheContribution
from geo.ecriture import formats
from pages.interface import registre
from tests.pages.visite import NAVIGATION, droit, messages, ouvrir, sans_erreur, textes

ALENCON: dict[str, str] = {"niveau": "zone_emploi", "code": "0051"}
AGENCE = "france_travail|Agence d'Alençon|Direction"
RENNES = "35238-1"


def _bouton(visite: AppTest, libelle: str) -> Any:
    return next(bouton for bouton in visite.button if libelle in bouton.label)


LIEN = ALENCON | {"partenaire": AGENCE, "maison": RENNES, "section": "essentiel"}
TEXTE = "Deux lignes\n<b>telles quelles</b>"


def _taper(visite: AppTest, texte: str) -> AppTest:
    return sans_erreur(visite.text_area[0].set_value(texte).run())


def _lues() -> list[FicheContribution]:
    return services.lister_contributions(registre.ouvert(), VISITEUR, ("zone_emploi", "0051"), RENNES)


@pytest.mark.usefixtures("edition")
def test_ce_qui_manque_pour_saisir_est_dit() -> None:
    assert "Porté par" in textes(ouvrir("diagnostic", **ALENCON))
    assert "Ajoutez un partenaire" in textes(ouvrir("diagnostic", **ALENCON, maison=RENNES))


@pytest.mark.usefixtures("edition")
def test_une_reponse_se_garde_s_enregistre_et_s_imprime_attribuee() -> None:
    visite = _taper(ouvrir("diagnostic", **LIEN), TEXTE)
    assert "Brouillon gardé" in textes(visite)
    rouverte = ouvrir("diagnostic", **LIEN)
    assert rouverte.text_area[0].value == TEXTE, "le brouillon se retrouve à la visite suivante"
    sans_erreur(_bouton(visite, "Enregistrer la réponse").click().run())
    (lue,) = _lues()
    assert (lue.organisme, lue.mandat, lue.texte) == ("Agence d'Alençon", "Direction", TEXTE)
    html = textes(ouvrir("diagnostic", **LIEN))
    assert "Deux lignes\n&lt;b&gt;telles quelles&lt;/b&gt;" in html
    jour = droit(formats.date_partielle(lue.modifie_le[:10]))
    assert f"Agence d&#39;Alençon, France Travail, Direction, {jour}" in html


@pytest.mark.usefixtures("edition")
def test_deux_personnes_ne_s_ecrasent_pas() -> None:
    visite = ouvrir("diagnostic", **LIEN)
    depart = _lues()[0]
    champs = ("maison", "niveau", "code", "question", "organisme", "nature", "mandat")
    autre = {champ: getattr(depart, champ) for champ in champs} | {"texte": "La leur"}
    services.enregistrer_contribution(registre.ouvert(), IDENTITE_LOCALE, depart.version, autre)
    visite = _taper(visite, "La nôtre")
    visite = sans_erreur(_bouton(visite, "Enregistrer la réponse").click().run())
    assert "modifiée par quelqu'un d'autre" in " ".join(messages(visite))
    assert visite.text_area[0].value == "La nôtre"
    visite = sans_erreur(_bouton(visite, "Garder la mienne").click().run())
    assert [lue.texte for lue in _lues()] == ["La nôtre"]
    bouton = next(b for b in visite.button if str(b.key).endswith(".retirer"))
    sans_erreur(bouton.click().run())
    assert _lues() == []


def _voisine(depart: FicheContribution, texte: str) -> FicheContribution:
    """Quelqu'un d'autre change la réponse."""
    champs = ("maison", "niveau", "code", "question", "organisme", "nature", "mandat")
    autre = {champ: getattr(depart, champ) for champ in champs} | {"texte": texte}
    return services.enregistrer_contribution(registre.ouvert(), IDENTITE_LOCALE, depart.version, autre)


def _lien(qui: str) -> dict[str, str]:
    return LIEN | {"partenaire": f"france_travail|{qui}|Direction"}


def _siennes(qui: str) -> list[FicheContribution]:
    return [lue for lue in _lues() if lue.organisme == qui]


def _repondre(qui: str) -> tuple[AppTest, FicheContribution]:
    """Une réponse de cet organisme, et l'onglet qui l'a écrite."""
    visite = _taper(ouvrir("diagnostic", **_lien(qui)), "Première")
    visite = sans_erreur(_bouton(visite, "Enregistrer la réponse").click().run())
    (lue,) = _siennes(qui)
    return visite, lue


@pytest.mark.usefixtures("edition")
def test_prendre_la_reponse_d_un_autre_abandonne_son_brouillon() -> None:
    visite, depart = _repondre("Agence A")
    _voisine(depart, "La leur")
    visite = _bouton(_taper(visite, "La nôtre"), "Enregistrer la réponse").click().run()
    visite = sans_erreur(_bouton(visite, "Prendre la sienne").click().run())
    assert visite.text_area[0].value == "La leur"
    rouverte = ouvrir("diagnostic", **_lien("Agence A"))
    assert rouverte.text_area[0].value == "La leur", "le texte abandonné ne revient pas"
    assert "Brouillon gardé" not in textes(rouverte)


@pytest.mark.usefixtures("edition")
def test_une_reponse_retiree_par_un_autre_se_dit_et_peut_le_rester() -> None:
    visite, depart = _repondre("Agence B")
    services.retirer_contribution(registre.ouvert(), IDENTITE_LOCALE, depart.cle, depart.version)
    visite = sans_erreur(_bouton(_taper(visite, "La nôtre"), "Enregistrer la réponse").click().run())
    assert "retirée par quelqu'un d'autre" in " ".join(messages(visite))
    visite = sans_erreur(_bouton(visite, "La laisser retirée").click().run())
    assert "Pas encore de réponse" in textes(visite)
    assert not _siennes("Agence B")


@pytest.mark.usefixtures("edition")
def test_une_reponse_changee_ailleurs_se_relit_tant_que_rien_n_est_tape() -> None:
    visite, depart = _repondre("Agence C")
    _voisine(depart, "Changée ailleurs")
    visite = sans_erreur(visite.run())
    assert visite.text_area[0].value == "Changée ailleurs"
    visite = _taper(visite, "À nous")
    _voisine(_siennes("Agence C")[0], "Encore changée")
    assert sans_erreur(visite.run()).text_area[0].value == "À nous", "ce qui est tapé reste"


@pytest.mark.usefixtures("edition")
def test_un_texte_tape_juste_avant_de_changer_de_section_se_retrouve() -> None:
    visite, _ = _repondre("Agence D")
    visite.text_area[0].set_value("Tapé puis quitté")
    section = next(c for c in visite.selectbox if c.label == "Section")
    visite = sans_erreur(section.set_value("chomage").run())
    visite = next(c for c in visite.selectbox if c.label == "Section").set_value("essentiel").run()
    assert sans_erreur(visite).text_area[0].value == "Tapé puis quitté"


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("geste", ["Enregistrer la réponse", "Retirer"])
def test_une_base_en_panne_au_milieu_d_un_geste_se_dit(geste: str, monkeypatch: pytest.MonkeyPatch) -> None:
    visite, depart = _repondre(f"Agence où {geste}")
    _voisine(depart, "Ailleurs")
    visite = _taper(visite, "À garder")

    def echouer(*_: object, **__: object) -> None:
        raise RegistreIndisponible

    monkeypatch.setattr(services, "lister_contributions", echouer)
    suffixe = ".enregistrer" if geste.startswith("Enr") else ".retirer"
    visite = sans_erreur(next(b for b in visite.button if str(b.key).endswith(suffixe)).click().run())
    assert visite.text_area[0].value == "À garder"
    assert "ne répond pas" in textes(visite)


@pytest.mark.usefixtures("edition")
def test_qui_repond_reste_le_meme_quand_la_liste_change() -> None:
    autre = "etat|DDETS de l'Orne|"
    visite = AppTest.from_file(str(NAVIGATION), default_timeout=60)
    visite._page_hash = calc_hash("diagnostic")
    for nom, valeur in (LIEN | {"partenaire": [AGENCE, autre]}).items():
        visite.query_params[nom] = valeur
    visite = visite.run()
    qui = next(c for c in visite.selectbox if c.label == "Qui répond")
    visite = sans_erreur(qui.select_index(1).run())
    visite = sans_erreur(next(b for b in visite.button if b.key == "diagnostic.retirer.0").click().run())
    assert "DDETS" in str(next(c for c in visite.selectbox if c.label == "Qui répond").value)


@pytest.mark.usefixtures("edition")
def test_une_base_en_panne_ne_perd_pas_le_texte(monkeypatch: pytest.MonkeyPatch) -> None:
    visite = ouvrir("diagnostic", **LIEN)

    def echouer(*_: object, **__: object) -> None:
        raise RegistreIndisponible

    monkeypatch.setattr(services, "garder_brouillon", echouer)
    visite = _taper(visite, "À ne pas perdre")
    assert "Votre texte reste dans cet onglet" in textes(visite)
    assert visite.text_area[0].value == "À ne pas perdre"

"""Le diagnostic partagé : aperçu, fichiers, sections, partenaires, réponses, gabarit, liens faux."""

from __future__ import annotations

import io
import math
from typing import Any

import pytest
import streamlit as st
from docx import Document
from streamlit.runtime.scriptrunner import StopException
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from donnees.catalogue.diagnostic import diagnostic
from donnees.registre import services
from donnees.registre.erreurs import RegistreIndisponible
from geo.documents import fabrique
from geo.documents.demande import Demande
from geo.documents.ouvrier import AtelierPlein, Travail
from pages.interface import documents, registre
from pages.restituer.diagnostic import reponses
from tests.pages.visite import NAVIGATION, messages, ouvrir, parametre, sans_erreur, textes

ALENCON: dict[str, str] = {"niveau": "zone_emploi", "code": "0051"}
AGENCE = "france_travail|Agence d'Alençon|Direction"
HOSTILE = 'france_travail|<img src=x onerror=alert(1)> **x** [a](javascript:b) {{ 7*7 }} #eval("1")|'
RENNES = "35238-1"


def _bouton(visite: AppTest, libelle: str) -> Any:
    return next(bouton for bouton in visite.button if libelle in bouton.label)


def _fichier(visite: AppTest, suffixe: str) -> Any:
    return next(b for b in visite.get("download_button") if b.proto.label.startswith(f"Télécharger : {suffixe}"))


def test_sans_territoire_dit_a_quoi_sert_le_document_et_en_cherche_un() -> None:
    visite = sans_erreur(ouvrir("diagnostic"))
    assert "une question à chacun sous chaque figure" in textes(visite)
    assert "De quel territoire" in textes(visite)


def test_l_apercu_montre_la_section_du_lien_et_ses_questions() -> None:
    visite = sans_erreur(ouvrir("diagnostic", **ALENCON, section="chomage"))
    lu = textes(visite)
    assert "Diagnostic partagé — Alençon" in lu
    assert "Le chômage et les demandeurs d'emploi" in lu
    assert 'src="data:image/svg+xml;base64,' in lu
    assert "À France Travail" in lu
    assert "À remplir avec le partenaire" in lu


def test_chaque_section_a_son_apercu() -> None:
    for section in diagnostic().sections:
        visite = sans_erreur(ouvrir("diagnostic", **ALENCON, section=section.id))
        assert not messages(visite), section.id


@pytest.mark.parametrize(("suffixe", "debut"), [("pdf", b"%PDF"), ("docx", b"PK"), ("pptx", b"PK"), ("xlsx", b"PK")])
def test_chaque_format_se_prepare_puis_se_telecharge(suffixe: str, debut: bytes) -> None:
    visite = ouvrir("diagnostic", **ALENCON, sections="essentiel.chomage", section="chomage")
    nom = fabrique.FORMATS[suffixe].nom
    visite = sans_erreur(_bouton(visite, f"{nom},").click().run(timeout=120))
    assert _fichier(visite, nom).proto.label.endswith(("ko)", "Mo)"))
    gardes = documents.atelier()._gardes.items()
    demandes = [t for cle, t in gardes if isinstance(cle, tuple) and cle[0] == "diagnostic" and cle[3] == suffixe]
    assert demandes[0].resultat().startswith(debut)


def test_un_fichier_prepare_ne_se_refait_pas_a_chaque_reglage() -> None:
    visite = ouvrir("diagnostic", **ALENCON, sections="essentiel.chomage", section="chomage")
    visite = sans_erreur(_bouton(visite, "Classeur,").click().run(timeout=120))
    section = next(c for c in visite.selectbox if c.label == "Section")
    visite = sans_erreur(section.set_value("essentiel").run())
    assert _fichier(visite, "Classeur"), "lire une autre section n'y change rien"
    porte = next(c for c in visite.selectbox if c.label == "Porté par")
    visite = sans_erreur(porte.set_value(RENNES).run())
    libelles = [bouton.proto.label for bouton in visite.get("download_button")]
    assert not any(libelle.startswith("Télécharger") for libelle in libelles)


def test_les_sections_se_retirent_et_changent_d_ordre_dans_l_adresse() -> None:
    visite = ouvrir("diagnostic", **ALENCON, sections="essentiel.chomage.annexes")
    monter = next(b for b in visite.button if b.key == "diagnostic.Monter.chomage")
    visite = sans_erreur(monter.click().run())
    assert parametre(visite, "sections") == "chomage.essentiel.annexes"
    assert visite.multiselect[0].value == ["chomage", "essentiel", "annexes"]


def test_un_partenaire_de_l_adresse_a_ses_questions() -> None:
    visite = sans_erreur(ouvrir("diagnostic", **ALENCON, partenaire=AGENCE))
    lu = textes(visite)
    assert "À France Travail (Agence d'Alençon)" in lu
    assert "À l'État" not in lu


def test_un_partenaire_s_ajoute_et_se_retire() -> None:
    visite = ouvrir("diagnostic", **ALENCON)
    next(c for c in visite.text_input if c.label == "Ou son nom").set_value("Lycée Alain | Alençon")
    next(c for c in visite.selectbox if c.label == "Nature").set_value("organisme_formation")
    visite = sans_erreur(_bouton(visite, "Ajouter le partenaire").click().run())
    assert parametre(visite, "partenaire") == "organisme_formation|Lycée Alain   Alençon|"
    visite = sans_erreur(_bouton(visite, "Retirer").click().run())
    assert not parametre(visite, "partenaire")


def test_un_partenaire_sans_nom_est_refuse() -> None:
    visite = _bouton(ouvrir("diagnostic", **ALENCON), "Ajouter le partenaire").click().run()
    assert "tapez son nom" in textes(sans_erreur(visite))
    assert not parametre(visite, "partenaire")


def test_un_nom_hostile_reste_du_texte() -> None:
    visite = sans_erreur(ouvrir("diagnostic", **ALENCON, partenaire=HOSTILE))
    html = "".join(str(element.proto.body) for element in visite.get("html"))
    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "{{ 7*7 }}" in html
    assert not any("**x**" in element.value for element in visite.markdown)


@pytest.mark.parametrize("faux", ["mairie|Alençon|", "etat||", "n'importe quoi", "|" * 50])
def test_un_partenaire_illisible_est_dit_et_laisse(faux: str) -> None:
    visite = sans_erreur(ouvrir("diagnostic", **ALENCON, partenaire=faux))
    assert any("illisibles" in message for message in messages(visite))
    assert not parametre(visite, "partenaire")


@pytest.mark.parametrize(
    ("nom", "valeur"),
    [("section", "x"), ("sections", "essentiel.inconnue"), ("comparateur", "lune.1"), ("maison", "nulle-part")],
)
def test_un_lien_faux_est_dit_et_remplace(nom: str, valeur: str) -> None:
    visite = sans_erreur(ouvrir("diagnostic", **ALENCON, **{nom: valeur}))
    assert any("n'existe pas ici" in message for message in messages(visite))


def test_sans_connexion_la_saisie_explique_et_n_offre_rien() -> None:
    visite = sans_erreur(ouvrir("diagnostic", **ALENCON, partenaire=AGENCE, maison=RENNES))
    assert "des lignes à remplir à la main" in textes(visite)
    assert not visite.text_area


def test_une_panne_passagere_n_est_pas_gardee(monkeypatch: pytest.MonkeyPatch) -> None:
    demande = Demande("zone_emploi", "0051", maison=RENNES)
    version = registre.jeton() + "-passagère"

    def echouer(*_: object, **__: object) -> None:
        raise RegistreIndisponible

    with monkeypatch.context() as panne:
        panne.setattr(services, "lister_contributions", echouer)
        assert reponses.relever(demande, version) is None, "pas de réponse lue n'est pas « aucune réponse »"
    assert reponses.relever(demande, version) is not None


def test_une_panne_du_registre_garde_la_maison_du_lien(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registre._panne, "fin", math.inf)
    visite = sans_erreur(ouvrir("diagnostic", **ALENCON, maison=RENNES, section="plan"))
    assert parametre(visite, "maison") == RENNES
    assert not any("n'existe pas" in message for message in messages(visite)), "se taire n'est pas ne pas exister"
    assert "Le registre des actions ne répond pas" in textes(visite)


def test_un_document_porte_la_version_du_registre_d_avant_sa_lecture(monkeypatch: pytest.MonkeyPatch) -> None:
    cles: list[Any] = []
    relever, demander = reponses.relever, documents.atelier().demander
    depart = registre.jeton()

    def ecrire_pendant(*arguments: Any) -> Any:
        lues = relever(*arguments)
        monkeypatch.setattr(registre, "jeton", lambda: "d'après")
        return lues

    def noter(cle: Any, *reste: Any) -> Any:
        cles.append(cle)
        return demander(cle, *reste)

    monkeypatch.setattr(reponses, "relever", ecrire_pendant)
    monkeypatch.setattr(documents.atelier(), "demander", noter)
    ouvrir("diagnostic", **ALENCON, section="essentiel")
    assert [cle[2] for cle in cles] == [depart], "un contenu ancien serait gardé sous une version neuve"


def test_le_lien_du_document_ne_porte_que_ses_reglages(monkeypatch: pytest.MonkeyPatch) -> None:
    demandes: list[Any] = []
    demander = documents.atelier().demander

    def noter(cle: Any, *reste: Any) -> Any:
        demandes.append(cle[1])
        return demander(cle, *reste)

    monkeypatch.setattr(documents.atelier(), "demander", noter)
    monkeypatch.setattr(type(st.context), "url", "https://atlas.exemple/diagnostic")
    for etranger in ({}, {"utm": "x" * 5000}, {"nom": "x" * 5000}, {"sections": "essentiel" + "." * 5000}):
        ouvrir("diagnostic", **ALENCON, section="essentiel", partenaire="etat|" + "N" * 5000, **etranger)
    assert len({len(demande.adresse) for demande in demandes}) == 2, "seule la section choisie change le lien"
    assert all(len(demande.adresse) < 500 for demande in demandes)


def test_un_atelier_plein_se_dit(monkeypatch: pytest.MonkeyPatch) -> None:
    def plein(*_: object) -> None:
        raise AtelierPlein("Trop de documents sont demandés en ce moment : réessayez dans une minute.")

    monkeypatch.setattr(documents.atelier(), "demander", plein)
    visite = sans_erreur(ouvrir("diagnostic", **ALENCON))
    assert any("réessayez dans une minute" in message for message in messages(visite))


def test_le_gabarit_de_l_atlas_est_un_docx_qui_se_rouvre() -> None:
    assert Document(io.BytesIO(fabrique.gabarit_word())).styles


def test_le_cadre_a_integrer_garde_chaque_partenaire() -> None:
    visite = AppTest.from_file(str(NAVIGATION), default_timeout=60)
    visite._page_hash = calc_hash("diagnostic")
    for nom, valeur in (ALENCON | {"partenaire": [AGENCE, "etat|DDETS|"]}).items():
        visite.query_params[nom] = valeur
    (cadre,) = (code.value for code in sans_erreur(visite.run()).code if "<iframe" in code.value)
    assert "Agence" in cadre
    assert "DDETS" in cadre


def test_une_page_quittee_n_attend_plus_son_document(monkeypatch: pytest.MonkeyPatch) -> None:
    travail = Travail(None, demandeurs=1)

    def quitter(_: Travail) -> None:
        raise StopException

    monkeypatch.setattr(documents.atelier(), "demander", lambda *_: travail)
    monkeypatch.setattr(documents, "_attendre", quitter)
    with pytest.raises(StopException):
        documents.obtenir("quittée", fabrique.apercu)
    assert travail.demandeurs == 0


def test_le_meme_comparateur_deux_fois_ne_se_reproche_pas() -> None:
    visite = sans_erreur(ouvrir("diagnostic", **ALENCON, comparateur="region.28", comparateur2="region.28"))
    assert messages(visite) == []
    assert not parametre(visite, "comparateur2")

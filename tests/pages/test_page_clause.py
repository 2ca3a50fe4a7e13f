"""Agir › Clause sociale : l'exemple, la saisie, chaque territoire, les liens abîmés, le fichier, le terrain."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from geo import territoires
from geo.clause import adresse, fichier
from geo.clause.calcul import Lot, Simulation
from pages.agir.clause_sociale import fichier as clause_fichier
from pages.interface import registre
from tests.lieux_temoins import NIVEAUX, PERIMETRE
from tests.pages.visite import (
    blocs,
    droit,
    etat_montre,
    libelles,
    messages,
    ouvrir,
    parametre,
    sans_erreur,
    textes,
    tout_deplier,
)

MARCHE = Simulation((Lot("peinture", 120_000.0, 70.0), Lot("nettoyage", 90_000.0, 80.0, "Vitres")), 30.0, 5.0, "École")


def _bouton(visite: AppTest, libelle: str) -> None:
    next(bouton for bouton in visite.button if bouton.label == libelle).click()


def test_la_page_s_ouvre_sur_l_exemple_dit_comme_tel() -> None:
    visite = sans_erreur(ouvrir("clause-sociale"))
    lus = textes(visite)
    premier = droit(blocs(visite)[0])
    assert "Un marché de 1 000 000 € hors taxes peut porter environ 833 heures d'insertion" in premier
    assert "Exemple à remplacer" in lus
    assert "code du travail, article L. 3121-41" in lus
    assert "décret n° 2025-1228" in lus
    assert messages(visite) == []


def test_saisir_mon_marche_vide_les_hypotheses_puis_calcule() -> None:
    visite = ouvrir("clause-sociale")
    _bouton(visite, "Saisir mon marché")
    visite = sans_erreur(visite.run())
    assert "Exemple à remplacer" not in textes(visite)
    assert [champ.value for champ in visite.number_input] == [None] * 4
    assert "il faut un montant hors taxes positif" in textes(visite)
    for cle, valeur in (("cout", 30.0), ("taux", 5.0), ("montant0", 120_000.0), ("part0", 70.0)):
        visite.number_input(key=f"clause.{cle}").set_value(valeur)
        visite = sans_erreur(visite.run())
    assert "environ 140 heures d'insertion" in textes(visite)
    assert parametre(visite, "lots") == "autre_120000_70"


def test_choisir_un_metier_apporte_sa_part_et_sa_source() -> None:
    visite = ouvrir("clause-sociale")
    visite = sans_erreur(visite.selectbox(key="clause.metier0").select("nettoyage").run())
    assert visite.number_input(key="clause.part0").value == 80
    assert "aucune source publique retrouvée" in textes(visite)
    assert parametre(visite, "lots") == "nettoyage_1000000_80"
    visite = sans_erreur(visite.number_input(key="clause.part0").set_value(60.0).run())
    assert "saisie par l'utilisateur ; le repère est 80 %" in textes(visite).replace("Saisie", "saisie")


def test_le_lien_rend_le_marche_a_l_identique() -> None:
    visite = sans_erreur(ouvrir("clause-sociale", **adresse.ecrire(MARCHE)))
    assert visite.text_input(key="clause.marche").value == "École"
    assert visite.text_input(key="clause.nom1").value == "Vitres"
    assert visite.number_input(key="clause.montant1").value == 90_000
    assert "« École » : un marché de 210 000 € hors taxes (2 lots) peut porter environ 260 heures" in textes(visite)
    assert (
        adresse.lire({nom: parametre(visite, nom) for nom in adresse.PARAMETRES if parametre(visite, nom)})[0] == MARCHE
    )


def test_ajouter_puis_retirer_un_lot() -> None:
    visite = ouvrir("clause-sociale", **adresse.ecrire(MARCHE))
    _bouton(visite, "Ajouter un lot")
    visite = sans_erreur(visite.run())
    assert len([c for c in visite.selectbox if str(c.key).startswith("clause.metier")]) == 3
    assert any("Lot 3 non compté" in message for message in messages(visite))
    assert "environ 260 heures" in textes(visite)
    _bouton(visite, "Retirer le lot 1")
    visite = sans_erreur(visite.run())
    assert parametre(visite, "lots").startswith("nettoyage_90000_80_Vitres~autre")


@pytest.mark.parametrize(("ecart", "bornes"), [("10", "552 à 1 232"), ("20", "356 à 1 800"), ("30", "220 à 2 615")])
def test_la_sensibilite_suit_l_ecart(ecart: str, bornes: str) -> None:
    assert f"le marché porte de {bornes} heures" in textes(sans_erreur(ouvrir("clause-sociale", ecart=ecart)))


@pytest.mark.parametrize(
    "parametres",
    [
        {"lots": "x" * 5000},
        {"lots": "peinture_1e999_70"},
        {"cout": "nan"},
        {"taux": "-1"},
        {"ecart": "900"},
        {"lots": "~".join(["peinture_1_70"] * 40)},
        {"niveau": "commune", "code": "<script>"},
        {"marche": "![x](//y.z)\x00", "lots": "peinture_5_70_%3Cscript%3E", "cout": "zéro"},
    ],
)
def test_un_lien_abime_avertit_sans_trace(parametres: dict[str, str]) -> None:
    visite = sans_erreur(ouvrir("clause-sociale", **parametres))
    assert messages(visite)
    assert not any("<script" in str(element.proto.body) for element in visite.get("html"))
    for message in visite.warning:
        assert not re.search(r"(?<!\\)(!\[|\]\(|<\w)", message.value), message.value


@pytest.mark.parametrize("niveau", NIVEAUX)
def test_chaque_niveau_de_territoire(niveau: str) -> None:
    visite = sans_erreur(ouvrir("clause-sociale", niveau=niveau, code=NIVEAUX[niveau]))
    libelle = droit(territoires.lire(niveau, NIVEAUX[niveau]).libelle)
    assert f"{libelle} : " in textes(visite)
    assert "en juillet 2019" in textes(visite)
    couche = etat_montre(visite)["couches"][0]
    assert (couche["groupe"], couche["couche"]) == ("reseau", "reseau-siae")


def test_un_perimetre_a_son_nom_ses_structures_et_son_cerne() -> None:
    visite = sans_erreur(
        ouvrir(
            "clause-sociale", niveau="perimetre", code=PERIMETRE.code, nom="Vallée du Gier", **adresse.ecrire(MARCHE)
        )
    )
    assert "Vallée du Gier : " in textes(visite)
    assert etat_montre(visite)["perimetre"]["codes"] == list(PERIMETRE.communes)
    assert "environ 260 heures" in textes(visite)


def test_choisir_un_territoire_garde_le_marche_saisi() -> None:
    visite = ouvrir("clause-sociale", **adresse.ecrire(MARCHE))
    visite.query_params["courant"] = "commune:69266"
    sans_erreur(visite.run())
    assert (parametre(visite, "niveau"), parametre(visite, "code")) == ("commune", "69266")
    assert (
        adresse.lire({nom: parametre(visite, nom) for nom in adresse.PARAMETRES if parametre(visite, nom)})[0] == MARCHE
    )


def test_les_heures_publiees_ne_s_additionnent_pas() -> None:
    visite = sans_erreur(tout_deplier(ouvrir("clause-sociale")))
    lus = textes(visite)
    assert "des heures d'insertion pour 5 maisons, dont 3 pour une année précise" in lus
    assert "Aucune somme" in lus
    table = next(t.value for t in visite.table if "2017" in t.value.columns)
    assert list(table.columns) == ["2017", "2018"]
    assert len(table) == 3
    total = next(libelle for libelle in libelles(visite) if "A57" in libelle)
    assert "durée non précisée" in droit(total)


def test_rse_et_clause_comptees_avec_leurs_liens() -> None:
    visite = sans_erreur(ouvrir("clause-sociale", niveau="zone_emploi", code="8421"))
    lus = textes(visite)
    assert "Responsabilité sociale des entreprises (2)" in lus
    assert "Clause sociale (1)" in lus
    assert any("Charte des 1 000" in droit(libelle) for libelle in libelles(visite))


def test_un_registre_en_panne_est_dit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registre, "en_panne", lambda: True)
    visite = sans_erreur(ouvrir("clause-sociale"))
    assert any("les heures réalisées ne peuvent être lues" in message for message in messages(visite))
    assert any("ne peuvent être comptées" in message for message in messages(visite))
    assert "833 heures" in textes(visite)


def test_le_fichier_depose_est_calcule_et_les_refus_sont_dits() -> None:
    visite = ouvrir("clause-sociale")
    octets = "marche;metier;montant_ht\nÉcole;peinture;120000\nMairie;plomberie;5000\n".encode("cp1252")
    visite = sans_erreur(visite.file_uploader[0].set_value(("marches.csv", octets, "text/csv")).run())
    assert "1 ligne calculée : environ 140 heures" in textes(visite)
    assert any("1 ligne à corriger" in message for message in messages(visite))


def test_un_classeur_renomme_est_refuse() -> None:
    visite = ouvrir("clause-sociale")
    visite = sans_erreur(visite.file_uploader[0].set_value(("x.csv", b"PK\x03\x04\x00", "text/csv")).run())
    assert any("ni un CSV" in message for message in messages(visite))


def test_le_resultat_d_un_fichier_s_emporte_en_classeur_sans_formule() -> None:
    octets = b"marche;metier;montant_ht\n=1+1;peinture;120000\nMairie;plomberie;5000\n"
    table = fichier.tableau(fichier.lire(octets, 30, 5))
    lu = load_workbook(io.BytesIO(clause_fichier._classeur(table)))
    lignes = list(lu["Marchés"].iter_rows(min_row=2, max_row=3, values_only=True))
    assert [ligne[1] for ligne in lignes] == ["'=1+1", "Mairie"]
    assert [ligne[7] for ligne in lignes] == [140, None]
    assert "plomberie" in str(lignes[1][9])

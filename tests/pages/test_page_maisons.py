"""Accueil et Explorer › Maisons : recherche, annuaire, fiche d'une maison."""

from __future__ import annotations

import pandas as pd
import pytest

from donnees import entrepot
from donnees.catalogue import charger
from geo import territoires
from geo.actions import annuaire, presence
from geo.ecriture import formats
from geo.mesures import phrases
from geo.mesures.repartitions import repartir
from pages.interface import registre
from tests.pages.visite import droit, etat_montre, libelles, liens, messages, ouvrir, sans_erreur, textes

MAISONS = entrepot.table("maisons")


def test_accueil() -> None:
    visite = sans_erreur(ouvrir("accueil"))
    lu = textes(visite)
    assert droit(visite.title[0].value) == "Où est ma maison de l'emploi ?"
    etat = etat_montre(visite)
    assert etat["neutre"], "les maisons d'abord"
    assert [couche["groupe"] for couche in etat["couches"]] == ["maisons"]
    for porte in ("Vous êtes élu·e", "Vous dirigez une maison", "Vous voulez vérifier"):
        assert porte in lu
    attendus = {"Ouvrir la carte", "Composer un périmètre", "Voir méthode et données", "Accessibilité"}
    assert attendus <= set(libelles(visite))


def test_accueil_montre_le_chomage_ensuite_si_on_le_demande() -> None:
    visite = sans_erreur(ouvrir("accueil", fond="chomage"))
    assert droit(phrases.phrase(repartir("chomage_localise", "zone_emploi"))) in textes(visite)
    assert etat_montre(visite)["titre"] == "Taux de chômage localisé"


def test_toucher_une_zone_de_l_accueil_en_fait_le_territoire_courant() -> None:
    visite = ouvrir("accueil")
    visite.query_params["courant"] = "zone_emploi:8435"
    sans_erreur(visite.run())
    assert "Voiron" in textes(visite)
    assert etat_montre(visite)["perimetre"]["codes"]


def _date(maison: pd.Series) -> str:
    """La date de la source, en toutes lettres."""
    return droit(formats.date_partielle(str(maison["date_source"]))) or "date inconnue"


def test_accueil_dit_la_fraicheur() -> None:
    visite = ouvrir("accueil")
    table = visite.table[0].value
    chomage = table.loc["Taux de chômage localisé"]
    assert droit(str(chomage["Dernière période"])) == "4ᵉ trimestre 2025"
    assert chomage["Producteur"] == "Insee"
    for nombre in (len(charger().indicateurs), len(charger().sources), len(registre.releve().actions)):
        assert droit(formats.nombre(nombre)) in textes(visite)
    defaut = int(MAISONS["par_defaut"].sum())
    dit = f"{defaut} maisons de l'emploi et antennes, montrées d'office, et {len(MAISONS) - defaut} structures"
    assert dit in textes(visite)


def test_annuaire_par_defaut() -> None:
    visite = sans_erreur(ouvrir("maisons"))
    lu = registre.releve()
    retenues = annuaire.filtrer(lu.maisons, lu.actions, annuaire.Filtre())
    assert visite.subheader[0].value == f"{len(retenues)} sur {len(MAISONS)} structures relevées"
    assert "pas de liste officielle" in textes(visite)
    assert etat_montre(visite)["couches"][0]["filtre"]["maison"] == retenues["maison"].tolist()
    premiere = retenues.iloc[0]
    assert ("maisons", f"maison={premiere['maison']}") in liens(visite)
    assert f"fiabilité {premiere['fiabilite']} · source de {_date(premiere)}" in textes(visite)


def test_annuaire_toutes_les_pages_montrent_toutes_les_maisons() -> None:
    visite = ouvrir("maisons")
    visite.multiselect[1].set_value([]).run()
    visite.multiselect[2].set_value([]).run()
    vues: set[str] = set()
    for page in range(1, int(visite.number_input[0].max or 1) + 1):
        visite.number_input[0].set_value(page).run()
        vues |= {parametres for cible, parametres in liens(sans_erreur(visite)) if cible == "maisons"}
    assert {f"maison={m}" for m in MAISONS["maison"]} <= vues


def test_annuaire_filtre_et_recherche() -> None:
    visite = ouvrir("maisons")
    visite.text_input[0].input("BLOIS").run()
    assert visite.subheader[0].value.startswith("1 sur ")
    visite.text_input[0].input("zzz(").run()
    assert "Aucune maison relevée ne répond" in sans_erreur(visite).info[0].value


@pytest.mark.parametrize("identifiant", MAISONS["maison"].tolist())
def test_fiche_de_chaque_maison(identifiant: str) -> None:
    visite = sans_erreur(ouvrir("maisons", maison=identifiant))
    releve = registre.releve()
    fiche = annuaire.maison(releve.maisons, identifiant)
    assert fiche is not None
    lu, actions = textes(visite), releve.actions[releve.actions["maison"] == identifiant]
    assert droit(visite.title[0].value) == droit(" ".join(str(fiche["nom"]).split()))
    assert annuaire.FIABILITE_EXPLIQUEE[str(fiche["fiabilite"])] in lu
    assert f"Statut à la date de la source ({_date(fiche)})" in lu
    assert droit(" ".join(str(fiche["statut"]).split())) in lu
    assert f"Actions ({len(actions)})" in lu
    menees = {parametres for cible, parametres in liens(visite) if cible == "plan-actions"}
    assert {f"action={cle}" for cle in actions["action"]} <= menees
    assert ("territoire", f"niveau=zone_emploi&code={fiche['zone_emploi']}") in liens(visite)
    assert "Toutes les maisons" in libelles(visite)


@pytest.mark.parametrize("identifiant", ["zut", "![x](//y.z)", "\x00", "'; DROP TABLE", "9" * 4000])
def test_maison_inconnue_le_dit_et_montre_l_annuaire(identifiant: str) -> None:
    visite = sans_erreur(ouvrir("maisons", maison=identifiant))
    assert "n'est pas dans l'annuaire" in messages(visite)[0]
    assert "![" not in visite.warning[0].value
    assert visite.title[0].value == "Les maisons de l'emploi relevées"


@pytest.mark.parametrize("code", ["8435", "0051"])
def test_autour_d_un_territoire_les_plus_proches_suivent(code: str) -> None:
    """Classe du défaut : une réponse qui s'arrête à la limite, quand la maison voisine est juste derrière."""
    visite = sans_erreur(ouvrir("maisons", niveau="zone_emploi", code=code))
    releve, zone = registre.releve(), territoires.lire("zone_emploi", code)
    partout = annuaire.filtrer(releve.maisons, releve.actions, annuaire.Filtre())
    dedans = set(presence.maisons(partout, zone.communes)["maison"])
    menees = [parametres.removeprefix("maison=") for page, parametres in liens(visite) if page == "maisons"]
    dehors = [cle for cle in menees if cle in set(partout["maison"]) - dedans]
    attendues = presence.proches(partout[~partout["maison"].isin(dedans)], zone.communes, presence.PROCHES)
    assert sorted(dehors) == sorted(attendues["maison"])
    assert "Autour, les plus proches à vol d'oiseau" in textes(visite)
    assert any(
        droit(formats.avec_unite(attendues["km"].iloc[0], "km")) in droit(libelle) for libelle in libelles(visite)
    )
    assert visite.subheader[0].value.startswith(f"{len(dedans)} sur ")
    if dedans:
        assert set(etat_montre(visite)["couches"][0]["filtre"]["maison"]) == dedans | set(dehors)


def test_toute_la_france_n_a_pas_d_autour_et_les_filtres_d_un_lien_sont_deplies() -> None:
    assert "Autour" not in textes(ouvrir("maisons"))
    assert not ouvrir("maisons").expander[0].proto.expanded
    assert ouvrir("maisons", regions="84").expander[0].proto.expanded

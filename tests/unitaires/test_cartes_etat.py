"""Ce qui voyage jusqu'à la carte : léger, fidèle, une couleur par classe."""

from __future__ import annotations

import itertools
import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees import entrepot
from donnees.catalogue import charger
from geo.actions import points
from geo.cartes.classes import Reglages, classement, couleurs
from geo.cartes.etat import Habillage, etat_carte, etat_neutre
from geo.mesures.classes import METHODES, SANS_DONNEE
from geo.mesures.repartitions import Repartition, repartir
from geo.territoires.niveaux import NOMS_NIVEAUX
from tests.typographie import droit
from tests.unitaires.repartitions_fabriquees import COUPLES, PIVOTS, ZONES

POIDS_MAX = 6000
COUCHES = points.couches(
    maisons=("mde",),
    fiabilite=("A", "B"),
    actions=tuple(points.THEMES_ACTIONS),
    annees=points.annees_actions(),
    reseaux=(),
    programmes=(),
    fichiers={groupe: f"../pages.cadre.ressources.carte/{groupe}-0123456789.json" for groupe in points.COLONNES},
)
HABILLAGE = Habillage(selection="0051", couches=COUCHES, theme="light")
REGLAGES = [Reglages(nombre=7), Reglages("jenks", 6), Reglages("egales", 7), Reglages("manuelles", seuils=(0.0, 5.0))]


def _valeurs(etat: dict[str, Any]) -> list[int | None]:
    """Relit les valeurs serrées comme le fait le navigateur."""
    largeur = etat["largeur"]
    morceaux = [etat["valeurs"][i : i + largeur] for i in range(0, len(etat["valeurs"]), largeur)]
    return [None if m.startswith("-") else etat["base"] + int(m, 36) for m in morceaux]


def _statuts(etat: dict[str, Any]) -> list[str]:
    """Statuts relus : une valeur absente sans exception est « non disponible »."""
    return [
        etat["exceptions"].get(str(rang), "nd" if valeur is None else etat["statut"])
        for rang, valeur in enumerate(_valeurs(etat))
    ]


def _classes(etat: dict[str, Any]) -> list[int]:
    """Classe que le navigateur donne à chaque valeur : les seuils qu'elle dépasse ; aucune dans la révision."""
    revision = set(etat.get("revision", []))
    seuils = [math.floor(borne * 10 ** etat["decimales"] + 0.5) for borne in etat["bornes"][1:-1]]
    return [
        SANS_DONNEE if v is None or rang in revision else sum(seuil < v for seuil in seuils)
        for rang, v in enumerate(_valeurs(etat))
    ]


def _verifier(repartition: Repartition, reglages: Reglages) -> None:
    etat = etat_carte(repartition, reglages, HABILLAGE)
    nombre = int(entrepot.contour(repartition.niveau, repartition.zone)["nombre"])
    assert len(_valeurs(etat)) == nombre
    assert (
        len(etat["couleurs"]) == len(set(etat["couleurs"])) == len(etat["effectifs"]) == max(len(etat["bornes"]) - 1, 0)
    )
    assert len(set(etat["classes"])) == len(etat["couleurs"])
    assert sum(etat["effectifs"]) + etat["sans"] + len(etat.get("revision", [])) == nombre
    attendues = classement(
        repartition.indicateur.id, repartition.niveau, repartition.periode, repartition.zone, reglages
    )
    assert _classes(etat) == attendues.indices.tolist()
    ecrites = [
        None if not np.isfinite(v) else int(np.rint(v * 10**repartition.indicateur.decimales))
        for v in repartition.valeurs
    ]
    assert _valeurs(etat) == ecrites
    assert tuple(_statuts(etat)) == repartition.statuts


@pytest.mark.parametrize(("indicateur", "niveau"), COUPLES)
def test_chaque_indicateur_s_affiche_a_chaque_niveau(indicateur: str, niveau: str) -> None:
    repartition = repartir(indicateur, niveau)
    _verifier(repartition, Reglages())
    etat = etat_carte(repartition, Reglages(), HABILLAGE)
    assert droit(etat["titre"]) == repartition.indicateur.libelle
    assert etat["unite"] == repartition.indicateur.unite
    assert droit(etat["nombre"]) == NOMS_NIVEAUX[niveau][1]
    assert etat["cercles"] == (repartition.indicateur.representation == "effectif")
    assert "fond" not in etat


@pytest.mark.parametrize("indicateur", ZONES)
def test_moins_de_six_mille_octets(indicateur: str) -> None:
    for reglages in (Reglages(), Reglages(nombre=7)):
        etat = etat_carte(repartir(indicateur, "zone_emploi"), reglages, HABILLAGE)
        assert len(json.dumps(etat, separators=(",", ":")).encode()) < POIDS_MAX


@pytest.mark.parametrize("reglages", REGLAGES)
@pytest.mark.parametrize(
    "indicateur", ["chomage_localise", "population", "emploi_prive_evolution_5_ans", "specialisation"]
)
def test_tous_les_reglages(indicateur: str, reglages: Reglages) -> None:
    _verifier(repartir(indicateur, "zone_emploi"), reglages)


@pytest.mark.parametrize("zone", ["0051", "1109", "0601"])
def test_communes(zone: str) -> None:
    for indicateur in ("population", "revenu_median", "boulangeries"):
        repartition = repartir(indicateur, "commune", "", zone)
        _verifier(repartition, Reglages())
        assert etat_carte(repartition, Reglages(), HABILLAGE)["national"] is False


@settings(max_examples=60)
@given(
    st.sampled_from(PIVOTS),
    st.sampled_from(sorted(METHODES)),
    st.integers(3, 7),
    st.lists(st.floats(-200, 400), max_size=8).map(tuple),
)
def test_couleurs_distinctes_et_charniere_au_pivot(
    indicateur: str, methode: str, nombre: int, seuils: tuple[float, ...]
) -> None:
    repartition = repartir(indicateur, "zone_emploi")
    pivot = repartition.indicateur.pivot
    classes = classement(indicateur, "zone_emploi", repartition.periode, "", Reglages(methode, nombre, seuils))
    teintes = couleurs(repartition, classes)
    assert len(teintes) == len(set(teintes)) == len(classes.effectifs)
    if pivot is not None and classes.bornes[0] < pivot < classes.bornes[-1]:
        assert pivot in classes.bornes


@settings(max_examples=25)
@given(st.lists(st.floats(-1e4, 1e4), max_size=8).map(tuple), st.sampled_from(["chomage_localise", "population"]))
def test_seuils_manuels_quelconques(seuils: tuple[float, ...], indicateur: str) -> None:
    _verifier(repartir(indicateur, "zone_emploi"), Reglages("manuelles", 5, seuils))


def test_chomage_localise_et_recensement_sans_couleur_commune() -> None:
    familles: dict[str, set[str]] = {"localise": set(), "recensement": set()}
    for indicateur, nombre in itertools.product(ZONES, (3, 5, 7)):
        repartition = repartir(indicateur, "zone_emploi")
        if repartition.indicateur.famille_mesure and repartition.indicateur.pivot is None:
            classes = classement(indicateur, "zone_emploi", repartition.periode, "", Reglages(nombre=nombre))
            familles[repartition.indicateur.famille_mesure].update(couleurs(repartition, classes))
    assert familles["localise"]
    assert familles["recensement"]
    assert not familles["localise"] & familles["recensement"]


def test_plan_ign_seulement_sur_demande() -> None:
    repartition = repartir("population", "region")
    assert etat_carte(repartition, Reglages(), Habillage()).get("fond") is None
    assert etat_carte(repartition, Reglages(), Habillage(plan=True))["fond"]["url"].startswith("https://data.geopf.fr/")


def test_etat_neutre_sans_indicateur() -> None:
    etat = etat_neutre(Habillage(couches=COUCHES))
    assert etat["neutre"]
    assert _valeurs(etat) == []
    assert entrepot.chemin(etat["contours"]).is_file()


def test_le_corps_partage_n_est_pas_modifie() -> None:
    repartition = repartir("chomage_localise", "zone_emploi")
    etat_carte(repartition, Reglages(), HABILLAGE)["titre"] = "autre"
    titre = etat_carte(repartition, Reglages(), HABILLAGE)["titre"]
    assert droit(titre) == charger().indicateur("chomage_localise").libelle


@pytest.mark.parametrize("indicateur", [i for i in ZONES if charger().indicateur(i).incertitude])
def test_les_bornes_voyagent_jusqu_a_l_infobulle(indicateur: str) -> None:
    """Ce que le navigateur relit encadre la valeur, au dixième de son dernier chiffre près."""
    repartition = repartir(indicateur, "zone_emploi")
    etat = etat_carte(repartition, Reglages(), HABILLAGE)
    assert bool(repartition.intervalles) == ("moins" in etat)
    if not repartition.intervalles:
        return
    pas, bornes = 10.0 ** -(etat["decimales"] + 1), repartition.bornes()
    for nom, ecarts in (("moins", repartition.valeurs - bornes[0]), ("plus", bornes[1] - repartition.valeurs)):
        lues = _valeurs(etat[nom])
        assert [v is None for v in lues] == np.isnan(ecarts).tolist()
        relues = np.array([math.nan if v is None else v * pas for v in lues])
        np.testing.assert_allclose(relues, ecarts, atol=0.51 * pas)
    assert etat["incertitude"] == repartition.indicateur.incertitude


def test_une_evolution_dans_la_revision_n_a_pas_de_couleur() -> None:
    """Brignoles : +0,1 point, révision de 0,4 ; Le Nord-Atlantique : −3,1, révision de 0,65."""
    repartition = repartir("chomage_localise_evolution_5_ans", "zone_emploi", "2025-T4")
    etat = etat_carte(repartition, Reglages(), HABILLAGE)
    sans_couleur = {repartition.codes[rang] for rang in etat["revision"]}
    assert "9303" in sans_couleur
    assert "0203" not in sans_couleur
    assert len(sans_couleur) == 36
    classes = classement("chomage_localise_evolution_5_ans", "zone_emploi", "2025-T4", "", Reglages())
    assert (classes.indices[etat["revision"]] == SANS_DONNEE).all()

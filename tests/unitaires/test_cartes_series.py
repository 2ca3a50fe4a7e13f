"""Le fichier d'une série : toutes ses dates, fidèles, légères, écrites une fois, bornées."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from donnees import entrepot
from donnees.catalogue import charger
from geo.cartes import series
from geo.cartes.classes import Reglages, classement
from geo.cartes.etat import Habillage, etat_carte
from geo.cartes.series import Depot, ecarts, entiere
from geo.ecriture import formats
from geo.mesures.classes import SANS_DONNEE
from geo.mesures.repartitions import Repartition, niveaux_carte, repartir, serie
from pages.cadre.serveur import entetes
from tests.serie_relue import a_la_date, cumuler, relire
from tests.unitaires.repartitions_fabriquees import ZONES

OCTETS_MAX = 40_000
SERIES_ZONES = [i for i in ZONES if len(entrepot.periodes(i, "zone_emploi")) > 1]
INCERTAINES = [i for i in SERIES_ZONES if repartir(i, "zone_emploi").intervalles]
TEMOINS = ["chomage_localise", "chomage_localise_evolution_5_ans", "projets_recrutement", "emploi_salarie"]


@pytest.fixture
def depot(tmp_path: Path) -> Depot:
    """Un dépôt neuf dans un dossier vide."""
    return Depot(tmp_path)


def _fichier(depot: Depot, repartition: Repartition) -> Path:
    return depot._dossier / Path(depot.adresse(repartition)).name


def _lue(depot: Depot, repartition: Repartition) -> dict[str, Any]:
    return a_la_date(relire(_fichier(depot, repartition)), repartition.periode)


def _verifier(lue: dict[str, Any], repartition: Repartition) -> None:
    """Valeurs, statuts et bornes relus : ceux que l'entrepôt publie à cette date."""
    echelle, absents = 10**repartition.indicateur.decimales, ~np.isfinite(repartition.valeurs)
    assert [valeur is None for valeur in lue["valeurs"]] == absents.tolist()
    publiees = np.rint(repartition.valeurs[~absents] * echelle).astype(int).tolist()
    assert [valeur for valeur in lue["valeurs"] if valeur is not None] == publiees
    assert tuple(lue["statuts"]) == repartition.statuts
    if repartition.intervalles:
        assert lue["revision"] == np.flatnonzero(repartition.dans_la_revision).tolist()
        for nom, borne, sens in (("moins", 0, -1), ("plus", 1, 1)):
            relus = np.array([np.nan if ecart is None else ecart for ecart in lue[nom]], dtype=np.float64)
            relues = repartition.valeurs + sens * relus / (10 * echelle)
            np.testing.assert_allclose(relues, repartition.bornes()[borne], atol=0.51 / (10 * echelle))


@given(
    st.tuples(st.integers(1, 12), st.integers(1, 9)).flatmap(
        lambda forme: arrays(np.float64, forme, elements=st.one_of(st.just(np.nan), st.integers(-(10**7), 10**7)))
    )
)
def test_aller_retour_du_codage(table: np.ndarray) -> None:
    """Tout tableau d'entiers troué, fût-il vide à une date ou toujours pour un territoire, revient tel quel."""
    attendu = [[None if np.isnan(v) else int(v) for v in ligne] for ligne in table]
    assert cumuler(ecarts(table)) == attendu


@pytest.mark.parametrize("indicateur", SERIES_ZONES)
def test_chaque_serie_dit_ce_que_l_entrepot_publie(indicateur: str, depot: Depot) -> None:
    periodes = entrepot.periodes(indicateur, "zone_emploi")
    contenu = relire(_fichier(depot, repartir(indicateur, "zone_emploi")))
    assert tuple(contenu["dates"]) == tuple(contenu["periodes"]) == periodes
    for periode in {periodes[0], periodes[len(periodes) // 2], periodes[-1]}:
        _verifier(a_la_date(contenu, periode), repartir(indicateur, "zone_emploi", periode))


@pytest.mark.parametrize("indicateur", TEMOINS)
def test_toutes_les_dates_sont_celles_qu_on_lirait_une_a_une(indicateur: str) -> None:
    """Lues d'un coup ou une à une : mêmes valeurs, statuts et bornes, provisoire et secret compris."""
    lues = list(serie(indicateur, "zone_emploi"))
    assert [lue.periode for lue in lues] == list(entrepot.periodes(indicateur, "zone_emploi"))
    for lue in lues:
        seule = repartir(indicateur, "zone_emploi", lue.periode)
        np.testing.assert_array_equal(lue.valeurs, seule.valeurs)
        assert (lue.codes, lue.libelles, lue.statuts) == (seule.codes, seule.libelles, seule.statuts)
        assert lue.intervalles == seule.intervalles


def test_le_provisoire_le_secret_et_l_incertain_sont_dans_la_serie(depot: Depot) -> None:
    derniere = _lue(depot, repartir("chomage_localise", "zone_emploi"))
    assert derniere["statuts"].count("p") == 302
    pauvres = repartir("taux_pauvrete", "commune", "2020")
    assert _lue(depot, pauvres)["statuts"].count("s") == pauvres.statuts.count("s") > 10_000
    assert {"revision", "secret"} == {charger().indicateur(indicateur).incertitude for indicateur in INCERTAINES}
    for indicateur in INCERTAINES:
        assert "moins" in _lue(depot, repartir(indicateur, "zone_emploi"))


@pytest.mark.parametrize("indicateur", SERIES_ZONES)
def test_quarante_kilo_octets_au_plus(indicateur: str, depot: Depot) -> None:
    """La plus longue, 92 trimestres × 306 zones, comprise ; un codage qui grossit le dirait ici."""
    assert _fichier(depot, repartir(indicateur, "zone_emploi")).stat().st_size <= OCTETS_MAX


def test_la_plus_longue_serie_est_bien_eprouvee() -> None:
    assert len(entrepot.periodes("chomage_localise", "zone_emploi")) >= 92
    assert "chomage_localise" in SERIES_ZONES


@pytest.mark.parametrize("indicateur", TEMOINS)
@pytest.mark.parametrize("reglages", [Reglages(), Reglages("egales", 6), Reglages(par_date=True)])
def test_le_navigateur_range_et_compte_comme_le_serveur(indicateur: str, reglages: Reglages, depot: Depot) -> None:
    """Une seule vérité : seuils de l'état et valeurs du fichier redonnent les classes et les effectifs d'ici."""
    periodes = entrepot.periodes(indicateur, "zone_emploi")
    for periode in (periodes[0], periodes[len(periodes) // 3], periodes[-1]):
        repartition = repartir(indicateur, "zone_emploi", periode)
        etat = etat_carte(repartition, reglages, Habillage(), depot)
        lue, classes = _lue(depot, repartition), classement(indicateur, "zone_emploi", periode, "", reglages)
        seuils = [round(borne * 10 ** lue["decimales"]) for borne in etat["bornes"][1:-1]]
        rangs = [
            SANS_DONNEE if v is None or rang in lue.get("revision", ()) else sum(seuil < v for seuil in seuils)
            for rang, v in enumerate(lue["valeurs"])
        ]
        assert rangs == classes.indices.tolist()
        assert tuple(rangs.count(classe) for classe in range(len(etat["couleurs"]))) == classes.effectifs


@pytest.mark.parametrize("indicateur", ZONES)
def test_ni_les_valeurs_ni_leur_ordre_ne_voyagent(indicateur: str, depot: Depot) -> None:
    etat = etat_carte(repartir(indicateur, "zone_emploi"), Reglages(nombre=7), Habillage(), depot)
    assert not {"valeurs", "exceptions", "moins", "plus", "effectifs", "titre"} & set(etat)
    assert etat["serie"] == depot.adresse(repartir(indicateur, "zone_emploi"))
    assert len(str(etat)) < 700
    assert "ordre" not in etat
    ancienne = entrepot.periodes(indicateur, "zone_emploi")[0]
    avant = etat_carte(repartir(indicateur, "zone_emploi", ancienne), Reglages(), Habillage(), depot)
    fichier = relire(_fichier(depot, repartir(indicateur, "zone_emploi", ancienne)))
    assert avant.get("ordre", fichier["ordre"])["periode"] == formats.periode(ancienne)


def test_une_serie_n_a_qu_un_fichier_et_il_est_le_meme_partout(tmp_path: Path) -> None:
    """Deux processus, deux ordres : mêmes octets, même nom, que le navigateur garde pour toujours."""
    noms = set()
    for rang, periodes in enumerate((("2003-T1", "2025-T4"), ("2014-T2", "2003-T1"))):
        (dossier := tmp_path / str(rang)).mkdir()
        depot = Depot(dossier)
        noms |= {depot.adresse(repartir("chomage_localise", "zone_emploi", periode)) for periode in periodes}
        assert len(list(dossier.iterdir())) == 1
    (nom,) = noms
    assert entetes._EMPREINTE.fullmatch(f"/component/pages.cadre.ressources.carte/{Path(nom).name}")


def test_trop_de_communes_pour_un_fichier_une_date_chacun(depot: Depot) -> None:
    assert entiere("chomage_localise", "zone_emploi", "")
    assert entiere("emploi_prive", "commune", "0051")
    assert not entiere("emploi_prive", "commune", "")
    contenu = relire(_fichier(depot, avant := repartir("emploi_prive", "commune", "2019")))
    assert contenu["dates"] == ["2019"]
    assert len(contenu["periodes"]) == len(entrepot.periodes("emploi_prive", "commune"))
    _verifier(a_la_date(contenu, "2019"), avant)


def test_le_depot_est_borne_en_nombre_et_en_octets(tmp_path: Path) -> None:
    """Le moins demandé s'efface ; celui qu'on vient de demander, jamais."""
    par_nombre = Depot(tmp_path, fichiers=3)
    demandes = [repartir(indicateur, "zone_emploi") for indicateur in SERIES_ZONES[:6]]
    for repartition in demandes:
        assert _fichier(par_nombre, repartition).is_file()
        assert _fichier(par_nombre, demandes[0]).is_file()
        assert len(list(tmp_path.iterdir())) <= 3
    (lourd := tmp_path / "octets").mkdir()
    par_octets = Depot(lourd, octets=10)
    for repartition in demandes:
        assert _fichier(par_octets, repartition).is_file()
        assert len(list(lourd.iterdir())) == 1


def test_un_fichier_efface_sous_le_serveur_est_refait(depot: Depot) -> None:
    fichier = _fichier(depot, repartir("revenu_median", "zone_emploi"))
    fichier.unlink()
    assert _fichier(depot, repartir("revenu_median", "zone_emploi")) == fichier
    assert fichier.is_file()


def test_vingt_fils_n_ecrivent_qu_une_fois_et_rien_a_moitie(depot: Depot, monkeypatch: pytest.MonkeyPatch) -> None:
    ecritures: list[tuple[str, ...]] = []
    composer = series.contenu

    def compter(*cle: str) -> dict[str, Any]:
        ecritures.append(cle)
        return composer(*cle)

    monkeypatch.setattr(series, "contenu", compter)
    with ThreadPoolExecutor(20) as fils:
        noms = set(fils.map(depot.adresse, [repartir("taux_pauvrete", "zone_emploi")] * 40))
    assert len(noms) == len(ecritures) == 1
    assert [fichier.suffix for fichier in depot._dossier.iterdir()] == [".gzip"]


@pytest.mark.parametrize("niveau", ["departement", "region"])
def test_les_autres_niveaux_ont_leur_serie(niveau: str, depot: Depot) -> None:
    for indicateur in charger().indicateurs:
        if niveau in niveaux_carte(indicateur):
            repartition = repartir(indicateur, niveau)
            _verifier(_lue(depot, repartition), repartition)

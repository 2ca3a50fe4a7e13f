"""Un territoire sans valeur montre celle de ses zones d'emploi : toujours nommée, jamais donnée pour la sienne."""

from __future__ import annotations

import math
import re
from html import unescape

import pytest

from donnees import entrepot
from donnees.catalogue import charger
from geo import mesures, territoires
from geo.mesures import comparaison
from geo.mesures.chiffres_cles import CLES
from geo.mesures.emprunts import PART_COUVERTE, PART_NETTE, emprunter
from geo.portrait import cartons, constats
from geo.territoires import Territoire, lire
from tests.typographie import droit

NANCY = lire("epci", "245400676")
ENTIER, NET, PARTAGE = NANCY, lire("epci", "243800984"), lire("epci", "200048551")
"""Une seule zone d'emploi ; une zone nettement principale ; aucune qui réunisse la moitié des habitants."""
TEMOINS = {
    "intercommunalité d'une zone": ENTIER,
    "périmètre des mêmes communes": territoires.du_perimetre(NANCY.communes, "Grand Nancy"),
    "périmètre libre": territoires.du_perimetre(NANCY.communes[:-2], "Mon bout"),
    "intercommunalité à cheval, majorité nette": NET,
    "intercommunalité à cheval, sans majorité": PARTAGE,
    "commune": lire("commune", "38563"),
    "département": lire("departement", "54"),
    "département sans majorité": lire("departement", "85"),
    "région": lire("region", "44"),
    "Mayotte": lire("departement", "976"),
    "commune de Mayotte": lire("commune", "97608"),
    "France": lire("france", "FR"),
}


def _cartes(territoire: Territoire) -> str:
    france = None if territoire.niveau == "france" else lire("france", "FR")
    return cartons.cartons(
        constats.constats(territoire, france), territoire, france, mesures.niveau_des_pairs(territoire)
    )


@pytest.mark.parametrize("nom", TEMOINS)
def test_une_excuse_ne_se_lit_qu_une_fois(nom: str) -> None:
    """Défaut : la même phrase d'excuse répétée d'une carte à l'autre."""
    paragraphes = re.findall(r"<(?:p|li)[^>]*>((?:(?!</p>|</li>|<p).)*)</(?:p|li)>", _cartes(TEMOINS[nom]))
    phrases = [
        phrase.strip()
        for texte in paragraphes
        for phrase in re.split(r"(?<=\.) ", unescape(re.sub(r"<[^>]+>", "", texte)))
        if re.search(r"lisez|n'est pas|ne se recalcule", droit(phrase))
    ]
    assert len(phrases) == len(set(phrases))


@pytest.mark.parametrize("nom", TEMOINS)
def test_chaque_chiffre_cle_a_un_nombre_des_qu_une_zone_en_a_un(nom: str) -> None:
    """Défaut : une excuse là où un nombre peut être."""
    territoire = TEMOINS[nom]
    for constat in constats.constats(territoire, None):
        fiche = constat.mesure.indicateur
        zones = [zone for zone in constat.mesure.parents if math.isfinite(zone.valeur)]
        effectif_partage = fiche.representation == "effectif" and not (zones and zones[0].part >= PART_NETTE)
        if zones and not effectif_partage and sum(zone.part for zone in zones) > PART_NETTE:
            assert math.isfinite(constat.mesure.valeur) or constat.emprunt, fiche.id


@pytest.mark.parametrize("nom", TEMOINS)
def test_une_carte_empruntee_nomme_son_lieu_et_se_distingue(nom: str) -> None:
    """Défaut : une valeur de zone prise pour celle du territoire."""
    html, territoire = _cartes(TEMOINS[nom]), TEMOINS[nom]
    empruntes = [c.emprunt for c in constats.constats(territoire, None) if c.emprunt]
    cartes = re.findall(r'<li class="emprunt"><h3>(.*?)</h3><p class="lieu">(.*?)</p>', html)
    assert [unescape(titre) for titre, _ in cartes] == [emprunt.indicateur.libelle for emprunt in empruntes]
    for (_, lieu), emprunt in zip(cartes, empruntes, strict=True):
        assert unescape(re.sub("<[^>]+>", "", lieu)).lower() == emprunt.lieu.lower()
    assert len(cartes) + html.count("<li><h3>") + html.count("methode?fiche=") >= len(CLES)


def test_la_carte_d_une_seule_zone_est_celle_du_portrait_de_la_zone() -> None:
    """Défaut : autre rang, autre date, autre bande que la zone dans son propre portrait."""
    zone = lire("zone_emploi", territoires.traverses(ENTIER, "zone_emploi")[0].code)
    france = lire("france", "FR")
    siennes = {constat.mesure.indicateur.id: constat for constat in constats.constats(zone, france)}
    pretees = [constat for constat in constats.constats(ENTIER, france) if constat.emprunt]
    assert len(pretees) >= 5
    for constat in pretees:
        sienne, prete = siennes[constat.mesure.indicateur.id], constat.de_la_zone
        assert prete is not None
        assert (prete.mesure, prete.position, prete.comparee) == (sienne.mesure, sienne.position, sienne.comparee)
        assert prete.evolution == sienne.evolution
        assert list(prete.pairs) == pytest.approx(list(sienne.pairs), nan_ok=True)


@pytest.mark.parametrize("territoire", [NET, PARTAGE, TEMOINS["département sans majorité"], TEMOINS["région"]])
def test_une_zone_parle_seule_aux_deux_tiers_sinon_la_fourchette(territoire: Territoire) -> None:
    for cle in CLES:
        mesure = mesures.mesurer(territoire, cle.indicateur)
        emprunt = emprunter(territoire, mesure)
        if emprunt is None:
            continue
        principale = territoires.traverses(territoire, "zone_emploi")[0]
        assert (emprunt.zone is not None) == (principale.part >= PART_NETTE)
        if emprunt.zone is None:
            assert sum(zone.part for zone in emprunt.zones) >= PART_NETTE
            assert sum(zone.part for zone in emprunt.zones[:-1]) < PART_COUVERTE
            assert all(emprunt.bas <= zone.valeur <= emprunt.haut for zone in emprunt.zones)
        else:
            lue = mesures.mesurer(emprunt.zone, cle.indicateur)
            assert (emprunt.bas, emprunt.haut, emprunt.periode) == (lue.valeur, lue.valeur, lue.periode)
            assert f"{round(100 * principale.part)} % des habitants" in droit(emprunt.lieu)


def test_rien_ne_s_emprunte_quand_le_territoire_a_sa_valeur() -> None:
    for territoire in TEMOINS.values():
        for mesure in mesures.toutes(territoire):
            if math.isfinite(mesure.valeur):
                assert emprunter(territoire, mesure) is None


def test_pour_la_france_la_mediane_d_un_taux_jamais_d_un_effectif() -> None:
    france, vus = lire("france", "FR"), 0
    for mesure in mesures.toutes(france):
        emprunt = emprunter(france, mesure)
        if emprunt is None:
            continue
        zones = entrepot.valeurs_periode(mesure.indicateur.id, "zone_emploi", emprunt.periode)["valeur"]
        assert emprunt.bas == pytest.approx(float(zones.median()))
        assert emprunt.lieu.startswith("médiane des ")
        assert mesure.indicateur.representation == "taux"
        vus += 1
    assert vus


def test_phrase_et_carte_disent_la_meme_zone_a_la_meme_date() -> None:
    """Défaut : la phrase lit la zone à la date qui manque au territoire, la carte à la dernière."""
    for territoire in TEMOINS.values():
        faits = constats.faits(territoire, None)
        for constat in constats.constats(territoire, None):
            zone, fait = constat.de_la_zone, faits[constat.mesure.indicateur.id]
            if zone is not None and constat.emprunt is not None:
                assert (fait.valeur, fait.periode) == (zone.mesure.valeur, zone.mesure.periode)
                assert constat.emprunt.lieu in fait.lieu


def test_comparer_nomme_la_zone_et_ne_la_classe_pas() -> None:
    """Défaut : une valeur de zone déclarée la plus favorable pour le territoire qui l'emprunte."""
    lieux = [ENTIER, PARTAGE, lire("zone_emploi", "8421"), lire("france", "FR")]
    noms = comparaison.noms_distincts(lieux)
    for theme in ("cles", *charger().themes):
        lignes = comparaison.lignes(lieux, theme)
        table = comparaison.tableau(lignes, noms)
        marques = comparaison.empruntees(lignes, table)
        for ligne, (_, ecrites), (_, empruntees) in zip(lignes, table.iterrows(), marques.iterrows(), strict=True):
            for rang, nom in enumerate(noms):
                emprunt = ligne.emprunts[rang]
                assert bool(empruntees[nom]) == (emprunt is not None)
                if emprunt is None:
                    continue
                assert math.isnan(ligne.mesures[rang].valeur)
                assert emprunt.periode == ligne.periode
                assert rang not in ligne.meilleurs | ligne.moins_bons | ligne.indecis
                assert ecrites[nom].startswith(emprunt.lieu)
                assert ecrites[nom].endswith(emprunt.ecrit)
                assert comparaison.MEILLEUR not in ecrites[nom]


def test_deux_territoires_sans_valeur_gardent_la_ligne() -> None:
    """Défaut : le chômage disparaît du tableau quand on compare deux intercommunalités."""
    lignes = comparaison.lignes([ENTIER, PARTAGE])
    assert "chomage_localise" in {ligne.indicateur.id for ligne in lignes}


def test_le_chomage_de_la_france_n_est_jamais_non_disponible() -> None:
    """Défaut : le premier chiffre que l'on cherche, absent sans rien pour le remplacer."""
    france = lire("france", "FR")
    lignes = comparaison.lignes([france], "chomage")
    connues = {ligne.indicateur.id for ligne in lignes}
    assert {"chomage_localise", "chomage_localise_evolution_1_an", "chomage_localise_evolution_5_ans"} <= connues
    assert all(math.isfinite(ligne.mesures[0].valeur) or ligne.emprunts[0] for ligne in lignes)

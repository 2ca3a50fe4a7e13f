"""Deux chiffres d'une même page ne se contredisent pas : même valeur, ou deux noms et leur raison."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees import entrepot
from geo import territoires
from geo.commerces import phrases as dire
from geo.commerces.acces import mesurer as acces_de
from geo.commerces.types import types
from geo.economie_verte import phrases, recrutements
from geo.economie_verte.champ import BASSIN, Champ, champs
from geo.economie_verte.recrutements import VERDISSANT, VERT
from geo.ecriture import formats
from geo.ecriture.textes import minuscule
from geo.mesures import mesurer
from geo.territoires import Territoire, lire
from tests.typographie import droit

FRANCE = Champ("france", "FR", "France", 1.0)
BASSINS = sorted(set(entrepot.table("appartenance")["bassin_bmo"]))


@pytest.mark.parametrize(
    "champ", [FRANCE, *(Champ(BASSIN, code, code, 1.0) for code in BASSINS[::9]), *champs(lire("departement", "54"))]
)
def test_un_nombre_en_grand_tient_dans_les_bornes_ecrites_dessous(champ: Champ) -> None:
    """Défaut : « 4 447, entre 4 452 et 4 467 avec les effectifs masqués »."""
    for titre, valeur, precision in phrases.cartons(champ):
        nombres = re.findall(r"[\d.]+", droit(valeur).replace(" ", "").replace(",", "."))
        bornes = re.findall(r"entre ([\d., ]+) et ([\d., ]+)", droit(precision))
        for bas, haut in bornes:
            debut, fin = (float(borne.strip().replace(" ", "").replace(",", ".")) for borne in (bas, haut))
            assert all(debut <= float(nombre) <= fin for nombre in nombres), (titre, valeur, precision)
    siens = recrutements.compte(champ, VERT, VERDISSANT)
    ecrit = droit(phrases.effectif(siens, champ))
    assert ecrit.startswith("de ") == (siens.masquees > 0)


@pytest.mark.parametrize("territoire", [lire("epci", "245400676"), lire("commune", "38563"), lire("epci", "243800984")])
def test_deux_parts_d_une_meme_mesure_sont_nommees_avec_leur_raison(territoire: Territoire) -> None:
    """Défaut : 30,9 % sur une page, 30,0 % sur l'autre, sans dire que ce n'est pas le même lieu."""
    (champ, *_) = champs(territoire)
    zone = lire("zone_emploi", territoires.traverses(territoire, "zone_emploi")[0].code)
    mesure = mesurer(zone, "part_recrutements_verdissants")
    mention = droit(phrases.autre_echelle(territoire, champ))
    assert zone.libelle in mention
    assert f"est de {droit(formats.selon(mesure.indicateur, mesure.valeur))}" in mention
    assert "prorata" in mention
    assert not phrases.autre_echelle(zone, champs(zone)[0])


@pytest.mark.parametrize("code", BASSINS[::9])
def test_le_metier_en_tete_dit_sa_categorie(code: str) -> None:
    """Défaut : un métier verdissant donné pour le premier des métiers verts."""
    champ = Champ(BASSIN, code, code, 1.0)
    metiers_ = recrutements.verts(champ)
    publies = metiers_[metiers_["projets"] > 0]
    mention = phrases.recherches(metiers_, champ)
    if publies.empty:
        assert not mention
        return
    assert f"({phrases.CATEGORIES[publies.iloc[0]['categorie']]})" in mention
    verts = publies[publies["categorie"] == VERT]
    if len(verts):
        assert f"{minuscule(str(verts.iloc[0]['libelle_fap']))} (vert)" in mention


@pytest.mark.parametrize(("niveau", "code"), [("epci", "245400676"), ("zone_emploi", "4412"), ("france", "FR")])
def test_la_distance_en_grand_est_celle_de_la_phrase(niveau: str, code: str) -> None:
    """Défaut : « à 2,1 km en moyenne » dans la phrase, « 0,0 km » en grand dessous."""
    territoire = lire(niveau, code)
    for type_ in types().values():
        acces = acces_de(territoire, type_)
        if not acces.communes or not type_.determine or not math.isfinite(acces.km_sans):
            continue
        grande, nom, precision = dire.distance(acces, None, "")
        assert f"est à {grande} en moyenne" in dire.phrase(territoire, acces)
        assert "pour ceux qui n'en ont pas" in nom
        assert dire.km(acces.km) in precision


@given(st.floats(0, 500))
def test_une_distance_non_nulle_ne_s_ecrit_jamais_zero(valeur: float) -> None:
    """Défaut : 19 mètres écrits « 0,0 km »."""
    assert (droit(dire.km(valeur)) == "0,0 km") == (valeur == 0)

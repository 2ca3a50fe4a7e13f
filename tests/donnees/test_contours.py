"""Lecture IGN, mosaïque des communes et contours livrés."""

from __future__ import annotations

import hashlib
import lzma
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely

from donnees.chemins import PRODUITS
from donnees.encodages.relecture import relire as decoder
from donnees.erreurs import CodeInconnu, FormatInattendu
from donnees.etapes import couverture as geo
from donnees.etapes import mosaique
from donnees.lecture import ign
from donnees.schemas import SCHEMAS


def _objets(*formes: Any) -> geo.Geometries:
    return np.array(formes, dtype=object)


def _carre(x: float, y: float, cote: float = 1.0) -> shapely.Polygon:
    return shapely.box(x, y, x + cote, y + cote)


# --- lecture -----------------------------------------------------------------------------------------------------

CSV_COMMUNES = [
    "id,code,type,nom,commune_parent_id,geometry,mairie_localisation",
    rf"7,69114,COM,Porte,\N,{ign.ABSENT},{ign.ABSENT}",
    f"8,69101,COMD,Jarnioux,7,{shapely.to_wkb(_carre(0, 0), hex=True)},{shapely.to_wkb(shapely.Point(), hex=True)}",
    rf"9,01001,COM,L'Abergement,\N,{shapely.to_wkb(_carre(1, 0), hex=True)},{shapely.Point(1.5, 0.5).wkb_hex}",
]


def _lzma(lignes: list[str]) -> bytes:
    return lzma.compress("\n".join(lignes).encode())


def test_lecture_des_communes() -> None:
    table = ign.communes(_lzma(CSV_COMMUNES)).set_index("code")
    assert table["type"].to_dict() == {"69114": "COM", "69101": "COMD", "01001": "COM"}
    assert table["nom"].to_dict() == {"69114": "Porte", "69101": "Jarnioux", "01001": "L'Abergement"}
    assert table["parent"].to_dict() == {"69114": "", "69101": "69114", "01001": ""}
    assert table.loc["69114", "geometrie"] is None
    assert shapely.equals(table["geometrie"]["01001"], _carre(1, 0))
    assert table["mairie"]["01001"] == shapely.Point(1.5, 0.5)
    assert table.loc[["69114", "69101"], "mairie"].isna().all()  # absente, ou point vide


@pytest.mark.parametrize(
    ("octets", "attendu"),
    [
        (_lzma(CSV_COMMUNES)[:40], "LZMA"),
        (b"<html>", "LZMA"),
        (_lzma([CSV_COMMUNES[0].replace("geometry", "geom"), *CSV_COMMUNES[1:]]), "colonne « geometry »"),
        (_lzma([CSV_COMMUNES[0], r"7,69114,COM,Porte,\N,01FF,\N"]), "colonne « geometry » : attendu un WKB"),
    ],
)
def test_un_fichier_ign_abime_est_nomme(octets: bytes, attendu: str) -> None:
    with pytest.raises(FormatInattendu, match=attendu) as erreur:
        ign.communes(octets)
    assert erreur.value.fichier == ign.COMMUNES


def test_une_commune_sans_contour_se_refait_par_ses_deleguees_ou_arrete_tout() -> None:
    contours = ign.communes(_lzma(CSV_COMMUNES))
    formes = mosaique.completer(contours, ["69114", "01001", "15031"])
    assert list(formes.index) == ["01001", "69114"]  # 15031 : couverte par 15141
    assert formes["69114"].equals(_carre(0, 0))
    with pytest.raises(CodeInconnu, match="01002"):
        mosaique.completer(contours, ["01002"])


# --- vides -------------------------------------------------------------------------------------------------------


def test_l_encoche_au_bord_revient_a_la_commune_qui_a_absorbe() -> None:
    """Le canton déborde des communes connues : la différence est le contour perdu, avec son département."""
    formes = pd.Series([_carre(0, 0), _carre(1, 0), _carre(0, 1)], index=["25001", "25002", "25003"], dtype=object)
    cantons = pd.DataFrame({"code": ["2514"], "geometrie": [_carre(0, 0, 2)]})
    vides = mosaique.lacunes(formes, cantons, ["25002"])
    assert vides["departement"].tolist() == ["25"]
    assert vides["geometrie"].iloc[0].equals(_carre(1, 1))


def test_attribuer_sert_d_abord_le_morceau_qui_n_a_qu_un_candidat() -> None:
    """Comme dans la Loire : le vide aux deux candidats revient à celui que l'autre vide laisse libre."""
    communes = _objets(shapely.box(0, 0, 3, 1), shapely.box(0, 2, 1, 3), shapely.box(4, 0, 5, 1))
    vides = _objets(shapely.box(0, 1, 3, 2), shapely.box(3, 0, 4, 1))
    admis = np.ones((2, 3), dtype=np.bool_)
    places = np.array([1, 1, 0])
    assert geo.attribuer(communes, vides, admis, places).tolist() == [1, 0]
    assert geo.attribuer(communes, vides, admis, np.zeros(3, dtype=np.int64)).tolist() == [0, 0]
    admis[0, :2] = [False, True]  # un autre département : la plus longue frontière ne compte pas
    assert geo.attribuer(communes, vides, admis, np.zeros(3, dtype=np.int64)).tolist() == [1, 0]


def test_un_vide_sans_voisin_est_une_erreur() -> None:
    with pytest.raises(geo.CouvertureInvalide, match="pas de voisin"):
        geo.attribuer(_objets(_carre(0, 0)), _objets(_carre(5, 5)), np.ones((1, 1), np.bool_), np.ones(1, np.int64))


# --- produits ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def contours() -> pd.DataFrame:
    chemin = PRODUITS / "contours.parquet"
    if not chemin.is_file():
        pytest.skip("produits non construits : lancer python -m donnees construire")
    return pd.read_parquet(chemin)


def _relire(fichier: str) -> tuple[list[str], list[str], geo.Geometries]:
    return decoder((PRODUITS / fichier).read_bytes(), fichier)


def test_la_table_decrit_les_fichiers_livres(contours: pd.DataFrame) -> None:
    SCHEMAS["contours"].validate(contours)
    sur_disque = {chemin.relative_to(PRODUITS).as_posix() for chemin in (PRODUITS / "contours").rglob("*.json*")}
    assert sur_disque == set(contours["fichier"])
    assert contours["niveau"].value_counts().to_dict() == {
        "commune": 307, "departement": 1, "region": 1, "zone_emploi": 1
    }  # fmt: skip
    for fichier in contours["fichier"]:
        empreinte = hashlib.sha256((PRODUITS / fichier).read_bytes()).hexdigest()[:10]
        assert fichier.removesuffix(".gzip").endswith(f"-{empreinte}.json")


def test_les_poids_tiennent(contours: pd.DataFrame) -> None:
    poids = contours["fichier"].map(lambda fichier: (PRODUITS / fichier).stat().st_size)
    assert poids[contours["niveau"] == "zone_emploi"].item() <= 250_000
    assert poids[(contours["niveau"] == "commune") & (contours["zone"] != "")].sum() <= 9_500_000
    ensemble = contours.loc[(contours["niveau"] == "commune") & (contours["zone"] == ""), "fichier"].item()
    assert (PRODUITS / ensemble).stat().st_size <= 1_500_000


@pytest.mark.parametrize(("niveau", "nombre"), [("zone_emploi", 306), ("departement", 101), ("region", 18)])
def test_les_niveaux_nationaux(contours: pd.DataFrame, niveau: str, nombre: int) -> None:
    """Aucun recouvrement, aucun trou sauf Llívia, et les mêmes codes que la table des territoires."""
    ligne = contours[contours["niveau"] == niveau].iloc[0]
    codes, noms, formes = _relire(ligne["fichier"])
    territoires = pd.read_parquet(PRODUITS / "territoires.parquet")
    attendus = territoires[territoires["niveau"] == niveau].sort_values("code")
    assert len(codes) == nombre == ligne["nombre"]
    assert codes == attendus["code"].tolist() == ligne["codes"].split()
    assert noms == attendus["libelle"].tolist()
    geo.exiger_valide(formes, niveau)
    creux = geo.trous(formes)
    assert len(creux) == 1
    assert creux[0].contains(shapely.Point(mosaique.LLIVIA))
    assert shapely.total_bounds(formes) == pytest.approx(ligne[["ouest", "sud", "est", "nord"]].tolist(), abs=1e-9)
    points = shapely.points(attendus["lon"], attendus["lat"])
    assert shapely.contains(formes, points).mean() > 0.99  # le point vient du contour non simplifié


def test_les_dix_neuf_zones_d_outre_mer_sont_a_leur_place(contours: pd.DataFrame) -> None:
    codes, _, formes = _relire(contours.loc[contours["niveau"] == "zone_emploi", "fichier"].item())
    cadres = {
        "01": (-61.9, 15.8, -61.0, 16.6),
        "02": (-61.3, 14.3, -60.8, 14.9),
        "03": (-54.7, 2.1, -51.6, 5.8),
        "04": (55.2, -21.4, 55.9, -20.8),
        "06": (45.0, -13.1, 45.4, -12.6),
    }
    outremer = [rang for rang, code in enumerate(codes) if code[:2] in cadres]
    assert len(outremer) == 19
    for rang in outremer:
        assert shapely.box(*cadres[codes[rang][:2]]).contains(formes[rang])
    metropole = shapely.box(-5.2, 41.3, 9.6, 51.1)
    assert all(metropole.contains(formes[rang]) for rang in range(306) if rang not in outremer)


def test_les_communes_forment_une_couverture_dans_chaque_zone(contours: pd.DataFrame) -> None:
    appartenance = pd.read_parquet(PRODUITS / "appartenance.parquet")
    zones = appartenance.groupby("zone_emploi")["commune"].agg(set)
    vues: set[str] = set()
    for ligne in contours[(contours["niveau"] == "commune") & (contours["zone"] != "")].itertuples():
        codes, _, formes = _relire(str(ligne.fichier))
        assert codes == sorted(codes) == str(ligne.codes).split()
        assert set(codes) <= zones[str(ligne.zone)]
        geo.exiger_valide(formes, str(ligne.fichier))
        vues |= set(codes)
    assert set(appartenance["commune"]) - vues == set(mosaique.COUVERTES_PAR)


def test_toutes_les_communes_sur_une_carte(contours: pd.DataFrame) -> None:
    """Aucune commune perdue par la simplification ; les quatre communes sans contour restent chez leur hôte."""
    ligne = contours[(contours["niveau"] == "commune") & (contours["zone"] == "")].iloc[0]
    codes, noms, formes = _relire(ligne["fichier"])
    communes = pd.read_parquet(PRODUITS / "territoires.parquet").query("niveau == 'commune'").set_index("code")
    assert len(communes) == 34_875
    assert codes == sorted(set(communes.index) - set(mosaique.COUVERTES_PAR)) == ligne["codes"].split()
    assert noms == communes.loc[codes, "libelle"].tolist()
    geo.exiger_valide(formes, "communes")
    assert (shapely.area(formes) > 0).all()
    creux = geo.trous(formes)  # l'enclave, et quelques rias que la simplification referme (moins de 10 km²)
    assert shapely.contains(creux, shapely.Point(mosaique.LLIVIA)).sum() == 1
    assert (shapely.area(creux) < 1.5e-3).all()
    points = shapely.points(communes.loc[codes, "lon"], communes.loc[codes, "lat"])
    assert shapely.contains(formes, points).mean() > 0.99
    _, _, departements = _relire(contours.loc[contours["niveau"] == "departement", "fichier"].item())
    assert shapely.area(formes).sum() == pytest.approx(shapely.area(departements).sum(), rel=2e-3)


def test_les_vides_des_fusions_sont_rendus_a_la_bonne_commune(contours: pd.DataFrame) -> None:
    """Pierrefitte est à Saint-Denis, l'encoche du Doubs au Pays-de-Montbenoît ; de même en Loire et Deux-Sèvres."""
    zones = pd.read_parquet(PRODUITS / "appartenance.parquet").set_index("commune")["zone_emploi"].to_dict()
    fichiers = contours[contours["niveau"] == "commune"].set_index("zone")["fichier"].to_dict()
    lieux = {
        "93066": (2.36345, 48.96287),
        "25390": (6.44952, 46.99850),
        "42084": (3.91220, 45.77837),
        "42217": (3.81915, 45.76725),
        "79307": (0.16580, 46.10108),
    }
    for commune, lieu in lieux.items():
        codes, _, formes = _relire(fichiers[zones[commune]])
        assert formes[codes.index(commune)].contains(shapely.Point(lieu))

"""Noms des bulles : les plus grosses en ont toutes un, et aucun ne s'imprime sur un autre, à aucune largeur."""

from __future__ import annotations

import itertools

import pytest

from geo.graphiques import cadre, svg
from geo.graphiques.bulles import HAUTEUR, NOMMEES
from geo.graphiques.figure import Noeud
from geo.graphiques.placement import largeur_texte
from geo.objets import secteurs
from geo.objets.dessin import Dessin
from geo.secteurs.choix import Choix
from geo.territoires import lire

LARGEURS = (300, 318, 360, 480, 700, 900, 1080)
GLISSE = {"left": 0.0, "center": 0.5, "right": 1.0}
MONTE = {"bottom": 1.0, "middle": 0.5, "top": 0.0}
LIGNE = 16.0


def _poids(code: str) -> Dessin:
    zone = lire("zone_emploi", code)
    return secteurs.poids(zone, Choix(zone, zone, "metropole", "urssaf", "A38"), "light")


def _noms(dessin: Dessin) -> list[Noeud]:
    return [mot for mot in dessin.figure.layout.annotations if "paper" not in {mot.xref, mot.yref}]


def _boite(mot: Noeud, dessin: Dessin, largeur: float) -> tuple[float, float, float, float]:
    """La boîte d'un nom, en pixels, telle que plotly l'ancrerait."""
    page = dessin.figure.layout
    utile = HAUTEUR - page.margin.t - page.margin.b
    (debut, fin), (bas, haut) = page.xaxis.range, page.yaxis.range
    dx, dy = (mot.ax, mot.ay) if mot.showarrow else (mot.xshift, -mot.yshift)
    lignes = mot.text.split("<br>")
    long_, haute = 0.9 * max(map(largeur_texte, lignes)), LIGNE * len(lignes)
    gauche = (mot.x - debut) / (fin - debut) * largeur + dx - long_ * GLISSE[mot.xanchor]
    sommet = (haut - mot.y) / (haut - bas) * utile + dy - haute * MONTE[mot.yanchor]
    return gauche, sommet, gauche + long_, sommet + haute


@pytest.mark.parametrize("code", ["4412", "3222", "8435", "8421", "0051", "1109"])
def test_les_plus_grosses_bulles_sont_nommees_sans_se_recouvrir(code: str) -> None:
    """Classe du défaut : quatre noms l'un sur l'autre au téléphone, et le deuxième secteur sans nom au bureau."""
    dessin = _poids(code)
    noms, tailles = _noms(dessin), dessin.figure.data[0].marker.size
    places = {(round(mot.x, 6), round(mot.y, 6)) for mot in noms}
    grosses = sorted(range(len(tailles)), key=lambda rang: -tailles[rang])[:NOMMEES]
    assert len(noms) == len(places) == len(grosses)
    for largeur in LARGEURS:
        boites = [_boite(mot, dessin, largeur) for mot in noms]
        for (une, nom), (autre, voisin) in itertools.combinations(zip(boites, noms, strict=True), 2):
            cote = une[2] <= autre[0] or autre[2] <= une[0] or une[3] <= autre[1] or autre[3] <= une[1]
            assert cote, f"{nom.text} et {voisin.text} à {largeur} px"
        assert all(b[0] > -1 and b[2] < largeur + 1 for b in boites)


def test_un_nom_ecarte_est_tenu_a_son_point_par_un_trait() -> None:
    figure = cadre.figure("light", 200)
    figure.update_xaxes(cadre.axe_cache((0, 10)))
    figure.update_yaxes(cadre.axe_cache((0, 4)))
    meneur = {"showarrow": True, "ax": 30.0, "ay": -40.0, "standoff": 5, "arrowcolor": "#123456", "arrowwidth": 1}
    cadre.poser(figure, [cadre.mot("Commerce", 5, 1, "#000000", xanchor="left", yanchor="bottom", **meneur)])
    ecrit = svg.rendre(figure, "", "f")
    assert '<svg x="50%" y="75%" overflow="visible"><path d="M3,-4L30,-40" stroke="#123456"' in ecrit
    assert 'transform="translate(30,' in ecrit

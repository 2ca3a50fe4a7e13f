"""Qui n'a pas sa valeur reste dans la comparaison : sa zone d'emploi le représente, une seule fois, et c'est dit."""

from __future__ import annotations

import pytest

from geo import mesures
from geo.graphiques import style
from geo.mesures import comparaison
from geo.mesures.profils import profil
from geo.mesures.relais import relayer
from geo.objets import comparer, series
from geo.territoires import Territoire, lire

NANCY, ZONE, FRANCE = lire("epci", "245400676"), lire("zone_emploi", "4412"), lire("france", "FR")
VALENCIENNES, MAYOTTE = lire("zone_emploi", "3222"), lire("departement", "976")


def test_une_intercommunalite_sans_chomage_est_a_sa_zone() -> None:
    relais = relayer((NANCY, FRANCE), "chomage_localise")
    assert relais.territoires == (ZONE, FRANCE)
    assert NANCY.libelle in relais.note
    assert ZONE.libelle in relais.note


def test_qui_a_sa_valeur_reste_lui_meme() -> None:
    assert relayer((NANCY, ZONE), "population").territoires == (NANCY, ZONE)
    assert relayer((NANCY, ZONE), "population").note == ""


def test_une_zone_deja_choisie_ne_l_est_pas_deux_fois() -> None:
    relais = relayer((NANCY, FRANCE, ZONE), "chomage_localise")
    assert relais.territoires == (ZONE, FRANCE)
    assert relais.rangs == (2, 1), "choisie pour elle-même, la zone garde son rang à elle"


@pytest.mark.parametrize("theme", list(style.TEINTES))
@pytest.mark.parametrize(
    ("choisis", "rangs"),
    [
        ((NANCY, FRANCE, VALENCIENNES), {NANCY.libelle: 0, ZONE.libelle: 0, "France": 1, "Valenciennes": 2}),
        ((MAYOTTE, FRANCE, ZONE), {"Mayotte": 0, "France": 1, ZONE.libelle: 2}),
        ((NANCY, ZONE, FRANCE), {NANCY.libelle: 0, ZONE.libelle: 1, "France": 2}),
    ],
)
def test_une_couleur_est_un_territoire_dans_toutes_les_vues(
    choisis: tuple[Territoire, ...], rangs: dict[str, int], theme: style.Theme
) -> None:
    """Classe du défaut : la France rouge dans l'essaim, sarcelle dans les courbes, dès qu'un autre n'y est pas."""
    dessins = (
        comparer.points(choisis, comparaison.CHIFFRES_CLES, theme),
        comparer.essaim(choisis, "taux_pauvrete", theme),
        comparer.nuage(choisis, "chomage_localise", "taux_pauvrete", theme),
        comparer.evolution(choisis, "chomage_localise", theme),
    )
    for dessin in dessins:
        assert dessin is not None
        traces = {trace.name.split(" hors ")[0]: trace.marker for trace in dessin.figure.data if trace.name}
        montrees = {nom: (marque.color, marque.symbol) for nom, marque in traces.items()}
        series = style.teintes(theme).series
        assert montrees == {nom: (series[rangs[nom]], style.SIGNES[rangs[nom]]) for nom in montrees}
        assert len(montrees) > 1
        assert dessin.parametres["avec"] == comparaison.ecrire(choisis), "le cadre d'un site a les mêmes rangs"


def test_le_code_d_une_courbe_ne_nomme_pas_qui_n_y_est_plus() -> None:
    """Classe du défaut : « ~region:32 » dans le code d'une figure sans région ; au milieu, il tient un rang."""
    for territoires, ecrits in (((VALENCIENNES, MAYOTTE), (VALENCIENNES,)), ((MAYOTTE, FRANCE), (MAYOTTE, FRANCE))):
        dessin = series.courbes(territoires, "chomage_localise", "light")
        assert dessin is not None
        assert dessin.parametres["avec"] == comparaison.ecrire(ecrits)


def test_les_points_alignes_placent_la_valeur_de_la_zone_et_la_nomment() -> None:
    lignes = profil(comparaison.lignes((NANCY, FRANCE), comparaison.CHIFFRES_CLES), ["Nancy", "France"])
    (chomage,) = [ligne for ligne in lignes if ligne.libelle == "Chômage localisé"]
    assert chomage.valeurs["Nancy"] == mesures.mesurer(ZONE, "chomage_localise").valeur
    assert "zone d'emploi" in chomage.precisions["Nancy"]

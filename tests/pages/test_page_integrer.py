"""Un objet intégré : montré seul, avec titre, source et lien ; une adresse hostile ou fausse est dite, jamais jouée."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo.mesures import comparaison
from geo.territoires import lire
from pages.cadre.plan import PLAN
from pages.interface import integration
from tests.pages.visite import ouvrir, sans_erreur, textes

ZONE = {"niveau": "zone_emploi", "code": "4412"}
AVEC = comparaison.ecrire([lire("zone_emploi", "4412"), lire("france", "FR")])
OBJETS = {
    "carte": ({"indicateur": "taux_pauvrete"}, "Taux de pauvreté par zone d'emploi", "/carte?indicateur=taux_pauvrete"),
    "communes": (ZONE | {"indicateur": "population_evolution_2018"}, ": Nancy", "/territoire?niveau=zone_emploi"),
    "courbe": ({"indicateur": "chomage_localise", "avec": AVEC}, "Taux de chômage localisé : Nancy", "/comparer?avec="),
    "chiffre": (ZONE | {"indicateur": "chomage_localise"}, "Nancy : Taux de chômage localisé", "/territoire?niveau="),
}
COMMANDES = ("selectbox", "button", "text_input", "multiselect", "download_button", "toggle", "slider", "expander")


def _montrer(objet: str, **parametres: str) -> AppTest:
    return ouvrir("integrer", objet=objet, **parametres)


@pytest.mark.parametrize("objet", OBJETS)
def test_rien_d_autre_que_l_objet_son_titre_sa_source_et_son_lien(objet: str) -> None:
    parametres, titre, lien = OBJETS[objet]
    visite = sans_erreur(_montrer(objet, **parametres))
    assert titre in textes(visite)
    assert [len(visite.get(commande)) for commande in COMMANDES] == [0] * len(COMMANDES)
    montres = [len(visite.get(sorte)) for sorte in ("component_instance", "plotly_chart")]
    cartons = sum("atlas-cartons" in str(bloc.proto.body) for bloc in visite.get("html"))
    assert sum(montres) + cartons == 1
    pied = visite.caption[-1].value
    assert pied.startswith("Source : ")
    assert lien in pied


@pytest.mark.parametrize(
    ("objet", "parametres"),
    [
        ("", {}),
        ("<script>alert(1)</script>", {}),
        ("chiffre", ZONE | {"indicateur": "inconnu"}),
        ("chiffre", {"niveau": "zone_emploi", "code": "0000", "indicateur": "population"}),
        ("chiffre", ZONE | {"indicateur": "part_bruns"}),
        ("communes", {"niveau": "france", "code": "FR", "indicateur": "population"}),
        ("courbe", {"indicateur": "chomage_localise", "avec": "rien:0"}),
        ("courbe", {"indicateur": "chomage_localise"}),
    ],
)
def test_un_code_faux_le_dit(objet: str, parametres: dict[str, str]) -> None:
    visite = sans_erreur(_montrer(objet, **parametres))
    assert [titre.value for titre in visite.title] == ["Rien à montrer"]
    assert "dans l'Atlas" in textes(visite)
    assert not visite.get("component_instance")
    assert not visite.get("plotly_chart")


HASARD = st.dictionaries(
    st.sampled_from(["indicateur", "niveau", "code", "nom", "avec", "date", "zone", "classes", "perimetre", "vue"]),
    st.one_of(st.text(max_size=40), st.sampled_from(["population", "zone_emploi", "4412", AVEC, "perimetre"])),
    max_size=5,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([*OBJETS, "x"]), HASARD)
def test_l_adresse_est_hostile(objet: str, parametres: dict[str, str]) -> None:
    """Classe du défaut : paramètre d'adresse cru sur parole."""
    visite = _montrer(objet, **parametres)
    assert not visite.exception


def test_le_code_dit_theme_titre_et_adresse_echappes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integration, "base", lambda: "https://atlas.exemple/x")
    source = integration.adresse("chiffre", {"nom": '"><script>'}, "dark_theme")
    assert source.startswith("https://atlas.exemple/x/integrer?objet=chiffre&nom=%22%3E%3Cscript%3E&embed=true")
    assert source.endswith("embed_options=dark_theme")
    code = integration.cadre(source, '"><img src=x onerror=alert(1)>', 260)
    assert re.fullmatch(r'<iframe src="[^"<>]+" title="[^"<>]+" width="100%" height="260" [^<>]+></iframe>', code)


def test_elle_n_est_pas_au_menu() -> None:
    (fiche,) = [page for pages in PLAN.values() for page in pages if page["url_path"] == "integrer"]
    assert fiche["visibility"] == "hidden"


@pytest.mark.parametrize(
    ("page", "parametres", "objets"),
    [
        ("carte", {}, {"carte"}),
        ("territoire", ZONE, {"courbe", "chiffre", "communes"}),
        ("comparer", {"avec": AVEC, "vue": "courbes"}, {"courbe"}),
        ("secteurs", ZONE, {"courbe"}),
        ("economie-verte", ZONE, {"carte"}),
    ],
)
def test_le_code_offert_sous_chaque_objet_le_montre(
    page: str, parametres: dict[str, str], objets: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    offerts: list[tuple[str, dict[str, str]]] = []

    def noter(objet: str, siens: dict[str, str], *_: object, choix: integration.Choix | None = None) -> None:
        voulu = {choix[0]: next(iter(choix[2]))} if choix else {}
        offerts.append((objet, {**siens, **voulu}))

    with monkeypatch.context() as correctif:
        correctif.setattr(integration, "proposer", noter)
        sans_erreur(ouvrir(page, **parametres))
    assert {objet for objet, _ in offerts} == objets
    for objet, siens in offerts:
        visite = sans_erreur(_montrer(objet, **siens))
        assert "Rien à montrer" not in textes(visite)
        assert not visite.warning


def test_le_volet_ecrit_le_code_du_theme_choisi() -> None:
    visite = ouvrir("territoire", **ZONE)
    volet = "integrer.chiffre."
    visite.session_state[volet] = True
    visite.session_state[f"{volet}.theme"] = "dark_theme"
    (code,) = [bloc.value for bloc in sans_erreur(visite.run()).code if "objet=chiffre" in bloc.value]
    assert "embed_options=dark_theme" in code
    assert "indicateur=population" in code

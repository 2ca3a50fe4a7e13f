"""Un objet intégré : montré seul, avec titre, source et lien ; une adresse hostile ou fausse est dite, jamais jouée."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo.ecriture import formats
from pages.cadre.plan import PLAN
from pages.explorer.integrer.objets import CHIFFRE, OBJETS
from pages.interface import integration, registre
from pages.interface.figures import LIRE
from tests.pages.objets_offerts import AVEC, TOUS, ZONE, cas
from tests.pages.visite import dessins, droit, messages, ouvrir, sans_erreur

COMMANDES = ("selectbox", "text_input", "multiselect", "download_button", "toggle", "slider", "expander")


def _montrer(objet: str, **parametres: str) -> AppTest:
    return ouvrir("integrer", objet=objet, **parametres)


@pytest.mark.parametrize("objet", TOUS)
def test_rien_d_autre_que_l_objet_son_titre_sa_source_et_son_lien(objet: str) -> None:
    attendu = cas(objet)
    visite = sans_erreur(_montrer(objet, **attendu.parametres))
    assert droit(formats.typographie(attendu.titre)) in droit(visite.title[0].value)
    assert not visite.warning
    figures, cartes = len(dessins(visite)), len(visite.get("component_instance"))
    assert [bouton.label for bouton in visite.button] == [LIRE] * figures
    assert [len(visite.get(commande)) for commande in COMMANDES] == [0] * len(COMMANDES)
    cartons = sum("atlas-cartons" in str(bloc.proto.body) for bloc in visite.get("html"))
    assert figures + cartes + cartons == 1
    pied = visite.caption[-1].value
    assert re.match(r"Source : \S.{5}", droit(pied))
    assert attendu.lien in pied


@pytest.mark.parametrize("objet", TOUS)
def test_une_adresse_fausse_le_dit_dans_une_phrase(objet: str) -> None:
    attendu = cas(objet)
    _refuse(objet, attendu.parametres | attendu.faux)


def _refuse(objet: str, parametres: dict[str, str]) -> None:
    visite = sans_erreur(_montrer(objet, **parametres))
    assert [titre.value for titre in visite.title] == ["Rien à montrer"]
    (message,) = messages(visite)
    assert re.fullmatch(r"[^.]+\..* dans l'Atlas\.", message)
    assert not visite.get("component_instance")
    assert not dessins(visite)


def test_chaque_objet_est_eprouve() -> None:
    assert set(TOUS) == {*OBJETS, CHIFFRE}


@pytest.mark.parametrize(
    ("objet", "parametres"),
    [
        ("", {}),
        ("<script>alert(1)</script>", {}),
        ("chiffre", {"niveau": "zone_emploi", "code": "0000", "indicateur": "population"}),
        ("chiffre", ZONE | {"indicateur": "part_bruns"}),
        ("communes", {"niveau": "commune", "code": "54395", "communal": "population"}),
        ("courbe", {"indicateur": "chomage_localise"}),
        ("creations", {"niveau": "zone_emploi", "code": "9401"}),
        ("acces", {"niveau": "france", "code": "FR"}),
        ("actions", {"q": "introuvable au registre"}),
        ("calendrier", {"themes": "gpect.inconnu"}),
        ("sensibilite", {"lots": "autre_x_x"}),
    ],
)
def test_ce_que_l_atlas_n_a_pas_se_dit_aussi(objet: str, parametres: dict[str, str]) -> None:
    _refuse(objet, parametres)


def test_l_ancien_code_des_communes_montre_toujours_sa_carte() -> None:
    visite = sans_erreur(_montrer("communes", **ZONE, indicateur="population"))
    assert "Population" in visite.title[0].value


def test_un_registre_muet_n_accuse_pas_le_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registre, "jeton", lambda: registre.PANNE)
    (message,) = messages(sans_erreur(_montrer("calendrier")))
    assert "ne répond pas" in message
    assert "Reprenez" not in message


AUTRES = (*("x", "y", "avant", "secteur", "lieu", "annee", "themes", "action", "suivi", "maison", "lots", "commune"),)
HASARD = st.dictionaries(
    st.sampled_from(
        [*("indicateur", "niveau", "code", "nom", "avec", "date", "zone", "classes", "perimetre", "vue"), *AUTRES]
    ),
    st.one_of(st.text(max_size=40), st.sampled_from(["population", "zone_emploi", "4412", AVEC, "perimetre"])),
    max_size=5,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([*TOUS, "x"]), HASARD)
def test_l_adresse_est_hostile(objet: str, parametres: dict[str, str]) -> None:
    """Classe du défaut : paramètre d'adresse cru sur parole."""
    visite = _montrer(objet, **parametres)
    assert not visite.exception


def test_le_code_dit_theme_titre_et_adresse_echappes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integration, "base", lambda: "https://atlas.exemple/x")
    source = integration.adresse("chiffre", {"nom": '"><script>'}, "dark_theme")
    assert source.startswith("https://atlas.exemple/x/integrer?objet=chiffre&nom=%22%3E%3Cscript%3E&embed=true")
    assert source.endswith("embed_options=dark_theme")
    code = integration.cadre(source, '"><img src=x onerror=alert(1)>', (260, 260))
    assert re.fullmatch(r'<iframe src="[^"<>]+" title="[^"<>]+" width="100%" height="260" [^<>]+></iframe>', code)
    assert 'title="Grands secteurs de l’emploi"' in integration.cadre(source, "Grands secteurs de l'emploi", (1, 1))
    assert "height:calc(260px + 0.1*max(0px,600px - 100vw))" in integration.cadre(source, "", (260, 281))


def test_elle_n_est_pas_au_menu() -> None:
    (fiche,) = [page for pages in PLAN.values() for page in pages if page["url_path"] == "integrer"]
    assert fiche["visibility"] == "hidden"


def test_le_volet_ecrit_le_code_du_theme_choisi() -> None:
    visite = ouvrir("territoire", **ZONE)
    volet = "integrer.chiffre."
    visite.session_state[volet] = True
    (code,) = [bloc.value for bloc in sans_erreur(visite.run()).code if "objet=chiffre" in bloc.value]
    assert "embed_options=light_theme" in code, "clair d'office : un site clair n'a pas de bloc noir"
    visite.session_state[f"{volet}.theme"] = "dark_theme"
    (code,) = [bloc.value for bloc in sans_erreur(visite.run()).code if "objet=chiffre" in bloc.value]
    assert "embed_options=dark_theme" in code
    assert "indicateur=population" in code

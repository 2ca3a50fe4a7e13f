"""Les documents que proposent les pages : un bouton par format, les nombres de l'écran et eux seuls."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.documents.fabrique import FORMATS
from geo.documents.modele import Document, Questions, Tableau
from geo.ecriture import formats
from pages.interface import documents, registre
from pages.interface.figures import VOLET
from tests.pages.visite import deplier, ouvrir, sans_erreur
from tests.unitaires.fiches_fabriquees import NOMBRE, ecrit

RENNES = "35238-1"
MARCHE = {"lots": "peinture_100000_70~autre_200000_33.3_Voirie", "cout": "31.5", "taux": "7.5", "marche": "Halle"}
PAGES = {
    "action": ("plan-actions", {}, ["PDF", "Word"]),
    "maison": ("maisons", {"maison": RENNES}, ["PDF", "Word"]),
    "gpect": ("secteurs", {"niveau": "zone_emploi", "code": "0051", "vue": "gpect"}, ["PDF", "Word"]),
    "acheteur": ("clause-sociale", MARCHE, ["PDF", "Word"]),
    "bilan": ("bilan", {"maison": RENNES, "annee": "2014"}, ["PDF", "Word", "Diapositives"]),
}
Proposes = list[tuple[str, Callable[[], Document], tuple[str, ...]]]


def _cle() -> str:
    """L'action relevée qui a le plus à dire."""
    return max(registre.releve().fiches, key=lambda f: 1000 * len(f.suivis) + len(f.partenaires)).cle


def _visiter(genre: str) -> AppTest:
    page, parametres, _ = PAGES[genre]
    return sans_erreur(ouvrir(page, **(parametres or {"action": _cle()})))


@pytest.fixture
def proposes(monkeypatch: pytest.MonkeyPatch) -> Proposes:
    """Ce que la page propose de composer."""
    recus: Proposes = []

    def noter(nom: str, composer: Callable[[], Document], libelles: Any = ("pdf", "docx")) -> None:
        recus.append((nom, composer, tuple(libelles)))

    monkeypatch.setattr(documents, "proposer", noter)
    return recus


def _document(proposes: Proposes) -> Document:
    """Le document proposé, composé comme le ferait un autre processus."""
    ((_, composer, _),) = proposes
    document = pickle.loads(pickle.dumps(composer))()
    assert isinstance(document, Document)
    return document


def _ecran(visite: AppTest, *sortes: str) -> str:
    """Texte visible, nombres tels qu'écrits : ni balises, ni adresses de liens."""
    lus = [str(getattr(element, "value", "")) for sorte in sortes for element in visite.get(sorte)]
    html = [re.sub(r"<[^>]+>", " ", str(element.proto.body)) for element in visite.get("html")]
    return unescape(re.sub(r"\]\([^)]*\)", "]", "\n".join([*lus, *html]))).replace("\\", "")


def _liens(visite: AppTest) -> str:
    return " ".join(str(lien.proto.label) for lien in visite.get("page_link"))


def _nombres(texte: str) -> set[str]:
    return set(NOMBRE.findall(texte))


@pytest.mark.parametrize("genre", PAGES)
def test_un_bouton_par_format(genre: str) -> None:
    libelles = [bouton.proto.label for bouton in _visiter(genre).get("download_button")]
    voulus = PAGES[genre][2]
    assert [libelle for libelle in libelles if libelle in {format_.nom for format_ in FORMATS.values()}] == voulus


@pytest.mark.parametrize("genre", PAGES)
def test_ce_que_la_page_propose_se_compose_ailleurs(genre: str, proposes: Proposes) -> None:
    _visiter(genre)
    document = _document(proposes)
    assert document.genre == genre
    assert proposes[0][0] == document.nom


def test_l_action_dit_les_nombres_de_sa_fiche(proposes: Proposes) -> None:
    visite = _visiter("action")
    document = _document(proposes)
    fiche = next(f for f in registre.releve().fiches if f.cle == _cle())
    assert fiche.suivis
    suivis = [str(m.value) for m in visite.markdown if any(s.libelle in str(m.value) for s in fiche.suivis)]
    assert _nombres("\n".join(suivis)) <= _nombres(ecrit(document))
    # Le lien d'une source relevée ne montre que son domaine ; le document, imprimé, l'écrit entière.
    ecran = _ecran(visite, "title", "markdown", "caption", "info") + _liens(visite) + fiche.source
    corps = [" ".join(ligne) for bloc in document.blocs if isinstance(bloc, Tableau) for ligne in bloc.lignes]
    assert _nombres("\n".join(corps)) <= _nombres(ecran)


def test_la_maison_dit_le_nombre_d_actions_de_l_ecran(proposes: Proposes) -> None:
    visite = _visiter("maison")
    (titre,) = (s.value for s in visite.subheader if s.value.startswith("Actions"))
    (ligne,) = (
        contenu
        for bloc in _document(proposes).blocs
        if isinstance(bloc, Tableau)
        for nom, contenu in bloc.lignes
        if nom.startswith("Actions")
    )
    assert NOMBRE.findall(titre)[0] == NOMBRE.findall(ligne)[0]


def test_la_fiche_gpect_a_tous_les_nombres_de_l_ecran_et_eux_seuls(proposes: Proposes) -> None:
    visite = _visiter("gpect")
    (corps,) = (str(e.proto.body) for e in visite.get("html") if "atlas-secteurs-fiche" in str(e.proto.body))
    ecran = unescape(re.sub(r"<[^>]+>", " ", corps))
    blocs = [bloc for bloc in _document(proposes).blocs if isinstance(bloc, Tableau | Questions)]
    dits = [" ".join(ligne) for bloc in blocs if isinstance(bloc, Tableau) for ligne in bloc.lignes]
    dits += [question.texte for bloc in blocs if isinstance(bloc, Questions) for question in bloc.questions]
    assert sorted(NOMBRE.findall(ecran)) == sorted(NOMBRE.findall(" ".join(dits)))


def test_la_note_a_l_acheteur_a_les_nombres_de_l_ecran_et_eux_seuls(proposes: Proposes) -> None:
    visite = _visiter("acheteur")
    html = [str(e.proto.body) for e in visite.get("html")]
    montres = [corps for corps in html if "atlas-clause-note" in corps or "atlas-clause-resultat" in corps]
    assert len(montres) == 2
    lu = ecrit(_document(proposes)).partition("http")[0]
    sans_lien = re.sub(r'<p class="atlas-clause-lien">.*?</p>', "", " ".join(montres))
    assert _nombres(unescape(re.sub(r"<[^>]+>", " ", sans_lien))) <= _nombres(lu)
    tables = [cadre.value for cadre in deplier(visite, VOLET).dataframe]
    cases = [formats.nombre(c) if isinstance(c, int) else str(c) for t in tables for c in t.to_numpy().ravel().tolist()]
    ecran = _ecran(visite, "markdown", "caption") + "\n" + "\n".join(cases)
    assert _nombres(lu) <= _nombres(ecran)


def test_le_bilan_a_les_nombres_de_l_ecran_et_eux_seuls(proposes: Proposes) -> None:
    visite = _visiter("bilan")
    document = _document(proposes)
    lu = ecrit(document)
    for propre in (document.adresse, document.nom, document.date):  # le papier dit d'où et de quand il est
        lu = lu.replace(propre, "")
    ecran = _ecran(visite, "title", "markdown", "caption")
    assert _nombres(ecran) <= _nombres(lu)
    assert _nombres(lu) - {str(rang) for rang in range(1, 8)} <= _nombres(ecran + _liens(visite))

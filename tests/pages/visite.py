"""Ouvrir une page de l'Atlas sans navigateur et lire ce qu'elle affiche."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.runtime.state.common import user_key_from_element_id
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from donnees.chemins import RACINE
from donnees.registre import services
from donnees.registre.edition import IDENTITE_LOCALE
from donnees.registre.services import Fiche
from pages.cadre.plan import PLAN
from pages.cadre.ressources import ressources
from pages.interface import registre
from tests import typographie
from tests.registre.atelier_registre import saisie
from tests.serie_relue import a_la_date, relire

Connecter = Callable[..., None]
SECRETS = {
    "auth": {"client_id": "atlas", "cookie_secret": "s"},
    "atlas": {"administrateurs": [" Admin@Exemple.fr "], "sel": "sel"},
}
"""Secrets d'un serveur où l'on se connecte : une administratrice, un sel."""
NAVIGATION = RACINE / "pages" / "cadre" / "navigation.py"
PAGES = {page["url_path"]: page["page"] for pages in PLAN.values() for page in pages}
_LUS = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success")
_ETAT = re.compile(r"atlas\.afficher\(\w+, (\{.*\})\);")


def ouvrir(page: str, **parametres: str) -> AppTest:
    """Joue la page comme si le visiteur suivait ce lien."""
    visite = AppTest.from_file(str(NAVIGATION), default_timeout=60)
    if page != "accueil":
        visite._page_hash = calc_hash(page)
    for nom, valeur in parametres.items():
        visite.query_params[nom] = valeur
    return visite.run()


def droit(texte: str) -> str:
    """Sans échappement Markdown, aux apostrophes et aux espaces ordinaires."""
    entier = re.sub(r":color\[\\(.)\]", r"\1", typographie.droit(texte))
    return re.sub(r"\\([^A-Za-z0-9\s])", r"\1", entier)


def textes(visite: AppTest) -> str:
    """Tout le texte de la page, typographie neutralisée, une ligne par élément."""
    lignes = [str(getattr(element, "value", "")) for sorte in _LUS for element in visite.get(sorte)]
    lignes += [str(element.proto.body) for element in visite.get("html")]
    return droit("\n".join(lignes))


def blocs(visite: AppTest) -> list[str]:
    """Blocs HTML de la page, l'en-tête commun mis à part."""
    corps = (str(element.proto.body) for element in visite.get("html"))
    return [bloc for bloc in corps if "atlas-entete" not in bloc]


def dessins(visite: AppTest) -> list[str]:
    """Figures dessinées, en HTML."""
    return [
        corps for bloc in visite.get("html") if (corps := str(bloc.proto.body)).startswith('<div class="atlas-dessin"')
    ]


def messages(visite: AppTest) -> list[str]:
    """Avertissements de la page."""
    return [droit(element.value) for element in visite.warning]


def liens(visite: AppTest) -> set[tuple[str, str]]:
    """Liens internes : (page, paramètres)."""
    return {(lien.proto.page, lien.proto.query_string) for lien in visite.get("page_link")}


def libelles(visite: AppTest) -> list[str]:
    """Libellés des liens internes, dans l'ordre."""
    return [str(lien.proto.label) for lien in visite.get("page_link")]


def parametre(visite: AppTest, nom: str) -> str:
    """Paramètre de l'adresse ; vide s'il n'y est pas."""
    valeur = visite.query_params.get(nom, "")
    return valeur if isinstance(valeur, str) else "".join(valeur)


def composant(visite: AppTest) -> dict[str, Any]:
    """Arguments envoyés au composant carte."""
    (carte,) = visite.get("component_instance")
    arguments: dict[str, Any] = json.loads(carte.proto.json_args)
    return arguments


def etat_montre(visite: AppTest) -> dict[str, Any]:
    """État que la carte reçoit, complété de sa série à la date montrée."""
    trouve = _ETAT.search(composant(visite)["feature_group"])
    assert trouve, "la carte n'a reçu aucun état"
    etat: dict[str, Any] = json.loads(trouve.group(1))
    if "serie" not in etat:
        return etat
    return {**etat, **a_la_date(relire(ressources().dossier / Path(etat["serie"]).name), etat["date"])}


def sans_erreur(visite: AppTest) -> AppTest:
    """Vérifie qu'aucune exception ni erreur ne s'affiche."""
    assert not visite.exception, [element.value for element in visite.exception]
    assert not visite.error, [element.value for element in visite.error]
    return visite


def deplier(visite: AppTest, libelle: str) -> AppTest:
    """Ouvre le volet replié qui porte ce libellé."""
    volet = next(volet for volet in visite.expander if volet.label == libelle)
    cle = user_key_from_element_id(volet.proto.id)
    assert cle, "ce volet ne suit pas son ouverture"
    visite.session_state[cle] = True
    return visite.run()


def tout_deplier(visite: AppTest) -> AppTest:
    """Ouvre tous les volets que la page ne compose qu'ouverts."""
    for volet in visite.expander:
        if cle := user_key_from_element_id(volet.proto.id):
            visite.session_state[cle] = True
    return visite.run()


def creer(**champs: Any) -> Fiche:
    """Une action enregistrée, de titre unique au besoin."""
    return services.creer(registre.ouvert(), IDENTITE_LOCALE, saisie(**champs))


def bouton(visite: AppTest, libelle: str) -> Any:
    """Le bouton qui porte ce libellé."""
    return next(b for b in visite.button if b.label == libelle)


def champ(visite: AppTest, nom: str, cle: str = "neuve") -> Any:
    """Le widget d'un champ du formulaire d'une action."""
    return next(
        w
        for sorte in ("text_input", "text_area", "selectbox", "multiselect")
        for w in visite.get(sorte)
        if w.key == f"saisie.{cle}.{nom}"
    )

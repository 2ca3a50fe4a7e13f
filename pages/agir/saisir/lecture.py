"""Lire ce qu'une personne a tapé : dates partielles et nombres à la française, rendus comme le registre les attend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pages.interface.lecture import ecrire_date, lire_date, lire_nombre

TEXTES = ("titre", "description", "maison", "theme", "role_maison", "public", "pilote", "elu_nom", "elu_mandat")
TEXTES_FIN = ("statut", "empechement", "source", "fiabilite")
NOMBRES = ("budget", "etp", "lon", "lat")
DATES = ("debut", "fin")
CHAMPS = (*TEXTES, *TEXTES_FIN, *NOMBRES, *DATES, "axe_2013", "axes_2009", "lieux", "partenaires", "financeurs")
FACULTATIFS = ("axe_2013", "role_maison", "fiabilite", "maison", "theme", "statut")


def vers_brouillon(contenu: Mapping[str, Any]) -> dict[str, Any]:
    """Contenu d'une action (forme JSON du registre) → ce que le formulaire montre ; absent → vide."""
    brouillon: dict[str, Any] = {champ: contenu.get(champ) or "" for champ in (*TEXTES, *TEXTES_FIN)}
    brouillon |= {champ: _decimal(contenu.get(champ)) for champ in NOMBRES}
    brouillon |= {champ: ecrire_date(contenu.get(champ) or "") for champ in DATES}
    brouillon["axe_2013"] = contenu.get("axe_2013")
    brouillon["axes_2009"] = list(contenu.get("axes_2009") or ())
    brouillon["lieux"] = [(lieu["niveau"], lieu["code"]) for lieu in contenu.get("lieux") or ()]
    brouillon["partenaires"] = [dict(partenaire) for partenaire in contenu.get("partenaires") or ()]
    brouillon["financeurs"] = [
        {**financeur, "montant": _decimal(financeur["montant"])} for financeur in contenu.get("financeurs") or ()
    ]
    return brouillon


def _decimal(valeur: str | float | None) -> str:
    return "" if valeur is None else str(valeur).removesuffix(".00").removesuffix(".0").replace(".", ",")


def vers_saisie(brouillon: Mapping[str, Any]) -> dict[str, Any]:
    """Ce que le formulaire contient → ce que `services.valider` attend ; un vide facultatif devient absent."""
    saisie: dict[str, Any] = {champ: brouillon[champ] for champ in (*TEXTES, *TEXTES_FIN)}
    saisie |= {champ: lire_nombre(brouillon[champ]) or None for champ in NOMBRES}
    saisie |= {champ: lire_date(brouillon[champ]) for champ in DATES}
    saisie["axe_2013"] = brouillon["axe_2013"]
    saisie["axes_2009"] = tuple(brouillon["axes_2009"])
    saisie["lieux"] = [{"niveau": niveau, "code": code} for niveau, code in brouillon["lieux"]]
    saisie["partenaires"] = brouillon["partenaires"]
    saisie["financeurs"] = [
        {**financeur, "montant": lire_nombre(financeur["montant"]) or None} for financeur in brouillon["financeurs"]
    ]
    return {champ: valeur for champ, valeur in saisie.items() if champ not in FACULTATIFS or valeur not in {"", None}}

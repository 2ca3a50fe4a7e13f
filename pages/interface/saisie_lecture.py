"""Lire ce qu'une personne a tapé : dates partielles et nombres à la française, rendus comme le registre les attend."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_FRANCAISE = re.compile(r"(?:(\d{1,2})[/.])?(\d{1,2})[/.](\d{4})")
_NOMBRE = re.compile(r"[-−]?\d+(?:\.\d+)?")


def lire_date(texte: str) -> str:
    """« 15/03/2026 » → ``2026-03-15``, « 03/2026 » → ``2026-03`` ; le reste tel quel, que le registre jugera."""
    propre = texte.strip()
    trouve = _FRANCAISE.fullmatch(propre)
    if not trouve:
        return propre
    jour, mois, annee = trouve.groups()
    return f"{annee}-{int(mois):02}" + (f"-{int(jour):02}" if jour else "")


def ecrire_date(code: str) -> str:
    """``2026-03-15`` → « 15/03/2026 » ; ce qui n'est pas une date reste tel quel."""
    return "/".join(reversed(code.split("-"))) if re.fullmatch(r"\d{4}(-\d{2}){0,2}", code) else code


def lire_nombre(texte: str) -> str:
    """« 12 000,50 € » → ``12000.50`` ; le reste tel quel, que le registre jugera."""
    propre = re.sub(r"[\s\u202f\u00a0€]", "", texte).replace(",", ".")
    return propre.replace("−", "-") if _NOMBRE.fullmatch(propre) else texte.strip()


TEXTES = ("titre", "description", "maison", "theme", "role_maison", "public", "pilote", "elu_nom", "elu_mandat")
TEXTES_FIN = ("statut", "source", "fiabilite")
NOMBRES = ("budget", "lon", "lat")
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

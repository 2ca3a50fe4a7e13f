"""L'état de la carte de toutes les communes, des communes choisies, et du périmètre cerné."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from donnees import entrepot
from donnees.catalogue import charger
from geo.cartes.classes import Reglages, mettre_en_classes
from geo.cartes.etat import Habillage, etat_carte, etat_choix
from geo.mesures.repartitions import Repartition, repartir
from geo.sorties import carte, image

COMMUNAUX = sorted(nom for nom, fiche in charger().indicateurs.items() if "commune" in fiche.niveaux)
OCTETS_MAX = 250_000


def _lues(etat: dict[str, Any]) -> list[int | None]:
    texte, largeur = etat["valeurs"], etat["largeur"]
    morceaux = [texte[i : i + largeur] for i in range(0, len(texte), largeur)]
    return [None if m.startswith("-") else etat["base"] + int(m, 36) for m in morceaux]


def _statuts(etat: dict[str, Any], lues: list[int | None]) -> list[str]:
    absence = etat.get("absence", "nd")
    return [
        etat["exceptions"].get(str(rang), absence if valeur is None else etat["statut"])
        for rang, valeur in enumerate(lues)
    ]


@pytest.mark.longue
@pytest.mark.parametrize("indicateur", COMMUNAUX)
def test_toutes_les_communes(indicateur: str) -> None:
    """Valeurs et statuts relus par le navigateur : ceux de la répartition, pour chacune des communes."""
    repartition = repartir(indicateur, "commune")
    etat = etat_carte(repartition, Reglages(), Habillage())
    assert etat["communes"] is True
    assert etat["national"] is True
    assert etat["contours"] == entrepot.contour("commune")["fichier"]
    echelle = 10**repartition.indicateur.decimales
    lues = _lues(etat)
    observees = zip(np.rint(repartition.valeurs * echelle), np.isfinite(repartition.valeurs), strict=True)
    assert lues == [int(valeur) if finie else None for valeur, finie in observees]
    assert tuple(_statuts(etat, lues)) == repartition.statuts
    assert sum(etat["effectifs"]) + etat["sans"] == len(repartition.codes) == 34_871
    assert len(json.dumps(etat, separators=(",", ":"))) < OCTETS_MAX


def test_une_zone_garde_son_etat() -> None:
    etat = etat_carte(repartir("revenu_median", "commune", "", "0051"), Reglages(), Habillage())
    assert "communes" not in etat
    assert etat["national"] is False
    assert "perimetre" not in etat


def test_communes_choisies_a_cheval_sur_deux_zones() -> None:
    tout = repartir("population", "commune")
    rangs = [tout.codes.index(code) for code in ("35238", "22050", "35047")]
    repartition = Repartition(
        indicateur=tout.indicateur,
        niveau="commune",
        periode=tout.periode,
        zone="",
        codes=tuple(tout.codes[r] for r in rangs),
        libelles=tuple(tout.libelles[r] for r in rangs),
        valeurs=tout.valeurs[rangs],
        statuts=tuple(tout.statuts[r] for r in rangs),
    )
    etat = etat_choix(repartition, Reglages(), Habillage(perimetre=["35238"]), ["contours/a.json", "contours/b.json"])
    assert etat["codes"] == ["35238", "22050", "35047"]
    assert etat["contours"] == ["contours/a.json", "contours/b.json"]
    assert etat["national"] is False
    assert not etat["communes"]
    assert _lues(etat) == [int(v) for v in repartition.valeurs]
    assert etat["perimetre"] == ["35238"]
    traits = json.loads(carte.geojson(repartition))["features"]
    assert [trait["properties"]["code"] for trait in traits] == ["35238", "22050", "35047"]
    assert not carte.est_national(repartition)


@pytest.mark.longue
def test_exports_de_toutes_les_communes() -> None:
    repartition = repartir("pharmacies", "commune")
    assert carte.est_national(repartition)
    assert len(json.loads(carte.geojson(repartition))["features"]) == 34_871
    assert image.image(repartition, Reglages(), "png").startswith(b"\x89PNG")


def test_perimetre_charge_a_part() -> None:
    perimetre = {"fichiers": ["contours/communes/0051-a.json"], "codes": ["35238"]}
    etat = etat_carte(repartir("population", "zone_emploi"), Reglages(), Habillage(perimetre=perimetre))
    assert etat["perimetre"] == perimetre


def test_jenks_sur_toutes_les_communes_reste_rapide_et_fidele() -> None:
    """Les seuils cherchés sur un abrégé expliquent presque autant de dispersion que des quantiles, au moins."""
    repartition = repartir("revenu_median", "commune")
    jenks, quantiles = (mettre_en_classes(repartition, Reglages(methode, 5)) for methode in ("jenks", "quantiles"))
    assert len(jenks.effectifs) == 5
    assert sum(jenks.effectifs) == int(np.isfinite(repartition.valeurs).sum())
    assert jenks.gvf > quantiles.gvf > 0.5
    assert etat_carte(repartition, Reglages("jenks"), Habillage())["methode"] == "Jenks"

"""Les produits sont entiers, ou l'on sait lequel ne l'est pas : tronqué, changé, absent, manifeste illisible."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from donnees import integrite
from donnees.erreurs import ProduitAbime, ProduitAbsent

FICHIERS = {"valeurs.parquet": b"valeurs" * 100, "contours/regions.json": b"{}"}


@pytest.fixture
def produits(tmp_path: Path) -> Path:
    """Un petit dossier de produits conforme à son manifeste."""
    for nom, octets in FICHIERS.items():
        (tmp_path / nom).parent.mkdir(exist_ok=True)
        (tmp_path / nom).write_bytes(octets)
    sommes = {nom: hashlib.sha256(octets).hexdigest() for nom, octets in FICHIERS.items()}
    (tmp_path / integrite.MANIFESTE).write_text(json.dumps({"produits": sommes}), encoding="utf-8")
    return tmp_path


def test_les_produits_du_depot_sont_entiers() -> None:
    integrite.verifier()


@pytest.mark.parametrize("nom", FICHIERS)
def test_un_produit_tronque_meme_en_marche_est_nomme(produits: Path, nom: str) -> None:
    integrite.verifier(produits)
    (produits / nom).write_bytes(FICHIERS[nom][:-1])
    with pytest.raises(ProduitAbime, match=rf"Produit abîmé : {nom}\. Reprendre"):
        integrite.verifier(produits)


def test_un_produit_absent_est_nomme(produits: Path) -> None:
    (produits / "contours/regions.json").unlink()
    with pytest.raises(ProduitAbsent, match=r"Produit absent : contours/regions\.json"):
        integrite.verifier(produits)


@pytest.mark.parametrize("contenu", ["", "{", "[]", "{}", '{"produits": 3}', '{"produits": ["a"]}'])
def test_un_manifeste_illisible_se_dit(produits: Path, contenu: str) -> None:
    (produits / integrite.MANIFESTE).write_text(contenu, encoding="utf-8")
    with pytest.raises(ProduitAbime, match="ne se lit pas"):
        integrite.verifier(produits)


def test_un_manifeste_absent_se_dit(tmp_path: Path) -> None:
    with pytest.raises(ProduitAbsent, match=r"manifeste\.json"):
        integrite.verifier(tmp_path)


def test_verifier_encore_ne_relit_rien(produits: Path) -> None:
    integrite.verifier(produits)
    avant = integrite._somme.cache_info().misses
    integrite.verifier(produits)
    assert integrite._somme.cache_info().misses == avant

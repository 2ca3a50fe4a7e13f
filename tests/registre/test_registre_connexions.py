"""Connexions fermées, schéma inconnu, contrôle à neuf : sur SQLite et sur un vrai PostgreSQL."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import URL, func, select, text

from donnees.registre import controle, services
from donnees.registre.base import Registre
from donnees.registre.demarrage import demarrer
from donnees.registre.erreurs import AdresseInvalide, RegistreIndisponible, SchemaInconnu
from donnees.registre.modeles import ConnexionFermee

DEMAIN = time.time() + 86_400


def test_une_connexion_fermee_le_reste_et_elle_seule(registre: Registre) -> None:
    services.fermer_connexion(registre, "a", DEMAIN)
    services.fermer_connexion(registre, "a", DEMAIN)  # deux fenêtres se déconnectent
    assert services.connexion_fermee(registre, "a")
    assert not services.connexion_fermee(registre, "b")
    autre = Registre(registre.moteur.url)  # un autre processus, ou le même relancé
    assert services.connexion_fermee(autre, "a")
    autre.fermer()


def test_une_connexion_echue_ne_s_accumule_pas(registre: Registre) -> None:
    for rang in range(5):
        services.fermer_connexion(registre, f"vieille-{rang}", time.time() - 10)
    services.fermer_connexion(registre, "neuve", DEMAIN)
    with registre.lire() as session:
        assert session.execute(select(func.count()).select_from(ConnexionFermee)).scalar_one() == 1


def test_une_base_plus_recente_se_dit_et_n_est_pas_touchee(base_vide: Callable[[], URL]) -> None:
    url = base_vide()
    demarrer(url, semis=False).fermer()
    registre = Registre(url)
    registre.ecrire(lambda session: session.execute(text("UPDATE alembic_version SET version_num = 'r9999'")))
    with pytest.raises(SchemaInconnu, match=r"schéma r9999, l'application au schéma r\d{4}\. Mettre"):
        demarrer(url)
    with pytest.raises(SchemaInconnu, match="r9999"):
        controle.verifier(url)
    with registre.lire() as session:
        assert session.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "r9999"
    registre.fermer()


def test_un_registre_entier_passe_le_controle(registre: Registre) -> None:
    controle.verifier(registre.moteur.url)


def test_une_base_jamais_migree_ne_repond_pas(base_vide: Callable[[], URL]) -> None:
    url = base_vide()
    Registre(url).fermer()
    with pytest.raises(RegistreIndisponible):
        controle.verifier(url)


def test_une_base_effacee_en_marche_ne_trompe_pas_le_controle(registre_seme: Path, tmp_path: Path) -> None:
    """Les connexions gardées lisent encore le fichier effacé ; une ouverture à neuf, non."""
    fichier = tmp_path / "atlas.sqlite"
    fichier.write_bytes(registre_seme.read_bytes())
    url = URL.create("sqlite", database=str(fichier))
    ouvert = Registre(url)
    assert services.version(ouvert)
    fichier.unlink()
    with pytest.raises(RegistreIndisponible):
        controle.verifier(url)
    assert not fichier.exists()
    ouvert.fermer()


def test_un_postgresql_arrete_et_une_adresse_illisible(monkeypatch: pytest.MonkeyPatch) -> None:
    absente = URL.create("postgresql+psycopg", "moi", "secret", "127.0.0.1", 1, "atlas")
    with pytest.raises(RegistreIndisponible) as refus:
        controle.verifier(absente)
    assert "secret" not in str(refus.value)
    monkeypatch.setenv("ATLAS_BASE_URL", "mysql://moi:secret@hote/base")
    with pytest.raises(AdresseInvalide) as refus_adresse:
        controle.verifier()
    assert "secret" not in str(refus_adresse.value)

"""Le journal : ce qui change entre les produits commités et ceux qu'on vient de construire."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees import __main__ as commande
from donnees import construire as chaine
from donnees.etapes.atelier import Atelier
from donnees.journal.comparaison import SEUIL, Exemple, comparer, comparer_valeurs
from donnees.journal.jeux import Jeu, reference
from donnees.journal.redaction import rediger
from donnees.journal.tenue import consigner

TERRITOIRES = [("zone_emploi", "1109", "Paris"), ("zone_emploi", "8421", "Lyon")]
VALEURS = [
    ("emploi_prive", "zone_emploi", "1109", "2023", 1000.0, ""),
    ("emploi_prive", "zone_emploi", "8421", "2023", 500.0, ""),
]


def _jeu(
    dossier: Path,
    valeurs: list[tuple[Any, ...]] = VALEURS,
    territoires: list[tuple[str, str, str]] = TERRITOIRES,
    sources: dict[str, str] | None = None,
) -> Jeu:
    dossier.mkdir(parents=True, exist_ok=True)
    tables = {
        "valeurs": pd.DataFrame(valeurs, columns=["indicateur", "niveau", "code", "periode", "valeur", "statut"]),
        "territoires": pd.DataFrame(territoires, columns=["niveau", "code", "libelle"]),
    }
    for nom, table in tables.items():
        table.to_parquet(dossier / f"{nom}.parquet", index=False)
    produits = {
        f"{nom}.parquet": hashlib.sha256((dossier / f"{nom}.parquet").read_bytes()).hexdigest() for nom in tables
    }
    manifeste = {
        "empreinte": hashlib.sha256(json.dumps(produits).encode()).hexdigest()[:16],
        "lignes": {nom: len(table) for nom, table in tables.items()},
        "produits": produits,
        "sources": sources or {"insee/a.csv": "1"},
    }
    (dossier / "manifeste.json").write_text(json.dumps(manifeste), encoding="utf-8")
    return Jeu(dossier)


def _ecrire(avant: Jeu, apres: Jeu) -> str:
    noms = {(niveau, code): nom for niveau, code, nom in TERRITOIRES}
    return rediger(comparer(avant, apres), {"emploi_prive": "Emploi privé"}, noms)


# --- Comparer --------------------------------------------------------------------------------------------------------
def test_deux_jeux_identiques_n_ont_rien_a_dire(tmp_path: Path) -> None:
    texte = _ecrire(_jeu(tmp_path / "a"), _jeu(tmp_path / "b"))
    assert "Rien n'a changé" in texte
    assert "##" not in texte


def test_chaque_nature_de_changement_est_comptee_et_dite(tmp_path: Path) -> None:
    avant = [
        *VALEURS,
        ("emploi_prive", "zone_emploi", "1109", "2022", 100.0, ""),
        ("emploi_prive", "zone_emploi", "8421", "2022", 100.0, ""),
        ("emploi_prive", "commune", "01004", "2022", 7.0, ""),
        ("perdu", "commune", "01004", "2022", 7.0, ""),
    ]
    apres = [
        ("emploi_prive", "zone_emploi", "1109", "2023", 1100.0, "e"),
        ("emploi_prive", "zone_emploi", "8421", "2023", 501.0, ""),
        ("emploi_prive", "zone_emploi", "1109", "2022", None, "s"),
        ("emploi_prive", "zone_emploi", "8421", "2022", 100.0, "p"),
        ("emploi_prive", "zone_emploi", "8421", "2024", 510.0, ""),
        ("emploi_prive", "commune", "01004", "2022", 7.0, ""),
        ("neuf", "commune", "01004", "2022", 7.0, ""),
    ]
    neufs = [("zone_emploi", "1109", "Paris"), ("zone_emploi", "0601", "Mayotte")]
    changements = comparer(
        _jeu(tmp_path / "a", avant, sources={"insee/a.csv": "1", "insee/b.csv": "1"}),
        _jeu(tmp_path / "b", apres, neufs, sources={"insee/a.csv": "2", "insee/c.csv": "1"}),
    )
    (ecart,) = changements.ecarts
    assert (ecart.modifiees, ecart.infimes, ecart.apparues, ecart.disparues, ecart.statuts) == (1, 1, 1, 1, 3)
    assert ecart.exemple == Exemple("1109", "2023", 1000.0, 1100.0, ("", "e"))
    texte = rediger(changements, {"emploi_prive": "Emploi privé"}, {("zone_emploi", "1109"): "Paris"})
    for attendu in (
        "- nouveau : `insee/c.csv`",
        "- retiré : `insee/b.csv`",
        "- contenu changé : `insee/a.csv`",
        "- nouveau : sans fiche (`neuf`)",
        "- retiré : sans fiche (`perdu`)",
        "- Emploi privé (`emploi_prive`), périodes : 1 de plus (2024)",
        "- zone_emploi : 1 de plus (inconnu (0601)) ; 1 de moins (inconnu (8421))",
        "| Emploi privé | zone_emploi | 1 | 1 | 1 | 1 | 3 | Paris (1109), 2023 : 1\u202f000 → 1\u202f100 (e) |",
        "| valeurs | 6 | 7 |",
    ):
        assert attendu in texte


def test_un_territoire_renomme_est_compte(tmp_path: Path) -> None:
    renommes = [("zone_emploi", "1109", "Paris"), ("zone_emploi", "8421", "Lyon-Métropole")]
    texte = _ecrire(_jeu(tmp_path / "a"), _jeu(tmp_path / "b", territoires=renommes))
    assert "- libellés changés : 1" in texte


def test_une_case_disparue_sert_d_exemple(tmp_path: Path) -> None:
    texte = _ecrire(_jeu(tmp_path / "a"), _jeu(tmp_path / "b", VALEURS[:1]))
    assert "| Emploi privé | zone_emploi | 0 | 0 | 0 | 1 | 0 | Lyon (8421), 2023 : 500 → rien |" in texte


def test_un_long_journal_reste_court(tmp_path: Path) -> None:
    avant = [(f"i{rang:03d}", "commune", "01004", "2022", 1.0, "") for rang in range(100)]
    apres = [(*ligne[:4], 2.0, "") for ligne in avant]
    texte = _ecrire(_jeu(tmp_path / "a", avant), _jeu(tmp_path / "b", apres))
    assert "… et 40 autres lignes, moins touchées." in texte
    assert len(texte) < 10_000


CASES = st.dictionaries(
    st.tuples(st.sampled_from(["commune", "zone_emploi"]), st.sampled_from("ABC"), st.sampled_from(["2022", "2023"])),
    st.tuples(st.one_of(st.none(), st.floats(-1e6, 1e6)), st.sampled_from(["", "s", "e"])),
)


def _table(cases: dict[tuple[str, str, str], tuple[float | None, str]]) -> pd.DataFrame:
    lignes = [(*cle, *contenu) for cle, contenu in cases.items()]
    table = pd.DataFrame(lignes, columns=["niveau", "code", "periode", "valeur", "statut"])
    textes = dict.fromkeys(["niveau", "code", "periode", "statut"], "str")
    return table.astype({**textes, "valeur": "float64"})


@given(CASES, CASES)
def test_comparer_est_symetrique_et_ne_voit_rien_entre_une_table_et_elle_meme(
    avant: dict[tuple[str, str, str], tuple[float | None, str]],
    apres: dict[tuple[str, str, str], tuple[float | None, str]],
) -> None:
    assert not any(comparer_valeurs("i", _table(avant), _table(avant)))
    aller = {e.niveau: e for e in comparer_valeurs("i", _table(avant), _table(apres))}
    retour = {e.niveau: e for e in comparer_valeurs("i", _table(apres), _table(avant))}
    assert aller.keys() == retour.keys()
    for niveau, ecart in aller.items():
        miroir = retour[niveau]
        assert (ecart.apparues, ecart.disparues) == (miroir.disparues, miroir.apparues)
        assert (ecart.modifiees, ecart.infimes, ecart.statuts) == (miroir.modifiees, miroir.infimes, miroir.statuts)
        if ecart.modifiees and (exemple := ecart.exemple):
            assert abs(exemple.apres - exemple.avant) > SEUIL * max(abs(exemple.avant), abs(exemple.apres))


# --- Les produits de référence, et la tenue du journal ---------------------------------------------------------------
def _git(dossier: Path, *arguments: str) -> None:
    qui = ["-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(dossier), *qui, *arguments], check=True, capture_output=True)


def _commiter(depot: Path) -> None:
    _git(depot, "add", "-A")
    _git(depot, "commit", "-qm", "produits", "--no-verify")


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """Un dépôt dont les produits sont commités, sans journal."""
    _jeu(tmp_path / "depot" / "produits")
    _git(tmp_path / "depot", "init", "-q")
    _commiter(tmp_path / "depot")
    return tmp_path / "depot"


def test_la_reference_est_le_commit_et_non_ce_qui_est_en_place(depot: Path) -> None:
    produits = depot / "produits"
    commitee = Jeu(produits).empreinte
    en_place = _jeu(produits, VALEURS[:1])
    assert en_place.empreinte != commitee
    with reference(produits, produits) as avant:
        assert avant.empreinte == commitee
        assert avant.indicateurs() == ["emploi_prive"]


def test_sans_depot_la_reference_est_ce_qui_est_en_place_et_sinon_rien(tmp_path: Path) -> None:
    jeu = _jeu(tmp_path / "produits")
    with reference(tmp_path / "produits", tmp_path / "produits") as avant:
        assert avant.empreinte == jeu.empreinte
    with reference(tmp_path / "absent", tmp_path / "absent") as avant:
        assert "Première construction" in consigner(avant, jeu)


def test_reconstruire_ne_salit_pas_le_depot(depot: Path) -> None:
    """Avant le commit, deux constructions écrivent le même journal ; après, il reste celui du changement."""
    produits = depot / "produits"
    journaux = []
    for _ in range(2):
        neuf = _jeu(produits, VALEURS[:1])
        with reference(produits, produits) as avant:
            consigner(avant, neuf)
        journaux.append(neuf.journal())
    assert journaux[0] == journaux[1]
    assert "| valeurs | 2 | 1 |" in journaux[0]
    _commiter(depot)
    (produits / "journal.md").unlink()
    with reference(produits, produits) as avant:
        assert "Rien n'a changé" in consigner(avant, Jeu(produits))
    assert Jeu(produits).journal() == journaux[0]


def test_la_commande_imprime_et_ecrit_le_journal_hors_du_manifeste(
    depot: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def deposer(atelier: Atelier) -> None:
        atelier.fichiers["contours/essai.json"] = b"{}"

    monkeypatch.setattr(chaine, "ETAPES", {"essai": deposer})
    monkeypatch.setattr(commande, "PRODUITS", depot / "produits")
    (depot / "brut").mkdir()
    sortie = depot / "produits"
    assert commande.principal(["construire", "--brut", str(depot / "brut"), "--sortie", str(sortie)]) == 0
    affiche = capsys.readouterr().out
    journal = (sortie / "journal.md").read_text(encoding="utf-8")
    assert journal in affiche
    assert "(`emploi_prive`)" in journal
    assert set(json.loads((sortie / "manifeste.json").read_text())["produits"]) == {"contours/essai.json"}

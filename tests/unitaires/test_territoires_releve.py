"""Relever des codes collés ou un CSV : corrections, anciens codes, refus clairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.erreurs import FichierIllisible
from geo.territoires.index import index
from geo.territoires.perimetre import Releve, lire_codes, lire_csv
from geo.territoires.releve import OCTETS_MAX

communes = st.lists(st.sampled_from(index().codes), min_size=1, max_size=30, unique=True)


@given(communes, st.lists(st.sampled_from([" ", ",", ";", "\n", "\t", " / ", "\u00a0", "|", "\r\n"]), min_size=1))
def test_tous_les_separateurs(codes: list[str], separateurs: list[str]) -> None:
    texte = "".join(code + separateurs[rang % len(separateurs)] for rang, code in enumerate(codes))
    assert lire_codes(texte) == Releve(tuple(sorted(codes)), (), (), ())


@given(st.text(max_size=200))
def test_un_texte_quelconque_se_releve(texte: str) -> None:
    releve = lire_codes(texte)
    assert set(releve.communes) <= set(index().rang)
    assert all(raison.endswith(".") for _, raison in releve.inconnus)


def test_les_corrections_et_ce_qui_est_dit() -> None:
    releve = lire_codes("1004 2a004; 75101, 01340 01340 1283.0 01990 Oyonnax 200069193 12 97400 01004")
    assert releve.communes == ("01004", "01015", "01283", "2A004", "75056")
    assert releve.anciens == (("75101", "75056"), ("01340", "01015"))
    assert releve.doublons == ("01340", "01004")
    raisons = dict(releve.inconnus)
    assert list(raisons) == ["01990", "Oyonnax", "200069193", "12", "97400"]
    assert "code postal" in raisons["97400"]
    assert "ancienne" not in raisons["Oyonnax"]
    assert "un nom" in raisons["Oyonnax"]
    assert "intercommunalité" in raisons["200069193"]
    assert "5 caractères" in raisons["12"]


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
@pytest.mark.parametrize("separateur", [";", ",", "\t"])
@pytest.mark.parametrize("colonne", ["code_insee", "INSEE", "CODGEO", "Code Commune", "commune", "Code"])
def test_la_colonne_par_son_nom(encodage: str, separateur: str, colonne: str) -> None:
    lignes = [["Libellé", colonne, "code_postal"], ["Ambérieu", "01004", "01500"], ["Oyonnax", "1283", "01100"]]
    octets = "\r\n".join(separateur.join(ligne) for ligne in lignes).encode(encodage)
    assert lire_csv(octets).communes == ("01004", "01283")


@pytest.mark.parametrize(
    "texte",
    [
        "01004\n01283\n",
        "n,ou\na,01004\nb,01283\n",
        '"x"\t"y"\n"01004"\t"1"\n"01283"\t"2"\n',
        "commune;code\nAmbérieu;01004\nOyonnax;01283\n",
        "\n\n;;\nnom;c\nAmbérieu;1004\n;\nOyonnax;1283\n",
    ],
)
def test_la_colonne_par_son_contenu(texte: str) -> None:
    assert lire_csv(texte.encode()).communes == ("01004", "01283")


def test_une_colonne_nommee_dit_ses_inconnus() -> None:
    releve = lire_csv(b"code_insee\n01004\n99999\n01004\n75101\n")
    assert releve.communes == ("01004", "75056")
    assert releve.anciens == (("75101", "75056"),)
    assert [saisi for saisi, _ in releve.inconnus] == ["99999"]
    assert releve.doublons == ("01004",)


@pytest.mark.parametrize(
    ("octets", "motif"),
    [
        (b"", "vide"),
        (b" \n\r\n ", "vide"),
        (b"PK\x03\x04\x14\x00", "classeur"),
        ("code_insee\n01004".encode("utf-16"), "classeur"),
        (b"a;b\n1;2\n", "Aucune colonne"),
        (b"code_postal;nom\n01500;a\n01100;b\n", "Aucune colonne"),
        (b"commune\nOyonnax\nBourg\n", "Aucune colonne"),
        (b"x" * (OCTETS_MAX + 1), "1 Mo"),
        (b'code_insee\n"' + b"x" * 200_000, "CSV lisible"),
    ],
)
def test_les_refus(octets: bytes, motif: str) -> None:
    with pytest.raises(FichierIllisible, match=motif) as refus:
        lire_csv(octets)
    assert str(refus.value).endswith(".")


@given(st.binary(max_size=400))
def test_des_octets_quelconques_ne_levent_que_fichier_illisible(octets: bytes) -> None:
    refus = ""
    try:
        assert set(lire_csv(octets).communes) <= set(index().rang)
    except FichierIllisible as erreur:
        refus = str(erreur)
    assert refus == "" or refus.endswith(".")


def test_un_texte_trop_long_est_refuse() -> None:
    with pytest.raises(FichierIllisible, match="million"):
        lire_codes("01004 " * 200_000)

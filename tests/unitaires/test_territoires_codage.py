"""Le périmètre dans une adresse : aller-retour, textes quelconques, versions, codes anciens."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.erreurs import PerimetreIllisible
from geo.territoires import codage
from geo.territoires.index import index
from geo.territoires.perimetre import MAXIMUM_COMMUNES, decoder, encoder

communes = st.lists(st.sampled_from(index().codes), min_size=1, max_size=60)


@given(communes)
def test_aller_retour(codes: list[str]) -> None:
    texte = encoder(codes)
    assert decoder(texte) == tuple(sorted(set(codes)))
    assert re.fullmatch(r"1[A-Za-z0-9_-]+", texte)
    assert encoder(reversed([*codes, *codes])) == texte


def test_la_corse_et_l_outre_mer() -> None:
    codes = ("01001", "2A004", "2B033", "97105", "97617")
    assert decoder(encoder(codes)) == codes


@given(st.text(max_size=300))
@example("")
@example("1")
@example("\ud800")
@example("1" + "_" * 9000)
@example("1" + "A" * 4001)
def test_un_texte_quelconque_ne_leve_que_perimetre_illisible(texte: str) -> None:
    refus = ""
    try:
        assert encoder(decoder(texte)) == texte
    except PerimetreIllisible as erreur:
        refus = str(erreur)
    assert refus == "" or (refus.endswith(".") and " : " in refus)


@settings(max_examples=300)
@given(communes, st.data())
def test_un_texte_altere_est_refuse(codes: list[str], donnees: st.DataObject) -> None:
    texte = encoder(codes)
    place = donnees.draw(st.integers(0, len(texte) - 1))
    lettre = donnees.draw(st.sampled_from("AZaz09_-1"))
    altere = texte[:place] + lettre + texte[place + 1 :]
    tronque = texte[:place]
    for faux in {altere, tronque} - {texte}:
        with pytest.raises(PerimetreIllisible):
            decoder(faux)


def test_les_refus_disent_pourquoi() -> None:
    texte = encoder(["01004", "01283"])
    for faux, motif in (
        ("", "vide"),
        ("2" + texte[1:], "version inconnue"),
        (texte[:-1], "incomplet ou abîmé"),
        ("1" * 20_000, "trop long"),
        (codage._ecrire([codage._entier("99999")]), r"commune inconnue \(99999\)"),
        (codage._ecrire([codage._entier("00000"), codage._entier("99999")]), "00000 et 1 autre"),
    ):
        with pytest.raises(PerimetreIllisible, match=motif):
            decoder(faux)


def test_un_code_ancien_devient_celui_de_la_commune_en_vigueur() -> None:
    ancien, courant = next((a, c) for a, c in sorted(codage.passages().items()) if a not in index().rang)
    assert decoder(codage._ecrire([codage._entier(ancien)])) == (courant,)
    assert decoder(encoder(["75101", "75118"])) == ("75056",)


def test_une_seule_ecriture_par_perimetre() -> None:
    double = codage._entier("01004")
    assert codage._ecrire([double, double]) != encoder(["01004"])
    with pytest.raises(PerimetreIllisible):
        decoder(codage._ecrire([double, double]))


@pytest.mark.parametrize("code", ["", "1004", "2a004", "2C004", "０１００４", "01004 ", "010044"])
def test_ce_qui_n_est_pas_un_code_ne_s_encode_pas(code: str) -> None:
    with pytest.raises(PerimetreIllisible, match="n'est pas un code de commune"):
        encoder([code])


def test_deux_mille_communes_au_plus() -> None:
    plein = encoder(index().codes[:MAXIMUM_COMMUNES])
    assert len(decoder(plein)) == MAXIMUM_COMMUNES
    assert len(plein) < 3_000, "une adresse reste courte : un octet et demi par commune voisine"
    pire = encoder(index().codes[:: len(index().codes) // MAXIMUM_COMMUNES + 1])
    assert len(pire) <= codage._LONGUEUR_MAX
    with pytest.raises(PerimetreIllisible, match="réduisez-le à 2000"):
        encoder(index().codes[: MAXIMUM_COMMUNES + 1])

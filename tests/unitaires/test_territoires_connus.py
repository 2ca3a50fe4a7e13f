"""Périmètres pré-remplis : seulement ce que la source désigne sans ambiguïté."""

from __future__ import annotations

import pytest

from donnees import entrepot
from geo import territoires
from geo.territoires.perimetre import connus, decoder, encoder
from geo.territoires.perimetres_connus import designer

TEXTES = {str(m.maison): str(m.territoire) for m in entrepot.table("maisons").itertuples()}
PUBLIES = {
    "05061-1": ("departement", "05"),
    "09122-1": ("departement", "09"),
    "17300-1": ("epci", "241700434"),
    "17434-1": ("epci", "200041614"),
    "24322-1": ("epci", "200040392"),
    "29124-1": ("epci", "242900793"),
    "35012-1": ("epci", "200070662"),
    "38158-1": ("departement", "38"),
    "41198-1": ("epci", "200072064"),
    "44109-1": ("epci", "244400404"),
    "48095-1": ("departement", "48"),
    "50129-1": ("epci", "200067205"),
    "54395-1": ("epci", "245400676"),
    "59183-1": ("epci", "245900428"),
    "67482-1": ("epci", "246700488"),
    "74010-1": ("departement", "74"),
    "83137-1": ("epci", "248300543"),
    "85051-1": ("epci", "248500340"),
    "95487-1": ("epci", "249500489"),
    "97221-1": ("epci", "249720053"),
    "97418-1": ("epci", "249740119"),
}
COMMUNES = {
    "13055-1": ("13055",),
    "31069-1": ("31069",),
    "33162-1": ("33162",),
    "39300-1": ("39300",),
    "54547-1": ("54547",),
    "59163-1": ("59163", "59646"),
    "59512-1": ("59339", "59367", "59512", "59650"),
    "62215-1": ("62215",),
    "69276-1": ("69276",),
    "70285-1": ("70285",),
    "91377-1": ("91377",),
    "92050-1": ("92050",),
    "92072-1": ("92012", "92072"),
    "93005-1": ("93005",),
    "97420-1": ("97420",),
}


def test_les_121_textes_relus_un_a_un() -> None:
    lus = {connu.maison: connu.communes for connu in connus()}
    attendus = {maison: territoires.membres(*lieu) for maison, lieu in PUBLIES.items()} | COMMUNES
    lens = (*territoires.membres("epci", "246200364"), *territoires.membres("epci", "246200299"))
    assert len(TEXTES) == 121
    assert lus == attendus | {"62510-1": tuple(sorted(lens))}


@pytest.mark.parametrize(
    ("texte", "departement"),
    [
        ("Bordeaux", "33"),
        ("Toulouse", "31"),
        ("Alençon", "61"),
        ("Métropole de Lyon (37 communes adhérentes)", "69"),
        ("CA du Muretain (14 communes)", "31"),
        ("Val de Marque (Hem, Croix, Wasquehal…)", "59"),
        ("Hem, Croix, Wasquehal…", "59"),
        ("Canton de Guémené-Penfao", "44"),
        ("Pays de Vitré", "35"),
        ("Bassin d'Orléans", "45"),
        ("Pierre-Bénite", "69"),
        ("Saint-Quentinois (site du Vermandois à Bohain)", "02"),
        ("Zone d'emploi de La Roche-sur-Yon – Centre Vendée", "85"),
        ("Grand Périgueux", "33"),
        ("Lozère", "12"),
        ("", "01"),
        ("(12 communes)", "01"),
    ],
)
def test_ce_qui_est_ambigu_ne_designe_rien(texte: str, departement: str) -> None:
    assert designer(texte, departement) is None


@pytest.mark.parametrize(
    ("texte", "departement", "niveau", "code"),
    [
        ("Bordeaux Métropole", "33", "epci", "243300316"),
        ("Métropole de Lyon (58 communes)", "69", "epci", "200046977"),
        ("Zone d'emploi de Bourg-en-Bresse", "01", "zone_emploi", "8405"),
        ("CINOR", "974", "epci", "249740119"),
        ("Oullins-Pierre-Bénite", "69", "commune", "69149"),
    ],
)
def test_ce_qui_designe(texte: str, departement: str, niveau: str, code: str) -> None:
    lu = designer(texte, departement)
    assert lu is not None
    assert tuple(sorted(lu.communes)) == territoires.membres(niveau, code)


def test_une_ancienne_commune_compte_avec_celle_qui_l_a_absorbee() -> None:
    lu = designer("Feyzin, Oullins-Pierre-Bénite et Pierre-Bénite", "69")
    assert lu is not None
    assert lu.communes == {"69276", "69149"}
    assert designer("Feyzin et Pierre-Bénite", "69") is None


def test_chaque_perimetre_connu_dit_sa_source_et_s_encode() -> None:
    noms = set(entrepot.table("maisons")["nom"])
    for connu in connus():
        assert connu.nom in noms
        assert TEXTES[connu.maison] in connu.mention
        assert connu.mention.endswith(".")
        assert connu.source
        assert decoder(encoder(connu.communes)) == connu.communes

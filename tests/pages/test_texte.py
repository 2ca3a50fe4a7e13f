"""Un texte d'usager reste inerte dans le Markdown de Streamlit : tel que tapé, ni lien, ni icône, ni couleur."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as st_textes

from pages.interface.texte import brut, nu

PONCTUATION = r"""[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"""
ISOLE = re.compile(rf":color\[\\({PONCTUATION})\]")
# Ce que Streamlit 1.67 cherche dans chaque texte une fois le Markdown analysé, tel que l'écrit son paquet.
RELUS = {
    "adresse web": r"(https?:\/\/|www(?=\.))([-.\w]+)([^ \t\r\n]*)",
    "courriel": r"([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)",
    "icône": r":material_(\w+):",
    "logo": r":streamlit:",
    "flèche double": r"(^|\s)<->(\s|$)",
    "flèche": r"(^|\s)->(\s|$)",
    "flèche inverse": r"(^|\s)<-(\s|$)",
    "tiret": r"(^|\s)--(\s|$)",
    "au moins": r"(^|\s)>=(\s|$)",
    "au plus": r"(^|\s)<=(\s|$)",
    "environ": r"(^|\s)~=(\s|$)",
}
EMOJI = r":\+1:|:-1:|:[\w-]+:"
CONSTRUCTIONS = (
    *("https://tiers.fr/a?b=1&c=2", "HTTP://X.fr", "www.tiers.fr", "mailto:a@b.fr", "jean.dupont@exemple.fr"),
    *(":material/lock:", ":material_lock:", ":material/", ":smile:", ":+1:", ":streamlit:", ":help[h]", "::note"),
    *(":red[r]", ":blue-background[f]", ":small[p]", ":orange-badge[b]", ":shimmer[s]", ':color[c]{foreground="red"}'),
    *("$x^2$", "$$y$$", "<b>h</b>", "<img src=x>", "![i](//t.fr/i.png)", "[l](https://t.fr)", "<https://t.fr>", "&lt;"),
    *("`code`", "```", "**gras**", "__gras__", "*i*", "_i_", "~~b~~", "# titre", "> citation", "- l", "+ l", "1. l"),
    *("2) l", "a | b", "|-|-|", "---", "===", "[^1]", "[x]: y", "- [ ] t", "\\", "\\*", "&#58;", "&colon;"),
    *("->", "<-", "<->", "--", "-->", ">=", "<=", "~=", "@", ":", "www", ".", "//", "http", "\n", "    "),
)
HOSTILE = st_textes.lists(
    st_textes.sampled_from([*CONSTRUCTIONS, " ", "a", "]", "[", "{", "}"]) | st_textes.text(max_size=4), max_size=8
).map("".join)


def _morceaux(source: str) -> list[str]:
    """Textes que laisse l'analyse du Markdown : coupés par les signes isolés, échappements ôtés."""
    return [re.sub(rf"\\({PONCTUATION})", r"\1", morceau) for morceau in ISOLE.split(source)]


def _tape(texte: str) -> str:
    return re.sub(r"\s+", " ", texte, flags=re.ASCII).strip()


@given(texte=HOSTILE | st_textes.text())
def test_le_texte_affiche_est_celui_qu_on_a_tape(texte: str) -> None:
    assert "".join(_morceaux(brut(texte))) == _tape(texte)


@given(texte=HOSTILE | st_textes.text())
def test_le_papier_rend_ce_qui_etait_protege(texte: str) -> None:
    assert nu(brut(texte)) == _tape(texte)


def _exiger_inerte(texte: str) -> None:
    source = brut(texte)
    reste = re.sub(rf"\\{PONCTUATION}", "", ISOLE.sub("", source))
    assert not re.search(r"[\\`*_{}\[\]()#+!|<>~$:&@]", reste)
    assert not re.match(r"\d{0,9}[-=.)]", source)
    assert "\n" not in source
    for morceau in _morceaux(source):
        for nom, motif in (RELUS | {"emoji": EMOJI}).items():
            assert not re.search(motif, morceau, re.IGNORECASE | re.ASCII), nom
    assert ":material/" not in source


@given(texte=HOSTILE | st_textes.text())
def test_rien_n_est_laisse_a_interpreter(texte: str) -> None:
    """Classe du défaut : construction Markdown de Streamlit laissée active dans un texte d'usager."""
    _exiger_inerte(texte)


@pytest.mark.parametrize("construction", CONSTRUCTIONS)
def test_chaque_construction_seule_ou_entouree(construction: str) -> None:
    _exiger_inerte(construction)
    _exiger_inerte(f"({construction}) {construction}{construction}")


def test_un_texte_ordinaire_ne_se_charge_de_rien() -> None:
    for texte in ("Forum des métiers, Saint-Malo", "Relais : 12 h", "l'été à 100 %", "9,5 – 10"):
        assert ":color" not in brut(texte)


@pytest.mark.parametrize("nom", RELUS)
def test_streamlit_relit_bien_ces_motifs(nom: str) -> None:
    """Un Streamlit qui relirait autrement ferait échouer ici, avant d'afficher un lien."""
    paquets = (Path(st.__file__).parent / "static" / "static" / "js").glob("StreamlitMarkdown.*.js")
    assert any(RELUS[nom] in paquet.read_text(encoding="utf-8") for paquet in paquets)

"""Calendrier des actions : dates partielles étendues, rien d'inventé, rien de perdu, rien d'exécutable."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import cycle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees.registre.services import Fiche
from donnees.vocabulaire import LIBELLES_STATUTS, StatutAction, Theme
from geo.actions.durees import duree, etendue, mentions, quand
from geo.actions.groupes import RANGEMENTS, distincts, grouper
from geo.ecriture.textes import couper, replier
from geo.graphiques.calendrier import MOTIFS, calendrier, reperes
from geo.graphiques.figure import Figure, Noeud
from geo.graphiques.style import TEINTES
from tests.typographie import droit
from tests.unitaires.test_graphiques_style import affiche

AUJOURDHUI = date(2026, 11, 22)
HOSTILES = [
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "<b>gras</b> & <a href='javascript:x'>lien</a>",
    "\u202erenversé",
    "🎉" * 40,
    "mot" * 90,
]
jours = st.dates(date(1900, 1, 1), date(2100, 12, 31))
partielles = st.builds(lambda jour, taille: jour.isoformat()[:taille], jours, st.sampled_from([4, 7, 10]))


def fabriquer(cle: str = "a", **champs: Any) -> Fiche:
    """Action minimale, complétée par ``champs``."""
    base: dict[str, Any] = dict.fromkeys(("historique", "suivis", "liens"), ())
    base |= {"cle": cle, "version": 1, "archivee": False, "nom_maison": "Maison", "maison": "35238-1"}
    base |= dict.fromkeys(("cree_le", "modifie_le"), "2026-01-01T00:00:00") | {"date_inferee": False}
    base |= {"titre": f"Action {cle}", "theme": "gpect", "statut": "terminee", "debut": "2016", "fin": "2016"}
    return Fiche.model_validate(base | champs)


@st.composite
def tirees(tirage: st.DrawFn) -> list[Fiche]:
    """Listes d'actions aux dates quelconques mais ordonnées."""
    fiches = []
    for rang in range(tirage(st.integers(0, 12))):
        debut, fin = tirage(st.one_of(st.just(""), partielles)), tirage(st.one_of(st.just(""), partielles))
        if debut and fin and etendue(fin)[1] < etendue(debut)[0]:
            debut, fin = fin, debut
        choix = {"statut": tirage(st.sampled_from(StatutAction)), "theme": tirage(st.sampled_from(Theme))}
        fiches.append(fabriquer(f"{rang}", debut=debut, fin=fin, **choix))
    return fiches


def barres(dessin: Figure) -> list[Noeud]:
    return [trace for trace in dessin.data if trace.type == "bar"]


def ecrits(dessin: Figure) -> list[str]:
    """Tous les textes de la figure, survols des titres compris."""
    contenu = dessin.en_plotly()
    textes = [t for trace in contenu["data"] for t in (trace["name"], *trace["hovertext"])]
    annotations = contenu["layout"].get("annotations", [])
    return textes + [a["text"] for a in annotations] + [a["hovertext"] for a in annotations if "hovertext" in a]


@pytest.mark.parametrize(
    ("partielle", "premier", "dernier"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_etendue(partielle: str, premier: date, dernier: date) -> None:
    assert etendue(partielle) == (premier, dernier)


@pytest.mark.parametrize("faux", ["", "2024-13", "2023-02-29", "mars", "2024-01-01-01"])
def test_etendue_refuse_ce_qui_n_est_pas_une_date(faux: str) -> None:
    with pytest.raises(ValueError):
        etendue(faux)


@given(jours)
def test_etendue_plus_precise_plus_etroite(jour: date) -> None:
    annee, mois, exacte = (etendue(jour.isoformat()[:taille]) for taille in (4, 7, 10))
    assert annee[0] <= mois[0] <= exacte[0] == jour == exacte[1] <= mois[1] <= annee[1]
    assert (annee[1] + timedelta(1)).year == jour.year + 1
    assert (mois[1] + timedelta(1)).day == 1


@pytest.mark.parametrize(
    ("champs", "attendue"),
    [
        ({"debut": "2016", "fin": "2017-03"}, (date(2016, 1, 1), date(2017, 3, 31), False, False)),
        ({"debut": "2025-03", "fin": "", "statut": "en_cours"}, (date(2025, 3, 1), AUJOURDHUI, True, True)),
        ({"debut": "2027", "fin": "", "statut": "prevue"}, (date(2027, 1, 1), date(2027, 12, 31), True, True)),
        ({"debut": "2016-05", "fin": "", "statut": "terminee"}, (date(2016, 5, 1), date(2016, 5, 31), True, False)),
        ({"debut": "", "fin": "2016"}, None),
    ],
)
def test_duree(champs: dict[str, str], attendue: tuple[date, date, bool, bool] | None) -> None:
    lue = duree(fabriquer(**champs), AUJOURDHUI)
    assert (lue and (lue.debut, lue.fin, lue.sans_fin, lue.ouverte)) == attendue


@settings(max_examples=60)
@given(tirees())
def test_une_barre_par_action_datee_et_le_reste_dit(fiches: list[Fiche]) -> None:
    dessin = calendrier(fiches, AUJOURDHUI)
    durees = [d for fiche in fiches if (d := duree(fiche, AUJOURDHUI)) is not None]
    posees = [(base, x) for trace in barres(dessin) for base, x in zip(trace.base, trace.x, strict=True)]
    attendues = [(d.debut.isoformat(), ((d.fin - d.debut).days + 1) * 86_400_000) for d in durees]
    assert sorted(posees) == sorted(attendues)
    hauteurs = [y for trace in barres(dessin) for y in trace.y]
    assert len(set(hauteurs)) == len(hauteurs)
    sans = len(fiches) - len(durees)
    assert (f"{sans} action" in droit(" ".join(ecrits(dessin)))) or not sans
    assert len(durees) + sans == len(fiches)
    assert {trace.name for trace in barres(dessin)} == {LIBELLES_STATUTS[f.statut] for f in fiches if f.debut}


@pytest.mark.parametrize("theme", list(TEINTES))
def test_chaque_statut_a_sa_couleur_et_son_motif(theme: Any) -> None:
    fiches = [fabriquer(s.value, statut=s.value, fin="2017") for s in StatutAction]
    traces = barres(calendrier(fiches, AUJOURDHUI, theme=theme))
    assert len({trace.marker.color for trace in traces}) == len(StatutAction) == len(MOTIFS)
    assert len({trace.marker.pattern.shape for trace in traces}) == len(StatutAction)
    assert {trace.marker.color for trace in traces} == set(TEINTES[theme].series)


def test_trait_et_mot_du_jour_et_bord_ouvert_en_legende() -> None:
    dessin = calendrier([fabriquer(statut="en_cours", debut="2025", fin="")], AUJOURDHUI)
    assert dessin.layout.shapes[0].x0 == "2026-11-22"
    assert "aujourd'hui" in ecrits(dessin)
    bord = dessin.data[-1]
    assert (bord.name, bord.x[0], bord.marker.symbol) == ("Sans fin connue", "2026-11-22", "triangle-right")


def test_le_survol_dit_tout_en_francais() -> None:
    partenaires = [{"nom": "GRETA", "nature": "organisme_formation", "role": "Forme"}]
    fiche = fabriquer(debut="2016-03-01", fin="2017", pilote="Service GPECT", partenaires=partenaires)
    (texte,) = barres(calendrier([fiche], AUJOURDHUI))[0].hovertext
    assert droit(affiche(texte)).split("\n") == [
        "Action a",
        "Maison",
        "GPEC territoriale et branches professionnelles · Terminée",
        "Du 1ᵉʳ mars 2016 à 2017",
        "Pilote : Service GPECT",
        "1 partenaire",
    ]


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"debut": "2016", "fin": "2016"}, "2016"),
        ({"debut": "2016", "fin": "", "statut": "en_cours"}, "Depuis 2016, sans fin connue"),
        ({"debut": "2016", "fin": "", "date_inferee": True}, "Début : 2016, sans fin connue (date déduite)"),
        ({"debut": "", "fin": "2016-02"}, "Début inconnu, fin : février 2016"),
        ({"debut": "", "fin": ""}, "Sans date"),
        ({"debut": "2027-03", "fin": "", "statut": "prevue"}, "À partir de mars 2027, sans fin connue"),
        ({"debut": "2025", "fin": "2026-02-03"}, "De 2025 au 3 février 2026"),
        ({"debut": "2025-02-03", "fin": "", "statut": "suspendue"}, "Depuis le 3 février 2025, sans fin connue"),
    ],
)
def test_quand(champs: dict[str, Any], attendu: str) -> None:
    assert droit(quand(fabriquer(**champs))) == attendu


def test_textes_hostiles_inertes_et_bornes() -> None:
    fiches = [fabriquer(f"{rang}", titre=texte, pilote=texte) for rang, texte in enumerate(HOSTILES)]
    dessin = calendrier(fiches, AUJOURDHUI)
    for texte in ecrits(dessin):
        sans_les_notres = re.sub(r"</?b>|<br>", "", texte)
        assert "<" not in sans_les_notres, texte
        assert "\u202e" not in texte
        assert all(len(ligne) <= 90 for ligne in affiche(texte).split("\n"))
    assert HOSTILES[0] in " ".join(affiche(texte) for texte in ecrits(dessin))


@pytest.mark.parametrize("par", RANGEMENTS)
def test_le_calendrier_tient_en_un_ecran_et_demi_et_dit_ce_qu_il_replie(par: str) -> None:
    """Un écran : 800 pixels ; au-delà de ce qui tient, les plus récentes, et combien il y en a."""
    fiches = [
        fabriquer(f"{rang:03d}", debut=f"{1920 + rang}", fin="", nom_maison=f"Maison {rang % 9}", theme=theme)
        for rang, theme in zip(range(130), cycle(Theme), strict=False)
    ]
    dessin = calendrier(fiches, AUJOURDHUI, par=par)
    montrees = sum(len(trace.y) for trace in barres(dessin))
    assert 10 < montrees < len(fiches)
    assert dessin.layout.height <= 1200
    assert min(base for trace in barres(dessin) for base in trace.base) == f"{2050 - montrees}-01-01"
    assert f"{montrees} plus récentes sur {len(fiches)}" in affiche(dessin.layout.annotations[-1].text)


def test_aucun_libelle_ne_se_repete() -> None:
    """Quinze créations de GIP, quinze maisons : chacune se reconnaît sans survol."""
    fiches = [fabriquer(f"{r}", titre="Création du GIP", nom_maison=f"Maison {r}") for r in range(15)]
    fiches += [fabriquer(f"b{r}", titre="Forum", nom_maison="Maison 1", debut=f"{2010 + r}", fin="") for r in range(3)]
    fiches.append(fabriquer("seule", titre="Clause"))
    noms = distincts(fiches)
    assert len(set(noms)) == len(fiches)
    assert noms[-1] == "Clause"
    assert "Maison 3 : Création du GIP" in noms


@given(tirees(), st.sampled_from(list(RANGEMENTS)))
def test_grouper_range_chaque_action_une_fois(fiches: list[Fiche], par: str) -> None:
    groupes = grouper(fiches, par)
    assert sorted(f.cle for groupe in groupes for f in groupe.fiches) == sorted(f.cle for f in fiches)
    assert len({groupe.cle for groupe in groupes}) == len(groupes)
    assert all(groupe.nom and groupe.fiches for groupe in groupes)


def test_rien_a_montrer_est_dit() -> None:
    assert "Aucune action" in affiche(calendrier([], AUJOURDHUI).layout.annotations[0].text)
    seule = calendrier([fabriquer(debut="", fin="")], AUJOURDHUI)
    assert affiche(seule.layout.annotations[0].text).replace("\n", " ") == "1 action sans date de début : sans barre."
    assert mentions([fabriquer()], AUJOURDHUI) == ()


@given(jours, st.integers(0, 60_000))
def test_reperes_ronds_peu_nombreux_et_en_francais(debut: date, etalement: int) -> None:
    fin = min(debut + timedelta(etalement), date(2100, 12, 31))
    poses = reperes(debut, fin)
    assert len(poses) <= 7
    assert all(debut <= jour <= fin and jour.day == 1 and str(jour.year) in texte for jour, texte in poses)
    assert [jour for jour, _ in poses] == sorted({jour for jour, _ in poses})


@given(st.text(max_size=400), st.integers(2, 160))
def test_couper_et_replier_tiennent_leurs_bornes(texte: str, largeur: int) -> None:
    court = couper(texte, largeur)
    assert len(court) <= largeur
    assert "\n" not in court
    assert all(0 < len(ligne) <= largeur for ligne in replier(" ".join(texte.split()), largeur))
    assert "".join(replier(" ".join(texte.split()), largeur)).replace(" ", "") == "".join(texte.split())

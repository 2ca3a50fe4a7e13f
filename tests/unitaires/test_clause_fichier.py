"""Clause sociale : le fichier de marchés, les heures publiées, les structures d'insertion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees.registre.services.fiches import Fiche, FicheSuivi, FicheValeur
from geo import territoires
from geo.clause import fichier, realisees, structures
from geo.ecriture import tableurs
from geo.erreurs import FichierIllisible
from tests.unitaires.registre_seme import contenu

ENTETE = "marche;lot;metier;montant_ht;part_main_oeuvre;cout_horaire;taux_insertion\n"


def _lire(*lignes: str, cout: float | None = 30, taux: float | None = 5) -> list[fichier.LigneLue]:
    return fichier.lire((ENTETE + "\n".join(lignes)).encode(), cout, taux)


def test_le_modele_se_lit_et_se_calcule() -> None:
    (ligne,) = fichier.lire(fichier.modele(), None, None)
    assert ligne.resultat is not None
    assert ligne.resultat.insertion == pytest.approx(140)
    assert (ligne.numero, ligne.marche, ligne.lot.nom) == (2, "Réfection de l'école", "Lot 4, peintures")


def test_nombres_francais_et_hypotheses_de_l_ecran() -> None:
    (ligne,) = _lire("École;;Peinture;120 000,00 €;;;")
    assert ligne.resultat is not None
    assert ligne.resultat.insertion == pytest.approx(140)


@pytest.mark.parametrize(
    ("ligne", "raison"),
    [
        ("A;;peinture;douze;;;", "« douze » n'est pas un nombre positif dans montant_ht"),
        ("A;;peinture;-5;;;", "« -5 » n'est pas un nombre positif"),
        ("A;;peinture;1.200.000;;;", "milliers sans point"),
        ("A;;plomberie;1000;;;", "« plomberie » n'est pas un métier du modèle"),
        ("A;;;1000;;;", "une part de main-d'œuvre"),
        ("A;;peinture;1000;170;;", "une part de main-d'œuvre entre 0 et 100"),
        ("A;;peinture;1000;;0;", "un coût horaire"),
        (";;peinture;1000;;;", "Donnez le nom du marché"),
        ("A;;peinture;;;;", "un montant hors taxes positif"),
    ],
)
def test_chaque_refus_dit_sa_raison(ligne: str, raison: str) -> None:
    bonne, refusee = _lire("B;;peinture;1000;;;", ligne)
    assert bonne.refus == ""
    assert refusee.resultat is None
    assert raison in refusee.refus
    assert refusee.numero == 3


def test_un_metier_inconnu_passe_s_il_donne_sa_part() -> None:
    (ligne,) = _lire("A;;plomberie;1000;45;;")
    assert ligne.resultat is not None
    assert ligne.lot.metier == "autre"


@pytest.mark.parametrize(
    ("octets", "raison"),
    [
        (b"", "vide"),
        (b"marche;montant_ht\n", "que des en-t"),
        (b"nom;prix\nA;1\n", "la colonne marche et la colonne montant_ht"),
        (b"marche;marche;montant_ht\nA;B;1\n", "en double"),
        (b"PK\x03\x04\x00\x00", "ni un CSV"),
        (b"%PDF-1.7", "ni un CSV"),
        (b"<html></html>", "page web"),
        (b"x" * 1_000_001, "1 Mo"),
        ((ENTETE + "A;;peinture;1;;;\n" * 5001).encode(), "5000 lignes"),
    ],
)
def test_un_fichier_refuse_dit_pourquoi(octets: bytes, raison: str) -> None:
    with pytest.raises(FichierIllisible, match=raison):
        fichier.lire(octets, 30, 5)


def test_l_export_neutralise_les_formules() -> None:
    lignes = _lire("=cmd|' /C calc'!A0;@lot;peinture;1000;;;")
    csv = tableurs.en_csv(fichier.tableau(lignes)).decode("utf-8-sig")
    assert ";'=cmd|" in csv
    assert ";'@lot" in csv


@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(1, 100)), min_size=1, max_size=20))
def test_toute_ligne_est_calculee_ou_refusee(lus: list[tuple[int, int]]) -> None:
    lignes = _lire(*(f"M{rang};;;{montant};{part};;" for rang, (montant, part) in enumerate(lus)))
    assert [ligne.resultat is not None for ligne in lignes] == [True] * len(lus)
    for ligne, (montant, part) in zip(lignes, lus, strict=True):
        assert ligne.resultat is not None
        assert ligne.resultat.insertion == pytest.approx(montant * part / 100 / 30 * 0.05)


@given(st.binary(max_size=300))
def test_des_octets_quelconques_ne_font_jamais_de_trace(octets: bytes) -> None:
    try:
        lignes = fichier.lire(b"marche;montant_ht\n" + octets, 30, 5)
    except FichierIllisible:
        return
    assert lignes


# ——— heures publiées


def test_les_huit_valeurs_semees_et_ce_qu_elles_couvrent() -> None:
    lues = {h.titre: h for h in realisees.relever(contenu()[0])}
    natures = {titre: (h.valeur, h.couvre, h.nature) for titre, h in lues.items()}
    assert natures == {
        "Clauses d'insertion 2017": (32_000, "2017", "annuelle"),
        "Année record des clauses d'insertion 2017": (350_000, "2017", "annuelle"),
        "Clauses sociales Rennes Métropole 2018": (323_000, "2018", "annuelle"),
        "Bilan charte d'insertion du premier PNRU": (538_768, "de 2004 à 2016", "periode"),
        "Clauses d'insertion 2007 – mi-2012": (400_000, "de janvier\u00a02007 à juin\u00a02012", "periode"),
        "Trophées de la clause 2024": (2_800_000, "cumul depuis 2005, relevé en 2024", "cumul"),
        "Trophées de la clause (2,3 millions d'heures)": (2_300_000, "cumul, relevé en 2021", "cumul"),
        "Élargissement de l'autoroute A57": (143_000, "relevé en 2024, durée non précisée", "inconnue"),
    }


def test_seules_les_valeurs_d_une_annee_sont_au_tableau_par_annee() -> None:
    table = realisees.par_annee(realisees.relever(contenu()[0])).set_index("Maison")
    assert list(table.columns) == ["2017", "2018"]
    valeurs = {(maison, annee): table.loc[maison, annee] for maison in table.index for annee in table.columns}
    connues = sorted(str(v) for v in valeurs.values() if v != "—")
    assert connues == ["323\u202f000", "32\u202f000", "350\u202f000"]
    assert not any("Toulon" in maison or "Nancy" in maison for maison in table.index)


def test_deux_valeurs_de_la_meme_annee_ne_s_additionnent_pas() -> None:
    lues = realisees.relever(contenu()[0])
    dijon = next(h for h in lues if h.valeur == 350_000)
    table = realisees.par_annee([dijon, dijon])
    assert table.loc[0, "2017"] == "350\u202f000 ; 350\u202f000"


def _avec(fiche: Fiche, libelle: str, unite: str, *dates: str) -> Fiche:
    valeurs = tuple(FicheValeur(date=d, valeur=10.0 + i, commentaire="") for i, d in enumerate(dates))
    suivi = FicheSuivi(cle="s", libelle=libelle, unite=unite, cible=None, valeurs=valeurs)
    return fiche.model_copy(update={"suivis": (suivi,)})


def test_une_autre_unite_n_est_pas_lue_comme_des_heures() -> None:
    fiche = next(f for f in contenu()[0] if f.titre == "Trophées de la clause 2024")
    assert realisees.relever([_avec(fiche, "bénéficiaires", "personnes", "2020")]) == []
    assert realisees.relever([_avec(fiche, "bénéficiaires", "", "2020")]) == []
    assert len(realisees.relever([_avec(fiche, "insertion", "Heures", "2020")])) == 1


def test_plusieurs_valeurs_sans_indication_restent_non_precisees() -> None:
    fiche = next(f for f in contenu()[0] if f.titre == "Trophées de la clause 2024")
    assert {h.nature for h in realisees.relever([_avec(fiche, "heures", "h", "2020", "2021")])} == {"inconnue"}
    dites = realisees.relever([_avec(fiche, "heures de l'année", "h", "2020", "2021")])
    assert [(h.nature, h.couvre) for h in dites] == [("annuelle", "2021"), ("annuelle", "2020")]


# ——— structures d'insertion


def test_les_structures_du_pays_par_type() -> None:
    """Reseau : 1710 + 102 + 77 + 1 + 1 ateliers et chantiers ; 185 structures à plusieurs types."""
    compte = structures.compter(structures.toutes())
    assert compte.nombre == 3637
    assert list(compte.par_type.values()) == [1891, 983, 661, 288]
    assert compte.plusieurs == 185
    assert sum(compte.par_type.values()) == compte.nombre + compte.plusieurs + 1  # une structure a trois types


def test_les_departements_se_partagent_les_structures_placees() -> None:
    communes = territoires.lire("france", "FR").communes
    assert (
        len(structures.situees(communes)) == structures.compter(structures.toutes()).nombre - structures.sans_commune()
    )
    assert structures.sans_commune() == 13
    assert structures.situees(()).empty

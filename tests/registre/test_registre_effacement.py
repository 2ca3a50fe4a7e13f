"""Effacer une personne nommée : partout, d'un coup, sans que son nom reste nulle part, pas même dans la trace."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Text, select

from donnees.registre import __main__ as commande
from donnees.registre import services
from donnees.registre.base import VARIABLE
from donnees.registre.droits import VISITEUR, Identite, Role
from donnees.registre.erreurs import ApercuPerime, DroitRefuse, SaisieInvalide
from donnees.registre.modeles import Base, Journal
from donnees.registre.modeles.contributions import TEXTE_MAX
from donnees.registre.services import noms
from donnees.registre.services.effacement import EFFACE, LIBRES
from tests.registre.atelier_registre import ADMIN, CONTRIBUTRICE, MAISON, Atelier, fichier, saisie, saisie_maison

NOM = "Zoé Lemaître-Ngô"
FORMES = (NOM, "zoe lemaitre ngo", "LEMAÎTRE-NGÔ Zoé", "Zoe\u0301  Lemai\u0302tre–Ngo\u0302")


def _cites(texte: str) -> bool:
    return bool(noms.lire(NOM).places(texte))


def _citer_partout(atelier: Atelier) -> str:
    """Cite la personne dans chaque colonne libre, dans le journal, un brouillon, comme autrice et comme habilitée."""
    zoe = Identite("sujet-zoe", NOM, Role.ADMINISTRATEUR)
    textes = dict(zip(("titre", "pilote", "elu_nom", "public"), FORMES, strict=True))
    partenaires = [{"nom": forme, "nature": "association", "role": f"Avec {NOM}"} for forme in FORMES]
    financeurs = [{"nature": "autre", "nom": forme, "montant": "1"} for forme in FORMES[:2]]
    brute = saisie(
        **textes,
        description=f"Avec {NOM}, ({FORMES[2]}) et Zoé Lemaîtresse.",
        elu_mandat="Maire de Zedville",
        source=f"Lettre de {NOM}",
        empechement=f"Absence de {NOM}.",
        partenaires=partenaires,
        financeurs=financeurs,
    )
    fiche = services.creer(atelier.registre, zoe, brute)
    fiche = services.modifier(atelier.registre, ADMIN, fiche.cle, fiche.version, brute | {"statut": "terminee"})
    for forme in FORMES[:2]:
        mesure = {"libelle": forme, "unite": f"visites à {NOM}", "cible": 3}
        suivie = services.definir_suivi(atelier.registre, zoe, fiche.cle, mesure)
        valeur = {"date": "2026", "valeur": 4, "commentaire": f"dit {NOM}"}
        services.suivre(atelier.registre, ADMIN, fiche.cle, suivie.suivis[-1].cle, valeur)
    libres = dict.fromkeys(("nom", "statut", "statut_source", "territoire", "adresse", "telephone"), f"chez {NOM}")
    services.modifier_maison(atelier.registre, ADMIN, MAISON, 1, saisie_maison(**libres))
    services.habiliter(atelier.registre, ADMIN, "a" * 64, NOM, Role.CONTRIBUTEUR, [MAISON])
    for forme in FORMES[:2]:
        atelier.contribuer(organisme=forme, mandat=f"Bureau de {NOM}", texte=f"Selon {NOM},\n rien.")
    services.garder_brouillon(atelier.registre, CONTRIBUTRICE, "neuve", {"champs": {"titre": f"Voir {NOM}"}})
    return fiche.cle


def _tout(atelier: Atelier) -> str:
    """Tout ce que la base contient, en un seul texte."""
    with atelier.registre.lire() as session:
        lignes = [tuple(ligne) for table in Base.metadata.sorted_tables for ligne in session.execute(select(table))]
    return json.dumps(lignes, ensure_ascii=False, default=str)


def test_rien_ne_garde_le_nom_efface(atelier: Atelier) -> None:
    cle = _citer_partout(atelier)
    apercu = services.apercevoir(atelier.registre, ADMIN, NOM)
    citees = {(occurrence.table, occurrence.colonne) for occurrence in apercu.occurrences}
    attendues = {(table, colonne) for table, colonnes in LIBRES.items() for colonne in colonnes}
    assert attendues - citees == {("action", "elu_mandat"), ("maison", "site")}
    faite = services.effacer(atelier.registre, ADMIN, NOM, apercu.lignes)
    assert (faite.lignes, faite.compacte) == (apercu.lignes, True)
    reste = _tout(atelier)
    assert not _cites(reste)
    assert "Lemaîtresse" in reste
    assert "Zedville" not in reste
    assert "sujet-zoe" not in reste
    fiche = atelier.lire(cle)
    assert (fiche.titre, fiche.elu_nom, fiche.elu_mandat) == (EFFACE, "", "")
    assert {p.nom for p in fiche.partenaires} == {EFFACE, *(f"{EFFACE} {rang}" for rang in (2, 3, 4))}
    assert services.apercevoir(atelier.registre, ADMIN, NOM).lignes == 0


def test_la_trace_dit_qui_quand_combien_jamais_le_nom(atelier: Atelier) -> None:
    _citer_partout(atelier)
    lignes = services.apercevoir(atelier.registre, ADMIN, NOM).lignes
    services.effacer(atelier.registre, ADMIN, NOM, lignes)
    (trace,) = services.journal_general(atelier.registre, ADMIN, "effacement").entrees
    assert (trace.qui, trace.nom, trace.operation) == (ADMIN.sujet, ADMIN.nom, "effacer_personne")
    assert (trace.avant, trace.apres) == (None, {"lignes": lignes})
    assert trace.quand


def test_les_octets_du_fichier_ne_gardent_pas_le_nom(atelier: Atelier) -> None:
    """Classe du défaut : donnée effacée d'une table, encore lisible dans les pages libres ou le journal de la base."""
    if not atelier.registre.est_sqlite:
        return
    _citer_partout(atelier)
    base = Path(str(atelier.registre.moteur.url.database))
    suites = [base.with_name(base.name + suite) for suite in ("", "-wal")]
    assert any(NOM.encode() in suite.read_bytes() for suite in suites if suite.exists())
    services.effacer(atelier.registre, ADMIN, NOM, services.apercevoir(atelier.registre, ADMIN, NOM).lignes)
    for suite in suites:
        if suite.exists():
            assert "Lemaître-Ng".encode() not in suite.read_bytes()
            assert b"Ng\\u00f4" not in suite.read_bytes()


def test_rien_n_est_efface_si_le_registre_a_change_depuis_l_apercu(atelier: Atelier) -> None:
    _citer_partout(atelier)
    lignes = services.apercevoir(atelier.registre, ADMIN, NOM).lignes
    atelier.creer(titre=f"Un de plus pour {NOM}")
    avant = _tout(atelier)
    with pytest.raises(ApercuPerime, match="rien n'est effacé"):
        services.effacer(atelier.registre, ADMIN, NOM, lignes)
    assert _tout(atelier) == avant


def test_une_saisie_partie_d_avant_l_effacement_ne_remet_pas_le_nom(atelier: Atelier) -> None:
    """Classe du défaut : verrou optimiste qui ne voit pas une récriture faite hors de la fiche."""
    fiche = atelier.creer(titre=f"Avec {NOM}")
    services.effacer(atelier.registre, ADMIN, NOM, services.apercevoir(atelier.registre, ADMIN, NOM).lignes)
    with pytest.raises(RuntimeError, match="entre-temps"):
        atelier.modifier(fiche, titre=fiche.titre)


def test_une_contribution_effacee_ne_se_reprend_pas_d_une_version_d_avant(atelier: Atelier) -> None:
    """Classe du défaut : récriture que le verrou optimiste ne voit pas ; texte plus long que la base n'en garde."""
    court = "Zoé Ly"
    plein = (f"{court} " * 500).ljust(TEXTE_MAX, "x")
    fiche = atelier.contribuer(texte=plein, mandat=(f"{court} " * 40).strip())
    services.effacer(atelier.registre, ADMIN, court, services.apercevoir(atelier.registre, ADMIN, court).lignes)
    (lue,) = services.lister_contributions(atelier.registre, VISITEUR)
    assert court not in lue.texte + lue.mandat
    assert (len(lue.texte), len(lue.mandat)) == (TEXTE_MAX, 300)
    assert lue.modifie_le > fiche.modifie_le
    with pytest.raises(RuntimeError, match="entre-temps"):
        atelier.contribuer(fiche.version, texte=plein)


def test_reserve_a_l_administration(atelier: Atelier) -> None:
    for personne in (CONTRIBUTRICE, Identite("", "Visiteur", Role.LECTEUR)):
        with pytest.raises(DroitRefuse, match="effacer une personne nommée"):
            services.apercevoir(atelier.registre, personne, NOM)
        with pytest.raises(DroitRefuse, match="effacer une personne nommée"):
            services.effacer(atelier.registre, personne, NOM, 0)


@pytest.mark.parametrize("nom", ["", "  ", "Li", "a b", "-- ;", "x" * 301, "a b c d e f g h i"])
def test_un_nom_trop_court_ou_trop_long_est_refuse(atelier: Atelier, nom: str) -> None:
    with pytest.raises(SaisieInvalide):
        services.apercevoir(atelier.registre, ADMIN, nom)


def test_les_cles_d_action_sont_signalees(atelier: Atelier) -> None:
    atelier.importer(fichier(("35238-zoe-lemaitre-ngo", saisie())))
    apercu = services.apercevoir(atelier.registre, ADMIN, NOM)
    assert apercu.cles == ("35238-zoe-lemaitre-ngo",)


def test_chaque_colonne_de_texte_est_libre_ou_dite_close() -> None:
    """Une colonne ajoutée demain doit dire si l'on peut y nommer quelqu'un."""
    closes = {
        "action": {
            *("cle", "maison", "theme", "role_maison", "debut", "fin", "statut", "fiabilite", "cree_le", "modifie_le")
        },
        "action_axe": {"action"},
        "action_partenaire": {"action", "partenaire"},
        "action_lieu": {"action", "niveau", "code"},
        "action_financeur": {"action", "nature"},
        "action_statut": {"action", "statut", "quand"},
        "partenaire": {"cle", "nature"},
        "suivi": {"cle", "action"},
        "suivi_valeur": {"suivi", "date"},
        "lien_territorial": {"action", "indicateur", "sens"},
        "maison": {"cle", "categorie", "statut_date", "fiabilite", "siege"},
        "maison_commune": {"maison", "commune"},
        "habilitation": {"sujet", "role"},
        "habilitation_maison": {"sujet", "maison"},
        "journal": {"quand", "qui", "operation", "objet", "action", "reference"},
        "contribution": {
            *("cle", "maison", "niveau", "code", "empreinte", "question", "partenaire", "cree_le", "modifie_le")
        },
        "brouillon": {"auteur", "cle", "maj"},
        "connexion_fermee": {"empreinte"},
    }
    for table in Base.metadata.sorted_tables:
        textes = {colonne.name for colonne in table.columns if isinstance(colonne.type, Text)}
        libres = set(LIBRES.get(table.name, ())) - {"avant", "apres", "contenu"}
        assert textes == libres | closes[table.name], table.name


MOTS = st.text(st.characters(categories=["L"]), min_size=2, max_size=8)


@given(mots=st.lists(MOTS, min_size=2, max_size=3), avant=st.text(max_size=20), apres=st.text(max_size=20))
def test_un_nom_est_trouve_quelle_que_soit_sa_forme(mots: list[str], avant: str, apres: str) -> None:
    nom = " ".join(mots)
    try:
        cherche = noms.lire(nom)
    except SaisieInvalide:
        return
    for forme in (nom, "-".join(mots), f"{mots[-1]} {' '.join(mots[:-1])}"):
        texte = f"{avant} ({forme}) {apres}"
        assert cherche.places(texte)
        assert not cherche.places(cherche.remplacer(texte, "…"))


def test_en_ligne_de_commande_le_nom_vient_de_l_entree_standard(
    atelier: Atelier, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _citer_partout(atelier)
    monkeypatch.setenv(VARIABLE, atelier.registre.moteur.url.render_as_string(hide_password=False))

    def lancer(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{NOM}\n"))
        code = commande.principal(["effacer", *arguments])
        dits = capsys.readouterr()
        return code, dits.out + dits.err

    code, apercu = lancer()
    lignes = int(apercu.split()[0])
    assert code == 0
    assert "journal.avant" in apercu
    assert f"effacer --confirmer {lignes}. Les sauvegardes déjà faites" in apercu
    assert _cites(_tout(atelier))
    assert lancer("--confirmer", str(lignes + 1))[0] == 1
    code, fait = lancer("--confirmer", str(lignes))
    assert (code, fait.startswith(f"{lignes} lignes récrites. Les sauvegardes déjà faites")) == (0, True)
    assert not _cites(apercu + fait)
    with atelier.registre.lire() as session:
        assert session.scalars(select(Journal.nom).where(Journal.objet == "effacement")).one() == "Ligne de commande"
    assert lancer()[1].endswith("Rien à effacer.\n")

"""Importer : examen à blanc ligne à ligne, puis tout ou rien, sur les deux moteurs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from donnees.registre import echanges, services
from donnees.registre.droits import VISITEUR
from donnees.registre.echanges import Bilan, Verdict
from donnees.registre.echanges.exportation import csv
from donnees.registre.erreurs import DroitRefuse, ImportPerime, ImportRefuse
from donnees.registre.modeles import Base, Journal
from donnees.registre.services import Fiche, Saisie
from tests.registre.atelier_registre import (
    ADMIN,
    AUTRE,
    CONTRIBUTRICE,
    LECTEUR,
    Atelier,
    ancien,
    cellules,
    fichier,
    saisie,
    verdicts,
)


def _tailles(atelier: Atelier) -> dict[str, int]:
    """Nombre de lignes de chaque table : rien n'est écrit tant qu'il ne bouge pas."""
    with atelier.registre.lire() as session:
        return {
            table.name: session.scalars(select(func.count()).select_from(table)).one()
            for table in Base.metadata.sorted_tables
        }


def test_creer_puis_reimporter_sans_doublon(atelier: Atelier) -> None:
    octets = fichier(("a.1", saisie()), ("b_2", saisie(titre="Autre", lieux=[], fin="")))
    appels: list[tuple[int, int]] = []
    rapport = echanges.examiner(atelier.registre, CONTRIBUTRICE, octets, lambda *pas: appels.append(pas))
    assert verdicts(rapport) == ["création", "création"]
    assert [ligne.numero for ligne in rapport.lignes] == [2, 3]
    bilan = echanges.importer(atelier.registre, CONTRIBUTRICE, rapport, lambda *pas: appels.append(pas))
    assert (bilan, appels) == (Bilan(2, 0, 0), [(2, 2), (2, 2)])
    lue = atelier.lire("a.1")
    assert lue.model_dump(include=set(Saisie.model_fields)) == services.valider(saisie()).model_dump()
    assert (lue.version, lue.budget, lue.archivee) == (1, Decimal("12000.50"), False)
    assert [passage.statut for passage in lue.historique] == ["en_cours"]
    (entree,) = atelier.journal("a.1")
    assert (entree.operation, entree.avant, entree.qui) == ("importer", None, CONTRIBUTRICE.sujet)
    avant = _tailles(atelier)
    jeton = services.version(atelier.registre)
    assert verdicts(atelier.examiner(octets)) == ["inchangée", "inchangée"]
    assert atelier.importer(octets) == Bilan(0, 0, 2)
    assert (_tailles(atelier), services.version(atelier.registre)) == (avant, jeton)


def test_mettre_a_jour_garde_suivis_liens_et_journal(atelier: Atelier) -> None:
    fiche = atelier.creer()
    services.definir_suivi(atelier.registre, ADMIN, fiche.cle, {"libelle": "Personnes reçues"})
    neuf = saisie(
        titre="Corrigé",
        statut="terminee",
        axes_2009=(4,),
        lieux=[],
        financeurs=[],
        partenaires=[{"nom": "Neuf", "nature": "entreprise", "role": "Recrute"}],
    )
    assert atelier.importer(fichier((fiche.cle, neuf))) == Bilan(0, 1, 0)
    lue = atelier.lire(fiche.cle)
    assert lue.model_dump(include=set(Saisie.model_fields)) == services.valider(neuf).model_dump()
    assert (lue.version, lue.cree_le, len(lue.suivis)) == (2, fiche.cree_le, 1)
    assert [passage.statut for passage in lue.historique] == ["en_cours", "terminee"]
    entrees = [e for e in atelier.journal(fiche.cle) if e.objet == "action"]
    assert [(e.operation, e.version) for e in entrees] == [("creer", 1), ("importer", 2)]
    assert entrees[1].avant == entrees[0].apres
    assert atelier.modifier(lue, titre="À la main").version == 3
    dernieres = atelier.journal(fiche.cle)[-2:]
    assert dernieres[1].avant == dernieres[0].apres


def test_un_fichier_d_un_ancien_modele_est_accepte_et_n_efface_rien(atelier: Atelier) -> None:
    """Classe du défaut : colonne ajoutée depuis, qui rend illisible un fichier déjà rempli, ou vide ses fiches."""
    fiche = atelier.creer()
    octets = ancien(fichier((fiche.cle, saisie()), ("neuve", saisie())))
    assert b"etp" not in octets
    assert verdicts(atelier.examiner(octets)) == ["inchangée", "création"]
    assert atelier.importer(ancien(fichier((fiche.cle, saisie(titre="Corrigé")), ("neuve", saisie())))) == Bilan(
        1, 1, 0
    )
    lue, neuve = atelier.lire(fiche.cle), atelier.lire("neuve")
    assert (lue.titre, lue.etp, lue.empechement) == ("Corrigé", fiche.etp, fiche.empechement)
    assert (neuve.etp, neuve.empechement) == (None, "")
    videe = fichier((fiche.cle, saisie(titre="Corrigé", etp=None, empechement="")))
    assert atelier.importer(videe) == Bilan(0, 1, 0)
    assert (atelier.lire(fiche.cle).etp, atelier.lire(fiche.cle).empechement) == (None, "")


def test_l_import_lui_meme_est_au_journal(atelier: Atelier) -> None:
    atelier.importer(fichier(("aaa", saisie())))
    with atelier.registre.lire() as session:
        (ligne,) = session.scalars(select(Journal).where(Journal.objet == "import"))
    assert ligne.apres == {"creations": 1, "mises_a_jour": 0, "inchangees": 0}


def test_une_ligne_fausse_et_rien_ne_s_ecrit(atelier: Atelier) -> None:
    avant = _tailles(atelier)
    rapport = atelier.examiner(cellules({}, {"theme": "autre"}, {}))
    assert verdicts(rapport) == ["création", "refusée", "création"]
    assert [ligne.numero for ligne in rapport.refusees] == [3]
    with pytest.raises(ImportRefuse, match="Lignes refusées : 3"):
        echanges.importer(atelier.registre, CONTRIBUTRICE, rapport)
    assert _tailles(atelier) == avant


def test_coupure_au_milieu_rien_n_est_ecrit(atelier: Atelier) -> None:
    neufs = [{"nom": "Jamais vu", "nature": "entreprise", "role": "Recrute"}]
    octets = fichier(*((f"cle-{n}", saisie(partenaires=neufs)) for n in range(1_200)))
    rapport, avant, faits = atelier.examiner(octets), _tailles(atelier), []

    def couper(fait: int, total: int) -> None:
        faits.append((fait, total))
        if fait >= 1_000:
            raise ConnectionResetError("coupure")

    with pytest.raises(ConnectionResetError):
        echanges.importer(atelier.registre, CONTRIBUTRICE, rapport, couper)
    assert faits == [(500, 1_200), (1_000, 1_200)]
    assert _tailles(atelier) == avant
    assert echanges.importer(atelier.registre, CONTRIBUTRICE, rapport) == Bilan(1_200, 0, 0)


def test_une_fiche_changee_depuis_l_examen(atelier: Atelier) -> None:
    fiche = atelier.creer()
    rapport = atelier.examiner(fichier(("neuve", saisie()), (fiche.cle, saisie(titre="Le mien"))))
    atelier.modifier(fiche, titre="Celui de l'autre")
    with pytest.raises(ImportPerime, match="lignes 3"):
        echanges.importer(atelier.registre, CONTRIBUTRICE, rapport)
    assert atelier.lire(fiche.cle).titre == "Celui de l'autre"
    creation = atelier.examiner(fichier(("neuve", saisie())))
    echanges.importer(atelier.registre, CONTRIBUTRICE, creation)
    with pytest.raises(ImportPerime, match="lignes 2"):
        echanges.importer(atelier.registre, CONTRIBUTRICE, creation)
    inchangee = atelier.examiner(fichier(("neuve", saisie())))
    services.archiver(atelier.registre, ADMIN, "neuve", 1)
    with pytest.raises(ImportPerime):
        echanges.importer(atelier.registre, CONTRIBUTRICE, inchangee)


def test_contributrice_qui_tente_une_autre_maison(atelier: Atelier) -> None:
    autre = atelier.creer(maison=AUTRE)
    octets = fichier(
        ("sienne", saisie()),
        ("ailleurs", saisie(maison=AUTRE)),
        (autre.cle, saisie(titre="Prise")),
        (f"{autre.cle}x", saisie(maison="nulle-part")),
        (autre.cle[:-1], saisie(maison=AUTRE)),
    )
    rapport = atelier.examiner(octets)
    assert verdicts(rapport) == ["création"] + ["refusée"] * 4
    messages = [[(p.colonne, p.message) for p in ligne.problemes] for ligne in rapport.refusees]
    refus = [("maison", "Votre compte ne permet pas d'importer pour cette maison.")]
    assert messages == [refus, [("cle", "Votre compte ne permet pas de modifier l'action de cette clé.")], refus, refus]
    for personne in (VISITEUR, LECTEUR):
        with pytest.raises(DroitRefuse, match="ne permet pas"):
            echanges.examiner(atelier.registre, personne, octets)
        with pytest.raises(DroitRefuse, match="ne permet pas"):
            echanges.importer(atelier.registre, personne, rapport)


def test_une_action_archivee_ne_s_importe_pas(atelier: Atelier) -> None:
    fiche = atelier.creer()
    services.archiver(atelier.registre, ADMIN, fiche.cle, 1)
    assert verdicts(atelier.examiner(fichier((fiche.cle, saisie())))) == ["inchangée"]
    (ligne,) = atelier.examiner(fichier((fiche.cle, saisie(titre="Autre")))).lignes
    assert [probleme.message for probleme in ligne.problemes] == ["Cette action est archivée."]


def test_tout_le_registre_exporte_se_reimporte_inchange(atelier: Atelier) -> None:
    """Les 125 actions reprises des sources ont des vides que l'import refuserait ailleurs : elles n'ont pas changé."""
    fiches: list[Fiche] = services.lister(atelier.registre, ADMIN)
    rapport = echanges.examiner(atelier.registre, ADMIN, csv(fiches))
    assert (rapport.compte(Verdict.INCHANGEE), len(rapport.lignes)) == (125, 125)

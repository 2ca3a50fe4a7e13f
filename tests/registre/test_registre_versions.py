"""Le verrou optimiste dit ce qui a changé, et rien d'autre, même d'une fiche d'avant une migration."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from donnees.registre import services
from donnees.registre.erreurs import ConflitDeVersion
from donnees.registre.modeles import Journal
from donnees.registre.services import Saisie
from tests.registre.atelier_registre import ADMIN, Atelier


def test_un_champ_venu_depuis_n_est_un_changement_que_rempli(atelier: Atelier) -> None:
    """Classe du défaut : colonne ajoutée, et tout conflit sur une fiche d'avant la dit changée."""
    fiche = atelier.creer(etp=None, empechement="")
    atelier.modifier(fiche, etp=None, empechement="", public="Lycéens")
    champs = ("etp", "empechement")
    with atelier.registre.lire() as session:
        lignes = {ligne.rang: ligne.avant for ligne in session.scalars(select(Journal).where(Journal.version == 2))}
    (rang,), (avant,) = lignes.keys(), lignes.values()
    ancien = {champ: valeur for champ, valeur in (avant or {}).items() if champ not in champs}
    change = update(Journal).where(Journal.rang == rang).values(avant=ancien)
    atelier.registre.ecrire(lambda session: session.execute(change))
    with pytest.raises(ConflitDeVersion) as conflit:
        atelier.modifier(fiche, etp="2", public="Autre")
    assert set(conflit.value.ecarts) == {"public"}


def test_sans_depart_connu_tout_est_dit_change(atelier: Atelier) -> None:
    """Un effacement récrit la fiche hors du journal : ce qu'il a vidé se dit aussi."""
    fiche = atelier.creer(elu_nom="Zoé Lemaître", elu_mandat="Maire")
    lignes = services.apercevoir(atelier.registre, ADMIN, "Zoé Lemaître").lignes
    services.effacer(atelier.registre, ADMIN, "Zoé Lemaître", lignes)
    with pytest.raises(ConflitDeVersion) as conflit:
        atelier.modifier(fiche, elu_nom="Zoé Lemaître", elu_mandat="Maire")
    assert set(conflit.value.ecarts) == {*Saisie.model_fields, "archivee"}

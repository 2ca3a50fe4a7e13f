"""Ce que les pages du registre refusent : un texte actif, une action archivée, une base effacée en marche."""

from __future__ import annotations

import pytest

from donnees.registre import services
from donnees.registre.edition import IDENTITE_LOCALE
from donnees.registre.erreurs import BaseDisparue
from pages.interface import registre
from pages.interface.texte import brut
from tests.pages.visite import creer, messages, ouvrir, sans_erreur
from tests.registre.atelier_registre import saisie


@pytest.mark.usefixtures("edition")
def test_l_unite_d_un_suivi_reste_inerte_dans_le_libelle_du_champ() -> None:
    mesure = {"libelle": "Reçus", "unite": ":material/lock: [clic](https://tiers.exemple)"}
    fiche = services.definir_suivi(registre.ouvert(), IDENTITE_LOCALE, creer(titre="Hostile").cle, mesure)
    visite = sans_erreur(ouvrir("plan-actions", action=fiche.cle))
    (valeur,) = (champ_texte for champ_texte in visite.text_input if champ_texte.label.startswith("Valeur"))
    assert valeur.label == f"Valeur ({brut(mesure['unite'])})"


@pytest.mark.usefixtures("edition")
def test_une_action_archivee_ne_propose_ni_modifier_ni_suivre() -> None:
    fiche = services.definir_suivi(registre.ouvert(), IDENTITE_LOCALE, creer(titre="Close").cle, {"libelle": "Reçus"})
    services.archiver(registre.ouvert(), IDENTITE_LOCALE, fiche.cle, fiche.version)
    visite = sans_erreur(ouvrir("plan-actions", action=fiche.cle))
    proposes = {b.label for b in visite.button}
    assert "Confirmer : rétablir" in proposes
    assert not proposes & {"Modifier", "Enregistrer", "Ajouter", "Lier"}
    visite = sans_erreur(ouvrir("saisir", action=fiche.cle))
    assert "est archivée" in messages(visite)[0]
    assert "Enregistrer" not in {b.label for b in visite.button}


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("page", ["plan-actions", "saisir", "maisons", "compte", "accueil", "importer"])
def test_une_base_effacee_en_marche_se_dit_sur_chaque_page(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Classe du défaut : lecture qui continue sur un fichier qui n'a plus de nom, sans que personne le sache."""
    monkeypatch.setattr(registre.ouvert()._temoin, "_numero", (0, 0))
    visite = ouvrir(page)
    assert not visite.exception
    if page == "plan-actions":
        assert "ne répond pas" in messages(visite)[0]
    with pytest.raises(BaseDisparue):
        services.creer(registre.ouvert(), IDENTITE_LOCALE, saisie(titre="Perdue"))

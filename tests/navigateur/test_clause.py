"""Clause sociale au navigateur : saisir, copier le lien et imprimer la note."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.navigateur.onglets import Ouvrir

LOTS = "lots=peinture_120000_70~nettoyage_90000_80_Vitres&cout=30&taux=5&marche=%C3%89cole"


def test_saisir_ecrit_le_lien_et_le_lien_rend_la_saisie(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/clause-sociale")
    resultat = ecran.page.locator(".atlas-clause-resultat .valeur")
    expect(resultat).to_have_text("833\u00a0heures")
    cout = ecran.page.get_by_role("spinbutton", name="Coût d’une heure").or_(
        ecran.page.get_by_label("Coût d’une heure de travail (€)", exact=True)
    )
    cout.first.fill("25")
    cout.first.press("Enter")
    expect(resultat).to_have_text("1\u202f000\u00a0heures")
    ecran.attendre_parametre("cout", "25")
    autre = ouvrir(ecran.page.url.removeprefix(ecran.adresse))
    expect(autre.page.locator(".atlas-clause-resultat .valeur")).to_have_text("1\u202f000\u00a0heures")


def test_l_impression_ne_garde_que_la_note_sur_une_page(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"/clause-sociale?{LOTS}")
    ecran.jusqu_au_pied()
    ecran.page.emulate_media(media="print")
    expect(ecran.page.locator(".atlas-clause-note")).to_be_visible()
    for cache in (".atlas-clause-resultat", "h1", ".stPlotlyChart", "iframe[src*='streamlit_folium']"):
        expect(ecran.page.locator(cache).first).to_be_hidden()
    assert ecran.page.pdf(format="A4").count(b"/Type /Page\n") == 1


def test_deposer_un_fichier_de_marches(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/clause-sociale")
    contenu = "marche;metier;montant_ht\nÉcole;peinture;120000\nMairie;plomberie;5000\n".encode()
    ecran.page.locator("input[type=file]").set_input_files(
        {"name": "marches.csv", "mimeType": "text/csv", "buffer": contenu}
    )
    expect(ecran.page.get_by_text("1 ligne calculée")).to_contain_text("140", timeout=30_000)
    expect(ecran.page.get_by_text("1 ligne à corriger")).to_be_visible()

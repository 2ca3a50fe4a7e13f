"""Ce que l'accueil dit d'un territoire en quelques secondes : trois phrases, ses maisons, où aller ensuite."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from donnees.catalogue import charger
from geo.actions import presence
from geo.ecriture import formats
from geo.ecriture.textes import minuscule
from geo.portrait import constats, phrases
from geo.territoires import Territoire, comparateurs
from pages.cadre.habillage import legende, phrase
from pages.interface import feuille, liens, partage, registre, territoire_choisi
from pages.interface.texte import brut, compose

PHRASES, MAISONS = 3, 4


def promesse() -> None:
    """Ce que l'Atlas montre, et le grand champ qui ouvre la recherche à la frappe."""
    phrase(
        "L'Atlas montre les maisons de l'emploi de France, ce que les données publiques disent de chaque bassin, "
        "et les actions qui y sont menées."
    )
    territoire_choisi.rechercher("Votre commune, un code postal, une maison…")


def bassin(territoire: Territoire | None) -> None:
    """Le territoire courant en bref ; sans territoire, ce que l'Atlas a relevé et comment commencer."""
    if territoire is None:
        _invitation()
        return
    st.header(brut(territoire.libelle), anchor=False)
    legende(f"{territoire_choisi.nature(territoire)}, {formats.nombre(territoire.population)} habitants.")
    producteurs = _phrases(territoire)
    _maisons(territoire)
    if producteurs:
        legende(f"Sources : {', '.join(producteurs)} ; chaque chiffre mène à son fichier dans le portrait.")
    with st.container(key="accueil-portrait"):
        liens.portrait("Son portrait complet", **territoire_choisi.parametres(territoire))
    partage.barre()


def _invitation() -> None:
    releve = registre.releve()
    montrees = releve.maisons[releve.maisons["par_defaut"]]
    st.html(
        '<ul class="atlas-accueil-nombres">'
        f"<li><strong>{formats.nombre(len(montrees))}</strong> maisons de l’emploi et antennes relevées</li>"
        f"<li><strong>{formats.nombre(len(releve.actions))}</strong> actions connues, chacune avec sa source</li>"
        f"<li><strong>{formats.nombre(len(charger().indicateurs))}</strong> indicateurs publics, commune par commune "
        "quand ils existent</li></ul>"
    )
    feuille.consigne("accueil").write(
        "Touchez une zone de la carte, ou cherchez votre commune : trois phrases disent où en est votre bassin, "
        "puis tout l’Atlas s’ouvre sur lui."
    )


def _phrases(territoire: Territoire) -> list[str]:
    """Les premières phrases du portrait ; rend les producteurs de leurs chiffres."""
    face = next((autre for autre in comparateurs(territoire) if autre.niveau == "france"), None)
    premieres = phrases.propositions(constats.faits(territoire, face), territoire.niveau)[:PHRASES]
    lignes = "".join(f"<li>{escape(phrases.ecrire(propositions))}</li>" for propositions in premieres)
    st.html(f'<ul class="atlas-portrait atlas-portrait-court">{lignes}</ul>')
    faits = [proposition.fait for propositions in premieres for proposition in propositions]
    return list(dict.fromkeys(s.producteur for fait in faits for s in charger().sources_de(fait.fiche, fait.periode)))


def _maisons(territoire: Territoire) -> None:
    """Les maisons qui siègent ici, sinon les plus proches, et ce qu'elles font."""
    releve = registre.releve()
    connues = releve.maisons[releve.maisons["par_defaut"]]
    ici = presence.maisons(connues, territoire.communes)
    montrees = ici.head(MAISONS) if len(ici) else presence.proches(connues, territoire.communes, MAISONS // 2)
    titre = "Ses maisons de l’emploi" if len(ici) else "Aucune maison relevée ici ; les plus proches"
    st.subheader(titre, anchor=False)
    with st.container(key="accueil-maisons", gap="xsmall"):
        for _, maison in montrees.iterrows():
            liens.maison(brut(f"{maison['nom']} ({maison['ville']})"), maison["maison"])
            st.html(f'<p class="atlas-discret atlas-accueil-fait">{_fait(maison, releve.actions)}</p>')
    if len(ici) > MAISONS:
        autres = len(ici) - MAISONS
        st.caption(f"et {autres} autre{'s' if autres > 1 else ''}, dans « Maisons ».")


def _fait(maison: pd.Series, actions: pd.DataFrame) -> str:
    """« À 12 km ; 3 actions connues : clause sociale, GPECT » ; attestée quand."""
    siennes = actions[actions["maison"] == maison["maison"]]
    themes = ", ".join(dict.fromkeys(siennes["theme_libelle"].map(minuscule)))
    combien = f"{len(siennes)} action{'s' if len(siennes) > 1 else ''} connue{'s' if len(siennes) > 1 else ''}"
    morceaux = [
        f"à {formats.nombre(maison['km'])} km à vol d'oiseau" if "km" in maison.index else "",
        f"{combien} : {themes}" if len(siennes) else "aucune action relevée",
        f"attestée en {str(maison['date_source'])[:4]}" if maison["date_source"] else "date de la source inconnue",
    ]
    texte = " ; ".join(filter(None, morceaux))
    return compose(f"{texte[0].upper()}{texte[1:]}.")

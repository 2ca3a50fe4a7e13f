"""Objets du registre : besoins, clause, calendrier, suivi, cartes d'actions et de maisons."""

from __future__ import annotations

import streamlit as st

from donnees import entrepot
from donnees.catalogue import charger_besoins
from donnees.registre import services
from donnees.registre.droits import VISITEUR
from donnees.registre.erreurs import ErreurRegistre
from donnees.registre.services import Fiche
from donnees.vocabulaire import LIBELLES_STATUTS
from geo.actions import annuaire as calcul_annuaire
from geo.actions import bilan as calcul_bilan
from geo.actions import filtres, points, presence
from geo.actions.groupes import RANGEMENTS, grouper
from geo.besoins import phrases, regle
from geo.besoins.croisement import NIVEAU, croiser
from geo.clause import adresse as lien
from geo.clause.sensibilite import ECART_DEFAUT, ECARTS
from geo.objets import actions, besoins, clause, maisons
from geo.objets.besoins import Regard
from geo.objets.dessin import Dessin
from geo.objets.objet import Carte
from pages.explorer.integrer import demande
from pages.explorer.integrer.demande import Absent, Indisponible, Parametres
from pages.interface import registre
from pages.interface.figures import theme


def _releve() -> registre.Releve:
    if registre.en_panne():
        raise Indisponible("Le registre des actions ne répond pas. Rechargez la page dans un instant.")
    return registre.releve()


def ou_agir(parametres: Parametres) -> Carte:
    """Besoin et actions connues de chaque zone d'emploi."""
    connus, releve, annee = charger_besoins(), _releve(), phrases.annee_courante()
    theme_action = demande.un_de(parametres, "theme", connus)
    mesures = {mesure.indicateur: mesure for mesure in connus[theme_action].mesures}
    if not mesures:
        raise Absent("Le besoin de ce thème n'est pas mesuré.")
    mesure = mesures[demande.un_de(parametres, "indicateur", mesures, next(iter(mesures)))]
    fenetre = demande.un_de(parametres, "fenetre", regle.FENETRES, regle.DEFAUT)
    zone = demande.un_de(parametres, "territoire", ("", *entrepot.territoires(NIVEAU).index))
    choix = Regard(theme_action, fenetre, annee, zone, demande.territoire_ou_rien(parametres))
    croisement = croiser(mesure, regle.comptees(releve.actions, theme_action, fenetre, annee))
    return besoins.carte(croisement, choix, st.context.theme.type)


def sensibilite(parametres: Parametres) -> Dessin | None:
    """Heures d'insertion quand une hypothèse change."""
    simulation, refus = lien.lire(parametres)
    if refus:
        raise Absent(refus[0])
    return clause.heures(simulation, demande.un_de(parametres, "ecart", ECARTS, ECART_DEFAUT), theme())


def insertion(parametres: Parametres) -> Carte:
    """Structures d'insertion."""
    return clause.insertion(demande.territoire_ou_rien(parametres), st.context.theme.type)


def _retenues(parametres: Parametres) -> tuple[list[Fiche], dict[str, str]]:
    """Actions que les filtres de l'adresse retiennent, une au moins, et ces filtres."""
    releve, lieu = _releve(), demande.territoire_ou_rien(parametres)
    filtre = filtres.composer(
        themes=demande.plusieurs(parametres, "themes", points.THEMES_ACTIONS),
        maisons=demande.plusieurs(parametres, "maisons", releve.noms_maisons),
        statuts=demande.plusieurs(parametres, "statuts", [statut.value for statut in LIBELLES_STATUTS]),
        axes=demande.plusieurs(parametres, "axes", filtres.AXES),
        partenaires=demande.plusieurs(parametres, "partenaires", registre.partenaires()),
        communes=lieu.communes if lieu and lieu.niveau != "france" else (),
        periode=demande.annees(parametres, points.annees_actions()),
        archivees=demande.oui(parametres, "archives"),
    )
    texte = parametres.get("q", "")
    retenues = [fiche for fiche in registre.lister(filtre) if filtres.contient(fiche, texte)]
    if not retenues:
        raise Absent("Aucune action connue à montrer ici.")
    return retenues, {nom: parametres[nom] for nom in filtres.NOMS if nom in parametres}


def calendrier(parametres: Parametres) -> Dessin:
    """Diagramme de Gantt des actions retenues."""
    retenues, choisis = _retenues(parametres)
    par = demande.un_de(parametres, "par", RANGEMENTS, "theme")
    groupe = f"groupe-{par}"
    if groupe in parametres:
        groupes = {g.cle: list(g.fiches) for g in grouper(retenues, par)}
        retenues = groupes[demande.un_de(parametres, groupe, groupes)]
        choisis[groupe] = parametres[groupe]
    return actions.calendrier(retenues, par, choisis, theme())


def carte_actions(parametres: Parametres) -> Carte:
    """Les actions retenues, sur la carte."""
    retenues, choisis = _retenues(parametres)
    fichier, lieu = registre.releve().fichiers["actions"], demande.territoire_ou_rien(parametres)
    return actions.carte(retenues, fichier, choisis, st.context.theme.type, lieu)


def _action(parametres: Parametres) -> Fiche:
    _releve()
    try:
        return services.lire(registre.ouvert(), VISITEUR, parametres.get("action", ""))
    except ErreurRegistre as erreur:
        raise Absent("Cette action n'existe pas.") from erreur


def suivi(parametres: Parametres) -> Dessin | None:
    """Un indicateur de suivi d'une action."""
    fiche = _action(parametres)
    mesures = {mesure.cle: mesure for mesure in fiche.suivis}
    return actions.suivi(fiche, mesures[demande.un_de(parametres, "suivi", mesures)], theme())


def carte_action(parametres: Parametres) -> Carte | None:
    """Une action à son lieu."""
    releve = _releve()
    fichier = releve.fichiers["actions"]
    return actions.action(_action(parametres), releve.maisons_par_cle, fichier, st.context.theme.type)


def bilan(parametres: Parametres) -> Carte:
    """Les actions d'une maison dans l'année."""
    releve = _releve()
    maison = demande.un_de(parametres, "maison", releve.noms_maisons)
    siennes = calcul_bilan.de_la_maison(releve.fiches, maison)
    annee = demande.annee(parametres, calcul_bilan.annees(siennes, phrases.annee_courante()))
    annuel, fichier = calcul_bilan.bilan(releve.fiches, maison, annee), releve.fichiers["actions"]
    return actions.bilan(annuel, releve.noms_maisons[maison], releve.actions, fichier, st.context.theme.type)


def carte_maisons(parametres: Parametres) -> Carte:
    """Les maisons de l'emploi, un territoire cerné."""
    lieux = demande.choisis(parametres, "cerne") if "cerne" in parametres else [None]
    return maisons.accueil(lieux[0], registre.releve().fichiers, st.context.theme.type)


def annuaire(parametres: Parametres) -> Carte:
    """Les maisons que les filtres de l'annuaire retiennent."""
    releve, lieu = registre.releve(), demande.territoire_ou_rien(parametres)
    filtre = calcul_annuaire.Filtre(
        texte=parametres.get("q", ""),
        regions=tuple(demande.plusieurs(parametres, "regions", entrepot.territoires("region").index)),
        categories=tuple(demande.plusieurs(parametres, "categories", points.CATEGORIES, ["mde"])),
        fiabilite=tuple(demande.plusieurs(parametres, "fiabilites", points.FIABILITES, ["A", "B"])),
        themes=tuple(demande.plusieurs(parametres, "themes", points.THEMES_ACTIONS)),
    )
    communes = lieu.communes if lieu and lieu.niveau != "france" else ()
    retenues = calcul_annuaire.filtrer(releve.maisons, releve.actions, filtre, communes)
    if retenues.empty:
        raise Absent("Aucune maison relevée à montrer ici.")
    choisis = {nom: parametres[nom] for nom in calcul_annuaire.NOMS if nom in parametres}
    partout = calcul_annuaire.filtrer(releve.maisons, releve.actions, filtre)
    cles = [table["maison"].tolist() for table in (retenues, presence.autour(partout, retenues, lieu))]
    return maisons.annuaire(cles, releve.fichiers["maisons"], choisis, st.context.theme.type, lieu)

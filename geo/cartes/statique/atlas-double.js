// Deux cartes liées : mêmes contours, mêmes classes, deux dates ; l'une bouge, l'autre suit.
(function (atlas) {
  let seconde = null;

  function etiqueter(boite, texte) {
    const ancienne = boite.querySelector(":scope > .atlas-date");
    if (ancienne) ancienne.textContent = texte; else boite.append(atlas.element("div", { class: "atlas-date" }, texte));
  }

  /** Une carte recopie la vue de l'autre, sans qu'elles se répondent sans fin. */
  let occupe = false;
  function recopier(de, vers) {
    if (occupe) return;
    occupe = true;
    vers.setView(de.getCenter(), de.getZoom(), { animate: false });
    occupe = false;
  }

  /** La première tient les bornes : quand la seconde se pose, elle reprend la vue de la première. */
  function lier(une, autre) {
    une.on("move", () => recopier(une, autre));
    autre.on("move", () => recopier(autre, une));
    autre.on("moveend", () => recopier(une, autre));
  }

  function creer(carte) {
    const boite = atlas.element("div", { class: "atlas-seconde", role: "region", "aria-label": "Seconde carte, liée à la première" });
    atlas.cote(carte).boite.before(boite);
    const petite = L.map(boite, atlas.OPTIONS).setView(carte.getCenter(), carte.getZoom());
    atlas.gestes(petite, carte);
    petite._limitZoom = (zoom) => carte._limitZoom(zoom);
    lier(carte, petite);
    return petite;
  }

  /** Donne à la seconde carte la taille du cadre et la vue de la première. */
  atlas.mesurerSeconde = function (carte) {
    if (!seconde) return;
    seconde.invalidateSize({ animate: false, pan: false });
    recopier(carte, seconde);
  };

  /** Pose, repeint ou retire la seconde carte, selon l'état de la première. */
  atlas.double = function (carte) {
    const { etat } = carte.atlas, racine = document.documentElement;
    const change = racine.classList.contains("atlas-deux") !== Boolean(etat.double);
    racine.classList.toggle("atlas-deux", Boolean(etat.double));
    if (!etat.double && seconde) { seconde.getContainer().remove(); seconde.remove(); seconde = null; }
    if (etat.double) remplir(carte, etat);
    carte.atlas.seconde = seconde;
    if (change) atlas.disposition();
  };

  function remplir(carte, etat) {
    seconde = seconde || creer(carte);
    if (seconde.atlas) seconde.atlas.couche.remove();
    seconde.atlas = { ...carte.atlas, bulle: null, etat: atlas.deplier({ ...etat, ...etat.double }) };
    seconde.atlas.couche = atlas.poser(seconde, seconde, () => true);
    etiqueter(carte.getContainer(), etat.periode);
    etiqueter(seconde.getContainer(), etat.double.periode);
    document.documentElement.dataset.atlasDouble = etat.double.periode;
  }
})(window.atlas);

// Deux cartes liées : mêmes contours, mêmes classes, deux dates ; l'une bouge, l'autre suit.
(function (atlas) {
  let seconde = null;

  function etiqueter(boite, texte) {
    const ancienne = boite.querySelector(":scope > .atlas-date");
    if (ancienne) ancienne.textContent = texte; else boite.append(atlas.element("div", { class: "atlas-date" }, texte));
  }

  /** Chaque carte recopie la vue de l'autre, sans se répondre sans fin. */
  function lier(une, autre) {
    let occupe = false;
    const suivre = (de, vers) => de.on("move", () => {
      if (occupe) return;
      occupe = true;
      atlas.enSilence(une, () => vers.setView(de.getCenter(), de.getZoom(), { animate: false }));
      occupe = false;
    });
    suivre(une, autre);
    suivre(autre, une);
  }

  function creer(carte) {
    const boite = atlas.element("div", { class: "atlas-seconde", role: "region", "aria-label": "Seconde carte, liée à la première" });
    boite.style.height = `${carte.getContainer().clientHeight}px`;
    atlas.cote(carte).boite.before(boite);
    const petite = L.map(boite, {
      zoomSnap: 0.1, zoomDelta: 0.5, minZoom: 4, maxZoom: 15, keyboard: false, attributionControl: false, zoomControl: false,
    }).setView(carte.getCenter(), carte.getZoom());
    carte.invalidateSize({ animate: false });
    petite.fitBounds(carte.getBounds(), { animate: false });
    lier(carte, petite);
    return petite;
  }

  /** Pose, repeint ou retire la seconde carte, selon l'état de la première. */
  atlas.double = function (carte) {
    const { etat } = carte.atlas;
    document.documentElement.classList.toggle("atlas-deux", Boolean(etat.double));
    if (!etat.double) { if (seconde) { seconde.getContainer().remove(); seconde.remove(); seconde = carte.atlas.seconde = null; } return; }
    seconde = seconde || creer(carte);
    if (seconde.atlas) seconde.atlas.couche.remove();
    seconde.atlas = { ...carte.atlas, bulle: null, etat: atlas.deplier({ ...etat, ...etat.double }) };
    seconde.atlas.couche = atlas.poser(seconde, seconde, () => true);
    carte.atlas.seconde = seconde;
    etiqueter(carte.getContainer(), etat.periode);
    etiqueter(seconde.getContainer(), etat.double.periode);
    document.documentElement.dataset.atlasDouble = etat.double.periode;
  };
})(window.atlas);

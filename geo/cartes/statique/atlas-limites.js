// Les limites de départements, à la demande, d'après le contour déjà servi.
(function (atlas) {
  /** Trace, sur la carte principale, ce que deux départements partagent ; l'ancien tracé disparaît. */
  atlas.limites = function (carte) {
    const a = carte.atlas, { limites } = a.etat;
    if (a.limites && a.limites.de === limites) return Promise.resolve();
    if (a.limites) a.limites.trait.remove();
    a.limites = null;
    if (!limites) return Promise.resolve();
    return atlas.charger(limites).then((fichier) => {
      if (a.etat.limites !== limites || a.limites) return;
      if (!carte.getPane("limites")) carte.createPane("limites").classList.add("atlas-limites");
      const topologie = atlas.topologie(fichier), lignes = topojson.mesh(topologie, topologie.objects.t, (un, autre) => un !== autre);
      const style = { weight: 1, color: "var(--atlas-encre)", opacity: 0.75, fill: false, className: "atlas-limite-departement" };
      a.limites = { de: limites, trait: L.geoJSON(lignes, { pane: "limites", interactive: false, style }).addTo(carte) };
    });
  };

  atlas.pieces.push((carte) => carte.on("etat", () => atlas.limites(carte).catch((erreur) => console.warn(erreur))));
})(window.atlas);

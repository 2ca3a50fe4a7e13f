// Les noms de villes, et les valeurs écrites sur les territoires ; jamais sur les cartouches, où la place manque.
(function (atlas) {
  const REGIONAL = 7, COMMUNES = 10; // zoom à partir duquel les valeurs s'écrivent
  const SEUILS = [[9, 5], [8.2, 10], [7.4, 20], [6.8, 45], [6.2, 110], [5.4, 200], [0, 330]]; // zoom → milliers d'habitants
  const [GRANDE, MOYENNE] = [200, 45];

  /** Villes du fichier servi, de la plus peuplée à la moins peuplée. */
  function deplier({ noms, milliers, lon, lat, pas }) {
    let x = 0, y = 0;
    return noms.split("|").map((nom, i) => {
      x += lon[i]; y += lat[i];
      return { texte: nom, milliers: milliers[i], latlng: L.latLng(y / pas, x / pas), point: true,
        taille: milliers[i] >= GRANDE ? 14 : milliers[i] >= MOYENNE ? 12.5 : 11.5, gras: milliers[i] >= GRANDE };
    });
  }

  function noms(carte, zoom) {
    const { villes, etat } = carte.atlas;
    if (!villes || !etat || !etat.noms) return [];
    const seuil = SEUILS.find(([de]) => zoom >= de)[1], fin = villes.findIndex(({ milliers }) => milliers < seuil);
    return fin < 0 ? villes : villes.slice(0, fin);
  }

  /** Valeur de chaque territoire, en son centre ; en italique si elle est estimée, rien si la révision la couvre. */
  function valeurs(carte, zoom) {
    const { etat, centres, codes, ensemble } = carte.atlas;
    if (!etat || !etat.ecrits || etat.neutre || etat.croisee || zoom < (ensemble ? COMMUNES : REGIONAL)) return [];
    const douteuses = new Set(etat.revision || []), suffixe = etat.unite === "%" ? "\u202f%" : "";
    const vue = carte.getBounds().pad(0.5), items = [];
    for (let i = 0; i < codes.length; i += 1) {
      const valeur = etat.valeurs[i] ?? null;
      if (valeur === null || !centres[i] || douteuses.has(i) || (ensemble && !vue.contains(centres[i]))) continue;
      items.push({ texte: atlas.nombre(valeur / 10 ** etat.decimales, etat.decimales) + suffixe, latlng: centres[i], taille: 12.5, gras: true,
        penche: (etat.exceptions[i] ?? etat.statut) === "e" });
    }
    return items;
  }

  /** Boîtes des épingles et des grappes à éviter : l'action se tient à l'épaule de sa maison. */
  function reperes(carte, zoom) {
    const cote = zoom < 6.5 ? 12 : zoom < 7.5 ? 16 : 24;
    return atlas.pastilles(carte, Math.round(zoom)).map(({ groupe, latlng, amas }) => ({ latlng, cote: cote + 4 * amas, epaule: groupe === "actions" ? 9 + amas : 0 }));
  }

  function charger(carte) {
    const a = carte.atlas;
    if (a.villes || !a.etat.noms || !atlas.fichierVilles) return Promise.resolve();
    return atlas.charger(atlas.fichierVilles).then((fichier) => { a.villes = deplier(fichier); });
  }

  atlas.pieces.push((carte) => {
    const couche = carte.atlas.etiquettes = atlas.etiquettes(carte, (c, zoom) => ({
      textes: [...valeurs(c, zoom), ...noms(c, zoom)], reperes: reperes(c, zoom),
    }));
    const suivre = () => { couche.refaire(); charger(carte).then(() => couche.refaire()).catch((erreur) => console.warn(erreur)); };
    carte.on("etat", suivre);
    carte.on("points", () => couche.refaire());
    carte.on("couleurs", () => { if (carte.atlas.etat.ecrits) couche.refaire(); });
    carte.on("moveend", () => { if (carte.atlas.ensemble && carte.atlas.etat && carte.atlas.etat.ecrits) couche.refaire(); });
  });
})(window.atlas);

// Le périmètre choisi : le contour extérieur d'une liste de communes, tracé par-dessus n'importe quelle carte.
(function (atlas) {
  const cle = ([x, y]) => `${x.toFixed(6)} ${y.toFixed(6)}`;

  /** Côtés que personne ne partage, bout à bout : les côtés communs à deux polygones s'annulent. */
  function contour(geometries) {
    const cotes = new Map();
    for (const { type, coordinates } of geometries) {
      for (const polygone of type === "Polygon" ? [coordinates] : coordinates) for (const anneau of polygone) {
        for (let i = 1; i < anneau.length; i += 1) {
          const de = cle(anneau[i - 1]), vers = cle(anneau[i]);
          if (!cotes.delete(`${vers}|${de}`)) cotes.set(`${de}|${vers}`, [de, vers, anneau[i - 1], anneau[i]]);
        }
      }
    }
    return enchainer([...cotes.values()]);
  }

  function enchainer(cotes) {
    const departs = new Map();
    for (const cote of cotes) { const liste = departs.get(cote[0]); if (liste) liste.push(cote); else departs.set(cote[0], [cote]); }
    const lignes = [];
    for (const premier of cotes) {
      if (premier.pris) continue;
      const ligne = [[premier[2][1], premier[2][0]]];
      for (let cote = premier; cote && !cote.pris; cote = (departs.get(cote[1]) || []).find((c) => !c.pris)) {
        cote.pris = true;
        ligne.push([cote[3][1], cote[3][0]]);
      }
      lignes.push(ligne);
    }
    return lignes;
  }

  /** Géométries des communes demandées : celles de la carte, ou celles de fichiers chargés à part. */
  function communes(carte, demande) {
    if (!Array.isArray(demande)) {
      return Promise.all(demande.fichiers.map((fichier) => atlas.charger(fichier).then(atlas.topologie))).then((topologies) => {
        const voulues = new Set(demande.codes);
        return topologies.flatMap((t) => topojson.feature(t, t.objects.t).features)
          .filter((trait) => voulues.has(String(trait.id))).map((trait) => trait.geometry);
      });
    }
    const { ensemble, traits, codes } = carte.atlas;
    const rangs = demande.map((code) => (ensemble ? ensemble.rangs.get(code) ?? -1 : codes.indexOf(code))).filter((rang) => rang >= 0);
    return Promise.resolve(rangs.map((rang) => (ensemble ? atlas.geometrieCommune(ensemble, rang) : traits[rang].geometry)).filter(Boolean));
  }

  /** Trace le périmètre de l'état (liste de codes, ou fichiers et codes) ; l'ancien disparaît. */
  atlas.perimetre = function (carte) {
    const a = carte.atlas, { etat } = a, demande = etat.perimetre || [];
    const retirer = () => { (a.cernes || []).forEach((cerne) => cerne.remove()); a.cernes = []; };
    if (!(Array.isArray(demande) ? demande : demande.codes).length) { retirer(); return Promise.resolve(); }
    return communes(carte, demande).then((geometries) => {
      if (a.etat !== etat) return;
      retirer();
      const lignes = contour(geometries);
      for (const cible of [carte, ...(a.cartouches || []).map(({ petite }) => petite)]) {
        for (const [color, weight] of [["var(--atlas-limite)", 5.5], ["var(--atlas-choix)", 2.8]]) {
          a.cernes.push(L.polyline(lignes, { color, weight, opacity: 1, interactive: false, className: "atlas-perimetre" }).addTo(cible));
        }
      }
    });
  };
})(window.atlas);

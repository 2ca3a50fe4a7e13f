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

  /** Géométries à cerner qu'il faut lire à part ; une panne laisse la carte sans cerne, jamais sans carte. */
  atlas.lireCerne = function ({ perimetre }) {
    if (!perimetre || Array.isArray(perimetre)) return Promise.resolve(null);
    return Promise.all(perimetre.fichiers.map((fichier) => atlas.charger(fichier).then(atlas.topologie))).then((topologies) => {
      const voulues = new Set(perimetre.codes);
      return topologies.flatMap((t) => topojson.feature(t, t.objects.t).features)
        .filter((trait) => voulues.has(String(trait.id))).map((trait) => trait.geometry);
    }).catch((erreur) => { console.warn(erreur); return []; });
  };

  /** Géométries cernées : lues à part, ou celles de la carte. */
  function geometries({ atlas: a }) {
    if (a.cerne) return a.cerne;
    const { ensemble, traits, codes } = a;
    const rangs = (a.etat.perimetre || []).map((code) => (ensemble ? ensemble.rangs.get(code) ?? -1 : codes.indexOf(code))).filter((rang) => rang >= 0);
    return rangs.map((rang) => (ensemble ? atlas.geometrieCommune(ensemble, rang) : traits[rang].geometry)).filter(Boolean);
  }

  /** Vrai, une fois, quand l'état cerne un autre territoire. */
  atlas.cerneChange = function (carte) {
    const avant = carte.atlas.cleCerne, cle = carte.atlas.cleCerne = JSON.stringify(carte.atlas.etat.perimetre || "");
    return avant !== undefined && cle !== avant && cle !== '""';
  };

  /** Emprise du territoire cerné ; null si rien ne l'est, ou si la carte, locale, se cadre sur ses seuls tracés. */
  atlas.empriseCernee = function (carte) {
    const formes = carte.atlas.etat.national ? geometries(carte) : [];
    if (!formes.length) return null;
    return L.latLngBounds(formes.flatMap(({ type, coordinates }) => (type === "Polygon" ? [coordinates] : coordinates)
      .flatMap(([anneau]) => anneau.map(([lng, lat]) => [lat, lng]))));
  };

  /** Trace le contour de ce que l'état cerne, sur la carte, sa seconde et ses cartouches ; l'ancien disparaît. */
  atlas.perimetre = function (carte) {
    const a = carte.atlas, formes = geometries(carte);
    (a.cernes || []).forEach((cerne) => cerne.remove());
    a.cernes = [];
    if (!formes.length) return;
    const lignes = contour(formes);
    for (const cible of [carte, a.seconde, ...(a.cartouches || []).map(({ petite }) => petite)].filter(Boolean)) {
      for (const [color, weight] of [["var(--atlas-limite)", 5.5], ["var(--atlas-choix)", 2.8]]) {
        a.cernes.push(L.polyline(lignes, { color, weight, opacity: 1, interactive: false, className: "atlas-perimetre" }).addTo(cible));
      }
    }
  };
})(window.atlas);

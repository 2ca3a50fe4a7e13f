// L'ensemble des communes : anneaux projetés une fois, index spatial, limites de départements ; voir atlas-communes.js.
(function (atlas) {
  const CASE = 0.04; // côté d'une case de l'index, en unités du monde (256 au zoom 0)
  const monde = (lng, lat) => [
    256 * (0.5 + lng / 360),
    256 * (0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)),
  ];
  const departement = (code) => code.slice(0, code.startsWith("97") ? 3 : 2);

  /** Projette les sommets des arcs : deux nombres par sommet. */
  function projeter(points, pas) {
    const monde_ = new Float64Array(points.length);
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = monde(points[i] * pas, points[i + 1] * pas);
      monde_[i] = x; monde_[i + 1] = y;
    }
    return monde_;
  }

  /** Anneaux mis à plat : `sommets` donne le rang de chaque sommet dans `points`, anneau après anneau. */
  function aplatir(formes, debuts) {
    const sommets = [], anneaux = [0], parties = [], communes = [0];
    for (const forme of formes) {
      for (const polygone of forme) {
        polygone.forEach((passages, rang) => {
          for (const passage of passages) {
            if (passage >= 0) for (let p = debuts[passage]; p < debuts[passage + 1] - 1; p += 1) sommets.push(p);
            else for (let p = debuts[~passage + 1] - 1; p > debuts[~passage]; p -= 1) sommets.push(p);
          }
          anneaux.push(sommets.length);
          parties.push(rang === 0);
        });
      }
      communes.push(parties.length);
    }
    return { sommets: Int32Array.from(sommets), anneaux: Int32Array.from(anneaux), parties, communes: Int32Array.from(communes) };
  }

  /** Emprise (monde) et centre de gravité (pas de grille) du plus grand anneau de chaque commune. */
  function situer(e) {
    const nombre = e.codes.length;
    e.emprises = new Float64Array(4 * nombre);
    e.centres = new Array(nombre);
    for (let c = 0; c < nombre; c += 1) {
      let ouest = Infinity, nord = Infinity, est = -Infinity, sud = -Infinity, plus = 0, lng = 0, lat = 0;
      for (let a = e.communes[c]; a < e.communes[c + 1]; a += 1) {
        let aire = 0, gx = 0, gy = 0;
        const fin = e.anneaux[a + 1];
        for (let s = e.anneaux[a], avant = 2 * e.sommets[fin - 1]; s < fin; s += 1) {
          const ici = 2 * e.sommets[s], x = e.monde[ici], y = e.monde[ici + 1];
          if (x < ouest) ouest = x; if (x > est) est = x; if (y < nord) nord = y; if (y > sud) sud = y;
          const produit = e.points[avant] * e.points[ici + 1] - e.points[ici] * e.points[avant + 1];
          aire += produit; gx += (e.points[avant] + e.points[ici]) * produit; gy += (e.points[avant + 1] + e.points[ici + 1]) * produit;
          avant = ici;
        }
        if (Math.abs(aire) > plus) { plus = Math.abs(aire); lng = gx / (3 * aire); lat = gy / (3 * aire); }
      }
      e.emprises.set([ouest, nord, est, sud], 4 * c);
      e.centres[c] = L.latLng(lat * e.pas, lng * e.pas);
    }
  }

  /** Ce que borde chaque arc : 0 la côte ou l'étranger, 1 deux communes, 2 deux départements. */
  function limites(formes, codes, nombre) {
    const cote = new Array(nombre).fill(null), genres = new Uint8Array(nombre);
    formes.forEach((forme, c) => {
      const ici = departement(codes[c]);
      for (const polygone of forme) for (const anneau of polygone) for (const passage of anneau) {
        const arc = passage >= 0 ? passage : ~passage;
        if (cote[arc] !== null) genres[arc] = cote[arc] === ici ? 1 : 2;
        cote[arc] = ici;
      }
    });
    return genres;
  }

  function indexer(e) {
    const cases = new Map();
    for (let c = 0; c < e.codes.length; c += 1) {
      const [ouest, nord, est, sud] = e.emprises.subarray(4 * c, 4 * c + 4);
      for (let i = Math.floor(ouest / CASE); i * CASE <= est; i += 1) {
        for (let j = Math.floor(nord / CASE); j * CASE <= sud; j += 1) {
          const cle = i * 10000 + j, liste = cases.get(cle);
          if (liste) liste.push(c); else cases.set(cle, [c]);
        }
      }
    }
    return cases;
  }

  /** Vrai si le point (monde) est dans la commune : règle pair-impair sur tous ses anneaux. */
  function contient(e, c, x, y) {
    let dedans = false;
    for (let a = e.communes[c]; a < e.communes[c + 1]; a += 1) {
      const fin = e.anneaux[a + 1];
      for (let s = e.anneaux[a], avant = 2 * e.sommets[fin - 1]; s < fin; s += 1) {
        const ici = 2 * e.sommets[s], y1 = e.monde[avant + 1], y2 = e.monde[ici + 1];
        if ((y1 > y) !== (y2 > y) && x < e.monde[avant] + ((y - y1) / (y2 - y1)) * (e.monde[ici] - e.monde[avant])) dedans = !dedans;
        avant = ici;
      }
    }
    return dedans;
  }

  /** Prépare un fichier de communes pour le canevas ; fait une fois, gardé. */
  atlas.ensemble = function (fichier) {
    if (fichier.ensemble) return fichier.ensemble;
    const { points, debuts } = atlas.lireArcs(fichier.arcs);
    const formes = atlas.lireFormes(fichier.formes);
    const e = { pas: fichier.pas, codes: fichier.codes.split(" "), noms: fichier.noms.split("|"), points, debuts };
    e.monde = projeter(points, fichier.pas);
    Object.assign(e, aplatir(formes, debuts));
    e.limites = limites(formes, e.codes, debuts.length - 1);
    situer(e);
    e.rangs = new Map(e.codes.map((code, rang) => [code, rang]));
    fichier.ensemble = e;
    return e;
  };

  /** Rang de la commune sous un point de la carte ; -1 s'il n'y en a pas. */
  atlas.communeSous = function (e, { lat, lng }) {
    e.cases = e.cases || indexer(e);
    const [x, y] = monde(lng, lat);
    const proches = e.cases.get(Math.floor(x / CASE) * 10000 + Math.floor(y / CASE)) || [];
    return proches.find((c) => contient(e, c, x, y)) ?? -1;
  };

  /** Géométrie GeoJSON d'une commune de l'ensemble. */
  atlas.geometrieCommune = function (e, c) {
    const coordinates = [];
    for (let a = e.communes[c]; a < e.communes[c + 1]; a += 1) {
      const anneau = Array.from(e.sommets.subarray(e.anneaux[a], e.anneaux[a + 1]), (p) => [e.points[2 * p] * e.pas, e.points[2 * p + 1] * e.pas]);
      anneau.push(anneau[0]);
      if (e.parties[a]) coordinates.push([anneau]); else coordinates[coordinates.length - 1].push(anneau);
    }
    return { type: "MultiPolygon", coordinates };
  };
})(window.atlas);

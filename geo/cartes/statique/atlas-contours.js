// Lecture des contours serrés (voir donnees/encodages/serrage.py et topologie.py).
(function (atlas) {
  const SEULS = 75, BASE = 93;
  const DOUBLES = SEULS + (BASE - 1 - SEULS) * BASE;

  /** Suite d'entiers positifs ; chaque appel à la fonction rendue donne le suivant. */
  function lecteur(texte) {
    const rang = (place) => { const c = texte.charCodeAt(place); return c - 32 - (c > 34) - (c > 92); };
    let place = 0;
    const suivant = () => {
      const premier = rang(place++);
      if (premier < SEULS) return premier;
      if (premier < BASE - 1) return SEULS + (premier - SEULS) * BASE + rang(place++);
      place += 3;
      return DOUBLES + (rang(place - 3) * BASE + rang(place - 2)) * BASE + rang(place - 1);
    };
    suivant.reste = () => place < texte.length;
    return suivant;
  }

  const deplier = (n) => (n & 1 ? -(n + 1) / 2 : n / 2);

  /** Sommets de tous les arcs bout à bout (entiers, en pas de grille) et rang du premier de chacun. */
  atlas.lireArcs = function (texte) {
    const lire = lecteur(texte);
    const points = new Int32Array(texte.length);
    const debuts = [0];
    let n = 0, x = 0, y = 0;
    while (lire.reste()) {
      for (let pas = lire(); pas >= 0; pas -= 1) {
        points[n++] = x += deplier(lire());
        points[n++] = y += deplier(lire());
      }
      debuts.push(n / 2);
    }
    return { points: points.slice(0, n), debuts: Int32Array.from(debuts) };
  };

  /** Formes : polygones, anneaux, passages d'arcs (~i : l'arc i à rebours). */
  atlas.lireFormes = function (texte) {
    const lire = lecteur(texte);
    const liste = (quoi) => { const l = new Array(lire()); for (let i = 0; i < l.length; i += 1) l[i] = quoi(); return l; };
    let prochain = 0;
    const passage = () => {
      const code = lire(), numero = prochain - (code >> 1);
      if (numero >= prochain) prochain = numero + 1;
      return code & 1 ? ~numero : numero;
    };
    const formes = [];
    while (lire.reste()) formes.push(liste(() => liste(() => liste(passage))));
    return formes;
  };

  /** TopoJSON tel quel ; fichier serré → TopoJSON (objet « t »), noms au même rang ; lu une fois, gardé. */
  atlas.topologie = function (fichier) {
    if (fichier.type === "Topology") return fichier;
    if (fichier.lu) return fichier.lu;
    const { points, debuts } = atlas.lireArcs(fichier.arcs);
    const arcs = new Array(debuts.length - 1);
    for (let a = 0; a < arcs.length; a += 1) {
      const arc = arcs[a] = [];
      for (let p = debuts[a], x = 0, y = 0; p < debuts[a + 1]; p += 1) {
        arc.push([points[2 * p] - x, points[2 * p + 1] - y]);
        x = points[2 * p]; y = points[2 * p + 1];
      }
    }
    const codes = fichier.codes.split(" ");
    const geometries = atlas.lireFormes(fichier.formes).map((parties, i) => (parties.length === 1
      ? { type: "Polygon", id: codes[i], arcs: parties[0] } : { type: "MultiPolygon", id: codes[i], arcs: parties }));
    fichier.lu = {
      type: "Topology", bbox: fichier.bbox, transform: { scale: [fichier.pas, fichier.pas], translate: [0, 0] },
      objects: { t: { type: "GeometryCollection", geometries } }, noms: fichier.noms.split("|"), arcs,
    };
    return fichier.lu;
  };
})(window.atlas);

// Le voisin d'un territoire dans une direction : par les centres, dans un cône, le plus proche.
(function (atlas) {
  const DROIT = 1, LARGE = Math.tan((75 * Math.PI) / 180); // demi-ouvertures de 45° puis de 75°
  const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /** Centres projetés et groupe de chaque territoire : la carte (0), ou le rang de son cartouche. */
  function situer(a) {
    if (a.places && a.places.de === a.centres) return a.places;
    const nombre = a.centres.length;
    const places = a.places = { de: a.centres, x: new Float64Array(nombre), y: new Float64Array(nombre), groupe: new Uint8Array(nombre) };
    a.centres.forEach((centre, i) => {
      if (!centre) { places.x[i] = NaN; return; }
      const { x, y } = L.CRS.EPSG3857.latLngToPoint(centre, 0);
      places.x[i] = x; places.y[i] = y;
      places.groupe[i] = 1 + (a.cartouches || []).findIndex(({ emprise }) => emprise.contains(centre));
    });
    return places;
  }

  function plusProche({ x, y, groupe }, de, [dx, dy], ouverture, admis) {
    let meilleur = -1, plus = Infinity;
    for (let i = 0; i < x.length; i += 1) {
      const vx = x[i] - x[de], vy = y[i] - y[de];
      const long = vx * dx + vy * dy, large = Math.abs(vx * dy - vy * dx), distance = vx * vx + vy * vy;
      if (!(long > 0) || large > ouverture * long || distance >= plus || !admis(groupe[i])) continue;
      meilleur = i; plus = distance;
    }
    return meilleur;
  }

  /**
   * Rang du territoire voisin dans la direction d'une touche fléchée ; -1 au bord.
   * D'abord droit devant, puis de biais, sur la même carte ; au bord, de l'autre côté de la mer (les cartouches).
   */
  atlas.voisin = function (a, de, touche) {
    const places = situer(a), direction = DIRECTIONS[touche], ici = places.groupe[de];
    const memes = (groupe) => groupe === ici, autres = (groupe) => groupe !== ici;
    for (const [ouverture, admis] of [[DROIT, memes], [LARGE, memes], [LARGE, autres]]) {
      const trouve = plusProche(places, de, direction, ouverture, admis);
      if (trouve >= 0) return trouve;
    }
    return -1;
  };

  /** Territoire le plus proche d'un point de la carte. */
  atlas.plusProche = function (a, point) {
    const { x, y } = situer(a), ici = L.CRS.EPSG3857.latLngToPoint(point, 0);
    let meilleur = -1, plus = Infinity;
    for (let i = 0; i < x.length; i += 1) {
      const distance = (x[i] - ici.x) ** 2 + (y[i] - ici.y) ** 2;
      if (distance < plus) { meilleur = i; plus = distance; }
    }
    return meilleur;
  };

  /** Cartouche d'outre-mer d'un territoire ; undefined pour la métropole. */
  atlas.cartoucheDe = (a, indice) => (a.cartouches || [])[situer(a).groupe[indice] - 1];

  /** Vrai si un point est dans le territoire : règle pair-impair sur tous ses anneaux. */
  atlas.contient = function (a, indice, { lat, lon }) {
    if (a.ensemble) return atlas.communeSous(a.ensemble, { lat, lng: lon }) === indice;
    const { geometry } = a.traits[indice];
    if (!geometry) return false;
    let dedans = false;
    for (const polygone of geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) {
      for (const anneau of polygone) for (let i = 1; i < anneau.length; i += 1) {
        const [[x1, y1], [x2, y2]] = [anneau[i - 1], anneau[i]];
        if ((y1 > lat) !== (y2 > lat) && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) dedans = !dedans;
      }
    }
    return dedans;
  };
})(window.atlas);

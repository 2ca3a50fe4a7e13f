// Ce qui s'écrit sur la carte sans se chevaucher : les plus importants d'abord, dans des boîtes mesurées.
// Les places se décident une fois par zoom pour toute la carte, non pour la vue : glisser ne fait rien scintiller.
(function (atlas) {
  const CASE = 64, MARGE = 3, DEBORD = 0.4, ESPACE = 6, LOIN = 15, ECART = 30; // pixels entre deux villes nommées : une banlieue attend le zoom
  const FAMILLE = 'Atlas, "Source Sans", system-ui, "Liberation Sans", Arial, sans-serif';
  const mesure = document.createElement("canvas").getContext("2d");
  const largeurs = new Map();
  document.fonts.addEventListener("loadingdone", () => largeurs.clear());

  const police = ({ taille, gras, penche }) => `${penche ? "italic " : ""}${gras ? 650 : 500} ${taille}px ${FAMILLE}`;

  function largeur(item) {
    const cle = `${police(item)}|${item.texte}`;
    if (!largeurs.has(cle)) { mesure.font = police(item); largeurs.set(cle, mesure.measureText(item.texte).width); }
    return largeurs.get(cle);
  }

  /** Boîtes possibles d'un texte, la préférée d'abord : centrée et ses voisines, ou autour du point d'une ville. */
  function boites(item, { x, y }) {
    const l = largeur(item), h = item.taille;
    if (!item.point) return [0, 1.3, -1.3, 2.2, -2.2].map((pas) => [x - l / 2, y - h / 2 + pas * h, l, h]);
    return [ESPACE, LOIN].flatMap((ecart) => {
      const droite = x + ecart, gauche = x - ecart - l, haut = y - ecart - h, bas = y + ecart;
      return [[droite, y - h / 2], [gauche, y - h / 2], [x - l / 2, haut], [x - l / 2, bas], [droite, haut], [droite, bas], [gauche, haut], [gauche, bas]];
    }).map((coin) => [...coin, l, h]);
  }

  /** Cases de la grille que touche une boîte. */
  function* cases([x, y, l, h]) {
    for (let i = Math.floor((x - MARGE) / CASE); i * CASE <= x + l + MARGE; i += 1) {
      for (let j = Math.floor((y - MARGE) / CASE); j * CASE <= y + h + MARGE; j += 1) yield `${i} ${j}`;
    }
  }

  const heurte = ([x, y, l, h], [x2, y2, l2, h2]) => x < x2 + l2 + MARGE && x2 < x + l + MARGE && y < y2 + h2 + MARGE && y2 < y + h + MARGE;

  function Grille() {
    const grille = new Map();
    return {
      heurts: (boite) => new Set([...cases(boite)].flatMap((cle) => (grille.get(cle) || []).filter((autre) => heurte(boite, autre)))).size,
      prendre: (boite) => { for (const cle of cases(boite)) { const liste = grille.get(cle); if (liste) liste.push(boite); else grille.set(cle, [boite]); } },
    };
  }

  /**
   * Place chaque texte dans celle de ses boîtes libres qui couvre le moins de repères ; sans boîte libre, il n'est pas écrit.
   * `reperes` : boîtes des épingles, qu'un nom ne couvre pas ; une valeur ou une grande ville (en gras) en couvre le moins.
   */
  atlas.placer = function (items, reperes, projeter) {
    const [textes, epingles, villes, places] = [Grille(), Grille(), Grille(), []];
    reperes.forEach(epingles.prendre);
    for (const item of items) {
      const point = projeter(item.latlng), ici = [point.x, point.y, ECART, ECART];
      if (item.point && villes.heurts(ici)) continue;
      let boite = null, moins = Infinity;
      for (const essai of boites(item, point)) {
        if (textes.heurts(essai)) continue;
        const couverts = epingles.heurts(essai);
        if (couverts && !item.gras) continue;
        if (couverts < moins) { boite = essai; moins = couverts; }
        if (!couverts) break;
      }
      if (!boite) continue;
      textes.prendre(boite);
      if (item.point) villes.prendre(ici);
      const cachee = epingles.heurts([point.x - 2, point.y - 2, 4, 4]) > 0;
      places.push({ item, point, boite, pointe: item.point && !cachee });
    }
    return places;
  };

  const couleur = (nom) => getComputedStyle(document.documentElement).getPropertyValue(nom).trim();

  const Etiquettes = L.Layer.extend({
    initialize(lire) { this.lire = lire; },
    onAdd(carte) {
      const volet = carte.getPane("etiquettes") || carte.createPane("etiquettes");
      volet.classList.add("atlas-etiquettes");
      this._toile = L.DomUtil.create("canvas", "leaflet-zoom-hide", volet);
      this._toile.setAttribute("aria-hidden", "true");
      carte.on("moveend zoomend resize", this.dessiner, this);
      const theme = new MutationObserver(() => this.dessiner());
      theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
      document.fonts.addEventListener("loadingdone", () => this.refaire());
    },
    /** Oublie les places : ce qu'il faut écrire a changé. */
    refaire() { this._pour = null; this.dessiner(); },

    /** Places à ce zoom, en pixels du monde. */
    _placer() {
      const zoom = this._map.getZoom();
      if (this._pour === zoom) return this.places;
      const projeter = (latlng) => this._map.project(latlng, zoom), { textes, reperes } = this.lire(this._map, zoom);
      const boite = ({ latlng, cote, epaule }) => { const { x, y } = projeter(latlng); return [x - cote / 2 + epaule, y - cote / 2 - epaule, cote, cote]; };
      this._pour = zoom;
      return this.places = atlas.placer(textes, reperes.map(boite), projeter);
    },

    dessiner() {
      if (!this._map) return;
      const vue = this._map.getPixelBounds(), taille = vue.getSize(), coin = vue.min.subtract(taille.multiplyBy(DEBORD)).floor();
      const [large, haut] = [taille.x, taille.y].map((cote) => Math.ceil(cote * (1 + 2 * DEBORD))), finesse = window.devicePixelRatio || 1, papier = atlas.surPapier();
      Object.assign(this._toile, { width: large * finesse, height: haut * finesse });
      Object.assign(this._toile.style, { width: `${large}px`, height: `${haut}px` });
      L.DomUtil.setPosition(this._toile, coin.subtract(this._map.getPixelOrigin()));
      const d = this._toile.getContext("2d");
      d.scale(finesse, finesse);
      Object.assign(d, { lineJoin: "round", textBaseline: "middle", lineWidth: 3, strokeStyle: couleur("--atlas-halo"), fillStyle: couleur("--atlas-encre") });
      for (const place of this._placer()) {
        const [x, y, l, h] = place.boite;
        if (x + l < coin.x || y + h < coin.y || x > coin.x + large || y > coin.y + haut) continue;
        if (papier && !(x > vue.min.x && y > vue.min.y && x + l < vue.max.x && y + h < vue.max.y)) continue; // un nom coupé ne se lit pas
        this._ecrire(d, place, coin);
      }
    },

    _ecrire(d, { item, point, pointe, boite: [x, y, , h] }, coin) {
      d.font = police(item);
      d.strokeText(item.texte, x - coin.x, y + h / 2 - coin.y);
      d.fillText(item.texte, x - coin.x, y + h / 2 - coin.y);
      if (!pointe) return;
      d.beginPath();
      d.arc(point.x - coin.x, point.y - coin.y, 1.8, 0, 2 * Math.PI);
      d.lineWidth = 1.6; d.stroke(); d.fill(); d.lineWidth = 3;
    },
  });

  /** Pose sur la carte la couche des textes que `lire(carte, zoom)` rend (le plus important d'abord), et les repères à éviter. */
  atlas.etiquettes = (carte, lire) => new Etiquettes(lire).addTo(carte);
})(window.atlas);

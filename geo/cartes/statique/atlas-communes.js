// Toutes les communes sur un canevas : une trame recolorée, des limites, survol et clic par index spatial.
(function (atlas) {
  const ZOOM_LIMITES = 8.4; // en deçà, les limites de communes couvriraient les couleurs
  const FINESSE = 0.7; // écart (pixels) sous lequel un sommet ne se voit pas
  const RAYON_MAX = 26;
  const ECHELLE = 2; // deux pixels de trame par pixel d'écran : le navigateur lisse en réduisant
  const couleur = (nom) => getComputedStyle(document.documentElement).getPropertyValue(nom).trim();

  const Toile = L.Renderer.extend({
    options: { padding: 0.15 },

    initialize(atlasCarte, dedans) {
      L.Renderer.prototype.initialize.call(this, {});
      Object.assign(this, { etatCarte: atlasCarte, dedans });
    },
    _initContainer() {
      this._container = L.DomUtil.create("canvas", "atlas-toile");
      this._dessin = this._container.getContext("2d");
      const theme = () => document.documentElement.dataset.theme;
      let avant = theme();
      this._theme = new MutationObserver(() => { if (theme() !== avant) { avant = theme(); this.peindre(); } });
      this._theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    },
    _destroyContainer() { this._theme.disconnect(); this._container.remove(); },
    getBounds() { return L.latLngBounds(this.etatCarte.centres.filter((_, i) => this.dedans(i))); },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const taille = this._bounds.getSize(), large = taille.x * ECHELLE, haut = taille.y * ECHELLE;
      if (!this._vue || this._vue.large !== large || this._vue.haut !== haut) {
        Object.assign(this._container, { width: large, height: haut });
        Object.assign(this._container.style, { width: `${taille.x}px`, height: `${taille.y}px` });
        this._image = this._dessin.createImageData(large, haut);
        this._vue = { large, haut, trame: new Uint16Array(large * haut) };
      }
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._trame = false;
      this.peindre();
    },

    /** Passage du monde aux pixels, communes qui se voient, trame. */
    _cadrer() {
      const { ensemble: e } = this.etatCarte, coin = this._map.getPixelOrigin().add(this._bounds.min);
      const k = ECHELLE * this._map.getZoomScale(this._zoom, 0), dx = -coin.x * ECHELLE, dy = -coin.y * ECHELLE;
      const ouest = -dx / k, nord = -dy / k, est = ouest + this._vue.large / k, sud = nord + this._vue.haut / k;
      const vues = [];
      for (let c = 0, b = e.emprises; c < e.codes.length; c += 1) {
        if (b[4 * c] < est && b[4 * c + 2] > ouest && b[4 * c + 1] < sud && b[4 * c + 3] > nord && this.dedans(c)) vues.push(c);
      }
      Object.assign(this._vue, { k, dx, dy, vues });
      atlas.tramer(e, vues, this._vue, this._vue);
      this._trame = true;
    },

    /** Arcs choisis, un trait chacun : un seul chemin pour tous serait cent fois plus lent. */
    _traits(garde, largeur, opacite) {
      const { ensemble: e } = this.etatCarte, d = this._dessin, { k, dx, dy, large, haut } = this._vue;
      Object.assign(d, { strokeStyle: couleur("--atlas-limite"), lineWidth: largeur * ECHELLE, globalAlpha: opacite, lineCap: "round", lineJoin: "round" });
      for (let a = 0; a < e.limites.length; a += 1) {
        if (!garde(a)) continue;
        const p = 2 * e.debuts[a], dernier = e.debuts[a + 1] - 1;
        let x0 = e.monde[p] * k + dx, y0 = e.monde[p + 1] * k + dy;
        if (x0 < -large || x0 > 2 * large || y0 < -haut || y0 > 2 * haut) continue;
        d.beginPath();
        d.moveTo(x0, y0);
        for (let s = e.debuts[a] + 1; s <= dernier; s += 1) {
          const x = e.monde[2 * s] * k + dx, y = e.monde[2 * s + 1] * k + dy;
          if (s < dernier && Math.abs(x - x0) + Math.abs(y - y0) < FINESSE * ECHELLE) continue;
          d.lineTo(x, y); x0 = x; y0 = y;
        }
        d.stroke();
      }
      d.globalAlpha = 1;
    },

    _cercles() {
      const { etat, centres } = this.etatCarte, d = this._dessin;
      const ordre = this._vue.vues.filter((c) => etat.valeurs[c]).sort((a, b) => Math.abs(etat.valeurs[b]) - Math.abs(etat.valeurs[a]));
      Object.assign(d, { fillStyle: couleur("--atlas-cercle"), strokeStyle: couleur("--atlas-cercle-bord"), lineWidth: 0.6 * ECHELLE });
      for (const c of ordre) {
        const rayon = RAYON_MAX * Math.sqrt(Math.abs(etat.valeurs[c]) / etat.grand);
        const { x, y } = this._map.latLngToLayerPoint(centres[c]).subtract(this._bounds.min).multiplyBy(ECHELLE);
        d.globalAlpha = 0.65;
        if (rayon < 0.8) { d.fillRect(x - ECHELLE * rayon, y - ECHELLE * rayon, 2 * ECHELLE * rayon, 2 * ECHELLE * rayon); continue; }
        d.beginPath();
        d.arc(x, y, rayon * ECHELLE, 0, 2 * Math.PI);
        d.fill();
        d.globalAlpha = 1;
        if (rayon > 3) d.stroke();
      }
      d.globalAlpha = 1;
    },

    /** Teinte de chaque commune (rang + 1) ; 1 : sans donnée. */
    _teintes() {
      const { etat, codes } = this.etatCarte, plat = etat.neutre || etat.cercles;
      const neutre = atlas.pixel(couleur("--atlas-neutre")), classes = etat.couleurs.map(atlas.pixel);
      const teintes = new Uint32Array(codes.length + 1);
      for (let c = 0; c < codes.length; c += 1) {
        const rang = etat.neutre ? 0 : etat.rangs[c];
        teintes[c + 1] = rang < 0 ? 1 : plat ? neutre : classes[rang];
      }
      return teintes;
    },

    /** Redessine : la trame si le cadrage a changé, puis les teintes, les limites, les cercles. */
    peindre() {
      if (!this._map || !this.pret) return;
      if (!this._trame) this._cadrer();
      const { etat, ensemble } = this.etatCarte, proche = this._zoom >= ZOOM_LIMITES;
      const motif = ["--atlas-hachure-fond", "--atlas-hachure"].map((nom) => atlas.pixel(couleur(nom)));
      atlas.colorer(this._vue, this._teintes(), motif, new Uint32Array(this._image.data.buffer));
      this._dessin.putImageData(this._image, 0, 0);
      if (proche) this._traits((a) => ensemble.limites[a] > 0, 0.5, 0.8);
      this._traits((a) => ensemble.limites[a] === 2, proche ? 1.6 : this._zoom > 5 ? 0.7 : 0.45, 1);
      this._container.style.opacity = etat.fond ? 0.72 : "";
      if (etat.cercles) this._cercles();
    },
  });

  /** Trait d'une commune, par-dessus le canevas. */
  function cerner(carte, cible, rang, options) {
    return L.geoJSON(atlas.geometrieCommune(carte.atlas.ensemble, rang), { interactive: false, style: { fill: false, opacity: 1, ...options } }).addTo(cible);
  }

  function survol(carte, cible, toile) {
    let sous = -1, trait = null, bulle = null;
    const quitter = () => { if (trait) trait.remove(); if (bulle) bulle.remove(); trait = bulle = null; sous = -1; toile._container.style.cursor = ""; };
    const bouger = (evenement) => {
      const rang = atlas.communeSous(carte.atlas.ensemble, evenement.latlng);
      if (rang < 0) { quitter(); return; }
      if (rang !== sous) {
        quitter();
        sous = rang;
        toile._container.style.cursor = "pointer";
        trait = cerner(carte, cible, rang, { color: "var(--atlas-choix)", weight: 1.5 });
        bulle = L.tooltip({ direction: "top", offset: [0, -6] }).setContent(atlas.libelle(carte, rang));
      }
      bulle.setLatLng(evenement.latlng).addTo(cible);
    };
    const cliquer = (evenement) => {
      const rang = atlas.communeSous(carte.atlas.ensemble, evenement.latlng);
      if (cible === carte) atlas.proposer(carte, evenement.latlng);
      if (rang >= 0 && !carte.atlas.etat.neutre) atlas.choisir("territoire", carte.atlas.codes[rang]);
    };
    const gestes = { mousemove: bouger, mouseout: quitter, movestart: quitter, click: cliquer };
    cible.on(gestes);
    toile.on("remove", () => { quitter(); cible.off(gestes); });
  }

  /** Pose le canevas de l'ensemble des communes sur une carte ou un cartouche. */
  atlas.toile = function (carte, cible, dedans) {
    const toile = new Toile(carte.atlas, dedans).addTo(cible);
    let choix = null;
    survol(carte, cible, toile);
    toile.on("remove", () => choix && choix.remove());
    /** Repeint et surligne la commune choisie. */
    toile.recolorer = () => {
      toile.pret = true;
      toile.peindre();
      const rang = carte.atlas.ensemble.rangs.get(carte.atlas.etat.selection) ?? -1;
      if (choix) choix.remove();
      choix = rang >= 0 && dedans(rang) ? cerner(carte, cible, rang, { color: "var(--atlas-choix)", weight: 3 }) : null;
    };
    return toile;
  };
})(window.atlas);

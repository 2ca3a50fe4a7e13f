// Ce que la carte peut montrer : la métropole, un outre-mer, ou ses seuls tracés ; et la vue où elle s'ouvre.
(function (atlas) {
  const METROPOLE = L.latLngBounds([41.3, -5.2], [51.15, 9.75]);
  const MARGE = 0.04; // ce qu'on peut voir au-delà de l'emprise, en part de celle-ci
  const AUTOUR = 0.5, ZOOM_CERNE = 9.5; // un territoire cerné se voit avec ce qui l'entoure
  const FILET = 8;
  atlas.METROPOLE = METROPOLE;
  atlas.OUTREMER = [
    ["Guadeloupe", L.latLngBounds([15.8, -61.9], [16.6, -60.9])],
    ["Martinique", L.latLngBounds([14.35, -61.3], [14.95, -60.75])],
    ["Guyane", L.latLngBounds([2.0, -54.7], [5.9, -51.5])],
    ["La Réunion", L.latLngBounds([-21.45, 55.15], [-20.8, 55.9])],
    ["Mayotte", L.latLngBounds([-13.05, 44.95], [-12.6, 45.35])],
  ];

  /** Options communes aux cartes qui bougent. */
  atlas.OPTIONS = {
    keyboard: false, // les touches sont celles d'atlas-clavier.js
    zoomSnap: 0.1, zoomDelta: 0.5, wheelPxPerZoomLevel: 90, minZoom: 2, maxZoom: 15, maxBoundsViscosity: 1,
    attributionControl: false, zoomControl: false, trackResize: false,
  };

  /** Place que les panneaux prennent sur la carte : ce qu'on cadre se met à côté. */
  function marges(carte) {
    const { avant, apres } = atlas.occupe(carte), { x, y } = carte.getSize();
    const place = ([large, haute]) => [large < x / 2 ? large + FILET : FILET, haute < y / 2 ? haute + FILET : FILET];
    return [L.point(place(avant)), L.point(place(apres))];
  }

  /** Les bornes en pixels, élargies de la place des panneaux : la vue d'ensemble y tient exactement. */
  function boite(carte, bornes, zoom) {
    const [avant, apres] = marges(carte);
    return L.bounds(carte.project(bornes.getNorthWest(), zoom).subtract(avant), carte.project(bornes.getSouthEast(), zoom).add(apres));
  }

  /**
   * Le zoom d'ensemble dépend de la taille du cadre et n'est pas entier : les grappes, qui comptent les zooms depuis le plus petit,
   * y perdraient des repères. Celui de Leaflet reste donc fixe, et ce plancher le relève.
   */
  function tenirZoom(carte) {
    const limiter = carte._limitZoom;
    carte._limitZoom = function (zoom) { return Math.max(limiter.call(this, zoom), this.atlas.plancher || 0); };
    carte.on("zoomend", () => {
      const bouton = carte.getContainer().querySelector(".leaflet-control-zoom-out"), bas = carte.getZoom() <= carte.atlas.plancher;
      if (!bouton) return;
      bouton.classList.toggle("leaflet-disabled", bas);
      bouton.setAttribute("aria-disabled", String(bas));
    });
  }

  /** Ces bornes valent pour Leaflet : vue posée, glissement, fin de tout mouvement qui n'est pas du programme. */
  function tenir(carte) {
    tenirZoom(carte);
    carte._getBoundsOffset = function (vue, bornes, zoom) {
      const { min, max } = boite(this, bornes, zoom);
      return L.point(this._rebound(min.x - vue.min.x, vue.max.x - max.x), this._rebound(min.y - vue.min.y, vue.max.y - max.y));
    };
    carte.on("dragstart", () => {
      const vue = carte.getPixelBounds(), { min, max } = boite(carte, carte.options.maxBounds, carte.getZoom());
      const libre = (axe) => (vue.max[axe] - max[axe] < vue.min[axe] - min[axe] ? [vue.max[axe] - max[axe], vue.min[axe] - min[axe]] : [0, 0]);
      const [x, y] = [libre("x"), libre("y")];
      carte.dragging._offsetLimit = L.bounds([x[0], y[0]], [x[1], y[1]]);
    });
    carte.on("moveend", () => {
      if (!carte.atlas.silence && !carte._enforcingBounds) carte.panInsideBounds(carte.options.maxBounds, { animate: false });
    });
  }

  /** Retient la carte sur une emprise : ni plus loin, ni de plus haut. */
  function borner(carte, emprise) {
    const [avant, apres] = marges(carte);
    if (!Object.hasOwn(carte, "_getBoundsOffset")) tenir(carte);
    carte.atlas.emprise = emprise;
    carte.atlas.plancher = 0;
    carte.atlas.plancher = Math.min(carte.getBoundsZoom(emprise, false, avant.add(apres)), carte.options.maxZoom);
    carte.fire("zoomend");
    carte.options.maxBounds = emprise.pad(MARGE);
  }

  /** Emprise de toute la carte, sans outre-mer quand elle est nationale. */
  const entiere = ({ atlas: a }) => (a.etat.national ? METROPOLE : a.couche.getBounds());

  /** Emprise où se tient un lieu : un outre-mer s'il y est, sinon la carte entière. */
  function alentour(carte, lieu) {
    if (!carte.atlas.etat.national) return entiere(carte);
    const la = atlas.OUTREMER.find(([, emprise]) => emprise.pad(1).contains(lieu));
    return la ? la[1] : METROPOLE;
  }

  /** Cadre une emprise, et s'y borne (ou à ce qui l'entoure) ; rien n'en va dans l'adresse. */
  atlas.viser = function (carte, emprise, zoomMaximal = 15) {
    const cadrer = () => {
      borner(carte, alentour(carte, emprise.getCenter()));
      const [paddingTopLeft, paddingBottomRight] = marges(carte);
      carte.fitBounds(emprise, { animate: false, maxZoom: zoomMaximal, paddingTopLeft, paddingBottomRight });
      return paddingBottomRight.y;
    };
    atlas.enSilence(carte, () => { if (cadrer() !== marges(carte)[1].y) cadrer(); }); // de près, l'outre-mer rend sa place
    retenir(carte, () => atlas.viser(carte, emprise, zoomMaximal));
  };

  /** La carte entière, telle qu'à l'ouverture ; l'adresse oublie le cadrage. */
  atlas.recentrer = function (carte) {
    atlas.viser(carte, entiere(carte));
    const adresse = new URL(window.parent.location.href);
    if (!/^[-\d]/.test(adresse.searchParams.get("vue") || "")) return;
    adresse.searchParams.delete("vue");
    atlas.noterAdresse(adresse);
  };

  function poserVue(carte, [lat, lng, zoom]) {
    atlas.enSilence(carte, () => {
      borner(carte, alentour(carte, [lat, lng]));
      carte.setView([lat, lng], zoom, { animate: false });
    });
    retenir(carte, () => poserVue(carte, [lat, lng, zoom]));
  }

  /** Retient la vue posée : tant que le lecteur n'en a pas changé, un autre format d'écran la repose. */
  function retenir(carte, reposer) { carte.atlas.pose = { centre: carte.getCenter(), zoom: carte.getZoom(), reposer }; }

  /** Reprend la taille du cadre : la vue posée l'est à nouveau, celle du lecteur garde son centre. */
  atlas.mesurer = function (carte) {
    const a = carte.atlas, pose = a.pose;
    const intacte = pose && pose.zoom === carte.getZoom() && pose.centre.distanceTo(carte.getCenter()) < 1;
    const boite = carte.getContainer(), cadre = `${boite.clientWidth} ${boite.clientHeight} ${atlas.etroite()}`;
    if (a.cadre === cadre) return;
    a.cadre = cadre;
    atlas.enSilence(carte, () => {
      carte.invalidateSize({ animate: false });
      if (!a.emprise || intacte) return;
      borner(carte, a.emprise);
      carte.setView(carte.getCenter(), carte.getZoom(), { animate: false });
    });
    if (intacte) pose.reposer();
  };

  /** Emprise du territoire choisi, sur la page de la carte de France. */
  function empriseChoisie({ atlas: a }) {
    const rang = a.etat.national && document.documentElement.classList.contains("atlas-grande") ? a.codes.indexOf(a.etat.selection) : -1;
    const forme = rang >= 0 && atlas.forme(a, rang);
    return forme ? L.geoJSON(forme).getBounds() : null;
  }

  /** Vue d'ouverture : celle du lien, sinon le territoire cerné, sinon le choisi, sinon toute la carte. */
  atlas.ouvrirVue = function (carte) {
    const a = carte.atlas, vue = a.vueLien, cerne = a.etat.double ? null : atlas.empriseCernee(carte) || empriseChoisie(carte);
    a.vueLien = null;
    atlas.mesurer(carte);
    if (vue) poserVue(carte, vue);
    else if (cerne) cadrer(carte, cerne.pad(AUTOUR));
    else atlas.viser(carte, entiere(carte));
  };

  /** Le territoire cerné et ce qui l'entoure ; sur la feuille, la carte entière. */
  function cadrer(carte, cerne) {
    if (atlas.montreTout(carte)) atlas.viser(carte, entiere(carte)); else atlas.viser(carte, cerne, ZOOM_CERNE);
    retenir(carte, () => cadrer(carte, cerne));
  }
})(window.atlas);

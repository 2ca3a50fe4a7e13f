// La choroplèthe (ou les cercles), ses cartouches d'outre-mer, la sélection et l'infobulle.
(function (atlas) {
  const RAYON_MAX = 26;
  /** Pièces posées sur chaque carte à sa création ; elles suivent ensuite son évènement « etat ». */
  atlas.pieces = [];

  /** Rang de la classe d'un territoire ; null sans donnée ou sans couleur. */
  function classe(etat, indice) { return etat.rangs[indice] >= 0 ? etat.rangs[indice] : null; }

  atlas.classe = classe;

  function style(carte, indice) {
    const etat = carte.atlas.etat;
    const rang = classe(etat, indice);
    const choisi = carte.atlas.codes[indice] === etat.selection;
    const doute = etat.rangs[indice] === -2;
    const retenu = etat.choix && etat.choix.includes(carte.atlas.codes[indice]);
    const remplissage = retenu ? "var(--atlas-retenu)" : etat.neutre ? "var(--atlas-neutre)" : doute ? "url(#atlas-doute)" : rang === null ? "url(#atlas-hachures)"
      : etat.cercles ? "var(--atlas-neutre)" : etat.croisee ? atlas.teinte(etat, indice, rang) : etat.couleurs[rang];
    return {
      color: choisi ? "var(--atlas-choix)" : "var(--atlas-limite)", weight: choisi ? 3 : 0.6, opacity: 1,
      fillColor: remplissage, fillOpacity: etat.fond && (doute || rang !== null) ? 0.72 : 1,
    };
  }

  /** « , de 47,9 à 63,0 % selon le secret », « , à 0,4 point près (révision) » ; vide si rien n'est incertain. */
  function intervalle(etat, indice) {
    if (!etat.moins || etat.moins[indice] === null) return "";
    const pas = 10 ** (etat.decimales + 1), valeur = etat.valeurs[indice] / 10 ** etat.decimales;
    const [moins, plus] = [etat.moins[indice] / pas, etat.plus[indice] / pas];
    const dire = (v) => `${atlas.nombre(v, etat.decimales)} ${atlas.unite(etat.unite, v)}`;
    if (etat.incertitude !== "revision") return `, de ${atlas.nombre(valeur - moins, etat.decimales)} à ${dire(valeur + plus)} selon le secret`;
    const marge = (moins + plus) / 2;
    return `, à ${Number(marge.toFixed(2)).toLocaleString("fr-FR")} ${atlas.unite(etat.unite, marge)} près (révision)`;
  }

  /** La valeur d'un territoire, son statut et ce qu'elle a d'incertain : « 6,6 % (estimé) », « secret statistique ». */
  atlas.dire = function (etat, indice) {
    const valeur = etat.valeurs[indice];
    const statut = etat.exceptions[indice] ?? (valeur === null ? etat.absence || "nd" : etat.statut);
    const texte = valeur === null
      ? ({ s: "secret statistique", nd: "non disponible" }[statut] || "sans donnée")
      : `${atlas.nombre(valeur / 10 ** etat.decimales, etat.decimales)} ${atlas.unite(etat.unite, valeur / 10 ** etat.decimales)}`;
    const reserve = { e: " (estimé)", p: " (provisoire)" }[statut] || "";
    return texte + (valeur === null ? "" : reserve + intervalle(etat, indice));
  };

  /** Texte de l'infobulle d'un territoire. */
  atlas.libelle = function (carte, indice) {
    const { etat } = carte.atlas;
    if (etat.neutre) {
      const geste = etat.national || !etat.choix ? "" : etat.choix.includes(carte.atlas.codes[indice]) ? "toucher pour retirer" : "toucher pour ajouter";
      return atlas.element("span", {}, atlas.element("strong", {}, carte.atlas.noms[indice]), geste && atlas.element("br"), geste);
    }
    const dit = atlas.dire(etat, indice);
    return atlas.element("span", {}, atlas.element("strong", {}, carte.atlas.noms[indice]),
      atlas.element("br"), etat.croisee ? atlas.lecture(etat, indice, classe(etat, indice), dit) : dit);
  };

  function survol(carte, cible, indice, evenement) {
    carte.atlas.bulle = carte.atlas.bulle || L.tooltip({ sticky: true, direction: "top", offset: [0, -6] });
    carte.atlas.bulle.setContent(atlas.libelle(carte, indice)).setLatLng(evenement.latlng).addTo(cible);
  }

  function brancher(carte, cible, couche, indice) {
    couche.on("mousemove", (e) => survol(carte, cible, indice, e));
    couche.on("mouseout", () => carte.atlas.bulle && carte.atlas.bulle.remove());
    couche.on("click", ({ latlng }) => {
      const { etat, codes } = carte.atlas;
      if (cible === carte) atlas.proposer(carte, latlng || carte.atlas.centres[indice]);
      if (!etat.neutre || etat.choix) atlas.choisir("territoire", codes[indice]);
    });
  }

  /** Taille d'un rond ; une date suivante ne change qu'elle. */
  function rayonner({ etat }, rond) {
    const valeur = Math.abs(etat.valeurs[rond.indice] || 0);
    rond.setRadius(RAYON_MAX * Math.sqrt(valeur / etat.grand));
    rond.getElement().style.display = valeur ? "" : "none";
  }

  function cercles(carte, cible, filtre) {
    const { etat, centres } = carte.atlas;
    const groupe = L.layerGroup().addTo(cible);
    const ordre = etat.valeurs.map((v, i) => [Math.abs(v || 0), i]).sort((a, b) => b[0] - a[0]);
    for (const [, indice] of ordre) {
      if (!centres[indice] || !filtre(indice)) continue;
      const choisi = carte.atlas.codes[indice] === etat.selection;
      const rond = Object.assign(L.circleMarker(centres[indice], {
        weight: choisi ? 3 : 1, color: choisi ? "var(--atlas-choix)" : "var(--atlas-cercle-bord)",
        fillColor: "var(--atlas-cercle)", fillOpacity: 0.65,
      }), { indice });
      brancher(carte, cible, rond, indice);
      groupe.addLayer(rond);
      rayonner(carte.atlas, rond);
    }
    return groupe;
  }

  /** Motifs posés dans le SVG de chaque carte : sans donnée (hachures), dans la marge de révision (points). */
  function hachures(cible) {
    const svg = cible.getPane("overlayPane").querySelector("svg");
    if (!svg || svg.querySelector("#atlas-hachures")) return;
    svg.prepend(atlas.svg("defs", {}, atlas.svg("pattern",
      { id: "atlas-hachures", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      atlas.svg("rect", { width: 6, height: 6, class: "atlas-hachure-fond" }),
      atlas.svg("line", { x1: 0, y1: 0, x2: 0, y2: 6, class: "atlas-hachure-trait" })),
    atlas.svg("pattern", { id: "atlas-doute", width: 6, height: 6, patternUnits: "userSpaceOnUse" },
      atlas.svg("rect", { width: 6, height: 6, class: "atlas-hachure-fond" }),
      atlas.svg("circle", { cx: 3, cy: 3, r: 1.1, class: "atlas-doute-point" }))));
  }

  function poser(carte, cible, filtre) {
    if (carte.atlas.ensemble) return atlas.toile(carte, cible, filtre);
    const couche = L.geoJSON(null, { style: (trait) => style(carte, trait.indice) });
    for (const trait of carte.atlas.traits) if (trait.geometry && filtre(trait.indice)) couche.addData(trait);
    couche.eachLayer((polygone) => brancher(carte, cible, polygone, polygone.feature.indice));
    couche.addTo(cible);
    hachures(cible);
    return couche;
  }

  atlas.poser = poser;

  function cartouches(carte) {
    const boite = atlas.cote(carte).cartouches;
    boite.replaceChildren();
    carte.atlas.cartouches = [];
    for (const [nom, emprise] of atlas.OUTREMER) {
      const dedans = (i) => carte.atlas.centres[i] && emprise.contains(carte.atlas.centres[i]);
      if (!carte.atlas.codes.some((_, i) => dedans(i))) continue;
      const div = atlas.element("div", { class: "atlas-cartouche-carte", role: "group", "aria-label": `Carte : ${nom}` });
      boite.append(atlas.element("div", { class: "atlas-cartouche" },
        atlas.element("button", { type: "button", title: `Agrandir : ${nom}`, clic: () => { atlas.viser(carte, emprise); atlas.noterAdresse(atlas.lienAPartager(carte)); } }, nom), div));
      const petite = L.map(div, {
        zoomControl: false, attributionControl: false, dragging: false, scrollWheelZoom: false, touchZoom: false,
        doubleClickZoom: false, boxZoom: false, keyboard: false, zoomSnap: 0, fadeAnimation: false, zoomAnimation: false,
      }).fitBounds(emprise, { animate: false });
      div.removeAttribute("tabindex");
      carte.atlas.cartouches.push({ petite, emprise, couche: poser(carte, petite, dedans), dedans });
    }
  }

  /** Géométries de l'état : toutes les communes (canevas), un fichier, ou plusieurs dont on garde certains codes. */
  function lireGeometries(carte, fichiers, { communes, codes }) {
    const a = carte.atlas;
    a.ensemble = communes ? atlas.ensemble(fichiers[0]) : null;
    if (a.ensemble) { Object.assign(a, { traits: [], codes: a.ensemble.codes, noms: a.ensemble.noms, centres: a.ensemble.centres }); return; }
    const tous = fichiers.map(atlas.topologie).flatMap((t) => topojson.feature(t, t.objects.t).features
      .map((trait, rang) => ({ ...trait, id: String(trait.id), nom: t.noms[rang] })));
    const parCode = codes && new Map(tous.map((trait) => [trait.id, trait]));
    const traits = codes ? codes.map((code) => parCode.get(code) || { type: "Feature", id: code, nom: code, geometry: null }) : tous;
    a.traits = traits.map((trait, indice) => ({ ...trait, indice }));
    a.codes = a.traits.map((trait) => trait.id);
    a.noms = a.traits.map((trait) => trait.nom);
    a.centres = a.traits.map((trait) => trait.geometry && atlas.centre(trait.geometry));
  }

  function installer(carte, fichiers) {
    const a = carte.atlas;
    if (a.couche) a.couche.remove();
    (a.cartouches || []).forEach(({ petite }) => petite.remove());
    lireGeometries(carte, fichiers, a.etat);
    a.couche = poser(carte, carte, () => true);
    atlas.legende(carte);
    if (a.etat.national) cartouches(carte); else { atlas.cote(carte).cartouches.replaceChildren(); a.cartouches = []; }
  }

  /** Ne touche qu'aux tracés dont l'aspect change ; une couleur seule s'écrit sans passer par Leaflet. */
  function repeindre(carte, trace) {
    const aspect = style(carte, trace.feature.indice), trait = `${aspect.weight} ${aspect.fillOpacity}`;
    if (trace.trait === trait && trace.options.fillColor === aspect.fillColor) return;
    if (trace.trait === trait) { trace.options.fillColor = aspect.fillColor; trace.getElement().setAttribute("fill", aspect.fillColor); return; }
    trace.trait = trait;
    trace.setStyle(aspect);
    if (carte.atlas.codes[trace.feature.indice] === carte.atlas.etat.selection) trace.bringToFront();
  }

  /** Repeint la carte et ses cartouches ; d'une date à l'autre (``vif``), les ronds restent et changent de taille. */
  atlas.recolorer = function (carte, vif) {
    const a = carte.atlas;
    const toutes = [{ petite: carte, couche: a.couche, dedans: () => true }, ...(a.cartouches || [])];
    if (vif && a.etat.cercles) (a.ronds || []).forEach((groupe) => groupe.eachLayer((rond) => rayonner(a, rond)));
    else { (a.ronds || []).forEach((groupe) => groupe.remove()); a.ronds = []; }
    for (const { petite, couche, dedans } of toutes) {
      if (couche.recolorer) { couche.recolorer(); continue; }
      couche.eachLayer((p) => repeindre(carte, p));
      if (a.etat.cercles && !vif) a.ronds.push(cercles(carte, petite, dedans));
      if (a.etat.croisee) a.ronds.push(atlas.chiffrer(carte, petite, dedans));
    }
    carte.fire("couleurs");
  };

  function fond(carte) {
    const { etat } = carte.atlas;
    if (etat.fond && !carte.atlas.tuiles) {
      carte.atlas.tuiles = L.tileLayer(etat.fond.url, { attribution: etat.fond.mention, maxZoom: 18 }).addTo(carte);
    } else if (!etat.fond && carte.atlas.tuiles) { carte.atlas.tuiles.remove(); carte.atlas.tuiles = null; }
  }

  /** Crée la carte Leaflet, sans fond ni lien sortant ; `disposition` dit sa place : « grande » ou « jointe ». */
  atlas.creer = function (nom, { vue, disposition }) {
    const { produits, depot, police, villes } = window.atlasAdresses;
    Object.assign(atlas, { produits, depot, fichierVilles: villes });
    atlas.police(police);
    const carte = L.map(nom, { ...atlas.OPTIONS, center: [46.6, 2.4], zoom: 5 });
    carte.atlas = { vueLien: vue };
    L.control.attribution({ prefix: false }).addTo(carte);
    L.control.zoom({ zoomInTitle: "Zoomer", zoomOutTitle: "Dézoomer" }).addTo(carte);
    atlas.gestes(carte, carte);
    atlas.cote(carte);
    atlas.disposer(carte, disposition);
    const boite = carte.getContainer();
    const focaliser = boite.focus.bind(boite); // sans quoi le premier clic sur une carte à demi visible fait défiler la page
    boite.focus = () => focaliser({ preventScroll: true });
    boite.setAttribute("role", "region");
    boite.setAttribute("aria-label", "Carte interactive ; un tableau équivalent est proposé sous la carte");
    if (window.frameElement) window.frameElement.title = "Carte interactive et sa légende";
    for (const poser of atlas.pieces) poser(carte);
    return carte;
  };

  /** Affiche un état complet ; ne recharge la géométrie que si elle change, garde le zoom sinon. */
  atlas.afficher = function (carte, etat) {
    const numero = carte.atlas.numero = (carte.atlas.numero || 0) + 1;
    atlas.theme(etat.theme);
    atlas.cote(carte).attendre(carte, true);
    const fichiers = [].concat(etat.contours), cle = [...fichiers, ...(etat.codes || [])].join(" ");
    const fichier = etat.serie && atlas.charger(etat.serie);
    return Promise.all([atlas.lireCerne(etat), fichier, ...fichiers.map(atlas.charger)]).then(([cerne, serie, ...lus]) => {
      if (numero !== carte.atlas.numero) return;
      const neuve = carte.atlas.contours !== cle;
      const montre = atlas.deplier(serie ? { ...etat, ...atlas.aLaDate(serie, etat, atlas.dateMontree(serie, etat)) } : etat);
      Object.assign(carte.atlas, { etat: montre, cerne });
      if (neuve) { installer(carte, lus); carte.atlas.contours = cle; } else atlas.legende(carte);
      document.documentElement.classList.toggle("atlas-seule", Boolean(etat.seule));
      atlas.double(carte);
      if (atlas.cerneChange(carte) || neuve) atlas.ouvrirVue(carte);
      atlas.recolorer(carte);
      atlas.temps(carte, serie);
      atlas.perimetre(carte);
      fond(carte);
      document.documentElement.classList.toggle("atlas-simple", Boolean(etat.choix) && !etat.national);
      atlas.cote(carte).attendre(carte, false);
      document.documentElement.dataset.atlas = String(numero);
      carte.fire("etat");
      return atlas.points(carte);
    }).catch((erreur) => { console.warn(erreur); atlas.cote(carte).echec(carte, etat); });
  };
})(window.atlas);

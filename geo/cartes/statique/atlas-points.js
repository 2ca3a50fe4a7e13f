// Les couches de points : maisons, actions, réseaux, programmes ; filtrées ici, chargées une fois.
(function (atlas) {
  const e = (...arguments_) => atlas.element(...arguments_);
  const ICONES = {
    maisons: "M2 8 L8 2.5 L14 8 V14 H9.7 V10 H6.3 V14 H2 Z",
    actions: "M8 1.5 L10 6 L14.8 6.4 L11.2 9.6 L12.3 14.4 L8 11.9 L3.7 14.4 L4.8 9.6 L1.2 6.4 L6 6 Z",
    reseau: "M8 2 L14 8 L8 14 L2 8 Z",
    programmes: "M2.5 2.5 H13.5 V13.5 H2.5 Z",
  };

  const TELEPHONE = 680, LOIN = 6.5, PRES = 7.5;
  const FRANCE = 110; // aire de la métropole au zoom 0, en pixels carrés
  const ESPACEMENT = 24; // écart moyen (pixels) sous lequel une couche est dense

  // Les actions se tiennent au point de leur maison : leur pastille se pose à son épaule, comme un compteur.
  const ANCRES = { actions: [3, 21] };

  /** Lignes d'un fichier en colonnes, en objets ; les constantes valent pour toutes. */
  function objets({ constantes, colonnes, lignes }) {
    return lignes.map((ligne) => ({ ...constantes, ...Object.fromEntries(colonnes.map((nom, i) => [nom, ligne[i]])) }));
  }

  function garder({ filtre, depuis }) {
    const { annees, age, ...autres } = filtre || {}, listes = Object.entries(autres);
    return (point) => (!age || age.includes(atlas.age(point, depuis))) && listes.every(([cle, admis]) => admis.includes(point[cle]))
      && (!annees || (point.annee_debut > 0 && point.annee_debut <= annees[1] && (point.annee_fin || point.annee_debut) >= annees[0]));
  }

  function icone(groupe, age) {
    const svg = atlas.svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, atlas.svg("path", { d: ICONES[groupe] }));
    const boite = e("span", { class: `atlas-puce atlas-${groupe} atlas-preuve-${age}` });
    boite.append(svg);
    return L.divIcon({ html: boite, className: "atlas-marqueur", iconSize: [24, 24], iconAnchor: ANCRES[groupe] || [12, 12], popupAnchor: [0, -10] });
  }

  function texte(titre, valeur) {
    return valeur === null || valeur === undefined || valeur === "" || valeur === 0
      ? null : e("p", {}, e("span", { class: "atlas-champ" }, `${titre} `), String(valeur));
  }

  const FIABILITE = {
    A: "A — la source nomme la maison et le lieu", B: "B — le lieu est en partie déduit", C: "C — simple mention",
  };

  function annees(point) {
    if (!point.annee_debut) return "date inconnue de la source";
    const fin = point.annee_fin && point.annee_fin !== point.annee_debut ? ` – ${point.annee_fin}` : "";
    return `${point.annee_debut}${fin}`;
  }

  function attestation(point) {
    const quand = atlas.quandPreuve(point);
    return quand ? `Attestée ${quand}` : "Date de la preuve inconnue";
  }

  /** Ce qui suit le nom d'un point dans une liste. */
  atlas.sousTitre = (groupe, point) => (groupe === "maisons" ? `${point.categorie_libelle || point.categorie} · ${attestation(point).toLowerCase()}` : `Action · ${annees(point)}`);

  const FICHES = {
    maisons: (p) => [texte("", p.categorie_libelle || p.categorie), texte("", attestation(p)), texte("Ville :", p.ville), texte("Territoire :", p.territoire),
      texte("Statut à la date de la source :", p.statut), texte("Adresse :", p.adresse), texte("Téléphone :", p.telephone)],
    actions: (p) => [texte("Thème :", p.theme_libelle || p.theme), texte("Maison :", p.nom_maison || p.maison), texte("Période :", annees(p)), texte("Statut :", p.statut_libelle),
      texte("", String(p.description || "").slice(0, 400)), texte(`${p.indicateur || ""} :`, p.indicateur ? p.valeur : "")],
    reseau: (p) => [texte("", p.type_libelle || p.type), texte("", p.sous_type_libelle), texte("Adresse :", [p.adresse, p.code_postal, p.ville].filter(Boolean).join(" ")), texte("Téléphone :", p.telephone)],
    programmes: (p) => [texte("Programme :", p.programme_libelle || p.programme), texte("Commune :", p.ville), texte("Signature :", p.date_signature)],
  };

  /** Source telle que citée ; son adresse web, s'il y en a une, se lit par son domaine. */
  function source(point) {
    const brute = String(point.source || "");
    const adresse = (brute.match(/https?:\/\/\S+/) || [""])[0];
    const citation = brute.replace(adresse, "").replace(/[\s+;,]+$/, "").trim();
    const domaine = adresse.split("/")[2] || "";
    return e("p", { class: "atlas-source" }, "Source : ", citation, citation && adresse ? " — " : "",
      adresse ? atlas.lien(domaine, adresse) : "", point.date_source ? ` (${atlas.quandPreuve(point).replace(/^(en|le) /, "")})` : "");
  }

  function fenetre(groupe, point) {
    const titre = e("h2", {}, String(point.nom || point.titre || point.territoire_libelle || ""));
    const code = { maisons: point.maison, actions: point.action }[groupe];
    const fiche = code ? e("button", { type: "button", clic: () => atlas.choisir(groupe.slice(0, -1), code) }, "Voir sa fiche") : null;
    return e("div", { class: "atlas-fenetre" }, titre, ...FICHES[groupe](point).filter(Boolean), source(point),
      FIABILITE[point.fiabilite] ? texte("Fiabilité :", FIABILITE[point.fiabilite]) : "", fiche || "");
  }

  function marqueur({ groupe, depuis }, point) {
    const nom = String(point.nom || point.titre || point.territoire_libelle || "");
    return L.marker([point.lat, point.lon], { icon: icone(groupe, atlas.age(point, depuis)), title: nom, alt: nom })
      .bindPopup(() => fenetre(groupe, point), { maxWidth: 300, autoPanPadding: [10, 10] });
  }

  /** Dans un cartouche, réseaux et programmes ne sont que des points : la place manque. */
  function petitPoint(demande, point) {
    const { groupe } = demande;
    if (groupe === "maisons" || groupe === "actions") return marqueur(demande, point);
    return L.circleMarker([point.lat, point.lon], { radius: 2, weight: 0, fillOpacity: 0.9, className: `atlas-point-${groupe}` });
  }

  /** Ce que veulent dire les symboles affichés, puis leurs formes : pleine, creuse, tiretée (geo/cartes/legende.py). */
  atlas.cles = function (couches) {
    const { cles, preuves, maisons } = window.atlasMots, groupes = [...new Set(couches.map((couche) => couche.groupe))];
    if (!groupes.length) return [];
    const ligne = (groupe, age, texte_) => e("li", {}, icone(groupe, age).options.html, e("span", {}, texte_));
    if (groupes.join() === "maisons") return Object.entries(maisons).map(([age, nom]) => ligne("maisons", age, nom));
    const symboles = groupes.map((groupe) => ligne(groupe, "recente", cles[groupe]));
    const formes = Object.entries(preuves).map(([age, nom]) => ligne(groupes[0], age, nom));
    return [...symboles, ...formes];
  };

  /** Les mêmes formes en trois mots, pour une légende repliée : un titre, puis un signe et son mot. */
  atlas.clesBreves = function ([{ groupe }]) {
    const { titre, ...ages } = window.atlasMots.breves;
    return [titre, ...Object.entries(ages).map(([age, nom]) => e("span", { class: "atlas-cle-breve" }, icone(groupe, age).options.html, nom))];
  };

  // Au téléphone, les actions couvriraient les zones : un bouton les montre, sans toucher au lien.
  let laCarte = null, montrees = false;
  const telephone = () => { try { return window.parent.innerWidth < TELEPHONE; } catch (erreur) { return window.innerWidth < TELEPHONE; } };
  const retenue = (demande) => demande.groupe === "actions" && telephone() && !laCarte.atlas.etat.neutre;
  const cachees = (demande) => retenue(demande) && !montrees;

  /** Pose, ou retire, le bouton « Actions » parmi ceux de la carte. */
  function poserBascule(carte) {
    const boite = document.querySelector(".atlas-boutons"), voulu = (carte.atlas.etat.couches || []).some(retenue);
    let bouton = document.querySelector(".atlas-bascule");
    if (!voulu || !boite) { if (bouton) bouton.remove(); return; }
    if (!bouton) {
      const clic = () => { montrees = !montrees; atlas.points(carte); };
      boite.append(bouton = e("button", { type: "button", class: "atlas-bascule", title: "Montrer ou cacher les actions", clic }, "Actions"));
    }
    bouton.setAttribute("aria-pressed", String(montrees));
  }

  /** Des repères qui se touchent, et ceux d'un même lieu, font une grappe ; au-delà d'une densité, les proches aussi. */
  function rayon(nombre) {
    return (zoom) => (Math.sqrt((FRANCE * 4 ** zoom) / nombre) < ESPACEMENT ? 38 : 10);
  }

  function grappe(groupe, nombre) {
    return L.markerClusterGroup({
      showCoverageOnHover: false, maxClusterRadius: rayon(nombre), chunkedLoading: true,
      iconCreateFunction: (amas) => L.divIcon({
        html: e("span", { class: `atlas-amas atlas-${groupe}` }, atlas.nombre(amas.getChildCount(), 0)), className: "atlas-marqueur", iconSize: [30, 30], iconAnchor: groupe === "actions" ? [5, 25] : [15, 15],
      }),
    });
  }

  function remplir(carte, demande, points) {
    const { groupe } = demande, places = points.filter((p) => p.lat !== null && p.lon !== null && garder(demande)(p));
    const couche = groupe === "maisons" ? L.layerGroup() : grappe(groupe, places.length);
    const reperes = places.map((p) => marqueur(demande, p));
    couche.addLayers ? couche.addLayers(reperes) : reperes.forEach((repere) => couche.addLayer(repere));
    couche.addTo(carte);
    const petits = (carte.atlas.cartouches || []).map(({ petite, emprise }) => {
      const dedans = places.filter((p) => emprise.contains([p.lat, p.lon]));
      return L.layerGroup(dedans.map((p) => petitPoint(demande, p))).addTo(petite);
    });
    return { groupe, places, reperes, retirer: () => [couche, ...petits].forEach((c) => c.remove()) };
  }

  /** Maisons puis actions affichées, quelles que soient la vue et les grappes. */
  atlas.pointsAffiches = function (carte) {
    const posees = [...(carte.atlas.points || new Map()).values()];
    return ["maisons", "actions"].flatMap((groupe) => posees.filter((posee) => posee.groupe === groupe)
      .flatMap(({ places }) => places.map((point) => ({ groupe, point }))));
  };

  /** Maisons, actions et leurs grappes, là où chacune se montre à un zoom entier ; `amas` vaut 1 pour une grappe. */
  atlas.pastilles = function (carte, zoom) {
    const tenir = (repere) => { let tenu = repere; while (tenu.__parent && tenu.__parent._zoom >= zoom) tenu = tenu.__parent; return tenu; };
    return [...(carte.atlas.points || new Map()).values()].filter(({ groupe, reperes }) => reperes && (groupe === "maisons" || groupe === "actions"))
      .flatMap(({ groupe, reperes }) => [...new Set(reperes.map(tenir))].map((tenu) => ({ groupe, latlng: tenu.getLatLng(), amas: tenu.getChildCount ? 1 : 0 })));
  };

  /** Les repères sont petits de loin, à leur taille de près. */
  atlas.pieces.push((carte) => {
    laCarte = carte;
    const boite = carte.getContainer(), noter = () => {
      const zoom = carte.getZoom();
      boite.dataset.echelle = zoom < LOIN ? "loin" : zoom < PRES ? "moyenne" : "pres";
    };
    document.documentElement.classList.toggle("atlas-telephone", telephone());
    carte.on("zoomend", noter);
    noter();
  });

  /** Met les couches de points au goût de l'état ; ne touche pas à celles qui n'ont pas changé. */
  atlas.points = function (carte) {
    poserBascule(carte);
    const voulues = new Map((carte.atlas.etat.couches || []).filter((d) => !cachees(d)).map((d) => [JSON.stringify([d, carte.atlas.contours]), d]));
    const posees = carte.atlas.points = carte.atlas.points || new Map();
    for (const [cle, posee] of posees) if (!voulues.has(cle)) { posee.retirer(); posees.delete(cle); }
    const charges = [...voulues].filter(([cle]) => !posees.has(cle)).map(([cle, demande]) => {
      const place = { retirer: () => {} };
      posees.set(cle, place);
      return atlas.charger(demande.url).then((fichier) => {
        if (posees.get(cle) === place) Object.assign(place, remplir(carte, demande, objets(fichier)));
      }).catch((erreur) => { posees.delete(cle); console.warn(erreur); });
    });
    return Promise.all(charges).then(() => carte.fire("points"));
  };
})(window.atlas);

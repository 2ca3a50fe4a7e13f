// Outils communs de la carte : nombres français, chargement par URL, création d'éléments sans HTML.
window.atlas = window.atlas || {};

(function (atlas) {
  const NS_SVG = "http://www.w3.org/2000/svg";
  const formats = {};
  const chargements = {};

  /** Nombre à la française : espace fine, virgule, vrai signe moins. */
  atlas.nombre = function (valeur, decimales) {
    formats[decimales] = formats[decimales] || new Intl.NumberFormat("fr-FR", {
      minimumFractionDigits: decimales, maximumFractionDigits: decimales,
    });
    return formats[decimales].format(valeur).replace("-", "−");
  };

  /** Unité accordée : « 0,8 point », « 2,1 points ». */
  atlas.unite = function (unite, valeur) {
    return Math.abs(valeur) < 2 && /^(?!fois)[\p{L}]+s$/u.test(unite) ? unite.slice(0, -1) : unite;
  };

  const CHIFFRES = new Set(["arcs", "formes", "codes", "objects", "transform", "valeurs", "moins", "plus"]); // des nombres, ou leur code
  const courber = (texte) => texte.replace(/'(?=\p{L})/gu, (droite, rang) => (/\p{L}/u.test(texte[rang - 1]) ? "’" : droite));

  /** Apostrophes courbes dans les textes d'un fichier, sur place : nos fichiers de données gardent celles de leur source. */
  function composer(valeur) {
    if (typeof valeur === "string") return valeur.includes("'") ? courber(valeur) : valeur;
    if (valeur === null || typeof valeur !== "object") return valeur;
    for (const cle of Object.keys(valeur)) if (!CHIFFRES.has(cle)) valeur[cle] = composer(valeur[cle]);
    return valeur;
  }

  /** Lit un JSON une seule fois ; son nom porte son empreinte : toute copie en cache est bonne. */
  atlas.charger = function (relatif) {
    const url = relatif.startsWith("/") ? atlas.depot + relatif : `${atlas.produits}/${relatif}`;
    chargements[url] = chargements[url] || fetch(url, { cache: "force-cache" }).then((reponse) => {
      if (!reponse.ok) throw new Error(`${url} : ${reponse.status}`);
      if (!url.endsWith(".gzip")) return reponse.text();
      return new Response(reponse.body.pipeThrough(new DecompressionStream("gzip"))).text();
    }).then((texte) => composer(JSON.parse(texte))).catch((erreur) => { delete chargements[url]; throw erreur; });
    return chargements[url];
  };

  /** Reprend la police de la page hôte, déjà dans le cache du navigateur. */
  atlas.police = function (url) {
    if (!url) return;
    new FontFace("Atlas", `url(${JSON.stringify(url)})`, { weight: "200 900" }).load()
      .then((police) => document.fonts.add(police)).catch(() => {});
  };

  /** Élément HTML dont le texte n'est jamais interprété. */
  atlas.element = function (nom, attributs, ...enfants) {
    const element = document.createElement(nom);
    for (const [cle, valeur] of Object.entries(attributs || {})) {
      if (cle === "clic") element.addEventListener("click", valeur);
      else if (cle === "fond") element.style.background = valeur;
      else if (valeur !== null && valeur !== undefined) element.setAttribute(cle, valeur);
    }
    for (const enfant of enfants) if (enfant !== null && enfant !== undefined) element.append(enfant);
    return element;
  };

  atlas.svg = function (nom, attributs, ...enfants) {
    const element = document.createElementNS(NS_SVG, nom);
    for (const [cle, valeur] of Object.entries(attributs || {})) element.setAttribute(cle, valeur);
    element.append(...enfants);
    return element;
  };

  /** Lien externe seulement si l'adresse est en http(s) ; sinon texte simple. */
  atlas.lien = function (texte, adresse) {
    let sure = false;
    try { sure = /^https?:$/.test(new URL(adresse).protocol); } catch (erreur) { sure = false; }
    return sure
      ? atlas.element("a", { href: adresse, target: "_blank", rel: "noopener noreferrer" }, texte)
      : document.createTextNode(texte);
  };

  /** Point intérieur d'une géométrie GeoJSON : centre de gravité de son plus grand anneau. */
  atlas.centre = function (geometrie) {
    const polygones = geometrie.type === "Polygon" ? [geometrie.coordinates] : geometrie.coordinates;
    let meilleur = null;
    for (const [anneau] of polygones) {
      let aire = 0, x = 0, y = 0;
      for (let i = 0; i < anneau.length - 1; i += 1) {
        const [[x1, y1], [x2, y2]] = [anneau[i], anneau[i + 1]];
        const produit = x1 * y2 - x2 * y1;
        aire += produit; x += (x1 + x2) * produit; y += (y1 + y2) * produit;
      }
      if (aire !== 0 && (!meilleur || Math.abs(aire) > Math.abs(meilleur.aire))) {
        meilleur = { aire, lat: y / (3 * aire), lng: x / (3 * aire) };
      }
    }
    return meilleur ? L.latLng(meilleur.lat, meilleur.lng) : null;
  };

  /** Valeurs serrées en base 36 → entiers (null si absente) ; voir geo/cartes/etat.py. */
  atlas.valeurs = function ({ valeurs, base, largeur }) {
    const lues = [];
    for (let i = 0; i < valeurs.length; i += largeur) {
      const morceau = valeurs.slice(i, i + largeur);
      lues.push(morceau[0] === "-" ? null : base + parseInt(morceau, 36));
    }
    return lues;
  };

  /** Rang de la classe de chaque valeur : nombre de seuils qu'elle dépasse ; -1 sans donnée, -2 dans la révision. */
  function ranger({ valeurs, seuils, revision, croisee }) {
    const doutes = new Set(croisee ? [] : revision || []);
    return valeurs.map((valeur, i) => {
      if (doutes.has(i)) return -2;
      if (valeur === null) return -1;
      let rang = 0;
      while (rang < seuils.length && valeur > seuils[rang]) rang += 1;
      return rang;
    });
  }

  /** Déplie les valeurs et les bornes d'un état, puis range et compte : d'où qu'elles viennent, une seule façon. */
  atlas.deplier = function (etat) {
    if (typeof etat.valeurs === "string") etat.valeurs = atlas.valeurs(etat);
    for (const nom of ["moins", "plus"]) if (etat[nom] && !Array.isArray(etat[nom])) etat[nom] = atlas.valeurs(etat[nom]);
    etat.seuils = (etat.bornes || []).slice(1, -1).map((borne) => Math.round(borne * 10 ** etat.decimales));
    etat.rangs = ranger(etat);
    etat.effectifs = etat.effectifs || etat.couleurs.map((_, classe) => etat.rangs.filter((rang) => rang === classe).length);
    etat.sans = etat.sans ?? etat.rangs.filter((rang) => rang === -1).length;
    etat.grand = etat.grand || etat.valeurs.reduce((m, v) => Math.max(m, Math.abs(v || 0)), 1);
    return etat;
  };

  /** Prévient Streamlit ; le compteur distingue deux messages pareils. */
  let messages = 0;
  atlas.prevenir = function (texte) {
    messages += 1;
    const donnees = { last_object_clicked_tooltip: `${texte}#${messages}` };
    Object.assign(window.__GLOBAL_DATA__, donnees, { previous_data: donnees });
    window.Streamlit.setComponentValue(donnees);
  };

  /** Prévient Streamlit de ce qu'on choisit, et de la date montrée s'il ne la sait pas encore. */
  atlas.choisir = function (genre, code) {
    atlas.prevenir([`${genre}:${code}`, atlas.dateTue()].filter(Boolean).join(";"));
  };
})(window.atlas);

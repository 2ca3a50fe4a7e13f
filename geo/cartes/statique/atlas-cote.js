// Tout ce qui entoure la carte : disposition, légende, distribution, boutons, thème, messages.
(function (atlas) {
  const LARGEUR_TELEPHONE = 680;
  const BARRES = 40;
  const e = (...arguments_) => atlas.element(...arguments_);
  let cote = null;

  /** Clair ou sombre, selon Streamlit. */
  atlas.theme = function (nom) { if (nom) document.documentElement.dataset.theme = nom; };
  window.addEventListener("message", (message) => {
    const theme = message.data && message.data.type === "streamlit:render" && message.data.theme;
    if (theme && theme.base) atlas.theme(theme.base);
  });

  /** Hauteur du cadre : celle demandée sur grand écran, carte puis légende empilées sur téléphone. */
  function ajusterHauteur(carte) {
    const demander = window.Streamlit.setFrameHeight.bind(window.Streamlit);
    const poser = () => {
      const etroit = document.documentElement.clientWidth < LARGEUR_TELEPHONE;
      document.documentElement.classList.toggle("atlas-etroit", etroit);
      const empile = etroit || document.documentElement.classList.contains("atlas-deux");
      demander(empile ? document.getElementById("parent").scrollHeight : window.__GLOBAL_DATA__.height);
      atlas.mesurer(carte);
    };
    window.Streamlit.setFrameHeight = poser;
    new ResizeObserver(poser).observe(cote.boite);
    window.addEventListener("resize", poser);
  }

  /** Adresse de la page et son cadrage, sauf là où « vue » nomme l'onglet ouvert (« vue=carte »). */
  function lienAPartager(carte) {
    const adresse = new URL(window.parent.location.href);
    const centre = carte.getCenter();
    if (/^[^-\d]/.test(adresse.searchParams.get("vue") || "")) return adresse;
    adresse.searchParams.set("vue", [centre.lat.toFixed(3), centre.lng.toFixed(3), carte.getZoom()].join("_"));
    return adresse;
  }

  function copier(carte, bouton) {
    const adresse = lienAPartager(carte).href;
    const presse = window.parent.navigator.clipboard || navigator.clipboard;
    const dire = (texte) => { bouton.textContent = texte; setTimeout(() => { bouton.textContent = "Copier le lien"; }, 2500); };
    (presse ? presse.writeText(adresse) : Promise.reject(new Error("presse-papiers absent")))
      .then(() => dire("Lien copié"))
      .catch(() => window.prompt("Copiez ce lien :", adresse));
  }

  /** Le cadrage voulu par le lecteur va dans l'adresse de la page, sans relancer le script. */
  function suivreVue(carte) {
    carte.on("moveend", () => {
      if (!carte.atlas || carte.atlas.silence || !carte.atlas.contours) return;
      try { window.parent.history.replaceState(window.parent.history.state, "", lienAPartager(carte)); } catch (erreur) { /* cadre isolé */ }
    });
  }

  const ZOOM_PROCHE = 7.5;
  function suivreZoom(carte) {
    const noter = () => document.documentElement.classList.toggle("atlas-proche", carte.getZoom() >= ZOOM_PROCHE);
    carte.on("zoomend", noter);
    noter();
  }

  function creer(carte) {
    const legende = e("section", { class: "atlas-legende", "aria-label": "Légende" });
    const cartouches = e("section", { class: "atlas-cartouches", "aria-label": "Outre-mer" });
    const cles = e("ul", { class: "atlas-cles", "aria-label": "Symboles" });
    const bouton = e("button", { type: "button", clic: () => copier(carte, bouton) }, "Copier le lien");
    const vue = e("button", { type: "button", clic: () => atlas.viser(carte, carte.atlas.etat.national
      ? L.latLngBounds([41.3, -5.3], [51.15, 9.7]) : carte.atlas.couche.getBounds()) }, "Recentrer");
    const boite = e("aside", { class: "atlas-cote" }, legende, cartouches, cles, e("div", { class: "atlas-boutons" }, vue, bouton));
    document.getElementById("parent").append(boite);
    const voile = e("div", { class: "atlas-voile", role: "status", "aria-live": "polite" });
    carte.getContainer().append(voile);
    cote = { boite, legende, cartouches, cles, attendre, echec };
    ajusterHauteur(carte);
    suivreVue(carte);
    suivreZoom(carte);
    return cote;

    function attendre(_, oui) { voile.textContent = oui && !carte.atlas.couche ? "Chargement de la carte…" : ""; }
    function echec(_, etat) {
      voile.replaceChildren("La carte n’a pas pu être chargée. Vérifiez la connexion. ",
        e("button", { type: "button", clic: () => atlas.afficher(carte, etat) }, "Réessayer"));
    }
  }

  atlas.cote = function (carte) { return cote || creer(carte); };

  function ligne(pastille, texte, effectif) {
    return e("li", {}, pastille, e("span", { class: "atlas-intervalle" }, texte), e("span", { class: "atlas-effectif" }, atlas.nombre(effectif, 0)));
  }

  function lignesClasses(etat) {
    return etat.couleurs.map((couleur, i) => ligne(e("span", { class: "atlas-pastille", fond: couleur }),
      etat.etiquettes[i], etat.effectifs[i])).reverse();
  }

  function lignesCercles(etat) {
    const grand = Math.max(...etat.valeurs.map((v) => Math.abs(v || 0)));
    return [1, 0.25, 0.04].map((part) => {
      const taille = 2 * 26 * Math.sqrt(part);
      const rond = e("span", { class: "atlas-rond", style: `width:${taille}px;height:${taille}px` });
      return e("li", { class: "atlas-ligne-rond" }, rond, e("span", {}, `${atlas.nombre(grand * part / 10 ** etat.decimales, etat.decimales)} ${etat.unite}`));
    });
  }

  /** Distribution en quarante barres, le territoire choisi en évidence. */
  function bande(carte) {
    const { etat, codes } = carte.atlas;
    const presentes = etat.valeurs.filter((v) => v !== null);
    if (presentes.length < 2) return null;
    const [bas, haut] = [Math.min(...presentes), Math.max(...presentes)];
    const x = (v) => (haut === bas ? 100 : 2 + 196 * (v - bas) / (haut - bas));
    const barres = new Array(BARRES).fill(0);
    for (const v of presentes) barres[Math.min(BARRES - 1, Math.floor(BARRES * (v - bas) / (haut - bas || 1)))] += 1;
    const sommet = Math.max(...barres);
    const large = 196 / BARRES;
    const chemin = barres.map((n, i) => (n ? `M${(2 + i * large).toFixed(1)} 30v${(-27 * n / sommet).toFixed(1)}h${(large * 0.85).toFixed(1)}V30z` : "")).join("");
    const traits = [atlas.svg("path", { d: chemin })];
    const choisie = etat.valeurs[codes.indexOf(etat.selection)] ?? null;
    if (choisie !== null) traits.push(atlas.svg("path", { d: `M${x(choisie).toFixed(1)} 0V30`, class: "choisi" }));
    const n = (valeur) => atlas.nombre(valeur / 10 ** etat.decimales, etat.decimales);
    return e("div", { class: "atlas-bande" },
      atlas.svg("svg", { viewBox: "0 0 200 30", preserveAspectRatio: "none", role: "img", "aria-label": `Distribution de ${n(bas)} à ${n(haut)} ${etat.unite}` }, ...traits),
      e("div", { class: "atlas-bande-bornes" }, e("span", {}, n(bas)), e("span", {}, n(haut))));
  }

  /** Carte où l'on choisit des communes : ce que veut dire une commune pleine. */
  function legendeChoix(etat) {
    if (!etat.choix || etat.national) return [];
    const pastille = (fond) => e("span", { class: "atlas-pastille", fond });
    return [e("ul", {}, ligne(pastille("var(--atlas-retenu)"), "dans le périmètre", etat.choix.length),
      ligne(pastille("var(--atlas-neutre)"), "hors du périmètre", etat.codes.length - etat.choix.length))];
  }

  atlas.legende = function (carte) {
    const { etat } = carte.atlas;
    atlas.cote(carte).cles.replaceChildren(...atlas.cles(etat.couches || []));
    if (etat.neutre) { atlas.cote(carte).legende.replaceChildren(...legendeChoix(etat)); return; }
    if (etat.croisee) { atlas.cote(carte).legende.replaceChildren(...atlas.legendeCroisee(etat)); return; }
    const sans = etat.sans ? [ligne(e("span", { class: "atlas-pastille atlas-pastille-absente" }), "sans donnée", etat.sans)] : [];
    const doutes = (etat.revision || []).length;
    if (doutes) sans.push(ligne(e("span", { class: "atlas-pastille atlas-pastille-doute" }), "dans la marge de révision", doutes));
    const entete = e("p", { class: "atlas-legende-titre" }, e("strong", {}, etat.titre), e("span", {}, `${etat.unite} · ${etat.periode}`));
    const tete = e("p", { class: "atlas-legende-tete" }, e("span", {}, etat.cercles ? "aire proportionnelle" : etat.methode), etat.cercles ? null : e("span", {}, etat.nombre));
    atlas.cote(carte).legende.replaceChildren(entete, tete,
      e("ul", {}, ...(etat.cercles ? lignesCercles(etat) : lignesClasses(etat)), ...sans), bande(carte) || "");
  };
})(window.atlas);

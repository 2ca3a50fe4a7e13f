// Ce qui entoure la carte : légende, distribution, boutons, thème, messages.
(function (atlas) {
  const BARRES = 40;
  const e = (...arguments_) => atlas.element(...arguments_);
  let cote = null;

  /** Clair ou sombre, selon Streamlit. */
  atlas.theme = function (nom) { if (nom) document.documentElement.dataset.theme = nom; };
  window.addEventListener("message", (message) => {
    const theme = message.data && message.data.type === "streamlit:render" && message.data.theme;
    if (theme && theme.base) atlas.theme(theme.base);
  });

  /** Copie le lien de l'écran et de son cadrage ; l'adresse de la page le dit aussi. */
  function copier(carte, bouton) {
    const lien = atlas.lienAPartager(carte), adresse = lien.href;
    atlas.noterAdresse(lien);
    const presse = window.parent.navigator.clipboard || navigator.clipboard;
    const dire = (texte) => { bouton.textContent = texte; setTimeout(() => { bouton.textContent = "Copier le lien"; }, 2500); };
    (presse ? presse.writeText(adresse) : Promise.reject(new Error("presse-papiers absent")))
      .then(() => dire("Lien copié"))
      .catch(() => window.prompt("Copiez ce lien :", adresse));
  }

  const ZOOM_PROCHE = 7.5;
  function suivreZoom(carte) {
    const noter = () => document.documentElement.classList.toggle("atlas-proche", carte.getZoom() >= ZOOM_PROCHE);
    carte.on("zoomend", noter);
    noter();
  }

  function creer(carte) {
    const classes = e("div", { class: "atlas-legende" }), cartouches = e("div", { class: "atlas-cartouches" });
    const cles = e("ul", { class: "atlas-cles", "aria-label": "Symboles" }), suites = e("div", { class: "atlas-suites" });
    const bouton = e("button", { type: "button", clic: () => copier(carte, bouton) }, "Copier le lien");
    const vue = e("button", { type: "button", clic: () => atlas.recentrer(carte) }, "Recentrer");
    const legende = atlas.panneau("legende", "Légende", classes, cles), outremer = atlas.panneau("outremer", "Outre-mer", cartouches);
    legende.boite.append(suites);
    const boite = e("aside", { class: "atlas-cote", "aria-label": "Autour de la carte" }, legende.boite, outremer.boite, e("div", { class: "atlas-boutons" }, vue, bouton));
    document.getElementById("parent").append(boite);
    atlas.grouper(outremer.boite, "Outre-mer");
    atlas.grouper(boite.lastChild, "Vue et lien");
    const voile = e("div", { class: "atlas-voile", role: "status", "aria-live": "polite" });
    carte.getContainer().append(voile);
    cote = { boite, legende: classes, cartouches, cles, suites, attendre, echec, panneaux: [legende, outremer] };
    Object.assign(cote, { panneau: legende, outremer });
    atlas.suivreVue(carte);
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
    return etat.couleurs.map((couleur, i) => ligne(e("span", { class: "atlas-pastille", fond: couleur }), etat.classes[i], etat.effectifs[i])).reverse();
  }

  function lignesCercles(etat) {
    return [1, 0.25, 0.04].map((part) => {
      const taille = 2 * 26 * Math.sqrt(part);
      const rond = e("span", { class: "atlas-rond", style: `width:${taille}px;height:${taille}px` });
      return e("li", { class: "atlas-ligne-rond" }, rond, e("span", {}, `${atlas.nombre(etat.grand * part / 10 ** etat.decimales, etat.decimales)} ${etat.unite}`));
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

  /** Titre de la feuille basse : le territoire choisi et sa valeur, sinon ce que la carte montre. */
  function titrer(carte) {
    const { etat, codes, noms } = carte.atlas, rang = etat.selection ? codes.indexOf(etat.selection) : -1;
    const precision = [etat.unite, etat.double ? `${etat.periode} et ${etat.double.periode}` : etat.periode].filter(Boolean).join(" · ");
    const valeur = rang < 0 ? null : etat.valeurs[rang] ?? null;
    if (atlas.etroite() && valeur !== null) cote.panneau.titrer(`${noms[rang]} : ${atlas.nombre(valeur / 10 ** etat.decimales, etat.decimales)} ${etat.unite}`, etat.titre);
    else if (atlas.etroite() && etat.neutre && (etat.couches || []).length) cote.panneau.titrer(...atlas.clesBreves(etat.couches));
    else cote.panneau.titrer(etat.titre ? etat.titre.replace(/(\d) (?=\d{3})/g, "$1\u202f") : "Légende", precision);
  }

  function lignes(carte) {
    const { etat } = carte.atlas;
    if (etat.neutre) return legendeChoix(etat);
    if (etat.croisee) return atlas.legendeCroisee(etat);
    const sans = etat.sans ? [ligne(e("span", { class: "atlas-pastille atlas-pastille-absente" }), "sans donnée", etat.sans)] : [];
    const doutes = (etat.revision || []).length;
    if (doutes) sans.push(ligne(e("span", { class: "atlas-pastille atlas-pastille-doute" }), "dans la marge de révision", doutes));
    const tete = e("p", { class: "atlas-legende-tete" }, e("span", {}, etat.cercles ? "aire proportionnelle" : etat.methode), etat.cercles ? null : e("span", {}, etat.nombre));
    return [tete, e("ul", {}, ...(etat.cercles ? lignesCercles(etat) : lignesClasses(etat)), ...sans), bande(carte) || ""];
  }

  atlas.legende = function (carte) {
    const { classes, cles, panneau, outremer } = { classes: atlas.cote(carte).legende, ...cote };
    cles.replaceChildren(...atlas.cles(carte.atlas.etat.couches || []));
    classes.replaceChildren(...lignes(carte));
    titrer(carte);
    panneau.boite.hidden = !classes.childElementCount && !cles.childElementCount;
    outremer.boite.hidden = !carte.atlas.etat.national;
  };
})(window.atlas);

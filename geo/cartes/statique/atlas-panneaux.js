// Les panneaux posés sur la carte : repliables ; étroite, celui de la légende devient une feuille basse.
(function (atlas) {
  const e = (...arguments_) => atlas.element(...arguments_);
  const GLISSE = 18; // pixels au-delà desquels un toucher du titre tire la feuille
  let numero = 0, feuille = null, rendreFocus = null, apresFeuille = null;

  atlas.etroite = () => document.documentElement.classList.contains("atlas-etroit");

  /** Plié ou non, retenu le temps de la session, à part sur écran étroit. */
  const cle = (nom) => `atlas.panneau.${nom}.${atlas.etroite() ? "etroit" : "large"}`;
  function retenu(nom) { try { return sessionStorage.getItem(cle(nom)); } catch (erreur) { return null; } }
  function retenir(nom, ouvert) { try { sessionStorage.setItem(cle(nom), ouvert ? "oui" : "non"); } catch (erreur) { /* stockage refusé */ } }

  /** Tirer le titre vers le haut ouvre la feuille, vers le bas la ferme. */
  function tirer(bouton, deplier) {
    let depart = null;
    bouton.addEventListener("touchstart", ({ touches }) => { depart = touches[0].clientY; }, { passive: true });
    bouton.addEventListener("touchend", (evenement) => {
      const trajet = depart === null ? 0 : evenement.changedTouches[0].clientY - depart;
      depart = null;
      if (Math.abs(trajet) < GLISSE) return;
      evenement.preventDefault();
      deplier(trajet < 0);
    });
  }

  /**
   * Panneau repliable : un bouton qui porte son titre, un corps.
   * `titrer` change le titre (texte et précision) ; `accorder` reprend l'état de la session.
   */
  atlas.panneau = function (nom, titre, ...contenu) {
    const corps = e("div", { class: "atlas-panneau-corps", id: `atlas-corps-${numero += 1}` }, ...contenu);
    const texte = e("span", { class: "atlas-legende-titre" }, e("strong", {}, titre));
    const bouton = e("button", { type: "button", class: "atlas-panneau-titre", "aria-controls": corps.id, clic: () => deplier(!ouvert()) }, texte);
    const boite = e("div", { role: "region", class: `atlas-panneau atlas-panneau-${nom}`, "aria-label": titre }, bouton, corps);
    const ouvert = () => bouton.getAttribute("aria-expanded") === "true";
    const poser = (oui) => { bouton.setAttribute("aria-expanded", String(oui)); boite.classList.toggle("atlas-plie", !oui); };
    const deplier = (oui) => { poser(oui); retenir(nom, oui); };
    const accorder = () => poser((retenu(nom) || (atlas.etroite() ? "non" : "oui")) === "oui");
    boite.addEventListener("keydown", ({ key }) => { if (key === "Escape" && ouvert()) { deplier(false); bouton.focus(); } });
    tirer(bouton, deplier);
    // Un corps plus long que sa place se fait défiler au clavier.
    new ResizeObserver(() => { if (corps.scrollHeight > corps.clientHeight + 1) corps.tabIndex = 0; else corps.removeAttribute("tabindex"); }).observe(corps);
    accorder();
    const titrer = (fort, ...precisions) => texte.replaceChildren(e("strong", {}, fort), ...precisions.filter(Boolean).map((precision) => e("span", {}, precision)));
    return { boite, corps, titrer, accorder, ouvert };
  };

  function oublier() { if (apresFeuille) apresFeuille(); apresFeuille = null; }

  function fermer() {
    feuille.hidden = true;
    oublier();
    if (rendreFocus && rendreFocus.isConnected) rendreFocus.focus({ preventScroll: true });
    rendreFocus = null;
  }

  /** Feuille où se lit une fiche (maison, action) quand une bulle n'a pas la place : au bas de la carte, fermable. */
  atlas.feuille = function (nom, ...contenu) {
    if (!feuille) {
      feuille = e("section", { class: "atlas-panneau atlas-feuille", tabindex: -1 });
      feuille.addEventListener("keydown", ({ key }) => { if (key === "Escape") fermer(); });
      document.querySelector(".atlas-cote").append(feuille);
    }
    rendreFocus = rendreFocus || document.activeElement;
    oublier();
    feuille.setAttribute("aria-label", nom);
    feuille.replaceChildren(e("button", { type: "button", class: "atlas-feuille-fermer", "aria-label": "Fermer", clic: fermer }, "×"), ...contenu);
    feuille.hidden = false;
    feuille.scrollTop = 0;
    feuille.focus({ preventScroll: true });
  };
  atlas.fermerFeuille = () => { if (feuille && !feuille.hidden) fermer(); };

  // Une bulle déborderait d'une carte étroite ou d'un cartouche : son contenu va dans la feuille, la carte ne bouge pas.
  const ouvrir = L.Popup.prototype.openOn;
  L.Popup.include({
    openOn(carte) {
      const cible = carte || this._source._map;
      if (!atlas.etroite() && !cible.getContainer().closest(".atlas-cartouche")) return ouvrir.call(this, cible);
      atlas.feuille(this._source.options.title || "Fiche", typeof this._content === "function" ? this._content(this._source) : this._content);
      return this;
    },
  });

  /** Repères à un doigt d'un lieu : chacun ouvre sa fiche, grappes comprises. */
  function represAuDoigt(carte, lieu) {
    const ici = carte.latLngToContainerPoint(lieu), trouves = [];
    carte.eachLayer((couche) => {
      if (!(couche instanceof L.Marker) || carte.latLngToContainerPoint(couche.getLatLng()).distanceTo(ici) > 26) return;
      trouves.push(...(couche.getAllChildMarkers ? couche.getAllChildMarkers() : [couche]).filter((repere) => repere.getPopup()));
    });
    return trouves;
  }

  /** Au doigt et de loin, toucher choisit la zone ; les maisons et actions qui s'y pressent se proposent dans la feuille. */
  atlas.proposer = function (carte, lieu) {
    const { suites } = atlas.cote(carte);
    suites.replaceChildren();
    atlas.fermerFeuille();
    if (!atlas.etroite()) return;
    const reperes = represAuDoigt(carte, lieu);
    if (!reperes.length) return;
    const lire = (repere) => e("li", {}, e("button", { type: "button", clic: () => repere.getPopup().openOn(carte) }, repere.options.title));
    const texte = reperes.length > 1 ? `${reperes.length} maisons et actions ici` : reperes[0].options.title;
    const montrer = () => (reperes.length > 1 ? atlas.feuille(texte, e("h2", {}, texte), e("ul", {}, ...reperes.map(lire))) : reperes[0].getPopup().openOn(carte));
    suites.append(e("button", { type: "button", clic: montrer }, texte));
  };

  /** Le territoire courant de la page, « niveau:code » ; vide hors de l'Atlas. */
  function courant() {
    try { return window.parent.document.querySelector(".atlas-entete").dataset.cle; } catch (erreur) { return ""; }
  }

  /** Choisir ce territoire remplacerait celui du lecteur : une autre zone, ou une zone sur l'accueil. */
  function remplacerait({ atlas: a }, code) {
    const [niveau, sien] = courant().split(":");
    if (a.etat.neutre) return document.documentElement.classList.contains("atlas-grande") && Boolean(niveau) && niveau + sien !== `zone_emploi${code}`;
    return niveau === "zone_emploi" && sien !== code && a.codes.includes(sien);
  }

  let pointeur = "";
  window.addEventListener("pointerdown", ({ pointerType }) => { pointeur = pointerType; }, true);

  /** Au doigt, un voisin montre d'abord sa fiche ; rend vrai s'il faut alors attendre « En faire mon territoire ». */
  atlas.presenter = function (carte, indice) {
    const a = carte.atlas, nom = a.noms[indice], { suites } = atlas.cote(carte);
    if (pointeur !== "touch" || !remplacerait(carte, a.codes[indice])) return false;
    const adopter = e("button", { type: "button", class: "atlas-adopter", clic: () => { atlas.fermerFeuille(); atlas.choisir("territoire", a.codes[indice]); } }, "En faire mon territoire");
    atlas.feuille(nom, e("h2", {}, nom), e("div", { class: "atlas-fenetre" }, e("p", {}, atlas.majuscule(atlas.detailler(carte, indice))), adopter, ...suites.children));
    const trait = L.geoJSON(atlas.forme(a, indice), { interactive: false, style: { color: "var(--atlas-choix)", weight: 2.5, dashArray: "5 5", fill: false } }).addTo(carte);
    apresFeuille = () => trait.remove();
    return true;
  };
})(window.atlas);

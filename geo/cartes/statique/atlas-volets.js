// Les volets du clavier, posés sur la carte : l'aide, et les maisons du territoire visé.
(function (atlas) {
  const e = (...arguments_) => atlas.element(...arguments_);
  const AIDE = [
    ["Flèches", "territoire voisin"], ["Entrée ou Espace", "choisir, ou retirer le choix"],
    ["< et >, page préc. et suiv.", "valeur juste au-dessous, juste au-dessus"], ["Début, Fin", "plus petite, plus grande valeur"],
    ["M", "maisons et actions du territoire"], ["T", "tableau équivalent"],
    ["+ et −", "zoomer, dézoomer"], ["0", "recentrer"], ["Échap", "fermer ce qui est ouvert"], ["?", "cette aide"],
  ];

  /** Ferme le volet ouvert et rend la main à la carte ; faux s'il n'y en avait pas. */
  atlas.fermerVolet = function (carte) {
    const { volet } = carte.atlas;
    if (!volet) return false;
    volet.remove();
    carte.atlas.volet = null;
    carte.atlas.cible.focus({ preventScroll: true });
    return true;
  };

  function parcourir(evenement, volet) {
    const boutons = [...volet.querySelectorAll("button")], pas = { ArrowDown: 1, ArrowUp: -1 }[evenement.key];
    if (!pas) return;
    evenement.preventDefault();
    boutons[(boutons.indexOf(document.activeElement) + pas + boutons.length) % boutons.length].focus();
  }

  function ouvrir(carte, titre, ...contenu) {
    atlas.fermerVolet(carte);
    const fermer = e("button", { type: "button", class: "atlas-volet-fermer", clic: () => atlas.fermerVolet(carte) }, "Fermer");
    const volet = e("div", { class: "atlas-volet", role: "dialog", "aria-label": titre }, e("h2", {}, titre), ...contenu, fermer);
    volet.addEventListener("keydown", (evenement) => {
      if (evenement.key === "Escape") atlas.fermerVolet(carte); else parcourir(evenement, volet);
      evenement.stopPropagation();
    });
    L.DomEvent.disableClickPropagation(volet);
    L.DomEvent.disableScrollPropagation(volet);
    carte.atlas.volet = volet;
    carte.getContainer().append(volet);
    volet.querySelector("button").focus({ preventScroll: true });
  }

  atlas.aide = function (carte) {
    const lignes = AIDE.flatMap(([touche, sens]) => [e("dt", {}, touche), e("dd", {}, sens)]);
    ouvrir(carte, "La carte au clavier", e("dl", {}, ...lignes));
  };

  /** Liste des maisons et des actions affichées dans le territoire ; faux s'il n'y en a aucune. */
  atlas.listerPoints = function (carte, indice) {
    const trouves = atlas.pointsAffiches(carte).filter(({ point }) => atlas.contient(carte.atlas, indice, point));
    if (!trouves.length) return false;
    const lignes = trouves.map(({ groupe, point }) => {
      const genre = groupe.slice(0, -1), clic = () => atlas.choisir(genre, point[genre]);
      return e("li", {}, e("button", { type: "button", clic }, point.nom || point.titre, e("small", {}, atlas.sousTitre(groupe, point))));
    });
    ouvrir(carte, `${carte.atlas.noms[indice]} : maisons et actions`, e("ul", {}, ...lignes));
    return true;
  };
})(window.atlas);

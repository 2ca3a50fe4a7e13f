// Des commandes voisines ne font qu'un arrêt de tabulation : les flèches passent de l'une à l'autre.
(function (atlas) {
  const PAS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  /** Fait d'une boîte une barre d'outils ; ses commandes peuvent venir, partir ou se replier. */
  atlas.grouper = function (boite, nom) {
    const toutes = () => [...boite.querySelectorAll("button, a")], visible = (commande) => commande.getClientRects().length > 0;
    const tenir = (courante) => toutes().forEach((commande) => { commande.tabIndex = commande === courante ? 0 : -1; });
    const accorder = () => tenir(toutes().find((commande) => commande.tabIndex === 0 && visible(commande)) || toutes().find(visible));
    boite.setAttribute("role", "toolbar");
    boite.setAttribute("aria-label", nom);
    boite.addEventListener("focusin", ({ target }) => { if (toutes().includes(target)) tenir(target); });
    boite.addEventListener("keydown", (evenement) => {
      const offertes = toutes().filter(visible), rang = offertes.indexOf(evenement.target);
      if (!PAS[evenement.key] || rang < 0) return;
      evenement.preventDefault();
      evenement.stopPropagation();
      offertes[(rang + PAS[evenement.key] + offertes.length) % offertes.length].focus();
    });
    new MutationObserver(accorder).observe(boite, { subtree: true, childList: true, attributeFilter: ["class", "hidden"] });
    new ResizeObserver(accorder).observe(boite);
    accorder();
  };
})(window.atlas);

// Changer de page ou de réglage sans recharger : l'adresse change, Streamlit la relit comme un retour en arrière.
window.atlasPage = {};
(function (page) {
  /** Adresse absolue d'une page de l'Atlas, sous le préfixe du serveur. */
  page.adresse = (chemin, parametres) => {
    const url = new URL(chemin, window.__streamlit.BACKEND_BASE_URL);
    for (const [nom, valeur] of Object.entries(parametres || {})) if (valeur) url.searchParams.set(nom, valeur);
    return url;
  };

  page.aller = (url) => {
    history.pushState(null, "", url);
    window.dispatchEvent(new PopStateEvent("popstate", { state: null }));
  };

  /** Règle un paramètre de la page courante ; vide, il en disparaît. */
  page.regler = (nom, valeur) => {
    const url = new URL(location.href);
    if (valeur) url.searchParams.set(nom, valeur); else url.searchParams.delete(nom);
    page.aller(url);
  };

  // Un lien vers la page où l'on est ne change que ce qu'elle montre : Streamlit le joue sans réécrire l'adresse.
  document.addEventListener("click", (evenement) => {
    const lien = evenement.target.closest && evenement.target.closest('[data-testid="stPageLink-NavLink"][href]');
    const ailleurs = evenement.button || evenement.ctrlKey || evenement.metaKey || evenement.shiftKey || evenement.altKey;
    if (!lien || ailleurs || lien.origin !== location.origin || lien.pathname !== location.pathname) return;
    evenement.preventDefault();
    evenement.stopPropagation();
    page.aller(lien.href);
  }, true);

  // L'adresse nue d'une page se complète d'elle-même : la remplacer, et non l'empiler, laisse « Retour » revenir en arrière.
  const empiler = history.pushState.bind(history);
  history.pushState = (etat, titre, adresse) => {
    const vers = new URL(adresse || location.href, location.href);
    const complete = vers.pathname === location.pathname && !location.search && vers.search;
    if (complete) history.replaceState(etat, titre, adresse); else empiler(etat, titre, adresse);
  };

  // Ce que l'appareil garde, si le lecteur l'a demandé ; illisible ou interdit, c'est comme s'il n'y avait rien.
  page.lire = (cle, defaut) => { try { return JSON.parse(localStorage.getItem(`atlas.${cle}`)) ?? defaut; } catch { return defaut; } };
  page.garder = (cle, valeur) => {
    try {
      if (valeur === null) localStorage.removeItem(`atlas.${cle}`); else localStorage.setItem(`atlas.${cle}`, JSON.stringify(valeur));
    } catch { /* stockage interdit */ }
  };

  page.element = (balise, attributs, ...enfants) => {
    const noeud = document.createElement(balise);
    for (const [nom, valeur] of Object.entries(attributs)) if (valeur !== undefined && valeur !== null) noeud.setAttribute(nom, valeur);
    noeud.append(...enfants.filter((enfant) => enfant !== ""));
    return noeud;
  };
})(window.atlasPage);

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

  /** Le script de la page est allé à son bout ; rien ne se rejoue. */
  page.jouee = () => Boolean(document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]'));

  /** Une fois la page rejouée, rend le foyer à son titre, si le geste qui l'a demandée l'a perdu. */
  page.auTitre = (limite = performance.now() + 8000) => {
    const titre = document.querySelector(".stMain h1");
    if (titre && page.jouee() && document.activeElement === document.body) {
      titre.setAttribute("tabindex", "-1");
      titre.focus({ preventScroll: true });
    }
    if (performance.now() < limite && document.activeElement !== titre) setTimeout(() => page.auTitre(limite), 250);
  };

  /** Règle un paramètre de la page courante ; vide, il en disparaît. */
  page.regler = (nom, valeur) => {
    const url = new URL(location.href);
    if (valeur) url.searchParams.set(nom, valeur); else url.searchParams.delete(nom);
    page.aller(url);
  };

  /** Dit si la question ne fait que se compléter du territoire qu'on suit : le reste y est, mot pour mot. */
  const complete = (avant, apres) => {
    const neufs = [...apres].filter(([nom, valeur]) => avant.get(nom) !== valeur);
    return neufs.length > 0 && [...avant.keys()].every((nom) => apres.get(nom) === avant.get(nom))
      && neufs.every(([nom]) => ["niveau", "code", "nom", "cerne"].includes(nom) && !avant.has(nom));
  };

  // L'adresse nue d'une page se complète d'elle-même, et Streamlit écrit la question de la page demandée avant d'en changer
  // l'adresse : remplacer ces écritures, et non les empiler, laisse « Retour » revenir à la page d'avant, telle qu'elle était.
  const empiler = history.pushState.bind(history);
  const SUITE = 1000; // ms : au-delà, ce n'est plus la même relance
  let question = null; // la dernière écriture de la seule question, sans geste du lecteur depuis
  for (const geste of ["pointerdown", "keydown", "popstate"]) window.addEventListener(geste, () => { question = null; }, true);
  history.pushState = (etat, titre, adresse) => {
    const ici = location.href, vers = new URL(adresse || ici, ici), meme = vers.pathname === location.pathname;
    const nue = meme && (location.search ? complete(new URLSearchParams(location.search), vers.searchParams) : Boolean(vers.search));
    const suite = !meme && question && performance.now() - question.instant < SUITE;
    if (suite && question.nue) history.replaceState(null, "", question.avant);
    if (nue || (suite && !question.nue)) history.replaceState(etat, titre, adresse); else empiler(etat, titre, adresse);
    question = meme ? { instant: performance.now(), avant: ici, nue } : null;
  };

  // Un lien vers la page où l'on est ne change que ce qu'elle montre : Streamlit le joue sans réécrire l'adresse.
  document.addEventListener("click", (evenement) => {
    const lien = evenement.target.closest && evenement.target.closest('[data-testid="stPageLink-NavLink"][href]');
    const ailleurs = evenement.button || evenement.ctrlKey || evenement.metaKey || evenement.shiftKey || evenement.altKey;
    if (!lien || ailleurs || lien.origin !== location.origin || lien.pathname !== location.pathname) return;
    evenement.preventDefault();
    evenement.stopPropagation();
    page.placer(lien.href);
    empiler(null, "", lien.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: null }));
    page.enHaut();
  }, true);

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

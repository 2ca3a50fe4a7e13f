// L'en-tête : favoris et territoire de cet appareil, comparateur, menu du téléphone, liens du menu qui disent tout.
(function (page) {
  const barre = () => document.querySelector(".atlas-entete");
  const courant = () => { const b = barre(); return b && b.dataset.cle ? { cle: b.dataset.cle, nom: b.dataset.nom } : null; };
  page.courant = courant;
  page.favoris = () => { const garde = page.lire("favoris", []); return Array.isArray(garde) ? garde.filter((f) => f && typeof f.cle === "string").slice(0, 12) : []; };
  page.choisir = (cle) => {
    const b = barre();
    const url = b && b.dataset.suit ? new URL(location.href) : page.adresse("territoire");
    url.searchParams.set("courant", cle);
    page.aller(url);
  };

  /** Étoile et territoire gardé disent toujours ce que l'appareil retient. */
  function accorder() {
    const ici = courant(), etoile = document.querySelector('.atlas-entete [data-geste="favori"]');
    if (etoile && ici) {
      const garde = page.favoris().some((favori) => favori.cle === ici.cle);
      if (etoile.getAttribute("aria-pressed") !== String(garde)) etoile.setAttribute("aria-pressed", String(garde));
    }
    if (ici && page.lire("souvenir", null) && page.lire("souvenir", null).cle !== ici.cle) page.garder("souvenir", ici);
  }
  page.accorder = accorder;

  function basculerFavori() {
    const ici = courant(), autres = page.favoris().filter((favori) => favori.cle !== ici.cle);
    page.garder("favoris", autres.length === page.favoris().length ? [ici, ...autres] : autres);
    accorder();
  }

  // Un territoire gardé sur cet appareil ouvre l'Atlas, avant même que la page ne se demande, si le lien n'en dit pas un.
  const gardee = page.lire("souvenir", null);
  const parle = ["courant", "niveau", "code", "cerne", "perimetre", "territoire", "avec", "maison", "action", "embed"];
  const question = new URLSearchParams(location.search);
  if (gardee && typeof gardee.cle === "string" && !parle.some((nom) => question.has(nom))) {
    question.set("courant", gardee.cle);
    history.replaceState(history.state, "", `${location.pathname}?${question}`);
  }

  document.addEventListener("click", (evenement) => {
    const bouton = evenement.target.closest && evenement.target.closest("[data-geste]");
    const face = document.querySelector(".atlas-entete .face[open]");
    if (face && !face.contains(evenement.target)) face.open = false;
    if (!bouton) return;
    if (bouton.dataset.geste === "favori") basculerFavori();
    if (bouton.dataset.geste === "regler") { if (face) face.open = false; page.regler(bouton.dataset.nom, bouton.dataset.valeur); }
  });
  document.addEventListener("keydown", (evenement) => {
    const face = document.querySelector(".atlas-entete .face[open]");
    if (evenement.key === "Escape" && face) { face.open = false; face.querySelector("summary").focus(); }
  });

  // « Aller au contenu » mène au titre de la page, au-delà de l'en-tête.
  document.addEventListener("click", (evenement) => {
    const saut = evenement.target.closest && evenement.target.closest('[data-testid="stSkipToContent"]');
    const titre = saut && document.querySelector(".stMain h1");
    if (!titre) return;
    evenement.preventDefault();
    evenement.stopPropagation();
    titre.tabIndex = -1;
    titre.focus({ focusVisible: true });
  }, true);

  // Le menu du téléphone se ferme dès qu'on y a choisi une page.
  document.addEventListener("click", (evenement) => {
    const lien = evenement.target.closest && evenement.target.closest('[data-testid="stSidebarNavLink"]');
    if (!lien || window.innerWidth > 768) return;
    const fermer = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
    if (fermer) setTimeout(() => fermer.click(), 0);
  }, true);

  // Copier le lien d'une entrée du menu ou d'une définition, ou l'ouvrir ailleurs, garde le territoire et le comparateur.
  const COMPLETES = '[data-testid^="stTopNav"][href], [data-testid="stSidebarNavLink"], .stMain a[href^="methode?"]';
  const completer = (evenement) => {
    const lien = evenement.target.closest && evenement.target.closest(COMPLETES);
    const ici = courant();
    if (!lien || !lien.href || !ici) return;
    const url = new URL(lien.href);
    url.searchParams.set("courant", ici.cle);
    const face = new URLSearchParams(location.search).get("comparateur");
    if (face) url.searchParams.set("comparateur", face);
    if (lien.href !== url.href) lien.href = url.href;
  };
  for (const geste of ["pointerdown", "focusin", "contextmenu"]) document.addEventListener(geste, completer, true);

  // La page entière n'est pas un arrêt : elle se lit par son titre et ses commandes.
  const passer = () => { const corps = document.querySelector('.stMain[tabindex="0"]'); if (corps) corps.tabIndex = -1; };

  // Le menu du téléphone mêle des rubriques à ses listes : il n'en annonce plus, plutôt que d'en annoncer de fausses.
  const MENU = '[data-testid="stSidebarNavItems"]';
  const ranger = () => { for (const e of document.querySelectorAll(`${MENU}:not([role]), ${MENU} li:not([role])`)) e.setAttribute("role", "none"); };

  new MutationObserver(() => { passer(); ranger(); if (barre()) accorder(); }).observe(document.documentElement, { childList: true, subtree: true });
})(window.atlasPage);

// Entrée, dans un champ de recherche, prend la première réponse ; elle attend celle qui répond à ce qui est tapé.
(function (page) {
  const DELAI = 100, ESSAIS = 200; // vingt secondes : un serveur très demandé finit par répondre
  const REPOS = 3; // la frappe a fini de se dire (un quart de seconde) : un clic qui la croiserait se perdrait

  document.addEventListener("keydown", (evenement) => {
    const champ = evenement.target, cadre = champ.closest && champ.closest('[class*="st-key-entree-"]');
    if (evenement.key !== "Enter" || !cadre || champ.tagName !== "INPUT" || !champ.value.trim()) return;
    let essais = 0, calme = 0;
    const attente = setInterval(() => {
      const repond = cadre.querySelector("[data-repond]");
      const pret = repond && repond.dataset.repond === champ.value.trim() && page.jouee();
      calme = pret ? calme + 1 : 0;
      if (calme < REPOS && cadre.isConnected && (essais += 1) <= ESSAIS) return;
      clearInterval(attente);
      const premiere = calme >= REPOS && cadre.querySelector('[data-testid="stButton"] button');
      if (premiere) premiere.click();
    }, DELAI);
  });
})(window.atlasPage);

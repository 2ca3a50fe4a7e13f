// Entrée, dans un champ de recherche, prend la première réponse ; elle attend celle qui répond à ce qui est tapé.
(function () {
  const DELAI = 100, ESSAIS = 200; // vingt secondes : un serveur très demandé finit par répondre

  document.addEventListener("keydown", (evenement) => {
    const champ = evenement.target, cadre = champ.closest && champ.closest('[class*="st-key-entree-"]');
    if (evenement.key !== "Enter" || !cadre || champ.tagName !== "INPUT" || !champ.value.trim()) return;
    let essais = 0;
    const attente = setInterval(() => {
      const repond = cadre.querySelector("[data-repond]");
      const pret = repond && repond.dataset.repond === champ.value.trim();
      const premiere = pret && cadre.querySelector('[data-testid="stButton"] button');
      if (premiere) premiere.click();
      if (pret || !cadre.isConnected || (essais += 1) > ESSAIS) clearInterval(attente);
    }, DELAI);
  });
})();

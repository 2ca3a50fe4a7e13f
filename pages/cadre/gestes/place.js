// Où l'on est dans la page : un lien qui y montre autre chose mène à son titre, et « Retour » rend la place qu'on avait.
(function (page) {
  const PAS = 60, LIMITE = 20000, REPOS = 300; // ms
  const defilant = () => document.querySelector(".stMain"), titre = () => document.querySelector(".stMain h1");
  const nom = () => { const h1 = titre(); return h1 ? h1.innerText : ""; };
  let tenue = 0; // le dernier geste qui demande une place : un autre, ou un doigt qui défile, le périme

  /** Tient la page à `haut` jusqu'à ce qu'elle soit rejouée, puis donne le foyer à ce que rend `foyer`. */
  function tenir(haut, foyer) {
    const mienne = (tenue += 1), avant = nom(), debut = performance.now();
    let partie = false, finie = 0;
    const pas = () => {
      const instant = performance.now(), cadre = defilant();
      if (mienne !== tenue || instant - debut > LIMITE) return;
      partie = partie || !page.jouee() || nom() !== avant; // un passage bref peut tenir entre deux regards
      const rejouee = partie && page.jouee();
      if (cadre && (rejouee || nom() !== avant)) cadre.scrollTop = haut;
      finie = rejouee ? finie || instant : 0;
      const cible = finie && instant - finie > REPOS && foyer();
      if (!cible) { setTimeout(pas, PAS); return; }
      if (cible === titre()) cible.tabIndex = -1;
      cible.focus({ preventScroll: true });
    };
    pas();
  }

  /** La page va montrer autre chose : son haut, et le foyer à son titre. */
  page.enHaut = () => tenir(0, titre);

  /** Ce que l'adresse quittée garde : où en était la page, et le lien qui l'a quittée. */
  page.placer = (lien) => {
    const cadre = defilant();
    history.replaceState({ ...history.state, place: { haut: cadre ? cadre.scrollTop : 0, vers: lien } }, "");
  };

  window.addEventListener("popstate", ({ state }) => {
    if (!state || !state.place) return;
    const { haut, vers } = state.place;
    tenir(haut, () => [...document.querySelectorAll(".stMain a[href]")].find((lien) => lien.href === vers));
  });
  for (const geste of ["pointerdown", "wheel", "touchmove", "keydown"]) window.addEventListener(geste, () => { tenue += 1; }, { capture: true, passive: true });
})(window.atlasPage);

// Figure : qui la touche, ou s'y arrête, veut la lire point par point ; plotly vient alors prendre la place du dessin.
(function () {
  const DELAI = 250, DESSIN = ".atlas-dessin";
  let attente = 0, attendu = null;
  const sous = (cible) => cible.closest && cible.closest(DESSIN);

  function lire(dessin) {
    const bloc = dessin.closest('[class*="st-key-dessin-"]');
    const suivant = bloc && !bloc.querySelector(".stPlotlyChart") && (bloc.nextElementSibling || bloc.parentElement.nextElementSibling);
    const bouton = suivant && suivant.querySelector('[class*="st-key-lire-"] button');
    if (bouton) bouton.click();
  }

  function oublier() {
    clearTimeout(attente);
    attendu = null;
  }

  document.addEventListener("pointermove", (evenement) => {
    const dessin = evenement.pointerType === "mouse" && sous(evenement.target);
    if (dessin === attendu) return;
    oublier();
    if (dessin) { attendu = dessin; attente = setTimeout(() => lire(dessin), DELAI); }
  }, { passive: true });
  document.addEventListener("wheel", oublier, { passive: true });
  document.addEventListener("click", (evenement) => {
    const dessin = sous(evenement.target);
    if (dessin) { oublier(); lire(dessin); }
  });
})();

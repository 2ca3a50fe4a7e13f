// Accueil, au téléphone : la réponse à une zone touchée vient au-dessus de la carte ; la page y monte.
(function (page) {
  const ETROIT = 640, DELAI = 8000, REPONSE = ".st-key-accueil-lieu";
  const cle = () => { const ici = page.courant && page.courant(); return ici ? ici.cle : ""; };
  let avant = null;

  /** Une fois la réponse entière : en cours de route, ce qui s'y ajoute ferait redescendre la page à la carte. */
  function monter(limite) {
    const reponse = document.querySelector(REPONSE);
    if (reponse && page.jouee()) setTimeout(() => reponse.scrollIntoView({ block: "start" }), 100);
    else if (performance.now() < limite) setTimeout(() => monter(limite), 100);
  }

  new MutationObserver(() => {
    const neuve = cle();
    if (neuve === avant) return;
    const geste = avant !== null && neuve && document.activeElement && document.activeElement.tagName === "IFRAME";
    avant = neuve;
    if (geste && window.innerWidth <= ETROIT && document.querySelector(".st-key-accueil")) monter(performance.now() + DELAI);
  }).observe(document.documentElement, { childList: true, subtree: true });
})(window.atlasPage);

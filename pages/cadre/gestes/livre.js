// Un document demandé puis préparé : le bouton qui le livre naît sous celui qui l'a demandé, et reçoit le foyer, qui l'annonce.
(function () {
  let ancien = "";

  new MutationObserver(() => {
    const bouton = document.querySelector('.st-key-livre [data-testid="stDownloadButton"] button'), neuf = bouton ? bouton.innerText : "";
    if (neuf === ancien) return;
    ancien = neuf;
    const ici = document.activeElement, libre = !ici || ici === document.body || ici.closest(".st-key-atlas-diagnostic-fichiers");
    if (bouton && libre) bouton.focus();
  }).observe(document.documentElement, { childList: true, subtree: true });
})();

// À l'ouverture, la page se compose hors de la vue : ni silhouette qui clignote, ni texte qui saute. Deux secondes et demie au plus.
(function () {
  const NAISSANTE = "atlas-naissante", LIMITE = window.atlasNaissance || 2500, CALME = 150, racine = document.documentElement;
  let depuis = 0, calme = 0, haute = 0;
  racine.classList.add(NAISSANTE);

  /** La page est jouée, et rien n'y attend son code ; une carte a déjà sa place, elle n'est pas attendue. */
  function prete() {
    return window.atlasPage.jouee()
      && [...document.querySelectorAll('[data-testid="stSkeleton"]')].every((silhouette) => silhouette.closest('[class*="st-key-place-"]'));
  }

  function guetter(instant) {
    if (document.querySelector(".stMain h1")) depuis = depuis || instant;
    const page = document.querySelector(".stMain"), hauteur = page ? page.scrollHeight : 0;
    if (!depuis || !prete() || hauteur !== haute) calme = instant;
    haute = hauteur;
    if (depuis && (instant - calme > CALME || instant - depuis > LIMITE)) racine.classList.remove(NAISSANTE);
    else requestAnimationFrame(guetter);
  }
  requestAnimationFrame(guetter);
})();

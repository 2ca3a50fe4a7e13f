// La feuille imprimée : chaque page porte marque, territoire, adresse et date ; le mode « feuille » imprime seul, puis revient.
(() => {
  const ADRESSE_MAX = 420, LIGNE = 80, TITRE_MAX = 260, PAS = 200, ESSAIS = 75, STABLES = 4;
  const MARQUE = "Atlas des maisons de l’emploi";
  const couper = (texte, maximum) => (texte.length > maximum ? `${texte.slice(0, maximum - 1)}…` : texte);
  /** Texte sûr entre guillemets dans une feuille de style : tout signe douteux y est un code. */
  const citer = (texte) => `"${texte.replace(/[^\p{L}\p{N} .,;:()'’«»·–—…/?&=%_-]/gu, (signe) => `\\${signe.codePointAt(0).toString(16)} `)}"`;

  /** L'adresse, telle quelle si elle tient sur une ligne ; plus longue, elle peut se couper partout. */
  function adresse() {
    const entiere = couper(window.location.href, ADRESSE_MAX);
    return entiere.length > LIGNE ? entiere.replace(/.{16}/g, "$&\u200b") : entiere;
  }

  function sujet() {
    const titre = document.querySelector(".stMain h1");
    const entete = document.querySelector(".atlas-entete"); // il dit le territoire de la page, ou tous ceux qu'elle compare
    const morceaux = [titre && titre.textContent.trim(), entete && entete.dataset.lieu.trim()];
    return couper([...new Set(morceaux.filter(Boolean))].join(" · "), TITRE_MAX);
  }

  function marges() {
    const jour = new Date().toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
    const police = "font: 8pt/1.25 'Source Sans', 'Source Sans 3', sans-serif; color: #4a5963; vertical-align: middle;";
    const boite = (place, contenu, suite = "") => `@${place} { content: ${contenu}; ${police} ${suite} }`;
    return `@page { ${boite("top-left", citer(MARQUE), "font-weight: 600; color: #0f5c73; width: 34%; text-align: left;")}
      ${boite("top-center", '""', "width: 0;")}
      ${boite("top-right", citer(sujet()), "width: 66%; text-align: right;")}
      ${boite("bottom-left", citer(adresse()), "width: 74%; text-align: left; overflow-wrap: anywhere; word-break: break-all; padding-right: 4mm;")}
      ${boite("bottom-center", '""', "width: 0;")}
      ${boite("bottom-right", `${citer(`${jour} · page `)} counter(page) " / " counter(pages)`, "width: 26%; text-align: right; white-space: nowrap;")} }`;
  }

  window.addEventListener("beforeprint", () => {
    const app = document.querySelector("[data-testid=stApp]"); // un tableau est peint en pixels : sa feuille de style l'éclaircit
    document.documentElement.dataset.ecran = app && getComputedStyle(app).colorScheme === "dark" ? "sombre" : "clair";
    const style = document.getElementById("atlas-marges") || document.head.appendChild(Object.assign(document.createElement("style"), { id: "atlas-marges" }));
    style.textContent = marges();
  });

  const feuille = () => document.querySelector("[data-feuille]");
  const dessinee = (cadre) => Boolean(cadre.contentDocument && cadre.contentDocument.documentElement.dataset.atlas);

  /** La page est jouée, ses figures et ses cartes sont dessinées. */
  function prete() {
    return window.atlasPage.jouee() && !document.querySelector("[data-testid=stSkeleton]")
      && [...document.querySelectorAll(".stPlotlyChart")].every((figure) => figure.querySelector(".main-svg"))
      && [...document.querySelectorAll('iframe[src*="streamlit_folium"]')].every(dessinee);
  }

  let attente = 0;
  function imprimer() {
    let essais = 0, stables = 0, hauteur = 0;
    attente = window.setInterval(() => {
      if (!feuille()) { window.clearInterval(attente); attente = 0; return; }
      const main = document.querySelector("[data-testid=stMain]"), mesuree = main ? main.scrollHeight : 0;
      stables = prete() && mesuree === hauteur ? stables + 1 : 0;
      hauteur = mesuree;
      essais += 1;
      if (stables < STABLES && essais < ESSAIS) return;
      window.clearInterval(attente);
      feuille().dataset.feuille = "prete";
      window.print();
    }, PAS);
  }

  window.addEventListener("afterprint", () => {
    const retour = document.querySelector(".st-key-feuille-revenir button");
    if (retour && feuille().dataset.feuille === "prete") window.setTimeout(() => retour.click(), 500);
  });

  // La feuille de style lit cet attribut de la racine : un « :has() » y serait rejugé à chaque changement de la page.
  new MutationObserver(() => {
    const posee = feuille();
    document.documentElement.toggleAttribute("data-sur-feuille", Boolean(posee));
    if (!attente && posee && posee.dataset.feuille === "") imprimer(); else if (!posee) attente = 0;
  })
    .observe(document.documentElement, { childList: true, subtree: true });
})();

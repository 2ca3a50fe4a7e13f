// Sur le papier, un titre n'est jamais seul : il tient à sa phrase, elle à ce qu'elle annonce, une figure ou un tableau à sa légende.
// Ce qui suit un titre n'est pas toujours son voisin (une commande que le papier cache, un bloc vide) : cela se cherche, page jouée.
(() => {
  const BLOCS = ".stElementContainer, [data-testid=stExpander] summary", TITRES = "h1, h2, h3, h4, h5, h6";
  const FIGURES = "iframe, .stPlotlyChart, .atlas-dessin, img, table, .stDataFrame";
  const PHRASE = 130; // pixels : plus haut, un texte se coupe sans perdre son titre
  const VOLET = 5, GRAS = 7; // rang d'un volet, d'une ligne en gras : sous les titres de la page

  /** Sélecteurs de ce que les feuilles de style ôtent du papier. */
  function ote() {
    const regles = [...document.styleSheets].flatMap((feuille) => { try { return [...feuille.cssRules]; } catch (erreur) { return []; } });
    return regles.filter((regle) => regle instanceof CSSMediaRule && regle.media.mediaText === "print").flatMap((regle) => [...regle.cssRules])
      .filter((regle) => regle.style && regle.style.display === "none" && !regle.selectorText.includes("::")).map((regle) => regle.selectorText).join(", ");
  }

  /** Rang d'un titre, du plus grand (1) au plus petit ; 0 pour le reste. */
  function rang(bloc) {
    if (bloc.matches("summary")) return VOLET;
    const titre = bloc.querySelector(`.stHeading :is(${TITRES})`);
    if (titre) return Number(titre.tagName[1]);
    const gras = bloc.querySelector(".stMarkdown p > strong:first-child");
    return gras && 2 * gras.textContent.length > bloc.textContent.trim().length ? GRAS : 0;
  }

  function lire() {
    const cachees = ote(), cache = (bloc) => cachees && (bloc.closest(cachees) || [...bloc.children].some((enfant) => enfant.matches(cachees)));
    return [...document.querySelectorAll(".stMain .block-container")].flatMap((page) => [...page.querySelectorAll(BLOCS)])
      .map((bloc) => ({ bloc, haut: bloc.getBoundingClientRect().height })).filter(({ bloc, haut }) => haut > 1 && !cache(bloc))
      .map(({ bloc, haut }) => {
        const figure = Boolean(bloc.querySelector(FIGURES)), titre = rang(bloc);
        return { bloc, rang: titre, figure, phrase: !titre && !figure && haut < PHRASE && !bloc.querySelector(".stPageLink") };
      });
  }

  const noter = (element) => { element.dataset.tient = ""; };
  const VIDES = ".stElementContainer, .stVerticalBlock, .stHorizontalBlock, .stColumn, [data-testid=stLayoutWrapper]";
  const passer = (vide) => [vide, ...vide.querySelectorAll(VIDES)].forEach(noter);

  /** Rien ne se coupe entre deux blocs : ni eux, ni ce qui les contient, ni les blocs vides qui les séparent. */
  function tenir(avant, apres) {
    let element = avant, suivant = apres;
    const monter = () => {
      noter(element);
      for (let vide = element.nextElementSibling; vide && !vide.contains(apres); vide = vide.nextElementSibling) passer(vide);
    };
    for (; !element.parentElement.contains(apres); element = element.parentElement) monter();
    if (element.parentElement.matches(".stHorizontalBlock")) return; // côte à côte
    monter();
    for (; !suivant.parentElement.contains(avant); suivant = suivant.parentElement) {
      for (let vide = suivant.previousElementSibling; vide; vide = vide.previousElementSibling) passer(vide);
    }
  }

  /** Rang du bloc qu'un titre annonce, ses phrases passées : une figure, un tableau, un titre plus petit ; à défaut, ses deux voisins. */
  function annonce(blocs, i) {
    let suite = i + 1;
    while (suite < blocs.length && blocs[suite].phrase) suite += 1;
    const voulu = blocs[suite] && (!blocs[suite].rang || blocs[suite].rang > blocs[i].rang);
    return voulu ? suite : Math.min(i + 2, suite - 1);
  }

  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("[data-tient]").forEach((element) => element.removeAttribute("data-tient"));
    const blocs = lire();
    blocs.forEach((ici, i) => {
      const jusque = ici.rang ? annonce(blocs, i) : ici.figure && blocs[i + 1] && blocs[i + 1].phrase ? i + 1 : i;
      for (let k = i; k < jusque; k += 1) tenir(blocs[k].bloc, blocs[k + 1].bloc);
    });
  });
})();

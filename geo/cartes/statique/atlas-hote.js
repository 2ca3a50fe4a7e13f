// De la carte vers la page qui la porte : ce qui suit le cadre, et le tableau équivalent.
(function (atlas) {
  const FOCALISABLES = "a[href], button, input, select, textarea, summary, [tabindex]";
  const [GRILLE, TABLEAU] = ["[data-testid=stDataFrame]", "[data-testid=stDataFrame], table:not(.atlas-chiffres)"];
  const BASCULE = ".st-key-carte-tableau input";
  const DELAI = 15000;

  /** Éléments de la page placés après le cadre ; aucun si la page est d'un autre site. */
  function suivants(motif) {
    const cadre = window.frameElement;
    if (!cadre) return [];
    return [...cadre.ownerDocument.querySelectorAll(motif)]
      .filter((el) => cadre.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING && el.getClientRects().length);
  }

  /** Mène après la carte : au premier arrêt de la page qui suit son cadre, à défaut au dernier du cadre. */
  atlas.passer = function () {
    const suite = suivants(FOCALISABLES).find((el) => el.tabIndex >= 0 && !el.disabled);
    (suite || [...document.querySelectorAll("button")].pop()).focus();
  };

  function viser(tableau) {
    const dedans = tableau.querySelector("canvas[tabindex='0']"); // la grille elle-même, non ses boutons
    if (!dedans) tableau.setAttribute("tabindex", "-1");
    tableau.scrollIntoView({ block: "center" });
    (dedans || tableau).focus();
  }

  /** Sur l'accueil, le tableau est à un écran de là : la page Carte, par son lien du menu. Faux ailleurs. */
  function allerALaCarte() {
    const page = window.parent;
    if (!window.frameElement || !page.location.pathname.endsWith("/")) return false;
    const adresse = new URL("carte", page.location.href);
    adresse.searchParams.set("tableau", "1");
    page.history.pushState(null, "", adresse);
    page.dispatchEvent(new page.PopStateEvent("popstate"));
    return true;
  }

  /** Va au tableau équivalent, en l'ouvrant s'il le faut ; rend ce qu'il faut en dire. */
  atlas.allerAuTableau = function () {
    const bascule = window.frameElement && window.frameElement.ownerDocument.querySelector(BASCULE);
    const trouver = () => suivants(bascule ? GRILLE : TABLEAU)[0];
    if (!bascule && allerALaCarte()) return "Tableau équivalent, page Carte.";
    if (trouver() && (!bascule || bascule.checked)) { viser(trouver()); return "Tableau équivalent."; }
    if (!bascule) return "Cette page n’a pas de tableau équivalent.";
    bascule.click();
    const limite = Date.now() + DELAI;
    const guetter = () => { if (trouver()) viser(trouver()); else if (Date.now() < limite) setTimeout(guetter, 100); };
    guetter();
    return "Ouverture du tableau équivalent.";
  };
})(window.atlas);

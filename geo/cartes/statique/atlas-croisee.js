// La carte à deux entrées : besoin (clair → foncé) × présence (orange, gris, bleu) ; les mots et les nombres le redisent.
(function (atlas) {
  const e = (...arguments_) => atlas.element(...arguments_);
  const COLONNES = ["aucune", "une", "2 ou +"];

  /** Besoin (0 faible, 1 moyen, 2 élevé) d'un territoire d'après le rang de sa valeur entre les deux seuils. */
  const besoin = ({ croisee }, rang) => (croisee.bas ? 2 - rang : rang);
  const actions = ({ croisee }, indice) => croisee.actions[indice] || 0;

  atlas.teinte = function (etat, indice, rang) {
    return etat.croisee.teintes[besoin(etat, rang)][Math.min(actions(etat, indice), 2)];
  };

  function presence({ croisee }, nombre) {
    return nombre < 2 ? croisee.presences[nombre] : `${atlas.nombre(nombre, 0)} actions`;
  }

  /** « besoin élevé (9,8 %), aucune action » */
  atlas.lecture = function (etat, indice, rang, texte) {
    const mots = rang === null ? `besoin non mesuré (${texte})` : `besoin ${etat.croisee.besoins[besoin(etat, rang)]} (${texte})`;
    return `${mots}, ${presence(etat, actions(etat, indice))}`;
  };

  /** Le nombre d'actions, écrit au milieu de chaque zone qui en a. */
  atlas.chiffrer = function (carte, cible, dedans) {
    const { etat, centres } = carte.atlas, groupe = L.layerGroup();
    for (const [indice, nombre] of Object.entries(etat.croisee.actions)) {
      if (!centres[indice] || !dedans(Number(indice))) continue;
      const html = e("span", { class: "atlas-nombre", "aria-hidden": "true" }, atlas.nombre(nombre, 0));
      const icon = L.divIcon({ html, className: "atlas-marqueur", iconSize: [20, 16] });
      groupe.addLayer(L.marker(centres[indice], { icon, interactive: false, keyboard: false }));
    }
    return groupe.addTo(cible);
  };

  function cellule(croisee, ligne, colonne) {
    const nombre = croisee.cellules[ligne][colonne];
    const appel = ligne === 2 && colonne === 0 ? " atlas-case-appel" : "";
    const texte = e("span", { class: `atlas-case-nombre${ligne === 2 ? " atlas-case-foncee" : ""}` }, atlas.nombre(nombre, 0));
    return e("td", { class: `atlas-case${appel}`, fond: croisee.teintes[ligne][colonne] }, texte);
  }

  function rangee(croisee, ligne) {
    const nom = croisee.besoins[ligne];
    return e("tr", {}, e("th", { scope: "row" }, e("strong", {}, nom[0].toUpperCase() + nom.slice(1)), e("span", {}, croisee.bornes[ligne])),
      ...COLONNES.map((_, colonne) => cellule(croisee, ligne, colonne)));
  }

  /** Légende 3 × 3 : un vrai tableau, lisible par une aide technique, le nombre de zones dans chaque case. */
  atlas.legendeCroisee = function ({ croisee, sans }) {
    const tete = e("tr", {}, e("th", { scope: "col" }, "Besoin"),
      ...COLONNES.map((nom, i) => e("th", { scope: "col", "aria-label": croisee.presences[i] }, nom)));
    const absentes = sans ? [e("ul", {}, e("li", {}, e("span", { class: "atlas-pastille atlas-pastille-absente" }),
      e("span", {}, "besoin non mesuré"), e("span", { class: "atlas-effectif" }, atlas.nombre(sans, 0))))] : [];
    return [
      e("table", { class: "atlas-croisee" }, e("caption", { class: "atlas-cache" }, "Nombre de zones d’emploi, par besoin et actions comptées"),
        e("thead", {}, e("tr", {}, e("td", {}), e("th", { scope: "colgroup", colspan: 3 }, "Actions comptées")), tete),
        e("tbody", {}, rangee(croisee, 2), rangee(croisee, 1), rangee(croisee, 0))),
      ...absentes,
      e("p", { class: "atlas-legende-note" }, "Nombre de zones par case. Case cernée : besoin élevé, aucune action. Sur la carte : nombre d’actions."),
    ];
  };
})(window.atlas);

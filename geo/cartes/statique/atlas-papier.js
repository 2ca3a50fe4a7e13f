// La carte sur la feuille imprimée : la légende à côté d'elle, rien qui se touche, rien de vide ; le style est dans atlas-papier.css.
(function (atlas) {
  const HAUTE = 412, BASSE = 280; // sous son titre, ou sous une autre figure ; une carte de lieux seuls en demande moins

  atlas.surPapier = function () {
    try { return Boolean(window.parent.document.querySelector("[data-feuille]")); } catch (erreur) { return false; }
  };

  atlas.hauteurPapier = ({ atlas: { etat } }) => (etat && etat.neutre ? BASSE : HAUTE);

  /** Ce qui s'ouvre sur la feuille : tout ce que la légende compte ; un contour dit où est le territoire. */
  atlas.montreTout = ({ atlas: { etat } }) => atlas.surPapier() && etat.national && !etat.neutre;

  /** Note les cartouches qui n'ont rien à dire : ni couleur, ni point. */
  function vider({ atlas: { etat, cartouches, points } }) {
    const places = [...(points || new Map()).values()].flatMap((posee) => posee.places || []);
    for (const { petite, emprise } of cartouches || []) {
      const vide = etat.neutre && !places.some(({ lat, lon }) => emprise.contains([lat, lon]));
      petite.getContainer().parentElement.classList.toggle("atlas-vide", vide);
    }
  }

  atlas.pieces.push((carte) => {
    carte.on("etat points", () => { vider(carte); if (atlas.surPapier()) atlas.disposition(); });
  });
})(window.atlas);

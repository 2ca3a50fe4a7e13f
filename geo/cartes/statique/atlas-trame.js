// La trame : à chaque pixel, le rang de sa commune. Calculée à chaque cadrage, elle se recolore en quelques millisecondes.
// Un canevas met dix secondes à remplir un chemin de trente-cinq mille polygones ; cette trame, moins d'un dixième.
(function (atlas) {
  let bouts = new Float64Array(1 << 14);
  let traversees = new Float64Array(1 << 10);

  /** Range dans `bouts` les côtés d'une commune, en pixels, le sommet du haut d'abord ; rend leur nombre. */
  function cotes(e, c, k, dx, dy) {
    const besoin = 4 * (e.anneaux[e.communes[c + 1]] - e.anneaux[e.communes[c]]);
    if (besoin > bouts.length) { bouts = new Float64Array(2 * besoin); traversees = new Float64Array(2 * besoin); }
    let n = 0;
    for (let a = e.communes[c]; a < e.communes[c + 1]; a += 1) {
      const fin = e.anneaux[a + 1];
      let p = 2 * e.sommets[fin - 1], x0 = e.monde[p] * k + dx, y0 = e.monde[p + 1] * k + dy;
      for (let s = e.anneaux[a]; s < fin; s += 1) {
        p = 2 * e.sommets[s];
        const x1 = e.monde[p] * k + dx, y1 = e.monde[p + 1] * k + dy;
        if (Math.ceil(y0) !== Math.ceil(y1)) {
          if (y0 < y1) { bouts[n] = x0; bouts[n + 1] = y0; bouts[n + 2] = x1; bouts[n + 3] = y1; }
          else { bouts[n] = x1; bouts[n + 1] = y1; bouts[n + 2] = x0; bouts[n + 3] = y0; }
          n += 4;
        }
        x0 = x1; y0 = y1;
      }
    }
    return n;
  }

  /** Trie par insertion les `n` premières traversées : il y en a presque toujours deux. */
  function trier(n) {
    for (let i = 1; i < n; i += 1) {
      const valeur = traversees[i];
      let j = i - 1;
      while (j >= 0 && traversees[j] > valeur) { traversees[j + 1] = traversees[j]; j -= 1; }
      traversees[j + 1] = valeur;
    }
  }

  /**
   * Écrit dans `trame` le rang + 1 de la commune qui couvre chaque pixel (0 : aucune).
   * Le repère passe du monde aux pixels par `k`, `dx`, `dy`.
   */
  atlas.tramer = function (e, communes, { k, dx, dy }, { trame, large, haut }) {
    trame.fill(0);
    for (const c of communes) {
      const nombre = cotes(e, c, k, dx, dy);
      const debut = Math.max(0, Math.ceil(e.emprises[4 * c + 1] * k + dy)), fin = Math.min(haut - 1, Math.floor(e.emprises[4 * c + 3] * k + dy));
      for (let y = debut; y <= fin; y += 1) {
        let n = 0;
        for (let i = 0; i < nombre; i += 4) {
          if (bouts[i + 1] < y && bouts[i + 3] >= y) {
            traversees[n] = bouts[i] + ((y - bouts[i + 1]) / (bouts[i + 3] - bouts[i + 1])) * (bouts[i + 2] - bouts[i]);
            n += 1;
          }
        }
        if (n > 1) trier(n);
        for (let i = 0; i + 1 < n; i += 2) {
          const gauche = Math.max(0, Math.ceil(traversees[i])), droite = Math.min(large, Math.ceil(traversees[i + 1]));
          if (droite > gauche) trame.fill(c + 1, y * large + gauche, y * large + droite);
        }
      }
    }
  };

  /** Couleur CSS (#rrggbb, rgb(…)) → entier d'une image (petit-boutiste). */
  atlas.pixel = function (couleur) {
    const bac = document.createElement("canvas").getContext("2d");
    bac.fillStyle = couleur;
    bac.fillRect(0, 0, 1, 1);
    return new Uint32Array(bac.getImageData(0, 0, 1, 1).data.buffer)[0];
  };

  /** Peint la trame : `teintes` par rang de commune + 1 ; la teinte 1 veut dire « hachuré ». */
  atlas.colorer = function ({ trame, large, haut }, teintes, [fond, trait], pixels) {
    for (let y = 0, p = 0; y < haut; y += 1) {
      for (let x = 0; x < large; x += 1, p += 1) {
        const teinte = teintes[trame[p]];
        pixels[p] = teinte === 1 ? ((x + y) % 12 < 4 ? trait : fond) : teinte;
      }
    }
  };
})(window.atlas);

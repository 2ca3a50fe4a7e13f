// Le rang d'un territoire parmi les valeurs de la carte, par les règles de geo/mesures/positions.py (voir geo/cartes/ordre.py).
(function (atlas) {
  const ordinal = (rang) => (rang === 1 ? "1ᵉʳ" : `${atlas.nombre(rang, 0)}ᵉ`);

  /** Suite serrée `[largeur, texte]` → nombre à une place ; zéro sans suite. */
  function ecart(suite, indice) {
    if (!suite) return 0;
    const [largeur, texte] = suite;
    return parseInt(texte.slice(indice * largeur, (indice + 1) * largeur), 36);
  }

  /** Territoires placés devant, et à égalité d'arrondi, avec `indice`. */
  function compter(etat, indice) {
    const ici = etat.valeurs[indice], { bas } = etat.ordre;
    const compte = { sur: 0, devant: 0, egaux: [] };
    etat.valeurs.forEach((valeur, i) => {
      if (valeur === null) return;
      compte.sur += 1;
      if (bas ? valeur < ici : valeur > ici) compte.devant += 1;
      else if (valeur === ici && i !== indice) compte.egaux.push(i);
    });
    return compte;
  }

  const entre = (premier, dernier, sur, suite) => `entre le ${ordinal(premier)} et le ${ordinal(dernier)} sur ${atlas.nombre(sur, 0)}${suite}`;
  const autres = (nombre) => `${atlas.nombre(nombre, 0)} autre${nombre > 1 ? "s" : ""}`;

  /** L'état sait départager : la suite est celle de cette période, et rien d'incertain ne lui échappe. */
  function sait({ ordre, periode, moins }) {
    const precis = ordre.periode === periode && (ordre.exact || ordre.departage);
    return { precis, muet: ordre.muet || (!precis && Boolean(moins || ordre.entre || ordre.sans)) };
  }

  /** « 142ᵉ sur 305 », « 3ᵉ ex æquo avec 8 autres sur 306 », « sans rang » ; vide quand rien ne permet de le dire. */
  atlas.rang = function (etat, indice) {
    if (!etat.ordre || (etat.valeurs[indice] ?? null) === null) return "";
    const { ordre } = etat, { precis, muet } = sait(etat);
    if (muet) return "";
    const { sur, devant, egaux } = compter(etat, indice);
    if (sur < 2) return "";
    if (precis && (ordre.sans || []).includes(indice)) return "sans rang";
    if (!precis) return egaux.length ? entre(devant + 1, devant + 1 + egaux.length, sur, " à cet arrondi") : `${ordinal(devant + 1)} sur ${atlas.nombre(sur, 0)}`;
    const place = ecart(ordre.departage, indice), rang = devant + 1 + place;
    const [gagnees, perdues] = ordre.entre ? ordre.entre.map((suite) => ecart(suite, indice)) : [0, 0];
    if (gagnees + perdues > 0) return entre(rang - gagnees, rang + perdues, sur, ` (indiscernable de ${autres(gagnees + perdues)})`);
    const pareils = egaux.filter((i) => ecart(ordre.departage, i) === place).length;
    return `${ordinal(rang)}${pareils ? ` ex æquo avec ${autres(pareils)}` : ""} sur ${atlas.nombre(sur, 0)}`;
  };

  /** Territoires dessinés et renseignés, de la plus petite valeur à la plus grande ; gardé tant que les valeurs ne changent pas. */
  atlas.parValeur = function (a) {
    if (a.parValeur && a.parValeur.de === a.etat.valeurs) return a.parValeur.liste;
    const { valeurs, ordre } = a.etat, sens = ordre && ordre.bas ? 1 : -1;
    const place = (i) => (ordre && ordre.periode === a.etat.periode ? sens * ecart(ordre.departage, i) : 0);
    const liste = a.codes.map((_, i) => i).filter((i) => (valeurs[i] ?? null) !== null && a.centres[i]);
    liste.sort((i, j) => valeurs[i] - valeurs[j] || place(i) - place(j) || i - j);
    a.parValeur = { de: valeurs, liste };
    return liste;
  };
})(window.atlas);

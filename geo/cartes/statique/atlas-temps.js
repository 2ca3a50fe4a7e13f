// Le temps dans la carte : toute la série est ici ; le curseur et la lecture repeignent sans rien demander au serveur.
(function (atlas) {
  const e = (...arguments_) => atlas.element(...arguments_);
  const LECTURE_MS = 9000; // d'un bout à l'autre
  const PAS_MS = [60, 700]; // entre deux dates, au moins et au plus
  const PAS_CALME_MS = 1000; // si le lecteur a demandé moins de mouvement
  const REPIT_MS = 450; // au clavier, chaque flèche est un relâchement : le serveur n'entend que la dernière
  const calme = window.matchMedia("(prefers-reduced-motion: reduce)");
  const ICONES = { lire: "M5 3v10l8-5z", pause: "M4.5 3h2.6v10H4.5zM8.9 3h2.6v10H8.9z" };
  let temps = null;

  /** Écarts successifs → entiers, date après date (null : absent) ; voir geo/cartes/series.py. */
  function cumuler(lignes) {
    const connus = new Array(lignes[0].length).fill(0);
    return lignes.map((ligne) => ligne.map((saut, i) => (saut === null ? null : (connus[i] += saut))));
  }

  function lire(fichier) {
    if (fichier.lu) return fichier.lu;
    const lu = {};
    for (const nom of ["valeurs", "moins", "plus"]) if (fichier[nom]) lu[nom] = cumuler(fichier[nom]);
    lu.grand = lu.valeurs.reduce((m, ligne) => ligne.reduce((n, v) => Math.max(n, Math.abs(v || 0)), m), 1);
    fichier.lu = lu;
    return lu;
  }

  /** Ce qu'un état reçoit du fichier de sa série, à une date. */
  atlas.aLaDate = function (fichier, etat, date) {
    const lu = lire(fichier), rang = fichier.dates.indexOf(date);
    const doutes = lu.moins ? { moins: lu.moins[rang], plus: lu.plus[rang], incertitude: fichier.incertitude, revision: fichier.revision[rang] } : {};
    const { titre, unite, decimales, nombre, cercles } = fichier;
    return {
      titre, unite, decimales, nombre, cercles, ...doutes, absence: "", ...fichier.statuts[rang],
      valeurs: lu.valeurs[rang], periode: fichier.noms[fichier.periodes.indexOf(date)],
      ordre: etat.ordre || fichier.ordre, grand: etat.par_date ? 0 : lu.grand, effectifs: null, sans: null,
    };
  };

  const periode = () => temps.fichier.periodes[temps.rang];
  /** Une date se montre pendant le geste si le fichier les a toutes et si leurs classes sont les mêmes. */
  const vive = () => temps.fichier.dates.length === temps.fichier.periodes.length && !temps.carte.atlas.etat.par_date;
  const enCours = () => Boolean(temps && (temps.joue || temps.geste || temps.repit));

  /** Date à montrer : celle du serveur, sauf pendant un geste ou une lecture de la même série. */
  atlas.dateMontree = function (fichier, etat) { return enCours() && vive() && temps.fichier === fichier ? periode() : etat.date; };

  function icone(nom) {
    return atlas.svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, atlas.svg("path", { d: ICONES[nom] }));
  }

  function dire() {
    const { curseur, bouton, sortie, fichier, rang, joue } = temps, nom = fichier.noms[rang];
    curseur.value = rang;
    curseur.setAttribute("aria-valuetext", nom);
    sortie.textContent = nom;
    if (bouton.dataset.joue === String(joue)) return;
    bouton.dataset.joue = String(joue);
    bouton.replaceChildren(icone(joue ? "pause" : "lire"));
    bouton.setAttribute("aria-label", joue ? "Arrêter la lecture" : `Lire la série, de ${fichier.noms[0]} à ${fichier.noms[fichier.noms.length - 1]}`);
  }

  /** Repeint à l'image suivante : dix mouvements du curseur entre deux images n'en font qu'un. */
  function montrer(rang) {
    temps.rang = rang;
    if (temps.image) return;
    temps.image = requestAnimationFrame(() => {
      temps.image = 0;
      const { carte, fichier } = temps, { atlas: a } = carte;
      dire();
      if (!vive()) return;
      atlas.deplier(Object.assign(a.etat, atlas.aLaDate(fichier, a.etat, periode())));
      if (a.bulle) a.bulle.remove();
      atlas.recolorer(carte, true);
      atlas.legende(carte);
      document.documentElement.dataset.atlasDate = periode();
    });
  }

  /** La date que le serveur ne sait pas encore, à joindre à ce qu'on lui dit ; vide s'il la sait. */
  atlas.dateTue = function () {
    if (!temps || temps.dite === periode()) return "";
    arreter();
    clearTimeout(temps.repit);
    temps.repit = 0;
    temps.dite = periode();
    return `date:${temps.dite}`;
  };

  function prevenir() {
    const date = atlas.dateTue();
    if (date) atlas.prevenir(date);
  }

  function arreter() {
    if (!temps.joue) return;
    temps.joue = false;
    cancelAnimationFrame(temps.boucle);
    dire();
  }

  function jouer() {
    const dernier = temps.fichier.periodes.length - 1;
    const pas = calme.matches ? PAS_CALME_MS : Math.min(PAS_MS[1], Math.max(PAS_MS[0], LECTURE_MS / dernier));
    if (temps.rang === dernier) montrer(0);
    temps.joue = true;
    dire();
    let prochaine = performance.now() + pas;
    const avancer = (instant) => {
      if (!temps.joue) return;
      if (instant >= prochaine) { prochaine += Math.max(pas, instant - prochaine); montrer(temps.rang + 1); }
      if (temps.rang >= dernier) { arreter(); prevenir(); } else temps.boucle = requestAnimationFrame(avancer);
    };
    temps.boucle = requestAnimationFrame(avancer);
  }

  function basculer() { if (temps.joue) { arreter(); prevenir(); } else if (vive()) jouer(); }

  function brancher({ boite, curseur, bouton }) {
    let clavier = false;
    L.DomEvent.disableClickPropagation(boite).disableScrollPropagation(boite);
    boite.addEventListener("pointerdown", () => { clavier = false; });
    boite.addEventListener("keydown", (evenement) => {
      evenement.stopPropagation(); // les flèches déplaceraient la carte
      clavier = true;
      if (evenement.key !== " " || evenement.target !== curseur) return;
      evenement.preventDefault();
      basculer();
    });
    bouton.addEventListener("click", basculer);
    curseur.addEventListener("input", () => { arreter(); temps.geste = true; montrer(Number(curseur.value)); });
    curseur.addEventListener("change", () => {
      temps.geste = false;
      clearTimeout(temps.repit);
      temps.repit = clavier ? setTimeout(() => { temps.repit = 0; prevenir(); }, REPIT_MS) : 0;
      if (!clavier) prevenir();
    });
  }

  function creer(carte) {
    const bouton = e("button", { type: "button", class: "atlas-temps-lire" });
    const curseur = e("input", { type: "range", min: 0, step: 1, "aria-label": "Date", title: "Espace : lire ou arrêter" });
    const sortie = e("span", { class: "atlas-temps-date", "aria-hidden": "true" });
    const boite = e("div", { class: "atlas-temps", role: "group", "aria-label": "Date de la carte" }, bouton, curseur, sortie);
    carte.getContainer().append(boite);
    const neuf = { carte, boite, bouton, curseur, sortie, rang: 0, joue: false, geste: false, repit: 0, image: 0 };
    brancher(neuf);
    return neuf;
  }

  /** Pose, règle ou retire le curseur, selon la série de l'état. */
  atlas.temps = function (carte, fichier) {
    if (!fichier || fichier.periodes.length < 2) {
      if (temps) { arreter(); temps.boite.remove(); temps = null; }
      document.documentElement.classList.remove("atlas-en-serie");
      return;
    }
    const { etat } = carte.atlas, continue_ = enCours() && temps.fichier === fichier;
    temps = temps || creer(carte);
    if (!continue_) { arreter(); Object.assign(temps, { fichier, rang: fichier.periodes.indexOf(etat.date), geste: false }); }
    temps.dite = etat.date;
    temps.curseur.max = fichier.periodes.length - 1;
    temps.bouton.hidden = !vive();
    temps.bouton.dataset.joue = "";
    dire();
    document.documentElement.classList.add("atlas-en-serie");
    document.documentElement.dataset.atlasDate = periode();
  };
})(window.atlas);

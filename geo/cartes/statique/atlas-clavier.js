// La carte au clavier et à l'oreille : un seul arrêt de tabulation, les flèches vont de territoire en territoire.
//
// Motif retenu : role="application" sur un élément posé par-dessus la carte, et une région « polite » qui dit le
// territoire visé. Une liste (listbox) est linéaire : ses flèches ne peuvent dire « à l'est », elle voudrait 306 à
// 35 000 options dans la page, et ferait lire « option 12 sur 306 » là où le rang est autre chose. L'APG réserve
// « application » à ce qu'aucun motif ne décrit, à condition de dire les touches : le nom de l'élément le fait, « ? » le
// détaille. Le rôle ne couvre que cet élément vide : boutons, fenêtres et légende restent lus comme une page. RGAA 7.3
// (tout au clavier), 12.8 (ordre), 12.9 (pas de piège : Tab sort toujours), 7.5 (messages de statut).
(function (atlas) {
  const e = (...arguments_) => atlas.element(...arguments_);
  const MARGE = 40, PAS_ZOOM = 0.8;
  const COIN = [330, 120]; // au large du Finistère, là où aucune zone ne se montre à l'ouverture (px)

  // Aucun marqueur ni amas n'est un arrêt : on les lit par « M », territoire par territoire.
  L.Marker.mergeOptions({ keyboard: false });

  function dire(carte, brut) {
    const { annonce } = carte.atlas, texte = brut.replace(/(\d) %/g, "$1\u202f%");
    annonce.textContent = annonce.textContent === texte ? `${texte}\u00a0` : texte;
  }

  /** « 2 maisons, 1 action », « aucune maison affichée » : ce que porte un territoire d'une carte sans valeurs. */
  function compter(carte, indice) {
    const dedans = atlas.pointsAffiches(carte).filter(({ point }) => atlas.contient(carte.atlas, indice, point));
    const dites = [["maisons", "maison"], ["actions", "action"]].map(([groupe, mot]) => [dedans.filter((p) => p.groupe === groupe).length, mot]).filter(([nombre]) => nombre);
    return dites.map(([nombre, mot]) => `${atlas.nombre(nombre, 0)} ${mot}${nombre > 1 ? "s" : ""}`).join(", ") || "aucune maison affichée";
  }

  /** « 6,6 %, 142ᵉ sur 305, classe 3 sur 5 » */
  atlas.detailler = function (carte, indice) {
    const a = carte.atlas, { etat } = a, rang = atlas.classe(etat, indice);
    if (etat.neutre) return etat.choix && !etat.national ? (etat.choix.includes(a.codes[indice]) ? "dans le périmètre" : "hors du périmètre") : compter(carte, indice);
    if (etat.croisee) return atlas.lecture(etat, indice, rang, atlas.dire(etat, indice));
    const deux = etat.double && a.seconde ? `${etat.periode} ${atlas.dire(etat, indice)} ; ${etat.double.periode} ${atlas.dire(a.seconde.atlas.etat, indice)}` : "";
    const doute = (etat.revision || []).includes(indice);
    const classe = doute ? "dans la marge de révision" : rang === null || etat.cercles ? "" : `classe ${rang + 1} sur ${etat.couleurs.length}`;
    return [deux || atlas.dire(etat, indice), atlas.rang(etat, indice), deux ? "" : classe].filter(Boolean).join(", ");
  };

  /** « Lyon, zone d’emploi : 6,6 %, 142ᵉ sur 305, classe 3 sur 5 » */
  atlas.annoncer = function (carte, indice) {
    const { etat, noms } = carte.atlas, niveau = etat.ordre && !etat.neutre ? `, ${etat.ordre.niveau}` : "";
    return `${noms[indice]}${niveau}\u00a0: ${atlas.detailler(carte, indice)}`;
  };

  /** Géométrie d'un territoire de la carte. */
  atlas.forme = function (a, indice) {
    return a.ensemble ? atlas.geometrieCommune(a.ensemble, indice) : a.traits[indice].geometry;
  };

  /** Cerne le territoire visé d'un trait double, au-dessus de tout tracé, sur chaque carte qui le montre. */
  function cerner(carte) {
    const a = carte.atlas;
    (a.contourVise || []).forEach((trait) => trait.remove());
    a.contourVise = [];
    const forme = a.vise >= 0 && document.activeElement === a.cible && atlas.forme(a, a.vise);
    if (!forme) return;
    const cartouche = atlas.cartoucheDe(a, a.vise);
    for (const cible of [carte, a.seconde, cartouche && cartouche.petite].filter(Boolean)) {
      if (!cible.getPane("vise")) cible.createPane("vise").classList.add("atlas-vise");
      for (const [color, weight] of [["var(--atlas-choix)", 4.5], ["var(--atlas-papier)", 2.5], ["var(--atlas-choix)", 1]]) {
        a.contourVise.push(L.geoJSON(forme, { pane: "vise", interactive: false, style: { color, weight, fill: false, opacity: 1 } }).addTo(cible));
      }
    }
  }

  /** Ne déplace la vue que si le territoire en sort, et jamais hors de France : on va d'un territoire à un territoire. */
  function montrer(carte) {
    const a = carte.atlas, centre = a.centres[a.vise], cartouche = atlas.cartoucheDe(a, a.vise), ici = atlas.METROPOLE.contains(carte.getCenter());
    if (cartouche && (ici || !a.etat.national)) return;
    const point = carte.latLngToContainerPoint(centre), taille = carte.getSize();
    if (point.x > MARGE && point.y > MARGE && point.x < taille.x - MARGE && point.y < taille.y - MARGE) return;
    if (cartouche) atlas.viser(carte, cartouche.emprise);
    else if (a.etat.national && !ici) atlas.viser(carte, atlas.METROPOLE);
    else carte.panTo(centre, { animate: false });
  }

  /** L'annonce se tient dans un coin de mer, en haut d'une carte étroite ; elle passe à l'autre bout plutôt que de couvrir le territoire visé. */
  function degager(carte) {
    const a = carte.atlas, { x, y } = carte.latLngToContainerPoint(a.centres[a.vise]), ailleurs = Boolean(atlas.cartoucheDe(a, a.vise));
    a.annonce.classList.toggle("atlas-annonce-haut", atlas.etroite() ? ailleurs || y > COIN[1] : !ailleurs && y > 0.7 * carte.getSize().y);
    a.annonce.classList.toggle("atlas-annonce-coin", ailleurs || x > COIN[0] || y > COIN[1]);
  }

  function viser(carte, indice, avant = "") {
    carte.atlas.vise = indice;
    montrer(carte);
    cerner(carte);
    degager(carte);
    dire(carte, avant + atlas.annoncer(carte, indice));
  }

  /** Va d'un cran dans l'ordre des valeurs ; un territoire sans valeur part de la plus petite. */
  function parValeur(carte, pas) {
    const a = carte.atlas, liste = atlas.parValeur(a), place = liste.indexOf(a.vise);
    if (!liste.length) { dire(carte, "Cette carte ne porte pas de valeur."); return; }
    const suivant = place < 0 ? 0 : place + pas;
    if (suivant < 0 || suivant >= liste.length) dire(carte, suivant < 0 ? "C’est la plus petite valeur." : "C’est la plus grande valeur.");
    else viser(carte, liste[suivant]);
  }

  function extreme(carte, fin) {
    const liste = atlas.parValeur(carte.atlas);
    if (liste.length) viser(carte, liste[fin ? liste.length - 1 : 0], fin ? "Plus grande valeur. " : "Plus petite valeur. ");
    else dire(carte, "Cette carte ne porte pas de valeur.");
  }

  const BORDS = { ArrowLeft: "à l’ouest", ArrowRight: "à l’est", ArrowUp: "au nord", ArrowDown: "au sud" };
  function aller(carte, touche) {
    const voisin = atlas.voisin(carte.atlas, carte.atlas.vise, touche);
    if (voisin < 0) { dire(carte, `Rien de plus ${BORDS[touche]}.`); return; }
    const [avant, apres] = [carte.atlas.vise, voisin].map((indice) => atlas.cartoucheDe(carte.atlas, indice));
    viser(carte, voisin, avant === apres ? "" : apres ? "Outre-mer. " : "Métropole. ");
  }

  function choisir(carte) {
    const a = carte.atlas, { etat } = a, code = a.codes[a.vise], nom = a.noms[a.vise];
    if (etat.neutre && !etat.choix) { dire(carte, "Rien à choisir sur cette carte ; M liste les maisons du territoire."); return; }
    const deja = etat.neutre && !etat.national ? etat.choix.includes(code) : etat.selection === code;
    atlas.choisir("territoire", code);
    dire(carte, `${deja ? "Choix retiré" : "Choisi"} : ${nom}.`);
  }

  function zoomer(carte, sens) {
    const a = carte.atlas, cartouche = atlas.cartoucheDe(a, a.vise);
    const emprise = a.etat.national ? atlas.METROPOLE : a.couche.getBounds();
    if (sens < 0 && carte.getZoom() - PAS_ZOOM <= carte.getBoundsZoom(emprise)) atlas.recentrer(carte);
    else if (cartouche && sens > 0 && !carte.getBounds().contains(a.centres[a.vise])) atlas.viser(carte, cartouche.emprise);
    else { atlas.vouloir(carte); carte.setView(sens > 0 ? a.centres[a.vise] : carte.getCenter(), carte.getZoom() + sens * PAS_ZOOM, { animate: false }); }
  }

  function fermer(carte) { if (!atlas.fermerVolet(carte)) carte.closePopup(); }

  const GESTES = {
    ArrowLeft: aller, ArrowRight: aller, ArrowUp: aller, ArrowDown: aller,
    PageUp: (carte) => parValeur(carte, -1), "<": (carte) => parValeur(carte, -1),
    PageDown: (carte) => parValeur(carte, 1), ">": (carte) => parValeur(carte, 1),
    Home: (carte) => extreme(carte, false), End: (carte) => extreme(carte, true),
    Enter: choisir, " ": choisir, Escape: fermer, "?": (carte) => atlas.aide(carte), 0: atlas.recentrer,
    m: (carte) => { if (!atlas.listerPoints(carte, carte.atlas.vise)) dire(carte, `Aucune maison ni action affichée : ${carte.atlas.noms[carte.atlas.vise]}.`); },
    t: (carte) => dire(carte, atlas.allerAuTableau()),
    "+": (carte) => zoomer(carte, 1), "=": (carte) => zoomer(carte, 1), "-": (carte) => zoomer(carte, -1), "−": (carte) => zoomer(carte, -1),
  };

  function toucher(carte, evenement) {
    const nom = evenement.key.length === 1 ? evenement.key.toLowerCase() : evenement.key;
    if (evenement.ctrlKey || evenement.metaKey || evenement.altKey || !GESTES[nom] || !(carte.atlas.vise >= 0)) return;
    evenement.preventDefault();
    evenement.stopPropagation();
    GESTES[nom](carte, nom);
  }

  /** Vise d'abord le territoire choisi, à défaut celui du milieu de la vue. */
  function entrer(carte) {
    const a = carte.atlas;
    if (!a.etat || !a.codes.length) return;
    if (window.frameElement && a.cible.matches(":focus-visible")) window.frameElement.scrollIntoView({ block: "nearest" }); // ce qui s'annonce se voit
    if (!(a.vise >= 0)) a.vise = Math.max(a.codes.indexOf(a.etat.selection), -1);
    if (a.vise < 0 || !a.centres[a.vise]) a.vise = atlas.plusProche(a, carte.getCenter());
    if (a.vise >= 0) viser(carte, a.vise);
  }

  /** Un nouvel état garde le territoire visé s'il y est encore. */
  function suivre(carte) {
    const a = carte.atlas, code = a.codeVise;
    a.cible.setAttribute("aria-label", `Carte, ${a.etat.titre || "territoires et points"} : ${atlas.nombre(a.codes.length, 0)} ${a.etat.nombre || "territoires"}. `
      + "Flèches : territoire voisin. Entrée : choisir. Point d’interrogation : toutes les touches.");
    if (a.nomsVises !== a.codes) { a.vise = code ? a.codes.indexOf(code) : -1; a.nomsVises = a.codes; }
    if (document.activeElement === a.cible) { if (a.vise >= 0) cerner(carte); else entrer(carte); }
  }

  atlas.pieces.push((carte) => {
    const a = carte.atlas, boite = carte.getContainer();
    a.vise = -1;
    Object.defineProperty(a, "codeVise", { get: () => (a.vise >= 0 ? (a.nomsVises || a.codes)[a.vise] : null) });
    a.cible = e("div", { class: "atlas-cible", tabindex: "0", role: "application", "aria-roledescription": "carte", "aria-label": "Carte" });
    a.annonce = e("div", { class: "atlas-annonce", role: "status", "aria-live": "polite" });
    atlas.grouper(boite.querySelector(".leaflet-top.leaflet-left"), "Zoom et fiche");
    boite.prepend(a.cible);
    boite.append(a.annonce);
    a.cible.addEventListener("keydown", (evenement) => toucher(carte, evenement));
    a.cible.addEventListener("focus", () => entrer(carte));
    a.cible.addEventListener("blur", () => cerner(carte));
    document.body.prepend(e("button", { type: "button", class: "atlas-passer", clic: atlas.passer }, "Passer la carte"));
    boite.addEventListener("keydown", (evenement) => { if (evenement.key === "Escape") fermer(carte); });
    carte.on("etat", () => suivre(carte));
  });
})(window.atlas);

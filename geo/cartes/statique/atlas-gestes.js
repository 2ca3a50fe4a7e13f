// Les gestes du lecteur : la page défile, la carte ne bouge que s'il le veut, et seule sa volonté s'écrit dans l'adresse.
(function (atlas) {
  const VALIDITE = 2500; // un mouvement arrivé plus tard (ms) n'est plus l'effet du geste
  const REPOS = 150; // la vue s'écrit une fois la carte posée (ms)
  const INVITES = 4, DUREE = 1800, SEUIL_GLISSE = 24;
  const POMME = /^(Mac|iP)/.test(navigator.platform);
  const TOUCHES = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "+", "-", "="];

  // Au doigt, Leaflet déplacerait la carte : un doigt appartient à la page, deux à la carte (TouchZoom déplace et zoome).
  const tirer = L.Draggable.prototype._onDown;
  L.Draggable.include({ _onDown(evenement) { if (!evenement.touches) tirer.call(this, evenement); } });
  // Atteindre un repère au clavier ne déplace pas la carte.
  L.Marker.mergeOptions({ autoPanOnFocus: false });

  let montrees = 0;
  /** Courte invite au bas de la carte ; elle s'efface, et se tait après quelques fois. */
  function inviter(boite, texte) {
    const invite = boite.querySelector(":scope > .atlas-invite") || boite.appendChild(atlas.element("div", { class: "atlas-invite", "aria-hidden": "true" }));
    if (invite.classList.contains("atlas-invite-dite") || montrees >= INVITES) return;
    montrees += 1;
    invite.textContent = texte;
    invite.classList.add("atlas-invite-dite");
    setTimeout(() => invite.classList.remove("atlas-invite-dite"), DUREE);
  }

  /** Le lecteur veut ce qui vient : la vue où la carte se posera ira dans l'adresse. */
  atlas.vouloir = function (carte) { carte.atlas.voulu = performance.now(); };
  const voulu = ({ atlas: a }) => a && a.voulu && performance.now() - a.voulu < VALIDITE;

  /** Un mouvement du programme n'est pas écrit dans l'adresse de la page. */
  atlas.enSilence = function (carte, geste) {
    const dehors = !carte.atlas.silence;
    Object.assign(carte.atlas, { silence: true, voulu: 0 });
    geste();
    if (dehors) carte.atlas.silence = false;
  };

  /** La molette fait défiler la page ; avec Ctrl (ou ⌘), elle zoome. */
  function molette(boite, vouloir) {
    boite.parentElement.addEventListener("wheel", (evenement) => {
      if (!boite.contains(evenement.target)) return;
      if (evenement.ctrlKey || evenement.metaKey) { vouloir(); return; }
      evenement.stopPropagation();
      inviter(boite, `${POMME ? "⌘" : "Ctrl"} + molette pour zoomer`);
    }, { capture: true, passive: true });
  }

  function doigts(boite, vouloir) {
    let depart = null;
    boite.addEventListener("touchstart", ({ touches }) => {
      depart = touches.length === 1 ? L.point(touches[0].clientX, touches[0].clientY) : null;
    }, { passive: true });
    boite.addEventListener("touchmove", ({ touches }) => {
      if (touches.length > 1) { vouloir(); return; }
      if (!depart || depart.distanceTo([touches[0].clientX, touches[0].clientY]) < SEUIL_GLISSE) return;
      depart = null;
      inviter(boite, "Deux doigts pour déplacer la carte");
    }, { passive: true });
  }

  /** Branche sur une carte les gestes du lecteur ; ce qu'il fait vaut pour `maitresse`, dont la vue s'écrit. */
  atlas.gestes = function (carte, maitresse) {
    const boite = carte.getContainer(), vouloir = () => atlas.vouloir(maitresse);
    molette(boite, vouloir);
    doigts(boite, vouloir);
    carte.on("dragend boxzoomend", vouloir);
    boite.addEventListener("dblclick", vouloir, true);
    boite.addEventListener("keydown", ({ target, key }) => { if (target === boite && TOUCHES.includes(key)) vouloir(); }, true);
    boite.addEventListener("click", ({ target }) => { if (target.closest(".leaflet-control-zoom, .atlas-amas")) vouloir(); }, true);
  };

  /** Adresse de la page et son cadrage, sauf là où « vue » nomme l'onglet ouvert (« vue=carte »). */
  atlas.lienAPartager = function (carte) {
    const adresse = new URL(window.parent.location.href);
    if (/^[^-\d]/.test(adresse.searchParams.get("vue") || "")) return adresse;
    const centre = carte.getCenter();
    adresse.searchParams.set("vue", [centre.lat.toFixed(3), centre.lng.toFixed(3), Number(carte.getZoom().toFixed(2))].join("_"));
    return adresse;
  };

  /** Écrit une adresse dans la page, sans relancer le script. */
  atlas.noterAdresse = function (adresse) {
    try { window.parent.history.replaceState(window.parent.history.state, "", adresse); } catch (erreur) { /* cadre isolé */ }
  };

  /** Le cadrage voulu par le lecteur va dans l'adresse de la page. */
  atlas.suivreVue = function (carte) {
    let attente = 0;
    carte.on("moveend", () => {
      clearTimeout(attente);
      if (!voulu(carte) || !carte.atlas.contours) return;
      attente = setTimeout(() => carte.atlas.voulu && atlas.noterAdresse(atlas.lienAPartager(carte)), REPOS);
    });
  };
})(window.atlas);

// La place de la carte dans la page : sa hauteur suit la fenêtre, ses panneaux s'y posent.
(function (atlas) {
  const LARGEUR_TELEPHONE = 680;

  /** Hauteur de la carte : une part de celle de la fenêtre, qu'elle suit ; la barre d'un téléphone qui se cache n'y change rien. */
  const PARTS = { grande: [0.76, 420, 1600], jointe: [0.72, 380, 640] };
  const PART_DEUX = 0.55; // dans le cadre d'un autre site, deux cartes et leur légende tiennent où en tient une
  const JEU = 120; // ce que reprend ou rend la barre d'adresse d'un téléphone (px)
  const fenetre = { large: 0, haute: 0 };

  function hauteurVoulue(carte, disposition) {
    let { innerWidth: large, innerHeight: haute } = window;
    if (atlas.surPapier()) return atlas.hauteurPapier(carte);
    try { ({ innerWidth: large, innerHeight: haute } = window.parent); } catch (erreur) { return window.__GLOBAL_DATA__.height; }
    if (large !== fenetre.large || Math.abs(haute - fenetre.haute) > JEU || !atlas.etroite()) Object.assign(fenetre, { large, haute });
    const [part, moins, plus] = PARTS[disposition];
    return Math.round(Math.min(plus, Math.max(moins, part * fenetre.haute)));
  }

  /** Bouton qui replie la colonne posée à droite de la grande carte ; la carte prend alors toute la largeur. */
  function replierFiche(carte) {
    let page = null;
    try { page = window.parent.document.documentElement; } catch (erreur) { return; }
    const cle = "atlas.fiche", pliee = () => page.classList.contains("atlas-fiche-pliee");
    const plier = (oui) => { page.classList.toggle("atlas-fiche-pliee", oui); bouton.setAttribute("aria-expanded", String(!oui)); bouton.textContent = oui ? "⇤" : "⇥"; };
    const bouton = atlas.element("button", {
      type: "button", class: "atlas-fiche-bouton leaflet-control", title: "Fiche à droite de la carte", "aria-label": "Fiche à droite de la carte",
      clic: () => { plier(!pliee()); try { sessionStorage.setItem(cle, pliee() ? "pliee" : ""); } catch (erreur) { /* stockage refusé */ } },
    });
    L.DomEvent.disableClickPropagation(bouton);
    carte.getContainer().querySelector(".leaflet-top.leaflet-left").append(bouton);
    const empilee = window.parent.matchMedia("(max-width: 1000px)"), cacher = () => { bouton.hidden = empilee.matches; };
    empilee.addEventListener("change", cacher);
    cacher();
    let retenue = "";
    try { retenue = sessionStorage.getItem(cle); } catch (erreur) { /* stockage refusé */ }
    plier(retenue === "pliee");
  }

  /** Donne au cadre sa hauteur, et la suit ; deux cartes empilées et leur légende prennent ce qu'il leur faut. */
  atlas.disposer = function (carte, disposition) {
    const racine = document.documentElement, demander = window.Streamlit.setFrameHeight.bind(window.Streamlit);
    const poser = () => {
      const deux = racine.classList.contains("atlas-deux"), serre = racine.clientWidth < LARGEUR_TELEPHONE, etroit = serre && !deux;
      racine.classList.toggle("atlas-papier", atlas.surPapier());
      racine.classList.toggle("atlas-empile", serre && deux);
      if (racine.classList.toggle("atlas-etroit", etroit) !== poser.etroit && carte.atlas) atlas.cote(carte).panneaux.forEach((panneau) => panneau.accorder());
      poser.etroit = etroit;
      const part = deux && racine.classList.contains("atlas-seule") ? PART_DEUX : 1, haute = Math.round(part * hauteurVoulue(carte, disposition));
      racine.style.setProperty("--atlas-hauteur", `${deux && serre ? Math.min(haute, racine.clientWidth) : haute}px`);
      demander(deux ? document.getElementById("parent").scrollHeight : haute);
      atlas.mesurer(carte);
      if (deux) atlas.mesurerSeconde(carte);
    };
    racine.classList.add(`atlas-${disposition}`);
    if (disposition === "grande") replierFiche(carte);
    window.Streamlit.setFrameHeight = poser;
    atlas.disposition = poser;
    window.addEventListener("resize", poser);
    try { window.parent.addEventListener("resize", poser); } catch (erreur) { /* cadre isolé */ }
    window.addEventListener("pagehide", () => { try { window.parent.removeEventListener("resize", poser); } catch (erreur) { /* cadre isolé */ } });
    new ResizeObserver(poser).observe(carte.getContainer());
    poser();
  };

  /** Place que prennent les panneaux au bord de la carte. */
  atlas.occupe = function (carte) {
    const rien = { avant: [0, 0], apres: [0, 0] }, { panneau: legende, outremer } = atlas.cote(carte);
    if (document.documentElement.matches(".atlas-deux, .atlas-papier")) return rien;
    if (!atlas.etroite()) return legende.ouvert() && !legende.boite.hidden ? { ...rien, apres: [legende.boite.offsetWidth + 10, 0] } : rien;
    const curseur = carte.getContainer().querySelector(".atlas-temps");
    const bande = [outremer.boite, curseur].reduce((somme, boite) => somme + (boite && boite.offsetHeight ? boite.offsetHeight + 8 : 0), 0);
    const barre = carte.getContainer().querySelector(".leaflet-top.leaflet-left").offsetHeight;
    return { avant: [0, document.documentElement.matches(".atlas-seule, .atlas-papier") ? 0 : barre], apres: [0, bande + (legende.boite.hidden ? 0 : legende.boite.querySelector("button").offsetHeight)] };
  };
})(window.atlas);

// La recherche à la frappe (motif « combobox » de l'ARIA APG) : dans une boîte de dialogue, ou dans un champ de la page.
(function (page) {
  const e = page.element;
  const ATTENTE = 120;
  let dialogue = null, minuterie = null, numero = 0, options = [], vise = -1, enCours = false, presse = false;

  function option(lieu, rang) {
    const precision = lieu.ancien ? `${lieu.nature}, anciennement ${lieu.ancien}` : lieu.nature;
    const ligne = e("li", { role: "option", id: `atlas-option-${rang}`, "aria-selected": "false" }, e("span", {}, lieu.libelle), precision ? e("small", {}, precision) : "");
    ligne.addEventListener("click", () => choisir(rang));
    return ligne;
  }

  function choisir(rang) {
    const lieu = options[rang];
    if (!lieu) return;
    dialogue.close();
    if (lieu.genre !== "maison") { page.choisir(lieu.cle || `${lieu.genre}:${lieu.code}`); page.auTitre(); return; }
    page.aller(page.adresse("maisons", { maison: lieu.code }));
    page.enHaut();
  }

  function viser(rang) {
    const champ = dialogue.querySelector("input"), lignes = [...dialogue.querySelectorAll('[role="option"]')];
    vise = lignes.length ? (rang + lignes.length) % lignes.length : -1;
    lignes.forEach((ligne, i) => ligne.setAttribute("aria-selected", String(i === vise)));
    if (vise < 0) champ.removeAttribute("aria-activedescendant");
    else { champ.setAttribute("aria-activedescendant", lignes[vise].id); lignes[vise].scrollIntoView({ block: "nearest" }); }
  }

  function montrer(lieux, intitule, etat) {
    options = lieux;
    dialogue.querySelector(".intitule").textContent = intitule;
    dialogue.querySelector("ul").replaceChildren(...lieux.map(option));
    dialogue.querySelector("input").setAttribute("aria-expanded", String(lieux.length > 0));
    dialogue.querySelector(".etat").textContent = etat;
    viser(lieux.length && dialogue.querySelector("input").value ? 0 : -1);
    if (!dialogue.querySelector("input").value) vise = -1;
  }

  const nommer = ({ cle, nom }) => ({ genre: "", cle, libelle: nom, nature: "" });
  function montrerGardes() {
    const favoris = page.favoris();
    montrer([...favoris.map(nommer), { genre: "france", code: "FR", libelle: "France", nature: "Pays entier" }],
      favoris.length ? "Vos favoris, gardés sur cet appareil" : "", favoris.length ? "" : "Tapez quelques lettres : les réponses viennent à mesure.");
  }

  function chercher() {
    const texte = dialogue.querySelector("input").value.trim(), ici = (numero += 1);
    clearTimeout(minuterie);
    presse = false;
    enCours = texte.length > 1;
    if (!enCours) { montrerGardes(); return; }
    options = []; // ce qui est encore à l'écran ne répond pas à ce qui vient d'être tapé
    minuterie = setTimeout(() => {
      fetch(page.adresse("recherche", { q: texte })).then((reponse) => { if (!reponse.ok) throw new Error(String(reponse.status)); return reponse.json(); })
        .then((lieux) => {
          if (ici !== numero) return;
          const combien = `${lieux.length} réponse${lieux.length > 1 ? "s" : ""}.`;
          enCours = false;
          montrer(lieux, "", lieux.length ? combien : `Rien ne répond à « ${texte} ». Essayez un nom de commune, un code postal ou le nom d’une maison.`);
          if (presse) choisir(0);
        })
        .catch(() => { if (ici === numero) montrer([], "", "La recherche ne répond pas. Vérifiez la connexion, puis retapez une lettre."); });
    }, ATTENTE);
  }

  function touche(evenement) {
    const pas = { ArrowDown: 1, ArrowUp: -1 }[evenement.key];
    if (pas) { evenement.preventDefault(); viser(vise < 0 && pas < 0 ? options.length - 1 : vise + pas); }
  }

  function creer() {
    const champ = e("input", {
      type: "search", id: "atlas-recherche-champ", role: "combobox", autocomplete: "off", spellcheck: "false", maxlength: "80", enterkeyhint: "go",
      "aria-controls": "atlas-recherche-liste", "aria-autocomplete": "list", "aria-expanded": "false", placeholder: "Voiron, 42000, Lens-Hénin, Grand Nancy…",
    });
    const fermer = e("button", { type: "button", class: "fermer", "aria-label": "Fermer la recherche" }, "✕");
    const souvenir = e("input", { type: "checkbox", id: "atlas-souvenir" });
    const formulaire = e("form", { role: "search" }, champ, fermer);
    const memoire = e("label", { class: "memoire", for: "atlas-souvenir" }, souvenir, "Se souvenir de mon territoire sur cet appareil", e("small", {}, "Rien n’est envoyé : le choix reste dans ce navigateur."));
    dialogue = e("dialog", { class: "atlas-recherche", "aria-labelledby": "atlas-recherche-titre" },
      e("label", { for: "atlas-recherche-champ", id: "atlas-recherche-titre" }, "Commune, code postal, intercommunalité, zone d’emploi ou maison"), formulaire,
      e("p", { class: "intitule" }), e("ul", { role: "listbox", id: "atlas-recherche-liste", "aria-label": "Réponses" }), e("p", { class: "etat", role: "status" }), memoire);
    champ.addEventListener("input", chercher);
    champ.addEventListener("keydown", touche);
    fermer.addEventListener("click", () => dialogue.close());
    formulaire.addEventListener("submit", (evenement) => {
      evenement.preventDefault();
      presse = enCours; // validé avant que la réponse n'arrive : le premier lieu qui répond sera choisi
      if (!enCours) choisir(Math.max(vise, 0));
    });
    dialogue.addEventListener("click", (evenement) => { if (evenement.target === dialogue) dialogue.close(); });
    souvenir.addEventListener("change", () => {
      page.garder("souvenir", souvenir.checked ? page.courant() || { cle: "france:FR", nom: "France" } : null);
    });
    document.body.append(dialogue);
  }

  /** Ouvre la recherche, vide, prête à la frappe. */
  page.ouvrirRecherche = () => {
    if (!dialogue) creer();
    dialogue.querySelector("input").value = "";
    dialogue.querySelector("#atlas-souvenir").checked = Boolean(page.lire("souvenir", null));
    montrerGardes();
    dialogue.showModal();
    dialogue.querySelector("input").focus();
  };

  document.addEventListener("click", (evenement) => {
    if (evenement.target.closest && evenement.target.closest('[data-geste="chercher"]')) page.ouvrirRecherche();
  });
})(window.atlasPage);

// Deux gestes que Streamlit n'offre pas : copier l'adresse exacte de l'écran, imprimer la page.
document.addEventListener("click", (evenement) => {
  const bouton = evenement.target.closest && evenement.target.closest("[data-geste]");
  if (!bouton) return;
  if (bouton.dataset.geste === "imprimer") window.print();
  if (bouton.dataset.geste !== "copier") return;
  const libelle = bouton.dataset.libelle || (bouton.dataset.libelle = bouton.textContent);
  const dire = (texte) => { bouton.textContent = texte; setTimeout(() => { bouton.textContent = libelle; }, 2500); };
  const adresse = window.location.href;
  const secours = () => { window.prompt("Copiez ce lien :", adresse); dire(libelle); };
  if (!navigator.clipboard) { secours(); return; }
  navigator.clipboard.writeText(adresse).then(() => dire("Lien copié"), secours);
});

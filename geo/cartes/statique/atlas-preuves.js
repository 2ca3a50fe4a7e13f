// L'âge de la preuve d'un point : attestée depuis moins de trois ans, plus ancienne, date inconnue (geo/actions/points.py).
(function (atlas) {
  const DATE = /^\d{4}(-\d{2}){0,2}$/;
  const mois = new Intl.DateTimeFormat("fr-FR", { month: "long", year: "numeric", timeZone: "UTC" });
  const jour = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  /** Date de la preuve (AAAA, AAAA-MM ou AAAA-MM-JJ) ; vide si elle est inconnue. */
  atlas.preuve = function (point) {
    const date = String(point.preuve ?? point.date_source ?? "");
    return DATE.test(date) ? date : "";
  };

  /** Une date partielle se compare comme un texte : « 2023 » n'est pas sûrement après « 2023-11-30 ». */
  atlas.age = function (point, depuis) {
    const date = atlas.preuve(point);
    return !date ? "inconnue" : depuis && date > depuis ? "recente" : "ancienne";
  };

  /** « en 2019 », « en octobre 2019 », « le 1er août 2024 » ; vide si la date est inconnue. */
  atlas.quandPreuve = function (point) {
    const date = atlas.preuve(point);
    if (date.length < 5) return date && `en ${date}`;
    const instant = new Date(`${date}${date.length < 8 ? "-01" : ""}T00:00:00Z`);
    return date.length < 8 ? `en ${mois.format(instant)}` : `le ${jour.format(instant).replace(/^1 /, "1er ")}`;
  };
})(window.atlas);

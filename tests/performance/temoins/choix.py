"""Indicateurs des témoins de la carte des communes : ils existent aux deux niveaux."""

INDICATEURS = ("revenu_median", "densite", "boulangeries", "pharmacies")

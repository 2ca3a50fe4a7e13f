"""Pages de la rubrique « Agir »."""

"""Pages de la rubrique « Restituer »."""

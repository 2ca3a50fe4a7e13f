"""Tout ce qui touche aux données au repos : lecture des bruts, construction, catalogue, entrepôt."""

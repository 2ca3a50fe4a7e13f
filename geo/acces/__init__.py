"""L'accès aux commerces et services : qui en a un dans sa commune, à quelle distance est le plus proche, où ouvrir."""

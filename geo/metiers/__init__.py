"""Les métiers : enquête Besoins en main-d'œuvre, secret borné, tension, liste à surveiller."""

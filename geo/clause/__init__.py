"""La clause sociale : heures d'insertion possibles d'un marché, heures réalisées, structures d'insertion."""

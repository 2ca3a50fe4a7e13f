"""Les secteurs d'une zone d'emploi : structure, spécialisation, décalage structurel, exposition, branches."""

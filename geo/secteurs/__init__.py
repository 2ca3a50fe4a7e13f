"""Les secteurs d'une zone d'emploi : structure, spécialisation, décalage structurel, exposition, branches.

Sait : lire les effectifs par secteur et dire ce qui distingue la zone.
Ignore : les actions engagées et les écrans.
"""

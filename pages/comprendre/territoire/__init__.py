"""Mon territoire : quel est notre portrait ?

Sait : ranger les chiffres clés, les courbes, la carte, les présences.
Ignore : les phrases : voir `geo.portrait`.
"""

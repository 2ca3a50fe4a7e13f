"""Le classement des territoires : qui est en tête, qui est en queue ?

Sait : choisir un indicateur et un ensemble de territoires, les ranger, y situer ceux du lien.
Ignore : le rang lui-même : voir `geo.mesures.classement`.
"""

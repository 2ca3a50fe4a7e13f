"""Le portrait d'un territoire : chiffres clés, constats, phrases.

Sait : ce qui mérite d'être dit d'abord, et le dire sans mentir.
Ignore : la page : ni colonnes, ni liens.
"""

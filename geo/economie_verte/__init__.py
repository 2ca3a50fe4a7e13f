"""L'économie verte : recrutements verts et verdissants, métiers du répertoire, maisons pilotes.

Sait : le champ des métiers verts et ce que le secret y cache.
Ignore : les actions engagées par les maisons.
"""

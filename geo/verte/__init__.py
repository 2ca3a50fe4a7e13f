"""L'économie verte : recrutements verts et verdissants, métiers du répertoire, maisons pilotes."""

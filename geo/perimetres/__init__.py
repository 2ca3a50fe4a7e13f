"""Les pièces du périmètre : index des communes, encodage, relevés, forme, grilles de calcul, secret."""

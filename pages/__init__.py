"""Les écrans : un fichier par question posée, rangé par verbe."""

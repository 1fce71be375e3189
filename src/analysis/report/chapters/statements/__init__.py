"""The statements (*resultat, balans, finansiering*)."""

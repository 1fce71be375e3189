"""Many notebooks: safe to interrupt, each whole or not there. Kept free of imports, since every
warm process starts here."""

"""Many scenarios and many notebooks: safe to interrupt, quick to resume, the same on one machine
and on a cluster. Kept free of imports, since every warm process and every guard starts here."""

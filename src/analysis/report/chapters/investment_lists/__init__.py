"""Investment lists (*investeringslistor*) and their depreciation."""

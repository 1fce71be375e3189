"""Long-range finance for Swedish regions."""

"""The live workbook: the model's own formulas in cells, so that a changed assumption calculates."""

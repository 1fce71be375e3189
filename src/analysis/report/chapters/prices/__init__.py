"""Prices and costs (*priser och kostnader*)."""

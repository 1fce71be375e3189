"""Pensions (*pensioner*): cost, capital and coverage."""

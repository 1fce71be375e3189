"""Investments and self-financing (*investeringar och självfinansiering*)."""

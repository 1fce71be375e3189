"""Measures and risks (*styrmått och risker*)."""

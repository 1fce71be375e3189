"""The engine `fork`."""

from analysis.batch.spawned import execute_plain as execute_forked

__all__ = ["execute_forked"]

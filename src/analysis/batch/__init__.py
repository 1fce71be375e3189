"""Many scenarios: their numbers, safe to interrupt and quick to resume, the same on one machine
and on a cluster."""

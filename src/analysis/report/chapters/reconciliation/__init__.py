"""Reconciliation (*avstämning*): add factors, rounding and identities."""

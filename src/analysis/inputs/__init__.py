"""The only readers: tables, plans, scenarios, statistics. Nothing unchecked gets past them."""

"""Building blocks: what a chart, a table and a view are, their look, and how they are shown."""

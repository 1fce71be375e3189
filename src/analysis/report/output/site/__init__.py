"""One page over all reports of a folder: plans, scenarios and languages side by side."""

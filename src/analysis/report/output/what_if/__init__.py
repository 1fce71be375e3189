"""The what-if page (*räkna själv*): the model's own formulas on one page, without a server."""

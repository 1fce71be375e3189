"""How every figure is calculated (*så räknas siffrorna*): one page of the whole graph a report."""

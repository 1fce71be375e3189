"""The model on symbols (*spår*): one graph of scalar cells, and what is written from it."""

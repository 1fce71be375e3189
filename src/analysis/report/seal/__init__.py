"""What a report was made from and consists of, signed, and proven unchanged afterwards."""

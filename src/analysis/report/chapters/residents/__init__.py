"""The residents (*invånarna*): how many, how old, and what they mean to the budget."""

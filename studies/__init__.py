"""The long studies behind the tables of the documentation."""

"""The summary for decision-makers (*sammanfattning*)."""

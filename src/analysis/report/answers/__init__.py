"""Answers to questions: their sentences, tables and pictures."""

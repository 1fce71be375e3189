"""Reports: the only writers. Figures draw, tables arrange, pages and files carry them out.

A `View` (projection, its base, language) goes in; nothing here computes a line of the model.
"""

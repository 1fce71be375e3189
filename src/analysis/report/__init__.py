"""Reports: the only writers. Blocks are what is shown, chapters say it, output carries it out.

A `View` (projection, its base, language) goes in; nothing here computes a line of the model.
"""

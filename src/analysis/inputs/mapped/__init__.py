"""A region's own files as a plan, by a mapping file (*import med mappningsfil*).

Every cell of the source that is not empty is kept, left out by the mapping, or named with its
reason: the account of an import holds them all, and its receipt tells them.
"""

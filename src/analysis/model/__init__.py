"""The calculation: one file per chapter, pure functions over arrays whose last axis is the year."""

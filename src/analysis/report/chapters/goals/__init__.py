"""Goals and legal tests (*finansiella mål och lagkrav*)."""

"""General grants and equalisation (*generella statsbidrag och utjämning*)."""

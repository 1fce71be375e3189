"""Population and tax (*befolkning och skatt*)."""

"""People who asked, and where they come from."""

"""Read a file from elsewhere in a child process; the only door to ``sources``."""

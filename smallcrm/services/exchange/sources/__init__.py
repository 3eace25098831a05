"""One small reader per format; each turns a file into a ``Table`` of cells, or into ``Cards``."""

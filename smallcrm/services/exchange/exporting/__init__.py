"""Take everything out again, in the formats of ``targets``."""

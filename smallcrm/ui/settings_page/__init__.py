"""Settings: the business, its documents and taxes; the look and the language; the file."""

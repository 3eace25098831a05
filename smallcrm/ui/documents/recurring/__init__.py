"""Documents that are made again and again."""

"""Lists of contacts as wide as the page: table and cards, filters, many at once, the bin."""

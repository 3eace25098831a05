"""The data file: opening it, bringing it up to date, transactions, the journal, search, copies."""

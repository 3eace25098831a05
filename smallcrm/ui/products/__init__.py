"""Products: the list, and the one that is chosen beside it."""

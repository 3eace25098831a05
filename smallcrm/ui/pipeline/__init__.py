"""The pipeline: deals on a board, in a list, month by month; each on a page of its own."""

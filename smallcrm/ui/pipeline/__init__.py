"""The pipeline: the board, and the page of one deal."""

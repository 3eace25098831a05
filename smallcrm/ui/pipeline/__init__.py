"""The pipeline: deals on a board, in a list, and what they are expected to bring."""

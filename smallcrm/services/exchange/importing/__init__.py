"""Bring in what was read: decide about each row, foretell, store, count, give back the rest."""

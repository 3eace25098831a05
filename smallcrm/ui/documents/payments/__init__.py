"""Payments: the list of them, and the form in which one is noted."""

"""Bringing a file in: choose it, look at what will come, bring it in, take it back."""

"""Contacts that may be one: a line above the list, and a page where they are compared."""

"""Rows and cards into records: contacts, with the deal beside them, products and deals."""

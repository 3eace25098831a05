"""Quotes, orders, invoices: the list, the form with the page beside it, issue, print, PDF."""

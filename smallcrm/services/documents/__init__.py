"""Quotes, orders, invoices and credit notes: drafts, sums, numbers, the printed form."""

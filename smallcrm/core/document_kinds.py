"""The kinds of documents, by the names that the data file and the command line have for them.

Here, because lists of contacts ask for them at the start, long before documents are loaded.
"""

from __future__ import annotations

QUOTE, ORDER, INVOICE, CREDIT_NOTE = "quote", "order", "invoice", "credit_note"

"""The addresses of documents: for buttons and commands anywhere in the window."""

from __future__ import annotations

LIST = "crm://documents"


def of(document_id: int) -> str:
    """Where the document is shown: a draft as a form, an issued one as its stored page."""
    return f"crm://document/{document_id}"


def new(kind: str, customer_id: int = 0) -> str:
    """Where a new document of *kind* (``invoice``, ``quote``, ``order``) is begun.

    With *customer_id* it is for that contact: ``crm://document/new/invoice/42``.
    """
    address = f"crm://document/new/{kind}"
    return f"{address}/{customer_id}" if customer_id else address

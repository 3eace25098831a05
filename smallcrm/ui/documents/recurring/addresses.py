"""The addresses of recurring documents, for buttons anywhere in the window."""

from __future__ import annotations

LIST = "crm://recurring"
OF = "of"  # crm://recurring/of/12 begins one of document 12


def of(recurring_id: int) -> str:
    """One of them as a form."""
    return f"crm://recurring/{recurring_id}"


def new(document_id: int) -> str:
    """A new one that is made of a document."""
    return f"crm://recurring/{OF}/{document_id}"

"""The addresses of statements and of what is unpaid, for buttons anywhere in the window."""

from __future__ import annotations

UNPAID = "crm://unpaid"


def statement(contact_id: int) -> str:
    """The account of a customer."""
    return f"crm://statement/{contact_id}"

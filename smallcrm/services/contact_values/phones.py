"""The international form of a contact's telephone number."""

from __future__ import annotations

from smallcrm.core.phones import e164


def international(value: str, known: str | None, country: str) -> str:
    """E.164, found out now unless whoever read the number did; empty where it cannot be told.

    Args:
        value: As typed.
        known: What was found out; None where nobody tried.
        country: ISO 3166, where a number without a prefix is at home.
    """
    return e164(value, country) if known is None else known

"""The international form of a contact's telephone number."""

from __future__ import annotations

from smallcrm.core.phones import e164
from smallcrm.services.contact_values.drafts import Labelled


def international(phone: Labelled, country: str) -> str:
    """E.164, found out now unless whoever read the number did; empty where it cannot be told.

    Args:
        phone: As typed.
        country: ISO 3166, where a number without a prefix is at home.
    """
    return e164(phone.value, country) if phone.e164 is None else phone.e164

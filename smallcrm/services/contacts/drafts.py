"""A contact as a form, a spreadsheet row or a card has it (``contact_values.drafts``)."""

from smallcrm.services.contact_values.drafts import (
    COMPANY,
    GIVEN,
    OWN_SYSTEM,
    PERSON,
    REFUSED,
    AddressDraft,
    ContactDraft,
    Labelled,
    fallback_name,
)

__all__ = [
    "COMPANY",
    "GIVEN",
    "OWN_SYSTEM",
    "PERSON",
    "REFUSED",
    "AddressDraft",
    "ContactDraft",
    "Labelled",
    "fallback_name",
]

"""How doubles are told: why two contacts may be one, and what the fields are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from smallcrm.core.text import T, Text

_CUSTOM = "custom:"
_SURE, _LIKELY = 0.8, 0.6
_REASONS: Mapping[str, Text] = {
    "email": T("same email"),
    "phone": T("same phone"),
    "tax_id": T("same tax number"),
    "name": T("similar name"),
    "birthday": T("same birthday"),
    "address": T("same address"),
    "company": T("same company"),
}
_FIELDS: Mapping[str, Text] = {
    "name": T("Name"),
    "company": T("Company"),
    "role": T("Role"),
    "tax_id": T("Tax number"),
    "birthday": T("Birthday"),
    "language": T("Language"),
    "currency": T("Currency"),
    "source": T("Source"),
    "owner": T("Owner"),
    "phones": T("Phone"),
    "emails": T("Email"),
    "urls": T("Website"),
    "tags": T("Tags"),
    "note": T("Note"),
    "consent": T("Consent to advertising"),
    "address": T("Address"),
}


def why(keys: Sequence[str]) -> str:
    """What the contacts share, as a list of a few words: "same phone, similar name"."""
    listed = ", ".join(str(_REASONS[key]) for key in keys if key in _REASONS)
    return listed[:1].upper() + listed[1:]


def likely(score: float) -> tuple[Text, str]:
    """How sure it is, and the kind of pill for it."""
    if score >= _SURE:
        return T("Very likely"), "success"
    if score >= _LIKELY:
        return T("Likely"), "accent"
    return T("Possible"), "neutral"


def field(name: str) -> str:
    """What a line of the comparison is called; a field of one's own by its own name."""
    return name.removeprefix(_CUSTOM) if name.startswith(_CUSTOM) else str(_FIELDS[name])

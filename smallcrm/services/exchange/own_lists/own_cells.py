"""The cells of our own list of contacts: what a contact has in each, and what a cell means.

A field is one of ``fields`` with its number (``phone#2``; the first one goes without), or
``custom.NAME`` for a field of the business's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from smallcrm.core import blanks, clock
from smallcrm.core.text import Text
from smallcrm.services.contacts.drafts import AddressDraft, ContactDraft, Labelled
from smallcrm.services.custom_fields import FieldRow
from smallcrm.services.exchange.fields import parts
from smallcrm.services.exchange.own_lists import own_words
from smallcrm.services.exchange.values import amounts, contact_points, countries, dates
from smallcrm.services.exchange.values.kinds import kind_of_word
from smallcrm.services.exchange.values.tags import in_one_cell, tags

CUSTOM = "custom."
LABELLED = {"email": "emails", "phone": "phones", "url": "urls"}
ADDRESS = ("street", "postcode", "city", "region", "country", "address_label")
_LABEL = "_label"
_AS_IT_IS = ("note", "external_ids")  # lines and blanks in them mean something


def numbered(base: str, number: int) -> str:
    """The field of the *number*-th phone, city and so on."""
    return base if number == 1 else f"{base}#{number}"


def stored(draft: ContactDraft, field: str) -> str:
    """What *draft* has in *field*, in the words that it is kept in."""
    if field.startswith(CUSTOM):
        return str(draft.custom.get(field.removeprefix(CUSTOM), ""))
    base, _, group = parts(field)
    at = int(group or 1) - 1
    plain = base.removesuffix(_LABEL)
    if plain in LABELLED:
        items = getattr(draft, LABELLED[plain])
        item = items[at] if at < len(items) else Labelled("")
        return str(item.value if plain == base else item.label)
    if base in ADDRESS:
        address = draft.addresses[at] if at < len(draft.addresses) else AddressDraft()
        return str(getattr(address, base.removeprefix("address_")))
    if base == "tag":
        return in_one_cell(draft.tags)
    if base == "external_ids":
        return "\n".join(f"{system}: {number}" for system, number in draft.external.items())
    value = getattr(draft, base)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def shown(field: str, value: str) -> str:
    """A *value* of ``stored`` as it stands in a list, in the language of the window."""
    words: Mapping[str, Text] = _words(parts(field).base)
    return str(words[value]) if value in words else value


def understood(field: str, text: str, custom: Mapping[str, FieldRow]) -> str | None:
    """What somebody means by *text* in *field*, as ``stored`` has it; None where it is nothing.

    Args:
        field: The field.
        text: The cell.
        custom: The fields of one's own, by their names.
    """
    if field.startswith(CUSTOM):
        own = custom.get(field.removeprefix(CUSTOM))
        return own.stored(text) if own is not None and text.strip() else text.strip()
    base = parts(field).base
    plain = text.strip() if base in _AS_IT_IS else blanks.lines(text)
    if base == "name":
        return blanks.one_line(plain) or None
    if not plain:
        return None if base == "kind" else ""
    return _MEANINGS.get(base, _text)(plain.replace("\r\n", "\n"))


def changed(draft: ContactDraft, cells: Mapping[str, str]) -> ContactDraft:
    """*draft* with other values, as ``understood`` gives them, in the fields of *cells*."""
    values: dict[str, Any] = {}
    custom = dict(draft.custom)
    for field, value in cells.items():
        base = parts(field).base
        if field.startswith(CUSTOM):
            custom[field.removeprefix(CUSTOM)] = value
        elif base == "tag":
            values["tags"] = tags(value)
        elif base == "external_ids":
            values["external"] = own_words.ids_of(value)
        elif base == "consent_on":
            values[base] = date.fromisoformat(value) if value else None
        elif base not in ADDRESS and base.removesuffix(_LABEL) not in LABELLED:
            values[base] = value
    values["custom"] = {name: value for name, value in custom.items() if value}
    for base, part in LABELLED.items():
        values[part] = _labelled(getattr(draft, part), base, cells)
    values["addresses"] = _addresses(draft.addresses, cells)
    return draft._replace(**values)


def _labelled(
    items: Sequence[Labelled], base: str, cells: Mapping[str, str]
) -> tuple[Labelled, ...]:
    made = []
    for number in range(1, max(len(items), _most(cells, (base, f"{base}{_LABEL}"))) + 1):
        old = items[number - 1] if number <= len(items) else Labelled("")
        value = cells.get(numbered(base, number), old.value)
        label = cells.get(numbered(f"{base}{_LABEL}", number), old.label)
        made.append(old if (value, label) == (old.value, old.label) else Labelled(value, label))
    return tuple(item for item in made if item.value)


def _addresses(
    addresses: Sequence[AddressDraft], cells: Mapping[str, str]
) -> tuple[AddressDraft, ...]:
    made = []
    for number in range(1, max(len(addresses), _most(cells, ADDRESS)) + 1):
        old = addresses[number - 1] if number <= len(addresses) else AddressDraft()
        new = {
            base.removeprefix("address_"): cells[numbered(base, number)]
            for base in ADDRESS
            if numbered(base, number) in cells
        }
        made.append(old._replace(**new))
    return tuple(filter(None, made))


def _most(cells: Iterable[str], bases: Sequence[str]) -> int:
    found = [parts(field) for field in cells if not field.startswith(CUSTOM)]
    return max([int(each.group or 1) for each in found if each.base in bases], default=0)


def _words(base: str) -> Mapping[str, Text]:
    if base.endswith(_LABEL):
        return own_words.LABELS
    return {"kind": own_words.KINDS, "consent": own_words.CONSENTS}.get(base, {})


def _birthday(text: str) -> str | None:
    return dates.read(text, dates.DMY, clock.today(), is_birthday=True)[0] or None


def _text(text: str) -> str:
    return blanks.one_line(text)


_MEANINGS: dict[str, Callable[[str], str | None]] = {
    "kind": lambda text: kind_of_word(text) or None,
    "consent": own_words.consent,
    "consent_on": lambda text: own_words.day(text, clock.today()),
    "birthday": _birthday,
    "currency": lambda text: amounts.currency(text) or None,
    "tag": lambda text: in_one_cell(tags(text)),
    "country": lambda text: countries.code(text) or text,
    "phone": lambda text: blanks.one_line(text.lstrip("'‘’`")),
    "street": str,
    "note": str,
    "external_ids": str,
    "email_label": contact_points.label,
    "phone_label": contact_points.label,
    "url_label": contact_points.label,
    "address_label": contact_points.label,
}

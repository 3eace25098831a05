"""Change a draft by ``field=value`` words, as ``contacts set`` has them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from smallcrm.core.countries import currency_codes
from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.services.contacts.drafts import COMPANY, PERSON, AddressDraft, ContactDraft, Labelled

_PLAIN = (
    "kind",
    "name",
    "given_name",
    "family_name",
    "company",
    "role",
    "birthday",
    "tax_id",
    "language",
    "currency",
    "source",
    "note",
    "owner",
    "consent",
    "consent_source",
)
_DAYS = ("consent_on",)
_ADDRESS = ("street", "city", "postcode", "region", "country")
# The singular on the command line, and what it means in the draft.
_LISTS = {
    "email": "emails",
    "emails": "emails",
    "phone": "phones",
    "phones": "phones",
    "url": "urls",
    "urls": "urls",
    "tag": "tags",
    "tags": "tags",
}
_CUSTOM = "custom."
FIELDS = (
    *_PLAIN,
    *_DAYS,
    *_ADDRESS,
    "email",
    "phone",
    "url",
    "tag",
    f"{_CUSTOM}NAME",
)  # for people


def edited(draft: ContactDraft, pairs: Sequence[str]) -> ContactDraft:
    """*draft* after each of *pairs*: ``name=Anna``, ``email+=a@b.example``, ``tag-=old``.

    ``street``, ``city`` and so on are of the first address; ``custom.NAME`` is a field of one's
    own. A plain ``phone=…`` takes the place of all telephones.

    Raises:
        UserError: a field is unknown or a word has no ``=``; nothing is changed then.
    """
    for pair in pairs:
        draft = _apply(draft, *split_pair(pair))
    return draft


def split_pair(pair: str) -> tuple[str, str]:
    """The field before the first ``=`` of *pair* and its value, without blanks around them.

    Raises:
        UserError: there is no ``=``.
    """
    name, sign, value = pair.partition("=")
    if not sign:
        raise UserError(
            T("{pair} is not of the form field=value.", pair=pair), hint=T("Nothing was changed.")
        )
    return name.strip(), value.strip()


def _apply(draft: ContactDraft, name: str, value: str) -> ContactDraft:
    change = name[-1:] if name[-1:] in "+-" else ""
    name = name.removesuffix(change) if change else name
    if name in _LISTS:
        return _change_list(draft, _LISTS[name], value, change)
    if change:
        raise _unknown(f"{name}{change}")
    if name in _PLAIN:
        return _with(draft, name, _CHECKS.get(name, str)(value))
    if name in _DAYS:
        return _with(draft, name, _day(value, name))
    if name in _ADDRESS:
        first = draft.addresses[0] if draft.addresses else AddressDraft()
        first = first._replace(**{name: value})
        return draft._replace(addresses=(first, *draft.addresses[1:]))
    if name.startswith(_CUSTOM):
        custom = dict(draft.custom) | {name.removeprefix(_CUSTOM): value}
        return draft._replace(custom={key: cell for key, cell in custom.items() if cell})
    raise _unknown(name)


def _change_list(draft: ContactDraft, part: str, value: str, change: str) -> ContactDraft:
    plain: Callable[[Any], str] = (lambda item: item) if part == "tags" else _value
    old = getattr(draft, part)
    item = value if part == "tags" else Labelled(value)
    if change == "-":
        new = tuple(kept for kept in old if fold(plain(kept)) != fold(value))
    elif change == "+":
        new = (*old, item)
    else:
        new = (item,) if value else ()
    return _with(draft, part, new)


def _kind(value: str) -> str:
    if value not in {PERSON, COMPANY}:
        raise UserError(T("A contact is a person or a company."), field="kind")
    return value


def _currency(value: str) -> str:
    code = value.upper()
    if code and code not in currency_codes():
        raise UserError(
            T("{value} is not the code of a currency, such as EUR.", value=value),
            hint=T("Nothing was changed. Use the three letters of ISO 4217."),
            field="currency",
        )
    return code


_CHECKS: dict[str, Callable[[str], str]] = {"kind": _kind, "currency": _currency}


def _day(value: str, name: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise UserError(
            T("“{typed}” is not a date.", typed=value),
            hint=T("Nothing was changed. Write it as 2026-11-30."),
            field=name,
        ) from error


def _with(draft: ContactDraft, name: str, value: object) -> ContactDraft:
    values: dict[str, Any] = {name: value}
    return draft._replace(**values)


def _value(item: Labelled) -> str:
    return item.value


def _unknown(name: str) -> UserError:
    return UserError(
        T("A contact has no field {name}.", name=name),
        hint=T("Nothing was changed. The fields are: {names}.", names=", ".join(FIELDS)),
        field=name,
    )

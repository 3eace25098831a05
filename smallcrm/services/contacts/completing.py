"""Put two drafts of the same contact together: fill what is empty, or overwrite."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from smallcrm.core.fold import digits, fold
from smallcrm.services.contacts.drafts import AddressDraft, ContactDraft, Labelled

T = TypeVar("T")
_TAIL = 9  # digits of a telephone number that tell it apart
_PLAIN = (
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
    "owner",
)
_CONSENT = ("consent", "consent_on", "consent_source")


def completed(old: ContactDraft, new: ContactDraft, *, overwrite: bool) -> ContactDraft:
    """*old* with what *new* knows.

    Telephones, e-mails, addresses and tags are added, never taken away; both notes are kept.

    Args:
        old: As it is stored.
        new: As it came in.
        overwrite: Whether a value of *new* takes the place of another one of *old*; else only
            empty places are filled.
    """
    values: dict[str, Any] = {}
    for name in _PLAIN:
        before, after = getattr(old, name), getattr(new, name)
        is_blank = not before or (name == "name" and _stands_in(old))
        values[name] = after if after and (overwrite or is_blank) else before
    values["emails"] = _joined(old.emails, new.emails, _value)
    values["phones"] = _joined(old.phones, new.phones, _number)
    values["urls"] = _joined(old.urls, new.urls, _value)
    values["addresses"] = _joined(old.addresses, new.addresses, _place)
    values["tags"] = _joined(old.tags, new.tags, fold)
    if new.consent and (overwrite or not old.consent):
        values |= {name: getattr(new, name) for name in _CONSENT}
    values["note"] = _note(old.note, new.note)
    for name in ("custom", "external"):
        before, after = dict(getattr(old, name)), dict(getattr(new, name))
        values[name] = before | after if overwrite else after | before
    return replace(old, **values)


def _joined(old: tuple[T, ...], new: tuple[T, ...], key: Callable[[T], object]) -> tuple[T, ...]:
    """Both, but those of *new* whose key was there already."""
    known = {key(item) for item in old}
    added = {key(item): item for item in reversed(new)}
    return old + tuple(added[name] for name in dict.fromkeys(map(key, new)) if name not in known)


def _stands_in(draft: ContactDraft) -> bool:
    """Whether the contact is shown under an e-mail or a telephone because nobody knew its name."""
    return any(draft.name == item.value for item in (*draft.emails, *draft.phones))


def _value(item: Labelled) -> str:
    return fold(item.value)


def _number(phone: Labelled) -> str:
    """Two spellings of a number share its last digits: with and without the country's code."""
    return digits(phone.value)[-_TAIL:] or phone.value


def _place(address: AddressDraft) -> tuple[str, ...]:
    """An address is one block: the same one, or another one beside it."""
    parts = (address.street, address.postcode, address.city)
    return tuple("".join(filter(str.isalnum, fold(part))) for part in parts)


def _note(old: str, new: str) -> str:
    if not new or new in old:
        return old
    return f"{old}\n{new}" if old else new

"""Put two drafts of the same contact together: fill what is empty, or overwrite."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from smallcrm.core.fold import digits, fold
from smallcrm.services.contacts.drafts import AddressDraft, ContactDraft, Labelled

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
)


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
        values[name] = after if after and (overwrite or not before) else before
    if not overwrite:
        values["name"] = old.name
    values["emails"] = _joined(old.emails, new.emails, fold)
    values["phones"] = _joined(old.phones, new.phones, lambda value: digits(value) or value)
    values["urls"] = _joined(old.urls, new.urls, fold)
    values["addresses"] = _addresses(old.addresses, new.addresses)
    values["tags"] = _tags(old.tags, new.tags)
    values["note"] = _note(old.note, new.note)
    for name in ("custom", "external"):
        before, after = dict(getattr(old, name)), dict(getattr(new, name))
        values[name] = before | after if overwrite else after | before
    return replace(old, **values)


def _joined(old: tuple[Labelled, ...], new: tuple[Labelled, ...], key: Any) -> tuple[Labelled, ...]:
    known = {key(item.value) for item in old}
    return old + tuple(item for item in new if key(item.value) not in known)


def _tags(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    known = {fold(tag) for tag in old}
    return old + tuple(tag for tag in new if fold(tag) not in known)


def _addresses(
    old: tuple[AddressDraft, ...], new: tuple[AddressDraft, ...]
) -> tuple[AddressDraft, ...]:
    """An address is one block: the same one, or another one beside it."""

    def key(address: AddressDraft) -> tuple[str, ...]:
        parts = (address.street, address.postcode, address.city)
        return tuple("".join(filter(str.isalnum, fold(part))) for part in parts)

    known = {key(address) for address in old}
    return old + tuple(address for address in new if key(address) not in known)


def _note(old: str, new: str) -> str:
    if not new or new in old:
        return old
    return f"{old}\n{new}" if old else new

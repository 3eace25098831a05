"""Contacts side by side: only what differs, and which value is likely to be the better one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core import formats
from smallcrm.core.countries import name_of
from smallcrm.core.errors import NotFound
from smallcrm.core.fold import fold
from smallcrm.core.text import T, Text
from smallcrm.services.contacts.drafts import GIVEN, REFUSED, AddressDraft, ContactDraft, Labelled
from smallcrm.services.contacts.view import ContactView, list_views
from smallcrm.services.doubles.merging import ADDRESS, COMPANY_OF, CONSENT, CUSTOM, NAME

_CHOSEN = (COMPANY_OF, "role", "tax_id", "birthday", "language", "currency", "source", "owner")
_ALL_KEPT: Mapping[str, Callable[[ContactDraft], tuple[str, ...]]] = {
    "phones": lambda draft: _values(draft.phones),
    "emails": lambda draft: _values(draft.emails),
    "urls": lambda draft: _values(draft.urls),
    "tags": lambda draft: draft.tags,
    "note": lambda draft: (draft.note,) if draft.note else (),
}
_CONSENTS: Mapping[str, Text] = {GIVEN: T("Given"), REFUSED: T("Refused")}


class Difference(NamedTuple):
    """One line of the comparison.

    Attributes:
        field: ``name``, ``phones``, …; a field of one's own begins with ``custom:``.
        values: For each contact, in the order of ``Comparison.ids``; several on lines of a text.
        chosen: The contact whose value is proposed; None where all values are kept anyway.
    """

    field: str
    values: tuple[str, ...]
    chosen: int | None


class Side(NamedTuple):
    """One of the contacts that are compared.

    Attributes:
        documents, deals: How many it has.
    """

    id: int
    name: str
    kind: str
    created_at: datetime
    updated_at: datetime
    documents: int
    deals: int


class Comparison(NamedTuple):
    """Contacts that may be one.

    Attributes:
        sides: The one that is proposed to stay first.
        differences: What they do not have in common; what only one of them knows has no choice.
    """

    sides: tuple[Side, ...]
    differences: tuple[Difference, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """The contacts, the one that is proposed to stay first."""
        return tuple(side.id for side in self.sides)

    @property
    def choices(self) -> dict[str, int]:
        """What is proposed for each field, for ``merge``."""
        return {line.field: line.chosen for line in self.differences if line.chosen is not None}


def compare_contacts(session: Session, contact_ids: Sequence[int]) -> Comparison:
    """Put two contacts or more side by side.

    The one with the most documents and deals is proposed to stay, then the fullest one. Of two
    names the fuller one is proposed, of other values the one that was changed last.

    Raises:
        NotFound: one of them is gone.
    """
    views = list_views(session, contact_ids)
    if len(views) < len(set(contact_ids)) or any(view.archived for view in views.values()):
        raise NotFound(T("This contact no longer exists."))
    ordered = sorted(views.values(), key=_worth, reverse=True)
    sides = tuple(
        Side(
            view.id,
            view.draft.name,
            view.draft.kind,
            view.created_at,
            view.updated_at,
            view.document_count,
            view.open_deal_count,
        )
        for view in ordered
    )
    return Comparison(sides, tuple(_differences(ordered)))


def address_line(address: AddressDraft) -> str:
    """An address on one line; the country by its name in the language of the screen."""
    street = ", ".join(address.street.splitlines())
    town = f"{address.postcode} {address.city}".strip()
    parts = (street, town, address.region, name_of(address.country))
    return ", ".join(part for part in parts if part)


def _worth(view: ContactView) -> tuple[int, int, int]:
    draft = view.draft
    facts = sum(bool(getattr(draft, name)) for name in _CHOSEN)
    facts += len(draft.phones) + len(draft.emails) + len(draft.addresses) + len(draft.custom)
    return view.document_count + view.open_deal_count, facts, -view.id


def _differences(views: Sequence[ContactView]) -> Iterator[Difference]:
    drafts = [view.draft for view in views]
    names = tuple(draft.name for draft in drafts)
    if len(set(names)) > 1:
        fullest = max(views, key=lambda view: _fullness(view.draft))
        yield Difference(NAME, names, fullest.id)
    for field in _CHOSEN:
        yield from _one(field, views, [getattr(draft, field) for draft in drafts])
    yield from _consent(views)
    for field, values in _ALL_KEPT.items():
        found = [values(draft) for draft in drafts]
        if len({frozenset(map(fold, each)) for each in found}) > 1:
            yield Difference(field, tuple("\n".join(each) for each in found), None)
    places = ["\n".join(map(address_line, draft.addresses)) for draft in drafts]
    yield from _one(ADDRESS, views, places)
    for name in sorted({name for draft in drafts for name in draft.custom}):
        yield from _one(CUSTOM + name, views, [draft.custom.get(name, "") for draft in drafts])


def consent_line(draft: ContactDraft) -> str:
    """A consent on one line: the state, the day, where it was said; empty while nobody asked."""
    if draft.consent not in _CONSENTS:
        return ""
    day = formats.day(draft.consent_on) if draft.consent_on else ""
    return ", ".join(filter(None, [str(_CONSENTS[draft.consent]), day, draft.consent_source]))


def _consent(views: Sequence[ContactView]) -> Iterator[Difference]:
    """Nothing is chosen where one of them refused: that stays, whatever the others said."""
    lines = [consent_line(view.draft) for view in views]
    if any(view.draft.consent == REFUSED for view in views):
        if len(set(lines)) > 1:
            yield Difference(CONSENT, tuple(lines), None)
    else:
        yield from _one(CONSENT, views, lines)


def _one(field: str, views: Sequence[ContactView], values: Sequence[str]) -> Iterator[Difference]:
    """A field that only one contact may fill: a choice, where two are filled differently."""
    filled = {fold(value) for value in values if value}
    if len(filled) > 1:
        able = [view for view, value in zip(views, values, strict=True) if value]
        newest = max(able, key=lambda view: view.updated_at)
        yield Difference(field, tuple(values), newest.id)
    elif filled and not all(values):
        yield Difference(field, tuple(values), None)


def _fullness(draft: ContactDraft) -> tuple[bool, int, bool, int]:
    """A name of more whole words, not all in capitals, is the fuller one."""
    name = draft.name
    stands_in = any(name == item.value for item in (*draft.emails, *draft.phones))
    whole = sum(len(word.strip(".")) > 1 for word in name.split())
    return not stands_in, whole, name != name.upper(), len(name)


def _values(items: Sequence[Labelled]) -> tuple[str, ...]:
    return tuple(item.value for item in items)

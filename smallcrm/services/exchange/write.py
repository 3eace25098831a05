"""Store what a file brought: one action, every row counted once."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core.progress import Progress
from smallcrm.services import contacts
from smallcrm.services.contacts.changing import Change, put
from smallcrm.services.contacts.checks import fallback_name
from smallcrm.services.contacts.completing import completed
from smallcrm.services.contacts.drafts import COMPANY, ContactDraft
from smallcrm.services.contacts.matching import Key, KnownContacts, Match
from smallcrm.services.contacts.rows import ContactRows

_CHUNK = 2000  # rows written with one statement
_LOOK = 200  # rows between two looks at the stop button


class OnDouble(StrEnum):
    """What becomes of a row that may be a contact which is there already."""

    ASK = "ask"  # bring it in, say so, and touch neither
    SKIP = "skip"
    FILL = "fill"
    OVERWRITE = "overwrite"
    CREATE = "create"


class Incoming(NamedTuple):
    """A row of the file that is a contact; *row* is its number in the file.

    Attributes:
        lost: Positions of telephones that say nothing about who it is (see ``Record.lost``).
    """

    row: int
    draft: ContactDraft
    lost: tuple[int, ...] = ()


class Double(NamedTuple):
    """Rows that may be one contact, and the stored one (None: only rows of the file)."""

    rows: tuple[int, ...]
    existing: int | None
    key: str


@dataclass(slots=True)
class Written:
    """What became of the rows: created + updated + unchanged + skipped = rows given.

    Attributes:
        ids: The contact that each row became or is, by row number.
        left_alone: The rows behind *skipped*.
        companies_created: Made from the company names of people; not among *created*.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    companies_created: int = 0
    persons: int = 0
    companies: int = 0
    ids: dict[int, int] = field(default_factory=dict)
    left_alone: list[int] = field(default_factory=list)
    doubles: list[Double] = field(default_factory=list)


def write(
    session: Session,
    incoming: Sequence[Incoming],
    *,
    on_double: OnDouble,
    country: str,
    progress: Progress,
    apart: Container[int] = frozenset(),
) -> Written:
    """Store *incoming*: all of it, or nothing when it is stopped.

    Companies go in first, so that people find them wherever in the file they stand.

    Args:
        session: The session of one action.
        incoming: The rows that are contacts.
        on_double: What to do with those that may be there already.
        country: Where telephone numbers without a prefix are at home (ISO 3166).
        progress: Told how many rows are done; may stop the work.
        apart: Rows that the user knows to be somebody else, whoever they look like.
    """
    writer = _Writer(session, on_double, country, apart)
    ordered = sorted(incoming, key=lambda item: item.draft.kind != COMPANY)
    for start in range(0, len(ordered), _CHUNK):
        writer.put(ordered[start : start + _CHUNK], partial(_tell, progress, start, len(ordered)))
    progress.report(len(ordered), len(ordered))
    return writer.finish()


class _Writer:
    def __init__(
        self, session: Session, on_double: OnDouble, country: str, apart: Container[int]
    ) -> None:
        self._session = session
        self._on_double = on_double
        self._apart = apart
        self._rows = ContactRows(session, country)
        wanted = on_double is not OnDouble.CREATE
        self._known = KnownContacts(session, country) if wanted else None
        self._own: dict[int, int] = {}  # contact made by this import -> its row
        self._found: dict[int, list[tuple[int, str]]] = {}  # contact -> rows that may be it
        self._before: dict[int, ContactDraft] = {}  # contacts this chunk completes, as they were
        self.done = Written()

    def put(self, chunk: Sequence[Incoming], tell: Callable[[int], None]) -> None:
        """Store some rows; *tell* how many are done, as it may stop the work."""
        keyed = [(self._plain(item), self._keys(item)) for item in chunk]
        stored = self._stored(keyed)
        free = iter(self._rows.reserve(len(chunk)))
        fresh: dict[int, ContactDraft] = {}
        for number, (item, keys) in enumerate(keyed):
            tell(number)
            self._count_kind(item)
            match = self._find(keys)
            if match is not None and not self._decide(item, match, stored, fresh):
                continue
            contact_id = next(free)
            fresh[contact_id] = _named(item.draft)
            self._own[contact_id] = item.row
            self.done.ids[item.row] = contact_id
            if self._known is not None:
                self._known.learn(contact_id, keys)
        put(
            self._session,
            {key: Change(old, stored[key]) for key, old in self._before.items()},
            self._rows,
        )
        self._before.clear()
        self._rows.add(list(fresh.values()), list(fresh))
        self.done.created += len(fresh)

    def finish(self) -> Written:
        """The counts, with rows that may be one contact put together."""
        self.done.companies_created = self._rows.companies_created
        for contact_id, rows in self._found.items():
            own = self._own.get(contact_id)
            numbers = sorted({row for row, _ in rows} | ({own} if own is not None else set()))
            existing = None if own is not None else contact_id
            self.done.doubles.append(Double(tuple(numbers), existing, rows[0][1]))
        return self.done

    def _keys(self, item: Incoming) -> list[Key]:
        return [] if self._known is None else self._known.keys(item.draft, item.lost)

    def _find(self, keys: Sequence[Key]) -> Match | None:
        return None if self._known is None else self._known.find(keys)

    def _ask(self, item: Incoming, match: Match) -> bool:
        """Bring the row in all the same, and list it as a possible double."""
        self._found.setdefault(match.contact_id, []).append((item.row, match.key))
        return True

    def _stored(self, keyed: Iterable[tuple[Incoming, Sequence[Key]]]) -> dict[int, ContactDraft]:
        """The contacts that rows of this chunk may be and that are in the file by now."""
        matches = [self._find(keys) for _, keys in keyed]
        ids = {match.contact_id for match in matches if match is not None}
        if self._on_double is OnDouble.ASK:
            ids = {contact_id for contact_id in ids if contact_id not in self._own}
        return contacts.list_drafts(self._session, sorted(ids)) if ids else {}

    def _decide(
        self,
        item: Incoming,
        match: Match,
        stored: dict[int, ContactDraft],
        fresh: dict[int, ContactDraft],
    ) -> bool:
        """Deal with a row that may be there already; say whether it is to be created."""
        contact_id = match.contact_id
        if item.row in self._apart:
            return True
        if self._on_double is OnDouble.ASK and contact_id in self._own:
            return self._ask(item, match)
        old = fresh.get(contact_id) or stored[contact_id]
        new = completed(old, item.draft, overwrite=self._on_double is OnDouble.OVERWRITE)
        if self._on_double is OnDouble.ASK and new != old:
            return self._ask(item, match)
        self.done.ids[item.row] = contact_id
        if new == old:
            self.done.unchanged += 1
        elif self._on_double is OnDouble.SKIP:
            self.done.skipped += 1
            self.done.left_alone.append(item.row)
        else:
            self._complete(contact_id, new, stored, fresh)
            self.done.updated += 1
        return False

    def _complete(
        self,
        contact_id: int,
        new: ContactDraft,
        stored: dict[int, ContactDraft],
        fresh: dict[int, ContactDraft],
    ) -> None:
        if contact_id in fresh:
            fresh[contact_id] = new
        else:
            self._before.setdefault(contact_id, stored[contact_id])
            stored[contact_id] = new

    def _plain(self, item: Incoming) -> Incoming:
        if self._known is None:
            return item
        return item._replace(draft=self._known.without_own_id(item.draft))

    def _count_kind(self, item: Incoming) -> None:
        if item.draft.kind == COMPANY:
            self.done.companies += 1
        else:
            self.done.persons += 1


def _tell(progress: Progress, start: int, total: int, number: int) -> None:
    if number % _LOOK == 0:
        progress.report(start + number, total)


def _named(draft: ContactDraft) -> ContactDraft:
    """A row without a name is shown under its company, e-mail or telephone."""
    if draft.name.strip():
        return draft
    return replace(draft, name=fallback_name(draft))

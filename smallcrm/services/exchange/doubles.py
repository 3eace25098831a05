"""How many rows of a file are new, the same as somebody, or perhaps somebody: before importing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core.progress import Progress
from smallcrm.services import contacts
from smallcrm.services.contacts.completing import completed
from smallcrm.services.contacts.drafts import COMPANY, ContactDraft
from smallcrm.services.contacts.matching import KnownContacts
from smallcrm.services.exchange.drafts import Preview
from smallcrm.services.settings import get_business

BY_NAME = "name"  # the one key that two different people may share
_CHUNK = 500
_SHOWN = 100  # pairs that are looked at side by side; nobody compares more by hand


class Pair(NamedTuple):
    """A row of the file and the contact that it may be, by nothing but the name."""

    row: int
    new: ContactDraft
    existing: int
    old: ContactDraft


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the contacts of a file are: *new* + *same* + *repeated* + the unclear ones.

    Attributes:
        same: Found by the id of another program, e-mail, tax number or telephone, or by the
            name with nothing to add.
        repeated: Rows that are an earlier row of the same file.
        unclear: The rows found by the name alone that bring something new.
        pairs: The first of them, to be compared.
    """

    new: int = 0
    same: int = 0
    repeated: int = 0
    unclear: frozenset[int] = frozenset()
    pairs: tuple[Pair, ...] = ()

    @property
    def has_doubles(self) -> bool:
        """Whether there is anything to decide."""
        return bool(self.same or self.repeated or self.unclear)


def forecast(session: Session, preview: Preview, progress: Progress) -> Forecast:
    """Look for doubles of *preview* without changing anything.

    Raises:
        Cancelled: it was stopped.
    """
    country = preview.facts.country or get_business(session).country
    known = KnownContacts(session, country)
    new = same = repeated = 0
    by_name: list[tuple[int, ContactDraft, int]] = []
    for number, (row, draft, lost) in enumerate(_ordered(preview)):
        if number % _CHUNK == 0:
            progress.report(number, preview.counts.contacts)
        keys = known.keys(draft, lost)
        match = known.find(keys)
        if match is None:
            new += 1
            known.learn(-row, keys)
        elif match.contact_id < 0:
            repeated += 1
        elif match.key == BY_NAME:
            by_name.append((row, draft, match.contact_id))
        else:
            same += 1
    pairs = list(_bringing(session, by_name))
    return Forecast(
        new,
        same + len(by_name) - len(pairs),
        repeated,
        frozenset([pair.row for pair in pairs]),
        tuple(pairs[:_SHOWN]),
    )


def _ordered(preview: Preview) -> Iterator[tuple[int, ContactDraft, tuple[int, ...]]]:
    """The contacts in the order in which they are written: companies first."""
    for is_company in (True, False):
        for record in preview.records():
            if record.reason is None and (record.kind == COMPANY) is is_company:
                yield record.row, record.draft, record.lost


def _bringing(session: Session, by_name: Sequence[tuple[int, ContactDraft, int]]) -> Iterator[Pair]:
    """Those that would change the contact they look like."""
    for start in range(0, len(by_name), _CHUNK):
        chunk = by_name[start : start + _CHUNK]
        stored = contacts.list_drafts(session, sorted({contact_id for *_, contact_id in chunk}))
        for row, new, contact_id in chunk:
            old = stored[contact_id]
            if completed(old, new, overwrite=False) != old:
                yield Pair(row, new, contact_id, old)

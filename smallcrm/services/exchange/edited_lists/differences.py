"""A list of ours that was edited: which cells differ from what it was, and from what is now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.chunks import chunks
from smallcrm.core.progress import Progress
from smallcrm.core.text import Text
from smallcrm.models import Action, Change, Contact
from smallcrm.services import contacts, custom_fields
from smallcrm.services.contacts.drafts import ContactDraft
from smallcrm.services.exchange.drafts import CONTACTS, FileFacts, ReadOptions
from smallcrm.services.exchange.edited_lists.difference_words import Told, cells_change, notes_of
from smallcrm.services.exchange.fields import CUSTOM, IGNORE, parts
from smallcrm.services.exchange.own_lists import own_cells, stamp
from smallcrm.services.exchange.own_lists.own_headings import OWN_ID, REASON, SYSTEM
from smallcrm.services.exchange.reading.inspection import Reading
from smallcrm.services.exchange.systems import own
from smallcrm.services.exchange.systems.system import normal
from smallcrm.services.exchange.targets.guard import guarded
from smallcrm.services.exchange.targets.sheet import LONGEST, clean
from smallcrm.services.history import list_past_drafts

_CHUNK = 500  # contacts that are compared at once


class Difference(NamedTuple):
    """A cell that is to change.

    Attributes:
        contact: The id of the contact; *name* is what it is called now.
        row: In the file.
        field: As in ``own_cells``; *heading* is the column's.
        before: As the file had it when it was written; *after* as it has it now.
        meant: *after* as it will be stored; None where it is no such value and cannot be applied.
        now: What the contact has by now where somebody changed that too: a conflict; else None.
        seen: What the contact had, as it is stored, when this was found out.
    """

    contact: int
    name: str
    row: int
    field: str
    heading: str
    before: str
    after: str
    meant: str | None
    now: str | None
    seen: str

    @property
    def is_conflict(self) -> bool:
        """Whether the contact was changed in the program meanwhile, in the same place."""
        return self.now is not None


class NewRow(NamedTuple):
    """A row that is no contact yet; *cells* by field, as they will be stored."""

    row: int
    name: str
    cells: Mapping[str, str]


class Absent(NamedTuple):
    """A contact of the list whose row is not in the file any more; it stays as it is."""

    contact: int
    name: str


@dataclass(frozen=True, slots=True)
class Differences:
    """What an edited list brings.

    Attributes:
        items: The cells, in the order of the file.
        new_rows: Rows without a number of ours.
        unknown: How many rows have the number of a contact that is gone, or in the bin.
        repeated: How many rows have the number of a row above them.
        missing: How many contacts of the list are not in the file any more; None when not known.
        has_base: Whether the state that the list was written from is known; without it nobody
            can tell a change in the file from one in the program.
        rows: How many rows were compared.
        absent: The contacts of *missing*, where the list was one of all contacts; else nobody
            knows who was in it.
    """

    items: tuple[Difference, ...] = ()
    new_rows: tuple[NewRow, ...] = ()
    unknown: int = 0
    repeated: int = 0
    missing: int | None = None
    has_base: bool = False
    rows: int = 0
    absent: tuple[Absent, ...] = ()

    @property
    def contacts(self) -> int:
        """How many contacts would change."""
        return len({item.contact for item in self.items})

    @property
    def conflicts(self) -> int:
        """How many of the cells were changed in the program too."""
        return sum(item.is_conflict for item in self.items)

    @property
    def known(self) -> int:
        """How many rows are contacts that are here."""
        return self.rows - len(self.new_rows) - self.unknown - self.repeated

    @property
    def headline(self) -> Text:
        """How many cells differ, in how many contacts."""
        return cells_change(len(self.items), self.contacts)

    @property
    def notes(self) -> list[Text]:
        """What else there is to say about the list, in whole sentences."""
        told = Told(
            self.has_base or not self.items,
            self.conflicts,
            len(self.new_rows),
            self.missing or 0,
            self.unknown,
            self.repeated,
            tuple([each.name for each in self.absent]),
        )
        return notes_of(told)

    @property
    def proposed(self) -> frozenset[int]:
        """The places of the items to apply unless somebody says otherwise: the plain ones."""
        return frozenset(
            place
            for place, item in enumerate(self.items)
            if item.meant is not None and not item.is_conflict
        )


def is_list_of_ours(facts: FileFacts) -> bool:
    """Whether a file is a list that was exported from here, by its column of our own numbers."""
    return (facts.system, facts.holds) == (SYSTEM, CONTACTS) and bool(_own_column(facts))


def find(
    session: Session, path: Path, facts: FileFacts, options: ReadOptions, progress: Progress
) -> Differences:
    """Compare the list in *path* with the contacts.

    Args:
        session: For reading.
        path: The file, again, as its cells are wanted as they stand.
        facts: What is known of it; *options* is how it was read.
        options: See *facts*.
        progress: Told of rows; may stop the work.

    Raises:
        Cancelled: it was stopped.
        ImportProblem: the file is not there any more or has changed beyond reading.
    """
    headings = [column.header for column in facts.columns]
    plain = replace(options, mapping=dict.fromkeys(headings, CUSTOM))
    finding = _Finding(session, facts)
    with Reading(path, plain, progress) as reading:
        for chunk in reading.chunks():
            rows = [(record.row, record.custom) for record in chunk if record.custom]
            for some in chunks(rows, _CHUNK):
                finding.compare(some)
    return finding.found()


class _Finding:
    """Compares rows by the hundred."""

    def __init__(self, session: Session, facts: FileFacts) -> None:
        self._session = session
        self._own = _own_column(facts)
        self._fields = _fields(facts)
        self._custom = {field.name: field for field in custom_fields.list_fields(session)}
        self._stamp = stamp.parsed(facts.state)
        self._action = _action(session, self._stamp)
        self._items: list[Difference] = []
        self._new: list[NewRow] = []
        self._seen: set[str] = set()
        self._rows = self._unknown = self._repeated = 0

    def compare(self, rows: Sequence[tuple[int, Mapping[str, str]]]) -> None:
        """Compare some rows, each a number and its cells by heading."""
        known = self._known([cells.get(self._own, "") for _, cells in rows])
        now = contacts.list_drafts(self._session, list(known.values()))
        wanted: list[tuple[int, int, Mapping[str, str], list[str]]] = []
        for row, cells in rows:
            self._rows += 1
            uid = cells.get(self._own, "")
            if not uid:
                self._add_new(row, cells)
            elif uid in self._seen:
                self._repeated += 1
            elif uid not in known:
                self._unknown += 1
            else:
                key = known[uid]
                unlike = [name for name in self._fields if self._differs(now[key], name, cells)]
                if unlike:
                    wanted.append((row, key, cells, unlike))
            self._seen.add(uid)
        self._tell(wanted, now)

    def found(self) -> Differences:
        """What was found."""
        missing = None
        if self._stamp is not None:
            there = self._rows - len(self._new) - self._repeated
            missing = max(self._stamp.rows - there, 0)
        return Differences(
            tuple(self._items),
            tuple(self._new),
            self._unknown,
            self._repeated,
            missing,
            self._action is not None,
            self._rows,
            self._absent() if missing else (),
        )

    def _absent(self) -> tuple[Absent, ...]:
        """Who was there when a list of all contacts was written, is there, and has no row."""
        if self._action is None or self._stamp is None or not self._stamp.is_all:
            return ()
        later = select(Change.row_id).where(
            Change.table_name == Contact.__tablename__,
            Change.operation == "I",
            Change.action_id > self._action,
        )
        query = (
            select(Contact.id, Contact.name, Contact.uid)
            .where(Contact.deleted_at.is_(None), Contact.id.not_in(later))
            .order_by(Contact.folded, Contact.id)
        )
        found = self._session.execute(query)
        return tuple([Absent(key, name) for key, name, uid in found if uid not in self._seen])

    def _known(self, uids: Iterable[str]) -> dict[str, int]:
        query = select(Contact.uid, Contact.id).where(
            Contact.uid.in_([uid for uid in uids if uid]), Contact.deleted_at.is_(None)
        )
        return dict(self._session.execute(query).all())

    def _differs(self, draft: ContactDraft, heading: str, cells: Mapping[str, str]) -> bool:
        """Whether a cell says something else than *draft*."""
        field = self._fields[heading]
        return not self._is_same(field, cells.get(heading, ""), own_cells.stored(draft, field))

    def _is_same(self, field: str, text: str, value: str) -> bool:
        if text == value:  # most cells
            return True
        shown = own_cells.shown(field, value)
        # A CSV file that a spreadsheet saved as a workbook still has our apostrophes.
        if _plain(text) in {_plain(shown), _plain(guarded(shown))}:
            return True
        meant = own_cells.understood(field, text, self._custom)
        return meant is not None and meant == own_cells.understood(field, shown, self._custom)

    def _tell(
        self,
        rows: Sequence[tuple[int, int, Mapping[str, str], list[str]]],
        now: Mapping[int, ContactDraft],
    ) -> None:
        base: Mapping[int, ContactDraft] = now
        if self._action is not None and rows:
            base = list_past_drafts(self._session, [row[1] for row in rows], self._action)
        for row, key, cells, unlike in rows:
            draft = now[key]
            for heading in unlike:
                field, text = self._fields[heading], cells.get(heading, "")
                value = own_cells.stored(draft, field)
                old = own_cells.stored(base.get(key, draft), field)
                if old != value and self._is_same(field, text, old):
                    continue  # changed in the program only
                self._items.append(
                    Difference(
                        key,
                        draft.name,
                        row,
                        field,
                        heading,
                        own_cells.shown(field, old),
                        text,
                        own_cells.understood(field, text, self._custom),
                        own_cells.shown(field, value) if old != value else None,
                        value,
                    )
                )

    def _add_new(self, row: int, cells: Mapping[str, str]) -> None:
        meant: dict[str, str] = {}
        for heading, field in self._fields.items():
            text = cells.get(heading, "")
            value = own_cells.understood(field, text, self._custom) if text else ""
            if value:
                meant[field] = value
        if meant:
            self._new.append(NewRow(row, meant.get("name", next(iter(meant.values()))), meant))


def _own_column(facts: FileFacts) -> str:
    """The heading of the column with our own numbers; empty without one."""
    key = normal(OWN_ID)
    return next((each.header for each in facts.columns if normal(each.header) == key), "")


def _fields(facts: FileFacts) -> dict[str, str]:
    """The field of every column of the list, by heading; columns left out by hand are not there."""
    found: dict[str, str] = {}
    layout = own.system()
    for column in facts.columns:
        key = normal(column.header)
        if (
            column.field in {IGNORE, "relations"}
            or key == normal(OWN_ID)
            or key.startswith(normal(REASON))
        ):
            continue
        if column.field == "note" and not layout.field(key):
            continue  # cells beyond the headings
        field = layout.field(key) or f"{own_cells.CUSTOM}{own.name_of(column.header)}"
        found[column.header] = field.removesuffix("#1") if parts(field).group == "1" else field
    return found


def _action(session: Session, found: stamp.Stamp | None) -> int | None:
    """The action that the list was written after; None where this file does not know it."""
    if found is None:
        return None
    return session.scalar(select(Action.id).where(Action.uid == found.action))


def _plain(text: str) -> str:
    """A text as a spreadsheet can keep it."""
    return clean(text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST].strip()

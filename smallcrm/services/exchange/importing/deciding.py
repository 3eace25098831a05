"""What becomes of each row of a file: decided here alone, for the preview and for the import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.services import contacts
from smallcrm.services.contact_values.drafts import ContactDraft, named
from smallcrm.services.contact_values.keys import NAME, Key
from smallcrm.services.contacts.completing import Policies, Policy, adds, completed
from smallcrm.services.contacts.matching import KnownContacts, Match
from smallcrm.services.exchange.importing.incoming import Chunk, Contacts, Incoming


class OnDouble(StrEnum):
    """What becomes of a row that may be a contact which is there already.

    The window shows these rows before anything is stored and proposes to fill empty fields; the
    command line can show nothing beforehand, so it touches nobody unless it is told to (``ASK``).
    """

    ASK = "ask"  # bring it in, say so, and touch neither
    SKIP = "skip"
    FILL = "fill"
    OVERWRITE = "overwrite"
    CREATE = "create"


class Outcome(StrEnum):
    """What becomes of a row that is a contact."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a file is to come in.

    Attributes:
        file: Its name, for the history and the report.
        on_double: What becomes of rows that may be there already.
        joined: The rows that are somebody they share nothing but the name with; the others of
            that sort come in as new. None: every one of them is that contact, unless in doubt
            (see ``Match``).
        apart: The rows that the user said are somebody else than whom they may be: they are not
            among the possible doubles, and are not proposed as such afterwards.
        deals: Whether the deals that come with the contacts are wanted too.
        policies: What becomes of values of contacts that are there, by field of the draft (see
            ``Policies.fields``); *on_double* decides about all others.
    """

    file: str
    on_double: OnDouble = OnDouble.ASK
    joined: Collection[int] | None = None
    apart: Collection[int] = ()
    deals: bool = True
    policies: Mapping[str, Policy] = field(default_factory=dict)


class Decision(NamedTuple):
    """What becomes of one row.

    Contacts are named by *who*: the id of a stored one, or minus the row that makes a new one.

    Attributes:
        who: The contact that the row becomes or is.
        item: The row.
        other_draft: That contact when the row is in; None where it is new, just as it came.
        other: Who the row may be (also where it comes in as new), and by what it was found.
        old: That one, as it was until then.
        is_unclear: Whether nothing but the name says so, and the row brings something new.
    """

    row: int
    outcome: Outcome
    who: int
    item: Incoming
    other_draft: ContactDraft | None = None
    other: Match | None = None
    old: ContactDraft | None = None
    is_unclear: bool = False

    @property
    def came(self) -> ContactDraft:
        """What the row says."""
        return self.item.draft

    @property
    def draft(self) -> ContactDraft:
        """The contact when the row is in."""
        return named(self.item.draft) if self.other_draft is None else self.other_draft


def decide(
    session: Session, incoming: Contacts, wishes: Wishes, country: str
) -> Iterator[tuple[Chunk, Iterator[Decision]]]:
    """Decide about every row, chunk by chunk, in the order of *incoming*.

    While it goes on nothing but its own decisions may be carried out in *session*.

    Args:
        session: Read from only.
        incoming: The contacts of the file.
        wishes: What the user wants.
        country: Where telephone numbers without a prefix are at home (ISO 3166).
    """
    if wishes.on_double is OnDouble.CREATE:
        for chunk in incoming.chunks():
            yield chunk, map(_created, chunk)
        return
    deciding = _Deciding(session, wishes, KnownContacts(session, country))
    deciding.find(incoming.keys())
    deciding.known.settle()
    for chunk in incoming.chunks():
        yield chunk, deciding.decide(chunk)


@dataclass
class _Deciding:
    """Finds out who every row may be, then decides with the contacts as they are by then."""

    session: Session
    wishes: Wishes
    known: KnownContacts
    matches: dict[int, Match] = field(default_factory=dict)  # by row
    uses: Counter[int] = field(default_factory=Counter)  # contact -> rows still to be compared
    now: dict[int, ContactDraft] = field(default_factory=dict)  # the contacts still compared with
    really: dict[int, int] = field(default_factory=dict)  # a row that made nobody -> who it is

    def __post_init__(self) -> None:
        overwrite = self.wishes.on_double is OnDouble.OVERWRITE
        self._policies = Policies(overwrite, self.wishes.policies)

    def find(self, rows: Iterable[tuple[int, Sequence[Key]]]) -> None:
        """Learn which rows may be somebody: who is stored, or an earlier row."""
        for row, keys in rows:
            match = self.known.find(keys)
            who = -row
            if match is not None:
                self.matches[row] = match
                self.uses[match.contact_id] += 1
                if self._is_joined(row, match):
                    who = match.contact_id
            self.known.learn(who, keys)

    def decide(self, chunk: Chunk) -> Iterator[Decision]:
        """Decide about rows that *find* has seen."""
        self._look_up(chunk)
        for item in chunk:
            yield self._decision(item)
        self.now = {who: draft for who, draft in self.now.items() if self.uses[who] > 0}

    def _is_joined(self, row: int, match: Match) -> bool:
        joined = self.wishes.joined
        if match.key != NAME:
            return True
        return row in joined if joined is not None else not match.is_doubtful

    def _look_up(self, chunk: Chunk) -> None:
        """Get the stored contacts that rows of *chunk* are compared with."""
        found = [self.matches[item.row].contact_id for item in chunk if item.row in self.matches]
        wanted = {self.really.get(who, who) for who in found}
        ids = sorted(who for who in wanted if who > 0 and who not in self.now)
        if ids:
            self.now |= contacts.list_drafts(self.session, ids)

    def _decision(self, item: Incoming) -> Decision:
        match = self.matches.get(item.row)
        if match is None:
            return self._remembered(_created(item))
        self.uses[match.contact_id] -= 1
        who = self.really.get(match.contact_id, match.contact_id)
        other = match._replace(contact_id=who)
        old, came = self.now[who], item.draft
        draft = self.known.without_own_id(came)
        is_more = adds(old, draft, self._policies)
        is_unclear = match.key == NAME and is_more
        outcome = self._outcome(item.row, other, adds=is_more)
        if outcome is Outcome.CREATED:
            new = None if draft is came else named(draft)
            made = Decision(item.row, outcome, -item.row, item, new, other, old, is_unclear)
            return self._remembered(made)
        if self.uses[-item.row]:
            self.really[-item.row] = who
            self.uses[who] += self.uses.pop(-item.row)
        new = old
        if outcome is Outcome.UPDATED:
            new = self.now[who] = completed(old, draft, self._policies)
        return Decision(item.row, outcome, who, item, new, other, old, is_unclear)

    def _outcome(self, row: int, other: Match, *, adds: bool) -> Outcome:
        on_double = self.wishes.on_double
        if on_double is OnDouble.ASK:
            is_new = adds or other.contact_id < 0
            return Outcome.CREATED if is_new else Outcome.UNCHANGED
        if not adds:
            return Outcome.UNCHANGED
        if not self._is_joined(row, other):
            return Outcome.CREATED
        return Outcome.SKIPPED if on_double is OnDouble.SKIP else Outcome.UPDATED

    def _remembered(self, made: Decision) -> Decision:
        if self.uses.get(made.who):  # not [], which asks a Counter for those that it has not
            self.now[made.who] = made.draft
        return made


def _created(item: Incoming) -> Decision:
    return Decision(item.row, Outcome.CREATED, -item.row, item)

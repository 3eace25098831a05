"""What reading a file gives: facts about the file, and a record for every row."""

from __future__ import annotations

import json
import weakref
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import starmap
from typing import Any, NamedTuple, Protocol

from smallcrm.core.progress import Progress
from smallcrm.core.text import Text
from smallcrm.services.contact_values.drafts import AddressDraft, ContactDraft, Labelled, named
from smallcrm.services.exchange.fields import OURS
from smallcrm.services.exchange.reasons import reason
from smallcrm.services.exchange.values.tags import tags
from smallcrm.services.processes.answering import unpack

CONTACTS, DEALS, PRODUCTS = "contacts", "deals", "products"  # what a file holds
CALLS = "calls"  # a list of a telephone system: what it holds is no record
CARDS = "vcf"  # the format of an address book, whose cards have no cells
REJECTED, SKIPPED = "rejected", "skipped"
PlainRecord = tuple[Any, ...]  # a ``Record`` that crossed from another process


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user says about a file; everything left out is found out.

    Attributes:
        sheet: The name of the sheet to read.
        encoding: A Python codec name, such as ``cp1253``.
        delimiter: One character; ``tab`` is understood as well.
        header_row: The row that holds the headings, counted from 1; 0 means there is none.
        mapping: Heading to field (see ``fields``); ``ignore`` leaves a column out.
        dates: ``dmy``, ``mdy`` or ``ymd``, for dates that can be read in two ways.
        country: ISO 3166 code that national phone numbers and two-way dates belong to.
        home: The same where neither the user nor the file says: the business's own country.
        what: ``contacts``, ``deals``, ``products``; ``bank`` for a bank statement, ``inquiries``
            for people who asked, ``calendar`` for what happens when, ``calls`` for telephone calls.
        own: Telephone numbers of the business, which tell the sides of a call apart.
        mended: What the user typed in the place of a cell: by its row, and its column from 1.
    """

    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_row: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""
    country: str = ""
    home: str = ""
    what: str = ""
    mended: Mapping[tuple[int, int], str] = field(default_factory=dict)
    own: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """A sheet of a workbook; *rows* is None where counting them would mean reading it all."""

    name: str
    rows: int | None
    hidden: bool


class Column(NamedTuple):
    """A column of the table, and what it was taken for.

    Attributes:
        number: Counted from 1.
        header: The heading as it stands in the file; made up where there is none.
        field: See ``fields``; None keeps the column under its own heading.
        confidence: From 0 to 1.
        samples: The first values that are not empty, at most three.
        dates: The order that its ambiguous dates are read in; empty where there are none.
        ambiguous: How many of its dates can be read as day/month and as month/day.
        proven: Whether another row of the column proves that order, so nobody need be asked.
    """

    number: int
    header: str
    field: str | None
    confidence: float
    samples: tuple[str, ...]
    dates: str = ""
    ambiguous: int = 0
    proven: bool = False


class RowWarning(NamedTuple):
    """Something that the user should know about one value.

    Attributes:
        row: As in ``Record.row``.
        field: A field of the contact, or empty for the row as a whole.
        value: As it stands in the file.
        code: The key of the sentence in ``reasons``.
    """

    row: int
    field: str
    value: str
    code: str

    @property
    def reason(self) -> Text:
        """The sentence to show."""
        return reason(self.code)


class DealDraft(NamedTuple):
    """A deal that came with a contact; texts as in the file unless said otherwise.

    Attributes:
        amount: In major units; None where the file has none.
        currency: ISO 4217 code, or empty.
        stage: The stage's name in the other system.
        status: ``open``, ``won``, ``lost``, or empty where the file does not say.
        expected_close: None where the file has none.
        external: The deal's own id in the other system.
        reason: Why it was lost.
        company, owner, campaign: Names; empty where the file does not say.
        custom: What there is no field for, by heading; of a list of deals only.
    """

    title: str
    amount: Decimal | None = None
    currency: str = ""
    stage: str = ""
    status: str = ""
    expected_close: date | None = None
    source: str = ""
    note: str = ""
    external: Mapping[str, str] = {}
    reason: str = ""
    company: str = ""
    owner: str = ""
    campaign: str = ""
    tags: tuple[str, ...] = ()
    custom: Mapping[str, str] = {}


class Record(NamedTuple):
    """One row of the file, read. A plain tuple crosses processes in a tenth of the time.

    The fields from *kind* to *external* are those of ``ContactDraft``, in its words; phones,
    e-mails and web addresses are (value, label) pairs, addresses are (street, city, postcode,
    region, country, label).

    Attributes:
        row: The record's number in the file, the header counted; a card's number from 1.
        outcome: Empty for a contact, ``rejected`` or ``skipped``.
        code: Why it was rejected or skipped: the key of a sentence in ``reasons``.
        more: What only our own lists have: owner and consent, by the names of ``ContactDraft``,
            and *relations* (``further``).
        e164: One for each phone, empty where it does not parse.
        lost: Positions of phones whose last digits a spreadsheet destroyed. Such a number says
            nothing about who it belongs to: never look for doubles by it.
        problems: (field, value, code) of every warning.
        cells: The row as it stands in the file, by heading; of rows with problems only.
    """

    row: int
    outcome: str
    code: str
    kind: str
    name: str
    given_name: str
    family_name: str
    company: str
    role: str
    emails: tuple[tuple[str, str], ...]
    phones: tuple[tuple[str, str], ...]
    addresses: tuple[tuple[str, str, str, str, str, str], ...]
    urls: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    birthday: str
    tax_id: str
    language: str
    currency: str
    source: str
    note: str
    custom: dict[str, str]
    external: dict[str, str]
    more: dict[str, str]
    e164: tuple[str, ...]
    lost: tuple[int, ...]
    plain_deal: tuple[str, ...]
    problems: tuple[tuple[str, str, str], ...]
    cells: dict[str, str]

    @property
    def draft(self) -> ContactDraft:
        """The contact, for the services that add and change contacts."""
        return ContactDraft(
            self.name,
            self.kind,
            self.given_name,
            self.family_name,
            self.company,
            self.role,
            tuple(starmap(Labelled, self.emails)),
            tuple(
                [
                    Labelled(value, label, number)
                    for (value, label), number in zip(self.phones, self.e164, strict=True)
                ]
            ),
            tuple(starmap(AddressDraft, self.addresses)),
            tuple(starmap(Labelled, self.urls)),
            self.tags,
            self.birthday,
            self.tax_id,
            self.language,
            self.currency,
            self.source,
            self.note,
            self.custom,
            self.external,
            **(more_of(self.more) if self.more else {}),
        )

    @property
    def deal(self) -> DealDraft | None:
        """The deal of this row, where the file has deals."""
        if not self.plain_deal:
            return None
        title, amount, currency, stage, status, *more = self.plain_deal
        closes, source, note, reason, company, owner, campaign, said, custom, *rest = more
        system, number = rest
        return DealDraft(
            title,
            Decimal(amount) if amount else None,
            currency,
            stage,
            status,
            date.fromisoformat(closes) if closes else None,
            source,
            note,
            {system: number} if number else {},
            reason,
            company,
            owner,
            campaign,
            tags(said),
            json.loads(custom) if custom else {},
        )

    @property
    def warnings(self) -> tuple[RowWarning, ...]:
        """What the user should know about values of this row."""
        return tuple([RowWarning(self.row, *problem) for problem in self.problems])

    @property
    def reason(self) -> Text | None:
        """Why the row was rejected or skipped; None for a contact."""
        return reason(self.code) if self.code else None


_OUTCOME, _KIND, _PROBLEMS = map(Record._fields.index, ("outcome", "kind", "problems"))


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known about a file before its rows are looked at one by one.

    Attributes:
        format: ``xlsx``, ``xls``, ``ods``, ``csv``, ``html``, ``xml`` or ``vcf``.
        system: Which program wrote it: ``google``, ``outlook``, … or ``unknown``.
        encoding: The Python codec the text was read with; empty for spreadsheets.
        header_row: 0 where the table has no header, None for cards.
        total: How many rows will come, those that are skipped included.
        country: The country that national phone numbers were read for.
        warnings: About the file as a whole, or about rows that hold no record.
        is_understood: Whether at least one column can tell who a contact, or what a product, is.
        holds: ``contacts`` (with their deals), ``deals``, ``products`` or ``calls``.
        state: What a list of ours was written from (``stamp``); empty where it does not say.
    """

    format: str
    system: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[Sheet, ...] = ()
    header_row: int | None = None
    columns: tuple[Column, ...] = ()
    total: int = 0
    country: str = ""
    warnings: tuple[RowWarning, ...] = ()
    is_understood: bool = True
    holds: str = CONTACTS
    state: str = ""

    @property
    def mapping(self) -> dict[str, str | None]:
        """Heading to field, as the import report has it."""
        return {column.header: column.field for column in self.columns}

    @property
    def questions(self) -> tuple[Column, ...]:
        """The columns whose dates only the user can tell."""
        return tuple([each for each in self.columns if each.ambiguous and not each.proven])


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows there are of each sort; *rows* is the sum of the next three.

    Attributes:
        odd: The numbers, from 0, of the chunks with rows that were left out or have warnings.
    """

    rows: int = 0
    contacts: int = 0
    rejected: int = 0
    skipped: int = 0
    persons: int = 0
    companies: int = 0
    deals: int = 0
    warnings: int = 0
    odd: tuple[int, ...] = ()


class Preparing(Protocol):
    """The process that prepares the contacts of a file; see ``preparing.process``."""

    country: str

    def frames(self, progress: Progress) -> Iterator[Any]:
        """The contacts, some at a time."""

    def end(self) -> None:
        """End it, whether it is done or not."""


class Preview:
    """A file that has been read whole: what it is, and its rows whenever they are wanted.

    The rows are kept packed, as they came from the child process: 50,000 contacts take 15 MB.
    Those of long files are compressed as well.
    """

    def __init__(
        self,
        facts: FileFacts,
        counts: Counts,
        packed: list[bytes],
        *,
        is_compressed: bool = False,
        preparing: Preparing | None = None,
    ) -> None:
        """Keep the chunks *packed*, as the child process packed them or compressed.

        *preparing* has been told of them, and ends when nobody has this preview any more.
        """
        self.facts = facts
        self.counts = counts
        self.packed = packed
        self.is_compressed = is_compressed
        self._opened: Callable[[bytes], bytes] = zlib.decompress if is_compressed else bytes
        self._remarked = frozenset([warning.row for warning in facts.warnings])
        self._preparing = preparing
        self._ending = weakref.finalize(self, preparing.end) if preparing else None

    def take_preparing(self, country: str) -> Preparing | None:
        """The process that prepares the contacts; None where none does so for *country*.

        It can be had once; whoever takes it has to end it.
        """
        preparing, self._preparing = self._preparing, None
        if preparing is None or self._ending is None:
            return None
        if preparing.country != country:
            self._ending()
            return None
        self._ending.detach()
        return preparing

    def end_preparing(self) -> None:
        """Have nobody prepare the contacts any more: they are not wanted, or not in that way."""
        self._preparing = None
        if self._ending is not None:
            self._ending()

    def is_remarked(self, record: Record) -> bool:
        """Whether the user should look at *record*: some value of it is odd."""
        return bool(record.problems) or record.row in self._remarked

    def chunks(self) -> Iterator[list[Record]]:
        """All records in order, some two thousand at a time."""
        for packed in self.packed:
            yield unpacked(self._opened(packed))

    def chunk(self, number: int) -> list[Record]:
        """The records of one chunk, counted from 0: for looking at some of them."""
        return unpacked(self._opened(self.packed[number]))

    def odd(self) -> Iterator[Record]:
        """The records, in order, that there is something to tell about; mostly few."""
        wanted = range(len(self.packed)) if self._remarked else self.counts.odd
        for number in wanted:
            packed = self._opened(self.packed[number])
            for plain in unpack(packed):
                if plain[_OUTCOME] or plain[_PROBLEMS] or plain[0] in self._remarked:
                    yield Record._make(plain)

    def contacts(self, kind: str) -> Iterator[Record]:
        """The records, in order, that are contacts of *kind*."""
        for packed in self.packed:
            yield from map(Record._make, plain_contacts(self._opened(packed), kind))

    def records(self) -> Iterator[Record]:
        """All records in order."""
        for chunk in self.chunks():
            yield from chunk


def plain_contacts(packed: bytes, kind: str) -> list[PlainRecord]:
    """The records of one chunk, in order, that are contacts of *kind*, as plain tuples."""
    return [plain for plain in unpack(packed) if plain[_KIND] == kind and not plain[_OUTCOME]]


def columns_of(plain: Sequence[PlainRecord]) -> dict[str, Sequence[Any]]:
    """The values of contacts, all of them ``named``, by the fields of ``ContactDraft``.

    To make a draft of each takes longer than all that is done with them.
    """
    found: dict[str, Sequence[Any]] = dict(
        zip(Record._fields, zip(*plain, strict=True), strict=True)
    )
    found["name"] = [
        name if name.strip() else named(Record._make(each).draft).name
        for name, each in zip(found["name"], plain, strict=True)
    ]
    numbered = zip(found["phones"], found["e164"], strict=True)
    found["phones"] = [
        [(*phone, number) for phone, number in zip(phones, numbers, strict=True)]
        for phones, numbers in numbered
    ]
    more = [more_of(each) for each in found["more"]]
    for name in OURS:
        usual = ContactDraft._field_defaults[name]
        found[name] = [each.get(name, usual) for each in more]
    return found


def more_of(more: Mapping[str, str]) -> dict[str, Any]:
    """The fields of ``Record.more`` as ``ContactDraft`` takes them."""
    kept = {name: value for name, value in more.items() if name != "relations"}
    if not (day := kept.get("consent_on")):
        return dict(kept)
    return {**kept, "consent_on": date.fromisoformat(day)}


def unpacked(packed: bytes) -> list[Record]:
    """The records of one chunk."""
    return list(map(Record._make, unpack(packed)))

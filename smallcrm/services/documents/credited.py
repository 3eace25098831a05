"""What credit notes took back of invoices, also those over several, which do not say of which."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.models import Document, DocumentLink
from smallcrm.services.documents import draft_rows
from smallcrm.services.documents.draft_rows import Stored
from smallcrm.services.documents.drafts import ZERO, Totals

CREDITS = "credits"  # the kind of the link from an invoice to a credit note over it


class Note(NamedTuple):
    """An issued credit note, and the invoices that it is over."""

    invoices: frozenset[int]
    stored: Stored


class Credited(NamedTuple):
    """The credit notes that bear on some invoices.

    Attributes:
        notes: Those over any of these invoices, and those over any that these are over as well.
        others: What the invoices beside these asked for, by id.
    """

    invoices: frozenset[int]
    notes: list[Note]
    others: Mapping[int, Totals]

    @property
    def own(self) -> list[Stored]:
        """The credit notes over nothing but these invoices."""
        return [note.stored for note in self.notes if note.invoices <= self.invoices]

    def taken(self, amount: Callable[[Totals], Decimal]) -> Decimal:
        """The least of an *amount* that was taken back of these invoices all together.

        A credit note over others as well counts here with what cannot have been theirs: no
        invoice is credited with more than it asked for, however the notes are divided.
        """
        given = [(note.invoices, amount(note.stored.totals)) for note in self.notes]
        counted = [(over, sum_) for over, sum_ in given if sum_ > 0 or over <= self.invoices]
        room = {key: amount(totals) for key, totals in self.others.items()}
        return sum((sum_ for _, sum_ in counted), ZERO) - most(counted, room)


def taxed(totals: Totals, key: tuple[str, Decimal]) -> Decimal:
    """What is taxed with the category and rate *key*, the tax included."""
    rows = (row for row in totals.taxes if (row.category, row.rate) == key)
    return sum((row.base + row.tax for row in rows), ZERO)


def read(session: Session, invoice_ids: Collection[int]) -> Credited:
    """The credit notes that were issued over these invoices."""
    own = frozenset(invoice_ids)
    known: set[int] = set()
    found: dict[int, set[int]] = {}
    waiting = set(own)
    while waiting:
        known |= waiting
        over_any = select(DocumentLink.target_id).where(
            DocumentLink.source_id.in_(waiting), DocumentLink.kind == CREDITS
        )
        links = (
            select(DocumentLink.target_id, DocumentLink.source_id)
            .join(Document, Document.id == DocumentLink.target_id)
            .where(
                DocumentLink.target_id.in_(over_any),
                DocumentLink.kind == CREDITS,
                Document.issued_at.is_not(None),
            )
        )
        for note_id, invoice_id in session.execute(links):
            found.setdefault(note_id, set()).add(invoice_id)
        waiting = {invoice_id for over in found.values() for invoice_id in over} - known
    rows = _load(session, [*found, *known - own])
    notes = [Note(frozenset(found[note_id]), rows[note_id]) for note_id in sorted(found)]
    return Credited(own, notes, {key: rows[key].totals for key in sorted(known - own)})


def most(notes: Sequence[tuple[frozenset[int], Decimal]], room: Mapping[int, Decimal]) -> Decimal:
    """How much of *notes* finds *room*, each in the invoices that it is over: a maximum flow."""
    return _Dividing(notes, room).divide()


class _Dividing:
    """Notes are put into invoices; one that has more choice makes room for one that has less."""

    def __init__(
        self, notes: Sequence[tuple[frozenset[int], Decimal]], room: Mapping[int, Decimal]
    ) -> None:
        self._notes = notes
        self._room = dict(room)
        self._given: list[dict[int, Decimal]] = [{} for _ in notes]

    def divide(self) -> Decimal:
        for number, (_, amount) in enumerate(self._notes):
            left = amount
            while left > 0 and (placed := self._put(number, left, set())):
                left -= placed
        return sum((sum(parts.values(), ZERO) for parts in self._given), ZERO)

    def _put(self, number: int, amount: Decimal, tried: set[int]) -> Decimal:
        """Find room for up to *amount* of a note; return how much found some."""
        for invoice in sorted(self._notes[number][0] & self._room.keys()):
            if invoice in tried:
                continue
            tried.add(invoice)
            placed = min(self._room[invoice], amount)
            if placed > 0:
                self._room[invoice] -= placed
            else:
                placed = self._make_room(invoice, number, amount, tried)
            if placed > 0:
                parts = self._given[number]
                parts[invoice] = parts.get(invoice, ZERO) + placed
                return placed
        return ZERO

    def _make_room(self, invoice: int, number: int, amount: Decimal, tried: set[int]) -> Decimal:
        for other, parts in enumerate(self._given):
            there = parts.get(invoice, ZERO)
            if other != number and there > 0:
                moved = self._put(other, min(there, amount), tried)
                if moved > 0:
                    parts[invoice] -= moved
                    return moved
        return ZERO


def _load(session: Session, ids: Iterable[int]) -> dict[int, Stored]:
    query = select(Document).where(Document.id.in_(ids))
    return {row.id: draft_rows.load(session, row) for row in session.scalars(query).all()}

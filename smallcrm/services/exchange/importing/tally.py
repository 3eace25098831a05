"""Counts decisions: the same figures for the preview of an import and for its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from smallcrm.services.contacts.drafts import GIVEN, REFUSED
from smallcrm.services.exchange.drafts import RowWarning
from smallcrm.services.exchange.importing.deciding import Decision, OnDouble, Outcome


class Double(NamedTuple):
    """Rows that may be one contact, and the stored one (None: only rows of the file)."""

    rows: tuple[int, ...]
    existing: int | None
    key: str


@dataclass(slots=True)
class Tally:
    """What became of the rows: the four sorts of *outcomes* add up to the rows given.

    Attributes:
        on_double: What the user wanted of rows that may be there already.
        apart: The rows that are known to be somebody else (see ``Wishes``).
        outcomes: How many rows were created, updated, unchanged and skipped.
        kinds: How many persons and companies the rows are.
        left_alone: The rows that were skipped.
        repeated: How many of *outcomes* are an earlier row of the same file and made nobody.
        warnings: Where a refusal of advertising stands against a consent, and won.
    """

    on_double: OnDouble
    apart: Collection[int] = ()
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    left_alone: list[int] = field(default_factory=list)
    repeated: Counter[Outcome] = field(default_factory=Counter)
    warnings: list[RowWarning] = field(default_factory=list)
    _listed: dict[int, list[tuple[int, str]]] = field(default_factory=dict)

    def add_new(self, kinds: Collection[str]) -> None:
        """Count rows that come in, and are nobody else: of each its kind."""
        self.outcomes[Outcome.CREATED] += len(kinds)
        self.kinds.update(kinds)

    def add(self, decision: Decision) -> None:
        """Count one row."""
        other = decision.other
        if other is None:
            self.add_new((decision.item.kind,))
            return
        self.outcomes[decision.outcome] += 1
        self.kinds[decision.item.kind] += 1
        if decision.outcome is Outcome.SKIPPED:
            self.left_alone.append(decision.row)
        self._note_refusal(decision)
        self.note_repeated(decision.outcome, other.contact_id)
        is_open = self.on_double is OnDouble.ASK or other.is_doubtful
        is_open = is_open and decision.row not in self.apart
        if decision.outcome is Outcome.CREATED and is_open:
            self._listed.setdefault(other.contact_id, []).append((decision.row, other.key))

    def note_repeated(self, outcome: Outcome, other: int) -> None:
        """Count a row that is or may be *other*, where that is an earlier row and not a new one."""
        if other < 0 and outcome in {Outcome.UPDATED, Outcome.UNCHANGED}:
            self.repeated[outcome] += 1

    def _note_refusal(self, decision: Decision) -> None:
        old = decision.old
        if old is None or decision.outcome not in {Outcome.UPDATED, Outcome.UNCHANGED}:
            return
        said = (old.consent, decision.came.consent)
        if said == (REFUSED, GIVEN):
            self.warnings.append(RowWarning(decision.row, "", "", "refusal_stays"))
        elif said == (GIVEN, REFUSED) and decision.draft.consent == REFUSED:
            self.warnings.append(RowWarning(decision.row, "", "", "refusal_came"))

    def doubles(self) -> tuple[Double, ...]:
        """The rows that came in although they may be somebody, those of one contact together."""
        found = []
        for who, listed in self._listed.items():
            rows = {row for row, _ in listed}
            numbers = tuple(sorted(rows | {-who} if who < 0 else rows))
            found.append(Double(numbers, who if who > 0 else None, listed[0][1]))
        return tuple(found)

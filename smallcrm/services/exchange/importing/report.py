"""What became of a file: the import report, as windows and the command line show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from smallcrm.core.text import TN, T, Text
from smallcrm.services.contacts.drafts import COMPANY, PERSON
from smallcrm.services.exchange.drafts import (
    DEALS,
    PRODUCTS,
    REJECTED,
    SKIPPED,
    FileFacts,
    Preview,
    RowWarning,
)
from smallcrm.services.exchange.importing.deciding import Outcome, Wishes
from smallcrm.services.exchange.importing.tally import Double, Tally

DOUBLE = T("It may be a contact that is there already, so it was skipped.")


class LeftOut(NamedTuple):
    """A row that did not come in.

    Attributes:
        outcome: ``rejected`` or ``skipped``.
    """

    row: int
    outcome: str
    reason: Text


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of every row: *rows* = created + updated + unchanged + skipped + rejected.

    Attributes:
        file: Its name, without the folder.
        left_out: The skipped and the rejected rows, in the order of the file. A group heading
            or a subtotal is counted in *skipped* and listed here too.
        warnings: About the file, then about its rows in their order.
        remarked: How many of the *rows* have a warning, whatever became of them.
        doubles: Rows that may be one contact, or one that was there.
        repeated: How many of *updated* and *unchanged* are an earlier row of the file.
        repeated_whole: How many of them bring nothing more than that row: those of *unchanged*.
        companies_created: Made from the company names of people; not among *created*.
        persons, companies: What the rows are that are contacts.
        contacts_created: Made for the deals of a list of deals, whose rows are its deals.
        first: The id of the first contact that the file holds; None when it holds none.
        action: Its number in the history; None when nothing was changed.
    """

    file: str
    facts: FileFacts
    rows: int
    created: int
    updated: int
    unchanged: int
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[RowWarning, ...] = ()
    remarked: int = 0
    doubles: tuple[Double, ...] = ()
    repeated: int = 0
    repeated_whole: int = 0
    companies_created: int = 0
    deals_created: int = 0
    persons: int = 0
    companies: int = 0
    first: int | None = None
    action: int | None = None
    contacts_created: int = 0

    @property
    def rejected(self) -> tuple[LeftOut, ...]:
        """The rows that say nothing about whom they are."""
        return tuple([each for each in self.left_out if each.outcome == REJECTED])

    @property
    def skipped(self) -> int:
        """How many rows were left alone on purpose."""
        return len(self.left_out) - len(self.rejected)

    @property
    def completed(self) -> int:
        """How many rows completed what was stored before the file came."""
        return self.updated - (self.repeated - self.repeated_whole)

    @property
    def there(self) -> int:
        """How many rows were stored before the file came, as they are."""
        return self.unchanged - self.repeated_whole

    @property
    def headline(self) -> str:
        """One or two sentences: how many were added, completed, skipped."""
        return " ".join(str(sentence) for sentence in self._sentences())

    @property
    def further(self) -> list[str]:
        """Sentences on what else was made, and what may be there twice."""
        sentences = []
        if count := self.companies_created:
            sentences.append(TN("{count} company was made.", "{count} companies were made.", count))
        if count := self.contacts_created:
            sentences.append(
                TN(
                    "{count} contact was made for them.",
                    "{count} contacts were made for them.",
                    count,
                )
            )
        if (count := self.deals_created) and self.facts.holds != DEALS:
            sentences.append(TN("{count} deal added.", "{count} deals added.", count))
        if count := len(self.doubles):
            sentences.append(TN("{count} possible double.", "{count} possible doubles.", count))
        return [str(sentence) for sentence in sentences]

    def _sentences(self) -> Sequence[Text]:
        sentences = []
        holds = self.facts.holds
        if self.created or not (self.updated or self.unchanged or self.left_out):
            sentences.append(added_words(holds, self.created))
        if self.completed:
            sentences.append(completed_words(holds, self.completed))
        if count := self.there:
            sentences.append(TN("{count} was there already.", "{count} were there already.", count))
        if count := self.repeated:
            sentences.append(
                TN(
                    "{count} row was in the file twice, so it was joined.",
                    "{count} rows were in the file twice, so they were joined.",
                    count,
                )
            )
        if count := len(self.left_out):
            sentences.append(TN("{count} row skipped.", "{count} rows skipped.", count))
        return sentences

    def to_json(self) -> dict[str, Any]:
        """The import report of the command line: a public shape."""
        facts = self.facts
        is_of_deals = facts.holds == DEALS
        return {
            "file": self.file,
            "format": facts.format,
            "system": facts.system,
            "encoding": facts.encoding or None,
            "delimiter": facts.delimiter or None,
            "sheet": facts.sheet or None,
            "header_row": facts.header_row,
            "mapping": facts.mapping,
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "skipped": self.skipped,
            "rejected": [{"row": each.row, "reason": str(each.reason)} for each in self.rejected],
            "warnings": [
                {
                    "row": each.row,
                    "field": each.field,
                    "value": each.value,
                    "reason": str(each.reason),
                }
                for each in self.warnings
            ],
            "doubles": [
                {"rows": list(each.rows), "existing": each.existing, "key": each.key}
                for each in self.doubles
            ],
            "companies_created": self.companies_created,
            "deals_created": self.deals_created,
            **({"contacts_created": self.contacts_created} if is_of_deals else {}),
            "persons": self.persons,
            "companies": self.companies,
            "action": self.action,
        }


def added_words(holds: str, count: int) -> Text:
    """That *count* were added of what a file *holds*."""
    if holds == PRODUCTS:
        return TN("{count} product added.", "{count} products added.", count)
    if holds == DEALS:
        return TN("{count} deal added.", "{count} deals added.", count)
    return TN("{count} contact added.", "{count} contacts added.", count)


def completed_words(holds: str, count: int) -> Text:
    """That *count* that were there got more values, of what a file *holds*."""
    if holds == PRODUCTS:
        return TN("{count} product changed.", "{count} products changed.", count)
    if holds == DEALS:
        return TN("{count} deal changed.", "{count} deals changed.", count)
    return TN("{count} contact completed.", "{count} contacts completed.", count)


def report_of(
    preview: Preview,
    wishes: Wishes,
    tally: Tally,
    deals: int,
    misfits: Sequence[RowWarning] = (),
) -> ImportReport:
    """The report on *preview*: the same before and after it is brought in.

    Args:
        preview: The file as it was read.
        wishes: How it is to come in.
        tally: What becomes of the rows that are contacts.
        deals: How many deals come with them.
        misfits: The values that do not fit the fields of one's own (``misfits_of``).
    """
    warnings = [*tally.warnings, *misfits]
    remarked_rows = {each.row for each in warnings}
    left_out = [LeftOut(row, SKIPPED, DOUBLE) for row in tally.left_alone]
    remarked = len(remarked_rows)
    for record in preview.odd():
        warnings.extend(record.warnings)
        remarked += record.row not in remarked_rows and preview.is_remarked(record)
        if record.reason is not None:
            left_out.append(LeftOut(record.row, record.outcome, record.reason))
    outcomes, kinds = tally.outcomes, tally.kinds
    return ImportReport(
        file=wishes.file,
        facts=preview.facts,
        rows=preview.counts.rows,
        created=outcomes[Outcome.CREATED],
        updated=outcomes[Outcome.UPDATED],
        unchanged=outcomes[Outcome.UNCHANGED],
        left_out=tuple(sorted(left_out)),
        warnings=(*preview.facts.warnings, *sorted(warnings, key=attrgetter("row"))),
        remarked=remarked,
        doubles=tally.doubles(),
        repeated=tally.repeated.total(),
        repeated_whole=tally.repeated[Outcome.UNCHANGED],
        deals_created=deals,
        persons=kinds[PERSON],
        companies=kinds[COMPANY],
    )

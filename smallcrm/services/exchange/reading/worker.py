"""The child process: reads one file within limits, and writes what it found to its output.

It imports as little as it can, as starting it is part of every import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from smallcrm.core.errors import UserError
from smallcrm.core.loading import load
from smallcrm.services.exchange.drafting import deal_columns, vcards
from smallcrm.services.exchange.drafting.batch import Plan
from smallcrm.services.exchange.drafting.product_rows import product_records
from smallcrm.services.exchange.drafting.records import REJECTED, SKIPPED, PlainRecord, records
from smallcrm.services.exchange.fields import parts, shown
from smallcrm.services.exchange.own_lists.own_headings import SYSTEM
from smallcrm.services.exchange.reading.mapping import Mapped, Wishes, mapped, mapped_products
from smallcrm.services.exchange.recognising import product_columns
from smallcrm.services.exchange.recognising.layout import Layout, find, headings_known, is_heading
from smallcrm.services.exchange.recognising.recognise import UNKNOWN, recognise
from smallcrm.services.exchange.recognising.several import one_of_several
from smallcrm.services.exchange.sources import limits
from smallcrm.services.exchange.sources.cells import cell_text
from smallcrm.services.exchange.sources.opening import open_file
from smallcrm.services.exchange.sources.table import Cards, Remark, Table
from smallcrm.services.exchange.targets.guard import unguarded
from smallcrm.services.processes.answering import Frame, answer, pack

CONTACTS, DEALS, PRODUCTS = "contacts", "deals", "products"  # what a file holds (see ``drafts``)
BANK = "bank"  # a statement of a bank: its lines are no records (see ``statements``)
INQUIRIES = "inquiries"  # people who asked: the same (see ``inquiries``)
CALENDAR = "calendar"  # what happens when: the same (see ``calendars``)
CALLS = "calls"  # of a telephone system: the same (see ``calls``)
_LINES = {
    BANK: "smallcrm.services.exchange.statements.child",
    INQUIRIES: "smallcrm.services.exchange.inquiries.child",
    CALENDAR: "smallcrm.services.exchange.calendars.child",
    CALLS: "smallcrm.services.exchange.calls.child",
}
ARGUMENT = "--read-a-file"  # how the frozen program is told to be this process
FACTS, ROWS, DONE, PROBLEM = b"F", b"R", b"D", b"P"
CHUNK = 2000  # rows in a frame
_KIND, _DEAL, _PROBLEMS = 3, -3, -2  # places in a record
_MOST_REMARKS = 2000
_HEADINGS_OF_CALLS = "smallcrm.services.exchange.calls.headings"
_HEADINGS_IN = 20  # rows, in which those of a list of calls are looked for


def main() -> None:
    """Read the question from the standard input, answer on the standard output, and end."""
    limits.restrain()
    answer(lambda request, _blocks: frames(request))


def frames(request: dict[str, Any]) -> Iterator[Frame]:
    """Facts, then records by the chunk, then counts; or one problem.

    Args:
        request: The fields of ``drafts.ReadOptions``, *path*, *today* (ISO), and *words*, the names
            of fields in the user's language (``custom_names``).
    """
    try:
        yield from _frames(request)
    except UserError as error:
        hint = error.hint.dump() if error.hint else ""
        yield PROBLEM, (error.message.dump(), hint, error.field or "")
    except (MemoryError, RecursionError):
        problem = limits.too_large()
        yield PROBLEM, (problem.message.dump(), problem.hint.dump() if problem.hint else "", "")


def _frames(request: dict[str, Any]) -> Iterator[Frame]:
    if request["what"] in _LINES:
        yield from _lines(request)
        return
    source = open_file(
        Path(request["path"]),
        request["sheet"],
        request["encoding"],
        request["delimiter"],
        headings_known,
    )
    today = date.fromisoformat(request["today"])
    counts = _Counts()
    if isinstance(source, Table) and not request["what"] and _are_calls(source):
        yield FACTS, {"format": source.format, "system": "unknown", "holds": CALLS}
    elif isinstance(source, Cards):
        yield FACTS, _card_facts(source, request)
        country = request["country"] or request["home"]
        found = vcards.records(source.cards, country, today, request["words"])
        yield from _packed(_chunks(found), counts)
    else:
        yield from _table(source, request, today, counts)
    yield DONE, counts.plain()


def _are_calls(table: Table) -> bool:
    """Whether it is a list of a telephone system, which is read by ``calls`` then."""
    rows = table.rows[:_HEADINGS_IN]
    are_calls = load(_HEADINGS_OF_CALLS).are_calls
    return any(are_calls([cell_text(cell).strip() for cell in row]) for row in rows)


def _lines(request: dict[str, Any]) -> Iterator[Frame]:
    """Facts and lines of what holds no records; what reads them is loaded for them alone."""
    what = request["what"]
    for kind, payload in load(_LINES[what]).frames(request):
        if kind == "facts":
            yield FACTS, {**payload, "holds": what}
        else:
            yield ROWS, pack(payload)
            yield DONE, {"rows": len(payload)}


def _table(source: Table, request: dict[str, Any], today: date, counts: _Counts) -> Iterator[Frame]:
    """Facts and records of a table of contacts, of deals or of products."""
    wishes = Wishes(*[request[name] for name in ("mapping", "dates", "country", "home")])
    header, untitled = request["header_row"], request["words"]["Untitled"]
    knows = _is_heading_of_deals if request["what"] == DEALS else None
    if request["what"] in {"", CONTACTS}:
        source, header = one_of_several(source, header)
    layout = find(source, header, untitled, knows)
    recognised = recognise(source.rows, layout)
    is_strange = recognised.system is UNKNOWN and not request["what"]
    holds = request["what"] or CONTACTS
    products = None
    # To know the headings of products takes the words of every language: not for people.
    if holds == PRODUCTS or (is_strange and not product_columns.names_people(layout.raw)):
        products = find(source, header, untitled, product_columns.meaning)
    if products and (holds == PRODUCTS or product_columns.are_products(products.raw)):
        columns = product_columns.recognise(products.raw)
        layout, holds, read = products, PRODUCTS, product_records
        plan = mapped_products(source.rows, layout, columns, wishes, today)
        system = SYSTEM if columns.is_own else UNKNOWN.name
        if columns.is_own:
            _unguard(source, layout)
    elif holds == DEALS or (not request["what"] and deal_columns.are_ours(layout.raw)):
        recognised = deal_columns.recognised(recognised, layout.raw)
        plan = mapped(source.rows, layout, recognised, wishes, today)
        holds, system, read = DEALS, recognised.system.name, deal_columns.deal_records
    else:
        plan = mapped(source.rows, layout, recognised, wishes, today)
        system, read = recognised.system.name, records
    _mend(source, layout, request["mended"])
    plan = plan._replace(plan=plan.plan._replace(words=request["words"]))
    state = _state(request["path"], source, system)
    facts = _table_facts(source, layout, plan, system)
    if holds == DEALS:
        has_deals = deal_columns.identifies([guess.field for guess in plan.columns])
        facts["is_understood"] = facts["is_understood"] and has_deals
    yield FACTS, {**facts, "holds": holds, "state": state}
    yield from _packed(_table_records(source, layout, plan.plan, read), counts)


def _is_heading_of_deals(text: str) -> bool:
    return bool(deal_columns.meaning(text)) or is_heading(text)


def _unguard(table: Table, layout: Layout) -> None:
    """Take off what our own CSV files put before cells that a spreadsheet would run."""
    for number in range(layout.first, layout.last) if table.format == "csv" else ():
        table.rows[number] = [unguarded(str(cell)) for cell in table.rows[number]]


def _mend(table: Table, layout: Layout, mended: dict[tuple[int, int], str]) -> None:
    """Put what the user typed in the place of cells: by row and column, counted from 1."""
    for (number, column), text in mended.items():
        if layout.first < number <= layout.last and 0 < column <= len(layout.headings):
            row = list(table.rows[number - 1])
            row += [""] * (column - len(row))
            row[column - 1] = text
            table.rows[number - 1] = row


class _Counts:
    """Counts records by what becomes of them."""

    def __init__(self) -> None:
        self.rows = self.rejected = self.skipped = 0
        self.persons = self.companies = self.deals = self.warnings = 0
        self.odd: tuple[int, ...] = ()
        self._chunks = 0

    def add(self, chunk: Sequence[PlainRecord]) -> None:
        """Count the records of a chunk."""
        told = self.rejected + self.skipped + self.warnings
        self.rows += len(chunk)
        outcomes = [record[1] for record in chunk]
        self.rejected += outcomes.count(REJECTED)
        self.skipped += outcomes.count(SKIPPED)
        kinds = [record[_KIND] for record in chunk]
        self.persons += kinds.count("person")
        self.companies += kinds.count("company")
        self.deals += sum([bool(record[_DEAL]) for record in chunk])
        self.warnings += sum([len(record[_PROBLEMS]) for record in chunk if record[_PROBLEMS]])  # type: ignore[arg-type,misc]
        if self.rejected + self.skipped + self.warnings > told:
            self.odd += (self._chunks,)
        self._chunks += 1

    def plain(self) -> dict[str, Any]:
        """As ``drafts.Counts`` takes them."""
        contacts = self.rows - self.rejected - self.skipped
        public = {name: value for name, value in vars(self).items() if name[:1] != "_"}
        return {**public, "contacts": contacts}


def _packed(chunks: Iterator[list[PlainRecord]], counts: _Counts) -> Iterator[Frame]:
    for chunk in chunks:
        if chunk:
            counts.add(chunk)
            yield ROWS, pack(chunk)


def _chunks(found: Iterator[PlainRecord]) -> Iterator[list[PlainRecord]]:
    chunk: list[PlainRecord] = []
    for record in found:
        chunk.append(record)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    yield chunk


def _table_records(
    table: Table, layout: Layout, plan: Plan, read: Callable[..., list[PlainRecord]]
) -> Iterator[list[PlainRecord]]:
    rows, first, last = table.rows, layout.first, layout.last
    summaries = frozenset([number + 1 for number in layout.skipped])
    for start in range(first, last, CHUNK):
        stop = min(start + CHUNK, last)
        yield read(plan, rows[start:stop], range(start + 1, stop + 1), summaries)


def _card_facts(source: Cards, request: dict[str, Any]) -> dict[str, Any]:
    columns = [
        (number, name, vcards.FIELD_OF.get(name), 1.0, samples, "", 0, False)
        for number, (name, samples) in enumerate(vcards.properties(source.cards).items(), 1)
    ]
    return {
        "format": "vcf",
        "system": "icloud" if vcards.is_apple(source.cards) else "vcard",
        "encoding": source.encoding,
        "columns": columns,
        "total": len(source.cards),
        "country": request["country"] or request["home"],
    }


def _table_facts(table: Table, layout: Layout, plan: Mapped, system: str) -> dict[str, Any]:
    columns = []
    for number, (heading, guess, order) in enumerate(
        zip(layout.headings, plan.columns, plan.orders, strict=True), 1
    ):
        dates = (order.order, order.ambiguous, order.proven) if order else ("", 0, False)
        field = shown(guess.field)
        columns.append((number, heading, field, guess.confidence, guess.samples, *dates))
    filled = sum([any(row) for row in table.rows[layout.first : layout.last]])
    return {
        "format": table.format,
        "system": system,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheet": table.sheet,
        "sheets": [tuple(sheet) for sheet in table.sheets],
        "header_row": 0 if layout.header is None else layout.header + 1,
        "columns": columns,
        "total": filled,
        "country": plan.plan.country,
        "is_understood": plan.is_understood,
        "warnings": [tuple(remark) for remark in _remarks(table, layout, plan)],
    }


def _state(path: str, table: Table, system: str) -> str:
    """What a list of ours says about the state that it was written from."""
    if system != SYSTEM or table.format not in {"xlsx", "ods"}:
        return ""
    return str(load("smallcrm.services.exchange.sources.stamped").read(Path(path)))


def _remarks(table: Table, layout: Layout, plan: Mapped) -> list[Remark]:
    """Warnings that belong to no record, or that the readers found."""
    found = []
    for remark in table.remarks[:_MOST_REMARKS]:
        if not remark.field:
            found.append(remark)
        elif int(remark.field) < len(plan.columns) and layout.first < remark.row <= layout.last:
            field = shown(plan.columns[int(remark.field)].field)
            if field and field != "ignore":
                found.append(remark._replace(field=parts(field).base))
    found += _beyond(layout, plan)
    for number in layout.footers:
        text = next((cell_text(cell) for cell in table.rows[number] if cell != ""), "")
        found.append(Remark(number + 1, "", text[:200], "rows_left_out"))
    for column, order in enumerate(plan.orders):
        if order and order.ambiguous and not order.proven:
            row = layout.first + order.first
            value = cell_text(table.rows[row][column])
            field = shown(plan.columns[column].field) or layout.headings[column]
            found.append(Remark(row + 1, field, value, f"dates_as_{order.order}"))
    return found


def _beyond(layout: Layout, plan: Mapped) -> list[Remark]:
    """Say that there are columns beyond the last one with a heading."""
    headed = plan.plan.headed
    if layout.header is None or not 0 < headed < len(layout.headings):
        return []
    return [Remark(0, "", ", ".join(layout.headings[headed:])[:200], "cells_beyond")]


if __name__ == "__main__":
    main()

"""``documents``: quotes, orders, invoices and credit notes."""

from __future__ import annotations

import hashlib
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from smallcrm.cli import amounts, einvoices
from smallcrm.cli.checking import end, faults
from smallcrm.cli.draft_help import ABOUT
from smallcrm.cli.dunning import dunning_
from smallcrm.cli.json_files import read_json
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.cli.recurring import recurring_
from smallcrm.cli.statements import statement_, unpaid_
from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.loading import load
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T, Text
from smallcrm.core.whole_file import replacing
from smallcrm.services import documents
from smallcrm.services.documents import cautions
from smallcrm.services.documents.drafts import ZERO, DocumentDraft, Totals
from smallcrm.services.documents.json_form import totals_to_json
from smallcrm.services.documents.json_reader import draft_from_json
from smallcrm.services.documents.json_show import document_to_json
from smallcrm.services.documents.pdf.variants import Variant

PRINTED = ["en", "ru", "el", "de", "fr"]  # languages that a page can be in
_DATE = click.DateTime(["%Y-%m-%d"])
_IN = click.Path(path_type=Path, allow_dash=True)
_AS: Any = {
    "type": click.Choice([variant.value for variant in Variant]),
    "default": Variant.ITSELF.value,
    "help": "A copy (stamped once paid), a pro-forma invoice, a delivery note without prices.",
}
_PAGES = "smallcrm.services.documents.pages.saving"  # reportlab is loaded for them alone

_MARKS = {
    "sent": (T("Marked as sent"), documents.mark_sent),
    "accepted": (T("Marked as accepted"), documents.accept),
    "declined": (T("Marked as declined"), documents.decline),
}


@click.group("documents", epilog="Example: smallcrm documents new quote.json")
def documents_() -> None:
    """Quotes, orders, invoices and credit notes."""


@documents_.command(
    help=f"Compute the totals of a draft, or of a list of drafts; store nothing.\n\n{ABOUT}",
    epilog="Example: smallcrm --json documents calc draft.json",
)
@click.argument("draft", type=_IN)
@pass_program
def calc(program: Program, draft: Path) -> None:
    """Compute the totals of one draft, or of a list of drafts, without storing anything."""
    data = read_json(draft)
    many = data if isinstance(data, list) else [data]
    if program.file.exists():
        with program.database() as database, database.read() as session:
            found = [documents.compute(_draft(item, session)) for item in many]
    else:
        found = [documents.compute(draft_from_json(item)) for item in many]
    as_json = [totals_to_json(totals) for totals in found]
    answer = {"totals": as_json} if isinstance(data, list) else as_json[0]
    program.answer(answer, *(line for totals in found for line in _totals_lines(totals)))


@documents_.command(
    help=f"Store a draft; it gets its number when it is issued.\n\n{ABOUT}",
    epilog="Example: smallcrm documents new draft.json",
)
@click.argument("draft", type=_IN)
@pass_program
def new(program: Program, draft: Path) -> None:
    """Store a draft; it gets its number when it is issued."""
    data = read_json(draft)
    with program.database() as database:
        with database.write(T("New document")) as session:
            document_id = documents.create_draft(session, _draft(data, session))
        with database.read() as session:
            totals = documents.get_totals(session, document_id)
    program.answer(
        {"id": document_id, "totals": totals_to_json(totals)},
        T("Draft {id} is stored.", id=document_id),
        *_totals_lines(totals),
    )


@documents_.command("list", epilog="Example: smallcrm documents list --kind invoice")
@click.option("--kind", type=click.Choice(documents.KINDS), help="Only these.")
@click.option("--status", type=click.Choice(documents.STATUSES), help="Only those that are so.")
@click.option("--search", default="", help="Words of the number, the customer or the lines.")
@click.option("--limit", type=click.IntRange(0), help="How many; all by default.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@pass_program
def list_(
    program: Program,
    kind: str | None,
    status: str | None,
    search: str,
    limit: int | None,
    offset: int,
) -> None:
    """List documents, the newest first."""
    with program.database() as database, database.read() as session:
        ids = documents.list_ids(session, kind=kind or "", status=status or "", search=search)
        page = ids[offset : None if limit is None else offset + limit]
        found = documents.list_rows(session, page)
    rows = [found[document_id] for document_id in page]
    data = {
        "total": len(ids),
        "rows": [
            {
                "id": row.id,
                "kind": row.kind,
                "number": row.number,
                "status": row.status,
                "date": row.date.isoformat(),
                "customer": row.customer,
                "total": amounts.money(row.total, row.currency),
                "open": amounts.money(row.open, row.currency),
                "currency": row.currency,
            }
            for row in rows
        ],
    }
    heading = (
        *(T("Id"), T("Kind"), T("Number"), T("Status")),
        *(T("Date"), T("Customer"), T("Total"), T("Still open")),
    )
    cells: list[tuple[object, ...]] = [
        (
            row.id,
            documents.KIND_NAMES[row.kind],
            row.number,
            documents.STATUS_NAMES[row.status],
            formats.short_day(row.date),
            row.customer,
            formats.money(row.total, row.currency),
            formats.money(row.open, row.currency),
        )
        for row in rows
    ]
    count = TN("{count} document", "{count} documents", len(ids))
    program.answer(data, *program.table(heading, cells), count)


@documents_.command(epilog="Example: smallcrm documents show 12")
@click.argument("document_id", metavar="ID", type=ID)
@pass_program
def show(program: Program, document_id: int) -> None:
    """Show one document."""
    with program.database() as database, database.read() as session:
        data = document_to_json(session, document_id)
        row = documents.get_row(session, document_id)
        totals = documents.get_totals(session, document_id)
    pairs = (
        (T("Id"), document_id),
        (T("Kind"), documents.KIND_NAMES[row.kind]),
        (T("Number"), row.number),
        (T("Status"), documents.STATUS_NAMES[row.status]),
        (T("Date"), formats.short_day(row.date)),
        (T("Customer"), row.customer),
    )
    lines = [f"{name}: {value}" for name, value in pairs if value]
    program.answer(data, *lines, *_totals_lines(totals))


@documents_.command(epilog="Example: smallcrm documents delete 12")
@click.argument("document_id", metavar="ID", type=ID)
@pass_program
def delete(program: Program, document_id: int) -> None:
    """Delete a draft; an issued document stays."""
    with program.database() as database, database.write(T("Delete draft")) as session:
        documents.delete_draft(session, document_id)
    program.answer({"id": document_id}, T("Draft {id} is in the bin.", id=document_id))


@documents_.command(epilog="Example: smallcrm documents convert 12 --to invoice")
@click.argument("document_id", metavar="ID", type=ID)
@click.option(
    "--to", "kind", type=click.Choice(["order", "invoice"]), required=True, help="What to make."
)
@pass_program
def convert(program: Program, document_id: int, kind: str) -> None:
    """Make the order or the invoice of a quote or an order, once."""
    with program.database() as database:
        with database.write(T("Convert document")) as session:
            made = documents.convert(session, document_id, kind)
        _answer(program, database, made, T("Document {id} is there.", id=made))


@documents_.command(epilog="Example: smallcrm documents issue 12 --date 2026-11-30")
@click.argument("document_id", metavar="ID", type=ID)
@click.option(
    "--date", "day", type=_DATE, help="Of the document; by default the draft's, else today."
)
@pass_program
def issue(program: Program, document_id: int, day: datetime | None) -> None:
    """Give a draft its number and freeze it; this cannot be undone.

    A date that is not today's and was not asked for is warned of.
    """
    with program.database() as database:
        with database.write(T("Issue document"), can_undo=False) as session:
            number = documents.issue(session, document_id, day.date() if day else None)
            row = documents.get_row(session, document_id)
            caution = cautions.of_customer(session, documents.get_draft(session, document_id))
        shown = formats.day(row.date)
        warnings: list[Text] = []
        if day is None and row.date != clock.today():
            warnings.append(
                T("It is dated {day} as its draft was, not today; --date says another.", day=shown)
            )
        if caution is not None:
            warnings.append(caution)
        said = T("Issued as {number}, dated {day}.", number=number, day=shown)
        more = {"date": row.date.isoformat(), "warnings": [str(warning) for warning in warnings]}
        _answer(program, database, document_id, said, more)
    if not program.as_json:
        for warning in warnings:
            program.tell(warning)


@documents_.command(epilog="Example: smallcrm documents credit 12 --line 1=2 --issue")
@click.argument("document_id", metavar="ID", type=ID)
@click.option("--line", "lines", multiple=True, metavar="N=QTY", help="Only so much of line N.")
@click.option("--issue", "issues", is_flag=True, help="Issue it; else it stays a draft.")
@pass_program
def credit(program: Program, document_id: int, lines: tuple[str, ...], *, issues: bool) -> None:
    """Make the credit note of an invoice, over all that is left of it or over some lines."""
    quantities = dict(map(_line_quantity, lines)) if lines else None
    label = T("Issue credit note") if issues else T("New credit note")
    with program.database() as database:
        with database.write(label, can_undo=not issues) as session:
            made = documents.credit(session, document_id, quantities)
            if issues:
                documents.issue(session, made)
        _answer(program, database, made, T("Credit note {id} is there.", id=made))


@documents_.command(epilog="Example: smallcrm documents mark 12 --as accepted")
@click.argument("document_id", metavar="ID", type=ID)
@click.option(
    "--as", "state", type=click.Choice(list(_MARKS)), required=True, help="What became of it."
)
@pass_program
def mark(program: Program, document_id: int, state: str) -> None:
    """Note that an issued document was sent, or what the customer said to a quote."""
    label, command = _MARKS[state]
    with program.database() as database:
        with database.write(label) as session:
            command(session, document_id)
        _answer(program, database, document_id, label)


@documents_.command(epilog="Example: smallcrm documents void 12")
@click.argument("document_id", metavar="ID", type=ID)
@pass_program
def void(program: Program, document_id: int) -> None:
    """Cancel an issued document; an invoice gets a credit note over all of it."""
    with program.database() as database:
        with database.write(T("Make document void"), can_undo=False) as session:
            credit_id = documents.void(session, document_id)
        more = {} if credit_id is None else {"credit_note": credit_id}
        _answer(program, database, document_id, T("Document {id} is void.", id=document_id), more)


@documents_.command(
    epilog="Example: smallcrm documents pdf 12 note.pdf --as delivery_note --lang el"
)
@click.argument("document_id", metavar="ID", type=ID)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--lang", type=click.Choice(PRINTED), help="Of the page; the document's by default.")
@click.option("--as", "variant", **_AS)
@pass_program
def pdf(program: Program, document_id: int, out: Path, lang: str | None, variant: str) -> None:
    """Write a document as PDF; an issued one as it was stored at issue."""
    with program.database() as database, database.read() as session:
        printed = documents.get_variant(session, document_id, Variant(variant), lang)
    with replacing(out) as temporary:
        temporary.write_bytes(printed)
    program.answer(
        {"file": str(out), "sha256": hashlib.sha256(printed).hexdigest()},
        T("{path} is written.", path=out),
    )


@documents_.command(
    epilog="Example: smallcrm documents pdfs invoices-of-july --kind invoice --search 2026-07"
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--id", "ids", type=ID, multiple=True, help="Only these; can be repeated.")
@click.option("--kind", type=click.Choice(documents.KINDS), help="Only these.")
@click.option("--status", type=click.Choice(documents.STATUSES), help="Only those that are so.")
@click.option("--search", default="", help="Words of the number, the customer or the lines.")
@click.option("--lang", type=click.Choice(PRINTED), help="Of the pages; each one's by default.")
@click.option("--as", "variant", **_AS)
@pass_program
def pdfs(  # noqa: PLR0913, PLR0917 - one for each option
    program: Program,
    folder: Path,
    ids: tuple[int, ...],
    kind: str | None,
    status: str | None,
    search: str,
    lang: str | None,
    variant: str,
) -> None:
    """Write many documents as PDF files into FOLDER; issued ones as they were stored at issue.

    A folder that is not there is made; files of the same names are replaced.
    """
    save_pages = load(_PAGES).save_pages
    with program.database() as database, database.read() as session:
        wanted = ids or documents.list_ids(
            session, kind=kind or "", status=status or "", search=search
        )
        done = save_pages(
            session, wanted, folder, Progress(), variant=Variant(variant), language=lang
        )
    lines = [
        TN(
            "{count} PDF is written to {path}.",
            "{count} PDFs are written to {path}.",
            done.written,
            path=done.folder,
        )
    ]
    if done.lost:
        numbers = ", ".join(done.lost)
        lines.append(T("These PDFs are missing or were changed: {numbers}.", numbers=numbers))
    program.answer(
        {"folder": str(done.folder), "files": done.written, "lost": list(done.lost)}, *lines
    )


@documents_.command(epilog="Example: smallcrm documents check")
@click.pass_context
@pass_program
def check(program: Program, context: click.Context) -> None:
    """Check numbers, the chain of hashes and stored PDFs."""
    with program.database() as database, database.read() as session:
        found = documents.check(session)
    broken = [
        {"id": item.id, "number": item.number, "reason": str(item.reason)} for item in found.broken
    ]
    data = {"ok": found.ok, "gaps": found.gaps, "twins": found.twins, "broken": broken}
    fine = T("All issued documents are as they were issued.")
    program.answer(data, *(faults(found) or [fine]))
    end(context, is_whole=found.ok)


for _command in (einvoices.xml, einvoices.facturx, einvoices.einvoice_check, einvoices.mydata):
    documents_.add_command(_command)


def _answer(
    program: Program,
    database: Any,
    document_id: int,
    line: Text,
    more: dict[str, Any] | None = None,
) -> None:
    with database.read() as session:
        row = documents.get_row(session, document_id)
        totals = documents.get_totals(session, document_id)
    data = {
        "id": document_id,
        "number": row.number,
        "status": row.status,
        "totals": totals_to_json(totals),
        **(more or {}),
    }
    program.answer(data, line)


def _draft(data: Any, session: Session) -> DocumentDraft:
    """The draft in *data*; what it does not say comes from the settings and the customer."""
    said = draft_from_json(data)
    base = documents.new_draft(session, said.kind, said.customer_id)
    return draft_from_json(data, base)


def _line_quantity(typed: str) -> tuple[int, Decimal]:
    """The place of a line (from 0) and a quantity: ``2=1.5`` is the second line."""
    line, _, quantity = typed.partition("=")
    try:
        place, amount = int(line) - 1, Decimal(quantity.strip())
    except (ValueError, InvalidOperation):
        place, amount = -1, ZERO
    if place < 0 or not amount.is_finite() or not amount:
        raise UserError(
            T("{text} names no line and quantity.", text=typed),
            hint=T("Nothing was changed. Write --line 2=1.5 for 1.5 of the second line."),
            field="line",
        )
    return place, amount


def _totals_lines(totals: Totals) -> list[object]:
    def line(label: Text, amount: Any) -> str:
        return f"{label}: {formats.money(amount, totals.currency)}"

    return [
        line(T("Total without tax"), totals.total_without_tax),
        *(
            line(
                T("Tax {category} {rate}", category=row.category, rate=formats.percent(row.rate)),
                row.tax,
            )
            for row in totals.taxes
        ),
        line(T("Total"), totals.total),
        line(T("To pay"), totals.due),
    ]


for _command in (statement_, unpaid_, dunning_, recurring_):
    documents_.add_command(_command)

"""``documents xml``, ``facturx``, ``einvoice-check`` and ``mydata``: e-invoices."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from smallcrm.cli.checking import end
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core.text import T, Text
from smallcrm.core.whole_file import replacing
from smallcrm.services.documents import einvoice

_OUT = click.Path(path_type=Path, dir_okay=False)
_no_check = click.option(
    "--no-check", is_flag=True, help="Leave out the check by the official rules: some seconds."
)


@click.command(epilog="Example: smallcrm documents xml 12 invoice.xml --format ubl")
@click.argument("document_id", metavar="ID", type=ID)
@click.argument("out", type=_OUT)
@click.option(
    "--format",
    "syntax",
    type=click.Choice([einvoice.UBL, einvoice.CII]),
    required=True,
    help="UBL 2.1, or Cross Industry Invoice.",
)
@_no_check
@pass_program
def xml(program: Program, document_id: int, out: Path, syntax: str, *, no_check: bool) -> None:
    """Write an issued invoice or credit note as an e-invoice (EN 16931).

    What keeps it from being a valid one is said on standard error; the file is written all the
    same.
    """
    with program.database() as database, database.read() as session:
        written = einvoice.xml(session, document_id, syntax)
        prepared = einvoice.prepare(session, document_id, [syntax])
    _write(program, out, written)
    _warn(program, prepared, is_wanted=not no_check)


@click.command(epilog="Example: smallcrm documents facturx 12 invoice.pdf")
@click.argument("document_id", metavar="ID", type=ID)
@click.argument("out", type=_OUT)
@_no_check
@pass_program
def facturx(program: Program, document_id: int, out: Path, *, no_check: bool) -> None:
    """Write an issued document as a Factur-X PDF: its stored page with the e-invoice inside.

    What keeps it from being a valid one is said on standard error; the file is written all the
    same.
    """
    with program.database() as database, database.read() as session:
        written = einvoice.facturx(session, document_id)
        prepared = einvoice.prepare(session, document_id, [einvoice.CII])
    _write(program, out, written)
    _warn(program, prepared, is_wanted=not no_check)


@click.command("einvoice-check", epilog="Example: smallcrm documents einvoice-check 12")
@click.argument("document_id", metavar="ID", type=ID)
@click.pass_context
@pass_program
def einvoice_check(program: Program, context: click.Context, document_id: int) -> None:
    """Check an invoice, a draft too, by the official rules of EN 16931, without the network."""
    with program.database() as database, database.read() as session:
        prepared = einvoice.prepare(session, document_id)
    problems = einvoice.check(prepared)
    is_valid = not any(problem.is_fatal for problem in problems)
    data = {
        "ok": is_valid,
        "problems": [
            {
                "rule": problem.rule,
                "message": str(problem.message),
                "field": problem.field,
                "fatal": problem.is_fatal,
            }
            for problem in problems
        ],
        "remarks": [
            {"message": str(remark.message), "field": remark.field} for remark in prepared.remarks
        ],
    }
    fine = T("It is a valid e-invoice by EN 16931.")
    program.answer(
        data,
        *([] if not is_valid else [fine]),
        *map(_line, problems),
        *(remark.message for remark in prepared.remarks),
    )
    end(context, is_whole=is_valid)


@click.command(epilog="Example: smallcrm documents mydata 12 --mark 400001234567890")
@click.argument("document_id", metavar="ID", type=ID)
@click.option("--mark", help="The number that myDATA gave for the document.")
@click.option("--uid", help="The identifier that myDATA gave for it.")
@click.option("--qr", "qr_link", help="The link behind its QR code.")
@click.option("--missing/--not-missing", "is_missing", default=None, help="There is no MARK.")
@pass_program
def mydata(
    program: Program,
    document_id: int,
    mark: str | None,
    uid: str | None,
    qr_link: str | None,
    *,
    is_missing: bool | None,
) -> None:
    """Keep what myDATA gave for an issued Greek document; SmallCRM itself sends nothing there.

    Without options, show what is kept.
    """
    with program.database() as database:
        with database.read() as session:
            before = einvoice.get_marks(session, document_id)
        marks = einvoice.Marks(
            before.mark if mark is None else mark,
            before.uid if uid is None else uid,
            before.qr_link if qr_link is None else qr_link,
            before.is_missing if is_missing is None else is_missing,
        )
        if marks != before:
            with database.write(T("Enter the MARK")) as session:
                einvoice.set_marks(session, document_id, marks)
        with database.read() as session:
            marks = einvoice.get_marks(session, document_id)
    named = ((T("MARK"), marks.mark), (T("UID"), marks.uid), (T("QR link"), marks.qr_link))
    lines: list[object] = [f"{name}: {value}" for name, value in named if value]
    if not marks.mark:
        lines.append(T("There is no MARK.") if marks.is_missing else T("No MARK is entered yet."))
    program.answer(marks._asdict(), *lines)


def _write(program: Program, out: Path, written: bytes) -> None:
    with replacing(out) as temporary:
        temporary.write_bytes(written)
    program.answer(
        {"file": str(out), "sha256": hashlib.sha256(written).hexdigest()},
        T("{path} is written.", path=out),
    )


def _warn(program: Program, prepared: einvoice.Prepared, *, is_wanted: bool) -> None:
    for remark in prepared.remarks:
        program.tell(remark.message)
    if is_wanted and einvoice.is_installed():
        for problem in einvoice.check(prepared):
            program.tell(_line(problem))


def _line(problem: einvoice.Problem) -> Text:
    return T("{rule}: {message}", rule=problem.rule, message=problem.message)

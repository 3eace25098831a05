"""``check``: whether the data file is whole; ``tidy``: remove what nothing needs any more."""

from __future__ import annotations

import click

from smallcrm.cli.program import Program, pass_program
from smallcrm.core.text import TN, T, Text
from smallcrm.db import inspection
from smallcrm.services import documents, files


@click.command("check", epilog="Example: smallcrm check")
@click.pass_context
@pass_program
def check_(program: Program, context: click.Context) -> None:
    """Look over the data file: its pages, references, index, history and documents."""
    with program.database() as database, database.read() as session:
        problems = inspection.problems(session.connection())
        found = documents.check(session)
        lost = files.list_lost(session, database.files)
        unused = files.list_unused(session, database.files)
        unused += files.list_unused_pictures(session)
    problems += [*faults(found), *(_lost(row.name, state) for row, state in lost)]
    fine = T("The data file is whole, and its documents are as they were issued.")
    data = {"ok": not problems, "problems": [str(problem) for problem in problems]}
    program.answer(data, *(problems or [fine]), *_unused(len(unused)))
    end(context, is_whole=not problems)


@click.command("tidy", epilog="Example: smallcrm tidy")
@pass_program
def tidy_(program: Program) -> None:
    """Remove files and pictures that nothing needs any more, not even Undo."""
    with program.database() as database:
        with database.read() as session:
            unused = files.list_unused(session, database.files)
        gone = database.files.sweep(unused)
        with database.write(T("Remove unused pictures"), can_undo=False) as session:
            gone += files.remove_unused_pictures(session)
    said = TN(
        "{count} file that nothing needed any more is removed.",
        "{count} files that nothing needed any more are removed.",
        len(gone),
    )
    program.answer({"removed": len(gone), "bytes": sum(one.size for one in gone)}, said)


def end(context: click.Context, *, is_whole: bool) -> None:
    """End a command that has looked something over: with 1 where anything is damaged."""
    if not is_whole:
        context.exit(1)


def faults(found: documents.Check) -> list[Text]:
    """What is wrong with the issued documents, in sentences; empty when all is well."""
    return [
        *(T("The number {number} is missing.", number=number) for number in found.gaps),
        *(T("The number {number} was given twice.", number=number) for number in found.twins),
        *(_broken(each.number, each.reason) for each in found.broken),
    ]


def _unused(count: int) -> list[Text]:
    """A line about what ``tidy`` would remove; none where there is nothing."""
    line = TN(
        "{count} file is not needed any more: smallcrm tidy removes it.",
        "{count} files are not needed any more: smallcrm tidy removes them.",
        count,
    )
    return [line] if count else []


def _broken(number: str, reason: Text) -> Text:
    return T("Document {number}: {reason}", number=number, reason=reason)


def _lost(name: str, state: str) -> Text:
    if state == "missing":
        return T("The file “{name}” is not in its folder.", name=name)
    return T("The file “{name}” is no longer what was added.", name=name)

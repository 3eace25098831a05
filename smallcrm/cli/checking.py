"""``check``: whether the data file is whole."""

from __future__ import annotations

import click

from smallcrm.cli.program import Program, pass_program
from smallcrm.core.text import T, Text
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
    problems += [*faults(found), *(_lost(row.name, state) for row, state in lost)]
    fine = T("The data file is whole, and its documents are as they were issued.")
    data = {"ok": not problems, "problems": [str(problem) for problem in problems]}
    program.answer(data, *(problems or [fine]))
    if problems:
        context.exit(1)


def faults(found: documents.Check) -> list[Text]:
    """What is wrong with the issued documents, in sentences; empty when all is well."""
    return [
        *(T("The number {number} is missing.", number=number) for number in found.gaps),
        *(T("The number {number} was given twice.", number=number) for number in found.twins),
        *(_broken(each.number, each.reason) for each in found.broken),
    ]


def _broken(number: str, reason: Text) -> Text:
    return T("Document {number}: {reason}", number=number, reason=reason)


def _lost(name: str, state: str) -> Text:
    if state == "missing":
        return T("The file “{name}” is not in its folder.", name=name)
    return T("The file “{name}” is no longer what was added.", name=name)

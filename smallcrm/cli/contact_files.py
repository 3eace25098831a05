"""``contacts attach``, ``files``, ``save-file``: the files that are kept with contacts."""

from __future__ import annotations

from pathlib import Path

import click

from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T
from smallcrm.services import contacts, files
from smallcrm.services.contacts import json_form


@click.command(epilog="Example: smallcrm contacts attach 7 contract.pdf")
@click.argument("contact_id", metavar="ID", type=ID)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@pass_program
def attach(program: Program, contact_id: int, path: Path) -> None:
    """Keep a copy of a file with a contact."""
    with program.database() as database:
        with database.read() as session:
            contacts.get_uid(session, contact_id)
        stored = files.keep(database.files, path, Progress())
        with database.write(T("Add {name}", name=path.name)) as session:
            file_id = files.attach(session, contact_id, path.name, stored)
    data = {"id": file_id, **stored._asdict()}
    program.answer(data, T("{name} has the id {id}.", name=path.name, id=file_id))


@click.command("files", epilog="Example: smallcrm contacts files 7")
@click.argument("contact_id", metavar="ID", type=ID)
@pass_program
def files_(program: Program, contact_id: int) -> None:
    """List the files of a contact, the newest first."""
    with program.database() as database, database.read() as session:
        contacts.get_uid(session, contact_id)
        rows = list(
            files.list_file_rows(session, files.list_file_ids(session, contact_id)).values()
        )
    heading = (T("Id"), T("Name"), T("Bytes"))
    cells: list[tuple[object, ...]] = [(row.id, row.name, row.size) for row in rows]
    data = {"total": len(rows), "rows": [json_form.file_to_json(row) for row in rows]}
    count = TN("{count} file", "{count} files", len(rows))
    program.answer(data, *program.table(heading, cells), count)


@click.command("save-file", epilog="Example: smallcrm contacts save-file 3 contract.pdf")
@click.argument("file_id", metavar="FILE-ID", type=ID)
@click.argument("path", metavar="OUT", type=click.Path(path_type=Path))
@pass_program
def save_file(program: Program, file_id: int, path: Path) -> None:
    """Write a copy of a contact's file; what is at OUT is replaced."""
    with program.database() as database:
        with database.read() as session:
            row = files.get_file(session, file_id)
        files.save_file(database.files, row, path)
    data = {"file": str(path.resolve()), "sha256": row.sha256}
    program.answer(data, T("{path} is written.", path=path))


COMMANDS = (attach, files_, save_file)

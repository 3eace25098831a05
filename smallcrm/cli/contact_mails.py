"""``contacts mail``: e-mails in files become entries of the contacts whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T, Text
from smallcrm.db.database import Database
from smallcrm.services import mails
from smallcrm.services.mails import Mail


@click.command(epilog="Example: smallcrm contacts mail offer.eml answer.msg")
@click.argument("paths", metavar="FILE…", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--contact", "contact_id", metavar="ID", type=ID, help="Whose they are.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be noted.")
@pass_program
def mail(
    program: Program, paths: tuple[Path, ...], contact_id: int | None, *, dry_run: bool
) -> None:
    """Note emails from files (eml, msg) on the contacts they are from or went to.

    The addresses tell whose they are; --contact gives them all to one. Files that came with them
    are kept. None is noted twice; those of nobody who is known are listed and left.
    """
    with program.database() as database:
        with database.read() as session:
            opened = mails.open_mails(session, None, paths, Progress(), contact_id)
        if opened.refused:
            raise opened.refused[0]
        fresh = [one for one in opened.mails if not one.is_known and one.contact_id]
        noted: list[tuple[Mail, int | None]] = [(one, None) for one in fresh]
        if fresh and not dry_run:
            noted = [*_note(database, [one.path for one in fresh], contact_id)]
    known = [one for one in opened.mails if one.is_known]
    left = [one for one in opened.mails if not one.is_known and not one.contact_id]
    data = {
        "noted": [_noted(*each) for each in noted],
        "known": [str(one.path) for one in known],
        "unmatched": [_unmatched(one) for one in left],
        "dry_run": dry_run,
    }
    program.answer(data, *_words(noted, known, left))


def _note(
    database: Database, paths: Sequence[Path], contact_id: int | None
) -> Iterator[tuple[Mail, int]]:
    """Read them again, now to be kept: until here nothing was changed."""
    with database.read() as session:
        found = mails.open_mails(session, database.files, paths, Progress(), contact_id).mails
    with database.write(TN("Note {count} email", "Note {count} emails", len(found))) as session:
        done = mails.note(session, found)
    for entry in done.entries:
        yield entry.mail, entry.id


def _words(
    noted: Sequence[tuple[Mail, int | None]], known: Sequence[Mail], left: Sequence[Mail]
) -> list[Text]:
    lines = [T("{file}: {contact}", file=one.path, contact=one.contact_name) for one, _ in noted]
    lines += [T("{file}: is here already", file=one.path) for one in known]
    return lines + [
        T("{file}: nobody here has the address {address}", file=one.path, address=one.other.address)
        if one.other.address
        else T("{file}: names no address", file=one.path)
        for one in left
    ]


def _noted(one: Mail, entry: int | None) -> dict[str, Any]:
    return {
        "file": str(one.path),
        "contact": one.contact_id,
        "entry": entry,
        "direction": one.direction,
        "subject": one.letter.subject,
        "attachments": [file.name for file in one.files],
        "address_known": one.is_theirs,
    }


def _unmatched(one: Mail) -> dict[str, Any]:
    return {
        "file": str(one.path),
        "from": one.letter.sender.address,
        "to": [party.address for party in one.letter.to],
        "subject": one.letter.subject,
    }

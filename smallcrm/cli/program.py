"""What every command gets: the data file, and how to answer."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from smallcrm.core import countries, paths, text, who
from smallcrm.core.errors import StorageError, UserError
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import staff
from smallcrm.services.settings import create_file

_LARGEST = 2**63 - 1


@dataclass
class Program:
    """One run of the command line.

    Attributes:
        named: The data file that the user named, None for the one used last.
        as_json: Answer with one JSON object instead of words.
        who: The name of who of the staff does it, empty for who was chosen in the window.
    """

    named: Path | None = None
    as_json: bool = False
    who: str = ""
    _answered: bool = field(default=False, init=False)

    @property
    def file(self) -> Path:
        """Where the data file is."""
        return self.named or paths.last_file()

    @contextmanager
    def database(self) -> Iterator[Database]:
        """The open data file; the default one is made when it is not there yet.

        Raises:
            StorageError: a named file is not there, is not ours, or cannot be opened.
            UserError: nobody in the file is called ``who``.
        """
        path = self.file
        if self.named is None and not path.exists() and path == paths.default_file():
            language = text.language()
            country = countries.of_system(language)
            currency = countries.currency_of(country)
            database = create_file(path, country=country, currency=currency, language=language)
        else:
            database = Database(path)
        paths.remember_file(path)
        try:
            self._say_who(database)
            yield database
        finally:
            who.use(None)
            database.close()

    def _say_who(self, database: Database) -> None:
        """Have the history name somebody of the staff; most files have none."""
        if self.who or staff.wanted(database.path):
            with database.read() as session:
                staff.recall(session, database.path, self.who)

    def answer(self, data: Mapping[str, Any], *lines: object) -> None:
        """Print *data* as JSON when that is asked for, else *lines* for people.

        Raises:
            StorageError: the answer goes to a file, and the disk is full.
        """
        if self.as_json:
            _print(json.dumps(data, ensure_ascii=False, default=str))
        else:
            for line in lines:
                _print(str(line))

    def tell(self, line: object) -> None:
        """Say something on the side that is not the answer: on standard error."""
        click.echo(str(line), err=True)

    def table(self, heading: tuple[object, ...], rows: list[tuple[object, ...]]) -> list[str]:
        """Lines of a plain table for people; numbers keep their form."""
        cells = [[str(cell) for cell in row] for row in (heading, *rows)]
        widths = [max(len(row[number]) for row in cells) for number in range(len(heading))]
        return [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in cells
        ]


pass_program = click.make_pass_decorator(Program)


class Id(click.types.IntParamType):
    """The number of something in the data file: a whole number that fits 64 bits."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """*value* as a number; wrong usage where the file cannot have it."""
        number: int = super().convert(value, param, ctx)
        if abs(number) > _LARGEST:
            self.fail(f"{value} is too large.", param, ctx)
        return number


ID = Id()


def _print(line: str) -> None:
    try:
        click.echo(line)
    except BrokenPipeError:  # nobody listens any more, as behind "head"
        raise
    except OSError as error:
        _give_up_output()
        raise StorageError(
            T("The answer cannot be written to where it is sent."),
            hint=T("The command itself is done. Look whether the disk is full."),
        ) from error


def _give_up_output() -> None:
    """Let what could not be written go: Python would try again at its end, and fail there."""
    with suppress(OSError, ValueError):  # not a file of the system, in a test
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def report_error(error: UserError, *, as_json: bool) -> None:
    """Say what is wrong on standard error; with *as_json* also as the one JSON object."""
    if as_json:
        hint = str(error.hint) if error.hint else None
        found = {"message": str(error.message), "hint": hint, "field": error.field}
        _print_error(found)
    click.echo(str(error), err=True)


def report_bug(log: Path, *, as_json: bool) -> None:
    """Say that the fault is ours, and where the details are."""
    message = T("SmallCRM made a mistake and stopped. Your data is as it was before.")
    hint = T("Details are in {path}.", path=log)
    if as_json:
        found = {"message": str(message), "hint": str(hint), "field": None}
        _print_error(found)
    click.echo(f"{message} {hint}", err=True)


def _print_error(found: Mapping[str, Any]) -> None:
    with suppress(OSError):  # it stands beside, too
        click.echo(json.dumps({"error": found}, ensure_ascii=False))


def use_unicode() -> None:
    """Let Greek and Cyrillic through on consoles that are set to something else."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")

"""``new`` and ``sample``: data files as a whole."""

from __future__ import annotations

from pathlib import Path

import click

from smallcrm.cli.country import COUNTRY
from smallcrm.cli.program import Program, pass_program
from smallcrm.core import countries, languages, paths, text
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import samples, settings

_PATH = click.Path(path_type=Path)


@click.command("new", epilog="Example: smallcrm new shop.smallcrm --country GR --currency EUR")
@click.argument("path", type=_PATH)
@click.option("--country", type=COUNTRY, help="ISO code; this computer's by default.")
@click.option("--currency", help="ISO code; the country's by default.")
@click.option(
    "--language",
    type=click.Choice([*languages.LANGUAGES, "de", "fr"]),
    help="Of its documents; that of the messages by default.",
)
@pass_program
def new_(
    program: Program, path: Path, country: str | None, currency: str | None, language: str | None
) -> None:
    """Make an empty data file; an existing one is never overwritten."""
    spoken = language or text.language()
    home = country or countries.of_system(spoken)
    money = currency or countries.currency_of(home)
    settings.create_file(path, country=home, currency=money, language=spoken).close()
    paths.remember_file(path)
    program.answer({"file": str(path.resolve())}, T("{path} is ready.", path=path))


@click.command("sample", epilog="Example: smallcrm sample big.smallcrm --contacts 100000")
@click.argument("path", type=_PATH)
@click.option(
    "--contacts",
    type=click.IntRange(0, 5_000_000),
    default=1000,
    show_default=True,
    help="How many.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same one, the same data.")
@pass_program
def sample_(program: Program, path: Path, contacts: int, seed: int) -> None:
    """Make a large made-up data file for trials and benchmarks."""
    progress = Progress(
        lambda done, total: program.tell(T("{done} of {total}", done=done, total=total))
    )
    database = settings.create_file(path, country="GR", currency="EUR", language="en")
    try:
        with database.write(T("Fill with made-up data"), can_undo=False) as session:
            filled = samples.fill(session, contacts, seed, progress)
    finally:
        database.close()
    data = {"file": str(path.resolve()), **filled._asdict()}
    program.answer(
        data, T("{path} has {count} made-up contacts.", path=path, count=filled.contacts)
    )

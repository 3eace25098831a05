"""``calls``: lists of telephone calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from smallcrm.cli import missed_calls
from smallcrm.cli.country import whose_numbers
from smallcrm.cli.exchange import pair
from smallcrm.cli.fitting import refuse_unfit
from smallcrm.cli.program import Program, pass_program
from smallcrm.cli.reading import how_to_read
from smallcrm.core import clock, formats
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T
from smallcrm.services import calls, settings, staff
from smallcrm.services.calls import Foretold, UnknownNumber, Wishes
from smallcrm.services.exchange.calls import opening
from smallcrm.services.exchange.calls.headings import NAMES
from smallcrm.services.exchange.calls.understanding import not_understood
from smallcrm.services.exchange.drafts import FileFacts, ReadOptions

_SHOWN = 10  # lines of each sort; --json has them all
_OUT = click.Path(path_type=Path, dir_okay=False)


@click.group("calls", epilog="Example: smallcrm calls import calls.csv")
def calls_() -> None:
    """Telephone calls."""


for _command in missed_calls.COMMANDS:
    calls_.add_command(_command)


@calls_.command(
    "import",
    help="Note the calls of a list of a telephone system or a mobile phone (csv, xlsx, ods), each"
    " on the contact that has the number, and each once however often its list is read.\n\nColumns"
    " are found out; --map says it where that went wrong. Its fields are: " + ", ".join(NAMES),
    epilog="Example: smallcrm calls import calls.csv --extension 101=Maria --unknown new.xlsx",
)
@click.argument("file", type=click.Path(path_type=Path))
@how_to_read
@whose_numbers
@click.option(
    "--extension",
    "extensions",
    multiple=True,
    metavar="EXT=NAME",
    help="Whose an extension is; remembered; can be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--unknown", type=_OUT, help="Write the numbers that nobody has to this xlsx.")
@pass_program
def import_(  # noqa: PLR0913, PLR0917 - one for each option
    program: Program,
    file: Path,
    sheet: str,
    encoding: str,
    delimiter: str,
    pairs: tuple[str, ...],
    dates: str | None,
    country: str,
    extensions: tuple[str, ...],
    dry_run: bool,  # noqa: FBT001 - click's
    unknown: Path | None,
) -> None:
    """Note the calls of a list."""
    mapping = dict(pair(text) for text in pairs)
    said = dict(pair(text) for text in extensions)
    with program.database() as database:
        with database.read() as session:
            business = settings.get_business(session)
            whose = _whose(session, said)
        options = ReadOptions(
            sheet=sheet,
            encoding=encoding,
            delimiter=delimiter,
            mapping=mapping,
            dates=dates or "",
            country=country,
            home=business.country,
            own=(business.phone,) if business.phone else (),
        )
        facts, lines = opening.read(file, options, Progress())
        refuse_unfit(file.name, facts.format)
        if not facts.is_understood:
            raise not_understood()
        action = None
        with database.read() as session:
            told = calls.foretell(session, lines, country, whose)
        if not dry_run and told.noted:
            wishes = Wishes(file.name, country, whose)
            done, action = calls.store(database, lines, wishes, Progress())
            told = done.told
    if unknown is not None and told.unknown:
        calls.save_unknown(unknown, told.unknown)
    program.answer(_to_json(file, facts, told, action), *_lines(told, action, is_trial=dry_run))


def _whose(session: Session, said: Mapping[str, str]) -> dict[str, int | None]:
    return {text: staff.find_by_name(session, name).id for text, name in said.items()}


def _to_json(file: Path, facts: FileFacts, told: Foretold, action: int | None) -> dict[str, Any]:
    return {
        "file": str(file),
        "mapping": facts.mapping,
        "rows": told.rows,
        "noted": told.noted,
        "known": told.known,
        "missed": told.missed,
        "internal": told.internal,
        "unknown": [
            {"number": each.number, "count": each.calls, "last": f"{each.last.isoformat()}Z"}
            for each in told.unknown
        ],
        "rejected": [{"row": each.row, "reason": str(each.reason)} for each in told.rejected],
        "warnings": [_dates_as(facts)] if facts.questions else [],
        "action": action,
    }


def _dates_as(facts: FileFacts) -> str:
    return str(
        T("Days can be read in two ways; the month was taken first.")
        if facts.questions[0].dates == "mdy"
        else T("Days can be read in two ways; the day was taken first.")
    )


def _lines(told: Foretold, action: int | None, *, is_trial: bool) -> Iterable[object]:
    if is_trial:
        yield T("Nothing was changed. This would happen:")
    yield from calls.sentences(told)
    yield from map(_unknown, told.unknown[:_SHOWN])
    if count := max(len(told.unknown) - _SHOWN, 0):
        yield TN("{count} more number like these.", "{count} more numbers like these.", count)
    for each in told.rejected[:_SHOWN]:
        yield T("Row {row}: {reason}", row=each.row, reason=each.reason)
    if count := max(len(told.rejected) - _SHOWN, 0):
        yield TN("{count} more row like these.", "{count} more rows like these.", count)
    if action is not None:
        yield T("To take it back: smallcrm undo {action}", action=action)


def _unknown(each: UnknownNumber) -> str:
    when = formats.short_day(clock.local(each.last).date())
    number = each.number or str(T("Withheld number"))
    return f"  {number}  ×{each.calls}  {when}"

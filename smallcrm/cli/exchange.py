"""``import`` and ``export``: files from elsewhere, and everything out again."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from smallcrm.cli import calendars
from smallcrm.cli.country import whose_numbers
from smallcrm.cli.differing import differing
from smallcrm.cli.fitting import refuse_unfit
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.cli.reading import how_to_read
from smallcrm.core.errors import ImportProblem
from smallcrm.core.loading import load
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T
from smallcrm.core.whole_file import replacing
from smallcrm.db.database import Database
from smallcrm.services import contacts
from smallcrm.services.contacts.completing import Policy
from smallcrm.services.exchange.calendars.opening import is_calendar
from smallcrm.services.exchange.drafts import CALLS, DEALS, PRODUCTS, Preview, ReadOptions
from smallcrm.services.exchange.exporting.export import WHAT, export
from smallcrm.services.exchange.fields import FIELDS
from smallcrm.services.exchange.importing.bringing_in import bring_in
from smallcrm.services.exchange.importing.deciding import OnDouble, Wishes
from smallcrm.services.exchange.importing.policies import by_heading, policies_of
from smallcrm.services.exchange.importing.report import ImportReport
from smallcrm.services.exchange.reading.inspection import inspect, not_understood
from smallcrm.services.exchange.targets.vcard import VERSIONS
from smallcrm.services.printing.sizes import ENVELOPES, SHEETS
from smallcrm.services.settings import get_business

_STANDARD_INPUT = Path("-")
_EVERYTHING = "smallcrm.services.exchange.exporting.everything"
_POST = "smallcrm.services.printing.post"
_ALL = "all"
_REJECTS = "smallcrm.services.exchange.importing.rejects"
_SHOWN = 10  # lines of each sort; --json has them all
_IN = click.Path(path_type=Path)
_OUT = click.Path(path_type=Path, dir_okay=False)


@click.command(
    "import",
    help="Bring a file in as one action: xlsx, xls, ods, csv, vcf, html, ics; - reads the standard"
    " input.\n\nEncoding, columns and the"
    " row of the headings are found out; the options below say it where that went wrong. The"
    f" fields for --map are: {', '.join(FIELDS)}. A label may follow: phone:mobile, city:home."
    "\n\nA list that was exported from here and edited is compared cell by cell: --dry-run shows"
    " every cell before and after, --on-double overwrite changes them; cells that were changed here"
    " too since the export are told and stay as they are."
    "\n\nA calendar (ics) becomes meetings and tasks; what was brought in before follows the newer"
    " file. Entries that were changed here as well stay, and are told: see --on-conflict.",
    epilog="Example: smallcrm import customers.xlsx --dates dmy --rejects mend-these.xlsx",
)
@click.argument("file", type=_IN)
@click.option(
    "--as", "kind", type=click.Choice(["contacts", "deals", "products"]), help="What it holds."
)
@how_to_read
@click.option("--header", type=click.IntRange(0), help="The row of the headings; 0 for none.")
@whose_numbers
@click.option(
    "--on-double",
    type=click.Choice([choice.value for choice in OnDouble]),
    help="Rows that may be there already: ask (the default) reports them and touches neither;"
    " with a policy the default is fill.",
)
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar='"HEADER=policy"',
    help="How a column changes who is there: overwrite, fill, append or leave; can be repeated.",
)
@calendars.choosing
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--rejects", type=_OUT, help="Write the rows that did not come in to this xlsx.")
@pass_program
def import_(  # noqa: PLR0913, PLR0917 - one for each option
    program: Program,
    file: Path,
    kind: str | None,
    sheet: str,
    encoding: str,
    delimiter: str,
    header: int | None,
    pairs: tuple[str, ...],
    dates: str | None,
    country: str,
    on_double: str | None,
    policies: tuple[str, ...],
    choices: Mapping[str, str],
    dry_run: bool,  # noqa: FBT001 - click's
    rejects: Path | None,
) -> None:
    """Bring a file in as one action: xlsx, xls, ods, csv, vcf, html, ics."""
    options = ReadOptions(
        sheet=sheet,
        encoding=encoding,
        delimiter=delimiter,
        header_row=header,
        mapping=dict(pair(text) for text in pairs),
        dates=dates or "",
        country=country,
        what=kind or "",
    )
    how = _policies(policies, on_double)
    wishes = Wishes(_shown_name(file), _on_double(on_double, how), deals=kind != "contacts")
    with _at_hand(file) as path, program.database() as database:
        options = replace(options, home=_home(database))
        if kind is None and is_calendar(path):
            how_far = calendars.Wish(wishes.file, choices, dry_run)
            calendars.answer(program, database, path, options, how_far)
            return
        preview = inspect(path, options, Progress())
        _check(preview, kind, wishes.file)
        is_plain = kind in {None, "contacts"} and not how
        if is_plain and (on_double == OnDouble.OVERWRITE or (dry_run and not on_double)):
            told = differing(database, wishes.file, path, preview.facts, options, is_trial=dry_run)
            if told is not None:
                program.answer(told[0], *told[1])
                return
        columns = preview.facts.columns
        wishes = replace(wishes, policies=policies_of(columns, by_heading(columns, how)))
        report = bring_in(database, preview, wishes, Progress(), trial=dry_run)
        if rejects is not None and report.left_out:
            load(_REJECTS).save(rejects, path, options, report, Progress())
    program.answer(report.to_json(), *_lines(report, rejects, is_trial=dry_run))


@click.command("export", epilog="Example: smallcrm export contacts customers.xlsx")
@click.argument("what", type=click.Choice((*WHAT, _ALL)))
@click.argument("out", type=_OUT)
@click.option(
    "--vcard", type=click.Choice(VERSIONS), default="3.0", show_default=True, help="Of a vcf file."
)
@click.option("--labels", "sheet", type=click.Choice([*SHEETS]), help="Addresses on such labels.")
@click.option("--skip", type=click.IntRange(0), default=0, help="Labels used up on the first.")
@click.option("--envelopes", "envelope", type=click.Choice([*ENVELOPES]), help="Or on envelopes.")
@click.option("--id", "ids", type=ID, multiple=True, help="Only these; can be repeated.")
@pass_program
def export_(  # noqa: PLR0913, PLR0917 - one for each option
    program: Program,
    what: str,
    out: Path,
    vcard: str,
    sheet: str | None,
    skip: int,
    envelope: str | None,
    ids: tuple[int, ...],
) -> None:
    """Write all contacts, deals, documents and so on to OUT.

    Letters are the reminders that went out, bank the lines of bank statements, prices those of
    price lists and single customers, terms what else was agreed with customers.

    Its ending says in which format: xlsx, csv, json, or pdf for a list on paper; contacts also
    vcf, tasks also ics. With all, everything goes into one zip: every list, PDFs, files, and a
    README.txt that says what is what. A file that is there is replaced. The addresses of contacts
    can be printed on labels or envelopes instead.
    """
    if sheet or envelope:
        if what != "contacts" or (sheet and envelope):
            raise click.UsageError("--labels or --envelopes goes with contacts")
        _post(program, out, ids, sheet, skip, envelope)
        return
    with program.database() as database, database.read() as session:
        if what == _ALL:
            done = load(_EVERYTHING).export_all(session, database.files, out, Progress())
        else:
            done = export(session, what, out, Progress(), vcard=vcard, ids=ids or None)
    line = TN(
        "{count} row is written to {path}.",
        "{count} rows are written to {path}.",
        done.rows,
        path=done.path,
    )
    program.answer({"file": str(done.path), "rows": done.rows}, line)


def _post(
    program: Program,
    out: Path,
    ids: Sequence[int],
    sheet: str | None,
    skip: int,
    envelope: str | None,
) -> None:
    """Write labels or envelopes."""
    post = load(_POST)
    with program.database() as database, database.read() as session:
        wanted = ids or contacts.list_ids(session)
        if sheet:
            done = post.print_labels(session, wanted, sheet, skip, Progress())
        else:
            done = post.print_envelopes(session, wanted, envelope, Progress())
    with replacing(out) as temporary:
        temporary.write_bytes(done.pdf)
    lines = [T("{path} is written.", path=out)]
    if missing := done.missing:
        none = TN("{count} contact has no address.", "{count} contacts have no address.", missing)
        lines.append(none)
    program.answer({"file": str(out), "rows": done.addresses, "missing": missing}, *lines)


def pair(text: str) -> tuple[str, str]:
    """``HEADER=field``; a heading may hold the sign itself, a field never does."""
    heading, sign, field = text.rpartition("=")
    if not sign:
        raise click.UsageError(f"{text} is not of the form HEADER=value")
    return heading, field


def _policies(texts: Iterable[str], on_double: str | None) -> dict[str, Policy]:
    found = dict(pair(text) for text in texts)
    unknown = [policy for policy in found.values() if policy not in list(Policy)]
    if unknown:
        raise click.UsageError(f"{unknown[0]} is none of {', '.join(Policy)}")
    if found and on_double not in (None, OnDouble.FILL, OnDouble.OVERWRITE):
        raise click.UsageError("--policy goes with --on-double fill or overwrite")
    return {heading: Policy(policy) for heading, policy in found.items()}


def _on_double(said: str | None, policies: object) -> OnDouble:
    """Who says how columns change contacts wants them changed."""
    return OnDouble(said) if said else OnDouble.FILL if policies else OnDouble.ASK


def _check(preview: Preview, kind: str | None, name: str) -> None:
    """Refuse a file that does not say what it holds, or that what was said does not fit."""
    refuse_unfit(name, preview.facts.format)
    if preview.facts.holds == CALLS:
        raise ImportProblem(
            T("{name} is a list of calls, not of contacts. Nothing was imported.", name=name),
            hint=T("Use: smallcrm calls import {name}", name=name),
            field="kind",
        )
    if kind is not None and kind != preview.facts.holds:
        raise click.UsageError(
            f"--as {kind} goes with tables, and {name} is none. Nothing was changed."
        )
    if kind == DEALS and not preview.counts.deals:
        raise _no_deals(name)
    if not preview.facts.is_understood:
        raise not_understood(preview.facts)


def _home(database: Database) -> str:
    """The business's own country."""
    with database.read() as session:
        return get_business(session).country


def _shown_name(file: Path) -> str:
    return str(T("Standard input")) if file == _STANDARD_INPUT else file.name


@contextlib.contextmanager
def _at_hand(file: Path) -> Iterator[Path]:
    """*file* where it can be read more than once: what is piped in is kept for the time."""
    if file != _STANDARD_INPUT:
        yield file
        return
    with tempfile.TemporaryDirectory(prefix="smallcrm-") as folder:
        path = Path(folder, "input.txt")
        with path.open("wb") as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
        yield path


def _no_deals(name: str) -> ImportProblem:
    return ImportProblem(
        T("{name} has no deals that can be recognized. Nothing was imported.", name=name),
        hint=T("Say which column is the deal, for example --map 'Project=deal.title'."),
        field="kind",
    )


def _lines(report: ImportReport, rejects: Path | None, *, is_trial: bool) -> Iterable[object]:
    if is_trial:
        yield T("Nothing was changed. This would happen:")
    yield report.headline
    yield from report.further
    for row in report.left_out[:_SHOWN]:
        yield T("Row {row}: {reason}", row=row.row, reason=row.reason)
    if count := max(len(report.left_out) - _SHOWN, 0):
        yield TN("{count} more row like these.", "{count} more rows like these.", count)
    if count := report.remarked:
        yield TN("{count} row is to be looked at.", "{count} rows are to be looked at.", count)
    if rejects is not None and report.left_out:
        yield T("The rows that did not come in are in {path}.", path=rejects)
    if report.action is not None and not is_trial:
        if report.facts.holds != PRODUCTS:
            yield T("To list them: smallcrm contacts list --import {action}", action=report.action)
        yield T("To take it back: smallcrm undo {action}", action=report.action)

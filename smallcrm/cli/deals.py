"""``deals``: add, list, move, win, lose, reopen, archive, restore, board, forecast.

What is about one deal alone is in ``one_deal``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

import click
from sqlalchemy.orm import Session

from smallcrm.cli import one_deal
from smallcrm.cli.amounts import money
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import formats
from smallcrm.core.chunks import chunks
from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.money import Money
from smallcrm.core.text import TN, T, Text
from smallcrm.services import pipeline
from smallcrm.services.pipeline import DealDraft, DealFilter, DealRow

F = TypeVar("F", bound=Callable[..., Any])
_AT_ONCE = 500  # deals in one statement


@click.group("deals", epilog="Example: smallcrm deals list --contact 7")
def deals_() -> None:
    """What somebody may buy."""


for _command in one_deal.COMMANDS:
    deals_.add_command(_command)


@deals_.command(epilog="Example: smallcrm deals add 'Wedding in June' --contact 7 --amount 2400")
@click.argument("title")
@click.option("--contact", "contact_id", type=ID, required=True, help="Whose deal it is.")
@click.option("--amount", default="", help="What it is worth: 1250.00; may stay unknown.")
@click.option("--currency", default="", help="Of the amount; that of the business by default.")
@click.option("--stage", default="", help="The name of a stage; the first one by default.")
@click.option("--pipeline", default="", help="The name of a pipeline; the first one by default.")
@click.option("--source", default="", help="Where it came from.")
@click.option("--closes", type=click.DateTime(["%Y-%m-%d"]), help="The day you expect it to close.")
@pass_program
def add(program: Program, /, title: str, contact_id: int, amount: str, **more: Any) -> None:
    """Add a deal."""
    closes = more["closes"].date() if more["closes"] else None
    draft = DealDraft(title, contact_id, _amount(amount), source=more["source"])
    draft = replace(draft, expected_close=closes)
    draft = replace(draft, currency=more["currency"].strip().upper(), stage=more["stage"])
    with program.database() as database, database.write(T("Add deal")) as session:
        if more["pipeline"]:
            pipeline_id = pipeline.find_pipeline(session, more["pipeline"])
            stage_id = pipeline.find_stage(session, pipeline_id, more["stage"])
            draft = replace(draft, stage_id=stage_id)
        deal_id = pipeline.create_deal(session, draft)
    program.answer({"id": deal_id}, T("The deal has the id {id}.", id=deal_id))


_PIPELINE = click.option(
    "--pipeline", "pipeline_", default="", help="The name of one; the first by default."
)
_DAY = click.DateTime(["%Y-%m-%d"])


def _filters(command: F) -> F:
    """The options that leave some deals only."""
    for option in (
        click.option("--search", default="", help="Words of the deal, its contact or company."),
        click.option("--status", type=click.Choice(["open", "won", "lost"]), help="Only such."),
        click.option("--owner", default="", help="The name of one of the staff."),
        click.option("--source", default="", help="Where it came from."),
        click.option("--tag", default="", help="A tag of deals."),
        click.option("--created-from", type=_DAY, help="The first day on which it was added."),
        click.option("--created-to", type=_DAY, help="The last one."),
        click.option("--closes-from", type=_DAY, help="The first day on which it may close."),
        click.option("--closes-to", type=_DAY, help="The last one."),
        click.option("--closed-from", type=_DAY, help="Won and lost ones only since that day."),
    ):
        command = option(command)
    return command


_ID = click.argument("deal_id", metavar="ID", type=ID)


@deals_.command("list", epilog="Example: smallcrm deals list --contact 7")
@click.option("--contact", "contact_id", type=ID, help="Only of this contact.")
@click.option("--pipeline", default="", help="Only of this pipeline.")
@_filters
@click.option("--limit", type=click.IntRange(0), default=100, show_default=True, help="How many.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@pass_program
def list_(
    program: Program, /, contact_id: int | None, limit: int, offset: int, **more: Any
) -> None:
    """List deals, stage by stage."""
    with program.database() as database, database.read() as session:
        named, filters = more["pipeline"], _filter_of(session, more)
        wanted = pipeline.find_pipeline(session, named) if named else None
        ids = pipeline.list_deal_ids(
            session, contact_id=contact_id, pipeline_id=wanted, filters=filters
        )
        rows = _rows(session, ids[offset : offset + limit])
    heading = (T("Id"), T("Deal"), T("Contact"), T("Stage"), T("Amount"))
    count = TN("{count} deal", "{count} deals", len(ids))
    data = {"total": len(ids), "rows": [_to_json(row) for row in rows]}
    program.answer(data, *program.table(heading, [_cells(row) for row in rows]), count)


@deals_.command(epilog="Example: smallcrm deals move 3 --stage 'Quote sent' --before 5")
@_ID
@click.option("--stage", required=True, help="The name of a stage.")
@click.option("--before", type=ID, help="The deal that it stands before; at the end by default.")
@click.option("--pipeline", "pipeline_", default="", help="That has the stage; its own by default.")
@pass_program
def move(program: Program, deal_id: int, stage: str, before: int | None, pipeline_: str) -> None:
    """Move a deal to a stage, or within one."""

    def action(session: Session) -> None:
        own = pipeline.find_pipeline(session, pipeline_) if pipeline_ else None
        own = pipeline.pipeline_of(session, deal_id) if own is None else own
        pipeline.move_deal(session, deal_id, pipeline.find_stage(session, own, stage), before)

    _do(program, T("Move deal"), deal_id, action)


@deals_.command(epilog="Example: smallcrm deals win 3")
@_ID
@pass_program
def win(program: Program, deal_id: int) -> None:
    """Note that a deal is won."""
    _do(program, T("Win deal"), deal_id, lambda s: pipeline.win_deal(s, deal_id))


@deals_.command(epilog="Example: smallcrm deals lose 3 --reason Price --note 'Too dear'")
@_ID
@click.option("--reason", required=True, help="The name of a reason.")
@click.option("--note", default="", help="In your words.")
@pass_program
def lose(program: Program, deal_id: int, reason: str, note: str) -> None:
    """Note that a deal is lost, and why."""

    def action(session: Session) -> None:
        pipeline.lose_deal(session, deal_id, pipeline.find_reason(session, reason), note)

    _do(program, T("Lose deal"), deal_id, action)


@deals_.command(epilog="Example: smallcrm deals reopen 3")
@_ID
@pass_program
def reopen(program: Program, deal_id: int) -> None:
    """Put a deal that is won or lost back to the stage that it was in."""
    _do(program, T("Open deal again"), deal_id, lambda s: pipeline.reopen_deal(s, deal_id))


@deals_.command(epilog="Example: smallcrm deals archive 3")
@_ID
@pass_program
def archive(program: Program, deal_id: int) -> None:
    """Put a deal into the bin."""
    _do(program, T("Archive deal"), deal_id, lambda s: pipeline.archive_deal(s, deal_id))


@deals_.command(epilog="Example: smallcrm deals restore 3")
@_ID
@pass_program
def restore(program: Program, deal_id: int) -> None:
    """Take a deal out of the bin."""
    _do(program, T("Restore deal"), deal_id, lambda s: pipeline.restore_deal(s, deal_id))


@deals_.command(epilog="Example: smallcrm deals board --pipeline Repairs")
@_PIPELINE
@_filters
@pass_program
def board(program: Program, /, pipeline_: str, **more: Any) -> None:
    """Show the stages with their deals, sums and weighted sums."""
    with program.database() as database, database.read() as session:
        shown = pipeline.find_pipeline(session, pipeline_)
        columns = pipeline.board(session, shown, _filter_of(session, more))
        rows = {column.stage.id: _rows(session, column.deals) for column in columns}
    data = {
        "stages": [
            {
                "name": column.stage.name,
                "count": column.count,
                "sums": _sums(column.sums),
                "weighted": _sums(column.weighted),
                "deals": [_to_json(row) for row in rows[column.stage.id]],
            }
            for column in columns
        ]
    }
    heading = (T("Stage"), T("Deals"), T("Sum"), T("Weighted"))
    cells = [
        (column.stage.name, column.count, _words(column.sums), _words(column.weighted))
        for column in columns
    ]
    program.answer(data, *program.table(heading, [*cells]))


@deals_.command(epilog="Example: smallcrm deals forecast")
@_PIPELINE
@pass_program
def forecast(program: Program, pipeline_: str) -> None:
    """Show what each month is expected to bring."""
    with program.database() as database, database.read() as session:
        months = pipeline.forecast(session, pipeline.find_pipeline(session, pipeline_))
    data = {
        "months": [
            {
                "month": f"{row.month:%Y-%m}" if row.month else None,
                "currency": row.currency,
                "deals": row.deals,
                "open": money(row.open.amount, row.currency),
                "weighted": money(row.weighted.amount, row.currency),
                "won_deals": row.won_deals,
                "won": money(row.won.amount, row.currency),
            }
            for row in months
        ]
    }
    heading = (T("Month"), T("Deals"), T("Expected"), T("Weighted"), T("Won amount"))
    cells = [
        (
            formats.month(row.month) if row.month else T("No day"),
            row.deals,
            *(_words((each,)) for each in (row.open, row.weighted, row.won)),
        )
        for row in months
    ]
    program.answer(data, *program.table(heading, [*cells]))


def _do(program: Program, label: Text, deal_id: int, action: Callable[[Session], object]) -> None:
    """Run *action* on a deal as one step, and say where the deal is now."""
    with program.database() as database, database.write(label) as session:
        action(session)
        row = pipeline.list_deal_rows(session, [deal_id])[deal_id]
    program.answer(_to_json(row), T("{title}: {stage}", title=row.title, stage=row.stage))


def _filter_of(session: Session, more: Mapping[str, Any]) -> DealFilter:
    """What ``_filters`` were given; raises UserError for an owner whom nobody knows."""
    days = {name: more[name] for name in more if name.endswith(("_from", "_to"))}
    owners = {fold(name): key for key, name in pipeline.list_owners(session)}
    owner = fold(more["owner"].strip())
    if owner and owner not in owners:
        names = ", ".join(name for _key, name in pipeline.list_owners(session))
        raise UserError(
            T("Nobody of the staff is called {name}.", name=more["owner"]),
            hint=T("Choose one of: {names}.", names=names) if names else None,
            field="owner",
        )
    return DealFilter(
        search=more["search"],
        status=more["status"] or "",
        owner_id=owners.get(owner),
        source=more["source"],
        tag=more["tag"],
        **{name: day.date() for name, day in days.items() if day},
    )


def _rows(session: Session, ids: Sequence[int]) -> list[DealRow]:
    rows: list[DealRow] = []
    for some in chunks(ids, _AT_ONCE):
        found = pipeline.list_deal_rows(session, some)
        rows += [found[deal_id] for deal_id in some]
    return rows


def _sums(sums: Sequence[Money]) -> dict[str, str]:
    return {each.currency: money(each.amount, each.currency) for each in sums}


def _words(sums: Sequence[Money]) -> str:
    return ", ".join(formats.money(each.amount, each.currency) for each in sums)


def _amount(typed: str) -> Decimal | None:
    """What was typed; how large it may be says the service."""
    if not typed.strip():
        return None
    try:
        return Decimal(typed.strip())
    except InvalidOperation as error:
        raise UserError(
            T("{amount} is not an amount.", amount=typed),
            hint=T("Nothing was saved. Write figures only, for example 12.5."),
            field="amount",
        ) from error


def _cells(row: DealRow) -> tuple[object, ...]:
    amount = "" if row.amount is None else formats.money(row.amount, row.currency)
    return (row.id, row.title, row.contact, row.stage, amount)


def _to_json(row: DealRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "contact": row.contact_id,
        "stage": row.stage,
        "status": row.status,
        "amount": None if row.amount is None else str(row.amount),
        "currency": row.currency,
        "source": row.source,
        "reason": row.reason,
        "expected_close": row.expected_close.isoformat() if row.expected_close else None,
    }

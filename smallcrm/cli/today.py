"""``today``: what the page Today shows, for people and for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import click

from smallcrm.cli.amounts import money
from smallcrm.cli.instants import read_instant, write_instant
from smallcrm.cli.missed_calls import call_cells, call_json
from smallcrm.cli.program import Program, pass_program
from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T, Text
from smallcrm.services import staff, today
from smallcrm.services.pipeline import Card
from smallcrm.services.tasks import TaskRow
from smallcrm.services.tasks.groups import OVERDUE, TITLES, TODAY, TOMORROW
from smallcrm.services.today import Dues, Slipping, Today, ToDo


@click.command("today", epilog="Example: smallcrm --json today --mine")
@click.option("--now", default="", help="An instant: 2026-11-30T09:00:00Z; now by default.")
@click.option("--mine", "is_mine", is_flag=True, help="Only tasks, deals and leads of --who.")
@pass_program
def today_(program: Program, now: str, *, is_mine: bool) -> None:
    """What is to be done, what money waits for, what slips away; changes nothing."""
    at = read_instant(now, "now") if now else clock.now()
    with program.database() as database, database.read() as session:
        found = today.look(session, at, _me(session) if is_mine else None)
    program.answer(_to_json(found), *_lines(program, found))


def _me(session: Any) -> int:
    me = staff.find_me(session)
    if me is None:
        raise UserError(
            T("Nobody was chosen who uses this computer."),
            hint=T("Nothing was changed. Name somebody with --who, or leave --mine out."),
            field="who",
        )
    return me.id


def _to_json(found: Today) -> dict[str, Any]:
    return {
        "date": found.day.isoformat(),
        "todo": _todo_json(found.todo),
        "money": _dues_json(found.dues),
        "slipping": _slipping_json(found.slipping),
    }


def _todo_json(todo: ToDo) -> dict[str, Any]:
    groups = (
        (OVERDUE, todo.overdue, todo.overdue_count),
        (TODAY, todo.today, todo.today_count),
        (TOMORROW, todo.tomorrow, todo.tomorrow_count),
    )
    data: dict[str, Any] = {
        name: {"total": count, "rows": [_task_json(row) for row in rows]}
        for name, rows, count in groups
    }
    data["calls"] = {"total": todo.call_count, "rows": [call_json(row) for row in todo.calls]}
    return data | {"next": _task_json(todo.next) if todo.next is not None else None}


def _task_json(row: TaskRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "contact": row.contact_id,
        "deal": row.deal_id,
        "at": row.due,
        "zone": row.zone,
        "instant": _instant(row.instant),
        "snoozed_until": _instant(row.snoozed_until),
    }


def _instant(at: datetime | None) -> str | None:
    return write_instant(at) if at is not None else None


def _dues_json(dues: Dues) -> dict[str, Any]:
    return {
        "unpaid": _sums(dues.unpaid),
        "late": _sums(dues.late),
        "overdue": {
            "total": dues.overdue_count,
            "rows": [
                {
                    "id": row.id,
                    "number": row.number,
                    "contact": row.contact_id,
                    "customer": row.customer,
                    "due_date": row.due_date.isoformat(),
                    "days_late": row.days_late,
                    "open": money(row.open, row.currency),
                    "currency": row.currency,
                }
                for row in dues.overdue
            ],
        },
        "quotes": {
            "total": dues.quote_count,
            "rows": [
                {
                    "id": row.id,
                    "number": row.number,
                    "contact": row.contact_id,
                    "customer": row.customer,
                    "days": row.days,
                    "amount": money(row.total, row.currency),
                    "currency": row.currency,
                }
                for row in dues.quotes
            ],
        },
    }


def _sums(found: dict[str, Decimal]) -> dict[str, str]:
    return {currency: money(amount, currency) for currency, amount in found.items()}


def _slipping_json(found: Slipping) -> dict[str, Any]:
    return {
        "deals": {"total": found.deal_count, "rows": [_deal_json(card) for card in found.deals]},
        "silent": {
            "total": found.quiet_count,
            "rows": [{"id": row.id, "name": row.name, "days": row.days} for row in found.quiet],
        },
        "birthdays": {
            "total": found.birthday_count,
            "rows": [
                {"id": row.id, "name": row.name, "date": row.day.isoformat()}
                for row in found.birthdays
            ],
        },
        "new_leads": found.new_leads,
    }


def _deal_json(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "title": card.title,
        "contact": card.contact_id,
        "stage": card.stage,
        "amount": money(card.amount, card.currency) if card.amount is not None else None,
        "currency": card.currency,
        "step": card.step.state,
        "stale": card.is_stale,
    }


def _lines(program: Program, found: Today) -> list[str]:
    """For people: a heading over each section that has something."""
    lines = [formats.full_day(found.day)]
    sections = (*_todo(found.todo), *_money(found.dues), *_slips(found.slipping))
    for heading, count, cells in sections:
        if count:
            lines += ["", f"{heading}  {count}"]
            lines += [f"  {line}" for line in program.table(cells[0], list(cells[1:]))]
            if count > len(cells):
                rest = T("and {count} more", count=formats.number(count - len(cells)))
                lines.append(f"  {rest}")
    leads = found.slipping.new_leads
    if leads:
        lines += ["", str(_waiting(leads))]
    return [*lines, "", str(T("Nothing due."))] if found.todo.is_empty else lines


_Section = tuple[Text, int, Sequence[tuple[object, ...]]]


def _todo(todo: ToDo) -> list[_Section]:
    late, *others = [
        (TITLES[name], count, [(row.id, row.due, row.title, row.contact) for row in rows])
        for name, rows, count in (
            (OVERDUE, todo.overdue, todo.overdue_count),
            (TODAY, todo.today, todo.today_count),
            (TOMORROW, todo.tomorrow, todo.tomorrow_count),
        )
    ]
    calls = (T("Calls to return"), todo.call_count, [call_cells(row) for row in todo.calls])
    return [late, calls, *others]


def _money(dues: Dues) -> list[_Section]:
    unpaid = [(_shown(amount, code),) for code, amount in dues.unpaid.items()]
    late = [
        (row.id, row.number, row.customer, _days(row.days_late), _shown(row.open, row.currency))
        for row in dues.overdue
    ]
    quotes = [
        (row.id, row.number, row.customer, _days(row.days), _shown(row.total, row.currency))
        for row in dues.quotes
    ]
    return [
        (T("Unpaid"), len(unpaid), unpaid),
        (T("Overdue invoices"), dues.overdue_count, late),
        (T("Quotes without an answer"), dues.quote_count, quotes),
    ]


def _slips(found: Slipping) -> list[_Section]:
    quiet = [(row.id, row.name, _days(row.days)) for row in found.quiet]
    birthdays = [(row.id, row.name, formats.day(row.day)) for row in found.birthdays]
    deals = [(card.id, card.title, card.contact, card.stage) for card in found.deals]
    return [
        (T("Deals to look after"), found.deal_count, deals),
        (T("Not heard of for {days} days", days=today.SILENT), found.quiet_count, quiet),
        (T("Birthdays this week"), found.birthday_count, birthdays),
    ]


def _shown(amount: Decimal, currency: str) -> str:
    return formats.money(amount, currency)


def _days(count: int) -> Text:
    return TN("{count} day", "{count} days", count)


def _waiting(count: int) -> Text:
    return TN("{count} new lead waits for an answer", "{count} new leads wait for an answer", count)

"""``campaigns``: list, sources, add, set, remove: what advertising costs and brings in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import click

from smallcrm.cli.amounts import amount, money
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import formats
from smallcrm.core.text import T
from smallcrm.services import campaigns
from smallcrm.services.campaigns import CampaignDraft, CampaignRow

_DATE = click.DateTime(["%Y-%m-%d"])


@click.group("campaigns", epilog="Example: smallcrm campaigns add 'Leaflets in May' --cost 120")
def campaigns_() -> None:
    """Where customers come from, what it costs, and what it brings in."""


@campaigns_.command("list", epilog="Example: smallcrm --json campaigns list")
@pass_program
def list_(program: Program) -> None:
    """List campaigns with their leads, deals and what was won, by currency."""
    with program.database() as database, database.read() as session:
        ids = campaigns.list_ids(session)
        found = campaigns.list_rows(session, ids)
    rows = [found[key] for key in ids]
    heading = (
        T("Id"),
        T("Name"),
        T("Source"),
        T("Cost"),
        T("Lead count"),
        T("Deals"),
        T("Won amount"),
    )
    cells: list[tuple[object, ...]] = [
        (
            row.id,
            row.name,
            row.source,
            formats.money(row.cost, row.currency),
            row.leads,
            row.deals,
            _sums(row.won_amounts),
        )
        for row in rows
    ]
    data = {"total": len(rows), "rows": [_to_json(row) for row in rows]}
    program.answer(data, *program.table(heading, cells))


@campaigns_.command(epilog="Example: smallcrm --json campaigns sources")
@pass_program
def sources(program: Program) -> None:
    """List sources with their leads, deals and what was won, by currency."""
    with program.database() as database, database.read() as session:
        rows = campaigns.list_sources(session)
    heading = (T("Source"), T("Lead count"), T("Deals"), T("Won amount"))
    cells: list[tuple[object, ...]] = [
        (row.source, row.leads, row.deals, _sums(row.won_amounts)) for row in rows
    ]
    found = [
        {
            "source": row.source,
            "leads": row.leads,
            "deals": row.deals,
            "won": row.won,
            "won_amounts": _amounts(row.won_amounts),
        }
        for row in rows
    ]
    program.answer({"total": len(rows), "rows": found}, *program.table(heading, cells))


@campaigns_.command(
    epilog="Example: smallcrm campaigns add 'Fair 2026' --source Fair --cost 800 --currency EUR"
)
@click.argument("name")
@click.option("--source", default="", help="The channel it runs on.")
@click.option("--cost", default="0", help="What it costs: 120.50.")
@click.option("--currency", default="", help="Of the cost; that of the business by default.")
@click.option("--starts", type=_DATE, help="The first day.")
@click.option("--ends", type=_DATE, help="The last day.")
@click.option("--note", default="", help="Whatever else.")
@pass_program
def add(program: Program, /, name: str, cost: str, **more: Any) -> None:
    """Add a campaign."""
    draft = CampaignDraft(name, **_days(more), cost=amount(cost, "cost"))
    label = T("Add the campaign {name}", name=name.strip())
    with program.database() as database, database.write(label) as session:
        key = campaigns.add(session, draft)
    program.answer({"id": key}, T("The campaign has the id {id}.", id=key))


@campaigns_.command("set", epilog="Example: smallcrm campaigns set 1 --cost 140")
@click.argument("campaign_id", metavar="ID", type=ID)
@click.option("--name", help="What it is called from now on.")
@click.option("--source", help="The channel it runs on.")
@click.option("--cost", help="What it costs: 120.50.")
@click.option("--currency", help="Of the cost.")
@click.option("--starts", type=_DATE, help="The first day.")
@click.option("--ends", type=_DATE, help="The last day.")
@click.option("--note", help="Whatever else.")
@pass_program
def set_(program: Program, /, campaign_id: int, cost: str | None, **given: Any) -> None:
    """Change a campaign; what is not named stays."""
    told = {name: value for name, value in _days(given).items() if value is not None}
    if cost is not None:
        told["cost"] = amount(cost, "cost")
    with program.database() as database, database.write(T("Change a campaign")) as session:
        campaigns.change(
            session, campaign_id, replace(campaigns.get_draft(session, campaign_id), **told)
        )
    program.answer({"id": campaign_id}, T("Saved"))


@campaigns_.command(epilog="Example: smallcrm campaigns remove 1")
@click.argument("campaign_id", metavar="ID", type=ID)
@pass_program
def remove(program: Program, campaign_id: int) -> None:
    """Take a campaign off the list; its leads and deals stay."""
    with program.database() as database, database.write(T("Remove a campaign")) as session:
        campaigns.remove(session, campaign_id)
    program.answer({"id": campaign_id}, T("Removed; its leads and deals stay."))


def _days(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.date() if isinstance(value, datetime) else value
        for name, value in given.items()
    }


def _amounts(found: Mapping[str, Decimal]) -> dict[str, str]:
    return {currency: money(value, currency) for currency, value in found.items()}


def _sums(found: Mapping[str, Decimal]) -> str:
    return ", ".join(formats.money(value, currency) for currency, value in found.items())


def _to_json(row: CampaignRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "source": row.source,
        "cost": money(row.cost, row.currency),
        "currency": row.currency,
        "starts": row.starts.isoformat() if row.starts else None,
        "ends": row.ends.isoformat() if row.ends else None,
        "note": row.note,
        "leads": row.leads,
        "deals": row.deals,
        "won": row.won,
        "won_amounts": _amounts(row.won_amounts),
    }

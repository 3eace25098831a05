"""``segments``: list, show, add, remove: saved filters and frozen lists of contacts."""

from __future__ import annotations

import json
from typing import Any

import click

from smallcrm.cli.program import Program, pass_program
from smallcrm.core.text import TN, T
from smallcrm.services import segments
from smallcrm.services.segments import Rules, SegmentRow, Wanted
from smallcrm.services.segments.phrases import read_condition
from smallcrm.services.segments.rules import ALL, ANY


@click.group("segments", epilog="Example: smallcrm segments list")
def segments_() -> None:
    """Saved filters and frozen lists."""


@segments_.command("list", epilog="Example: smallcrm --json segments list")
@pass_program
def list_(program: Program) -> None:
    """List the filters with how many contacts they find."""
    with program.database() as database, database.read() as session:
        rows = segments.list_segments(session)
        counts = {row.id: segments.count(session, segments.wanted_of(row)) for row in rows}
    data = {"segments": [{**_to_json(row), "contacts": counts[row.id]} for row in rows]}
    heading = (T("Id"), T("Name"), T("Kind"), T("Contacts"))
    cells: list[tuple[object, ...]] = [(row.id, row.name, row.kind, counts[row.id]) for row in rows]
    program.answer(data, *program.table(heading, cells))


@segments_.command(epilog="Example: smallcrm --json segments show 'Regulars in Athens'")
@click.argument("name")
@pass_program
def show(program: Program, name: str) -> None:
    """Show what a filter asks for, and whom it finds."""
    with program.database() as database, database.read() as session:
        row = segments.find_segment(session, name)
        ids = segments.list_ids(session, segments.wanted_of(row))
    data = {**_to_json(row), "contacts": len(ids), "ids": ids}
    conditions = [
        " ".join(filter(None, (one.field, one.operator, one.value, one.currency)))
        for one in row.rules.conditions
    ]
    count = TN("{count} contact", "{count} contacts", len(ids))
    program.answer(data, row.name, *conditions, count)


@segments_.command(
    epilog="Example: smallcrm segments add Regulars --where 'city is Athens' --where 'tag is VIP'"
)
@click.argument("name")
@click.option("--where", "phrases", multiple=True, help="FIELD OPERATOR VALUE; all must be true.")
@click.option("--any", "is_any", is_flag=True, help="One of the conditions is enough.")
@click.option("--frozen", is_flag=True, help="Keep who is found now, whatever changes later.")
@pass_program
def add(
    program: Program, name: str, phrases: tuple[str, ...], *, is_any: bool, frozen: bool
) -> None:
    """Keep a filter, or with --frozen the contacts that it finds now."""
    label = T("Save the filter {name}", name=name)
    with program.database() as database, database.write(label) as session:
        conditions = tuple(read_condition(session, phrase) for phrase in phrases)
        rules = Rules(conditions, ANY if is_any else ALL)
        ids = segments.list_ids(session, Wanted(rules=rules))
        if frozen:
            segment_id = segments.freeze(session, name, ids)
        else:
            segment_id = segments.save(session, name, rules)
    count = TN("{count} contact", "{count} contacts", len(ids))
    program.answer({"id": segment_id, "contacts": len(ids)}, count)


@segments_.command(epilog="Example: smallcrm segments remove Regulars")
@click.argument("name")
@pass_program
def remove(program: Program, name: str) -> None:
    """Forget a filter; its contacts stay."""
    label = T("Remove the filter {name}", name=name)
    with program.database() as database, database.write(label) as session:
        row = segments.find_segment(session, name)
        segments.remove(session, row.id)
    program.answer({"id": row.id}, T("The filter {name} is removed.", name=row.name))


def _to_json(row: SegmentRow) -> dict[str, Any]:
    rules: dict[str, Any] = json.loads(row.rules.dump())
    return {"id": row.id, "uid": row.uid, "name": row.name, "kind": row.kind, **rules}

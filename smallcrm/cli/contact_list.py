"""``contacts list``: whom to list, in which order, with which columns."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy.orm import Session

from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import TN, T
from smallcrm.services import contacts, segments
from smallcrm.services.contacts import COMPANY, PERSON, ContactRow, json_form
from smallcrm.services.exchange.importing.earlier import get_import
from smallcrm.services.segments import BUILT_IN, Order, Rules, Wanted
from smallcrm.services.segments.json_form import cell_to_json, cell_to_text
from smallcrm.services.segments.phrases import column_key, read_condition

_HEADING = (T("Id"), T("Name"), T("Company"), T("Email"), T("Phone"), T("City"))


@click.command("list", epilog="Example: smallcrm contacts list --segment unpaid --sort -unpaid")
@click.option("--search", default="", help="Words that must all be found.")
@click.option("--tag", default="", help="Only those that have it.")
@click.option("--kind", type=click.Choice([PERSON, COMPANY]), default=None, help="Only these.")
@click.option("--segment", default="", help=f"A saved filter, or one of {', '.join(BUILT_IN)}.")
@click.option("--where", "phrases", multiple=True, help="FIELD OPERATOR VALUE; all must be true.")
@click.option("--import", "action", type=ID, help="Only who came in or changed with this import.")
@click.option("--bin", "archived", is_flag=True, help="Those in the bin instead.")
@click.option("--sort", default="name", show_default=True, help="A column; -COLUMN downwards.")
@click.option("--columns", default="", help="Which, with commas between; custom.NAME is your own.")
@click.option("--limit", type=click.IntRange(0), default=100, show_default=True, help="How many.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@pass_program
def list_(program: Program, /, limit: int, offset: int, **asked: Any) -> None:
    """List contacts in the order of their names or of a column."""
    with program.database() as database, database.read() as session:
        wanted = _wanted(session, asked)
        ids = segments.list_ids(session, wanted, _order(session, asked["sort"]))
        page = ids[offset : offset + limit]
        names = [name.strip() for name in asked["columns"].split(",") if name.strip()]
        if names:
            rows, lines = _chosen_columns(session, page, names)
        else:
            found = contacts.list_rows(session, page)
            shown = [found[contact_id] for contact_id in page if contact_id in found]
            rows, lines = [json_form.row_to_json(row) for row in shown], list(map(_line, shown))
    heading: tuple[object, ...] = (T("Id"), *names) if names else _HEADING
    count = TN("{count} contact", "{count} contacts", len(ids))
    program.answer({"total": len(ids), "rows": rows}, *program.table(heading, lines), count)


def _wanted(session: Session, asked: dict[str, Any]) -> Wanted:
    """Of a saved filter and conditions of one's own, both must be true."""
    wanted = Wanted()
    if name := asked["segment"]:
        if fold(name) in BUILT_IN:
            wanted = Wanted(rules=BUILT_IN[fold(name)][1])
        else:
            wanted = segments.wanted_of(segments.find_segment(session, name))
    if (action := asked["action"]) is not None:
        wanted = wanted._replace(action=get_import(session, action).action)
    more = tuple(read_condition(session, phrase) for phrase in asked["phrases"])
    return wanted._replace(
        search=asked["search"],
        tag=asked["tag"],
        kind=asked["kind"] or "",
        archived=asked["archived"],
        also=Rules(more),
    )


def _order(session: Session, sort: str) -> Order:
    key = column_key(session, sort.removeprefix("-"))
    _refuse_unknown([key], sort)
    return Order(key, is_down=sort.startswith("-"))


def _chosen_columns(
    session: Session, ids: list[int], names: list[str]
) -> tuple[list[dict[str, Any]], list[tuple[object, ...]]]:
    keys = [column_key(session, name) for name in names]
    _refuse_unknown(keys, ", ".join(names))
    found = segments.list_table_rows(session, ids, keys)
    cells = [
        (key, [found[key].cells.get(column) for column in keys]) for key in ids if key in found
    ]
    rows = [
        {"id": key, **{name: cell_to_json(cell) for name, cell in zip(names, line, strict=True)}}
        for key, line in cells
    ]
    return rows, [(key, *map(cell_to_text, line)) for key, line in cells]


def _refuse_unknown(keys: list[str], typed: str) -> None:
    if not all(map(segments.is_order, keys)):
        known = ", ".join((*segments.COLUMNS, "custom.NAME"))
        raise UserError(
            T("There is no column called {name}.", name=typed),
            hint=T("Nothing was listed. The columns are: {names}.", names=known),
        )


def _line(row: ContactRow) -> tuple[object, ...]:
    email, phone = next(iter(row.emails), ""), next(iter(row.phones), "")
    return row.id, row.name, row.company, email, phone, row.city

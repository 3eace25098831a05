"""``deals``: show, set, lines, quote, invoice, copy: everything about one deal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from smallcrm.cli.amounts import amount
from smallcrm.cli.json_files import read_json
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T, Text
from smallcrm.services import deals, products, settings
from smallcrm.services.deals import DealView, editing, json_form
from smallcrm.services.documents import LineDraft
from smallcrm.services.documents.json_reader import draft_from_json

_ID = click.argument("deal_id", metavar="ID", type=ID)


@click.command(epilog="Example: smallcrm --json deals show 3")
@_ID
@pass_program
def show(program: Program, deal_id: int) -> None:
    """Show everything about a deal."""
    with program.database() as database, database.read() as session:
        view, lines = deals.get_view(session, deal_id), deals.get_lines(session, deal_id)
    data = {**json_form.to_json(view), **json_form.lines_to_json(lines)}
    program.answer(data, *_fields(view), *_way(view), *_lines(program, lines))


@click.command(
    "set",
    help="Change fields of a deal; all of those named, or none.\n\n"
    "FIELD=VALUE sets a field; tag+=VALUE adds a tag, tag-=VALUE takes one away. The fields are: "
    f"{', '.join(editing.FIELDS)}.",
    epilog="Example: smallcrm deals set 3 closes=2027-06-01 tag+=urgent custom.Width=60",
)
@_ID
@click.argument("pairs", nargs=-1, required=True, metavar="FIELD=VALUE…")
@pass_program
def set_(program: Program, deal_id: int, pairs: tuple[str, ...]) -> None:
    """Change fields of a deal."""
    with program.database() as database, database.write(T("Change deal")) as session:
        editing.edit(session, deal_id, pairs)
        title = deals.get_details(session, deal_id).title
    program.answer({"id": deal_id}, T("{name} is saved.", name=title))


@click.command(
    help="Show the lines of a deal, or change them first.\n\n"
    "--from takes a file in UTF-8, or - for standard input, with a JSON list of lines as in the "
    "draft of a document (see “documents new”); they take the place of all there are.",
    epilog="Example: smallcrm deals lines 3 --add 'Oak table' --quantity 2 --price 350",
)
@_ID
@click.option("--from", "source", type=click.Path(path_type=Path, allow_dash=True), help="Lines.")
@click.option("--remove", "removed", type=click.IntRange(1), multiple=True, help="Of this place.")
@click.option("--add", "added", default="", help="What is to be sold.")
@click.option("--product", "product_id", type=ID, help="Or a product: its name, price and tax.")
@click.option("--quantity", default="1", help="Of what is added.")
@click.option("--unit", default="", help="As it stands behind a quantity: pcs, h.")
@click.option("--price", default="", help="Of one unit.")
@click.option("--discount", default="0", help="In per cent.")
@click.option("--tax-rate", default="", help="In per cent; the usual one by default.")
@click.option("--prices", type=click.Choice(["with-tax", "without-tax"]), help="Of all lines.")
@pass_program
def lines(program: Program, /, deal_id: int, **more: Any) -> None:
    """Show the lines of a deal, or change them first."""
    changes = bool(more["source"] or more["removed"] or more["added"] or more["product_id"])
    with program.database() as database:
        if changes or more["prices"]:
            with database.write(T("Change lines")) as session:
                _change(session, deal_id, more)
        with database.read() as session:
            found = deals.get_lines(session, deal_id)
    program.answer({"id": deal_id, **json_form.lines_to_json(found)}, *_lines(program, found))


@click.command(epilog="Example: smallcrm deals quote 3")
@_ID
@pass_program
def quote(program: Program, deal_id: int) -> None:
    """Make the draft of a quote with the lines of a deal; one that is begun is kept."""
    _make(program, deal_id, T("New quote"), deals.make_quote)


@click.command(epilog="Example: smallcrm deals invoice 3")
@_ID
@pass_program
def invoice(program: Program, deal_id: int) -> None:
    """Make the draft of the invoice of a deal: of its quote, its lines or its amount; once."""
    _make(program, deal_id, T("New invoice"), deals.make_invoice)


@click.command("copy", epilog="Example: smallcrm deals copy 3")
@_ID
@pass_program
def copy_(program: Program, deal_id: int) -> None:
    """Make a deal with the title, lines and tags of another; without history and documents."""
    with program.database() as database, database.write(T("Copy deal")) as session:
        made = deals.copy(session, deal_id)
    program.answer({"id": made}, T("The deal has the id {id}.", id=made))


COMMANDS = (show, set_, lines, quote, invoice, copy_)


def _make(program: Program, deal_id: int, label: Text, make: Callable[[Session, int], int]) -> None:
    with program.database() as database, database.write(label) as session:
        made = make(session, deal_id)
    program.answer({"id": made, "deal": deal_id}, T("Draft {id} is stored.", id=made))


def _change(session: Session, deal_id: int, more: dict[str, Any]) -> None:
    kept = list(deals.get_lines(session, deal_id).lines)
    if more["source"]:
        kept = list(draft_from_json({"lines": read_json(more["source"])}).lines)
    for place in sorted(set(more["removed"]), reverse=True):
        if place > len(kept):
            raise UserError(
                T("There is no line {number}.", number=place),
                hint=T("Nothing was changed."),
                field="remove",
            )
        del kept[place - 1]
    if more["added"] or more["product_id"]:
        kept.append(_added(session, more))
    deals.set_lines(session, deal_id, kept)
    if more["prices"]:
        include = more["prices"] == "with-tax"
        deals.set_prices_include_tax(session, deal_id, include=include)


def _added(session: Session, more: dict[str, Any]) -> LineDraft:
    """The line that the options say; what they leave open is the product's, or usual."""
    line = LineDraft()
    usual = settings.rate_on(session, clock.today())
    if usual is not None:
        line = replace(line, tax_category=usual.category, tax_rate=usual.rate)
    if more["product_id"]:
        product = products.get_draft(session, more["product_id"])
        line = replace(
            line,
            description=product.name,
            unit=product.unit,
            price=product.price,
            item_code=product.code,
            tax_category=product.tax_category,
            tax_rate=product.tax_rate,
            product_id=more["product_id"],
        )
    if more["tax_rate"]:
        rate = amount(more["tax_rate"], "tax_rate")
        line = replace(line, tax_category="S" if rate else "Z", tax_rate=rate)
    return replace(
        line,
        description=more["added"] or line.description,
        quantity=amount(more["quantity"], "quantity"),
        unit=more["unit"] or line.unit,
        price=amount(more["price"], "price") if more["price"] else line.price,
        discount_percent=amount(more["discount"], "discount"),
    )


def _fields(view: DealView) -> list[str]:
    details = view.details
    worth = "" if details.amount is None else formats.money(details.amount, details.currency)
    pairs: tuple[tuple[Text, object], ...] = (
        (T("Id"), view.id),
        (T("Deal"), details.title),
        (T("Contact"), view.contact),
        (T("Company"), view.company),
        (T("Stage"), view.stage),
        (T("Amount"), worth),
        (T("Closes on"), details.expected_close and formats.short_day(details.expected_close)),
        (T("Who works on it"), view.owner),
        (T("Source"), details.source),
        (T("Campaign"), view.campaign),
        (T("Tags"), ", ".join(details.tags)),
        (T("Note"), details.note),
    )
    own = [f"{name}: {value}" for name, value in details.custom.items()]
    return [*(f"{name}: {value}" for name, value in pairs if value), *own]


def _way(view: DealView) -> list[str]:
    """The stages that it was in, the latest first."""
    return [
        "  ".join(
            filter(
                None,
                (
                    f"{stay.stage}:",
                    str(TN("{count} day", "{count} days", stay.lasted.days)),
                    stay.reason,
                    stay.note,
                ),
            )
        )
        for stay in view.stays
    ]


def _lines(program: Program, found: deals.DealLines) -> list[object]:
    if not found.lines:
        return []
    totals = found.totals
    heading = (T("Item"), T("Qty"), T("Price"), T("VAT"), T("Amount"))
    cells: list[tuple[object, ...]] = [
        (
            line.description,
            formats.number(line.quantity),
            formats.number(line.price),
            formats.percent(line.tax_rate),
            formats.amount(sums.gross if found.prices_include_tax else sums.net, totals.currency),
        )
        for line, sums in zip(found.lines, totals.lines, strict=True)
    ]
    total = f"{T('Total')}: {formats.money(totals.total, totals.currency)}"
    return [*program.table(heading, cells), total]

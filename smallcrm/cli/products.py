"""``products``: list, add, set, archive, restore, price, lists."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from smallcrm.cli.amounts import amount
from smallcrm.cli.pairs import split_pair
from smallcrm.cli.price_lists import lists_
from smallcrm.cli.prices import price
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import clock, formats
from smallcrm.core.chunks import chunks
from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T
from smallcrm.services import products, settings
from smallcrm.services.products import ProductDraft, ProductRow, photos

_AT_ONCE = 500  # products in one statement
_FIELDS = tuple(field.name for field in fields(ProductDraft))
_NUMBERS = ("price", "tax_rate")
_PHOTO = "photo"


@click.group("products", epilog="Example: smallcrm products list --search rose")
def products_() -> None:
    """What is sold, and what it costs whom."""


for _command in (price, lists_):
    products_.add_command(_command)


@products_.command("list", epilog="Example: smallcrm products list --search rose")
@click.option("--search", default="", help="Words of the name, the code or the description.")
@click.option("--archived", is_flag=True, help="Those in the bin instead.")
@click.option("--limit", type=click.IntRange(0), default=100, show_default=True, help="How many.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@pass_program
def list_(program: Program, search: str, limit: int, offset: int, *, archived: bool) -> None:
    """List products by name."""
    rows: list[ProductRow] = []
    with program.database() as database, database.read() as session:
        home = settings.get_business(session).currency
        ids = products.list_ids(session, search=search, archived=archived)
        for some in chunks(ids[offset : offset + limit], _AT_ONCE):
            found = products.list_rows(session, some)
            rows += [found[product_id] for product_id in some]
    heading = (T("Id"), T("Code"), T("Product or service"), T("Unit"), T("Price"), T("VAT"))
    count = TN("{count} product", "{count} products", len(ids))
    data = {"total": len(ids), "rows": [_to_json(row, home) for row in rows]}
    program.answer(data, *program.table(heading, [_cells(row, home) for row in rows]), count)


@products_.command(epilog="Example: smallcrm products add Rose --price 95 --unit pcs --code R-1")
@click.argument("name")
@click.option("--code", default="", help="The article number.")
@click.option("--unit", default="", help="As it stands behind a quantity: pcs, h.")
@click.option("--price", "typed_price", default="0", help="Of one unit.")
@click.option("--currency", default="", help="Of the price; that of the business by default.")
@click.option("--tax-rate", default="", help="In per cent; the usual one by default.")
@click.option("--description", default="", help="What is printed beneath the name.")
@click.option("--photo", type=click.Path(path_type=Path), help="A PNG or JPEG.")
@pass_program
def add(
    program: Program, /, name: str, typed_price: str, tax_rate: str, photo: Path | None, **more: Any
) -> None:
    """Add a product."""
    draft = replace(ProductDraft(name, **more), price=amount(typed_price, "price"))
    picture = None if photo is None else _picture(photo)
    with program.database() as database, database.write(T("New product")) as session:
        product_id = products.create(session, _taxed(session, draft, tax_rate))
        if picture is not None:
            photos.set_photo(session, product_id, picture)
    program.answer({"id": product_id}, T("The product has the id {id}.", id=product_id))


@products_.command(
    "set",
    help="Change fields of a product; all of those named, or none.\n\n"
    f"The fields are: {', '.join((*_FIELDS, _PHOTO))}. photo takes the path of a picture.",
    epilog="Example: smallcrm products set 3 price=99.50 unit=pcs",
)
@click.argument("product_id", metavar="ID", type=ID)
@click.argument("pairs", nargs=-1, required=True, metavar="FIELD=VALUE…")
@pass_program
def set_(program: Program, product_id: int, pairs: tuple[str, ...]) -> None:
    """Change fields of a product."""
    values = dict(_pair(pair) for pair in pairs)
    path = values.pop(_PHOTO, None)
    picture = None if path is None else _picture(Path(path)) if path else b""
    with program.database() as database, database.write(T("Change product")) as session:
        draft = products.get_draft(session, product_id)
        products.change(session, product_id, replace(draft, **values))
        if picture is not None:
            photos.set_photo(session, product_id, picture)
    program.answer({"id": product_id}, T("The product is saved."))


@products_.command(epilog="Example: smallcrm products archive 3 4")
@click.argument("product_ids", metavar="ID…", type=ID, nargs=-1, required=True)
@pass_program
def archive(program: Program, product_ids: tuple[int, ...]) -> None:
    """Put products into the bin; documents keep them."""
    label = TN("Archive {count} product", "Archive {count} products", len(product_ids))
    with program.database() as database, database.write(label) as session:
        count = products.archive(session, product_ids)
    said = TN("{count} product archived.", "{count} products archived.", count)
    program.answer({"archived": count}, said)


@products_.command(epilog="Example: smallcrm products restore 3 4")
@click.argument("product_ids", metavar="ID…", type=ID, nargs=-1, required=True)
@pass_program
def restore(program: Program, product_ids: tuple[int, ...]) -> None:
    """Take products out of the bin again."""
    with program.database() as database, database.write(T("Restore products")) as session:
        count = products.restore(session, product_ids)
    program.answer(
        {"restored": count}, TN("{count} product restored.", "{count} products restored.", count)
    )


def _taxed(session: Session, draft: ProductDraft, typed: str) -> ProductDraft:
    """*draft* with the rate that was named, or with the usual one."""
    if typed:
        rate = amount(typed, "tax_rate")
        return replace(draft, tax_rate=rate, tax_category="S" if rate else "Z")
    usual = settings.rate_on(session, clock.today())
    if usual is None:
        return replace(draft, tax_category="Z")
    return replace(draft, tax_rate=usual.rate, tax_category=usual.category)


def _pair(text: str) -> tuple[str, Any]:
    name, value = split_pair(text)
    if name not in (*_FIELDS, _PHOTO):
        raise UserError(
            T("A product has no field {name}.", name=name),
            hint=T("Nothing was changed. The fields are: {names}.", names=", ".join(_FIELDS)),
            field=name,
        )
    return name, amount(value, name) if name in _NUMBERS else value


def _picture(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            T("The picture {path} cannot be read.", path=path),
            hint=T("Nothing was changed. Check where it is."),
            field=_PHOTO,
        ) from error


def _cells(row: ProductRow, home: str) -> tuple[object, ...]:
    shown = f"{formats.number(row.price)} {row.currency or home}"
    return (row.id, row.code, row.name, row.unit, shown, formats.percent(row.tax_rate))


def _to_json(row: ProductRow, home: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "code": row.code,
        "name": row.name,
        "description": row.description,
        "unit": row.unit,
        "price": _plain(row.price),
        "currency": row.currency or home,
        "tax_category": row.tax_category,
        "tax_rate": _plain(row.tax_rate),
        "photo": row.photo,
    }


def _plain(number: Decimal) -> str:
    return f"{number:f}"

"""The rows of a list of products as records: read like those of contacts, kept in the same form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from smallcrm.core.errors import UserError
from smallcrm.core.typed import read_number
from smallcrm.services.exchange.drafting.batch import Batch, Plan, Texts
from smallcrm.services.exchange.drafting.records import PlainRecord, record_of, rejected, skipped
from smallcrm.services.exchange.fields import CUSTOM, PRODUCT
from smallcrm.services.exchange.recognising.product_columns import FRACTION, OWN, PRICE
from smallcrm.services.exchange.sources.table import Row
from smallcrm.services.exchange.values import amounts

KIND = "product"
_BASES = ("code", "name", "unit", "price", "currency", "tax_rate", "tax_category", "description")
_CATEGORIES = ("S", "Z", "E", "AE", "K", "G", "O")
_HIGHEST = Decimal(10) ** 12
_DECIMALS = 6
_ALL = 100  # per cent
_NUMBER = re.compile(r"[^\d.,'’\s\xa0\u202f-]")


def product_records(
    plan: Plan, rows: Sequence[Row], numbers: Sequence[int], summaries: frozenset[int]
) -> list[PlainRecord]:
    """Every row that is not blank as a plain tuple (see ``records.records``)."""
    batch = Batch(plan, rows, numbers)
    is_filled = batch.filled()
    columns = {base: _texts(batch, base) for base in _BASES}
    columns["price"] = _prices(batch, columns["price"], _order(plan, PRICE))
    columns["tax_rate"] = _rates(batch, columns["tax_rate"], _order(plan, f"{PRODUCT}tax_rate"))
    columns["currency"] = _currencies(batch, columns["currency"], columns["price"])
    made: list[PlainRecord] = []
    for place, (number, filled) in enumerate(zip(numbers, is_filled, strict=True)):
        if not filled:
            continue
        if number in summaries:
            made.append(skipped(number, "summary_row"))
        else:
            made.append(_record(batch, place, {base: columns[base][place] for base in _BASES}))
    return made


def _record(batch: Batch, place: int, values: dict[str, str]) -> PlainRecord:
    number = batch.numbers[place]
    name, code = " ".join(values["name"].split()), values["code"]
    if not name and not code:
        cells = batch.cells(place)
        return rejected(number, cells, batch.problems[place], "no_product")
    if not name:
        batch.warn(place, "product.name", "", "product_name_missing")
    category = values["tax_category"].upper()
    if category not in _CATEGORIES:
        if category:
            batch.warn(place, "product.tax_category", category, "category_wrong")
        category = ""
    kept = {
        "code": code,
        "unit": values["unit"],
        "price": values["price"],
        "tax_rate": values["tax_rate"],
        "tax_category": category,
    }
    note = "\n".join(filter(None, [values["description"], *_others(batch, place)]))
    problems = batch.problems[place]
    custom = {key: value for key, value in kept.items() if value}
    cells = batch.cells(place) if problems else {}
    things = (KIND, name or code, values["currency"], note)
    return record_of(number, things, custom, problems, cells)


def _others(batch: Batch, place: int) -> list[str]:
    """What the list says besides, for the description."""
    return [
        f"{task.heading}: {texts[place]}"
        for task in batch.plan.tasks
        if task.field.base == CUSTOM and (texts := batch.texts(task.column)) and texts[place]
    ]


def _texts(batch: Batch, base: str) -> Texts:
    for task in batch.plan.tasks:
        if task.field.base == PRODUCT + base and (texts := batch.texts(task.column)):
            return texts
    return [""] * batch.size


def _order(plan: Plan, field: str) -> str:
    return next((task.order for task in plan.tasks if task.field.base == field), "")


def _prices(batch: Batch, texts: Texts, sign: str) -> Texts:
    found = []
    for place, text in enumerate(texts):
        value = figure(text, sign) if text else None
        if text and (value is None or abs(value) >= _HIGHEST):
            batch.warn(place, PRICE, text, "price_wrong")
            value = None
        found.append("" if value is None else f"{value:f}")
    return found


def _rates(batch: Batch, texts: Texts, order: str) -> Texts:
    found = []
    for place, text in enumerate(texts):
        value = figure(text.rstrip("% "), OWN) if text else None
        if value is not None and order == FRACTION:
            value *= _ALL
        if text and (value is None or not 0 <= value <= _ALL):
            batch.warn(place, "product.tax_rate", text, "rate_wrong")
            value = None
        found.append("" if value is None else f"{value:f}")
    return found


def _currencies(batch: Batch, texts: Texts, prices: Texts) -> Texts:
    heading = next((task.heading for task in batch.plan.tasks if task.field.base == PRICE), "")
    usual = amounts.currency(heading) if heading else ""
    found = []
    for place, text in enumerate(texts):
        code = amounts.currency(text) if text else ""
        if text and not code:
            batch.warn(place, "product.currency", text, "currency_wrong")
        found.append(code or (usual if prices[place] else ""))
    return found


def figure(text: str, sign: str) -> Decimal | None:
    """A price; *sign* is what separates the decimals (see ``product_columns.sign_of``)."""
    is_negative = amounts.is_bracketed(text)
    bare = _NUMBER.sub("", text).strip(" .,'\u2019\xa0\u202f")
    if sign in (".", ","):
        bare = bare.replace("," if sign == "." else ".", "")
    try:
        found = read_number(bare, _DECIMALS if sign else 2)
    except UserError:
        return None
    return -found if is_negative and found > 0 else found

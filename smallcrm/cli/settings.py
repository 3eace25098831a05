"""``settings``: the business."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from smallcrm.cli.pairs import split_pair
from smallcrm.cli.program import Program, pass_program
from smallcrm.core import countries, formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services import dunning, settings
from smallcrm.services.settings.layout import NAMES as LAYOUT

_OTHER = "other"  # the usual rates of no country


@click.group("settings", epilog="Example: smallcrm settings set name='Anthos Flowers' country=GR")
def settings_() -> None:
    """Show or change the settings of the business."""


@settings_.command(epilog="Example: smallcrm settings show")
@pass_program
def show(program: Program) -> None:
    """Show every setting."""
    with program.database() as database, database.read() as session:
        found = _show(session)
    lines = [f"{name} = {value}" for name, value in found.items()]
    program.answer({"settings": found}, *lines)


@settings_.command(
    "set",
    help="Change settings, all of those named or none.\n\n"
    f"The keys are: {', '.join((*settings.FIELDS, *LAYOUT))}, series.quote, series.order,"
    " series.invoice, series.credit_note. logo takes the path of a picture; the pattern of a"
    " series has {year}, {month} and {counter:4} in it. dunning.levels=7,21,35 are the days of the"
    " reminders from the due date on; dunning.1.fee, dunning.1.title.en, dunning.1.text.en and"
    " so on what they say.",
    epilog="Example: smallcrm settings set iban=GR1601101250000000012300695 due_days=30",
)
@click.argument("pairs", nargs=-1, required=True, metavar="KEY=VALUE…")
@pass_program
def set_(program: Program, pairs: tuple[str, ...]) -> None:
    """Change settings, all of those named or none."""
    values = dict(split_pair(pair, "KEY=VALUE") for pair in pairs)
    logo = values.pop("logo", None)
    picture = None if logo is None else _picture(logo)
    with program.database() as database:
        reminding = {key: values.pop(key) for key in [*values] if key.startswith(dunning.PREFIX)}
        with database.write(T("Change the settings")) as session:
            settings.change(session, values)
            dunning.change(session, reminding)
            if picture is not None:
                settings.set_logo(session, picture)
        with database.read() as session:
            found = _show(session)
    program.answer({"settings": found}, T("The settings are saved."))


def _show(session: Session) -> dict[str, str | int | bool]:
    return {**settings.show(session), **dunning.show(session)}


@settings_.command(epilog="Example: smallcrm settings taxes --take DE")
@click.option("--take", help="Take the usual rates of this country; other for none of them.")
@pass_program
def taxes(program: Program, take: str | None) -> None:
    """Show the tax rates and the day of their set, or take those of another country."""
    with program.database() as database:
        if take is not None:
            is_other = take.strip().lower() == _OTHER
            country = "" if is_other else settings.read_country(take)
            with database.write(T("Take the tax rates of {country}", country=take)) as session:
                settings.take_tax_set(session, country)
        with database.read() as session:
            taken, rates = settings.taken_set(session), settings.list_tax_rates(session)
    heading = (T("Name of the rate"), T("Kind"), T("Rate"), T("From"), T("Until"))
    lines = program.table(heading, [_rate_cells(row) for row in rates])
    if taken is not None:
        name = countries.name_of(taken.country) or T("Another country")
        day = formats.day(taken.as_of)
        lines.append(str(T("Rates of {country}, as of {day}", country=name, day=day)))
    program.answer(
        {
            "country": taken.country if taken else None,
            "as_of": taken.as_of.isoformat() if taken else None,
            "rates": [_rate_to_json(row) for row in rates],
        },
        *lines,
    )


def _rate_cells(row: settings.TaxRateRow) -> tuple[object, ...]:
    days = ["" if day is None else formats.short_day(day) for day in (row.valid_from, row.valid_to)]
    return (row.name, row.category, formats.percent(row.rate), *days)


def _rate_to_json(row: settings.TaxRateRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "category": row.category,
        "rate": f"{row.rate:f}",
        "from": row.valid_from.isoformat() if row.valid_from else None,
        "to": row.valid_to.isoformat() if row.valid_to else None,
        "default": row.is_default,
        "exemption_reason": row.exemption_reason,
        "exemption_code": row.exemption_code,
    }


def _picture(path: str) -> bytes:
    if not path:
        return b""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UserError(
            T("The picture {path} cannot be read.", path=path),
            hint=T("Nothing was changed. Check where it is."),
            field="logo",
        ) from error

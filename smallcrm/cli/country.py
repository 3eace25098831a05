"""``--country``: one way to name a country, and one sentence where there is no such one."""

from __future__ import annotations

from typing import Any

import click

from smallcrm.services.settings import read_country


class Country(click.types.StringParamType):
    """The code of a country (ISO 3166): ``GR``, in small letters too."""

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002 - click's
        ctx: click.Context | None,  # noqa: ARG002 - click's
    ) -> str:
        """*value* in capitals; raises UserError where it is no country."""
        return read_country(str(value))


COUNTRY = Country()
whose_numbers = click.option(
    "--country", type=COUNTRY, default="", help="Whose national numbers and dates, such as GR."
)

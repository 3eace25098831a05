"""Which options go with which files: one that would change nothing is refused, not ignored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import click
from click.core import ParameterSource

CALENDAR = "ics"  # a format beside those of ``FileFacts.format``
_CARDS = frozenset({"vcf"})
_WORKBOOKS = frozenset({"xlsx", "xlsb", "xls", "ods", "xml"})
_TABLES = _WORKBOOKS | {"csv", "html"}


class _Fit(NamedTuple):
    """The files that an option is for: in words, and their formats."""

    words: str
    formats: frozenset[str]


_TO_TABLES = _Fit("tables", _TABLES)
_TO_LISTS = _Fit("tables and address books (vcf)", _TABLES | _CARDS)
_TO_CALENDARS = _Fit("calendars (ics)", frozenset({CALENDAR}))
_FITS: Mapping[str, _Fit] = {
    "--sheet": _Fit("workbooks", _WORKBOOKS),
    "--encoding": _Fit("text files", frozenset({"csv", "html", "vcf", CALENDAR})),
    "--delimiter": _Fit("csv files", frozenset({"csv"})),
    **dict.fromkeys(("--header", "--map", "--dates"), _TO_TABLES),
    **dict.fromkeys(("--country", "--on-double", "--policy", "--rejects"), _TO_LISTS),
    **dict.fromkeys(("--on-conflict", "--keep", "--take"), _TO_CALENDARS),
}


def refuse_unfit(name: str, file_format: str) -> None:
    """Refuse the options of the running command that the file called *name* has no use for.

    Raises:
        click.UsageError: there is one.
    """
    context = click.get_current_context()
    for parameter in context.command.params:
        fit = _FITS.get(parameter.opts[0])
        said = context.get_parameter_source(parameter.name or "")
        if fit and said is ParameterSource.COMMANDLINE and file_format not in fit.formats:
            option = parameter.opts[0]
            raise click.UsageError(
                f"{option} goes with {fit.words}, and {name} is none. Nothing was changed."
            )

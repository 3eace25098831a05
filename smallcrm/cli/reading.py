"""What every command that brings a list in may be told of how to read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

_OPTIONS = (
    click.option("--sheet", default="", help="The sheet of the workbook."),
    click.option("--encoding", default="", help="Of a text file, such as cp1253."),
    click.option("--delimiter", default="", help="Of a text file: one character, or tab."),
    click.option(
        "--map",
        "pairs",
        multiple=True,
        metavar='"HEADER=field"',
        help="What a column holds; can be repeated.",
    ),
    click.option(
        "--dates", type=click.Choice(["dmy", "mdy", "ymd"]), help="How 03/04/2026 is meant."
    ),
)


def how_to_read(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give *command* the options sheet, encoding, delimiter, pairs and dates, in this order."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command

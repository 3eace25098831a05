"""Keep the cells of a CSV file from being run as formulas, and take that back when reading one."""

from __future__ import annotations

import re

# OWASP, "CSV Injection": a cell that begins so is run as a formula. The wide forms count too.
_ACTIVE = tuple("=+-@\t\r\n＝＋－＠")
# Telephones and numbers begin so as well, and nothing happens when they are "run".
_HARMLESS = re.compile(r"[+-]?[\d\s().,/\u00a0-]+")
_QUOTED = re.compile(r"'[=+\-@\t\r\n＝＋－＠']")


def guarded(value: str) -> str:
    """*value* with an apostrophe before it where a spreadsheet would take it for a formula."""
    if value.startswith(_ACTIVE) and not _HARMLESS.fullmatch(value):
        return f"'{value}"
    return f"'{value}" if _QUOTED.match(value) else value


def unguarded(value: str) -> str:
    """What ``guarded`` was given."""
    return value[1:] if _QUOTED.match(value) else value

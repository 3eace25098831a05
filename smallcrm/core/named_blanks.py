"""Blanks such as ``{{customer}}`` in texts that the owner writes: a fixed list, filled once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from smallcrm.core.errors import UserError
from smallcrm.core.text import T

_BLANK = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_BETWEEN = "\n\n"  # paragraphs


def fill(text: str, values: Mapping[str, str]) -> str:
    """*text* with its blanks filled; what stands in a value is never read as a blank.

    A paragraph that is empty afterwards goes. Blanks that nobody knows stay as they are.
    """
    paragraphs = (
        _BLANK.sub(lambda match: values.get(match[1], match[0]), part)
        for part in text.split(_BETWEEN)
    )
    return _BETWEEN.join(part for part in paragraphs if part.strip())


def check(text: str, known: Collection[str], field: str) -> None:
    """Refuse *text* where it has a blank that nobody fills.

    Raises:
        UserError: It has one; *field* says where.
    """
    wrong = [name for name in _BLANK.findall(text) if name not in known]
    if wrong:
        raise UserError(
            T("Nothing is known that could be put in for {blank}.", blank=f"{{{{{wrong[0]}}}}}"),
            hint=T(
                "The text was not saved. These can be used: {blanks}.",
                blanks=", ".join(f"{{{{{name}}}}}" for name in known),
            ),
            field=field,
        )

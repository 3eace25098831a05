"""Our own lists, in whichever language they were written."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from smallcrm.core.languages import LANGUAGES, translations
from smallcrm.services.exchange.own_lists.own_headings import (
    ALL,
    DEAL_HEADINGS,
    DEAL_OWN_HEADINGS,
    OWN_DEAL_ID,
    OWN_ID,
    REASON,
    SYSTEM,
)
from smallcrm.services.exchange.systems.system import System, normal

_MARK = "• "  # before the name of a field of one's own that is named like one of ours
_NUMBER = "0123456789"  # stands for the number while a heading is translated


@cache
def system() -> System:
    """The layout of our own lists: every heading in every language that we speak."""
    fields: dict[str, tuple[str, ...]] = {normal(OWN_ID): ("external_id",)}
    patterns: dict[str, str] = {}
    for language in LANGUAGES:
        catalogue = translations(language)
        for heading in ALL:
            key = normal(heading.first.render(catalogue))
            number = "#1" if heading.more else ""  # labels are found by the number
            fields.setdefault(key, (f"{heading.field}{number}",))
            if heading.more is not None:
                more = replace(heading.more, values={"number": _NUMBER}).render(catalogue)
                pattern = re.escape(normal(more)).replace(_NUMBER, r"(\d+)")
                patterns.setdefault(pattern, rf"{heading.field}#\1")
    marks = (frozenset([normal(OWN_ID)]),)
    compiled = tuple([(re.compile(key), field) for key, field in patterns.items()])
    return System(SYSTEM, marks, fields, compiled)


@cache
def deals() -> System:
    """The layout of our own lists of deals, in every language that we speak."""
    fields: dict[str, tuple[str, ...]] = {
        normal(OWN_ID): ("external_id",),
        normal(OWN_DEAL_ID): ("deal.id",),
    }
    for language in LANGUAGES:
        catalogue = translations(language)
        for heading in (*DEAL_HEADINGS, *DEAL_OWN_HEADINGS):
            fields.setdefault(normal(heading.first.render(catalogue)), (heading.field,))
    return System(SYSTEM, (frozenset([normal(OWN_DEAL_ID)]),), fields)


def heading_of(name: str) -> str:
    """The heading of a field of one's own called *name*: unlike the headings of our fields."""
    key = normal(name)
    is_ours = system().field(key) or deals().field(key)
    is_taken = is_ours or key.startswith(normal(REASON)) or name.startswith(_MARK)
    return f"{_MARK}{name}" if is_taken or not key else name


def name_of(heading: str) -> str:
    """The name that ``heading_of`` was given."""
    return heading.removeprefix(_MARK)

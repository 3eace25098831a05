"""What the columns of a list of deals hold, and its rows as records."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache

from smallcrm.core.fold import fold
from smallcrm.core.languages import LANGUAGES, translations
from smallcrm.services.exchange.drafting.batch import Plan
from smallcrm.services.exchange.drafting.records import PlainRecord, records, rejected
from smallcrm.services.exchange.fields import DEAL
from smallcrm.services.exchange.own_lists.own_headings import DEAL_HEADINGS, OWN_DEAL_ID, SYSTEM
from smallcrm.services.exchange.recognising.recognise import Guess, Recognised
from smallcrm.services.exchange.sources.cells import cell_text
from smallcrm.services.exchange.sources.table import Row
from smallcrm.services.exchange.systems import deal_words
from smallcrm.services.exchange.systems.system import normal

_SURE = 0.95
_IDENTITY = (f"{DEAL}title", f"{DEAL}amount")
_CUSTOM, _DEAL, _PROBLEMS, _CELLS = -8, -3, -2, -1  # places in a record
_OF_DEAL = -3  # in a plain deal: what there is no field for


def are_ours(headings: Sequence[str]) -> bool:
    """Whether *headings* are those of a list of deals that was exported from here."""
    return normal(OWN_DEAL_ID) in map(normal, headings)


def meaning(heading: str) -> str:
    """The field that *heading* says in a list of deals; empty for none."""
    return _known().get(_key(heading), "")


def recognised(found: Recognised, headings: Sequence[str]) -> Recognised:
    """What columns hold when it is known that the list is one of deals.

    The words of a known program and of the deal itself come first, then what a list of contacts
    would make of the heading. The first column that says a field has it.
    """
    noted = [
        guess._replace(field=f"{DEAL}note") if guess.field == "note" else guess
        for guess in found.columns
    ]
    found = found._replace(columns=noted)
    if found.system.name == SYSTEM:
        return found
    taken = {guess.field for guess in found.columns if guess.field.startswith(DEAL)}
    columns = []
    for guess, heading in zip(found.columns, headings, strict=True):
        field = meaning(heading)
        is_known = guess.field.startswith(DEAL)
        if not field or is_known or field in taken:
            columns.append(guess)
            continue
        taken.add(field)
        columns.append(Guess(field, _SURE, guess.samples))
    return found._replace(columns=columns)


def identifies(fields: Sequence[str]) -> bool:
    """Whether one of *fields* can tell what a deal is."""
    return any(field in _IDENTITY for field in fields)


def deal_records(
    plan: Plan, rows: Sequence[Row], numbers: Sequence[int], summaries: frozenset[int]
) -> list[PlainRecord]:
    """Every row that is not blank as a plain tuple (see ``records.records``).

    What there is no field for goes with the deal. A row without a deal is rejected.
    """
    cells = dict(zip(numbers, rows, strict=True))
    return [
        _as_deal(plan, record, cells[record[0]]) if not record[1] else record  # type: ignore[index]
        for record in records(plan, rows, numbers, summaries)
    ]


def _as_deal(plan: Plan, record: PlainRecord, row: Row) -> PlainRecord:
    deal, custom = record[_DEAL], record[_CUSTOM]
    if not deal:
        texts = [cell_text(cell).strip() for cell in row]
        kept = {name: text for name, text in zip(plan.headings, texts, strict=False) if text}
        return rejected(record[0], kept, record[_PROBLEMS], "no_deal")  # type: ignore[arg-type]
    if not custom:
        return record
    changed, plain = list(record), list(deal)  # type: ignore[call-overload]
    plain[_OF_DEAL] = json.dumps(custom, ensure_ascii=False)
    changed[_CUSTOM], changed[_DEAL] = {}, tuple(plain)
    return tuple(changed)


@cache
def _known() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for heading in DEAL_HEADINGS:
            field = "account" if heading.field == "name" else heading.field
            found.setdefault(_key(heading.first.render(translations(language))), field)
    for line in deal_words.HEADINGS.strip().splitlines():
        field, _, headings = line.strip().partition(" = ")
        for name in headings.split(", "):
            found.setdefault(_key(name), field)
    return found


def _key(heading: str) -> str:
    return fold(normal(heading)).rstrip(".: ").replace("_", " ")

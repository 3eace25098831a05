"""Which program a table comes from, and what each of its columns holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress, count, repeat
from operator import itemgetter, ne
from typing import NamedTuple

from smallcrm.core.loading import load
from smallcrm.services.exchange.fields import CUSTOM, CUSTOM_DATE, IGNORE, parts
from smallcrm.services.exchange.own_lists.own_headings import OWN_DEAL_ID, OWN_ID, REASON, SYSTEM
from smallcrm.services.exchange.recognising import content
from smallcrm.services.exchange.recognising.layout import Layout
from smallcrm.services.exchange.recognising.words import (
    EXACT,
    Meaning,
    exactly,
    meaning,
    of_parts,
    speaks_of_others,
)
from smallcrm.services.exchange.sources.cells import cell_text
from smallcrm.services.exchange.sources.table import Row
from smallcrm.services.exchange.systems.all import SYSTEMS
from smallcrm.services.exchange.systems.system import System, normal

UNKNOWN = System("unknown", (), {})
_OWN, _OWN_DEAL, _REASON = normal(OWN_ID), normal(OWN_DEAL_ID), normal(REASON) + ":"
_KNOWN_SURE = 0.99
_CONTENT_ONLY = 0.6
_CONFIRMED = 0.04
_DOUBTED = 0.3
_SAMPLED = 400  # rows whose values are looked at, spread over the table
_SHOWN = 3
_LONGEST_SHOWN = 80
_SINGLE = {
    "name", "given_name", "middle_name", "family_name", "company", "account", "role", "kind",
    "birthday", "birth_day", "birth_month", "birth_year", "tax_id", "language", "currency",
    "source", "external_id", "deal.title", "deal.amount", "deal.currency", "deal.stage",
    "deal.status", "deal.close", "deal.source", "deal.reason", "deal.id",
}  # fmt: skip
_MAY_REPEAT = {"company"}  # the first one that is filled counts: amoCRM has two
_IDENTITY = {"name", "given_name", "family_name", "display_name", "company", "account", "email"}
_IDENTITY |= {"phone"}
_OTHER_NAMES = {"name", "middle_name", "family_name", "display_name"}
_SCRIPTS = (("\u0370", "\u03ff", "GR"), ("\u0400", "\u04ff", "RU"))


class Guess(NamedTuple):
    """What one column was taken for (see ``drafts.Column``)."""

    field: str
    confidence: float
    samples: tuple[str, ...]


class Recognised(NamedTuple):
    """The program, the columns, and the country that speaks from the headings, if any."""

    system: System
    columns: list[Guess]
    country: str


def recognise(rows: list[Row], layout: Layout) -> Recognised:
    """Tell the program by its headings, and every column by heading and content."""
    headings = [normal(text) for text in layout.raw]
    system = _system(headings)
    samples = samples_of(rows, layout)
    guesses = _guesses(system, layout, samples)
    if layout.header is None:
        _guess_names(guesses, samples)
    for number, values in enumerate(samples):
        is_ours = system.name == SYSTEM  # there it is text, as it stands
        if guesses[number][0] == CUSTOM and not is_ours and content.are_days(values):
            guesses[number] = (CUSTOM_DATE, guesses[number][1])
    _keep_beyond(layout, guesses)
    if system is UNKNOWN:
        _find_whole_names(guesses)
    _settle(guesses)
    shown = [tuple([value[:_LONGEST_SHOWN] for value in each[:_SHOWN]]) for each in samples]
    columns = [Guess(field, round(sure, 2), values) for (field, sure), values in
               zip(guesses, shown, strict=True)]  # fmt: skip
    return Recognised(system, columns, system.country or _country(layout.raw))


def identifies(fields: Sequence[str]) -> bool:
    """Whether one of *fields* can tell who a contact is."""
    return any(parts(field).base in _IDENTITY for field in fields)


def _system(headings: list[str]) -> System:
    present = frozenset(headings)
    if _OWN_DEAL in present:
        deals: System = load("smallcrm.services.exchange.systems.own").deals()
        return deals
    if _OWN in present:
        own: System = load("smallcrm.services.exchange.systems.own").system()
        return own
    best, most = UNKNOWN, 0
    for system in SYSTEMS:
        if any(mark <= present for mark in system.marks):
            known = sum([bool(system.field(heading)) for heading in present])
            if known > most:
                best, most = system, known
    return best


def samples_of(rows: Sequence[Row], layout: Layout) -> list[list[str]]:
    """Values of every column that are not blank, from rows spread over the table.

    A column that has none there is looked through: without values it is empty in the whole file.
    """
    step = max(1, (layout.last - layout.first) // _SAMPLED)
    head = list(range(layout.first, min(layout.first + _SHOWN * 4, layout.last)))
    numbers = dict.fromkeys(head + list(range(layout.first, layout.last, step)))
    values: list[list[str]] = [[] for _ in layout.headings]
    for number in numbers:
        if number not in layout.skipped:
            for column, cell in enumerate(rows[number][: len(values)]):
                if cell != "" and (text := cell_text(cell).strip()):
                    values[column].append(text)
    late = [column for column, found in enumerate(values) if not found]
    if late and len(numbers) < layout.last - layout.first:
        for column, text in _texts_of(rows, layout, late):
            if len(values[column]) < _SHOWN:
                values[column].append(text)
    return values


def _texts_of(
    rows: Sequence[Row], layout: Layout, columns: Sequence[int]
) -> Iterator[tuple[int, str]]:
    """What is not blank in whole columns; Outlook has dozens that are, so it has to be quick."""
    blanks = [""] * len(layout.headings)
    cells_of = itemgetter(*columns, columns[0])  # of a single one as well a tuple
    lines = [
        row if len(row) >= len(blanks) else [*row, *blanks]
        for row in rows[layout.first : layout.last]
    ]
    nothing = cells_of(blanks)
    for number in compress(count(layout.first), map(ne, map(cells_of, lines), repeat(nothing))):
        if number not in layout.skipped:
            for column in columns:
                text = cell_text(lines[number - layout.first][column]).strip()
                if text:
                    yield column, text


def _guesses(system: System, layout: Layout, samples: list[list[str]]) -> list[tuple[str, float]]:
    seen: Counter[str] = Counter()
    found = []
    for raw, group, values in zip(layout.raw, layout.groups, samples, strict=True):
        heading = normal(raw)
        field = system.field(heading, seen[heading])
        seen[heading] += 1
        if heading.startswith(_REASON):
            found.append((IGNORE, _KNOWN_SURE))
        elif field:
            found.append((field, _KNOWN_SURE))
        elif system is UNKNOWN:
            said = of_parts(group, raw) if group else meaning(raw) if raw else None
            found.append(_judged(said, raw, values))
        elif system.is_plain and raw:
            found.append(_judged(exactly(raw), raw, values))
        else:
            found.append(_beside(raw, values) or (CUSTOM, _KNOWN_SURE if heading else 0.0))
    return found


def _beside(raw: str, values: list[str]) -> tuple[str, float] | None:
    """A column that a known program does not write: somebody added an e-mail, or renamed it."""
    said = exactly(raw) if raw else None
    if said is not None and parts(said.field).base == "email":
        return _judged(said, raw, values)
    return _by_addresses(raw, values)


def _by_addresses(raw: str, values: list[str]) -> tuple[str, float] | None:
    """Nothing but addresses, of as many people, are e-mails whatever the heading says."""
    is_others = raw and speaks_of_others(raw)
    return ("email", _CONTENT_ONLY) if not is_others and content.are_emails(values) else None


def _judged(said: Meaning | None, raw: str, values: list[str]) -> tuple[str, float]:
    """Weigh what the heading says against what the values look like."""
    if said is None:
        by_content = content.field_of(values)
        if by_content and not raw:
            return by_content, _CONTENT_ONLY
        return _by_addresses(raw, values) or (CUSTOM, 0.0)
    field, sure = said
    agrees = content.fits(parts(field).base, values)
    if agrees is None:
        return field, sure
    if agrees:
        return field, sure + _CONFIRMED
    base = parts(field).base
    is_plain = sure >= EXACT and base == "phone" and content.has_digits(values)
    if base in ("email", "phone", "kind", "birthday", "tax_id") and not is_plain:
        return CUSTOM, 0.0
    return field, sure - _DOUBTED


def _keep_beyond(layout: Layout, guesses: list[tuple[str, float]]) -> None:
    """Put cells beyond the headings into the note: nobody gave them a field to be kept under."""
    for number in range(layout.headed, len(guesses)) if layout.header is not None else ():
        if guesses[number][0] in {CUSTOM, CUSTOM_DATE}:
            guesses[number] = ("note", 0.0)


def _guess_names(guesses: list[tuple[str, float]], samples: list[list[str]]) -> None:
    """Without headings, the columns of words that hardly repeat are the name.

    Only beside an email or a telephone number: words alone may be any text, not a list of people.
    """
    if not {field for field, _ in guesses} & {"email", "phone"}:
        return
    words = [
        number
        for number, values in enumerate(samples)
        if guesses[number][0] == CUSTOM and content.is_name(values)
    ]
    if len(words) == 1 or any(" " in value for number in words[:1] for value in samples[number]):
        for number in words[:1]:
            guesses[number] = ("name", _CONTENT_ONLY)
        words = words[1:]
    for number, field in zip(words, ("given_name", "family_name"), strict=False):
        guesses[number] = (field, _CONTENT_ONLY)


def _find_whole_names(guesses: list[tuple[str, float]]) -> None:
    """Where no column holds a surname or another name, "First name" is the whole name."""
    bases = [parts(field).base for field, _ in guesses]
    if bases.count("given_name") == 1 and _OTHER_NAMES.isdisjoint(bases):
        number = bases.index("given_name")
        guesses[number] = ("name", guesses[number][1])


def _settle(guesses: list[tuple[str, float]]) -> None:
    """Let no field that a contact has once come from two columns; put "Name" in its place."""
    bases = [parts(field).base for field, _ in guesses]
    if "name" in bases and "given_name" in bases and "family_name" not in bases:
        number = bases.index("name")  # German and French lists: "Name, Vorname"
        guesses[number] = ("family_name", guesses[number][1])
    _find_streets(guesses)
    taken: dict[str, int] = {}
    for number, (field, sure) in enumerate(guesses):
        base = parts(field).base
        if base not in _SINGLE or base in _MAY_REPEAT:
            continue
        before = taken.setdefault(base, number)
        if before != number:
            loser = before if sure > guesses[before][1] else number
            guesses[loser] = (CUSTOM, 0.0)
            taken[base] = number if loser == before else before


def _find_streets(guesses: list[tuple[str, float]]) -> None:
    """Beside a column for the town or the postcode, "Address" means the street."""
    named = {field for field, _ in guesses}
    for number, (field, sure) in enumerate(guesses):
        base, _, rest = field.partition("address")
        if base or (rest and not rest.startswith(":")) or f"street{rest}" in named:
            continue
        if named & {f"city{rest}", f"postcode{rest}"}:
            guesses[number] = (f"street{rest}", sure)


def _country(raw: tuple[str, ...]) -> str:
    """The country whose alphabet most headings are in, where it is one country's."""
    letters = [char for text in raw for char in text.casefold() if char.isalpha()]
    for low, high, country in _SCRIPTS:
        inside = sum([low <= char <= high for char in letters])
        if inside * 2 > len(letters):
            ukrainian = country == "RU" and any(char in "іїєґ" for char in letters)
            return "UA" if ukrainian else country
    return ""

"""From the values of a chunk to its records: names and kinds, doubles within a row, rejection."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

from smallcrm.core.fold import digits, fold
from smallcrm.services.exchange.drafting import deals
from smallcrm.services.exchange.drafting.batch import SOME_FILE, Batch, Pairs, Plan, Texts, fill
from smallcrm.services.exchange.sources.table import Row
from smallcrm.services.exchange.values import dates
from smallcrm.services.exchange.values.kinds import COMPANY, PERSON, is_company_name, kind_of_word

REJECTED, SKIPPED = "rejected", "skipped"
PlainRecord = tuple[object, ...]
Problems = tuple[tuple[str, str, str], ...]
_NO_NAMES: PlainRecord = ("",) * 6
_NO_PARTS: PlainRecord = ((),) * 5
_NO_WORDS: PlainRecord = ("",) * 6


def records(
    plan: Plan, rows: Sequence[Row], numbers: Sequence[int], summaries: frozenset[int]
) -> list[PlainRecord]:
    """Every row that is not blank as a plain tuple, laid out as ``drafts.Record``.

    Args:
        plan: What the columns mean.
        rows: The rows of this chunk.
        numbers: Their numbers in the file.
        summaries: Numbers of rows that group or sum up others.
    """
    batch = Batch(plan, rows, numbers)
    is_filled = batch.filled()
    fill(batch)
    _birth_parts(batch)
    _ragged(batch, rows)
    made = _made(batch)
    return [
        skipped(number, "summary_row") if number in summaries else record
        for number, record, filled in zip(numbers, made, is_filled, strict=True)
        if filled
    ]


def skipped(number: int, code: str) -> PlainRecord:
    """A row or a card that is no contact."""
    return (number, SKIPPED, code, *_blank({}, ()))


def rejected(
    number: int, cells: dict[str, str], problems: Problems, code: str = "nothing_identifies"
) -> PlainRecord:
    """A row that nothing identifies; *cells* by heading, for the list of rejected rows."""
    return (number, REJECTED, code, *_blank(cells, problems))


def record_of(
    number: int,
    words: tuple[str, str, str, str],
    custom: dict[str, str],
    problems: Problems,
    cells: dict[str, str],
) -> PlainRecord:
    """A row that is something else than a contact, in the form of one.

    *words* are its kind, its name, its currency and its note.
    """
    kind, name, currency, note = words
    names = (kind, name, "", "", "", "")
    more = ("", "", "", currency, "", note)
    return (number, "", "", *names, *_NO_PARTS, *more, custom, {}, {}, (), (), (), problems, cells)


def _blank(cells: dict[str, str], problems: Problems) -> PlainRecord:
    """The fields from the kind on, of a row that is no contact."""
    return (*_NO_NAMES, *_NO_PARTS, *_NO_WORDS, cells, {}, {}, (), (), (), problems, cells)


def name_and_kind(
    kind: str, full: str, given: str, family: str, company: str, account: str = ""
) -> tuple[str, str, str]:
    """The kind, the name to show, and the company a person belongs to.

    Args:
        kind: ``person`` or ``company`` where the file says so, else empty.
        full: A full name where there is one, else made from its parts; or empty.
        given: The parts of the name.
        family: See *given*.
        company: The company's column.
        account: A column that holds people and companies alike.
    """
    has_parts = bool(given or (family and not is_company_name(family)))
    if account:
        if not full:
            full = account
        elif not company and fold(account) != fold(full):
            company = account
    if not kind:
        kind = _kind(full, company, has_parts=has_parts)
    if kind == COMPANY or (company and not full):
        return COMPANY, company or full, ""
    return PERSON, full, company


def _kind(full: str, company: str, *, has_parts: bool) -> str:
    if has_parts or (full and company and fold(full) != fold(company)):
        return PERSON
    return COMPANY if company or (full and is_company_name(full)) else PERSON


def _made(batch: Batch) -> list[PlainRecord]:
    _part_names(batch)
    names = _full_names(batch)
    said_kinds = batch.of("kind")
    kinds = {text: kind_of_word(text) for text in set(said_kinds)}
    rows = zip(
        batch.numbers,
        said_kinds,
        names,
        batch.of("given_name"),
        batch.of("family_name"),
        batch.of("company"),
        batch.of("account"),
        batch.of("display_name"),
        strict=True,
    )
    has_deals = any(task.field.base.startswith("deal.") for task in batch.plan.tasks)
    plain_deals = deals.plain(batch) if has_deals else repeat(())
    tails = _tails(batch)
    tasks = batch.plan.tasks
    account_heading = next((task.heading for task in tasks if task.field.base == "account"), "")
    made = []
    for place, (row, tail, deal) in enumerate(zip(rows, tails, plain_deals, strict=False)):
        number, said, full, given, family, company, account, shown = row
        kind, name, employer = name_and_kind(kinds[said], full, given, family, company, account)
        if shown:
            name = _with_shown(batch, place, name, shown)
        if kind == COMPANY and family == name:  # a column for surnames and companies
            family = ""
        if kind == COMPANY and full and full != name:
            batch.keep(place, batch.plan.words["Contact person"], full)
        if account and fold(account) not in (fold(name), fold(employer)):
            batch.keep(place, account_heading, account)
        emails, phones = batch.emails[place], batch.phones[place]
        if not name and (emails or phones):
            name = (emails or phones)[0][0]
            batch.warn(place, "name", "", "name_missing")
        problems = batch.problems[place]
        if name:
            cells = batch.cells(place) if problems else {}
            made.append(
                (number, "", "", kind, name, given, family, employer, *tail, deal, problems, cells)
            )
        else:
            made.append(rejected(number, batch.cells(place), problems))
    return made


def _part_names(batch: Batch) -> None:
    """Take a "Name" without the surname, which has a column of its own, for the first name.

    Programs, ours too, know what they call a name.
    """
    if batch.plan.system != SOME_FILE:
        return
    full, family = batch.single.get("name"), batch.single.get("family_name")
    if not full or not family or "given_name" in batch.single:
        return
    given = [
        one if two and not set(fold(two).split()) <= set(fold(one).split()) else ""
        for one, two in zip(full, family, strict=True)
    ]
    batch.single["given_name"] = given
    batch.single["name"] = ["" if first else one for one, first in zip(full, given, strict=True)]


def _full_names(batch: Batch) -> Texts:
    """Full names as the file has them, else made of their parts."""
    full = batch.single.get("name")
    given, middle = batch.single.get("given_name"), batch.single.get("middle_name")
    family = batch.single.get("family_name")
    if not (given or middle or family):
        return full or [""] * batch.size
    if middle:
        lists = (batch.of("given_name"), middle, batch.of("family_name"))
        made = [" ".join([part for part in parts if part]) for parts in zip(*lists, strict=True)]
    else:
        made = [
            f"{one} {two}" if one and two else one or two
            for one, two in zip(given or repeat(""), family or repeat(""), strict=False)
        ]
    return [one or two for one, two in zip(full, made, strict=True)] if full else made


def _with_shown(batch: Batch, place: int, name: str, shown: str) -> str:
    """Use a display name where there is no other; keep it when it says something else."""
    if not name:
        return "" if "@" in shown else shown
    if name not in shown and fold(shown) != fold(name) and "@" not in shown:
        words = set(fold(name).split())
        if not words.intersection(fold(shown).split()):
            batch.keep(place, batch.plan.words["Display name"], shown)
    return name


def _tails(batch: Batch) -> list[PlainRecord]:
    """The fields of a record from its role to its lost phones."""
    system, prefix = batch.plan.system, batch.plan.prefix
    external = batch.single.get("external_id")
    externals = batch.externals
    if external:
        externals = [
            {system: prefix + text, **others} if text else others
            for text, others in zip(external, externals, strict=True)
        ]
    emails = [_unlike(each) if len(each) > 1 else each for each in batch.emails]
    phones, e164s, losts = _phones(batch)
    return list(
        zip(
            batch.of("role"),
            emails,
            phones,
            batch.addresses,
            batch.urls,
            batch.tags,
            batch.of("birthday"),
            batch.of("tax_id"),
            batch.of("language"),
            batch.of("currency"),
            batch.of("source"),
            ["\n".join(notes) if notes else "" for notes in batch.notes],
            batch.custom,
            externals,
            batch.more,
            e164s,
            losts,
            strict=True,
        )
    )


def _unlike(pairs: Pairs) -> Pairs:
    kept: dict[str, tuple[str, str]] = {}
    for value, label in pairs:
        kept.setdefault(value.casefold(), (value, label))
    return tuple(kept.values())


def _phones(batch: Batch) -> tuple[list[Pairs], list[tuple[str, ...]], list[tuple[int, ...]]]:
    """Numbers without those that come twice in a row, their E.164, and which of them are lost."""
    pairs: list[Pairs] = []
    numbers: list[tuple[str, ...]] = []
    losts: list[tuple[int, ...]] = []
    for found in batch.phones:
        if len(found) == 1:
            value, label, number, is_lost = found[0]
            pairs.append(((value, label),))
            numbers.append((number,))
            losts.append((0,) if is_lost else ())
        else:
            kept = {phone[2] or digits(phone[0]): phone for phone in reversed(found)}
            unlike = list(reversed(kept.values()))
            pairs.append(tuple([(phone[0], phone[1]) for phone in unlike]))
            numbers.append(tuple([phone[2] for phone in unlike]))
            losts.append(tuple([place for place, phone in enumerate(unlike) if phone[3]]))
    return pairs, numbers, losts


def _birth_parts(batch: Batch) -> None:
    """Thunderbird keeps day, month and year of birth in three columns."""
    if "birth_day" not in batch.single or "birth_month" not in batch.single:
        return
    found = batch.of("birthday")[:]
    lists = (batch.of("birth_year"), batch.of("birth_month"), batch.of("birth_day"))
    for place, (year, month, day) in enumerate(zip(*lists, strict=True)):
        if month and day:
            text = f"{year or '-'}-{month.zfill(2)}-{day.zfill(2)}"
            value, code = dates.read(text, dates.YMD, batch.plan.today, is_birthday=True)
            if code:
                batch.warn(place, "birthday", text, code)
            found[place] = found[place] or value
    batch.single["birthday"] = found


def _ragged(batch: Batch, rows: Sequence[Row]) -> None:
    """Say where a row has more cells than there are headings, or fewer than usual."""
    headed, usual = batch.plan.headed, batch.plan.usual
    if headed and max(map(len, rows)) > headed:
        for place, row in enumerate(rows):
            extra = [text for cell in row[headed:] if (text := str(cell).strip())]
            if extra:
                batch.warn(place, "", ", ".join(extra), "row_too_long")
    if min(map(len, rows)) < usual:
        for place, row in enumerate(rows):
            if 0 < len(row) < usual:
                batch.warn(place, "", "", "row_too_short")

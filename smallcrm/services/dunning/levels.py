"""The levels of reminders: when each is due, and what it says; kept with the settings."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import named_blanks
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.models import Setting
from smallcrm.services.dunning import texts
from smallcrm.services.dunning.texts import LANGUAGES, LevelText

PREFIX = "dunning."
_NAME = "dunning.levels"
_MOST = 6  # levels
_EARLIEST, _LATEST = -90, 730  # days from the due date
_LONGEST_TITLE = 60
_KEY = re.compile(r"dunning\.([1-9])\.(fee|title|text)(?:\.(\w\w))?")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of reminders.

    Attributes:
        days: From the due date on; below zero before it, as a polite note.
        fee: A sentence about a fee, or nothing. It is only words: nothing is booked.
        texts: By language, where the owner wrote something else than the usual.
    """

    days: int
    fee: str = ""
    texts: Mapping[str, LevelText] = field(default_factory=dict)


DEFAULT = (Level(7), Level(21), Level(35))


def get_levels(session: Session) -> tuple[Level, ...]:
    """The levels in their order; the first one is level 1."""
    stored = session.scalar(select(Setting.value).where(Setting.name == _NAME))
    if stored is None:
        return DEFAULT
    return tuple(
        Level(
            item["days"],
            item.get("fee", ""),
            {code: LevelText(*pair) for code, pair in item.get("texts", {}).items()},
        )
        for item in json.loads(stored)
    )


def set_levels(session: Session, levels: Sequence[Level]) -> None:
    """Use *levels* from now on; letters that went out keep the number of their level.

    Raises:
        UserError: There is none or there are too many, their days do not follow each other, or
            a text has a blank that nobody fills.
    """
    _check_days([level.days for level in levels])
    for number, level in enumerate(levels, start=1):
        for code, text in level.texts.items():
            _check_text(text, number, code)
    values = [
        {
            "days": level.days,
            "fee": level.fee.strip(),
            "texts": {code: list(text) for code, text in level.texts.items()},
        }
        for level in levels
    ]
    row = session.scalar(select(Setting).where(Setting.name == _NAME))
    if row is None:
        row = Setting(name=_NAME)
        session.add(row)
    row.value = json.dumps(values, ensure_ascii=False)
    session.flush()


def text_of(levels: Sequence[Level], number: int, language: str) -> LevelText:
    """What level *number* (from 1) says in *language*: the owner's words, else the usual ones."""
    own = levels[number - 1].texts.get(language)
    return own or texts.default(tone_of(levels, number), language)


def tone_of(levels: Sequence[Level], number: int) -> str:
    """How urgent level *number* is: a note before the due date, the first, one more, the last."""
    if levels[number - 1].days < 0:
        return texts.BEFORE
    late = [at for at, level in enumerate(levels, start=1) if level.days >= 0]
    if number == late[0]:
        return texts.FIRST
    return texts.LAST if number == late[-1] else texts.AGAIN


def show(session: Session) -> dict[str, str]:
    """The levels as settings: ``dunning.levels`` has their days, ``dunning.1.fee`` and so on."""
    levels = get_levels(session)
    found = {_NAME: ",".join(str(level.days) for level in levels)}
    for number, level in enumerate(levels, start=1):
        if level.fee:
            found[f"{PREFIX}{number}.fee"] = level.fee
        for code, text in level.texts.items():
            found[f"{PREFIX}{number}.title.{code}"] = text.title
            found[f"{PREFIX}{number}.text.{code}"] = text.body
    return found


def change(session: Session, values: Mapping[str, str]) -> None:
    """Set what ``show`` tells, all or nothing; an empty text is the usual one again.

    Raises:
        UserError: A name is unknown, or a value is not right; *field* names it.
    """
    levels = list(get_levels(session))
    if _NAME in values:
        days = [_days(part) for part in values[_NAME].split(",")]
        levels = [
            replace(levels[at], days=number) if at < len(levels) else Level(number)
            for at, number in enumerate(days)
        ]
    for name, value in values.items():
        if name != _NAME:
            _change(levels, name, value)
    set_levels(session, levels)


def _change(levels: list[Level], name: str, value: str) -> None:
    found = _KEY.fullmatch(name)
    is_text = found is not None and found[2] != "fee"
    if found is None or int(found[1]) > len(levels) or is_text != (found[3] in LANGUAGES):
        raise UserError(
            T("There is no setting called {name}.", name=name),
            hint=T(
                "Nothing was changed. Reminders have {names} and so on.",
                names="dunning.levels, dunning.1.fee, dunning.1.title.en, dunning.1.text.en",
            ),
            field=name,
        )
    at = int(found[1]) - 1
    if not is_text:
        levels[at] = replace(levels[at], fee=value)
        return
    code = found[3]
    before = text_of(levels, at + 1, code)
    usual = texts.default(tone_of(levels, at + 1), code)
    part = "title" if found[2] == "title" else "body"
    after = before._replace(**{part: value.strip() or getattr(usual, part)})
    own = {key: text for key, text in levels[at].texts.items() if key != code}
    levels[at] = replace(levels[at], texts=own if after == usual else {**own, code: after})


def _days(text: str) -> int:
    try:
        return int(text.strip())
    except ValueError:
        raise UserError(
            T("{text} is not a whole number of days.", text=text.strip()),
            hint=T("Nothing was changed. Write for example -3,7,21,35."),
            field=_NAME,
        ) from None


def _check_days(days: Sequence[int]) -> None:
    in_order = all(first < second for first, second in pairwise(days))
    if not (1 <= len(days) <= _MOST and in_order and days[-1] >= 0):
        raise UserError(
            T("Each reminder comes later than the one before it, the last one after the due date."),
            hint=T("Nothing was changed. There can be {count} of them at most.", count=_MOST),
            field=_NAME,
        )
    if days[0] < _EARLIEST or days[-1] > _LATEST:
        raise UserError(
            T(
                "A reminder comes from {before} days before the due date to {after} days after.",
                before=-_EARLIEST,
                after=_LATEST,
            ),
            hint=T("Nothing was changed."),
            field=_NAME,
        )


def _check_text(text: LevelText, number: int, language: str) -> None:
    named_blanks.check(text.title, texts.FIELDS, f"{PREFIX}{number}.title.{language}")
    named_blanks.check(text.body, texts.FIELDS, f"{PREFIX}{number}.text.{language}")
    if not text.title.strip() or len(text.title) > _LONGEST_TITLE:
        raise UserError(
            T("The heading of a reminder has from 1 to {count} letters.", count=_LONGEST_TITLE),
            hint=T("Nothing was changed."),
            field=f"{PREFIX}{number}.title.{language}",
        )

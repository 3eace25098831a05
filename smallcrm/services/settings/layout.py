"""How documents look on paper: color, paper, columns, texts of one's own.

Each is a setting of its own, ``layout.accent`` and so on; a text has its language at the end,
``layout.footer.el``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.models import Setting
from smallcrm.services.settings.truth import truth

PREFIX = "layout."
PRINTED = ("en", "ru", "el", "de", "fr")  # languages that a document can be in
TEXTS = ("header", "footer", "closing")
PAPERS = ("", "a4", "letter")
_COLOR = re.compile(r"#[0-9A-F]{6}")
_LONGEST = 2000  # letters of a text
_OF_LAYOUT = select(Setting.name, Setting.value).where(Setting.name.startswith(PREFIX))


@dataclass(frozen=True, slots=True)
class Layout:
    """What the owner chose of the look of documents.

    Attributes:
        accent: Of the bar and the title, as ``#RRGGBB``.
        paper: ``a4``, ``letter``, or empty: what is usual in the seller's country.
        position, item_code, unit: A column of its own for it.
        discount: A column of its own where there is a discount; else below the description.
        tax_rate, tax_amount: A column also where one rate would need none.
        words_ru, words_el: Whether documents in that language state the amount in words.
        header: Above the lines, by language; *footer*: at the foot of every page; *closing*:
            after the terms.
    """

    accent: str = "#2F5FD0"
    paper: str = ""
    position: bool = False
    item_code: bool = False
    unit: bool = False
    discount: bool = True
    tax_rate: bool = False
    tax_amount: bool = False
    words_ru: bool = True
    words_el: bool = False
    header: Mapping[str, str] = field(default_factory=dict, hash=False)
    footer: Mapping[str, str] = field(default_factory=dict, hash=False)
    closing: Mapping[str, str] = field(default_factory=dict, hash=False)


_USUAL = Layout()
_CHOICES = tuple(each.name for each in fields(Layout) if each.name not in TEXTS)
NAMES = (
    *(f"{PREFIX}{name}" for name in _CHOICES),
    *(f"{PREFIX}{text}.{language}" for text in TEXTS for language in PRINTED),
)


def get_layout(session: Session) -> Layout:
    """The layout as it is set, with defaults for what was never set."""
    return _layout({name: json.loads(value) for name, value in session.execute(_OF_LAYOUT)})


def show(layout: Layout) -> dict[str, str | int | bool]:
    """Every setting of *layout* by its name."""
    return {name: _value(layout, name) for name in NAMES}


def to_json(layout: Layout) -> dict[str, Any]:
    """What of *layout* is not as usual, by its name: what an issued document keeps."""
    return {name: value for name, value in show(layout).items() if value != _value(_USUAL, name)}


def from_json(stored: Mapping[str, Any]) -> Layout:
    """The layout that ``to_json`` wrote."""
    return _layout(stored)


def checked(name: str, value: str | int | bool) -> str | bool:  # noqa: FBT001 - a setting
    """*value* as the setting *name* stores it.

    Raises:
        UserError: there is no such setting, or *value* is not right for it.
    """
    if name not in NAMES:
        raise UserError(
            T("There is no setting called {name}.", name=name),
            hint=T("Nothing was changed. The settings are: {names}.", names=", ".join(NAMES)),
            field=name,
        )
    usual = _value(_USUAL, name)
    if isinstance(usual, bool):
        return truth(name, value)
    return _CHECKS.get(name.removeprefix(PREFIX), _text)(name, str(value).strip())


def _layout(stored: Mapping[str, Any]) -> Layout:
    known = {name.removeprefix(PREFIX): value for name, value in stored.items() if name in NAMES}
    choices = {name: value for name, value in known.items() if name in _CHOICES}
    texts: dict[str, Any] = {text: {} for text in TEXTS}
    for name, value in known.items():
        if name not in choices and value:
            text, language = name.split(".")
            texts[text][language] = value
    return Layout(**choices, **texts)


def _value(layout: Layout, name: str) -> Any:
    attribute, _, language = name.removeprefix(PREFIX).partition(".")
    value = getattr(layout, attribute)
    return value.get(language, "") if language else value


def _accent(name: str, value: str) -> str:
    color = f"#{value.lstrip('#').upper()}"
    if not value:
        return _USUAL.accent
    if not _COLOR.fullmatch(color):
        raise UserError(
            T("{value} is not a color such as #2F5FD0.", value=value),
            hint=T("The old one was kept."),
            field=name,
        )
    return color


def _paper(name: str, value: str) -> str:
    paper = value.lower()
    if paper not in PAPERS:
        raise UserError(
            T("Documents are printed on a4 or letter, not on {value}.", value=value),
            hint=T("Leave it empty for what is usual in your country."),
            field=name,
        )
    return paper


def _text(name: str, value: str) -> str:
    if len(value) > _LONGEST:
        raise UserError(
            T("This text is longer than {count} letters.", count=_LONGEST),
            hint=T("The old one was kept. Shorten it, or put it into the terms."),
            field=name,
        )
    return value


_CHECKS = {"accent": _accent, "paper": _paper}

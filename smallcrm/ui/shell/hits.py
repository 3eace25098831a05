"""What the palette offers: commands, and what was found in the data."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from smallcrm.core import languages
from smallcrm.core.fold import fold
from smallcrm.core.text import language
from smallcrm.ui.shell.commands import Command, Commands
from smallcrm.ui.shell.page_host import Seen

COMMANDS, PEOPLE, NUMBERS, QUICK, ALL = ">", "@", "#", "+", ""
PREFIXES = (COMMANDS, PEOPLE, NUMBERS, QUICK)
_LIKELY = 5
_NUMBER = re.compile(r"\+?(?:[ ()-]*[0-9]){5}[0-9 ()-]*")
_LAST = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the palette.

    Attributes:
        keys: The shortcut that does the same, as the system writes it.
        address: What it opens, when it opens something.
        run: What it does, when it is a command.
        chips: What was understood of the line, while this one is marked.
        is_last: It is offered behind everything else.
    """

    title: str
    subtitle: str = ""
    icon: str = ""
    keys: str = ""
    address: str = ""
    run: Callable[[], object] | None = None
    chips: tuple[str, ...] = ()
    is_last: bool = False


Deliver = Callable[[Sequence[Hit]], None]
Find = Callable[[str, str, Deliver], None]  # prefix, text, where the answer goes


def split(typed: str) -> tuple[str, str]:
    """The prefix (one of ``PREFIXES`` or none) and the rest of what was *typed*."""
    text = typed.strip()
    if text[:1] in PREFIXES and not is_number(text):
        return text[:1], text[1:].strip()
    return ALL, text


def is_number(text: str) -> bool:
    """Whether *text* is a telephone number, and not the line of a quick add."""
    return _NUMBER.fullmatch(text) is not None


def commands_matching(commands: Commands, text: str) -> list[Hit]:
    """The commands that work now and have all words of *text* in them, or in ``also``.

    After those of the language on screen come those that begin so in English; where there are
    none of either, in any language: hands know words that the screen does not show. Of two that
    are called alike only the first is offered, that of the page: "New invoice" is for the contact
    that is shown.
    """
    words = fold(text).split()
    offered = [command for command in commands.offered() if command.listed]
    found = [one for one in offered if all(word in _said(one, language()) for word in words)]
    others = [other for other in languages.LANGUAGES if other not in ("en", language())]
    for other in ("en", *others):
        if other == "en" or not found:
            found += [one for one in offered if one not in found and _begins(one, other, words)]
    hits: dict[str, Hit] = {}
    for command in found:
        title, icon = str(command.text), command.icon or "chevron_right"
        hits.setdefault(title, Hit(title, icon=icon, keys=commands.keys(command), run=command.run))
    return list(hits.values())


def _said(command: Command, code: str) -> str:
    """All words by which *command* is found in a language."""
    said = (command.text, command.also) if command.also is not None else (command.text,)
    catalogue = languages.translations(code)
    return fold(" ".join(text.render(catalogue) for text in said))


def _begins(command: Command, code: str, words: Sequence[str]) -> bool:
    """Whether each of *words* is the beginning of one of *command* in a language."""
    said = _said(command, code).split()
    return all(any(each.startswith(word) for each in said) for word in words)


def at_first(commands: Commands, seen: Sequence[Seen]) -> list[Hit]:
    """What is offered before anything is typed: seen last, and likely commands."""
    last = [Hit(one.headline, icon=one.icon, address=one.address) for one in seen[:_LAST]]
    return last + commands_matching(commands, "")[:_LIKELY]

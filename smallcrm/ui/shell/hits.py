"""What the palette offers: commands, and what was found in the data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from smallcrm.core.fold import fold
from smallcrm.ui.shell.commands import Commands
from smallcrm.ui.shell.page_host import Seen

COMMANDS, PEOPLE, NUMBERS, QUICK, ALL = ">", "@", "#", "+", ""
PREFIXES = (COMMANDS, PEOPLE, NUMBERS, QUICK)
_LIKELY = 5
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
    """The prefix (``>``, ``@``, ``#`` or none) and the rest of what was *typed*."""
    text = typed.strip()
    if text[:1] in PREFIXES:
        return text[:1], text[1:].strip()
    return ALL, text


def commands_matching(commands: Commands, text: str) -> list[Hit]:
    """The commands that work now and have all words of *text* in them, or in ``also``.

    Of two that are called alike only the first is offered, that of the page: "New invoice" is
    for the contact that is shown.
    """
    words = fold(text).split()
    hits: list[Hit] = []
    for command in commands.offered():
        folded = fold(f"{command.text} {command.also or ''}")
        is_known = any(hit.title == str(command.text) for hit in hits)
        if command.listed and not is_known and all(word in folded for word in words):
            hits.append(
                Hit(
                    str(command.text),
                    icon=command.icon or "chevron_right",
                    keys=commands.keys(command),
                    run=command.run,
                )
            )
    return hits


def at_first(commands: Commands, seen: Sequence[Seen]) -> list[Hit]:
    """What is offered before anything is typed: seen last, and likely commands."""
    last = [Hit(one.headline, icon=one.icon, address=one.address) for one in seen[:_LAST]]
    return last + commands_matching(commands, "")[:_LIKELY]

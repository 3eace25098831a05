"""Where one is in the window: ``crm://contact/42``, stable enough for links and history."""

from __future__ import annotations

from typing import NamedTuple, Self

SCHEME = "crm://"
_LONGEST = 18  # digits of a number that the data file can hold


def id_in(text: str) -> int:
    """The id that *text* is; 0 where it is none."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else 0


class Address(NamedTuple):
    """A place, or a thing shown there.

    Attributes:
        kind: The head: ``contacts`` (a list), ``contact`` (one of them), ``settings``.
        parts: What follows: an id, a tab, ``new``.
    """

    kind: str
    parts: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read *text*, with or without its ``crm://``."""
        steps = [step for step in text.removeprefix(SCHEME).split("/") if step]
        return cls(steps[0] if steps else "", tuple(steps[1:]))

    @property
    def id(self) -> int:
        """The id of the thing shown, or 0."""
        return id_in(self.parts[0]) if self.parts else 0

    def __str__(self) -> str:
        return SCHEME + "/".join((self.kind, *self.parts))

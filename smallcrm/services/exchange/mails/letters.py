"""An e-mail as it was read, whatever file it came in."""

from __future__ import annotations

from typing import Any, NamedTuple

MOST_PARTIES = 500  # addresses of one header that are kept
MOST_ENCLOSURES = 100
SMALL_PICTURE = 8192  # bytes; a picture of the text that is no larger is a logo or a tracker


class Party(NamedTuple):
    """Who wrote, or to whom; either may be empty, but not both."""

    name: str
    address: str


class Enclosure(NamedTuple):
    """A file that came with an e-mail, under the name that its sender gave it."""

    name: str
    data: bytes


class Letter(NamedTuple):
    """An e-mail.

    Attributes:
        message_id: As the sender's program wrote it; empty where it did not.
        sent: When, in UTC, as ``2026-11-29 09:30:00``; empty where nobody knows.
        text: Plain, of the HTML what a reader sees of it.
    """

    message_id: str
    sender: Party
    to: tuple[Party, ...]
    cc: tuple[Party, ...]
    sent: str
    subject: str
    text: str
    enclosures: tuple[Enclosure, ...]


def flat(letter: Letter) -> tuple[Any, ...]:
    """*letter* as it crosses to the other process."""
    return (
        letter.message_id,
        tuple(letter.sender),
        tuple(map(tuple, letter.to)),
        tuple(map(tuple, letter.cc)),
        letter.sent,
        letter.subject,
        letter.text,
        tuple(map(tuple, letter.enclosures)),
    )


def unflat(values: tuple[Any, ...]) -> Letter:
    """What ``flat`` made, as a letter again."""
    letter = Letter(*values)
    return letter._replace(
        sender=Party(*letter.sender),
        to=tuple(Party(*each) for each in letter.to),
        cc=tuple(Party(*each) for each in letter.cc),
        enclosures=tuple(Enclosure(*each) for each in letter.enclosures),
    )

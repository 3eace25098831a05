"""An e-mail that was read from a file, and what is known about whose it is."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from smallcrm.db.files import Stored
from smallcrm.services.contact_values.keys import email_key
from smallcrm.services.exchange.mails.letters import Letter, Party


class KeptFile(NamedTuple):
    """A file that came along; its bytes are kept already, unless nothing is to be stored."""

    name: str
    stored: Stored | None


class Mail(NamedTuple):
    """An e-mail, read and looked at.

    Attributes:
        path: The file that it was in.
        letter: What it says; the bytes of what came along are in *files*.
        files: The file itself, then what came along.
        key: What it is known by: no two entries have the same.
        lead_key: What it is known by as a lead.
        direction: ``in`` or ``out``.
        other: Whom it was with: who wrote it, or to whom it went; empty where it names nobody.
        also: Who else got it, besides the business.
        contact_id: Whose it is, or on whose timeline it stands; None where nobody is known.
        contact_name: What he is called.
        is_known: Whether its entry is there already, or comes with one before it.
        is_theirs: Whether an address in it is one of the contact.
        is_form: Whether it comes from a form on a web site: then it is a lead, likely.
        staff_id: Who of the business wrote or got it; None where that is nobody known.
    """

    path: Path
    letter: Letter
    files: tuple[KeptFile, ...]
    key: str
    lead_key: str
    direction: str
    other: Party
    also: tuple[Party, ...]
    contact_id: int | None
    contact_name: str
    is_known: bool
    is_theirs: bool
    is_form: bool
    staff_id: int | None

    @property
    def stranger(self) -> str:
        """Under what the answer for it is asked: his address, else his name, else the file's."""
        return email_key(self.other.address) or self.other.name.casefold() or self.key

    @property
    def is_open(self) -> bool:
        """Whether somebody has to say what becomes of it."""
        return not self.is_known and not (self.contact_id and self.is_theirs)

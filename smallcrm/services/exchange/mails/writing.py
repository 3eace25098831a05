"""A letter written again in the common form (.eml)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr

from smallcrm.services.exchange.mails.letters import Letter, Party

_LETTERS = "utf-8"


def written(letter: Letter) -> bytes:
    """The bytes of a file with *letter*; every program for e-mail opens it."""
    message = MIMEMultipart()
    message["Subject"] = Header(letter.subject, _LETTERS).encode()
    for name, parties in (("From", (letter.sender,)), ("To", letter.to), ("Cc", letter.cc)):
        if words := ", ".join(filter(None, map(_words, parties))):
            message[name] = words
    if letter.sent:
        sent = datetime.fromisoformat(letter.sent).replace(tzinfo=UTC)
        message["Date"] = format_datetime(sent)
    if letter.message_id.isascii():
        message["Message-ID"] = letter.message_id
    message.attach(MIMEText(letter.text, "plain", _LETTERS))
    for enclosure in letter.enclosures:
        part = MIMEApplication(enclosure.data)
        part.add_header(
            "Content-Disposition", "attachment", filename=(_LETTERS, "", enclosure.name)
        )
        message.attach(part)
    return message.as_bytes()


def _words(party: Party) -> str:
    address = party.address if party.address.isascii() else ""
    return formataddr((party.name, address)) if address else ""

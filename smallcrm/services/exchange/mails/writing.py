"""A letter written again in the common form (.eml)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from smallcrm.services.exchange.mails.letters import Letter, Party


def written(letter: Letter) -> bytes:
    """The bytes of a file with *letter*; every program for e-mail opens it."""
    message = EmailMessage(SMTP)
    # Headers as words: addresses that break the rules of headers would be refused as addresses.
    message["Subject"] = letter.subject
    for name, parties in (("From", (letter.sender,)), ("To", letter.to), ("Cc", letter.cc)):
        words = ", ".join(filter(None, map(_words, parties)))
        if words:
            message.add_header(f"X-{name}" if not words.isascii() else name, words)
    if letter.sent:
        sent = datetime.fromisoformat(letter.sent).replace(tzinfo=UTC)
        message["Date"] = format_datetime(sent)
    message.set_content(letter.text)
    for enclosure in letter.enclosures:
        message.add_attachment(
            enclosure.data,
            maintype="application",
            subtype="octet-stream",
            filename=enclosure.name,
        )
    return message.as_bytes()


def _words(party: Party) -> str:
    return f"{party.name} <{party.address}>" if party.name and party.address else "".join(party)

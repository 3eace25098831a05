"""Messages in files (.eml): the fields of a web form, else who wrote it and what.

A message may be broken in any way, and nothing in it is loaded from anywhere: see
``exchange.mails``.
"""

from __future__ import annotations

from email.message import Message
from pathlib import Path

from smallcrm.core.errors import ImportProblem
from smallcrm.core.text import T
from smallcrm.services.exchange.inquiries import texts
from smallcrm.services.exchange.inquiries.lines import Inquiry
from smallcrm.services.exchange.inquiries.words import SITE, is_of_site
from smallcrm.services.exchange.mails import mime
from smallcrm.services.exchange.mails.eml import NOBODY
from smallcrm.services.exchange.mails.html_texts import text_of
from smallcrm.services.exchange.sources import limits

LARGEST = 25 * limits.MEGABYTE


def read(path: Path) -> Inquiry:
    """Who asks in the message *path*, and what.

    Raises:
        ImportProblem: It is larger than a message of a form ever is, or no message.
    """
    limits.check_file(path)
    if path.stat().st_size > LARGEST:
        raise limits.too_large()
    return parse(path.read_bytes())


def parse(data: bytes) -> Inquiry:
    """Who asks in a message, and what; see ``read``."""
    message = mime.parse(data)
    if message is None:
        raise ImportProblem(
            T("This is no e-mail message. Nothing was imported."),
            hint=T("Save the message in your mail program as a file that ends in .eml."),
            field="file",
        )
    subject = mime.header(message, "Subject")
    plain, page = _bodies(message)
    found = next((each for each in map(texts.read, (plain, page)) if texts.has_fields(each)), None)
    if found is None:
        found = _letter(message, subject, plain or page)
    source = found.source or (SITE if is_of_site(subject) else "")
    return found._replace(source=source, day=mime.sent_at(message))


def _letter(message: Message, subject: str, body: str) -> Inquiry:
    """A message without the fields of a form: its sender asks."""
    asking = mime.parties(message, "Reply-To") or mime.parties(message, "From") or (NOBODY,)
    words = "\n\n".join(filter(None, (subject, body)))
    return Inquiry(name=asking[0].name, email=asking[0].address, message=words)


def _bodies(message: Message) -> tuple[str, str]:
    """All that is written in plain text, and all in HTML as text; attachments are left out."""
    found: dict[str, list[str]] = {mime.PLAIN: [], mime.PAGE: []}
    for part in mime.leaves(message, lambda _part: True):
        kind = part.get_content_type()
        if kind in found and part.get_content_disposition() != "attachment":
            text = mime.text(part)
            found[kind].append(text_of(text) if kind == mime.PAGE else text)
    plain, page = (mime.tidy("\n".join(each)) for each in found.values())
    return plain, page

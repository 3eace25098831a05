"""Messages as they travel (.eml): who wrote to whom, the text, the files that came along."""

from __future__ import annotations

import re
from email.message import Message

from smallcrm.services.exchange.mails import mime
from smallcrm.services.exchange.mails.html_texts import text_of
from smallcrm.services.exchange.mails.letters import (
    MOST_ENCLOSURES,
    SMALL_PICTURE,
    Enclosure,
    Letter,
    Party,
)

NOBODY = Party("", "")
_MARK = b"\xef\xbb\xbf"  # of UTF-8; some programs write it before the first header
_HEADER = re.compile(  # some one of them is in every e-mail, however broken it is
    rb"^(?:from|to|cc|reply-to|date|subject|message-id|received)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_FORWARDED = "message/rfc822"
_ENDINGS = {  # of a part without a name; the tables of the system are not read for that
    "application/pdf": ".pdf",
    "application/ms-tnef": ".dat",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/vcard": ".vcf",
}


def parse(data: bytes) -> Letter | None:
    """The e-mail in *data*; None where there is none."""
    message = mime.parse(data.removeprefix(_MARK))
    if message is None or not _HEADER.search(data[:65_536]):
        return None
    plain: list[str] = []
    pages: list[str] = []
    enclosures: list[Enclosure] = []
    for part in mime.leaves(message, _is_container):
        kind = part.get_content_type()
        if _is_text(part, kind):
            (pages if kind == mime.PAGE else plain).append(mime.text(part))
        elif (enclosure := _enclosure(part, kind)) is not None:
            enclosures.append(enclosure)
    return Letter(
        mime.header(message, "Message-ID"),
        sender_of(message),
        mime.parties(message, "To"),
        mime.parties(message, "Cc"),
        mime.sent_at(message),
        mime.header(message, "Subject"),
        text_of_both("\n".join(plain), "\n".join(pages)),
        tuple(enclosures[:MOST_ENCLOSURES]),
    )


def sender_of(message: Message) -> Party:
    """Who wrote; where nobody says so, who wants the answer."""
    found = mime.parties(message, "From") or mime.parties(message, "Reply-To")
    return next((one for one in found if one.address), found[0] if found else NOBODY)


def text_of_both(plain: str, page: str) -> str:
    """The text of an e-mail that has it twice: the plain one, unless it says much less."""
    words, seen = mime.tidy(plain), mime.tidy(text_of(page, links=True))
    return words if len(words) * 4 >= len(seen) else seen


def _is_container(part: Message) -> bool:
    """Forwarded messages are not opened: they are files that came along."""
    return part.get_content_maintype() == "multipart"


def _is_text(part: Message, kind: str) -> bool:
    if kind not in {mime.PLAIN, mime.PAGE}:
        return kind.startswith("multipart/")  # without parts it is nothing but words
    return part.get_content_disposition() != "attachment" and not mime.name_of(part)


def _enclosure(part: Message, kind: str) -> Enclosure | None:
    """The file in a part; None for pictures that only adorn the text, and for what is empty."""
    name = mime.name_of(part)
    if kind == _FORWARDED and part.is_multipart():
        data, inner = _forwarded(part)
        name = name or (f"{inner}.eml" if inner else "")
    else:
        data = mime.content(part)
    is_adornment = (
        kind.startswith("image/")
        and len(data) <= SMALL_PICTURE
        and part.get_content_disposition() != "attachment"
    )
    if not data or is_adornment:
        return None
    return Enclosure(name or f"attachment{_ENDINGS.get(kind, '')}", data)


def _forwarded(part: Message) -> tuple[bytes, str]:
    """The message in a part, and its subject."""
    inside = part.get_payload()
    inner = inside[0] if isinstance(inside, list) and inside else None
    if not isinstance(inner, Message):
        return b"", ""
    encoding = mime.header(part, "Content-Transfer-Encoding")
    if encoding and not inner.keys():  # not allowed for a message, and done
        inner["Content-Transfer-Encoding"] = encoding
        data = mime.content(inner)
        return data, mime.header(mime.parse(data) or part, "Subject")
    try:
        return inner.as_bytes(), mime.header(inner, "Subject")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return b"", ""  # too broken to be written again; the original has it

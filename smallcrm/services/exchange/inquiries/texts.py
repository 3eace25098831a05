"""Find the fields of a web form in the text of a message: ``Name: …``, one beneath the other."""

from __future__ import annotations

import re

from smallcrm.services.exchange.inquiries.lines import EMPTY, FIELDS, Inquiry
from smallcrm.services.exchange.inquiries.words import meaning

_FIELD = re.compile(r"[-*•>]?\s*([^:：=\t\n]{1,60}?)\s*(?:[:：=\t]|\s[-–—]\s)")
_BLANKS = re.compile(r"[^\S\t\n]+")
_END = re.compile(r"(?:-- ?|[-_=*]{3,})\s*")  # a signature, a rule
_LONGEST_NAME = 200  # characters of a line in which the name of a field is looked for
_LONGEST_EMAIL = 1000
_MOST_LINES = 20_000
_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


def read(text: str) -> Inquiry:
    """The fields that *text* has; ``EMPTY`` where it has none.

    A line that is nothing but the name of a field has its value on the next one. What follows a
    message belongs to it, until another field begins.
    """
    values: dict[str, list[str]] = {}
    current = ""
    for line in text.splitlines()[:_MOST_LINES]:
        field, value = _field(line)
        if field and not any(values.get(field, ())):
            current = field
            values[field] = [value] if value else []
        elif _END.fullmatch(line.strip()):
            current = ""
        elif current == "message":
            values[current].append(line.rstrip())
        elif current and line.strip() and not values[current]:
            values[current].append(line.strip())
    return _made({field: "\n".join(lines).strip() for field, lines in values.items()})


def has_fields(found: Inquiry) -> bool:
    """Whether these are the fields of a form, and not a line of a letter that looks like one."""
    return sum(bool(getattr(found, field)) for field in FIELDS) > 1


def _field(line: str) -> tuple[str, str]:
    """The field that *line* begins, and its value; two empty words where it begins none."""
    line = line.strip()
    head = line[:_LONGEST_NAME]
    match = _FIELD.match(_BLANKS.sub(" ", head))
    if match is None or not (field := meaning(match[1])):
        return "", ""
    return field, line[_end_of(head, match[0]) :].strip()


def _end_of(head: str, found: str) -> int:
    """Where in *head* the text ends that reads *found* with single blanks."""
    wanted = sum(1 for letter in found if not letter.isspace())
    seen = 0
    for place, letter in enumerate(head, 1):
        seen += not letter.isspace()
        if seen == wanted:
            return place
    return len(head)


def _made(values: dict[str, str]) -> Inquiry:
    if not values:
        return EMPTY
    parts = (values.get("name", ""), values.get("given", ""), values.get("family", ""))
    found = {field: values.get(field, "") for field in FIELDS}
    found["name"] = " ".join(filter(None, parts))
    address = _EMAIL.search(found["email"][:_LONGEST_EMAIL])
    found["email"] = address[0] if address else found["email"]
    return Inquiry(**found)

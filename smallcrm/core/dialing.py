"""The addresses by which the system's programs call a number or open a chat with it.

A number is digits behind a plus, and nothing else of what came from a file or a form gets into an
address: no blanks, no parameters, no other scheme.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from smallcrm.core.phones import bare

TEL, SIP, WHATSAPP, VIBER, SMS = "tel", "sip", "whatsapp", "viber", "sms"
WAYS = (TEL, SIP, WHATSAPP, VIBER, SMS)
_E164 = re.compile(r"\+[1-9][0-9]{3,14}")  # ITU-T E.164: fifteen digits at most
_LOCAL = re.compile(r"[0-9]{2,15}")  # what a telephone here dials, of no known country
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_NAME}(?:\.{_NAME})*(?::[0-9]{{1,5}})?")
_LONGEST_DOMAIN = 253
_FORMS: Mapping[str, str] = {
    TEL: "tel:{number}",
    SIP: "sip:{number}{domain}",
    WHATSAPP: "https://wa.me/{digits}",
    VIBER: "viber://chat?number=%2B{digits}",
    SMS: "sms:{number}",
}


def number_of(e164: str, typed: str = "") -> str:
    """What can be dialed: the international form, else *typed* where it is nothing but digits.

    Empty where neither is a number: an extension or a word beside it would be dialed with it.
    """
    if _E164.fullmatch(e164):
        return e164
    local = bare(typed)
    return local if _LOCAL.fullmatch(local) else ""


def is_international(number: str) -> bool:
    """Whether *number* is in the form that every way needs but the telephone itself."""
    return _E164.fullmatch(number) is not None


def is_domain(text: str) -> bool:
    """Whether *text* names a computer for SIP: ``pbx.shop.example``, perhaps with a port."""
    return len(text) <= _LONGEST_DOMAIN and _DOMAIN.fullmatch(text) is not None


def address(way: str, number: str, domain: str = "") -> str:
    """The address that opens *number* by one of ``WAYS``; *domain* is that of SIP, if it needs one.

    Raises:
        KeyError: there is no such way.
        ValueError: the number is none, or the domain is none.
    """
    is_local = way == TEL and _LOCAL.fullmatch(number) is not None
    if not (is_local or is_international(number)) or (domain and not is_domain(domain)):
        raise ValueError(way)
    at = f"@{domain}" if domain else ""
    return _FORMS[way].format(number=number, digits=number.removeprefix("+"), domain=at)

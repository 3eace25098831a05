"""What came of a call, what a message went by, how long it took: in words."""

from __future__ import annotations

from collections.abc import Mapping

from smallcrm.core.text import T, Text
from smallcrm.services.contacts.activities import (
    BUSY,
    CALL,
    INCOMING,
    MESSAGE,
    NO_ANSWER,
    OUTGOING,
    REACHED,
    VOICEMAIL,
)

CALLS: Mapping[str, Text] = {INCOMING: T("Incoming call"), OUTGOING: T("Outgoing call")}
DIRECTIONS: Mapping[str, Text] = {OUTGOING: T("Sent"), INCOMING: T("Received")}
OUTCOMES: Mapping[str, Text] = {
    REACHED: T("Reached"),
    NO_ANSWER: T("No answer"),
    VOICEMAIL: T("Voicemail"),
    BUSY: T("Busy"),
}
MISSED = T("Missed")  # nobody answered an incoming call
CHANNELS: Mapping[str, str | Text] = {
    "whatsapp": "WhatsApp",
    "viber": "Viber",
    "telegram": "Telegram",
    "sms": T("Text message (SMS)"),
}
_OF_KIND: Mapping[str, Mapping[str, str | Text]] = {CALL: OUTCOMES, MESSAGE: CHANNELS}


def outcome(kind: str, value: str) -> str:
    """What came of an entry of *kind*; words of one's own stay as they are."""
    return str(_OF_KIND.get(kind, {}).get(value, value))


def call_title(direction: str, value: str) -> Text:
    """What a call is called; *value* is its outcome."""
    if value == NO_ANSWER:
        return T("Missed call") if direction == INCOMING else T("Call, no answer")
    return CALLS.get(direction, T("Phone call"))

"""What is done with a missed call that nobody answered: called back, or ticked off."""

from __future__ import annotations

from PySide6.QtCore import QObject

from smallcrm.core.text import T, Text
from smallcrm.services import calls
from smallcrm.services.calls import MissedCall
from smallcrm.ui.calling import deeds
from smallcrm.ui.shell.context import Context
from smallcrm.ui.talks import Whom


def dealt_with(call: MissedCall) -> Text:
    """What ticking it off says."""
    return T("The call is dealt with: {name}", name=call.name)


def call_back(context: Context, call: MissedCall) -> None:
    """Call the first number; once the call is noted, the missed one is answered."""
    deeds.call(context, Whom(call.contact_id, call.uid, call.name), call.number)


def tick_off(context: Context, owner: QObject, call: MissedCall) -> None:
    """Note that the call needs nothing any more; can be undone."""
    said = dealt_with(call)
    context.ops.write(
        owner,
        said,
        lambda session: calls.note_returned(session, call.id),
        lambda _none: context.say(said, undo=True),
        lambda error: context.fail(owner, error),
    )

"""The one way to call or write to somebody by telephone, and to have it noted."""

from __future__ import annotations

from smallcrm.core.text import T
from smallcrm.services.contacts import ActivityDraft
from smallcrm.services.contacts.activities import INCOMING, MESSAGE, OUTGOING
from smallcrm.ui.calling import ways
from smallcrm.ui.shell.context import Context
from smallcrm.ui.talks import Whom


def call(context: Context, whom: Whom | None, number: str, way: str = "") -> None:
    """Hand *number* to the telephone program and start the timer.

    Args:
        context: Of the window.
        whom: None for somebody who is no contact yet: nothing is timed, and nothing noted.
        number: As ``dialing.number_of`` has it.
        way: One of ``dialing.WAYS``; empty for the usual one.
    """
    ways.hand_over(context, way or ways.usual(context.settings, number), number)
    if whom is not None:
        _begin(context, whom, OUTGOING)


def answer(context: Context, whom: Whom) -> None:
    """Start the timer of a call that comes in."""
    _begin(context, whom, INCOMING)


def write(context: Context, whom: Whom | None, number: str, way: str) -> None:
    """Open a chat with *number*, and offer to note what is written there to a contact."""
    ways.hand_over(context, way, number)
    if whom is not None:
        offer(context, whom.id, ActivityDraft(MESSAGE, direction=OUTGOING, outcome=way))


def offer(context: Context, contact_id: int, draft: ActivityDraft) -> None:
    """Have *draft* noted where the contact is on screen, else on its page."""
    context.talks.offer(contact_id, draft)
    _show_page(context, contact_id)


def end(context: Context) -> None:
    """End the call that runs, and have it noted."""
    running = context.talks.call
    if running is not None:
        context.talks.end()
        _show_page(context, running.whom.id)


def _begin(context: Context, whom: Whom, direction: str) -> None:
    if context.talks.begin(whom, direction):
        return
    other = context.talks.call
    if other is not None and (other.whom.id != whom.id or not other.is_running):
        context.say(
            T("The call with {name} is not noted yet; this one is not timed.", name=other.whom.name)
        )


def _show_page(context: Context, contact_id: int) -> None:
    if context.talks.is_waiting():
        context.open(f"crm://contact/{contact_id}/timeline")

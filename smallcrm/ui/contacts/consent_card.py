"""The card of somebody who does not want advertising."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from smallcrm.core import formats
from smallcrm.core.text import T
from smallcrm.services.contacts import REFUSED, ContactDraft
from smallcrm.ui.shell.context import Context


def consent_card(
    context: Context, draft: ContactDraft, edit: Callable[[], object]
) -> QFrame | None:
    """Says since when, and where it was said; None for everybody else."""
    if draft.consent != REFUSED:
        return None
    ui = context.ui
    card, layout = ui.card("warning")
    layout.setSpacing(ui.m.s1)
    layout.addWidget(ui.label(T("Does not want advertising"), "body_strong", wrap=True))
    day = formats.day(draft.consent_on) if draft.consent_on else ""
    known = " · ".join(part for part in (day, draft.consent_source) if part)
    if known:
        layout.addWidget(ui.label(known, "caption", "2", wrap=True))
    change = ui.button(T("Change"), "link", clicked=edit)
    layout.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
    return card

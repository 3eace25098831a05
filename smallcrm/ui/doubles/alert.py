"""A card beside a contact that may be there twice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from smallcrm.core.text import T
from smallcrm.services.doubles import Group
from smallcrm.ui.doubles import addresses, words
from smallcrm.ui.shell.context import Context


def alert_card(context: Context, group: Group) -> QFrame:
    """Says why the contacts of *group* may be one, and leads to them side by side."""
    ui = context.ui
    card, layout = ui.card("accent")
    layout.setSpacing(ui.m.s1)
    layout.addWidget(ui.label(T("This contact may be there twice"), "body_strong", wrap=True))
    layout.addWidget(ui.label(words.why(group.keys), "caption", "2", wrap=True))
    compare = ui.button(T("Compare"), "link", clicked=lambda: context.open(addresses.of(group.ids)))
    layout.addWidget(compare, 0, Qt.AlignmentFlag.AlignLeft)
    return card

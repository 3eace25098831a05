"""The card of those that a contact is tied to: companies, their people, relatives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from smallcrm.core import formats
from smallcrm.core.loading import load
from smallcrm.core.text import TN, T
from smallcrm.services.contacts import COMPANY, ContactView, RelationView
from smallcrm.ui.contacts.link import Link
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.button import Button

_FEW = 8  # that are shown at once


def people_card(context: Context, view: ContactView) -> QFrame:
    """Those of now first, former ones after them, each with its role; and the way to add one."""
    ui = context.ui
    card, layout = ui.card()
    head = ui.row()
    is_company = view.draft.kind == COMPANY
    title = T("People") if is_company else T("Connections")
    head.addWidget(ui.label(title, "subtitle", elide=True), 1)
    add_one = ui.button(T("Add"), "link", clicked=lambda: _edit(context, view, card))
    add_one.setAccessibleName(str(T("Add a tie")))
    head.addWidget(add_one)
    layout.addLayout(head)
    if not view.relations:
        nobody = T("Nobody is tied to this contact yet.")
        layout.addWidget(ui.label(nobody, "body", "2", wrap=True))
        return card
    rows = ui.column(ui.m.s2)
    layout.addLayout(rows)

    def add(some: Sequence[RelationView]) -> None:
        for one in some:
            rows.addWidget(_row(context, one, partial(_edit, context, view, card, one)))

    add(view.relations[:_FEW])
    rest = view.relations[_FEW:]
    if rest:
        _offer_rest(context, layout, len(rest), lambda: add(rest))
    return card


def about(relation: RelationView) -> str:
    """The role and, of somebody who is gone, the days, in one line."""
    parts = [relation.role]
    if relation.is_former and relation.until is not None:
        day = formats.day(relation.until)
        parts.append(str(T("former, until {day}", day=day)))
    elif relation.since is not None:
        parts.append(str(T("since {day}", day=formats.day(relation.since))))
    return ", ".join(part for part in parts if part)


def _offer_rest(
    context: Context, layout: QVBoxLayout, count: int, show: Callable[[], None]
) -> None:
    more: Button = context.ui.button(TN("Show {count} more", "Show {count} more", count), "link")
    layout.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def run() -> None:
        more.hide()
        show()

    more.clicked.connect(run)


def _row(context: Context, relation: RelationView, edit: Callable[[], object]) -> QWidget:
    ui = context.ui
    holder = QWidget()
    row = ui.row(ui.m.s3)
    holder.setLayout(row)
    row.addWidget(ui.avatar(relation.name, 32))
    column = ui.column(0)
    column.addWidget(Link(ui, relation.name, lambda: context.open(f"crm://contact/{relation.id}")))
    if words := about(relation):
        tone = "3" if relation.is_former else "2"
        column.addWidget(ui.label(words, "caption", tone, elide=True))
    row.addLayout(column, 1)
    tip = T("Change the tie to {name}", name=relation.name)
    row.addWidget(ui.icon_button("edit", tip, small=True, clicked=edit))
    return holder


def _edit(
    context: Context, view: ContactView, card: QFrame, relation: RelationView | None = None
) -> None:
    dialog = load("smallcrm.ui.contacts.relation_dialog").RelationDialog
    dialog(context, view, relation, card.window()).open()

"""One lead: who asked, how long he waits, what he wrote, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from smallcrm.core import clock
from smallcrm.core.text import T, Text
from smallcrm.services import leads
from smallcrm.services.leads import LeadRow
from smallcrm.services.staff import StaffRow
from smallcrm.ui.leads import words
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.fitting_area import scrolling
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.line_edit import LineEdit

_WIDEST = 760
_NOBODY = ""
_FACTS: Mapping[str, Text] = {
    "phone": T("Phone"),
    "email": T("Email"),
    "company": T("Company"),
    "source": T("Source"),
    "campaign": T("Campaign"),
    "received": T("Received"),
    "waited": T("First answer after"),
}


class LeadDetail(QWidget):
    """The lead that is chosen in the list.

    Args:
        ui: Makes widgets.
        phone_menu: What can be done with the number, beside it.

    Signals:
        wanted: Something is to be done with it; carries the name of the deed.
        given: It is to be somebody else's; carries the id as text, empty for nobody.
        said: What was said to who asked is to be noted.
    """

    wanted = Signal(str)
    given = Signal(str)
    said = Signal(str)

    def __init__(self, ui: Ui, phone_menu: Button) -> None:
        super().__init__()
        self._ui = ui
        self.phone_menu = phone_menu
        self._avatar = ui.avatar("", 60)
        self._name = ui.label("", "title", elide=True)
        self._company = ui.label("", "body", "2", elide=True)
        self._pill = ui.pill("")
        self._pills = FlowLayout()
        self._facts = {
            name: (ui.label(title, "body", "2"), ui.value(wrap=False))
            for name, title in _FACTS.items()
        }
        self._message = ui.value()
        self._unsaid = ui.label(T("No message"), "body", "2")
        self.owner = Choice([(_NOBODY, T("Nobody"))])
        self.note = LineEdit("", str(T("What was said, then Enter")))
        self.convert = ui.button(T("Make a deal of it"), "primary", "check")
        self.call = ui.button(T("Call"), "secondary", "phone")
        self.mail = ui.button(T("Write an email"), "secondary", "mail")
        self.answer = ui.button(T("Mark as answered"), "secondary")
        self.dismiss = ui.button(T("Dismiss"), "ghost")
        self.reopen = ui.button(T("Open it again"), "secondary")
        self.edit = ui.button(T("Edit"), "ghost", "edit")
        self.bin = ui.button(T("Move to the bin"), "ghost", "bin")
        self.restore = ui.button(T("Restore"), "secondary", "undo")
        self.erase = ui.button(T("Erase for good…"), "ghost", "trash")
        self.contact = ui.button(T("Open the contact"), "secondary", "contact")
        self.deal = ui.button(T("Open the deal"), "secondary", "pipeline")
        self._lead_id = 0
        self._unsent: dict[int, str] = {}  # what is typed and not noted yet, by lead
        self._build()

    def show_lead(self, row: LeadRow, people: Sequence[StaffRow]) -> None:
        """Show *row*; *people* are those to whom it can be given."""
        self._keep_note(row.id)
        self._avatar.set_name(row.title)
        self._name.setText(row.title)
        self._company.setText(row.company if row.company != row.title else "")
        self._company.setVisible(bool(self._company.text()))
        self._show_pills(row)
        values = {
            **{name: getattr(row, name) for name in ("phone", "email", "company", "source")},
            "campaign": row.campaign,
            "received": words.received(row),
            "waited": words.waited(row),
        }
        for name, (title, value) in self._facts.items():
            value.setText(values[name])
            value.setAccessibleName(f"{title.text()}: {values[name]}")
            for label in (title, value):
                label.setVisible(bool(values[name]))
        self._message.setText(row.message)
        self._message.setVisible(bool(row.message))
        self._unsaid.setVisible(not row.message)
        self._offer_people(row, people)
        self._fit(row)

    def _keep_note(self, lead_id: int) -> None:
        """What was typed about one lead waits for it, and is never noted on another."""
        if lead_id != self._lead_id:
            self._unsent[self._lead_id] = self.note.text()
            self._lead_id = lead_id
            self.note.setText(self._unsent.pop(lead_id, ""))

    def _show_pills(self, row: LeadRow) -> None:
        while (item := self._pills.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        text, kind = words.age(row, clock.now())
        self._pill = self._ui.pill(text, kind)
        self._pills.addWidget(self._pill)
        for each in (row.source, row.campaign, row.owner):
            if each:
                self._pills.addWidget(self._ui.pill(each))

    def _offer_people(self, row: LeadRow, people: Sequence[StaffRow]) -> None:
        self.owner.clear()
        self.owner.addItem(str(T("Nobody")), _NOBODY)
        for person in people:
            self.owner.addItem(person.name, str(person.id))
        if row.owner_id is not None and row.owner_id not in {person.id for person in people}:
            self.owner.addItem(row.owner, str(row.owner_id))
        self.owner.set_value(str(row.owner_id or _NOBODY))
        self.owner.setEnabled(bool(people) and row.deleted_at is None)

    def _fit(self, row: LeadRow) -> None:
        """Show what makes sense for the lead as it is."""
        is_open = row.state in (leads.NEW, leads.ANSWERED)
        self.convert.setVisible(is_open)
        self.call.setVisible(is_open and bool(row.phone))
        self.phone_menu.setVisible(is_open and bool(row.phone))
        self.mail.setVisible(is_open and bool(row.email))
        self.answer.setVisible(row.state == leads.NEW)
        self.dismiss.setVisible(is_open)
        self.note.setVisible(is_open)
        self.reopen.setVisible(row.state == leads.DISMISSED)
        self.edit.setVisible(row.deleted_at is None)
        self.bin.setVisible(row.deleted_at is None)
        self.restore.setVisible(row.deleted_at is not None)
        is_over = row.state in (leads.DISMISSED, leads.BIN)
        self.erase.setVisible(is_over and row.contact_id is None)
        self.contact.setVisible(row.contact_id is not None and row.deleted_at is None)
        self.deal.setVisible(row.deal_id is not None and row.deleted_at is None)

    def _build(self) -> None:
        ui, m = self._ui, self._ui.m
        inside = QWidget()
        inside.setMaximumWidth(ui.theme.size(_WIDEST))
        column = QVBoxLayout(inside)
        column.setContentsMargins(m.s5, m.s4 + m.s1, m.s5, m.s5)
        column.setSpacing(m.s4)
        column.addLayout(self._head())
        column.addWidget(self._actions())
        column.addWidget(self._words())
        column.addWidget(self._about())
        column.addStretch(1)
        outer = ui.column(0)
        self.setLayout(outer)
        outer.addWidget(scrolling(inside))
        self.owner.committed.connect(self.given)
        self.note.returnPressed.connect(self._on_said)
        self.setFocusProxy(self.convert)

    def _head(self) -> QVBoxLayout:
        ui, m = self._ui, self._ui.m
        line = ui.row(m.s4)
        line.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        names = ui.column(2)
        names.addWidget(self._name)
        names.addWidget(self._company)
        pills = QWidget()
        pills.setLayout(self._pills)
        _grow(pills)
        self._pills.setContentsMargins(0, m.s1, 0, 0)
        names.addWidget(pills)
        names.addStretch(1)
        line.addLayout(names, 1)
        head = ui.column(0)
        head.addLayout(line)
        return head

    def _actions(self) -> QWidget:
        bar = QWidget()
        flow = FlowLayout(self._ui.m.s2)
        bar.setLayout(flow)
        _grow(bar)
        for name, button, key in (
            ("convert", self.convert, "Ctrl+Enter"),
            ("call", self.call, "Ctrl+Shift+C"),
            ("mail", self.mail, "Ctrl+E"),
            ("answer", self.answer, "Ctrl+D"),
            ("deal", self.deal, ""),
            ("contact", self.contact, ""),
            ("reopen", self.reopen, ""),
            ("restore", self.restore, ""),
            ("dismiss", self.dismiss, "Del"),
            ("edit", self.edit, "F2"),
            ("bin", self.bin, "Shift+Del"),
            ("erase", self.erase, ""),
        ):
            button.clicked.connect(lambda _checked=False, name=name: self.wanted.emit(name))
            self._ui.explain(button, button.text(), key)
            flow.addWidget(button)
        return bar

    def _words(self) -> QWidget:
        ui, m = self._ui, self._ui.m
        card, layout = ui.card()
        layout.setContentsMargins(m.s5, m.s4, m.s5, m.s5)
        layout.setSpacing(m.s3)
        layout.addWidget(ui.label(T("Message"), "subtitle"))
        layout.addWidget(self._message)
        layout.addWidget(self._unsaid)
        layout.addWidget(self.note)
        self.note.setAccessibleName(str(T("What was said")))
        return card

    def _about(self) -> QWidget:
        ui, m = self._ui, self._ui.m
        card, layout = ui.card()
        layout.setContentsMargins(m.s5, m.s4, m.s5, m.s5)
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.s4)
        grid.setVerticalSpacing(m.s2)
        grid.setColumnStretch(1, 1)
        top, middle = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
        for number, (name, (title, value)) in enumerate(self._facts.items()):
            grid.addWidget(title, number, 0, middle if name == "phone" else top)
            grid.addWidget(value, number, 1)
            value.setMinimumWidth(1)  # whatever somebody sends does not make the page wider
        grid.addWidget(self.phone_menu, list(self._facts).index("phone"), 2)
        owner: QLabel = ui.label(T("Owner"), "body", "2")
        owner.setBuddy(self.owner)
        self.owner.setAccessibleName(str(T("Owner")))
        self.owner.setObjectName("owner")
        grid.addWidget(owner, len(self._facts), 0)
        grid.addWidget(self.owner, len(self._facts), 1, 1, 2)
        layout.addLayout(grid)
        return card

    def _on_said(self) -> None:
        said = self.note.text().strip()
        if said:
            self.note.clear()
            self.said.emit(said)


def _grow(widget: QWidget) -> None:
    """As high as its lines need; Fixed would ask for the height that it has at its narrowest."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)

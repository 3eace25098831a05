"""A list of leads before it comes in: what its columns hold, and the first of those who asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from smallcrm.core.text import TN, T, Text
from smallcrm.services import arriving, settings
from smallcrm.services.arriving import Opened
from smallcrm.services.exchange.drafts import Column
from smallcrm.services.exchange.fields import IGNORE
from smallcrm.services.leads import LeadDraft
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.fitting_area import scrolling

_WIDTH, _HEIGHT = 640, 560
_SAMPLES = 3
_BETWEEN = "  ·  "


class ListDialog(QDialog):
    """Says what each column is taken for; another choice reads the file again.

    Args:
        context: Of the page.
        path: The file.
        opened: As it was understood.
        bring_in: Called with the leads when the user agrees.
        parent: The window.
    """

    def __init__(
        self,
        context: Context,
        path: Path,
        opened: Opened,
        bring_in: Callable[[Sequence[LeadDraft]], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context, self._path, self._bring_in = context, path, bring_in
        self._opened = opened
        ui = context.ui
        self._country = context.ops.read(settings.get_business).country
        self.choices = [self._choice(column) for column in opened.columns]
        self.samples = [ui.label("", "body", elide=True) for _ in range(_SAMPLES)]
        self.problem = ui.label("", "body", "danger", wrap=True)
        self.agree = ui.button("", "primary", clicked=self._on_agreed)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(T("Bring in leads from {name}", name=path.name)))
        room = parent.size() - QSize(2 * ui.m.s5, 2 * ui.m.s5)
        size = context.theme.size
        self.resize(QSize(size(_WIDTH), size(_HEIGHT)).boundedTo(room))
        self._build()
        self._show()

    def _choice(self, column: Column) -> Choice:
        names = ((key, words) for key, words in arriving.FIELD_NAMES.items())
        choice = Choice([(IGNORE, T("Do not import")), *names])
        choice.setAccessibleName(str(T("What {name} holds", name=column.header)))
        choice.set_value(column.field or IGNORE)
        choice.committed.connect(lambda _field: self._on_chosen())
        return choice

    def _build(self) -> None:
        ui, m = self._context.ui, self._context.ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        layout.setSpacing(m.s3)
        layout.addWidget(ui.label(T("What the columns hold"), "subtitle"))
        layout.addWidget(scrolling(self._columns()), 1)
        layout.addWidget(ui.label(T("The first of them"), "subtitle"))
        for label in (*self.samples, self.problem):
            layout.addWidget(label)
        self._buttons.addButton(self.agree, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self._buttons.rejected.connect(self.reject)
        layout.addWidget(self._buttons)
        self.agree.setFocus()

    def _columns(self) -> QWidget:
        ui, m = self._context.ui, self._context.ui.m
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, m.s3, 0)
        column.setSpacing(m.s3)
        for each, choice in zip(self._opened.columns, self.choices, strict=True):
            line = ui.row(m.s4)
            names = ui.column(0)
            names.addWidget(ui.label(each.header, "body", elide=True))
            names.addWidget(ui.label(_BETWEEN.join(each.samples), "small", "2", elide=True))
            line.addLayout(names, 1)
            line.addWidget(choice, 1)
            column.addLayout(line)
        column.addStretch(1)
        return inside

    def _on_chosen(self) -> None:
        """Read again, unless two columns would be one field: only the user knows which."""
        headings = [column.header for column in self._opened.columns]
        values = [choice.value() for choice in self.choices]
        mapping = dict(zip(headings, values, strict=True))
        self.agree.setEnabled(False)
        twice = next((one for one in values if one != IGNORE and values.count(one) > 1), "")
        if twice:
            name = arriving.FIELD_NAMES[twice]
            self._tell(T("Two columns hold the same: {name}. Change one of them.", name=name))
            return
        self._context.ops.run(
            self,
            lambda progress: arriving.open_file(self._path, self._country, progress, mapping),
            done=partial(self._on_read, mapping),
            failed=lambda error: self._tell(str(error)),
        )

    def _on_read(self, mapping: dict[str, str], opened: Opened) -> None:
        """An answer to choices that were changed since is none."""
        if list(mapping.values()) == [choice.value() for choice in self.choices]:
            self._opened = opened
            self._show()

    def _show(self) -> None:
        drafts = self._opened.drafts
        for number, label in enumerate(self.samples):
            draft = drafts[number] if number < len(drafts) else LeadDraft()
            parts = (draft.name, draft.company, draft.phone, draft.email, draft.message)
            label.setText(_BETWEEN.join(" ".join(part.split()) for part in parts if part.strip()))
            label.setVisible(bool(label.text()))
        unsaid = T("Say which column is the name, the email, the phone number or the message.")
        self._tell("" if self._opened.is_understood else unsaid)
        count = len(drafts)
        words = TN("Bring in {count} lead", "Bring in {count} leads", count)
        self.agree.setText(str(words if count else T("Bring in")))
        self.agree.setEnabled(bool(count))

    def _tell(self, problem: Text | str) -> None:
        self.problem.setText(str(problem))
        self.problem.setVisible(bool(self.problem.text()))

    def _on_agreed(self) -> None:
        self._bring_in(self._opened.drafts)
        self.accept()

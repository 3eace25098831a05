"""Print the addresses of chosen contacts on labels or on envelopes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from smallcrm.core.loading import load
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T, Text
from smallcrm.services.printing.sizes import ENVELOPES, SHEETS
from smallcrm.ui.print_dialog import PrintDialog, Printed
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.number_box import NumberBox

_POST = "smallcrm.services.printing.post"


class PostChoices(QWidget):
    """Which labels or envelopes, and how many labels of the first sheet are used up."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        ui = context.ui
        self.kind = Choice([*((name, _labels(name)) for name in SHEETS), *_envelopes()])
        self.skip = NumberBox(ui, 0, 0)
        self._skipped = FormField(ui, T("Labels already used"), self.skip, name="skip")
        layout = ui.column(ui.m.s3)
        self.setLayout(layout)
        layout.addWidget(FormField(ui, T("Labels or envelopes"), self.kind, name="post"))
        layout.addWidget(self._skipped)
        self.kind.committed.connect(self._fit)
        self._fit()

    def make(self, session: Any, ids: Sequence[int], progress: Progress) -> Printed:
        """What is chosen, and who is left out."""
        post, name = load(_POST), self.kind.value()
        if name in SHEETS:
            made = post.print_labels(session, ids, name, self.skip.value(), progress)
        else:
            made = post.print_envelopes(session, ids, name, progress)
        missing = made.missing
        none = TN("{count} contact has no address.", "{count} contacts have no address.", missing)
        return Printed(made.pdf, none if missing else "")

    def _fit(self) -> None:
        sheet = SHEETS.get(self.kind.value())
        self._skipped.setVisible(sheet is not None)
        if sheet is not None:
            self.skip.setMaximum(sheet.labels - 1)


def print_post(context: Context, parent: QWidget, ids: Sequence[int]) -> PrintDialog:
    """Print the addresses of the contacts *ids*."""
    choices = PostChoices(context)
    dialog = PrintDialog(
        context,
        parent,
        TN("Print {count} address", "Print {count} addresses", len(ids)),
        f"{T('Addresses')}.pdf",
        lambda session, progress: choices.make(session, ids, progress),
        choices,
    )
    choices.kind.committed.connect(dialog.remake)
    choices.skip.valueChanged.connect(dialog.remake)
    dialog.open()
    return dialog


def _labels(name: str) -> Text:
    sheet = SHEETS[name]
    return T(
        "Labels {name}: {columns} by {rows} on {paper}",
        name=name,
        columns=sheet.columns,
        rows=sheet.rows,
        paper={"a4": "A4", "letter": "Letter"}[sheet.paper],
    )


def _envelopes() -> list[tuple[str, Text]]:
    return [(name, T("Envelopes {name}", name=name)) for name in ENVELOPES]

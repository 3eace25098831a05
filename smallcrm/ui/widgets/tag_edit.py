"""Words on capsules that can be taken away, and a line for one more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from smallcrm.core.fold import fold
from smallcrm.core.text import T, Text
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.tab_order import chain


class TagEdit(QWidget):
    """Enter or a comma adds what is typed, Backspace in the empty line takes the last one away.

    Signals:
        committed: The words are others now; carries a tuple of them.
    """

    committed = Signal(object)

    def __init__(self, ui: Ui, name: Text | str) -> None:
        super().__init__()
        self._ui = ui
        self._tags: tuple[str, ...] = ()
        self._capsules: list[QWidget] = []
        self._known = QStringListModel(self)
        self.line = _TagLine(self._take_last)
        self._flow = FlowLayout()
        self._build(str(name))

    def value(self) -> tuple[str, ...]:
        """The words, in the order in which they were added."""
        return self._tags

    def set_value(self, tags: Sequence[str]) -> None:
        """Show *tags*, without a signal."""
        if tuple(tags) == self._tags:
            return
        self._tags = tuple(tags)
        for capsule in self._capsules:
            capsule.hide()
            self._flow.removeWidget(capsule)
            capsule.deleteLater()
        self._flow.removeWidget(self.line)
        self._capsules = [self._capsule(tag) for tag in self._tags]
        for capsule in self._capsules:
            self._flow.addWidget(capsule)
        self._flow.addWidget(self.line)
        chain(self.line, *self._capsules)  # into a field with a proxy Tab goes by the proxy
        self.updateGeometry()

    def settle(self) -> None:
        """What was added is saved."""

    def reset(self) -> None:
        """Forget the word that is being typed."""
        self.line.clear()

    def set_known(self, tags: Sequence[str]) -> None:
        """Offer *tags* while one types."""
        self._known.setStringList(list(tags))

    def _build(self, name: str) -> None:
        self.setLayout(self._flow)
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.line.setPlaceholderText(str(T("Add a tag")))
        self.line.setAccessibleName(name)
        self.line.setFixedWidth(self._ui.theme.size(160))
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line.setCompleter(completer)
        self.line.editingFinished.connect(self._add_typed)
        self.line.textEdited.connect(self._on_typed)

    def _capsule(self, tag: str) -> QWidget:
        capsule = QFrame()
        layout = QHBoxLayout(capsule)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._ui.pill(tag, "accent"))
        away = self._ui.icon_button(
            "close",
            T("Take the tag {tag} away", tag=tag),
            clicked=lambda: self._take(tag),
            small=True,
        )
        layout.addWidget(away)
        return capsule

    def _add_typed(self) -> None:
        typed = [" ".join(word.split()) for word in self.line.text().split(",")]
        self.line.clear()
        known = {fold(tag) for tag in self._tags}
        fresh = {fold(word): word for word in typed if word and fold(word) not in known}
        if fresh:
            self._change([*self._tags, *fresh.values()])

    def _on_typed(self, text: str) -> None:
        if text.endswith(","):
            self._add_typed()

    def _take(self, tag: str) -> None:
        self.line.setFocus()  # the button that was pressed goes away
        self._change([other for other in self._tags if other != tag])

    def _take_last(self) -> None:
        if self._tags:
            self._change(list(self._tags[:-1]))

    def _change(self, tags: list[str]) -> None:
        self.set_value(tags)
        self.committed.emit(self._tags)


class _TagLine(QLineEdit):
    """Tells when Backspace is pressed with nothing left to take away."""

    def __init__(self, emptied: Callable[[], object]) -> None:
        super().__init__()
        self._emptied = emptied

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self._emptied()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

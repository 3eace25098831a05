"""Ask whose e-mails are that nobody of the contacts wrote or got: once for each stranger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from smallcrm.core.text import TN, T, Text
from smallcrm.services.mails import ADD_ADDRESS, GIVE, LEAD, LEAVE, NEW, Answer, Mail
from smallcrm.ui.documents.customer_field import CustomerField
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets import tab_order
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.fitting_area import scrolling

_WIDTH, _HEIGHT, _OF_EACH = 560, 160, 125
_MOST = 3  # strangers that are seen without scrolling
_AT_ONCE = 8  # strangers that are shown in one turn
_CHOOSE = "choose"


class StrangersDialog(QDialog):
    """A line for each stranger: who, about what, and what becomes of the e-mails.

    Args:
        context: Of the window.
        mails: All that were read; those that are open are asked about.
        parent: The window.

    Signals:
        answered: Carries the answers by ``Mail.stranger``.
    """

    answered = Signal(object)

    def __init__(self, context: Context, mails: Sequence[Mail], parent: QWidget) -> None:
        super().__init__(parent)
        ui, m = context.ui, context.ui.m
        self._context = context
        self._groups: dict[str, list[Mail]] = {}
        for mail in mails:
            if mail.is_open:
                self._groups.setdefault(mail.stranger, []).append(mail)
        self.questions: dict[str, _Question] = {}
        first = next(mail for mail in mails if mail.is_open)
        self.agree = ui.button(T("Note emails"), "primary", clicked=self._on_agreed)
        self._column = ui.column(m.s5)
        self._foot = self._buttons()
        self.area = scrolling(self._list())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(T("Note emails from files")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        layout.setSpacing(m.s4)
        layout.addWidget(ui.label(_title(first, len(self._groups)), "subtitle", wrap=True))
        layout.addWidget(self.area, 1)
        layout.addWidget(self._foot)
        size = context.theme.size
        height = size(_HEIGHT + _OF_EACH * min(len(self._groups), _MOST))
        room = parent.size() - QSize(2 * m.s5, 2 * m.s5)
        self.resize(QSize(size(_WIDTH), height).boundedTo(room))
        self._ask_more()
        bar = self.area.verticalScrollBar()
        bar.valueChanged.connect(lambda _value: self._on_moved())
        bar.rangeChanged.connect(lambda _least, _most: self._on_moved())
        next(iter(self.questions.values())).choice.setFocus()

    def _list(self) -> QWidget:
        inside = QWidget()
        self._column.setContentsMargins(0, 0, self._context.ui.m.s3, 0)
        inside.setLayout(self._column)
        self._column.addStretch(1)
        return inside

    def _ask_more(self) -> None:
        """Show the next questions: to show hundreds at once would take seconds."""
        waiting = [key for key in self._groups if key not in self.questions][:_AT_ONCE]
        if not waiting:
            return
        last = next(reversed(self.questions.values()), None)
        for key in waiting:
            self.questions[key] = _Question(self._context, self._groups[key])
            self.questions[key].choice.installEventFilter(self)
            self._column.insertWidget(self._column.count() - 1, self.questions[key])
            self.questions[key].show()  # at once: Tab passes over what is not seen yet
        new = [self.questions[key] for key in waiting]
        tab_order.chain(*([last] if last is not None else []), *new, self._foot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keyboard has come to the last question: the next ones are wanted."""
        if event.type() == QEvent.Type.FocusIn:
            shown = [each.choice for each in self.questions.values()]
            if watched is shown[-1]:
                self._ask_more()
        return super().eventFilter(watched, event)

    def _on_moved(self) -> None:
        """The last question is in sight, by scrolling or as the window has become larger."""
        bar = self.area.verticalScrollBar()
        if bar.value() + self.area.viewport().height() >= bar.maximum():
            self._ask_more()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.agree, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        self.agree.setDefault(True)
        return buttons

    def _on_agreed(self) -> None:
        unanswered = [each for each in self.questions.values() if not each.check()]
        unanswered = unanswered or self._find_unanswered()
        if unanswered:
            unanswered[0].who.edit.setFocus()
            self.area.ensureWidgetVisible(unanswered[0])
            return
        self.answered.emit({key: self._answer(key) for key in self._groups})
        self.accept()

    def _find_unanswered(self) -> list[_Question]:
        """The first of those that were not shown yet whose usual answer is not enough; shown."""
        for key, mails in self._groups.items():
            if key not in self.questions and _usual(mails[0]) == _CHOOSE:
                while key not in self.questions:
                    self._ask_more()
                self.questions[key].check()
                return [self.questions[key]]
        return []

    def _answer(self, key: str) -> Answer:
        """What the user says; of what nobody came to see, what stands there at first."""
        question = self.questions.get(key)
        return Answer(_usual(self._groups[key][0])) if question is None else question.answer()


class _Question(QWidget):
    """What becomes of the e-mails of one stranger."""

    def __init__(self, context: Context, mails: Sequence[Mail]) -> None:
        super().__init__()
        ui, m = context.ui, context.ui.m
        first = mails[0]
        self._context = context
        self._contact_id = 0
        self._who: CustomerField | None = None
        self.choice = Choice(_choices(first))
        name = " · ".join(filter(None, first.other)) or first.path.name
        words = TN("{count} email: {subject}", "{count} emails, the first: {subject}", len(mails),
                   subject=first.letter.subject or first.path.name)  # fmt: skip
        self.choice.setAccessibleName(str(T("What to do with the emails of {name}", name=name)))
        self.choice.set_value(_usual(first))
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.s1)
        layout.addWidget(ui.label(name, "body_strong", elide=True))
        layout.addWidget(ui.label(words, "caption", "2", elide=True))
        layout.addSpacing(m.s1)
        layout.addWidget(self.choice)
        self.choice.currentIndexChanged.connect(lambda _place: self._fit())

    @property
    def who(self) -> CustomerField:
        """Where somebody is chosen; made when it is wanted, for there may be hundreds."""
        if self._who is None:
            self._who = CustomerField(self._context, T("Contact"), "contact", makes=False)
            self._who.chosen.connect(self._on_chosen)
            self._column.addWidget(self._who)
        return self._who

    def answer(self) -> Answer:
        """What the user says."""
        deed = self.choice.value()
        return Answer(GIVE, self._contact_id) if deed == _CHOOSE else Answer(deed)

    def check(self) -> bool:
        """Whether it is answered; what is missing is said."""
        is_answered = self.choice.value() != _CHOOSE or bool(self._contact_id)
        if not is_answered:
            self.who.set_error(str(T("Choose somebody from the list.")))
        return is_answered

    def _fit(self) -> None:
        is_asked = self.choice.value() == _CHOOSE
        if is_asked or self._who is not None:
            self.who.setVisible(is_asked)
        if is_asked:
            self.who.start()

    def _on_chosen(self, contact_id: int) -> None:
        self._contact_id = contact_id


def _usual(mail: Mail) -> str:
    """What is chosen at first."""
    if mail.is_form and mail.contact_id is None:
        return LEAD
    return next(key for key, _words in _choices(mail))


def _choices(mail: Mail) -> Iterator[tuple[str, Text]]:
    """What can become of the e-mails of the stranger in *mail*, the likeliest first."""
    name, address = mail.other
    if mail.contact_id is not None:
        words = {"address": address, "name": mail.contact_name}
        yield GIVE, T("Note with {name}", **words)
        if address:
            yield ADD_ADDRESS, T("Note with {name}, and add {address} there", **words)
    else:
        if address:
            yield NEW, T("Make a new contact: {name}", name=name or address)
        yield _CHOOSE, T("Note with a contact that I choose")
        yield LEAD, T("Make a lead")
    yield LEAVE, T("Leave out")


def _title(first: Mail, count: int) -> Text:
    if first.contact_id is not None:
        name = first.contact_name
        return TN(
            "This email is of somebody whose address is not one of {name}.",
            "These emails are of people whose addresses are not those of {name}.",
            count,
            name=name,
        )
    return TN(
        "Nobody among the contacts has the address in this email.",
        "Nobody among the contacts has the addresses in these emails.",
        count,
    )

"""Beside the page of an issued document: what it is, its money, and why it stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from smallcrm.core import formats
from smallcrm.core.text import T, Text
from smallcrm.services.documents import CREDIT_NOTE, INVOICE, QUOTE, DocumentRow, Link
from smallcrm.ui.documents import addresses, words
from smallcrm.ui.documents.money_deeds import MoneyDeeds
from smallcrm.ui.documents.money_facts import MoneyFacts
from smallcrm.ui.documents.settled_card import SettledCard
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.flow_layout import FlowLayout

_WIDTH = 340
_RELATIONS: dict[str, Text] = {
    "converted_from": T("Made from"),
    "converted_to": T("Became"),
    "credits": T("Corrects"),
    "credited_by": T("Corrected by"),
}


class IssuedAside(QScrollArea):
    """Three cards; *credit* opens the panel of a credit note, *mark* notes an answer to a quote."""

    def __init__(
        self,
        context: Context,
        deeds: MoneyDeeds,
        credit: Callable[[], object],
        mark: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._facts = QGridLayout()
        self._money = SettledCard(context, deeds)
        self._why = self._ui.label("", "body", "2", wrap=True)
        self._credit = self._ui.button(T("Credit note…"), "secondary", clicked=credit)
        self._answers = QWidget()
        self._accept = self._ui.button(
            T("Mark as accepted"), "secondary", "check", clicked=lambda: mark("accepted")
        )
        self._decline = self._ui.button(
            T("Mark as declined"), "ghost", clicked=lambda: mark("declined")
        )
        self._build()
        context.theme.changed.connect(self._fit)

    def show_document(
        self, links: Sequence[Link], deals: Sequence[tuple[int, str]], money: MoneyFacts
    ) -> None:
        """Show what is known of the document that *money* is about, and its *deals*."""
        row = money.row
        self._why.setText(str(words.WHY_FROZEN[row.kind]))
        self._credit.setVisible(row.kind == INVOICE and row.status not in ("void", "credited"))
        self._answers.setVisible(row.kind == QUOTE and row.status in ("issued", "sent"))
        self._show_facts(row, links, deals, money.customer_id)
        self._money.show_facts(money)

    def _build(self) -> None:
        m = self._ui.m
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, m.s1, 0)
        column.setSpacing(m.s3)
        card, inner = self._ui.card()
        self._facts.setHorizontalSpacing(m.s4)
        self._facts.setVerticalSpacing(m.s2)
        self._facts.setColumnStretch(1, 1)
        inner.addLayout(self._facts)
        answers = FlowLayout(m.s2)
        self._answers.setLayout(answers)
        for button in (self._accept, self._decline):
            answers.addWidget(button)
        inner.addWidget(self._answers)
        column.addWidget(card)
        column.addWidget(self._money)
        card, inner = self._ui.card()
        inner.addWidget(self._ui.label(T("Why nothing can be changed here"), "body_strong"))
        inner.addWidget(self._why)
        inner.addWidget(self._credit, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(card)
        column.addStretch(1)
        self.setWidget(inside)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self._ui.theme.size(_WIDTH))

    def _show_facts(
        self,
        row: DocumentRow,
        links: Sequence[Link],
        deals: Sequence[tuple[int, str]],
        customer_id: int | None,
    ) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        facts: list[tuple[Text, str, str]] = [
            (T("Customer"), row.customer, f"crm://contact/{customer_id}" if customer_id else ""),
            (T("Date"), formats.day(row.date), ""),
        ]
        if row.due_date is not None and row.kind == INVOICE:
            facts.append((T("Due"), formats.day(row.due_date), ""))
        facts.append((T("Total"), formats.money(row.total, row.currency), ""))
        facts += [(T("Deal"), title, f"crm://deal/{deal_id}") for deal_id, title in deals]
        for link in links:
            name = words.title(link.kind, link.number) if link.number else ""
            if link.kind == CREDIT_NOTE:  # the heading says what it is
                name = link.number
            draft = str(T("{kind}, draft", kind=words.KINDS[link.kind]))
            facts.append((_RELATIONS[link.relation], name or draft, addresses.of(link.id)))
        for place, (heading, value, address) in enumerate(facts):
            self._add_fact(place, heading, value, address)

    def _add_fact(self, place: int, heading: Text, value: str, address: str) -> None:
        if address:
            shown: QWidget = self._ui.button(
                value, "link", clicked=lambda: self._context.open(address)
            )
        else:
            shown = self._ui.value(value, "body_strong")
        middle = Qt.AlignmentFlag.AlignVCenter
        self._facts.addWidget(self._ui.label(heading, "body", "2"), place, 0, middle)
        self._facts.addWidget(shown, place, 1, Qt.AlignmentFlag.AlignLeft | middle)

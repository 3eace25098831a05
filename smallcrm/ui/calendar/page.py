"""The calendar: a day, a week or a month of everything that has a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.text import T, Text
from smallcrm.services import calendar
from smallcrm.services.calendar import CalendarRow
from smallcrm.ui.calendar import placing
from smallcrm.ui.calendar.hours_view import HoursView
from smallcrm.ui.calendar.month_view import MonthView
from smallcrm.ui.calendar.moving import Moving
from smallcrm.ui.calendar.placing import WEEK
from smallcrm.ui.calendar.view import CalendarView
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.tasks import addresses
from smallcrm.ui.widgets.chips import Chips

DAY, WEEKLY, MONTH = "day", "week", "month"
SPANS: dict[str, Text] = {DAY: T("Day"), WEEKLY: T("Week"), MONTH: T("Month")}
_NOTE = "calendar.span"
_MORNING = 8  # the hour that is seen first
_DAY = timedelta(days=1)


def create(context: Context) -> Page:
    """Make the page."""
    return CalendarPage(context)


class CalendarPage(Page):
    """Arrows choose days, free times and entries, Ctrl with them moves what is chosen.

    Page Up and Down go by what is shown, T to today, N adds at the chosen time, 1 to 3 choose how
    much is shown.
    """

    tables: ClassVar[tuple[str, ...]] = ("task", "contact", "deal", "document", "payment")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        ui, theme = self.ui, context.theme
        self.day = clock.today()
        self.views: dict[str, CalendarView] = {
            DAY: HoursView(theme, SPANS[DAY], 1),
            WEEKLY: HoursView(theme, SPANS[WEEKLY], WEEK),
            MONTH: MonthView(theme),
        }
        self.chips = Chips(ui, list(SPANS.items()), T("What is shown"))
        self.heading = ui.label("", "title", elide=True)
        self.stack = QStackedWidget()
        self._areas: dict[str, QWidget] = {}
        self._moving = Moving(context, self, lambda: self.view, self.reload)
        self._seen: set[str] = set()  # what was scrolled to the morning once
        self._build()
        self.chips.choose(context.settings.note(_NOTE) or MONTH)
        self._show_span()

    @property
    def view(self) -> CalendarView:
        """The view that is shown."""
        return self.views[self.chips.current() or MONTH]

    def show_address(self, address: Address) -> None:
        try:
            self.day = date.fromisoformat(address.parts[0])
        except (IndexError, ValueError):
            self.day = self.day if self.view.rows else clock.today()
        self.reload()
        self.view.setFocus()

    def headline(self) -> str:
        return self.heading.text()

    def commands(self) -> Sequence[Command]:
        span = {
            DAY: (T("Show a day"), "1 D"),
            WEEKLY: (T("Show a week"), "2 W"),
            MONTH: (T("Show a month"), "3 M"),
        }
        return [
            Command("calendar.new", T("New task"), self._new, "Ctrl+N N", "plus"),
            Command("calendar.today", T("Go to today"), self._today, "T", "today"),
            Command("calendar.before", T("Earlier"), partial(self._turn, -1), "PgUp", "arrow_left"),
            Command("calendar.after", T("Later"), partial(self._turn, 1), "PgDown", "arrow_right"),
            *[
                Command(f"calendar.{key}", text, partial(self._look, key), keys, "calendar")
                for key, (text, keys) in span.items()
            ],
            *self._moving.commands(),
        ]

    def panes(self) -> Sequence[QWidget]:
        return (self.chips, self.view)

    def reload(self) -> None:
        first, last = self._span()
        day = self.day
        self.context.ops.ask(
            self,
            lambda session: calendar.list_between(session, first, last),
            lambda rows: self._on_read(day, rows),
        )

    def _build(self) -> None:
        ui, m = self.ui, self.ui.m
        column = ui.column(m.s3)
        column.setContentsMargins(m.s5, m.s5, m.s5, m.s5)
        self.setLayout(column)
        head = ui.row(m.s2)
        head.addWidget(self.heading, 1)
        before = ui.icon_button("arrow_left", T("Earlier"), key="PgUp",
                                clicked=partial(self._turn, -1))  # fmt: skip
        after = ui.icon_button("arrow_right", T("Later"), key="PgDown",
                               clicked=partial(self._turn, 1))  # fmt: skip
        today = ui.button(T("Today"), "secondary", clicked=self._today)
        new = ui.button(T("New task"), "primary", "plus", clicked=self._new)
        ui.explain(today, T("Go to today"), "T")
        ui.explain(new, T("New task"), "Ctrl+N")
        for button in (before, today, after, new):
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(self.chips)
        column.addWidget(self.stack, 1)
        for key, view in self.views.items():
            self._areas[key] = self._area(view)
            self.stack.addWidget(self._areas[key])
            view.opened.connect(lambda row: self.context.open(row.address))
            view.wanted.connect(self._on_wanted)
            view.moved.connect(self._moving.move)
            view.gone_to.connect(self._on_gone)
            view.looked_into.connect(self._look_into)
        self.chips.chosen.connect(self._choose_span)

    def _area(self, view: CalendarView) -> QWidget:
        if not isinstance(view, HoursView):
            return view
        area = _HoursArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(view)
        area.verticalScrollBar().valueChanged.connect(lambda _value: view.update())
        view.reached.connect(lambda hour: self._reach(area, view, hour))
        return area

    def _reach(self, area: QScrollArea, view: HoursView, hour: float) -> None:
        """Scroll so that *hour* is seen below what stays in sight, and two hours behind it."""
        bar = area.verticalScrollBar()
        room = area.viewport().height()
        highest, lowest = view.y_of(hour + 2) - room, view.y_of(hour) - view.top
        if bar.value() > lowest or bar.value() < highest:
            bar.setValue(round(min(max(bar.value(), highest), lowest)))

    def _span(self) -> tuple[date, date]:
        """From the first day that is shown to behind the last one."""
        self.view.day = self.day
        days = self.view.days
        return days[0], days[-1] + _DAY

    def _on_read(self, day: date, rows: list[CalendarRow]) -> None:
        if day == self.day and not self._moving.is_busy:
            is_first = self.chips.current() not in self._seen
            self._seen.add(self.chips.current())
            self.view.show_rows(day, rows)
            self.heading.setText(self._title())
            area = self._areas[self.chips.current()]
            if is_first and isinstance(area, QScrollArea) and isinstance(self.view, HoursView):
                area.verticalScrollBar().setMaximum(self.view.sizeHint().height())
                area.verticalScrollBar().setValue(round(self.view.y_of(_MORNING) - self.view.top))

    def _title(self) -> str:
        span = self.chips.current()
        if span == DAY:
            return formats.day_heading(self.day)
        if span == MONTH:
            return formats.month(self.day)
        first, last = self._span()
        return formats.days(first, last - _DAY)

    def _choose_span(self, key: str) -> None:
        self.chips.choose(key)
        self.context.settings.keep_note(_NOTE, key)
        self._show_span()
        self.reload()

    def _look(self, key: str) -> None:
        self._choose_span(key)
        self.view.setFocus()

    def _show_span(self) -> None:
        self.stack.setCurrentWidget(self._areas[self.chips.current()])

    def _on_gone(self, day: date) -> None:
        was = self._span()
        self.day = day
        if self._span() != was:
            self.reload()

    def _look_into(self, day: date) -> None:
        self.day = day
        self._look(DAY)

    def _today(self) -> None:
        self.day = clock.today()
        self.reload()
        self.view.setFocus()

    def _turn(self, way: int) -> None:
        span = self.chips.current()
        if span == MONTH:
            self.day = placing.months_later(self.day, way)
        else:
            self.day += timedelta(days=way * (WEEK if span == WEEKLY else 1))
        self.reload()

    def _new(self) -> None:
        self._on_wanted(self.view.slot or self.day)

    def _on_wanted(self, when: date) -> None:
        self.context.open(addresses.new_at(when))


class _HoursArea(QScrollArea):
    """Stays where it is when the keyboard leaves it: the whole day is one widget."""

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        return QWidget.focusNextPrevChild(self, next_)

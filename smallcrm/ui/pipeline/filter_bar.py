"""Which deals are shown: words, and chips that open a list each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services.pipeline import DealFilter
from smallcrm.ui.pipeline.periods import CLOSED, CLOSES, CREATED, span
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice_chip import ChoiceChip
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.search_box import SearchBox

_SEARCH_WIDTH = 260
_RECENT = "recent"  # what of the won and lost ones is shown at first
_OWNER, _SOURCE, _TAG, _CLOSES, _CREATED, _CLOSED = (
    *("owner", "source", "tag", "closes", "created", "closed"),
)


class FilterBar(QWidget):
    """Says what is wanted; *before* stands in front of the chips.

    Signals:
        changed: Other deals are wanted.
        left: The keyboard wants into the deals.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, context: Context, before: QWidget) -> None:
        super().__init__()
        self._before = before
        self._context = context
        self._ui = context.ui
        self.search = SearchBox(self._ui, T("Filter deals"))
        self.chips = {
            _OWNER: ChoiceChip(self._ui, T("Owner")),
            _SOURCE: ChoiceChip(self._ui, T("Source")),
            _TAG: ChoiceChip(self._ui, T("Tag")),
            _CLOSES: ChoiceChip(self._ui, T("Closing")),
            _CREATED: ChoiceChip(self._ui, T("New since")),
            _CLOSED: ChoiceChip(self._ui, T("Won and lost"), usual=_RECENT),
        }
        self._all = self._ui.button(T("Show all"), "link", clicked=self.show_all)
        self._build()
        self.search.searched.connect(lambda _text: self._on_changed())
        self.search.left.connect(self.left)
        for chip in self.chips.values():
            chip.chosen.connect(self._on_changed)
        self._fit()
        context.theme.changed.connect(self._fit)

    @property
    def filters(self) -> DealFilter:
        """What is wanted, on this day."""
        today = clock.today()
        owner = self.chips[_OWNER].key
        closes = span(self.chips[_CLOSES].key, today)
        created = span(self.chips[_CREATED].key, today)
        wanted = DealFilter(
            search=self.search.text().strip(),
            owner_id=int(owner) if owner else None,
            source=self.chips[_SOURCE].key,
            tag=self.chips[_TAG].key,
            created_from=created[0],
            closes_from=closes[0],
            closes_to=closes[1],
            closed_from=span(self.chips[_CLOSED].key, today)[0],
        )
        # What should have closed and is won is late no more.
        return replace(wanted, status="open") if self.chips[_CLOSES].key == "overdue" else wanted

    @property
    def is_narrowing(self) -> bool:
        """Whether deals are left out that are usually shown."""
        return bool(self.search.text().strip()) or any(
            chip.is_narrowing for chip in self.chips.values()
        )

    def offer(
        self,
        owners: Sequence[tuple[int, str]],
        sources: Sequence[str],
        tags: Sequence[str],
        me: int = 0,
    ) -> None:
        """Offer what deals have; a list with nothing in it is not there. *me* comes first."""
        names = {key: str(T("Mine")) if key == me else name for key, name in owners}
        first = sorted(names, key=lambda key: key != me)
        self.chips[_OWNER].offer([(str(key), names[key]) for key in first])
        self.chips[_SOURCE].offer([(name, name) for name in sources])
        self.chips[_TAG].offer([(name, name) for name in tags])

    def show_owner(self, owner_id: int | None) -> None:
        """Say whose deals are shown, without a signal; None: those of all."""
        self.chips[_OWNER].choose("" if owner_id is None else str(owner_id))
        self._all.setVisible(self.is_narrowing)

    def show_all(self) -> None:
        """Take all filters away."""
        with QSignalBlocker(self.search):
            self.search.clear()
        for chip in self.chips.values():
            chip.reset()
        self._on_changed()

    def _build(self) -> None:
        flow = FlowLayout(self._ui.m.s2)
        self.setLayout(flow)
        for widget in (self._before, self.search, *self.chips.values(), self._all):
            flow.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for kinds, name in ((CLOSES, _CLOSES), (CREATED, _CREATED), (CLOSED, _CLOSED)):
            self.chips[name].offer([(key, str(words)) for key, words in kinds.items()])
        for chip in self.chips.values():
            chip.reset()
        self._all.setVisible(False)

    def _fit(self) -> None:
        self.search.setFixedWidth(self._ui.theme.size(_SEARCH_WIDTH))

    def _on_changed(self) -> None:
        self._all.setVisible(self.is_narrowing)
        self.changed.emit()

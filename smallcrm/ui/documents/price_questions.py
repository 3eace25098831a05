"""Questions above a draft: nothing of its prices and rates changes before it is said what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from smallcrm.core import formats
from smallcrm.core.text import T
from smallcrm.services import documents
from smallcrm.services.documents import DocumentDraft, switching
from smallcrm.ui.documents.draft_form import DraftForm
from smallcrm.ui.widgets.banner import Banner


class PriceQuestions:
    """Asks in the banner, and gives the answer to the form."""

    def __init__(self, form: DraftForm, banner: Banner) -> None:
        self._form, self._banner = form, banner
        self._asked_rates: Sequence[object] | None = None

    def start(self) -> None:
        """Another draft is on screen: nothing was asked of it yet."""
        self._asked_rates = None

    def ask_prices(self, include_tax: bool) -> None:  # noqa: FBT001 - a slot
        """Prices are to be typed with tax, or without: what of those that are typed already?"""
        draft = self._form.draft()
        plain = replace(draft, prices_include_tax=include_tax)
        turned = switching.recalculated(draft, include_tax=include_tax)
        if not draft.lines:
            self._form.take(plain)
            return
        self._form.head.set_include_tax(include_tax=draft.prices_include_tax)
        totals = [documents.compute(one).total for one in (turned, plain)]
        kept, moved = (formats.money(total, draft.currency) for total in totals)
        self._banner.show_message(
            T("What happens to the prices that are typed already?"),
            "accent",
            [
                (T("Recalculate them: total {total}", total=kept), lambda: self._take(turned)),
                (
                    T("Leave them as they are: total {total}", total=moved),
                    lambda: self._take(plain),
                ),
            ],
        )

    def offer_rates(self) -> None:
        """The tax date moved over a change of rate: is the new one to be taken?"""
        found = self._form.rate_move()
        asked = None if found is None else found.changed
        if asked == self._asked_rates:
            return
        if self._asked_rates is not None:
            self._banner.hide()
        self._asked_rates = asked
        if found is None:
            return
        draft, moved = self._form.draft(), found.draft
        old, new = (", ".join(formats.percent(pair[at]) for pair in found.changed) for at in (0, 1))
        kept, changed = (
            formats.money(documents.compute(one).total, draft.currency) for one in (draft, moved)
        )
        day = formats.day(self._form.model.basis.day)
        self._banner.show_message(
            T("On {day} the tax rate is {new}, not {old}.", day=day, new=new, old=old),
            "accent",
            [
                (
                    T("Change to {new}: total {total}", new=new, total=changed),
                    lambda: self._take(moved),
                ),
                (T("Leave {old}: total {total}", old=old, total=kept), self._banner.hide),
            ],
        )

    def _take(self, draft: DocumentDraft) -> None:
        self._banner.hide()
        self._form.take(draft)

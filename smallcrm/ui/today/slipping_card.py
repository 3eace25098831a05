"""Slipping: new leads, deals nobody works on, customers nobody talks to, birthdays."""

from __future__ import annotations

from collections.abc import Iterator

from smallcrm.core import clock
from smallcrm.core.text import TN, T
from smallcrm.services.pipeline import Card as Deal
from smallcrm.services.today import SILENT, Slipping
from smallcrm.ui.leads import addresses as lead_addresses
from smallcrm.ui.pipeline import words as deal_words
from smallcrm.ui.shell.context import Context
from smallcrm.ui.today import words
from smallcrm.ui.today.card import Card

_DEALS = "crm://pipeline/list"


class SlippingCard(Card):
    """What would be forgotten if nobody said it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("Slipping"))

    def show_slipping(self, found: Slipping) -> Iterator[None]:
        """Show what was *found*, a section at each step."""
        return self.fill(self._steps(found))

    def _steps(self, found: Slipping) -> Iterator[None]:
        if found.is_empty:
            self.add_sentence(T("Nothing slips away."))
        if found.new_leads:
            self._add_leads(found.new_leads)
        self._add_deals(found)
        yield
        self._add_quiet(found)
        yield
        self._add_birthdays(found)

    def _add_deals(self, found: Slipping) -> None:
        if found.deals:
            self.add_heading(T("Deals to look after"), found.deal_count)
        for deal in found.deals:
            self._add_deal(deal)
        self.add_rest(found.deal_count - len(found.deals), _DEALS)

    def _add_quiet(self, found: Slipping) -> None:
        if found.quiet:
            self.add_heading(T("Not heard of for {days} days", days=SILENT), found.quiet_count)
        for row in found.quiet:
            silent = str(TN("{count} day", "{count} days", row.days))
            self._add_contact(row.id, row.name, silent)
        self.add_rest(found.quiet_count - len(found.quiet))

    def _add_birthdays(self, found: Slipping) -> None:
        if found.birthdays:
            self.add_heading(T("Birthdays this week"), found.birthday_count)
        for one in found.birthdays:
            self._add_contact(one.id, one.name, words.day_of(one, clock.today()), "birthday")
        self.add_rest(found.birthday_count - len(found.birthdays))

    def _add_leads(self, count: int) -> None:
        said = TN("{count} new lead waits for an answer", "{count} new leads wait for an answer",
                  count)  # fmt: skip
        self.add_line(self.line("leads", (said, ""), lead_addresses.LIST))

    def _add_deal(self, deal: Deal) -> None:
        about = "  ·  ".join(filter(None, (deal_words.amount(deal), deal_words.who(deal))))
        line = self.line(f"deal {deal.id}", (deal.title, about), f"crm://deal/{deal.id}")
        line.add_pill(*deal_words.pill(deal, clock.today()))
        if deal.is_stale:
            self.ui.explain(line, deal_words.stale(deal))
        self.add_line(line)

    def _add_contact(self, key: int, name: str, said: str, kind: str = "contact") -> None:
        line = self.line(f"{kind} {key}", (name, ""), f"crm://contact/{key}")
        line.add_pill(said)
        self.add_line(line)

"""By which program of this computer telephone numbers are called."""

from __future__ import annotations

from smallcrm.core import dialing
from smallcrm.core.dialing import SIP, TEL
from smallcrm.core.text import T
from smallcrm.ui.calling import ways
from smallcrm.ui.settings_page.fields import CALLS
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.line_edit import LineEdit


def create(context: Context) -> Section:
    """Make the section."""
    return CallsSection(context)


class CallsSection(Section):
    """What stays on this computer; others have their own."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("Phone calls"))
        self.way = Choice([(TEL, T("The phone program (tel:)")), (SIP, T("A SIP program (sip:)"))])
        self.domain = LineEdit("", "pbx.shop.example")
        self._build()
        self.reload()

    def reload(self) -> None:
        settings = self.context.settings
        self.way.set_value(ways.chosen(settings))
        self.domain.set_value(ways.domain(settings))

    def leave(self) -> bool:
        self.domain.commit()
        return True

    def _build(self) -> None:
        card = self.card(T("How numbers are called"))
        words = T(
            "Call hands a number to the program that this computer has for it, and starts a timer. "
            "SmallCRM itself calls nobody and listens to nothing."
        )
        card.addWidget(self.ui.label(words, "body", "2", wrap=True))
        card.addWidget(self.field("call_by", CALLS, self.way))
        card.addWidget(self.field("sip_domain", CALLS, self.domain))
        hint = T(
            "Written behind the number, as your provider says; empty where the SIP program knows "
            "it. Numbers without a country code are always called by the phone program."
        )
        card.addWidget(self.ui.label(hint, "body", "2", wrap=True))
        self.way.committed.connect(self._keep_way)
        self.domain.committed.connect(self._keep_domain)

    def _keep_way(self, way: str) -> None:
        ways.choose(self.context.settings, way)
        self.state.finish()

    def _keep_domain(self, text: str) -> None:
        domain = text.strip().removeprefix("@")
        if domain and not dialing.is_domain(domain):
            sentence = T(
                "“{typed}” is not the name of a server. Write it like this: pbx.shop.example.",
                typed=text,
            )
            self.fields["sip_domain"].set_error(str(sentence))
            return
        self.fields["sip_domain"].clear_error()
        ways.keep_domain(self.context.settings, domain)
        self.state.finish()
        self.reload()

"""Look: light or dark, and how large the text is; at once."""

from __future__ import annotations

from decimal import Decimal

from smallcrm.core import formats
from smallcrm.core.text import T
from smallcrm.ui.settings_page.fields import LOOK
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.shell.context import Context
from smallcrm.ui.theme.theme import DARK_SCHEME, LIGHT_SCHEME, SYSTEM, TEXT_SIZES
from smallcrm.ui.widgets.chips import Chips

_ROOMY = 1024  # width at 100 % below which something has to give way


def create(context: Context) -> Section:
    """Make the section."""
    return LookSection(context)


class LookSection(Section):
    """What stays on this computer; other computers have their own look."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("Look"))
        schemes = [
            (SYSTEM, T("As the system")),
            (LIGHT_SCHEME, T("Light")),
            (DARK_SCHEME, T("Dark")),
        ]
        sizes = [(str(size), formats.percent(Decimal(size))) for size in TEXT_SIZES]
        self.schemes = Chips(self.ui, schemes, LOOK["scheme"])
        self.sizes = Chips(self.ui, sizes, LOOK["text_size"])
        self._narrow = self.ui.label(
            T(
                "The window is too narrow for text of this size."
                " Make it wider, or the text smaller."
            ),
            "body",
            "warning",
            wrap=True,
        )
        self._build()
        self.reload()

    def reload(self) -> None:
        theme = self.context.theme
        self.schemes.choose(theme.scheme)
        nearest = min(TEXT_SIZES, key=lambda size: abs(size - theme.text_size))
        self.sizes.choose(str(nearest))
        window = self.window().width()
        self._narrow.setVisible(0 < window < theme.size(_ROOMY) and theme.text_size > 100)  # noqa: PLR2004

    def _build(self) -> None:
        layout = self.card()
        layout.addWidget(self.field("scheme", LOOK, self.schemes))
        layout.addWidget(
            self.field("text_size", LOOK, self.sizes, T("Ctrl and + or - do the same anywhere."))
        )
        layout.addWidget(self._narrow)
        self.schemes.chosen.connect(self._on_scheme)
        self.sizes.chosen.connect(self._on_size)
        self.context.theme.changed.connect(self.reload)

    def _on_scheme(self, scheme: str) -> None:
        self.context.theme.set_scheme(scheme)
        self.context.settings.scheme = scheme

    def _on_size(self, size: str) -> None:
        self.context.theme.set_text_size(int(size))
        self.context.settings.text_size = int(size)

"""Light, dark, larger, smaller: for the keyboard and the palette."""

from __future__ import annotations

from collections.abc import Callable

from smallcrm.core.text import T
from smallcrm.ui.settings import Settings
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.theme.theme import DARK_SCHEME, LIGHT_SCHEME, SYSTEM, Theme


def look_commands(theme: Theme, settings: Settings) -> list[Command]:
    """The commands that change the look, at once and for the next time."""

    def use(scheme: str) -> Callable[[], None]:
        def run() -> None:
            theme.set_scheme(scheme)
            settings.scheme = scheme

        return run

    def step(steps: int) -> Callable[[], None]:
        def run() -> None:
            theme.step_text_size(steps)
            settings.text_size = theme.text_size

        return run

    return [
        Command("look.larger", T("Larger text"), step(1), "Ctrl++ Ctrl+=", "text_size"),
        Command("look.smaller", T("Smaller text"), step(-1), "Ctrl+-", "text_size"),
        Command("look.normal", T("Text at its normal size"), step(0), "Ctrl+0", "text_size"),
        Command("look.light", T("Light colors"), use(LIGHT_SCHEME), icon="sun"),
        Command("look.dark", T("Dark colors"), use(DARK_SCHEME), icon="moon"),
        Command("look.system", T("Colors as the system has them"), use(SYSTEM), icon="settings"),
    ]

"""What every page is handed: the kit, the data, and the way to the rest of the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal

from smallcrm.core.loading import load
from smallcrm.core.text import Text
from smallcrm.ui.errors import show_error
from smallcrm.ui.ops import Ops
from smallcrm.ui.settings import Settings
from smallcrm.ui.shell.commands import Commands
from smallcrm.ui.theme.theme import Theme
from smallcrm.ui.widgets.factory import Ui

if TYPE_CHECKING:  # loaded after the first picture
    from smallcrm.ui.talks import Talks


class FirstRow(Protocol):
    """A contact as the first look at the file has it."""

    @property
    def id(self) -> int:
        """Of the contact."""

    @property
    def kind(self) -> str:
        """``person`` or ``company``."""

    @property
    def name(self) -> str:
        """As it is shown."""

    @property
    def company(self) -> str:
        """Of a person; may be empty."""


class FirstPage(Protocol):
    """The beginning of the contact list, read before the services are loaded (db.glance)."""

    @property
    def business(self) -> str:
        """The name of the business; may be empty."""

    @property
    def is_all(self) -> bool:
        """Whether there are no more contacts than these."""

    @property
    def rows(self) -> Sequence[FirstRow]:
        """The first of them."""


class Parts(NamedTuple):
    """What a context is made of."""

    ui: Ui
    ops: Ops
    commands: Commands
    settings: Settings
    first_page: FirstPage | None = None


class Context(QObject):
    """Handed to every page.

    Signals:
        opened: Somebody wants to see an address (str).
        said: Something was done and is to be told: text, whether it can be undone.
        spoken: Another language was chosen (``en``): the window is made anew.
        backed_up: A copy of the data file was made.
        file_chosen: Another data file is to be opened, or made where there is none (a path).
        who_chosen: Somebody else of the staff uses this computer now.
    """

    opened = Signal(str)
    said = Signal(str, bool)
    spoken = Signal(str)
    backed_up = Signal()
    file_chosen = Signal(str)
    who_chosen = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.ui = parts.ui
        self.ops = parts.ops
        self.commands = parts.commands
        self.settings = parts.settings
        self.first_page = parts.first_page
        self._talks: Talks | None = None

    @property
    def theme(self) -> Theme:
        """The look in force."""
        return self.ui.theme

    @property
    def talks(self) -> Talks:
        """The call that is going on; asked for when the data file is open."""
        if self._talks is None:
            made: Talks = load("smallcrm.ui.talks").Talks(self.ops, self)
            self._talks = made
        return self._talks

    def open(self, address: str) -> None:
        """Show *address* (``crm://contact/42``)."""
        self.opened.emit(address)

    def say(self, text: Text | str, *, undo: bool = False) -> None:
        """Tell that something was done; *undo* offers to take the last action back."""
        self.said.emit(str(text), undo)

    def speak(self, language: str) -> None:
        """Use another language from now on; the window is made anew and stays where it is."""
        self.spoken.emit(language)

    def use_file(self, path: str) -> None:
        """Open the data file *path* instead, or make it where there is none."""
        self.file_chosen.emit(path)

    def fail(self, owner: QObject, error: BaseException) -> None:
        """Tell that something did not work."""
        show_error(owner, error)

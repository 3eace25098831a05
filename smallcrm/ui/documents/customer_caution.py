"""What a customer lacks for the document on screen, told above it."""

from __future__ import annotations

from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.services.documents import DocumentDraft, cautions
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.banner import Banner


class CustomerCaution:
    """Shares the banner with others: takes only away what it has put there."""

    def __init__(self, context: Context, banner: Banner) -> None:
        self._context = context
        self._banner = banner
        self._is_shown = False

    def look(self, draft: DocumentDraft) -> None:
        """Say what the customer of *draft* lacks, and lead to the contact."""
        try:
            found = self._context.ops.read(lambda session: cautions.of_customer(session, draft))
        except NotFound:  # undo took the contact back
            found = None
        if found is None:
            if self._is_shown:
                self._banner.hide()
        elif not self._banner.isVisible() or self._is_shown:
            address = f"crm://contact/{draft.customer_id}/details"
            way = (T("Open the contact"), lambda: self._context.open(address))
            self._banner.show_message(found, "warning", [way])
        self._is_shown = found is not None

"""Steps about money that can be undone, from whatever page: each tells what it did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T, Text
from smallcrm.services import payments
from smallcrm.services.documents import receipts
from smallcrm.ui.documents import pdf_file
from smallcrm.ui.shell.context import Context


def mark_paid(context: Context, owner: QObject, ids: list[int]) -> None:
    """Note that all that is open of some documents came today."""

    def said(made: list[int]) -> Text:
        return TN("{count} invoice is paid.", "{count} invoices are paid.", len(made))

    write(context, owner, T("Mark paid"), lambda s: payments.mark_paid(s, ids), said)


def remove(context: Context, owner: QObject, ids: list[int]) -> None:
    """Take payments out; what they paid is open again."""

    def action(session: Any) -> None:
        for payment_id in ids:
            payments.remove(session, payment_id)

    label = TN("Remove payment", "Remove {count} payments", len(ids))
    said = TN("Payment removed.", "{count} payments removed.", len(ids))
    write(context, owner, label, action, lambda _done: said)


def save_receipt(context: Context, owner: QWidget, payment_id: int) -> None:
    """Print the receipt for a payment, and ask where it is to be saved."""
    name = pdf_file.plain_name(str(T("Receipt {number}", number=payment_id)))

    def on_failed(error: BaseException) -> None:
        if isinstance(error, UserError):
            context.say(str(error))
        else:
            context.fail(owner, error)

    context.ops.query(
        owner,
        lambda session: receipts.get_receipt(session, payment_id),
        lambda pdf: pdf_file.ask(context, owner, f"{name}.pdf", pdf),
        on_failed,
    )


def write(
    context: Context,
    owner: QObject,
    label: Text,
    action: Callable[[Any], Any],
    said: Callable[[Any], Text],
) -> None:
    """Do one step that can be undone, and tell of it; what is refused is said as well."""

    def on_failed(error: BaseException) -> None:
        if isinstance(error, UserError):
            context.say(str(error))
        else:
            context.fail(owner, error)

    context.ops.write(
        owner, label, action, lambda done: context.say(said(done), undo=True), on_failed
    )

"""Documents typed into the window, and given to the command line; for the scenarios of money."""

from __future__ import annotations

import json
from decimal import Decimal

from smallcrm.core import formats
from smallcrm.core.text import T
from smallcrm.services import contacts, documents, settings
from smallcrm.services.contacts import ContactDraft
from smallcrm.ui.documents import words

CUSTOMER = "Ελένη Παπαδοπούλου"
BUSINESS = {"name": "Anthos Flowers", "tax_id": "123456783"}
# Mixed Greek rates: item, quantity, price, discount in per cent, rate of tax.
MIXED = (
    ("Τριαντάφυλλα", "3", "12.35", "", "24"),
    ("Φτέρη", "2.5", "4.10", "10", "13"),
    ("Βιβλίο", "10", "0.85", "", "6"),
    ("Βάζο", "1", "149.90", "15", "24"),
)


def prepare(file, **more):
    """Describe the business and add the customer; return the customer's id."""

    def prepare(session):
        settings.change(session, {**BUSINESS, **more})
        return contacts.create(session, ContactDraft(CUSTOMER))

    return file.write(prepare)


def draft(kind, rows, **more):
    """The JSON of a draft with *rows* such as ``MIXED``."""
    names = ("description", "quantity", "price", "discount_percent", "tax_rate")
    lines = [{name: cell for name, cell in zip(names, row, strict=True) if cell} for row in rows]
    return {"kind": kind, "customer": 1, "lines": lines, **more}


def stored(run, tmp_path, data):
    """Store a draft from the command line; return its id."""
    path = tmp_path / "draft.json"
    path.write_text(json.dumps(data), "utf-8")
    status, made = run("documents", "new", path)
    assert status == 0, made
    return made["id"]


def issued(run, tmp_path, data, *options):
    """Store and issue a draft from the command line; return the answer."""
    status, answer = run("documents", "issue", stored(run, tmp_path, data), *options)
    assert status == 0, answer
    return answer


def money(amount, currency="EUR"):
    """As the screen says it, in its language."""
    return formats.money(Decimal(amount), currency)


def types_document(owner, keys, rows, name=CUSTOMER):
    """Begin a document for *name* with *keys*, and type its lines."""
    owner.opens(name)
    owner.press(keys)
    editor = editor_of(owner)
    owner.until(editor.form.table.hasFocus)
    for item, quantity, price, discount, tax in rows:
        for cell in (item, quantity, "", price, discount, tax):
            owner.type(cell)
            owner.press("Tab")
    return editor


def editor_of(owner):
    owner.until(lambda: owner.window.host.page._editor is not None)
    return owner.window.host.page.editor


def issues(owner, kind):
    """Issue the draft on screen by keys; return its id once its page is shown."""
    owner.press("Ctrl+Return")
    owner.until(editor_of(owner).panel.isVisible)
    owner.press("Ctrl+Return")
    page = owner.window.host.page
    title = str(words.NUMBERED[kind]).strip()
    owner.until(lambda: page.issued.isVisible() and page.headline().startswith(title))
    return page.issued.document_id


def pays(owner, amount):
    """Note a payment for the invoice on screen, by keys."""
    owner.press("Ctrl+Shift+M")
    panel = owner.window.host.page.issued.payment
    owner.until(panel.amount.hasFocus)
    owner.type(amount)
    owner.press("Return")
    owner.until(lambda: not panel.isVisible())


def credits_part(owner, *quantities):
    """Credit so much of each line of the invoice on screen, by keys and clicks."""
    owner.click(T("Credit note…"))
    panel = owner.window.host.page.issued.credit
    owner.until(panel.isVisible)
    owner.click(T("Some lines, or a part of them"))
    for edit, quantity in zip(panel._edits.values(), quantities, strict=True):
        owner.come_to(edit)
        edit.selectAll()
        owner.type(quantity)
        owner.press("Tab")
    owner.press("Ctrl+Return")
    owner.until(lambda: not panel.isVisible())


def rows_of(file):
    """Every document as the list shows it, in the order in which they were made."""

    def read(session):
        found = documents.list_rows(session, documents.list_ids(session))
        return [found[key] for key in sorted(found)]

    return file.read(read)

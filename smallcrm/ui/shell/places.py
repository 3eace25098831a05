"""The places of the window. A place is listed here when its page exists, not before."""

from __future__ import annotations

from typing import NamedTuple

from smallcrm.core.text import T, Text


class NewSpec(NamedTuple):
    """A line of the menu New: it opens *address*."""

    text: Text
    icon: str
    address: str
    shortcut: str = ""


class PlaceSpec(NamedTuple):
    """A page and the way to it.

    Attributes:
        name: Its address is ``crm://name``.
        title: In the rail.
        icon: A file of ``resources/icons``.
        module: Has ``create(context) -> Page``; loaded when the place is first opened.
        shortcut: Goes there.
        kinds: Heads of other addresses that the page shows (``contact`` in ``crm://contact/42``).
        creates: What the menu New offers for it.
        is_in_rail: False for pages that are reached from others.
        is_listed: Whether the palette goes there although it is not in the rail.
        inside: The place in the rail that it belongs to; empty for none.
        ahead: Has ``get_ready(session)``, called in a thread soon after the start: what the
            first click would have to wait for.
    """

    name: str
    title: Text
    icon: str
    module: str
    shortcut: str = ""
    kinds: tuple[str, ...] = ()
    creates: tuple[NewSpec, ...] = ()
    is_in_rail: bool = True
    ahead: str = ""
    inside: str = ""
    is_listed: bool = False


TODAY = PlaceSpec("today", T("Today"), "today", "smallcrm.ui.today.page", "Ctrl+2")
CONTACTS = PlaceSpec(
    "contacts",
    T("Contacts"),
    "people",
    "smallcrm.ui.contacts.page",
    "Ctrl+1",
    kinds=("contact",),
    creates=(NewSpec(T("New contact"), "person_add", "crm://contact/new"),),
)
CONTACT_LISTS = PlaceSpec(
    "contact-list",
    T("Contacts as a table"),
    "table",
    "smallcrm.ui.contact_lists.page",
    is_in_rail=False,
    inside="contacts",
)
PIPELINE = PlaceSpec(
    "pipeline",
    T("Pipeline"),
    "pipeline",
    "smallcrm.ui.pipeline.page",
    "Ctrl+3",
    creates=(NewSpec(T("New deal"), "pipeline", "crm://pipeline/new"),),
    ahead="smallcrm.ui.pipeline.ahead",
)
DEAL = PlaceSpec(
    "deal",
    T("Deal"),
    "pipeline",
    "smallcrm.ui.pipeline.deal_page",
    is_in_rail=False,
    inside="pipeline",
)
LEADS = PlaceSpec(
    "leads",
    T("Incoming leads"),
    "person_add",
    "smallcrm.ui.leads.page",
    "Ctrl+7",
    kinds=("lead",),
    creates=(NewSpec(T("New lead"), "person_add", "crm://lead/new"),),
)
CAMPAIGNS = PlaceSpec(
    "campaigns",
    T("Campaigns and sources"),
    "megaphone",
    "smallcrm.ui.leads.campaigns_page",
    is_in_rail=False,
    inside="leads",
    is_listed=True,
)
TASKS = PlaceSpec(
    "tasks",
    T("Tasks"),
    "tasks",
    "smallcrm.ui.tasks.page",
    "Ctrl+4",
    kinds=("task",),
    creates=(NewSpec(T("New task"), "tasks", "crm://task/new", "Ctrl+Shift+T"),),
)
CALENDAR = PlaceSpec("calendar", T("Calendar"), "calendar", "smallcrm.ui.calendar.page", "Ctrl+8")
MISSED = PlaceSpec(
    "missed",
    T("What was missed"),
    "bell",
    "smallcrm.ui.reminding.missed_page",
    is_in_rail=False,
    inside="tasks",
    is_listed=True,
)
DOCUMENTS = PlaceSpec(
    "documents",
    T("Documents"),
    "documents",
    "smallcrm.ui.documents.page",
    "Ctrl+5",
    kinds=("document",),
    creates=(
        NewSpec(T("New invoice"), "invoice", "crm://document/new/invoice"),
        NewSpec(T("New quote"), "documents", "crm://document/new/quote"),
        NewSpec(T("New order"), "file", "crm://document/new/order"),
    ),
    ahead="smallcrm.ui.documents.ahead",
)
BANK = PlaceSpec(
    "bank",
    T("Bank statements"),
    "bank",
    "smallcrm.ui.bank.page",
    is_in_rail=False,
    inside="documents",
    is_listed=True,
)
PAYMENTS = PlaceSpec(
    "payments",
    T("Payments"),
    "money",
    "smallcrm.ui.documents.payments.page",
    kinds=("payment",),
    creates=(NewSpec(T("New payment"), "money", "crm://payment/new"),),
    is_in_rail=False,
    inside="documents",
    is_listed=True,
)
STATEMENT = PlaceSpec(
    "statement",
    T("Statement of account"),
    "money",
    "smallcrm.ui.receivables.statement_page",
    is_in_rail=False,
    inside="contacts",
)
UNPAID = PlaceSpec(
    "unpaid",
    T("Unpaid by age"),
    "chart",
    "smallcrm.ui.receivables.unpaid_page",
    is_in_rail=False,
    inside="documents",
    is_listed=True,
)
REMINDERS = PlaceSpec(
    "reminders",
    T("Reminders for unpaid invoices"),
    "send",
    "smallcrm.ui.dunning.page",
    is_in_rail=False,
    inside="documents",
    is_listed=True,
)
RECURRING = PlaceSpec(
    "recurring",
    T("Recurring documents"),
    "refresh",
    "smallcrm.ui.documents.recurring.page",
    is_in_rail=False,
    inside="documents",
    is_listed=True,
)
PRODUCTS = PlaceSpec(
    "products",
    T("Products"),
    "products",
    "smallcrm.ui.products.page",
    "Ctrl+6",
    kinds=("product",),
    creates=(NewSpec(T("New product"), "products", "crm://product/new"),),
)
REPORTS = PlaceSpec("reports", T("Reports"), "chart", "smallcrm.ui.reports.page", "Ctrl+9")
IMPORT = PlaceSpec(
    "import",
    T("Import"),
    "upload",
    "smallcrm.ui.importing.page",
    creates=(
        NewSpec(T("Contacts from a file"), "upload", "crm://import"),
        NewSpec(T("Calls from a list…"), "phone", "crm://import/calls"),
    ),
    is_in_rail=False,
)
DOUBLES = PlaceSpec(
    "doubles", T("Possible doubles"), "merge", "smallcrm.ui.doubles.page", is_in_rail=False
)
WELCOME = PlaceSpec("welcome", T("Welcome"), "star", "smallcrm.ui.welcome.page", is_in_rail=False)
PLACES: tuple[PlaceSpec, ...] = (
    TODAY,
    CONTACTS,
    CONTACT_LISTS,
    PIPELINE,
    DEAL,
    LEADS,
    CAMPAIGNS,
    TASKS,
    CALENDAR,
    MISSED,
    DOCUMENTS,
    BANK,
    PAYMENTS,
    STATEMENT,
    UNPAID,
    REMINDERS,
    RECURRING,
    PRODUCTS,
    REPORTS,
    IMPORT,
    DOUBLES,
    WELCOME,
)
SETTINGS: PlaceSpec | None = PlaceSpec(  # at the foot of the rail
    "settings", T("Settings"), "settings", "smallcrm.ui.settings_page.page", "Ctrl+,"
)


def all_places() -> tuple[PlaceSpec, ...]:
    """Every place, the settings included."""
    return PLACES if SETTINGS is None else (*PLACES, SETTINGS)


def place_for(kind: str) -> PlaceSpec | None:
    """The place that shows addresses of *kind*."""
    return next(
        (place for place in all_places() if kind == place.name or kind in place.kinds), None
    )

"""What the settings are called, section by section: for the forms and for the search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from smallcrm.core.fold import fold
from smallcrm.core.text import T, Text

BUSINESS: Mapping[str, Text] = {
    "name": T("Name of the business"),
    "legal_form": T("Legal form"),
    "street": T("Street and number"),
    "postcode": T("Postcode"),
    "city": T("City"),
    "country": T("Country"),
    "tax_id": T("Tax number"),
    "vat_id": T("VAT number"),
    "email": T("Email"),
    "phone": T("Phone"),
    "website": T("Website"),
    "iban": T("IBAN or account number"),
    "bic": T("BIC"),
    "bank": T("Bank"),
    "kpp": T("KPP (Russia)"),
    "correspondent_account": T("Correspondent account (Russia)"),
    "logo": T("Logo"),
}
DOCUMENTS: Mapping[str, Text] = {
    "series.quote": T("Numbers of quotes"),
    "series.order": T("Numbers of orders"),
    "series.invoice": T("Numbers of invoices"),
    "series.credit_note": T("Numbers of credit notes"),
    "due_days": T("Days to pay"),
    "valid_days": T("Days that a quote holds"),
    "prices_include_tax": T("Prices are typed with tax"),
    "back_dating": T("Allow earlier dates, after a warning"),
    "currency": T("Currency"),
    "language": T("Language of documents"),
    "note": T("Note on invoices"),
    "quote_note": T("Note on quotes"),
    "terms": T("Terms"),
}
LAYOUT: Mapping[str, Text] = {
    "layout.accent": T("Accent color"),
    "layout.paper": T("Paper"),
    "layout.position": T("Number of the line"),
    "layout.item_code": T("Item code in a column of its own"),
    "layout.unit": T("Unit in a column of its own"),
    "layout.discount": T("Discount in a column of its own"),
    "layout.tax_rate": T("Tax rate on every line"),
    "layout.tax_amount": T("Tax amount on every line"),
    "layout.words_ru": T("On Russian invoices"),
    "layout.words_el": T("On Greek invoices"),
    "layout.language": T("Language of the texts"),
    "layout.header": T("Text above the lines"),
    "layout.footer": T("Text at the foot of the page"),
    "layout.closing": T("Text at the end"),
}
TAXES: Mapping[str, Text] = {
    "rates": T("Tax rates"),
    "tax_set": T("Usual rates of a country"),
}
REMINDERS: Mapping[str, Text] = {
    "dunning.levels": T("Days of the reminders"),
    "title": T("Heading of the reminder"),
    "text": T("Text of the reminder"),
    "fee": T("Fee of the reminder"),
}
TASKS: Mapping[str, Text] = {
    "quiet_from": T("Quiet from"),
    "quiet_until": T("Quiet until"),
    "stays": T("Stay beside the clock when closed"),
    "autostart": T("Start with this computer"),
}
CALLS: Mapping[str, Text] = {
    "call_by": T("Call uses"),
    "sip_domain": T("Domain for SIP"),
}
OWN_FIELDS: Mapping[str, Text] = {"fields": T("Own fields")}
PIPELINE: Mapping[str, Text] = {
    "stages": T("Stages of the pipeline"),
    "reasons": T("Lost reasons"),
}
PEOPLE: Mapping[str, Text] = {"people": T("People who work here")}
LEADS: Mapping[str, Text] = {
    "rules": T("Who gets new leads"),
    "folder": T("Folder that is looked into for leads"),
}
LOOK: Mapping[str, Text] = {"scheme": T("Colors"), "text_size": T("Text size")}
LANGUAGE: Mapping[str, Text] = {"language": T("Language of the program")}
ABOUT: Mapping[str, Text] = {
    "backup": T("Backup"),
    "file": T("Data file"),
    "version": T("Version"),
    "license": T("License"),
}


class SectionSpec(NamedTuple):
    """A part of the settings.

    Attributes:
        key: In its address: ``crm://settings/taxes``.
        module: Has ``create(context) -> Section``; loaded when the section is first shown.
        fields: What stands in it, by name.
    """

    key: str
    title: Text
    icon: str
    module: str
    fields: Mapping[str, Text]


SECTIONS = (
    SectionSpec(
        "business", T("My business"), "company", "smallcrm.ui.settings_page.business", BUSINESS
    ),
    SectionSpec(
        "documents", T("Documents"), "documents", "smallcrm.ui.settings_page.documents", DOCUMENTS
    ),
    SectionSpec(
        "layout", T("Look of documents"), "print", "smallcrm.ui.settings_page.layout", LAYOUT
    ),
    SectionSpec("taxes", T("Taxes"), "bank", "smallcrm.ui.settings_page.taxes", TAXES),
    SectionSpec(
        "reminders",
        T("Payment reminders"),
        "send",
        "smallcrm.ui.settings_page.reminders",
        REMINDERS,
    ),
    SectionSpec(
        "tasks", T("Tasks and reminders"), "tasks", "smallcrm.ui.settings_page.tasks", TASKS
    ),
    SectionSpec("calls", T("Phone calls"), "phone", "smallcrm.ui.settings_page.calls", CALLS),
    SectionSpec(
        "fields", T("Own fields"), "contact", "smallcrm.ui.settings_page.own_fields", OWN_FIELDS
    ),
    SectionSpec(
        "pipeline", T("Pipeline"), "pipeline", "smallcrm.ui.settings_page.pipeline", PIPELINE
    ),
    SectionSpec("people", T("Staff"), "people", "smallcrm.ui.settings_page.people", PEOPLE),
    SectionSpec(
        "leads", T("Incoming leads"), "person_add", "smallcrm.ui.settings_page.leads", LEADS
    ),
    SectionSpec("look", T("Look"), "eye", "smallcrm.ui.settings_page.look", LOOK),
    SectionSpec("language", T("Language"), "globe", "smallcrm.ui.settings_page.language", LANGUAGE),
    SectionSpec("about", T("About and backup"), "shield", "smallcrm.ui.settings_page.about", ABOUT),
)


class Hit(NamedTuple):
    """A setting that was searched for."""

    section: SectionSpec
    field: str
    title: str


def find(text: str) -> Iterator[Hit]:
    """The settings whose name, or whose section's name, has every word of *text*."""
    words = fold(text).split()
    for section in SECTIONS:
        for field, title in section.fields.items():
            where = fold(f"{section.title} {title}")
            if words and all(word in where for word in words):
                yield Hit(section, field, str(title))

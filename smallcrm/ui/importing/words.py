"""What files, systems, fields and choices are called on screen."""

from __future__ import annotations

from smallcrm.core.text import TN, T, Text
from smallcrm.services.contacts.completing import Policy
from smallcrm.services.exchange.drafts import CALLS, CONTACTS, DEALS, PRODUCTS, FileFacts
from smallcrm.services.exchange.fields import CUSTOM, FIELDS, IGNORE, parts
from smallcrm.services.exchange.importing.deciding import OnDouble

ENDINGS = "*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt *.vcf *.ics *.html *.xml"
_FORMATS = {
    "xlsx": T("Excel file"),
    "xls": T("Excel file (old format)"),
    "ods": T("OpenDocument spreadsheet"),
    "csv": T("CSV file"),
    "html": T("Web page with a table"),
    "xml": T("Excel file (XML)"),
    "vcf": T("Address book (vCard)"),
}
_SYSTEMS = {  # names of products: the same in every language
    "google": "Google Contacts",
    "outlook": "Outlook",
    "outlook_com": "Outlook.com",
    "thunderbird": "Thunderbird",
    "icloud": "iCloud",
    "hubspot": "HubSpot",
    "salesforce": "Salesforce",
    "pipedrive": "Pipedrive",
    "zoho": "Zoho",
    "bitrix24": "Bitrix24",
    "amocrm": "amoCRM",
    "1c": "1C",
    "odoo": "Odoo",
    "quickbooks": "QuickBooks",
    "shopify": "Shopify",
    "woocommerce": "WooCommerce",
    "xero": "Xero",
    "wave": "Wave",
    "freshbooks": "FreshBooks",
    "smallcrm": "SmallCRM",
}
ENCODINGS = (
    ("utf-8", T("Unicode (UTF-8)")),
    ("utf-16", T("Unicode (UTF-16)")),
    ("cp1253", T("Greek (Windows-1253)")),
    ("iso8859-7", T("Greek (ISO 8859-7)")),
    ("cp1251", T("Cyrillic (Windows-1251)")),
    ("koi8-r", T("Cyrillic (KOI8-R)")),
    ("cp866", T("Cyrillic (DOS 866)")),
    ("cp1252", T("Western European (Windows-1252)")),
    ("cp1250", T("Central European (Windows-1250)")),
    ("cp1254", T("Turkish (Windows-1254)")),
    ("mac-roman", T("Western European (Macintosh)")),
)
DELIMITERS = (
    (",", T("Comma")),
    (";", T("Semicolon")),
    ("tab", T("Tab")),
    ("|", T("Vertical bar")),
)
_LABELS = {
    "mobile": T("mobile"),
    "work": T("work"),
    "home": T("home"),
    "fax": T("fax"),
    "other": T("other"),
    "main": T("main"),
    "billing": T("billing"),
    "shipping": T("shipping"),
    "direct": T("direct line"),
    "pager": T("pager"),
}
# What a column can be made by hand; parts that only known programs have are shown where they come.
_OF_A_DEAL = (
    "deal.title",
    "deal.amount",
    "deal.currency",
    "deal.stage",
    "deal.status",
    "deal.close",
    "deal.source",
    "deal.reason",
    "deal.note",
    "deal.id",
)
CHOICES = (
    IGNORE,
    CUSTOM,
    "name",
    "given_name",
    "middle_name",
    "family_name",
    "account",
    "company",
    "role",
    "kind",
    "email",
    "email:work",
    "email:home",
    "phone",
    "phone:mobile",
    "phone:work",
    "phone:home",
    "phone:fax",
    "url",
    "address",
    "street",
    "postcode",
    "city",
    "region",
    "country",
    "tax_id",
    "birthday",
    "tag",
    "note",
    "source",
    "language",
    "currency",
    "external_id",
    *_OF_A_DEAL,
)
DEAL_CHOICES = (
    IGNORE,
    CUSTOM,
    *_OF_A_DEAL,
    "account",
    "name",
    "company",
    "kind",
    "email",
    "phone",
    "tax_id",
)
PRODUCT_CHOICES = (
    IGNORE,
    CUSTOM,
    "product.code",
    "product.name",
    "product.unit",
    "product.price",
    "product.currency",
    "product.tax_rate",
    "product.tax_category",
    "product.description",
)
KINDS = (
    (CONTACTS, T("Contacts")),
    (DEALS, T("Deals")),
    (PRODUCTS, T("Products")),
    (CALLS, T("Telephone calls")),
)
NEW = {
    CONTACTS: T("New contacts"),
    DEALS: T("New deals"),
    PRODUCTS: T("New products"),
}
DOUBLES = (
    (OnDouble.FILL, T("Fill their empty fields")),
    (OnDouble.OVERWRITE, T("Overwrite what is there")),
    (OnDouble.SKIP, T("Skip these rows")),
    (OnDouble.ASK, T("Bring them in and list them")),
    (OnDouble.CREATE, T("Bring them in as new contacts")),
)

POLICIES: dict[Policy | None, Text] = {
    None: T("As chosen for all columns"),
    Policy.OVERWRITE: T("Overwrite"),
    Policy.FILL: T("Fill if empty"),
    Policy.APPEND: T("Add to it"),
    Policy.LEAVE: T("Leave as it is"),
}


def file_words(facts: FileFacts) -> str:
    """``CSV file, Google Contacts``."""
    kind = str(_FORMATS.get(facts.format, facts.format))
    system = _SYSTEMS.get(facts.system, "")
    return f"{kind}, {system}" if system else kind


def choices_of(holds: str) -> tuple[str, ...]:
    """The fields that a column of a file that *holds* these can be made by hand."""
    return {PRODUCTS: PRODUCT_CHOICES, DEALS: DEAL_CHOICES}.get(holds, CHOICES)


def field_words(field: str | None) -> str:
    """``Phone, mobile``; a column without a field keeps its own heading."""
    base, label, _group = parts(field or CUSTOM)
    name = FIELDS.get(base)
    if name is None:
        return str(FIELDS[CUSTOM])
    if not label:
        return str(name)
    word: Text | str = _LABELS.get(label, label.upper() if base == "tax_id" else label)
    return str(T("{field}, {label}", field=name, label=word))


def import_words(holds: str, count: int) -> Text:
    """What the button says that brings *count* of them in."""
    if holds == PRODUCTS:
        return TN("Import {count} product", "Import {count} products", count)
    if holds == DEALS:
        return TN("Import {count} deal", "Import {count} deals", count)
    return TN("Import {count} contact", "Import {count} contacts", count)


def confidence_words(field: str | None, confidence: float) -> tuple[str, str]:
    """How sure the reading is, and the kind of its pill; nothing where there is no doubt."""
    if field is None or confidence >= _SURE:
        return "", ""
    return str(T("Check")), "warning"


_SURE = 0.7

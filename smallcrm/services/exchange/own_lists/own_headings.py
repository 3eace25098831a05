"""The headings of our own lists, in one place: what is written out is understood on its way back.

Whatever language a list was written in, ``systems.own`` knows its columns.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from smallcrm.core.text import T, Text

SYSTEM = "smallcrm"
OWN_ID = "SmallCRM ID"  # the same in every language: by it a list finds its contacts again
OWN_DEAL_ID = "SmallCRM deal ID"  # the same for deals; makes a list one of deals
REASON = "SmallCRM:"  # begins the heading of the reasons beside rows that were left out


class Heading(NamedTuple):
    """A column of our lists.

    Attributes:
        field: See ``fields``.
        first: Its heading.
        more: The heading of the second one and further ones, with the blank ``{number}``.
    """

    field: str
    first: Text
    more: Text | None = None

    def text(self, number: int = 1) -> str:
        """The heading of the *number*-th column of its sort."""
        if number == 1 or self.more is None:
            return str(self.first)
        return str(replace(self.more, values={"number": number}))


NAME = Heading("name", T("Full name"))
KIND = Heading("kind", T("Person or company"))
GIVEN_NAME = Heading("given_name", T("First name"))
FAMILY_NAME = Heading("family_name", T("Last name"))
COMPANY = Heading("company", T("Company"))
ROLE = Heading("role", T("Job title"))
EMAIL = Heading("email", T("Email"), T("Email {number}", number=2))
PHONE = Heading("phone", T("Phone"), T("Phone {number}", number=2))
URL = Heading("url", T("Website"), T("Website {number}", number=2))
EMAIL_LABEL = Heading("email_label", T("Email - Label"), T("Email {number} - Label", number=2))
PHONE_LABEL = Heading("phone_label", T("Phone - Label"), T("Phone {number} - Label", number=2))
URL_LABEL = Heading("url_label", T("Website - Label"), T("Website {number} - Label", number=2))
ADDRESS_LABEL = Heading(
    "address_label", T("Address - Label"), T("Address {number} - Label", number=2)
)
STREET = Heading("street", T("Street"), T("Address {number} - Street", number=2))
POSTCODE = Heading("postcode", T("Postcode"), T("Address {number} - Postcode", number=2))
CITY = Heading("city", T("City"), T("Address {number} - City", number=2))
REGION = Heading("region", T("Region"), T("Address {number} - Region", number=2))
COUNTRY = Heading("country", T("Country"), T("Address {number} - Country", number=2))
TAX_ID = Heading("tax_id", T("Tax number"))
BIRTHDAY = Heading("birthday", T("Birthday"))
LANGUAGE = Heading("language", T("Language"))
CURRENCY = Heading("currency", T("Currency"))
SOURCE = Heading("source", T("Source"))
TAGS = Heading("tag", T("Tags"))
NOTE = Heading("note", T("Note"))
OWNER = Heading("owner", T("Owner"))
CONSENT = Heading("consent", T("Consent"))
CONSENT_ON = Heading("consent_on", T("Consent - Day"))
CONSENT_SOURCE = Heading("consent_source", T("Consent - Where it was said"))
EXTERNAL_IDS = Heading("external_ids", T("Numbers in other programs"))
RELATIONS = Heading("relations", T("Former and further companies"))
ADDRESS = (STREET, POSTCODE, CITY, REGION, COUNTRY, ADDRESS_LABEL)
ALL = (
    NAME,
    KIND,
    GIVEN_NAME,
    FAMILY_NAME,
    COMPANY,
    ROLE,
    EMAIL,
    EMAIL_LABEL,
    PHONE,
    PHONE_LABEL,
    URL,
    URL_LABEL,
    *ADDRESS,
    TAX_ID,
    BIRTHDAY,
    LANGUAGE,
    CURRENCY,
    SOURCE,
    OWNER,
    CONSENT,
    CONSENT_ON,
    CONSENT_SOURCE,
    TAGS,
    NOTE,
    EXTERNAL_IDS,
    RELATIONS,
)
DEAL_TITLE = Heading("deal.title", T("Deal"))
DEAL_CONTACT = Heading("name", T("Contact"))
DEAL_STAGE = Heading("deal.stage", T("Stage"))
DEAL_STATUS = Heading("deal.status", T("Status"))
DEAL_AMOUNT = Heading("deal.amount", T("Amount"))
DEAL_CURRENCY = Heading("deal.currency", T("Currency"))
DEAL_SOURCE = Heading("deal.source", T("Source"))
DEAL_CLOSE = Heading("deal.close", T("Expected closing date"))
DEAL_REASON = Heading("deal.reason", T("Lost because of"))
DEAL_NOTE = Heading("deal.note", T("Note"))
DEAL_COMPANY = Heading("deal.company", T("Company"))
DEAL_OWNER = Heading("deal.owner", T("Who works on it"))
DEAL_CAMPAIGN = Heading("deal.campaign", T("Campaign"))
DEAL_TAGS = Heading("deal.tag", T("Tags"))
DEAL_DAYS = Heading("ignore", T("Days in this stage"))  # of the day of the export
# Only our own lists have them under these words: in others they may be about the contact.
DEAL_OWN_HEADINGS = (DEAL_COMPANY, DEAL_OWNER, DEAL_CAMPAIGN, DEAL_TAGS, DEAL_DAYS)
DEAL_HEADINGS = (
    DEAL_TITLE,
    DEAL_CONTACT,
    DEAL_STAGE,
    DEAL_STATUS,
    DEAL_AMOUNT,
    DEAL_CURRENCY,
    DEAL_SOURCE,
    DEAL_CLOSE,
    DEAL_REASON,
    DEAL_NOTE,
    KIND,
)
PRODUCT_CODE = Heading("product.code", T("Code"))
PRODUCT_NAME = Heading("product.name", T("Product or service"))
PRODUCT_UNIT = Heading("product.unit", T("Unit"))
PRODUCT_PRICE = Heading("product.price", T("Price"))
PRODUCT_CURRENCY = Heading("product.currency", T("Currency"))
PRODUCT_CATEGORY = Heading("product.tax_category", T("Tax category"))
PRODUCT_RATE = Heading("product.tax_rate", T("Tax rate"))
PRODUCT_DESCRIPTION = Heading("product.description", T("Description"))
PRODUCT_HEADINGS = (
    PRODUCT_CODE,
    PRODUCT_NAME,
    PRODUCT_UNIT,
    PRODUCT_PRICE,
    PRODUCT_CURRENCY,
    PRODUCT_CATEGORY,
    PRODUCT_RATE,
    PRODUCT_DESCRIPTION,
)

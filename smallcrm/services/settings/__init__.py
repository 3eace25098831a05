"""The business itself: its name, addresses, numbers, taxes; what travels with the data file."""

from smallcrm.services.settings.business import (
    FIELDS,
    Business,
    change,
    get_business,
    get_logo,
    set_logo,
    show,
)
from smallcrm.services.settings.new_file import create_file
from smallcrm.services.settings.taxes import TaxRateRow, list_tax_rates, rate_on

__all__ = [
    "FIELDS",
    "Business",
    "TaxRateRow",
    "change",
    "create_file",
    "get_business",
    "get_logo",
    "list_tax_rates",
    "rate_on",
    "set_logo",
    "show",
]

"""The business itself: its name, addresses, numbers, taxes; what travels with the data file."""

from smallcrm.services.settings.business import (
    FIELDS,
    Business,
    bank_problem,
    change,
    get_business,
    get_logo,
    read_country,
    set_logo,
    show,
)
from smallcrm.services.settings.layout import Layout, get_layout
from smallcrm.services.settings.new_file import create_file
from smallcrm.services.settings.speaking import follow_language
from smallcrm.services.settings.tax_changes import (
    CATEGORIES,
    TaxRateDraft,
    change_tax_rate,
    choose_tax_rate,
    create_tax_rate,
    remove_tax_rate,
)
from smallcrm.services.settings.tax_sets import TaxSet, set_countries, tax_set
from smallcrm.services.settings.taxes import (
    TakenSet,
    TaxRateRow,
    follow,
    in_force,
    list_tax_rates,
    rate_on,
    take_tax_set,
    taken_set,
)

__all__ = [
    "CATEGORIES",
    "FIELDS",
    "Business",
    "Layout",
    "TakenSet",
    "TaxRateDraft",
    "TaxRateRow",
    "TaxSet",
    "bank_problem",
    "change",
    "change_tax_rate",
    "choose_tax_rate",
    "create_file",
    "create_tax_rate",
    "follow",
    "follow_language",
    "get_business",
    "get_layout",
    "get_logo",
    "in_force",
    "list_tax_rates",
    "rate_on",
    "read_country",
    "remove_tax_rate",
    "set_countries",
    "set_logo",
    "show",
    "take_tax_set",
    "taken_set",
    "tax_set",
]

"""SmallCRM: customers, deals, quotes and invoices in one file on your own computer."""

__version__ = "0.1.0"

"""Contacts as plain values: what can be known of them without the data file.

Nothing here knows SQLAlchemy, so that the process that prepares contacts beside ours
(``exchange.preparing.child``) starts in a tenth of a second.
"""

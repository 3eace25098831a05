"""The sentences for everything that can be odd about a row or a value, by code.

Codes cross from the reading process to the program; sentences are translated where they are shown.
"""

from __future__ import annotations

from smallcrm.core.text import T, Text

_REASONS = {
    "nothing_identifies": T("There is no name, company, email or phone number in this row."),
    "summary_row": T("This row groups or sums up others; it is not a contact."),
    "group_card": T("This card is a group; its members got it as a tag."),
    "card_unclosed": T("This card has no end; what could be read of it was kept."),
    "photo_dropped": T("The photo of this card is too large and was left out."),
    "cut_short": T("This text is too long; only its beginning was kept."),
    "unclosed_quote": T(
        "A quotation mark is opened here and never closed; it was read as a letter."
    ),
    "other_encoding": T("This row is in another encoding than the file; check its letters."),
    "nul_bytes": T("The file held bytes that are no letters; they were left out."),
    "rows_left_out": T("This row stands below the table and was not read as a contact."),
    "another_table": T(
        "Another table begins in this row; it was not read. To import it too, import the file again"
        " with this row as the one with the headings."
    ),
    "row_too_long": T(
        "This row has more cells than there are headings; the others were kept as well."
    ),
    "cells_beyond": T(
        "Some rows have cells beyond the last heading. They go to the note, unless you choose"
        " something else for these columns."
    ),
    "row_too_short": T("This row has fewer cells than there are headings."),
    "error_value": T("The cell holds an error value; the field was left empty."),
    "formula_no_value": T("The cell holds a formula without a result; the field was left empty."),
    "name_missing": T("There is no name; the contact is shown by its email or phone number."),
    "email_wrong": T("This is not a complete email address; it was kept as it is."),
    "not_a_phone": T("This is not a phone number; it was put into the note."),
    "phone_short": T("This number is too short to be called; it was kept as it is."),
    "phone_repaired": T(
        "A spreadsheet had turned this phone number into a power of ten; it was restored."
    ),
    "phone_digits_lost": T(
        "A spreadsheet has destroyed the last digits of this phone number; check it."
    ),
    "birthday_in_future": T("This birthday is in the future; it was put into the note."),
    "date_impossible": T("There is no such day; the value was put into the note."),
    "date_unreadable": T("This is not a date; the value was put into the note."),
    "dates_as_dmy": T("Dates in this column can be read in two ways; the day was taken first."),
    "dates_as_mdy": T("Dates in this column can be read in two ways; the month was taken first."),
    "tax_id_wrong": T("The check digit of this tax number is not right; it was kept as it is."),
    "zero_restored": T("A leading zero of this tax number had been lost; it was put back."),
    "value_misfit": T("This is not a value of that field; it was put into the note."),
    "refusal_stays": T("The contact has refused advertising; that stays, whatever this row says."),
    "refusal_came": T("This row refuses advertising; the consent that was given is withdrawn."),
    "no_deal": T("There is no deal in this row: neither a title nor an amount."),
    "no_product": T("There is no name and no code in this row."),
    "product_name_missing": T("There is no name; the product is called by its code."),
    "price_wrong": T("This is not a price; the product came in without it."),
    "rate_wrong": T("This is not a tax rate; the usual one was taken."),
    "category_wrong": T("This is not a tax category; the usual one was taken."),
    "currency_wrong": T("This is not a currency; the usual one was taken."),
    "batch_differs": T(
        "The parts of this booking do not add up to its amount; it was taken as a whole."
    ),
    "booking_unreadable": T("The day or the amount of this row cannot be read; it was left out."),
    "calendar_no_day": T("This event has no day that can be read; it was left out."),
    "calendar_rule": T(
        "This repeats in a way that cannot be kept, such as several times a day; it was left out."
    ),
    "calendar_zone": T("Its time zone is not known; the time was taken as that of this computer."),
    "calendar_long": T("It takes longer than a month; only the first 31 days were kept."),
    "calendar_cancelled": T("This was cancelled."),
    "calendar_broken": T("This entry is damaged and cannot be read; it was left out."),
    "call_no_moment": T("The day or the time of this call cannot be read; it was left out."),
    "call_in_future": T("This call would be in the future; it was left out."),
    "call_no_side": T("This row does not say who called whom; it was left out."),
    "call_number_lost": T(
        "A spreadsheet has destroyed the last digits of this number; the call was left out."
    ),
    "amount_wrong": T("This is not an amount; the value was put into the note."),
}


def reason(code: str) -> Text:
    """The sentence for *code*.

    Raises:
        KeyError: A code that nobody wrote a sentence for: a bug.
    """
    return _REASONS[code]

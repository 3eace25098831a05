"""What a list of calls brings, in sentences for people."""

from __future__ import annotations

from smallcrm.core.text import TN, T, Text
from smallcrm.services.calls.drafts import Foretold


def label_of(file: str) -> Text:
    """What the history calls bringing in the calls of *file*."""
    return T("Calls from {file}", file=file)


def sentences(told: Foretold) -> list[Text]:
    """What is new, what is here already and what is left out; what there is none of is not told."""
    found = [
        (told.noted, TN("{count} call is new.", "{count} calls are new.", told.noted)),
        (told.missed, TN("{count} of them was missed.", "{count} of them were missed.",
                         told.missed)),
        (told.known, TN("{count} call is here already and stays as it is.",
                        "{count} calls are here already and stay as they are.", told.known)),
        (told.strangers, TN("{count} call is with a number that nobody has.",
                            "{count} calls are with numbers that nobody has.", told.strangers)),
        (told.internal, TN("{count} call within the business is left out.",
                           "{count} calls within the business are left out.", told.internal)),
        (len(told.rejected), TN("{count} row cannot be read and is left out.",
                                "{count} rows cannot be read and are left out.",
                                len(told.rejected))),
    ]  # fmt: skip
    return [words for count, words in found if count] or [T("There is nothing to bring in.")]

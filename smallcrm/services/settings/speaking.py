"""When the owner chooses a language for the program: what follows from that for the file."""

from __future__ import annotations

from sqlalchemy.orm import Session

from smallcrm.core.countries import of_system
from smallcrm.core.languages import LANGUAGES
from smallcrm.services.settings import business, moving, new_file


def follow_language(session: Session, language: str) -> None:
    """Have documents and stages speak *language* as well, as long as nothing was issued.

    A business that has no name yet moves to where the language is at home, with the currency and
    the taxes there, unless somebody has chosen its country.
    """
    if not moving.nothing_issued(session):
        return
    before = business.get_business(session)
    values: dict[str, str | int | bool] = {"language": language}
    is_default = before.country in {of_system(code) for code in LANGUAGES}
    if is_default and not before.name and not business.has_chosen_country(session):
        values["country"] = of_system(language)
    if any(getattr(before, name) != value for name, value in values.items()):
        business.change(session, values, is_guess=True)
    new_file.rename(session, language)
